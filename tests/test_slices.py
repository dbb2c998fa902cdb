"""Any slice adds up to the whole, and the same number stands everywhere: API, command, store."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from analysis.cli import main
from analysis.errors import BadScope, DealfitError

ADDITIVE = [
    "orders",
    "revenue",
    "gross_margin",
    "book_profit",
    "true_profit",
    "hours",
    "resource_cost",
    "credit_cost",
    "penalty",
    "loss_orders",
]
FIELDS = {
    "managers": "manager",
    "families": "product_family",
    "kinds": "kind",
    "industries": "industry",
    "regions": "region",
}


def totals(ws: analysis.Workspace, scope: analysis.Scope) -> pd.Series:
    return ws.metrics(ADDITIVE, scope=scope).iloc[0].fillna(0)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_random_partitions_add_up(demo: analysis.Workspace, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(FIELDS)))
    values = demo.choices(FIELDS[field])
    if field in ("managers", "families", "kinds"):
        values = [*{*values, None}]
    colours = data.draw(st.lists(st.integers(0, 2), min_size=len(values), max_size=len(values)))
    groups = [
        tuple(v for v, c in zip(values, colours, strict=True) if c == colour) for colour in range(3)
    ]
    parts = [totals(demo, analysis.Scope(**{field: g})) for g in groups if g]
    pd.testing.assert_series_equal(
        sum(parts[1:], parts[0]),
        totals(demo, analysis.Scope()),
        atol=0.01,
        rtol=0,
        check_names=False,
    )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.dates(dt.date(2023, 11, 2), dt.date(2026, 10, 30)))
def test_any_day_cuts_history_in_two(demo: analysis.Workspace, cut: dt.date) -> None:
    before = totals(demo, analysis.Scope(until=cut))
    after = totals(demo, analysis.Scope(since=cut + dt.timedelta(days=1)))
    pd.testing.assert_series_equal(
        before + after, totals(demo, analysis.Scope()), atol=0.01, rtol=0, check_names=False
    )


def test_months_from_the_roll_up_equal_days_from_the_rows(demo: analysis.Workspace) -> None:
    """A scope over whole months is answered by the roll-up; with an idle day added, by the rows."""
    scope = analysis.Scope(since="2025-01-01", until="2025-06-30")
    by_hand = demo.sql(
        "select client_id, sum(revenue) as revenue, sum(hours) as hours from order_profit "
        "where order_date between date '2025-01-01' and date '2025-06-30' group by client_id"
    ).set_index("client_id")
    clients = demo.clients(scope).set_index("client_id")
    pd.testing.assert_series_equal(clients["revenue"][by_hand.index], by_hand["revenue"], atol=0.01)


def test_orders_of_a_slice_add_up_to_its_clients(demo: analysis.Workspace) -> None:
    scope = analysis.Scope(since="2025-02-10", kinds=("custom",))
    assert demo.orders(scope)["true_profit"].sum() == pytest.approx(
        demo.clients(scope)["true_profit"].sum(), abs=0.01
    )


def test_orders_cut_to_a_family_add_up_to_the_family(demo: analysis.Workspace) -> None:
    family = demo.choices("product_family")[0]
    scope = analysis.Scope(families=(family,))
    assert demo.orders(scope)["revenue"].sum() == pytest.approx(
        demo.metric("revenue", scope=scope), abs=0.01
    )


def test_minimum_revenue_leaves_out_small_clients_everywhere(demo: analysis.Workspace) -> None:
    everyone = demo.clients()
    least = float(everyone["revenue"].median())
    scope = analysis.Scope(minimum_revenue=least)
    large = demo.clients(scope)
    assert sorted(large["client_id"]) == sorted(
        everyone.loc[everyone["revenue"] >= least, "client_id"]
    )
    assert set(demo.orders(scope)["client_id"]) == set(large["client_id"])


def test_the_store_the_api_and_the_command_give_the_same_numbers(tiny: analysis.Workspace) -> None:
    stored = tiny.table("client_profit").set_index("client_id")["true_profit"]
    api = tiny.clients().set_index("client_id")["true_profit"]
    said = CliRunner().invoke(main, ["clients", "--workspace", str(tiny.root), "--format", "json"])
    command = pd.DataFrame(json.loads(said.stdout)).set_index("client_id")["true_profit"]
    pd.testing.assert_series_equal(stored.sort_index(), api.sort_index())
    pd.testing.assert_series_equal(command.sort_index(), api.sort_index())


def test_bad_scopes_say_what_is_wrong() -> None:
    with pytest.raises(BadScope, match=r"since: '31\.02\.2025' is not a date"):
        analysis.Scope(since="31.02.2025")
    with pytest.raises(BadScope, match="swap the dates"):
        analysis.Scope(since="2025-02-01", until="2025-01-01")
    with pytest.raises(BadScope, match="minimum revenue: 'много' is not a number"):
        analysis.Scope(minimum_revenue="много")


def test_unknown_metric_gets_a_near_name(tiny: analysis.Workspace) -> None:
    with pytest.raises(DealfitError, match="did you mean 'true_margin'"):
        tiny.metric("true_margn")
