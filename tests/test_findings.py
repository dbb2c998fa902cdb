"""Computed sentences, bridges and comparisons."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import analysis
from analysis import Scope, findings
from analysis.advice import decisions
from analysis.dictionary import finding
from analysis.findings import counts, fit_profit, periods


def test_the_bridge_adds_up_at_every_total(tiny: analysis.Workspace) -> None:
    steps = findings.bridge(tiny.metrics(findings.TOTALS).iloc[0].to_dict())
    level = 0.0
    for step in steps:
        if step.is_total and level:
            assert level == pytest.approx(step.amount)
        level = step.amount if step.is_total else level + step.amount
    amounts = {s.code: round(s.amount, 2) for s in steps}
    assert amounts["revenue"] == 25_000
    assert amounts["book_profit"] == 6_900
    assert amounts["true_profit"] == 4_450
    assert (
        amounts["without_costing"] == -2_000
    )  # order 006: its gross margin is no part of true profit


def test_the_period_before_is_as_long() -> None:
    assert Scope("2025-04-01", "2025-06-30").period_before() == Scope("2025-01-01", "2025-03-31")
    assert Scope("2025-01-01", "2025-12-31").period_before() == Scope("2024-01-01", "2024-12-31")
    assert Scope("2025-03-11", "2025-03-20").period_before() == Scope("2025-03-01", "2025-03-10")
    assert Scope(since="2025-01-01").period_before() is None


def test_nothing_is_compared_with_a_time_without_data() -> None:
    first = dt.date(2024, 6, 15)
    assert periods.period_before(Scope("2025-01-01", "2025-12-31"), first) is None
    assert periods.period_before(Scope("2025-07-01", "2025-12-31"), first) == Scope(
        "2025-01-01", "2025-06-30"
    )


def test_all_history_has_no_period_before_and_offers_its_last_year() -> None:
    last = dt.date(2025, 12, 20)
    assert periods.period_before(Scope(), dt.date(2020, 1, 1)) is None
    assert periods.last_year(Scope(), dt.date(2024, 2, 1), last) is None  # 23 months
    assert periods.last_year(Scope(kinds=("custom",)), dt.date(2024, 1, 31), last) == Scope(
        "2025-01-01", "2025-12-31", kinds=("custom",)
    )
    assert periods.last_year(Scope(since="2025-01-01"), dt.date(2020, 1, 1), last) is None


def test_a_change_is_in_money_where_there_was_nothing_above_zero_to_have_a_percent_of() -> None:
    changed = periods.changes(
        {"hidden_loss": -90.0, "revenue": 1.0, "true_profit": 5.0, "hours": 12.0},
        {"hidden_loss": -100.0, "revenue": 0.0, "true_profit": -3.0, "hours": 10.0},
        {"hidden_loss": "higher", "revenue": "higher", "true_profit": "higher"},
    )
    assert changed["hidden_loss"] == periods.PeriodChange(
        10.0, None, True
    )  # a loss of 100 that is one of 90 now
    assert changed["revenue"] == periods.PeriodChange(1.0, None, True)
    assert changed["true_profit"] == periods.PeriodChange(8.0, None, True)
    assert changed["hours"] == periods.PeriodChange(2.0, pytest.approx(0.2), None)


def test_months_that_are_not_over() -> None:
    by_month = pd.DataFrame(
        {
            "month": pd.to_datetime(["2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01"]),
            "revenue": [100.0, 95.0, 80.0, 60.0],
            "open_orders": [1, 1, 2, 0],
            "open_revenue": [0.0, 5.0, 20.0, 0.0],  # 5 of 100 still open, 20 of 100
        }
    )
    assert periods.unfinished(by_month, dt.date(2025, 11, 29)) == periods.Unfinished(2, 2, 20.0)
    assert (
        periods.unfinished(by_month, dt.date(2025, 11, 30)).months == 0
    )  # November is over, nothing in it is open
    assert periods.unfinished(by_month.head(3), dt.date(2025, 10, 31)) == periods.Unfinished(
        1, 2, 20.0
    )


def test_capacity_unused_by_anyone(tiny: analysis.Workspace) -> None:
    assert tiny.unused_cost() == pytest.approx(11_550)  # 6,600 + 4,950
    assert tiny.unused_cost(Scope("2030-01-01", "2030-12-31")) is None


def test_a_headline_on_known_profits_names_those_that_are_not_known() -> None:
    clients = pd.DataFrame(
        {
            "client_id": ["1", "2"],
            "client_name": ["A", "B"],
            "true_profit": [5.0, None],
            "true_margin": [0.5, None],
            "book_profit": [5.0, None],
            "book_margin": [0.5, None],
            "gross_margin": [5.0, None],
            "gross_margin_share": [0.5, None],
            "revenue": [10.0, 90.0],
        }
    )
    found = findings.who_eats(clients)
    assert found is not None
    assert (found.code, found.values["clients"], found.values["unknown"]) == (
        "nobody_of_known_eats",
        1,
        1,
    )
    totals = {
        "orders": 2,
        "costed_orders": 0,
        "hidden_loss_orders": 0,
        "true_profit": None,
        "revenue": 100.0,
        "hidden_loss": None,
        "book_profit": 5.0,
        "book_margin": 0.5,
    }
    for revenue, code in ((100.0, "only_book_profit_of_part"), (10.0, "only_book_profit")):
        told = findings.book_against_true(totals | {"revenue": revenue})
        assert told is not None
        assert told.code == code


def test_counts_of_orders_are_bridged_where_they_differ(tiny: analysis.Workspace) -> None:
    row = {"orders": 59, "costed_orders": 55, "open_orders": 2, "cancelled_orders": 0}
    assert counts.orders_counted(row) == finding.Finding(
        "orders_counted", {"orders": 59, "costed": 55, "open": 2, "rest": 2, "cancelled": 0}
    )
    assert (
        counts.orders_counted(
            {"orders": 5, "costed_orders": 5, "open_orders": 0, "cancelled_orders": 0}
        )
        is None
    )
    whole = counts.orders_counted(tiny.metrics(counts.COUNTS).iloc[0].to_dict())
    assert whole is not None
    assert (
        whole.values["orders"],
        whole.values["costed"],
        whole.values["open"],
        whole.values["rest"],
    ) == (
        7,
        6,
        0,
        1,
    )  # 006 has no cost


def test_orders_without_a_full_costing_are_finished_or_cancelled() -> None:
    orders = pd.DataFrame(
        {
            "state": ["done", "done", "cancelled", "cancelled", "in progress"],
            "true_profit": [1.0, None, None, 2.0, None],
        }
    )
    assert counts.uncosted(orders) == finding.Finding(
        "orders_uncosted", {"finished": 1, "cancelled": 1}
    )
    assert counts.uncosted(orders[orders["state"] != "cancelled"]) is None


def test_the_groups_of_the_portrait_are_bridged_to_the_true_profit_of_the_scope() -> None:
    """500 − 100 in the groups; 30 was spent on a client of no group: 370."""
    rows = pd.DataFrame({"true_profit": [500.0, -100.0, None]})
    found = fit_profit.beside_groups(rows, 370.0)
    assert found is not None
    assert found.values == {"n": 1, "earned": 400.0, "spent_beside": 30.0, "true_profit": 370.0}
    assert fit_profit.beside_groups(rows, 400.2) is None
    assert fit_profit.beside_groups(rows[2:], 0.0) is None


def test_a_client_without_a_costed_order_is_not_judged_and_its_spending_is_said() -> None:
    row = {"reason_code": "unknown", "revenue": 0.0, "true_profit": -344.0}
    assert decisions.reason(row) == finding.Finding(
        "decision_unknown_spent", {"spent_beside": 344.0}
    )
