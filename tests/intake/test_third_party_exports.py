"""Exports that nobody here wrote, to the control totals of their README."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

from analysis import intake

from .conftest import Taken, take


def _take(source: Path, folder: Path) -> Taken:
    return take(Path(shutil.copy(source, folder)))


def _total(taken: Taken, column: str) -> Decimal:
    return sum((r[column] for r in taken.rows), Decimal(0))


def test_adventureworks_orders(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "adventureworks_orders.csv", tmp_path)
    assert (taken.report.table, taken.report.rows_read, taken.report.rows_rejected) == (
        "order_lines",
        60_855,
        0,
    )
    assert round(_total(taken, "revenue"), 2) == Decimal("80450596.98")
    assert round(_total(taken, "direct_cost"), 2) == Decimal("79980114.38")
    assert taken.report.revenue_read == _total(taken, "revenue")
    assert len({r["order_id"] for r in taken.rows}) == 3_796
    assert len({r["client_name"] for r in taken.rows}) == 633
    assert all(r["shipped_on"] <= r["promised_on"] for r in taken.rows), "none late"
    first = next(r for r in taken.rows if r["order_id"] == "SO43659" and r["line_no"] == "2")
    assert first["revenue"] == Decimal("6074.9820"), "four decimals survive"
    assert taken.report.first_row == 2
    assert set(taken.report.unused) == {
        "EnglishProductSubcategoryName",
        "Freight",
        "EnglishPromotionName",
    }


def test_adventureworks_clients(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "adventureworks_clients.csv", tmp_path)
    assert (taken.report.table, taken.report.rows_read, taken.report.rows_rejected) == (
        "clients",
        701,
        0,
    )
    bike = next(r for r in taken.rows if r["client_name"] == "A Bike Store")
    assert (bike["region"], bike["employees"], bike["annual_revenue"]) == (
        "United States",
        2,
        Decimal("30000.0000"),
    )
    assert bike["industry"] is None
    assert (bike["BusinessType"], bike["YearOpened"]) == ("Value Added Reseller", "1974"), (
        "kept under their own names"
    )


def test_the_year_as_a_russian_export(shared: Path, tmp_path: Path) -> None:
    # The README's totals are those before rounding to kopecks: the file's own cells add up to these.
    taken = _take(shared / "adventureworks_2013_cp1251.csv", tmp_path)
    assert (taken.report.rows_read, taken.report.rows_rejected) == (28_540, 0)
    assert _total(taken, "revenue") == Decimal("33574827.8500")
    assert _total(taken, "direct_cost") == Decimal("34066707.1400")
    assert abs(_total(taken, "revenue") - Decimal("33574828.12")) < 1
    assert (
        len({r["order_id"] for r in taken.rows}),
        len({r["client_name"] for r in taken.rows}),
    ) == (1_708, 488)
    assert taken.report.formats == {
        "encoding": "cp1251",
        "delimiter": ";",
        "decimal": ",",
        "date": "DD.MM.YYYY",
        "header_row": "1",
    }


def test_northwind_without_cost(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "northwind_orders_without_cost.csv", tmp_path)
    assert round(_total(taken, "revenue"), 2) == Decimal("1265793.04")
    orders = {r["order_id"]: r for r in taken.rows}
    assert (len(orders), len({r["client_name"] for r in taken.rows})) == (830, 89)
    assert sum(r["shipped_on"] is None for r in orders.values()) == 21
    assert (
        sum(
            r["shipped_on"] is not None and r["shipped_on"] > r["promised_on"]
            for r in orders.values()
        )
        == 37
    )
    assert all(r["direct_cost"] is None and r["material_cost"] is None for r in taken.rows), (
        "unknown is not zero"
    )
    assert {"Country", "Freight"} <= set(taken.report.unused)


def test_the_grouped_report_to_its_total(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "adventureworks_2013-03_1c_report.xlsx", tmp_path)
    assert (taken.report.rows_read, taken.report.rows_rejected) == (1_096, 0)
    assert _total(taken, "quantity") == 4_465
    assert _total(taken, "revenue") == taken.report.revenue_read == Decimal("1340567.34")
    assert _total(taken, "direct_cost") == Decimal("1337711.41")
    assert (
        len({r["order_id"] for r in taken.rows}),
        len({r["client_name"] for r in taken.rows}),
    ) == (62, 60)
    first = taken.rows[0]
    assert (
        first["order_id"],
        first["client_name"],
        str(first["order_date"]),
        str(first["shipped_on"]),
    ) == (
        "ТД00-055313",
        "Activity Center",
        "2013-03-30",
        "2013-04-06",
    )
    assert (first["product_name"], first["revenue"], first["source_row"]) == (
        "Road-350-W Yellow, 48",
        Decimal("1020.59"),
        11,
    )
    said = taken.report.formats
    assert (said["shape"], said["levels_by"]) == ("Контрагент → Заказ → Номенклатура", "outline")
    assert (said["lines"], said["groups"]) == ("1096", "122")
    assert (said["total_quantity"], said["total_revenue"], said["total_direct_cost"]) == (
        "4465",
        "1340567.34",
        "1337711.41",
    )
    assert "subtotals_differ" not in [w.code for w in taken.report.warnings], (
        "every subtotal is the sum of its lines"
    )
    assert taken.report.unused == ("Рентабельность, %",)
    assert "profit_differs" not in [w.code for w in taken.report.warnings], (
        "every profit is the revenue less the cost"
    )


def test_recognising_is_a_glance(shared: Path) -> None:
    seen = intake.recognise(shared / "adventureworks_2013_cp1251.csv")
    assert (seen.table, seen.header_row, len(seen.sample)) == ("order_lines", 1, 20)
    assert seen.columns["revenue"] == "Сумма без НДС"
    assert seen.columns["promised_on"] == "Срок по договору"
    assert seen.sample[0][:2] == ("SO51690", "Capital Riding Supplies")
