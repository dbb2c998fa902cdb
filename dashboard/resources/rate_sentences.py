"""What is stated of a resource's rate, in words: in the table of rates and in the history."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from analysis.journal.entered_rates import RateEntry
from analysis.language import Words


def statements(found: Iterable[RateEntry], words: Words) -> str:
    return "; ".join(statement(each, words) for each in found)


def statement(each: RateEntry, words: Words) -> str:
    """«с января 2026: 480 000 ₽ и 320 ч за месяц», «всегда: 2 500 ₽ за ч»."""
    when = (
        words("rates.begins", month=words.month(pd.Timestamp(each.since)))
        if each.since
        else words("rates.always")
    )
    unit = each.unit or words("capacity.unit")
    if each.rate is not None:
        return words("rates.said.rate", when=when, rate=_money(each.rate, words), unit=unit)
    cost = words.unknown if each.cost is None else _money(each.cost, words)
    if each.capacity is None:
        return words("rates.said.cost", when=when, cost=cost)
    return words(
        "rates.said.capacity",
        when=when,
        cost=cost,
        capacity=figure(each.capacity, words),
        unit=unit,
    )


def figure(value: Decimal | None, words: Words) -> str:
    """A figure as people type it, all of its digits, in thousands by spaces: read back as what it is in either language.

    Three decimals get a fourth, since 1,234 may be read as a thousand. "" for none.
    """
    if value is None:
        return ""
    digits = _digits(value)
    text = f"{value:,.{4 if digits == 3 else digits}f}".replace(",", "\u00a0")
    return text.replace(".", ",") if words.lang == "ru" else text


def _digits(value: Decimal) -> int:
    return max(-int(value.normalize().as_tuple().exponent), 0)


def _money(value: Decimal, words: Words) -> str:
    return words.money(value, _digits(value))
