"""[[exchange_rate]] in settings.toml: the rate of a currency from a day on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from analysis.errors import BadSettings
from analysis.errors.phrases import phrase
from analysis.intake.currency import ExchangeRate, given_twice


def read(
    raw: Sequence[Any], file: str, known: Callable[..., None], number: Callable[..., float]
) -> tuple[ExchangeRate, ...]:
    """`known` and `number` are the checks of every setting."""
    rates = tuple(_rate(each, place, file, known, number) for place, each in enumerate(raw))
    if (twice := given_twice(rates)) is not None:
        raise BadSettings(
            "bad_setting",
            file=file,
            key=f"exchange_rate[{twice + 1}].rate",
            value=raw[twice]["rate"],
            mend=phrase("mend.one_rate", currency=rates[twice].currency, since=rates[twice].since),
        )
    return rates


def _rate(
    raw: Any, place: int, file: str, known: Callable[..., None], number: Callable[..., float]
) -> ExchangeRate:
    name = f"exchange_rate[{place + 1}]"
    known(raw, ExchangeRate, name, file)
    currency, since = raw.get("currency"), raw.get("since")
    if not isinstance(currency, str) or not re.fullmatch("[A-Z]{3}", currency):
        raise BadSettings(
            "bad_setting",
            file=file,
            key=f"{name}.currency",
            value=currency,
            mend=phrase("mend.form", form='"USD"'),
        )
    if type(since) is not dt.date:
        raise BadSettings(
            "bad_setting", file=file, key=f"{name}.since", value=since, mend=phrase("mend.day")
        )
    value = Decimal(str(number(raw.get("rate"), f"{name}.rate", file, 1e-6, 1e6)))
    return ExchangeRate(currency, since, value)
