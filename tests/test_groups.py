"""The clients' table by product, manager, region and industry, and the search, on plants worked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pandas as pd
import pytest

import analysis
from analysis.dictionary import metrics
from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.findings import group_findings
from analysis.reader import products, search

TWO_YEARS = """order_id,client_name,order_date,manager,sku,product_name,product_family,revenue,direct_cost
1,A,2024-01-10,Ann,P-1,Gauge,pressure,1000,600
2,A,2025-03-10,Ann,P-1,Gauge,pressure,1500,900
2,A,2025-03-10,Ann,T-1,Probe,heat,500,450
3,B,2024-04-10,Bob,T-1,Probe,heat,800,500
4,B,2025-12-30,Bob,T-2,Probe 2,heat,200,300
"""


@pytest.fixture
def two_years(plant: Callable[..., analysis.Workspace]) -> analysis.Workspace:
    return plant(order_lines=TWO_YEARS)


def test_the_parts_of_products_add_up_to_their_families_and_to_the_whole(
    tiny: analysis.Workspace,
) -> None:
    by_product = group_findings.by_group(tiny, "product")
    assert (
        dict(zip(by_product["product"], by_product["revenue"], strict=True))["P-1"] == 12_000
    )  # 6,000 + 5,000 + 1,000
    for by in group_findings.GROUPS:
        rows = group_findings.by_group(tiny, by)
        assert rows["orders"].sum() == 7
        assert rows["revenue"].sum() == pytest.approx(25_000)
        assert rows["true_profit"].sum() == pytest.approx(4_450)
    pressure = tiny.metrics(["true_profit"], ("product_family",)).set_index("product_family")[
        "true_profit"
    ]["Давление"]
    of_pressure = by_product[by_product["product"].isin(["P-1", "P-1-M", "P-1-X"])][
        "true_profit"
    ].sum()
    assert of_pressure == pytest.approx(pressure)


def test_a_product_is_cut_by_the_scope(tiny: analysis.Workspace) -> None:
    rows = group_findings.by_group(
        tiny, "product", analysis.Scope(families="Температура", managers="Иванова")
    )
    assert rows[["product", "revenue"]].values.tolist() == [
        ["T-1", 8_000]
    ]  # 4,000 of order 001, 4,000 of 006


@pytest.mark.parametrize(
    "scope",
    [
        analysis.Scope(),
        analysis.Scope("2025-01-01", "2025-01-31"),
        analysis.Scope(since="2025-01-01"),
        analysis.Scope(families="Давление"),
        analysis.Scope(families=("Температура", None)),
        analysis.Scope(kinds="custom"),
        analysis.Scope(until="2025-01-31", families="Давление", kinds=("custom", "unknown")),
    ],
)
def test_the_roll_up_by_product_holds_what_the_orders_of_a_slice_say(
    tiny: analysis.Workspace, scope: analysis.Scope
) -> None:
    """To the last digit; naming every client takes the other way, over the orders."""
    everyone = tuple(tiny.table("clients")["client_id"])
    rolled = products.metrics_by_product(tiny, CLIENT_COLUMNS, scope)
    divided = products.metrics_by_product(tiny, CLIENT_COLUMNS, scope.but(clients=everyone))
    assert len(rolled) > 0
    pd.testing.assert_frame_equal(rolled, divided, check_exact=True)


@pytest.mark.parametrize(
    "scope",
    [
        analysis.Scope(),
        analysis.Scope("2025-01-01", "2025-01-31"),
        analysis.Scope("2025-01-10", "2025-02-14"),
        analysis.Scope(kinds="serial"),
        analysis.Scope(managers="Иванова"),
        analysis.Scope(managers=("Петров", None)),
        analysis.Scope(clients='ООО "Альфа"'),
        analysis.Scope(since="2025-01-10", minimum_revenue=5000),
        analysis.Scope(regions=None),
    ],
)
def test_products_add_up_to_the_totals_of_the_page(
    tiny: analysis.Workspace, scope: analysis.Scope
) -> None:
    sums = [name for name in CLIENT_COLUMNS if metrics.BY_NAME[name].unit in ("money", "count")]
    total = tiny.metrics(sums, (), scope).iloc[0]
    added = products.metrics_by_product(tiny, sums, scope)[sums].sum(min_count=1)
    assert added.fillna(0).to_dict() == pytest.approx(total.fillna(0).to_dict(), abs=1e-6)
    assert total["orders"] > 0


def test_last_year_stands_beside(two_years: analysis.Workspace) -> None:
    year = analysis.Scope("2025-01-01", "2025-12-31")
    rows = group_findings.by_group(two_years, "product", year).set_index("product")
    assert rows["revenue"].fillna(0).to_dict() == {"P-1": 1500, "T-1": 500, "T-2": 200}
    assert rows["revenue_period"].equals(rows["revenue"])
    assert rows["revenue_year_ago"].to_dict() == {"P-1": 1000, "T-1": 800, "T-2": 0}
    assert rows["revenue_on_year"]["P-1"] == pytest.approx(0.5)
    assert rows["revenue_on_year"]["T-1"] == pytest.approx(500 / 800 - 1)
    assert rows["revenue_on_year"].isna()["T-2"]  # no percent of nothing


def test_a_group_of_last_year_alone_is_not_lost(two_years: analysis.Workspace) -> None:
    rows = group_findings.by_group(
        two_years, "manager", analysis.Scope("2025-02-01", "2025-04-30")
    ).set_index("manager")
    assert rows.loc["Bob", ["revenue_period", "revenue_year_ago"]].tolist() == [0, 800]


def test_all_history_compares_the_last_twelve_months(two_years: analysis.Workspace) -> None:
    rows = group_findings.by_group(two_years, "manager").set_index("manager")
    assert rows["revenue"].to_dict() == {"Ann": 3000, "Bob": 1000}
    assert rows["revenue_period"].to_dict() == {"Ann": 2000, "Bob": 200}
    short = group_findings.by_group(
        two_years, "manager", analysis.Scope("2024-01-01", "2024-12-31")
    )
    assert "revenue_year_ago" not in short  # the history begins in January 2024


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        ("2025-01-01", "2025-02-28", ("2024-01-01", "2024-02-29")),
        ("2024-02-29", "2024-03-15", ("2023-02-28", "2023-03-15")),
    ],
)
def test_a_year_before(since: str, until: str, before: tuple[str, str]) -> None:
    scope = analysis.Scope(since, until).year_before()
    assert scope is not None
    assert (scope.since, scope.until) == tuple(dt.date.fromisoformat(day) for day in before)
    assert analysis.Scope(since).year_before() is None


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("альфа", [("client", 'ООО "Альфа"')]),
        ("АЛЬФА ооо", [("client", 'ООО "Альфа"')]),
        ("003", [("order", "003")]),
        ("P-1-M", [("product", "Датчик давления мод.")]),
        (
            "давления",
            [
                ("product", "Датчик давления"),
                ("product", "Датчик давления особый"),
                ("product", "Датчик давления мод."),
            ],
        ),
        ("'; drop table clients; --", []),
        ("%", []),
        (" ", []),
    ],
)
def test_what_is_typed_finds_clients_orders_and_products(
    tiny: analysis.Workspace, text: str, hits: list
) -> None:
    found = search.find(tiny, text)
    assert sorted((hit.kind, hit.name) for hit in found) == sorted(hits)
    assert not hits or (found[0].kind, found[0].name) == hits[0]


def test_a_chart_shows_the_ends_of_a_long_list(two_years: analysis.Workspace) -> None:
    """The year before stands beside where the history holds it; revenue, where no true profit is known."""
    rows = group_findings.by_group(two_years, "product")
    found = group_findings.drawn(rows, "product")
    assert found is not None
    shown, told = found
    assert (told.now, told.year_ago) == ("revenue_period", "revenue_year_ago")
    assert shown["product"].tolist() == ["P-1", "T-1", "T-2"]
    many = pd.DataFrame(
        {
            "manager": [f"m{n:02}" for n in range(30)],
            "true_profit": [float(20 - n) for n in range(30)],
            "revenue": 1.0,
        }
    )
    shown, told = group_findings.drawn(many, "manager") or (many, None)
    assert told == group_findings.Bars("true_profit", None)
    assert shown["true_profit"].tolist() == [20, 19, 18, 17, 16, 15, -4, -5, -6, -7, -8, -9]
    assert group_findings.drawn(many.head(1), "manager") is None


def test_which_groups_the_data_name(two_years: analysis.Workspace) -> None:
    assert group_findings.known_groups(two_years) == ("product_family", "product", "manager")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    folder = tmp_path_factory.mktemp("named")
    lines = """order_id;client_name;order_date;sku;product_name;revenue
