"""The tiny plant, worked out by hand in tiny_plant/README.md; every assertion quotes its arithmetic."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis

ALPHA, BETA, GAMMA = 'ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'


@pytest.fixture(scope="module")
def orders(tiny: analysis.Workspace) -> pd.DataFrame:
    return tiny.orders().set_index("order_id")


@pytest.fixture(scope="module")
def clients(tiny: analysis.Workspace) -> pd.DataFrame:
    return tiny.clients().set_index("client_id")


@pytest.mark.parametrize(
    ("order_id", "book", "resources", "credit", "true", "flag", "kind"),
    [
        (
            "001",
            2500,
            100,
            100,
            3800,
            "profitable",
            "serial",
        ),  # 4,000 − 100 − 10,000 × 10/365 × 36.5 %
        ("002", 1300, 200, 0, 1800, "profitable", "serial"),  # 2,000 − 4 h × 50
        (
            "003",
            800,
            1800,
            0,
            -700,
            "hidden loss",
            "custom",
        ),  # 1,200 − 15 × 100 − 6 × 50 − penalty 100
        (
            "004",
            1200,
            1500,
            0,
            300,
            "markup eaten",
            "custom",
        ),  # 1,800 − 1,500; 10 % < 15 %, gross 60 %
        ("005", -100, 150, 0, -50, "loss", "serial"),  # 100 − 150
        ("007", 0, 500, 0, -500, "cancelled", "custom"),  # cancelled: no revenue, 5 h × 100 stay
    ],
)
def test_an_order(
    orders: pd.DataFrame,
    order_id: str,
    book: float,
    resources: float,
    credit: float,
    true: float,
    flag: str,
    kind: str,
) -> None:
    order = orders.loc[order_id]
    assert order["book_profit"] == pytest.approx(book, abs=0.005)
    assert order["resource_cost"] == pytest.approx(resources, abs=0.005)
    assert order["credit_cost"] == pytest.approx(credit, abs=0.005)
    assert order["true_profit"] == pytest.approx(true, abs=0.005)
    assert (order["flag"], order["kind"], order["hours_source"]) == (flag, kind, "logged")


def test_an_order_without_hours_stays_unknown(orders: pd.DataFrame) -> None:
    order = orders.loc["006"]
    assert order["book_profit"] == 1200
    assert (order["hours_source"], order["flag"]) == ("unknown", "unknown")
    assert pd.isna(order["true_profit"])
    assert pd.isna(order["hours"])


def test_leading_zeros_of_order_numbers_survive(orders: pd.DataFrame) -> None:
    assert sorted(orders.index) == ["001", "002", "003", "004", "005", "006", "007"]


@pytest.mark.parametrize(
    ("client", "orders", "revenue", "share", "book", "true", "margin", "hours"),
    [
        (ALPHA, 2, 15000, 0.60, 3800, 5600, 5600 / 15000, 6),
        (BETA, 3, 5000, 0.20, 2000, -900, -0.18, 42),  # −700 + 300 − 500; hours 15 + 6 + 14 + 2 + 5
        (
            GAMMA,
            2,
            5000,
            0.20,
            1100,
            -250,
            -0.25,
            7,
        ),  # −50 − 4 h × 50 outside; only 1,000 of revenue is costed
    ],
)
def test_a_client(
    clients: pd.DataFrame,
    client: str,
    orders: int,
    revenue: float,
    share: float,
    book: float,
    true: float,
    margin: float,
    hours: float,
) -> None:
    row = clients.loc[client]
    assert row["orders"] == orders
    assert row["revenue"] == revenue
    assert row["revenue_share"] == pytest.approx(share)
    assert row["book_profit"] == pytest.approx(book)
    assert row["true_profit"] == pytest.approx(true, abs=0.005)
    assert row["true_margin"] == pytest.approx(margin)
    assert row["hours"] == pytest.approx(hours)
    assert row["hours_share"] == pytest.approx(hours / 55)


def test_lateness_and_custom_share(clients: pd.DataFrame) -> None:
    assert clients.loc[BETA, "late_share"] == pytest.approx(
        1 / 2
    )  # 003 late, 004 on time, 007 cancelled
    assert clients.loc[ALPHA, "late_share"] == 0
    assert clients.loc[BETA, "custom_share"] == 1
    assert clients.loc[BETA, "penalty"] == 100


def test_profit_rank(clients: pd.DataFrame) -> None:
    assert clients["profit_rank"].to_dict() == {ALPHA: 1, GAMMA: 2, BETA: 3}


@pytest.mark.parametrize(
    ("pool", "charged_orders", "charged_clients", "internal", "unused"),
    [("Конструкторы", 3400, 0, 1000, 6600), ("Менеджеры", 850, 200, 0, 4950)],
)
def test_a_pool(
    tiny: analysis.Workspace,
    pool: str,
    charged_orders: float,
    charged_clients: float,
    internal: float,
    unused: float,
) -> None:
    row = tiny.table("pool_use").set_index("pool").loc[pool]
    assert row["charged_orders"] == charged_orders
    assert row["charged_clients"] == charged_clients
    assert row["cost_internal"] == internal
    assert row["unused_cost"] == unused


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("revenue", 25000),
        ("true_profit", 4450),
        ("book_profit", 6900),
        ("hours", 55),
        ("true_margin", 4450 / 21000),
        ("hidden_loss", -700),
        ("hidden_loss_orders", 1),
        ("loss_orders", 2),
        ("outside_cost", 200),
    ],
)
def test_the_whole(tiny: analysis.Workspace, metric: str, value: float) -> None:
    assert tiny.metric(metric) == pytest.approx(value, abs=0.005)


def test_checks_hold(tiny: analysis.Workspace) -> None:
    checks = tiny.breaches().query("level == 'checks'")
    assert len(checks) >= 5
    assert checks["guilty_rows"].sum() == 0


def test_industry_slice(tiny: analysis.Workspace) -> None:
    assert tiny.metric("revenue", scope=analysis.Scope(industries=("энергетика",))) == 20000
    by_region = tiny.metrics(["true_profit"], by=("region",)).set_index("region")["true_profit"]
    assert by_region.to_dict() == pytest.approx({"Москва": -1150, "Урал": 5600})
