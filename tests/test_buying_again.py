"""Who buys again: the figures of METHOD_DEALS.md, section 2, from 2,357 buyers that nobody here invented; states and gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from analysis.estimates import repeat_purchases
from analysis.leads import clock

CUT = dt.date(1997, 9, 30)
END = CUT + dt.timedelta(weeks=39)


@pytest.fixture(scope="module")
def buyers(shared_data: Path) -> list[list[dt.date]]:
    days: dict[str, list[dt.date]] = defaultdict(list)
    for line in (shared_data / "cdnow_sample.txt").read_text().splitlines():
        _, buyer, day, *_ = line.split()
        days[buyer].append(dt.datetime.strptime(day, "%Y%m%d").date())
    return list(days.values())


def test_purchases_of_one_day_are_one(buyers: list[list[dt.date]]) -> None:
    seen = repeat_purchases.purchases(buyers, CUT)
    assert len(seen) == 2357
    assert seen.again.sum() == 2457
    assert (seen.again == 0).sum() == 1411
    later = [len({day for day in days if CUT < day <= END}) for days in buyers]
    assert sum(later) == 1882
    assert sum(n > 0 for n in later) == 684
    plain = float((seen.again / seen.seen).sum() * 39)
    assert plain == pytest.approx(2930, abs=0.5)  # 56 % too many


def test_the_likeliest_model(buyers: list[list[dt.date]]) -> None:
    model = repeat_purchases.fit(repeat_purchases.purchases(buyers, CUT))
    assert model is not None
    assert model.shape == pytest.approx(0.2426, abs=5e-5)
    assert model.scale == pytest.approx(4.4135, abs=5e-4)
    assert model.leaving == pytest.approx(0.7929, abs=5e-4)
    assert model.staying == pytest.approx(2.4258, abs=2e-3)
    assert model.log_likelihood == pytest.approx(-9582.43, abs=0.005)


def test_the_rate_beats_recency_and_the_own_gap_does_not(buyers: list[list[dt.date]]) -> None:
    found = clock.test(buyers, CUT, END)
    assert found is not None
    assert (found.buyers, found.bought_again, found.weeks) == (2357, 684, 39)
    assert found.recency == pytest.approx(0.7714, abs=5e-5)
    assert found.rate == pytest.approx(0.7738, abs=5e-5)
    assert found.is_better
    assert found.rate_interval[0] < found.recency < found.rate_interval[1]  # by no more than chance
    assert found.repeaters == 946
    assert found.gap == pytest.approx(0.6690, abs=5e-5)
    assert found.repeaters_recency == pytest.approx(0.7122, abs=5e-5)


def test_silent_for_twelve_weeks(buyers: list[list[dt.date]]) -> None:
    """METHOD_DEALS.md says .7811: in floats one buyer's silence of exactly twelve weeks comes out above twelve. In days it doesn't."""
    right = [
        (clock.state(max(d for d in days if d <= CUT), CUT, 84) == "active")
        == any(CUT < d <= END for d in days)
        for days in buyers
    ]
    assert np.sum(right) == 1840


def test_twelve_orders_in_five_years_are_one_in_152_days() -> None:
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=152 * n) for n in range(12)]
    assert (days[-1] - days[0]).days < 5 * 365.25
    assert repeat_purchases.usual_gap(days) == 152
    assert repeat_purchases.usual_gap([*days, days[3]]) == 152  # twice on a day is once
    assert repeat_purchases.usual_gap(days[:1]) is None
    assert repeat_purchases.usual_gap([]) is None


def test_states_add_up_and_who_is_busy_or_closed_is_never_due() -> None:
    today = dt.date(2026, 11, 30)
    regular = [dt.date(2026, month, 1) for month in (2, 5, 8)]
    days = {
        "never": [],
        "once": [dt.date(2026, 11, 1)],
        "regular": regular,
        "waiting": regular,
        "closed": regular,
        "lapsed": [dt.date(2020, 1, 1), dt.date(2020, 7, 1)],
    }
    found = clock.due(days, today, 365, frozenset({"waiting"}), frozenset({"closed"}))
    assert {client: each.state for client, each in found.items()} == {
        "never": "never",
        "once": "active",
        "regular": "active",
        "waiting": "active",
        "closed": "active",
        "lapsed": "lapsed",
    }
    gap = (89 + 92) / 2  # February to May, May to August
    assert (found["regular"].gap_days, found["regular"].gaps) == (gap, 2)
    assert found["regular"].on == dt.date(2026, 8, 1) + dt.timedelta(days=90)
    assert [found[c].on for c in ("never", "once", "waiting", "closed")] == [None] * 4
    assert found["never"].rate is None
    assert found["regular"].rate is not None
    assert 0 < found["lapsed"].rate < found["regular"].rate < 365 / 60  # type: ignore[operator]


def test_on_the_last_day_of_the_time_a_client_is_still_active() -> None:
    today = dt.date(2026, 11, 30)
    assert clock.state(today - dt.timedelta(days=365), today, 365) == "active"
    assert clock.state(today - dt.timedelta(days=366), today, 365) == "lapsed"
    assert (
        clock.state(None, today, 365, is_under_way=True) == "active"
    )  # its first order is being made


def test_of_few_buyers_or_of_all_that_buy_again_nothing_is_said() -> None:
    day = dt.date(2026, 1, 1)
    few = [[day, day + dt.timedelta(days=200)]] * 10
    assert clock.test(few, day + dt.timedelta(days=100), day + dt.timedelta(days=300)) is None
    all_again = [[day, day + dt.timedelta(days=40), day + dt.timedelta(days=200)]] * 40
    assert clock.test(all_again, day + dt.timedelta(days=100), day + dt.timedelta(days=300)) is None
