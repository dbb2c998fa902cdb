"""Exports that nobody here wrote, through the whole path, against their control totals (../shared/data/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import analysis


def workspace(tmp: Path, *files: Path) -> analysis.Workspace:
    result = analysis.import_paths(tmp, list(files))
    assert result.unreadable == ()
    assert result.rows_rejected == 0
    return analysis.open_workspace(tmp)


@pytest.fixture(scope="module")
def adventure(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[analysis.Workspace]:
    files = (shared_data / "adventureworks_orders.csv", shared_data / "adventureworks_clients.csv")
    with workspace(tmp_path_factory.mktemp("aw"), *files) as ws:
        yield ws


@pytest.fixture(scope="module")
def adventure_2013(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[analysis.Workspace]:
    with workspace(
        tmp_path_factory.mktemp("aw13"), shared_data / "adventureworks_2013_cp1251.csv"
    ) as ws:
        yield ws


@pytest.fixture(scope="module")
def northwind(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[analysis.Workspace]:
    with workspace(
        tmp_path_factory.mktemp("nw"), shared_data / "northwind_orders_without_cost.csv"
    ) as ws:
        yield ws


def one(ws: analysis.Workspace, select: str) -> list[object]:
    return list(ws._connection.cursor().execute(select).fetchall()[0])


LOSSES = """
select count(*), cast(sum(revenue) as decimal(18, 2)), cast(sum(direct_cost) as decimal(18, 2)),
    cast(sum(gross_margin) as decimal(18, 2)), count(*) filter (gross_margin < 0)
from order_profit"""


def test_adventureworks_orders(adventure: analysis.Workspace) -> None:
    totals = [3796, Decimal("80450596.98"), Decimal("79980114.38"), Decimal("470482.60"), 1639]
    assert one(adventure, LOSSES) == totals
    assert one(adventure, "select count(*) from order_lines") == [60855]
    assert adventure.metric("gross_margin_share") == pytest.approx(0.005848, abs=5e-7)


def test_adventureworks_clients(adventure: analysis.Workspace) -> None:
    clients = adventure.clients()
    assert len(clients) == 633
    bought = clients[clients["orders"] > 0]
    assert (bought["gross_margin"] < 0).sum() == 334
    top = clients.sort_values("revenue", ascending=False).iloc[0]
    assert (top["client_name"], round(top["revenue"], 2)) == ("Brakes and Gears", 877107.19)
    assert top["revenue_share"] == pytest.approx(0.010902, abs=5e-7)


def test_adventureworks_is_all_serial_never_late_and_a_loss_is_a_loss(
    adventure: analysis.Workspace,
) -> None:
    assert one(
        adventure,
        "select count(*) filter (kind = 'custom'), count(*) filter (days_late > 0), "
        "count(*) filter (flag = 'loss'), count(*) filter (flag = 'unknown') from order_profit",
    ) == [0, 0, 1639, 3796 - 1639]


def test_adventureworks_clients_keep_their_attributes(adventure: analysis.Workspace) -> None:
    margins = adventure.sql(
        "select BusinessType as type, sum(gross_margin) / sum(revenue) as margin from client_profit "
        "inner join clients using (client_id) where orders > 0 group by 1"
    ).set_index("type")["margin"]
    assert margins["Value Added Reseller"] == pytest.approx(0.0128, abs=5e-5)
    assert len(margins) == 3


def test_two_resellers_of_one_name_are_named(adventure: analysis.Workspace) -> None:
    twice = adventure.guilty("a_client_is_described_twice_in_one_file")
    assert sorted(twice["client_id"]) == ["Friendly Bike Shop", "Sports Products Store"]


def test_the_cp1251_year(adventure_2013: analysis.Workspace, shared_data: Path) -> None:
    """The file's own kopecks: its published totals (33,574,828.12 and 34,066,706.39) were rounded from other decimals."""
    with (shared_data / "adventureworks_2013_cp1251.csv").open(
        encoding="cp1251", newline=""
    ) as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    revenue, cost = (
        sum(Decimal(line[name].replace("\xa0", "").replace(",", ".")) for line in lines)
        for name in ("Сумма без НДС", "Себестоимость")
    )
    assert one(adventure_2013, LOSSES) == [1708, revenue, cost, revenue - cost, 977]
    assert abs(revenue - Decimal("33574828.12")) < Decimal("0.50")
    assert one(adventure_2013, "select count(*) from order_lines") == [28540]
    assert len(adventure_2013.clients()) == 488


def test_northwind_margin_is_unknown_never_all(northwind: analysis.Workspace) -> None:
    assert one(
        northwind,
        "select count(*), cast(sum(revenue) as decimal(18, 2)), count(gross_margin), count(true_profit), "
        "count(*) filter (days_late > 0), count(*) filter (shipped_on is null) from order_profit",
    ) == [830, Decimal("1265793.04"), 0, 0, 37, 21]
    clients = northwind.clients()
    assert len(clients) == 89
    assert (
        clients[["gross_margin", "gross_margin_share", "book_profit", "true_profit", "true_margin"]]
        .isna()
        .all(axis=None)
    )
    assert {"cost", "usage", "pools", "book_overhead"} <= set(northwind.missing())


