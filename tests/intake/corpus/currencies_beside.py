"""A column of amounts for each currency."""

from __future__ import annotations

from analysis.intake import reasons

from .amounts import RATES, lines
from .case import Case

CASES = {
    "a column for each currency, no rates": Case(
        lines("Сумма, RUB;Сумма, USD;Сумма, EUR", "1000;;", ";50;", ";;40"),
        ["A-1 1000"],
        refused={3: reasons.ELSEWHERE, 4: reasons.ELSEWHERE},
    ),
    "a column for each currency, a rate for one": Case(
        lines("Сумма, RUB;Сумма, USD;Сумма, EUR", "1000;;", ";50;", ";;40"),
        ["A-1 1000", "A-2 4500"],
        refused={4: reasons.ELSEWHERE},
        settings=RATES,
        notices=["converted"],
    ),
    "a column for each currency, zeros for nothing": Case(
        lines("Сумма USD;Сумма руб.;Сумма EUR", "0,00;1000,50;0,00", "50,00;0,00;0,00", "0;0;0"),
        ["A-1 1000.5", "A-2 4500", "A-3 0"],
        settings=RATES,
        notices=["converted"],
    ),
    "a column for each currency, without a word for the own": Case(
        lines("Выручка;Выручка, USD", "1000;10", ";50"),
        ["A-1 1000", "A-2 4500"],
        settings=RATES,
        notices=["converted"],
    ),
    "a column for each currency, in thousands": Case(
        lines("Сумма, тыс. руб.;Сумма, тыс. USD", "1;", ";0,5"),
        ["A-1 1000", "A-2 45000"],
        settings=RATES,
        notices=["converted", "thousands"],
    ),
    "a column for each currency, in English": Case(
        "Order No,Customer,Order date,Amount (RUB),Amount (USD)\nA-1,C,2025-01-15,1000,\nA-2,C,2025-01-15,,50.5\n",
        ["A-1 1000"],
        refused={3: reasons.ELSEWHERE},
    ),
    "an amount in neither currency is missing": Case(
        lines("Сумма, RUB;Сумма, USD", "1000;", ";"),
        ["A-1 1000"],
        refused={3: reasons.REQUIRED},
    ),
}