ЗК-1;ООО «Ёлочка-Сервис»;2025-01-10;ДД-101;Датчик „СТРЕЛА“ 0–5;100
ЗК-2;АО "Вектор-Д";2025-01-10;T‑2;Rotor;200
ЗК-3;ACME;2025-01-10;K-7;Клапан;50
"""
    (folder / "order_lines.csv").write_text(lines, "utf-8")
    analysis.import_paths(folder / "workspace", [folder / "order_lines.csv"])
    with analysis.open_workspace(folder / "workspace") as ws:
        yield ws


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("елочка", ["ООО «Ёлочка-Сервис»"]),
        ("«ЁЛОЧКА", ["ООО «Ёлочка-Сервис»"]),
        ("сервис ёлоч", ["ООО «Ёлочка-Сервис»"]),
        ('"вектор-д"', ['АО "Вектор-Д"']),
        ("BEKTOP", ['АО "Вектор-Д"']),  # Latin letters
        ("асме", ["ACME"]),  # Cyrillic ones
        ("стрела", ["Датчик „СТРЕЛА“ 0–5"]),
        ("0-5", ["Датчик „СТРЕЛА“ 0–5"]),
        ("т-2", ["Rotor"]),
        ("зк-3", ["ЗК-3"]),
        ("3K-3", []),  # a figure is no letter
        ("«»", []),
        ("%", []),
    ],
)
def test_the_search_minds_neither_quotes_nor_case_nor_the_alphabet(
    named: analysis.Workspace, text: str, found: list[str]
) -> None:
    assert [hit.name for hit in search.find(named, text)] == found
