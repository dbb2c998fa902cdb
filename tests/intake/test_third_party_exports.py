"""Exports that nobody here wrote, to the control totals of their README."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import intake
from analysis.errors import UnreadableFile

from .conftest import Taken, take


def _take(source: Path, folder: Path) -> Taken:
    return take(Path(shutil.copy(source, folder)))


def _total(taken: Taken, column: str) -> Decimal:
    return sum((r[column] for r in taken.rows), Decimal(0))


def test_adventureworks_orders(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "adventureworks_orders.csv", tmp_path)
    assert (taken.report.table, taken.report.rows_read, taken.report.rows_rejected) == ("order_lines", 60_855, 0)
    assert round(_total(taken, "revenue"), 2) == Decimal("80450596.98")
    assert round(_total(taken, "direct_cost"), 2) == Decimal("79980114.38")
    assert taken.report.revenue_read == _total(taken, "revenue")
    assert len({r["order_id"] for r in taken.rows}) == 3_796
    assert len({r["client_name"] for r in taken.rows}) == 633
    assert all(r["shipped_on"] <= r["promised_on"] for r in taken.rows), "none late"
    first = next(r for r in taken.rows if r["order_id"] == "SO43659" and r["line_no"] == "2")
    assert first["revenue"] == Decimal("6074.9820"), "four decimals survive"
    assert taken.report.first_row == 2
    assert set(taken.report.unused) == {"EnglishProductSubcategoryName", "Freight", "EnglishPromotionName"}


def test_adventureworks_clients(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "adventureworks_clients.csv", tmp_path)
    assert (taken.report.table, taken.report.rows_read, taken.report.rows_rejected) == ("clients", 701, 0)
    bike = next(r for r in taken.rows if r["client_name"] == "A Bike Store")
    assert (bike["region"], bike["employees"], bike["annual_revenue"]) == ("United States", 2, Decimal("30000.0000"))
    assert bike["industry"] is None
    assert (bike["BusinessType"], bike["YearOpened"]) == ("Value Added Reseller", "1974"), "kept under their own names"


def test_the_year_as_a_russian_export(shared: Path, tmp_path: Path) -> None:
    # The README's totals are those before rounding to kopecks: the file's own cells add up to these.
    taken = _take(shared / "adventureworks_2013_cp1251.csv", tmp_path)
    assert (taken.report.rows_read, taken.report.rows_rejected) == (28_540, 0)
    assert _total(taken, "revenue") == Decimal("33574827.8500")
    assert _total(taken, "direct_cost") == Decimal("34066707.1400")
    assert abs(_total(taken, "revenue") - Decimal("33574828.12")) < 1
    assert (len({r["order_id"] for r in taken.rows}), len({r["client_name"] for r in taken.rows})) == (1_708, 488)
    assert taken.report.formats == {
        "encoding": "cp1251", "delimiter": ";", "decimal": ",", "date": "DD.MM.YYYY", "header_row": "1",
    }  # fmt: skip


def test_northwind_without_cost(shared: Path, tmp_path: Path) -> None:
    taken = _take(shared / "northwind_orders_without_cost.csv", tmp_path)
    assert round(_total(taken, "revenue"), 2) == Decimal("1265793.04")
    orders = {r["order_id"]: r for r in taken.rows}
    assert (len(orders), len({r["client_name"] for r in taken.rows})) == (830, 89)
    assert sum(r["shipped_on"] is None for r in orders.values()) == 21
    assert sum(r["shipped_on"] is not None and r["shipped_on"] > r["promised_on"] for r in orders.values()) == 37
    assert all(r["direct_cost"] is None and r["material_cost"] is None for r in taken.rows), "unknown is not zero"
    assert {"Country", "Freight"} <= set(taken.report.unused)


def test_the_grouped_report_is_refused(shared: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="grouped report") as error:
        _take(shared / "adventureworks_2013-03_1c_report.xlsx", tmp_path)
    assert error.value.code == "grouped_report"
    assert not (tmp_path / "accepted.parquet").exists()


def test_recognising_is_a_glance(shared: Path) -> None:
    seen = intake.recognise(shared / "adventureworks_2013_cp1251.csv")
    assert (seen.table, seen.header_row, len(seen.sample)) == ("order_lines", 1, 20)
    assert seen.columns["revenue"] == "Сумма без НДС"
    assert seen.columns["promised_on"] == "Срок по договору"
    assert seen.sample[0][:2] == ("SO51690", "Capital Riding Supplies")
