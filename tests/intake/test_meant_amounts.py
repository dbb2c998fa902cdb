"""Amounts that mean what header and neighbours say, by either way of taking a file in, and for rows that are mended later."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import analysis
from analysis.actions import rows_to_mend
from tests.intake.conftest import Taker

HEAD = "Номер заказа;Контрагент;Дата заказа;"
MANY = 1500  # rows: more than the first ones that formats are told by


def long(header: str, usual: str, odd: str) -> str:
    """Many rows of the usual kind, then an odd one."""
    rows = [f"A-{n};К;10.01.2025;{usual}" for n in range(MANY)]
    return "\n".join([HEAD + header, *rows, f"B-1;К;10.01.2025;{odd}", ""])


def summed(rows: list[dict[str, Decimal]], column: str) -> Decimal:
    return sum((row[column] for row in rows if row[column] is not None), Decimal(0))


@pytest.mark.parametrize(
    ("header", "usual", "odd", "column", "total"),
    [
        (
            "Вид документа;Количество;Выручка",
            "Реализация;1;10",
            "Возврат;4;40",
            "revenue",
            15000 - 40,
        ),
        ("Количество;Выручка", "1;10", "-4;40", "revenue", 15000 - 40),
        ("Количество;Цена;Выручка", "1;10;10", "4;10;-40", "quantity", 1500 - 4),
        (
            "Количество;Выручка;Себестоимость, руб./шт.",
            "2;10;3",
            "10;100;3",
            "direct_cost",
            9000 + 30,
        ),
        ("Выручка;Валовая прибыль", "10;4", "100;-20", "direct_cost", 9000 + 120),
        ("Вид документа;Выручка", "Реализация;10", "Корректировка;40", "revenue", 15000 - 40),
    ],
)
def test_what_stands_behind_the_first_rows_counts_as_well(
    taking: Taker, header: str, usual: str, odd: str, column: str, total: int
) -> None:
    assert summed(taking.text(long(header, usual, odd)).rows, column) == total


@pytest.mark.parametrize(
    ("header", "rows", "bad", "good", "revenue", "cost"),
    [
        (
            "Количество;Выручка;Себестоимость, руб./шт.",
            ("10;1000;60", "2;x;60"),
            ";x;",
            ";200;",
            1200,
            720,
        ),
        ("Количество;Цена;Процент скидки", ("10;100;10", "1x;100;10"), ";1x;", ";2;", 1080, None),
        ("Вид документа;Выручка", ("Реализация;1000", "Возврат;x"), ";x", ";400", 600, None),
        (
            "Вид документа;Выручка",
            ("Реализация;1000", "Возврат;100", "Возврат;x"),
            ";x",
            ";400",
            500,
            None,
        ),
        ("Количество;Выручка", ("10;1000", "-4;x"), ";x", ";400", 600, None),
        ("Выручка;Валовая прибыль", ("1000;250", "x;100"), ";x;", ";500;", 1500, 1150),
        (
            "Сумма без скидки;Авто скидка;Ручная скидка",
            ("1000;100;50", "x;10;5"),
            ";x;",
            ";100;",
            935,
            None,
        ),
        (
            "Количество;Цена;Сумма;Скидка;Сумма со скидкой",
            ("10;100;1000;100;900", "1;100;100;10;x"),
            ";x",
            ";90",
            990,
            None,
        ),
    ],
)
def test_mended_rows_mean_what_their_neighbours_mean(
    tmp_path: Path,
    header: str,
    rows: tuple[str, ...],
    bad: str,
    good: str,
    revenue: int,
    cost: int | None,
) -> None:
    root, path, mended = tmp_path / "ws", tmp_path / "a.csv", tmp_path / "mended.csv"
    lines = [f"A-{n};К;10.01.2025;{row}" for n, row in enumerate(rows)]
    path.write_text("\n".join([HEAD + header, *lines, ""]), "utf-8")
    analysis.import_paths(root, [path])
    text = rows_to_mend.to_csv(root).decode("utf-8-sig")
    assert text.count(bad) == 1
    mended.write_text(text.replace(bad, good), "utf-8-sig")
    [done] = analysis.import_paths(root, [mended]).mended
    assert (done.accepted, done.still_refused) == (1, 0)
    with analysis.open_workspace(root) as ws:
        [(money, direct)] = ws.sql(
            "select sum(revenue), sum(direct_cost) from order_lines"
        ).values.tolist()
    assert (money, direct) == (revenue, cost) or (money == revenue and cost is None)


@pytest.mark.parametrize(
    ("header", "amount", "money"),
    [("Сумма", 500, "200.00"), ("Цена без НДС", 100, "200.00"), ("Сумма с НДС 20%", 500, "166.67")],
)
def test_pieces_that_came_back_are_told_with_their_money(
    taking: Taker, header: str, amount: int, money: str
) -> None:
    """Two of five came back: of 500, with VAT in it or not, and of five at 100 each."""
    text = f"{HEAD}Количество;Кол-во возврата;{header}\nA-1;К1;15.01.2025;5;2;{amount}\nA-2;К1;16.01.2025;1;0;7\n"
    [said] = [w.details for w in taking.text(text).report.warnings if w.code == "pieces_back"]
    assert (said["rows"], said["pieces"], said["money"]) == (1, "2", money)
