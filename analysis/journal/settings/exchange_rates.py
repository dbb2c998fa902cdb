"""[[exchange_rate]] in settings.toml: the rate of a currency from a day on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from analysis import validation
from analysis.dictionary.setting_kinds import CurrencyCode, Rate
from analysis.errors.phrases import phrase
from analysis.intake.currency import ExchangeRate, given_twice
from analysis.validation import Refusing

KINDS = {"currency": CurrencyCode, "since": dt.date, "rate": Rate}


def read(raw: Any, refusing: Refusing) -> tuple[ExchangeRate, ...]:
    """Refused where a day has two rates of a currency."""
    listed = validation.tables(raw, "exchange_rate", refusing)
    rates = tuple(_rate(each, f"exchange_rate[{n}]", refusing) for n, each in enumerate(listed, 1))
    if (twice := given_twice(rates)) is not None:
        first = rates[twice]
        mend = phrase("mend.one_rate", currency=first.currency, since=first.since)
        raise refusing.bad(f"exchange_rate[{twice + 1}].rate", listed[twice]["rate"], mend)
    return rates


def _rate(raw: Any, key: str, refusing: Refusing) -> ExchangeRate:
    values = validation.table(raw, KINDS, key, refusing, needs=tuple(KINDS))
    return ExchangeRate(values["currency"], values["since"], Decimal(str(values["rate"])))
