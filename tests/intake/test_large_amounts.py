"""Large amounts: a line of 100 million is a line; what is beyond the contract is refused alone, with its row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analysis.intake.currency import ExchangeRate, Money

from .conftest import Taker

HEAD = "Номер заказа;Клиент;Дата заказа;"
SMALL = "2;А;2025-01-06;"
DOLLARS = Money("RUB", (ExchangeRate("USD", dt.date(2020, 1, 1), Decimal(90)),))


@pytest.mark.parametrize(
    ("headers", "cells", "small", "revenue"),
    [
        ("Количество;Цена без НДС", "1000;100000", "10;5", 100_000_000),
        ("Количество;Цена без НДС", "999999;99999", "10;5", 99_998_900_001),
        ("Количество;Цена без НДС;Скидка, %", "1000;100000;10", "10;5;0", 90_000_000),
        ("Количество;Цена без НДС;Скидка, руб.", "100000;100000;5", "10;5;0", 9_999_999_995),
        (
            "Количество;Цена без НДС;Скидка на 1 шт., руб.",
            "1000;100000;10000",
            "10;5;0",
            90_000_000,
        ),
        ("Количество;Цена за 1000 шт. без НДС", "10000000;100000", "10;5", 1_000_000_000),
        ("Количество, тыс. шт.;Цена без НДС", "10;100000", "10;5", 1_000_000_000),
        ("Количество;Цена без НДС, тыс. руб.", "1000;100", "10;5", 100_000_000),
        ("Выручка;Скидка, %", "99999999999;5", "10;5", 99_999_999_999),
        ("Сумма с НДС;НДС", "1200000000;200000000", "12;2", 1_000_000_000),
        ("Сумма без НДС;НДС", "1000000000;200000000", "10;2", 1_000_000_000),
        ("Сумма с НДС;Ставка НДС", "1200000000;20%", "12;20%", 1_000_000_000),
        ("Сумма, USD", "20000000", "12", 1_800_000_000),
        ("Количество;Цена, USD", "1000;100000", "12;1", 9_000_000_000),
        ("Сумма заказа;Количество;Цена без НДС", "100000000;1000;100000", "50;10;5", 100_000_000),
    ],
)
def test_a_line_of_a_hundred_million_is_a_line(
    taking: Taker, headers: str, cells: str, small: str, revenue: int
) -> None:
    taken = taking.text(f"{HEAD}{headers}\n1;А;2025-01-05;{cells}\n{SMALL}{small}\n", money=DOLLARS)
    assert taken.rows[0]["revenue"] == revenue
    assert len(taken.rows) == 2


@pytest.mark.parametrize(
    ("headers", "cells", "small"),
    [
        ("Количество;Цена без НДС", "999999999;99999999999", "10;5"),
        ("Количество;Цена без НДС", "1000000;100000", "10;5"),
        ("Количество;Цена без НДС;Скидка, %", "999999999;99999999999;10", "10;5;0"),
        ("Количество, млн шт.;Цена без НДС", "900;99999999999", "10;5"),
        ("Выручка", "100000000000", "10"),
        ("Выручка", "99999999999999", "10"),
        ("Выручка", "1" * 40, "10"),
        ("Выручка, млн руб.", "100000", "10"),
        ("Сумма, USD", "99999999999", "12"),
        ("Количество;Цена, USD", "999999999;99999999999", "12;1"),
    ],
)
def test_what_exceeds_the_contract_is_refused_alone(
    taking: Taker, headers: str, cells: str, small: str
) -> None:
    taken = taking.text(f"{HEAD}{headers}\n1;А;2025-01-05;{cells}\n{SMALL}{small}\n", money=DOLLARS)
    assert [r["order_id"] for r in taken.rows] == ["2"]
    assert [(row, reason) for row, _, _, reason in taken.reasons] == [(2, "too_large")]


@pytest.mark.parametrize("header", ["Себестоимость за шт.", "Материалы за шт."])
def test_a_cost_that_exceeds_it_is_unknown_and_listed(taking: Taker, header: str) -> None:
    rows = f"1;А;2025-01-05;999999999;100;99999999999\n{SMALL}10;50;2\n"
    taken = taking.text(f"{HEAD}Количество;Выручка;{header}\n{rows}")
    column = "direct_cost" if header.startswith("Себе") else "material_cost"
    assert [row[column] for row in taken.rows] == [None, 20]
    assert [(u["row_number"], u["value"], u["reason"]) for u in taken.unread] == [
        (2, "99999999999", "too_large")
    ]


def test_no_mixture_of_extremes_takes_a_file_out(taking: Taker) -> None:
    """Every cell just under its limit, signs of both kinds: each row is taken in or refused, none of them breaks the file."""
    headers = "Количество;Цена без НДС;Выручка;Скидка, руб.;Материалы;Зарплата;Прочие прямые;Накладные;Штраф;НДС"
    extremes = ("99999999999.9999", "-99999999999.9999", "0", "")
    rows = []
    for n in range(60):
        cells = [extremes[(n * (k + 3) + k) % 4] for k in range(9)]
        rows.append(
            f"{n};А;2025-01-05;{('999999999.999999', '-999999999', '1')[n % 3]};{';'.join(cells)}"
        )
    taken = taking.text(f"{HEAD}{headers}\n" + "\n".join(rows) + f"\n{SMALL}1;5;5;0;1;1;1;1;0;1\n")
    assert len(taken.rows) + len(taken.refused) == 61