MONTH = """
select count(distinct client_id), count(distinct order_id), count(*), sum(quantity), sum(revenue), sum(direct_cost)
from order_lines"""


def test_the_grouped_report_to_its_total(shared_data: Path, tmp_path: Path) -> None:
    with workspace(tmp_path, shared_data / "adventureworks_2013-03_1c_report.xlsx") as ws:
        assert one(ws, MONTH) == [60, 62, 1096, 4465, Decimal("1340567.34"), Decimal("1337711.41")]
        assert one(ws, LOSSES)[:4] == [
            62,
            Decimal("1340567.34"),
            Decimal("1337711.41"),
            Decimal("2855.93"),
        ]
        assert (
            one(
                ws,
                "select min(order_date), max(order_date), min(shipped_on)::text from order_profit",
            )[2]
            == "2013-04-06"
        )


def test_a_plain_export_of_the_same_orders_replaces_the_report(
    shared_data: Path, tmp_path: Path
) -> None:
    with workspace(tmp_path, shared_data / "adventureworks_2013-03_1c_report.xlsx") as ws:
        orders = {
            str(row[0])
            for row in ws._connection.cursor()
            .execute("select distinct order_id from order_lines")
            .fetchall()
        }
    year = (shared_data / "adventureworks_2013_cp1251.csv").read_text("cp1251").splitlines()
    month = [
        line.replace("SO", "ТД00-0", 1)
        for line in year
        if line.split(";")[0].replace("SO", "ТД00-0", 1) in orders
    ]
    plain = tmp_path / "март.csv"
    plain.write_text("\n".join([year[0], *month]), "utf-8")
    with workspace(tmp_path, plain) as ws:
        # the plain export rounds each line by itself: its own cells add up to 3 kopecks less, and it is they that count
        assert one(ws, MONTH) == [60, 62, 1096, 4465, Decimal("1340567.31"), Decimal("1337711.41")]
        assert one(ws, "select count(*), count(product_family) from order_lines") == [1096, 1096], (
            "the newer export's lines"
        )


CRM = """
table = "touches"
[columns]
deal_id = "opportunity_id"
client_name = "account"
person = "sales_agent"
stage = "deal_stage"
entered_on = "engage_date"
left_on = "close_date"
amount = "close_value"
"""
CRM_ACCOUNTS = """
table = "clients"
[columns]
client_name = "account"
"""


@pytest.fixture(scope="module")
def crm(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[analysis.Workspace]:
    folder = tmp_path_factory.mktemp("crm")
    for name, mapping in (("sales_pipeline.csv", CRM), ("accounts.csv", CRM_ACCOUNTS)):
        (folder / "mapping.toml").write_text(mapping, "utf-8")
        result = analysis.import_paths(
            folder / "ws", [shared_data / "crm" / name], mapping=folder / "mapping.toml"
        )
        assert (result.unreadable, result.rows_rejected) == ((), 0)
    with analysis.open_workspace(folder / "ws") as ws:
        yield ws


def test_a_pipeline_whose_stage_is_its_result(crm: analysis.Workspace) -> None:
    """Its stage says what became of a deal; prospects have no day yet, and a notice names them."""
    results = crm.sql("select coalesce(result, stage) as r, count(*) as n from touches group by 1")
    counted = {"won": 4238, "lost": 2473, "Engaging": 1589, "Prospecting": 500}
    assert dict(zip(results["r"], results["n"], strict=True)) == counted
    assert one(crm, "select count(distinct deal_id) from touches") == [8800]
    won = "from touches where result = 'won'"
    assert one(crm, f"select sum(amount) {won}") == [Decimal(10_005_534)]
    rate, days = one(
        crm,
        "select avg(case when result = 'won' then 1.0 else 0.0 end), "
        "avg(date_diff('day', entered_on, left_on)) filter (result = 'won') from touches "
        "where result is not null",
    )
    assert rate == pytest.approx(4238 / 6711)  # 63.15 %
    assert days == pytest.approx(51.78, abs=0.005)
    open_ones = "from touches where result is null and client_id is null"
    assert one(crm, f"select count(*) {open_ones}") == [1425]
    assert one(crm, "select count(*) from clients") == [85]
    assert len(crm.guilty("a_step_of_a_sale_has_no_day")) == 500
    assert set(crm.guilty("a_stage_of_a_sale_is_unknown")["stage"]) == {"Engaging", "Prospecting"}
    deals = crm.sql("select sale_result, count(*) as n from sale_deals group by 1")
    assert dict(zip(deals["sale_result"], deals["n"], strict=True)) == {
        "won": 4238,
        "lost": 2473,
        "open": 1589,
    }
