"""Quantities whose row says the unit of measure: «тыс. шт» multiplies them, and divides the price of such a unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .conftest import Taker

HEAD = "Номер заказа;Клиент;Дата заказа;Количество;{unit};{price}\n"
FEW = "1;А;05.01.2025;1,5;{written};2000\n2;Б;06.01.2025;30;шт;2\n"


@pytest.mark.parametrize(
    ("unit", "written", "times"),
    [
        ("Ед. изм.", "тыс. шт", 1000),
        ("Единица измерения", "Тыс.шт.", 1000),
        ("Единица", "т. шт.", 1000),
        ("ЕИ", "тыс", 1000),
        ("Ед.изм. номенклатуры", "1000 шт", 1000),
        ("Код ОКЕИ", "798", 1000),
        ("UoM", "thousand pcs", 1000),
        ("Unit of measure", "k pcs", 1000),
        ("Ед. изм.", "тыс. м", 1000),
        ("Ед. изм.", "100 м", 100),
        ("Ед. изм.", "млн шт", 1_000_000),
        ("Ед. изм.", "т", 1),
        ("Ед. изм.", "кг", 1),
        ("Ед. изм.", "тыс. руб", 1),
        ("Ед. изм.", "", 1),
        ("Примечание", "тыс. шт", 1),
    ],
)
def test_the_unit_of_a_row_multiplies_its_quantity(
    taking: Taker, unit: str, written: str, times: int
) -> None:
    taken = taking.text((HEAD + FEW).format(unit=unit, written=written, price="Цена"))
    first, second = taken.rows
    assert first["quantity"] == Decimal("1.5") * times
    assert first["revenue"] == 3000
    assert (second["quantity"], second["unit_price"], second["revenue"]) == (30, 2, 60)
    said = [w.details for w in taken.report.warnings if w.code == "row_units"]
    assert said == ([{"header": unit, "unit": written, "rows": 1}] if times > 1 else [])


@pytest.mark.parametrize(
    ("price", "written", "one"),
    [("Цена", "2000", 2), ("Цена за ед.", "2000", 2), ("Цена за шт.", "2", 2)],
)
def test_a_price_is_one_for_the_unit_unless_its_header_says_for_a_piece(
    taking: Taker, price: str, written: str, one: int
) -> None:
    head = HEAD.format(unit="Ед. изм.", price=price)
    taken = taking.text(f"{head}1;А;05.01.2025;1,5;тыс. шт;{written}\n")
    assert [(r["unit_price"], r["revenue"]) for r in taken.rows] == [(one, 3000)]


def test_a_header_that_says_thousands_is_not_multiplied_once_more(taking: Taker) -> None:
    head = HEAD.format(unit="Ед. изм.", price="Выручка").replace(
        "Количество", "Количество, тыс. шт"
    )
    taken = taking.text(f"{head}1;А;05.01.2025;1,5;тыс. шт;3000\n")
    assert [r["quantity"] for r in taken.rows] == [1500]


def test_a_unit_far_down_counts_as_well_and_is_told(taking: Taker) -> None:
    head = HEAD.format(unit="Ед. изм.", price="Цена")
    lines = "".join(f"{n};А;05.01.2025;2;шт;3\n" for n in range(2000))
    taken = taking.text(f"{head}{lines}x;Б;06.01.2025;2;тыс. шт;3000\n")
    assert [(r["quantity"], r["revenue"]) for r in taken.rows[-1:]] == [(2000, 6000)]
    assert [w.details["rows"] for w in taken.report.warnings if w.code == "row_units"] == [1]
    assert taken.report.unused == ()
