"""Who buys again: the figures of METHOD_DEALS.md, section 2, from 2,357 buyers that nobody here invented; states and gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from analysis.estimates import repeat_purchases, statistics
from analysis.estimates.repeat_purchases import PurchaseDays
from analysis.leads import clock
from analysis.leads.clock import ClockTest

CUT = dt.date(1997, 9, 30)
END = CUT + dt.timedelta(weeks=39)


@pytest.fixture(scope="module")
def buyers(shared_data: Path) -> PurchaseDays:
    days: dict[str, list[dt.date]] = defaultdict(list)
    for line in (shared_data / "cdnow_sample.txt").read_text().splitlines():
        _, buyer, day, *_ = line.split()
        days[buyer].append(dt.datetime.strptime(day, "%Y%m%d").date())
    return PurchaseDays.of(days.values())


def test_purchases_of_one_day_are_one(buyers: PurchaseDays) -> None:
    seen = buyers.known(CUT).seen
    assert len(seen) == 2357
    assert seen.again.sum() == 2457
    assert (seen.again == 0).sum() == 1411
    later = buyers.known(END)
    assert (later.count - buyers.known(CUT).count).sum() == 1882
    assert (buyers.known(CUT).following <= END.toordinal()).sum() == 684
    plain = float((seen.again / seen.seen).sum() * 39)
    assert plain == pytest.approx(2930, abs=0.5)  # 56 % too many


def test_the_likeliest_model(buyers: PurchaseDays) -> None:
    model = repeat_purchases.fit(buyers.known(CUT).seen)
    assert model is not None
    assert model.shape == pytest.approx(0.2426, abs=5e-5)
    assert model.scale == pytest.approx(4.4135, abs=5e-4)
    assert model.leaving == pytest.approx(0.7929, abs=5e-4)
    assert model.staying == pytest.approx(2.4258, abs=2e-3)
    assert model.log_likelihood == pytest.approx(-9582.43, abs=0.005)


def test_the_rate_is_no_worse_than_recency_and_the_own_gap_is(buyers: PurchaseDays) -> None:
    """Nothing beats recency by more than chance over these 39 weeks: so no clock is shown."""
    found = clock.test(buyers, [CUT], 39 * 7)
    assert found is not None
    assert (found.buyers, found.cases, found.bought, found.days) == (2357, 2357, 684, 273)
    areas = {name: each.value for name, each in found.all_buyers.items()}
    assert areas["recency"] == pytest.approx(0.7714, abs=5e-5)
    assert areas["rate"] == pytest.approx(0.7738, abs=5e-5)
    assert areas["frequency"] == pytest.approx(0.7576, abs=5e-5)
    assert found.repeater_cases == 946
    assert found.repeaters["recency"].value == pytest.approx(0.7122, abs=5e-5)
    assert found.repeaters["gap"].value == pytest.approx(0.6690, abs=5e-5)
    assert found.order == "recency"
    rate = found.all_buyers["rate"]
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < areas["recency"] < rate.high


def test_the_rate_by_moments_ranks_as_the_likeliest_one(buyers: PurchaseDays) -> None:
    """The table client_clock draws rates by moments, which SQL can say: .7738 as well."""
    known = buyers.known(CUT)
    seen = known.seen
    mean = seen.again.sum() / seen.seen.sum()
    expected = mean * seen.seen
    spread = ((seen.again - expected) ** 2 - expected).sum() / (seen.seen**2).sum()
    rate = (seen.again * spread + mean**2) / (seen.seen * spread + mean)
    area = statistics.auc(rate, (known.following <= END.toordinal()).tolist())
    assert area == pytest.approx(0.7738, abs=5e-5)


def test_silent_for_twelve_weeks(buyers: PurchaseDays) -> None:
    """METHOD_DEALS.md says .7811: in floats one buyer's silence of exactly twelve weeks comes out above twelve. In days it doesn't."""
    known = buyers.known(CUT)
    right = (known.until - known.last <= 84) == (known.following <= END.toordinal())
    assert right.sum() == 1840


START = dt.date(2023, 1, 1)
DAYS = 3 * 365


def plant(seed: int, n: int, is_regular: bool, leaving: float = 0.03) -> PurchaseDays:
    """Three years of n buyers, each with a mean gap of its own from 30 to 200 days; some leave for good after a purchase.

    Regular: gaps scatter by 15 %. Else they are exponential: how long one was silent says nothing of when it buys next.
    """
    draw, buyers = np.random.default_rng(seed), []
    for gap in draw.uniform(30, 200, n):
        day, days = draw.uniform(0, gap), []
        while day < DAYS:
            days.append(START + dt.timedelta(days=int(day)))
            day += gap * draw.normal(1, 0.15) if is_regular else draw.exponential(gap)
            if draw.random() < leaving:
                break
        buyers.append(days)
    return PurchaseDays.of(buyers)


def outcome_of(bought: PurchaseDays) -> ClockTest:
    end = START + dt.timedelta(days=DAYS - 1)
    found = clock.test(bought, clock.cuts(START, end, 30), 30)
    assert found is not None
    assert len(found.cuts) == 12
    return found


def test_a_planted_cycle_is_found() -> None:
    found = outcome_of(plant(1, 60, is_regular=True))
    assert found.order == "cycle"
    assert found.repeaters["cycle"].value > 0.85 > found.repeaters["recency"].value
    assert found.foretold is not None
    assert found.foretold.interval[0] < 0.8 < found.foretold.interval[1]
    assert found.foretold.error_days is not None
    assert found.foretold.error_days < 20


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("leaving", [0.0, 0.05])
def test_purchases_at_random_get_no_due_dates(seed: int, leaving: float) -> None:
    """Though each buyer has a rate of its own, and who is silent may have left."""
    found = outcome_of(plant(seed, 100, is_regular=False, leaving=leaving))
    assert found.order != "cycle"


def test_nothing_known_on_a_cut_follows_from_what_came_later() -> None:
    bought = plant(2, 40, is_regular=True)
    cut = START + dt.timedelta(days=500)
    days = bought.days.copy()
    later = np.flatnonzero(days > cut.toordinal())
    days[later] += 7
    moved = PurchaseDays(days, bought.starts, bought.ends)
    model = repeat_purchases.fit(bought.known(cut).seen)
    assert model is not None
    gaps = clock.usual_gaps(bought.known(cut))
    told, again = (clock.scores(each.known(cut), model, gaps, 30) for each in (bought, moved))
    assert all((told[name] == again[name]).all() for name in told)


def test_few_buyers_or_short_data_are_not_tested() -> None:
    first = dt.date(2026, 1, 1)
    few = PurchaseDays.of([[first, first + dt.timedelta(days=200)]] * 10)
    assert clock.test(few, [first + dt.timedelta(days=100)], 200) is None
    again = [first, first + dt.timedelta(days=40), first + dt.timedelta(days=200)]
    all_again = PurchaseDays.of([again] * 40)
    assert clock.test(all_again, [first + dt.timedelta(days=100)], 200) is None
    assert clock.cuts(first, first + dt.timedelta(days=59), 30) == ()
    assert clock.cuts(first, first + dt.timedelta(days=60), 30) == (first + dt.timedelta(days=30),)
