"""The path to the first order: the oracles of METHOD_DEALS.md, section 3, and deals worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.advice.leads import sale_path
from analysis.advice.leads.sale_path import Touch

TODAY = dt.date(2026, 11, 30)


def day(n: int) -> dt.date:
    return dt.date(2026, 1, 1) + dt.timedelta(days=n)


def test_conversion_of_stages() -> None:
    assert [s.share for s in sale_path.shares([10, 8, 0, 0])] == [0.8, 0.0, None]
    losses = [1 - s.share for s in sale_path.shares([100, 30, 15, 10]) if s.share is not None]
    assert losses == pytest.approx([0.7, 0.5, 1 / 3])


def test_one_of_one_says_little() -> None:
    (only,) = sale_path.shares([1, 1])
    assert (only.reached, only.share) == (1, 1.0)
    assert only.interval is not None
    assert only.interval[0] == pytest.approx(0.2065, abs=5e-5)
    assert only.interval[1] == 1.0


def test_velocity() -> None:
    assert sale_path.velocity(50, 10_000, 0.25, 30) == pytest.approx(4166.67, abs=0.005)
    assert sale_path.velocity(50, 10_000, 0.25, 0) is None


def test_a_deal_that_enters_late_has_reached_what_lies_before() -> None:
    (path,) = sale_path.paths([Touch("D", 3, day(0)), Touch("D", 4, day(9), result="won")], TODAY)
    assert (path.entered_at, path.furthest, path.result) == (3, 4, "won")
    found = sale_path.conversion([path], stages=5)
    assert [s.reached for s in found] == [1, 1, 1, 1, 1]  # who won has passed every stage
    assert [s.share for s in found] == [1, 1, 1, 1, 1]


def test_a_deal_that_goes_back_adds_time_and_counts_once() -> None:
    (path,) = sale_path.paths(
        [
            Touch("D", 1, day(0), hours=1),
            Touch("D", 2, day(10), hours=4),
            Touch("D", 1, day(15), hours=2),
            Touch("D", 2, day(18), day(30), result="lost"),
        ],
        TODAY,
    )
    assert path.days == {1: 13, 2: 17}
    assert path.hours == {1: 3, 2: 4}
    assert (path.furthest, path.age(TODAY)) == (2, 30)
    assert [s.reached for s in sale_path.conversion([path], stages=3)] == [1, 1, 0]


def test_conversion_knows_closed_deals_alone_and_losses_without_a_reason() -> None:
    touches = [
        Touch("won", 5, day(0), day(40), result="won", amount=Decimal(100)),
        Touch("lost", 2, day(0), day(20), result="lost"),
        Touch("told", 2, day(0), day(20), result="lost", reason="price"),
        Touch("open", 4, day(300)),
    ]
    found = sale_path.paths(touches, TODAY)
    assert [(p.deal_id, p.result, p.reason) for p in found] == [
        ("lost", "lost", "unknown"),
        ("open", "open", None),
        ("told", "lost", "price"),
        ("won", "won", None),
    ]
    shares = sale_path.conversion(found, stages=5)
    assert [s.reached for s in shares] == [3, 3, 1, 1, 1]
    assert shares[-1].went_on == 1


def test_open_deals_older_than_won_ones_stand_apart() -> None:
    won = [Touch(f"W{n:02}", 1, day(0), day(n), result="won") for n in range(1, 21)]
    touches = [
        *won,
        Touch("old", 1, TODAY - dt.timedelta(days=20)),
        Touch("young", 1, TODAY - dt.timedelta(days=19)),
    ]
    found = sale_path.paths(touches, TODAY)
    assert [p.deal_id for p in sale_path.long_open(found, TODAY)] == ["old"]
    assert sale_path.long_open([p for p in found if p.result == "open"], TODAY) == []


STEPS = st.lists(
    st.builds(
        Touch,
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from([None, 1, 2, 3, 4, 5]),
        st.integers(0, 300).map(day),
        hours=st.sampled_from([None, 1.0, 2.5]),
        result=st.sampled_from([None, "open", "won", "lost", "no decision"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(STEPS)
def test_deals_hours_and_days_add_up_however_they_go(steps: list[Touch]) -> None:
    """Each deal counts once, in one cohort; no hour is lost; days at stages are at most the age; fewer reach what is later."""
    found = sale_path.paths(steps, TODAY)
    assert [path.deal_id for path in found] == sorted({step.deal_id for step in steps})
    limit = sale_path.longest_won(found, TODAY)
    cohorts = [sale_path.cohort(path, limit, TODAY) for path in found]
    assert sum(cohorts.count(name) for name in ("closed", "young", "old")) == len(found)
    hours = sum(stay.hours or 0 for path in found for stay in path.stays)
    assert hours == sum(step.hours or 0 for step in steps)
    funnel = sale_path.conversion(found, stages=5)
    assert all(share.went_on <= share.reached for share in funnel)
    for path in found:
        if path.result == "open":
            assert sum(stay.days for stay in path.stays) <= path.age(TODAY)
