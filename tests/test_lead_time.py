"""Dates that will be kept: shares and quantiles with open orders counted, what was known before the day, and past answers checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.deals import lead_time
from analysis.estimates import survival
from analysis.estimates.statistics import wilson
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

START = pd.Timestamp("2024-01-01")


def taking(
    days: np.ndarray, placed: np.ndarray, quantity: float = 10.0, last: int = 10_000
) -> pd.DataFrame:
    """Orders placed so many days after START that took `days`; what would ship after `last` is open."""
    order_date = START + pd.to_timedelta(placed, unit="D")
    shipped = order_date + pd.to_timedelta(days, unit="D")
    known = shipped <= START + pd.Timedelta(days=last)
    return pd.DataFrame(
        {
            "order_id": [str(n) for n in range(len(days))],
            "kind": "custom",
            "order_date": order_date,
            "promised_on": pd.NaT,
            "shipped_on": pd.Series(shipped).where(known).to_numpy(),
            "quantity": quantity,
        }
    )


def day(n: int) -> dt.date:
    return (START + pd.Timedelta(days=n)).date()


def test_never_promise_the_usual_time() -> None:
    """Weibull, k = 1.5: of orders that take so long, .2835 are done within the most frequent time (METHOD_DEALS, section 1)."""
    shape, scale = 1.5, 40.0
    mode = scale * ((shape - 1) / shape) ** (1 / shape)
    assert 1 - np.exp(-((mode / scale) ** shape)) == pytest.approx(0.2835, abs=5e-5)
    rng = np.random.default_rng(3)
    took = scale * rng.weibull(shape, 20_000)
    shares = survival.durations(took, np.ones(len(took), dtype=bool))
    within = shares.share_within(mode)
    assert within is not None
    assert within.value == pytest.approx(0.2835, abs=0.01)
    p80 = shares.quantile(0.8)
    assert p80 is not None
    assert p80.value == pytest.approx(scale * np.log(5) ** (1 / shape), rel=0.02)


def test_without_open_orders_shares_are_plain_ones() -> None:
    days = np.arange(1.0, 31.0)
    shares = survival.durations(days, np.ones(30, dtype=bool))
    within = shares.share_within(18)
    assert within is not None
    low, high = wilson(18, 30, 0.9)
    assert (within.value, within.low, within.high) == pytest.approx((0.6, low, high))
    p50, p80 = shares.quantile(0.5), shares.quantile(0.8)
    assert p50 is not None
    assert p80 is not None
    assert (p50.value, p80.value) == (15, 24)
    assert (p80.low or 99) < 24 < (p80.high or 0)


def test_kaplan_and_meier_s_own_example() -> None:
    """1958, JASA 53:457: deaths at .8, 3.1, 5.4, 9.2 months, losses at 1.0, 2.7, 7.0, 12.1."""
    times = np.array([0.8, 3.1, 5.4, 9.2, 1.0, 2.7, 7.0, 12.1])
    shares = survival.durations(times, np.arange(8) < 4)
    assert (1 - shares.done).tolist() == pytest.approx([7 / 8, 7 / 10, 21 / 40, 21 / 80])


def test_open_orders_make_the_p80_longer_than_the_shipped_ones_say() -> None:
    rng = np.random.default_rng(5)
    took, placed = 60 * rng.weibull(1.5, 400), np.arange(400)
    found = taking(took, placed, last=400)
    asked = lead_time.lead_time(found, "custom", None, day(401))
    assert asked.still_open > 20
    alone = found[found["shipped_on"].notna()]
    naive = np.quantile((alone["shipped_on"] - alone["order_date"]).dt.days, 0.8)
    truth = 60 * np.log(5) ** (1 / 1.5)
    assert asked.p80 is not None
    assert abs(asked.p80.value - truth) < abs(naive - truth)
    assert (asked.p80.low or 999) <= truth <= (asked.p80.high or 0)


def test_nothing_later_than_the_day_counts() -> None:
    rng = np.random.default_rng(6)
    took, placed = 20 + 40 * rng.random(300), np.arange(300)
    whole = taking(took, placed)
    then = day(150)
    before = whole[whole["order_date"] < START + pd.Timedelta(days=150)].copy()
    before["shipped_on"] = before["shipped_on"].where(
        before["shipped_on"] < START + pd.Timedelta(days=150)
    )
    later, known = (lead_time.lead_time(f, "custom", 10, then) for f in (whole, before))
    assert (later.p50, later.p80, later.n) == (known.p50, known.p80, known.n)


def test_too_few_orders_say_nothing_and_how_many_would_do() -> None:
    found = taking(np.full(8, 30.0), np.arange(8))
    asked = lead_time.lead_time(found, "custom", 10, day(100))
    assert (asked.p50, asked.p80, asked.kept(60)) == (None, None, None)
    assert (asked.shipped, asked.lacking) == (8, 3)
    assert lead_time.lead_time(found, "serial", 10, day(100)).n == 0


def test_orders_of_like_size_answer() -> None:
    small = taking(np.full(150, 10.0), np.arange(150), quantity=5)
    large = taking(np.full(150, 90.0), np.arange(150), quantity=500)
    found = pd.concat([small, large])
    by_size = [lead_time.lead_time(found, "custom", q, day(400)).p50 for q in (6, 400)]
    assert [p50 and p50.value for p50 in by_size] == [10, 90]
    kept = lead_time.lead_time(found, "custom", 400, day(400)).kept(89)
    assert kept is not None
    assert kept.value == 0


def test_a_promised_day_is_kept_with_a_chance_and_its_interval() -> None:
    found = taking(np.arange(1.0, 101.0), np.zeros(100, dtype=int))
    asked = lead_time.lead_time(found, "custom", None, day(300))
    kept = asked.kept(75)
    assert kept is not None
    assert kept.value == pytest.approx(0.75)
    assert (kept.low, kept.high) == pytest.approx(wilson(75, 100, 0.9))


def test_past_answers_held_as_often_as_they_said() -> None:
    rng = np.random.default_rng(8)
    found = taking(50 * rng.weibull(1.5, 900), np.sort(rng.integers(0, 900, 900)), last=900)
    seen = lead_time.held(found, "custom", day(400), day(901))
    assert seen is not None
    assert seen.n > 150
    assert seen.p50.value == pytest.approx(0.5, abs=0.08)
    assert seen.p80.value == pytest.approx(0.8, abs=0.06)


LINES = (
    "order_id,client_name,order_date,shipped_on,status,quantity,revenue,kind\n"
    "shipped,A,2025-01-01,2025-01-11,done,10,100,serial\n"
    "shipped,A,2025-01-01,2025-03-11,done,-2,-20,serial\n"  # sent back later: the order was there by then
    "in parts,A,2025-01-01,2025-01-11,done,10,100,serial\n"
    "in parts,A,2025-01-01,2025-01-21,done,10,100,serial\n"
    "open,A,2025-01-05,,in progress,10,100,serial\n"
    "cancelled,A,2025-01-05,,cancelled,10,100,serial\n"
    "nobody wrote it down,A,2025-01-05,,done,10,100,serial\n"
)


def shipped_days(ws: analysis.Workspace) -> dict[str, float | None]:
    found = lead_time.orders(ws)
    days = (found["shipped_on"] - found["order_date"]).dt.days
    return {o: None if pd.isna(d) else d for o, d in zip(found["order_id"], days, strict=True)}


def test_which_orders_of_a_plant_say_how_long_one_takes(
    plant: Callable[..., analysis.Workspace],
) -> None:
    assert shipped_days(plant(order_lines=LINES)) == {
        "shipped": 10,
        "in parts": 20,
        "open": None,
    }


def test_without_statuses_what_is_not_shipped_is_open(
    plant: Callable[..., analysis.Workspace],
) -> None:
    rows = [row.split(",") for row in LINES.splitlines()]
    flat = "\n".join(",".join([*row[:4], *row[5:]]) for row in rows) + "\n"
    found = shipped_days(plant(order_lines=flat))
    assert (found["shipped"], found["nobody wrote it down"]) == (10, None)


@pytest.mark.parametrize("kind", ["serial", "custom"])
def test_on_the_demo_plant_past_answers_held(demo: analysis.Workspace, kind: str) -> None:
    """Out of time, in its last year: nine in ten of 90 % intervals would hold; here the 95 % one must."""
    found = lead_time.orders(demo)
    seen = lead_time.held(found, kind, dt.date(2025, 11, 1), dt.date(2026, 11, 1))
    assert seen is not None
    assert (seen.p80.low or 1) - 0.03 <= 0.8 <= (seen.p80.high or 0) + 0.03
    asked = lead_time.lead_time(found, kind, 12, dt.date(2026, 11, 1))
    assert asked.p50 is not None
    assert asked.p80 is not None
    assert asked.p50.value < asked.p80.value
