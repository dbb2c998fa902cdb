"""When a client buys again: the tiny plant by hand, the three states, the interval, the rate drawn towards all clients."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import duckdb
import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given, settings

import analysis
from analysis.stores import pipeline

DAY = dt.date(2026, 11, 30)
Orders = Iterable[tuple[str, dt.date, str, float]]  # client, day, state, amount


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def clock(orders: Orders, clients: Sequence[str] = (), active_days: float = 365.0) -> pd.DataFrame:
    """The step over these orders alone: a row per client, by its id."""
    rows = list(orders)
    names = sorted({client for client, *_ in rows} | set(clients))
    with duckdb.connect() as con:
        con.execute(
            "create table order_totals as select unnest(?::varchar[]) as client_id, unnest(?::date[]) as order_date, "
            "unnest(?::varchar[]) as state, unnest(?::decimal(18, 4)[]) as amount",
            [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []],
        )
        con.execute(
            "create or replace table order_totals as select *, case when state = 'done' then amount else 0 end as revenue, "
            "case when state = 'in progress' then amount else 0 end as open_revenue from order_totals"
        )
        con.execute(
            "create table clients as select unnest(?::varchar[]) as client_id, null::varchar as client_name",
            [names],
        )
        con.execute("create table last_day as select ?::date as day", [DAY])
        con.execute("create table settings as select ?::double as active_days", [active_days])
        return (
            con.execute(pipeline.over({}, "client_purchases", "client_clock"))
            .df()
            .set_index("client_id")
        )


def bought(
    client: str, *days_ago: int, amount: float = 100.0
) -> list[tuple[str, dt.date, str, float]]:
    return [(client, ago(n), "done", amount) for n in days_ago]


def test_the_tiny_plant(tiny: analysis.Workspace) -> None:
    """Its orders tell of January 2025 up to the 30th. Each client bought on two days in a row; Бета's cancelled order is no purchase.

    Three purchases after the first in 21 + 17 + 15 = 53 days, as alike as chance allows: 3 ÷ 53 a day for each of them.
    """
    found = tiny.sql("select * from client_clock order by client_name").set_index("client_name")
    alpha = found.loc['ООО "Альфа"']
    assert alpha["purchases"] == 2
    assert (alpha["gap_days"], alpha["silence_days"]) == (1, 20)
    assert alpha["purchase_amount"] == 7500  # 10,000 and 5,000
    assert alpha["expected_on"] == pd.Timestamp(2025, 1, 11)
    assert alpha["due_state"] == "overdue"
    assert found.loc['НПО "Бета"', "purchases"] == 2
    assert found["client_state"].tolist() == ["active"] * 3
    assert found["expected_from"].isna().all()  # nobody bought three times
    assert found["purchases_a_year"].tolist() == pytest.approx([365.25 * 3 / 53] * 3)


def test_purchases_of_a_day_are_one_and_returns_are_none() -> None:
    orders = [
        *bought("A", 300, 200, 100, 100),
        ("A", ago(50), "cancelled", 100.0),
        ("A", ago(40), "done", -100.0),
    ]
    row = clock(orders).loc["A"]
    assert (row["purchases"], row["gap_days"], row["silence_days"]) == (3, 100, 100)
    assert row["expected_on"] == pd.Timestamp(DAY)
    assert row["due_state"] == "due"
    assert row["purchase_amount"] == 100  # 400 − 100 in three purchases


def test_twelve_orders_in_five_years_are_one_in_152_days() -> None:
    assert clock(bought("A", *(152 * n for n in range(12)))).loc["A", "gap_days"] == 152


def test_an_order_in_progress_is_never_overdue() -> None:
    orders = [*bought("A", 900, 600), ("A", ago(500), "in progress", 50.0)]
    row = clock(orders).loc["A"]
    assert (row["purchases"], row["orders_under_way"]) == (3, 1)
    assert (row["client_state"], row["due_state"]) == ("active", "under way")


def test_states_at_their_boundary_days() -> None:
    orders = [*bought("on time", 400, 365), *bought("too late", 400, 366)]
    found = clock(orders, ["nobody"])
    assert found["client_state"].to_dict() == {
        "on time": "active",
        "too late": "lapsed",
        "nobody": "never",
    }
    assert found["due_state"].to_dict() == {
        "on time": "overdue",
        "too late": "none",
        "nobody": "none",
    }
    assert found.loc["nobody", "purchases"] == 0
    assert found.loc["nobody", ["gap_days", "purchases_a_year", "purchase_amount"]].isna().all()


def test_the_interval_holds_four_of_five_last_gaps() -> None:
    """Nine clients whose last gap was 0.2, 0.4 … 1.8 of the usual one: a tenth of 9 + 1 is left out at each end."""
    regular = [
        order
        for n in range(1, 10)
        for order in bought(f"C{n}", 0, 20 * n, 20 * n + 100, 20 * n + 200)
    ]
    found = clock([*regular, *bought("A", 150, 50)])
    row = found.loc["A"]
    assert row["expected_on"] == pd.Timestamp(ago(-50))
    assert row["expected_from"] == pd.Timestamp(ago(30))  # 50 days ago + 0.2 × 100
    assert row["expected_to"] == pd.Timestamp(ago(-130))
    assert row["due_state"] == "due"
    eight = clock([*(o for o in regular if o[0] != "C9"), *bought("A", 150, 50)])
    assert eight["expected_from"].isna().all()


def test_the_rate_is_drawn_towards_all_clients() -> None:
    """A bought ten times more in 400 days, B never again: between their own rates and the mean of both."""
    found = clock([*bought("A", *range(0, 401, 40)), *bought("B", 400)])
    mean = 10 / 800
    spread = ((5**2 - 5) + (5**2 - 5)) / (2 * 400**2)
    drawn = [(x + mean**2 / spread) / (400 + mean / spread) * 365.25 for x in (10, 0)]
    assert found["purchases_a_year"].to_dict() == pytest.approx(dict(zip("AB", drawn, strict=True)))
    assert 0 < drawn[1] < mean * 365.25 < drawn[0] < 10 / 400 * 365.25


def test_nobody_and_nothing() -> None:
    assert clock([]).empty
    assert clock([], ["A"])["client_state"].tolist() == ["never"]
    once = clock(bought("A", 0)).loc["A"]
    assert once["client_state"] == "active"
    assert once[["gap_days", "expected_on", "purchases_a_year"]].isna().all()


PLANTS: st.SearchStrategy[Mapping[str, list[int]]] = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.lists(st.integers(1, 1500), max_size=6), min_size=1
)


@settings(max_examples=10, deadline=None)
@given(PLANTS)
def test_states_add_up_and_who_buys_today_is_overdue_no_more(
    plant: Mapping[str, list[int]],
) -> None:
    """Each client beside its twin, which also bought on the last day."""
    orders = [order for client, days in plant.items() for order in bought(client, *days)]
    twins = [order for client, days in plant.items() for order in bought(f"{client}2", 0, *days)]
    found = clock([*orders, *twins], [*plant, *(f"{client}2" for client in plant)])
    assert found["client_state"].value_counts().sum() == 2 * len(plant)
    for client in plant:
        later = found.loc[f"{client}2"]
        assert (later["client_state"], later["silence_days"]) == ("active", 0)
        assert later["due_state"] in ("due", "not yet", "none")
