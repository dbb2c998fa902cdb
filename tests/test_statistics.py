"""Intervals and areas against hand cases and independent computations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import roc_auc_score

from analysis.estimates import statistics


def test_wilson_as_published() -> None:
    assert statistics.wilson(18, 30) == pytest.approx((0.4232, 0.7541), abs=5e-5)


@pytest.mark.parametrize(("hits", "n"), [(0, 7), (1, 9), (18, 30), (200, 200), (37, 400)])
def test_wilson_as_scipy_computes_it(hits: int, n: int) -> None:
    theirs = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert statistics.wilson(hits, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_of_nothing_is_everything() -> None:
    assert statistics.wilson(0, 0) == (0.0, 1.0)


def test_area_by_hand() -> None:
    """Good 3, 2 against bad 2, 1: of four pairs 3 > 2, 3 > 1, 2 > 1 and one tie: 3.5 ÷ 4."""
    assert statistics.auc([3, 2, 2, 1], [True, True, False, False]) == 0.875
    assert statistics.auc([3, 2], [True, True]) is None


@pytest.mark.parametrize("seed", range(5))
def test_area_as_scikit_learn_computes_it(seed: int) -> None:
    draw = np.random.default_rng(seed)
    scores, good = draw.integers(0, 6, 80).astype(float), draw.random(80) < 0.3
    assert statistics.auc(scores, good.tolist()) == pytest.approx(roc_auc_score(good, scores))


def delong(scores: np.ndarray, good: np.ndarray) -> float:
    """Standard error of the area (DeLong, DeLong & Clarke-Pearson 1988), term by term."""
    over = (scores[good][:, None] > scores[~good]) + 0.5 * (scores[good][:, None] == scores[~good])
    return math.sqrt(
        over.mean(axis=1).var(ddof=1) / good.sum() + over.mean(axis=0).var(ddof=1) / (~good).sum()
    )


@pytest.mark.parametrize("seed", range(4))
def test_interval_of_an_area_is_about_as_wide_as_delongs(seed: int) -> None:
    draw = np.random.default_rng(seed)
    good = draw.random(300) < 0.4
    scores = draw.normal(size=300) + 0.8 * good
    area = roc_auc_score(good, scores)
    low, high = statistics.auc_interval(area, int(good.sum()), int((~good).sum()))
    assert low < area < high
    assert (high - low) / 2 == pytest.approx(1.96 * delong(scores, good), rel=0.12)


def test_interval_of_an_area_is_honest_at_its_ends() -> None:
    low, high = statistics.auc_interval(1.0, 5, 5)
    assert 0.5 < low < 0.8
    assert high == pytest.approx(1)
    mirrored = statistics.auc_interval(0.0, 5, 5)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


def test_interval_of_an_area_covers_one_half_where_nothing_is_known() -> None:
    draw, covered = np.random.default_rng(3), 0
    for _ in range(400):
        good = np.arange(40) < draw.integers(6, 34)
        area = statistics.auc(draw.normal(size=40), good.tolist())
        assert area is not None
        low, high = statistics.auc_interval(area, int(good.sum()), int((~good).sum()))
        covered += low <= 0.5 <= high
    assert 0.92 <= covered / 400 <= 0.99


def test_number_of_clients_brings_the_interval_to_its_width() -> None:
    n = statistics.clients_for_auc(0.7, 0.5)
    se = math.sqrt(statistics.auc_variance(0.7, n / 2, n / 2))
    before = math.sqrt(statistics.auc_variance(0.7, (n - 1) / 2, (n - 1) / 2))
    assert 1.95996 * se <= 0.1 < 1.95996 * before
    assert statistics.clients_for_auc(0.7, 0.1) > n  # a rare class takes more


def test_lift_by_hand() -> None:
    """Ten clients, four good; a fifth is two, three share the score 9: two of three good, 2/3 ÷ 0.4."""
    scores = [9, 9, 9, 5, 5, 4, 3, 2, 1, 0]
    good = [True, True, False, True, False, False, True, False, False, False]
    found = statistics.top(scores, good)
    assert found is not None
    assert (found.n, found.good) == (3, 2)
    assert found.lift.value == pytest.approx(2 / 3 / 0.4)
    assert found.lift.low == pytest.approx(statistics.wilson(2, 3)[0] / 0.4)
    assert statistics.top([1, 2], [False, False]) is None


def test_ratio_is_of_sums_and_few_clients_have_no_interval() -> None:
    """(10 − 5) ÷ (100 + 50), not the mean of 10 % and −10 %."""
    assert statistics.ratio([10, -5], [100, 50]) == statistics.Estimate(5 / 150)
    assert statistics.ratio([1, 2], [0, 0]) is None
    found = statistics.ratio([10.0] * 6, [100.0] * 6)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))


def test_bootstrap_as_scipy_draws_it() -> None:
    draw = np.random.default_rng(5)
    whole = draw.lognormal(10, 0.6, 120)
    part = whole * draw.normal(0.12, 0.2, 120)
    theirs = stats.bootstrap(
        (part, whole),
        lambda a, b, axis: a.sum(axis) / b.sum(axis),
        paired=True,
        vectorized=True,
        method="percentile",
        rng=np.random.default_rng(1),
    ).confidence_interval
    found = statistics.ratio(part, whole)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=0.006)
    assert statistics.ratio(part, whole) == found  # the same every time


def test_difference_of_ratios_by_hand_and_its_coverage() -> None:
    """30 ÷ 100 − 10 ÷ 100."""
    told = statistics.ratio_difference([30, 10], [100, 100], [True, False])
    assert told is not None
    assert told.value == pytest.approx(0.2)
    assert told.low is None
    draw, covered = np.random.default_rng(1), 0
    for _ in range(200):
        n = int(draw.integers(16, 60))
        whole = draw.lognormal(0, 1, n)
        first = np.arange(n) < n // 3
        found = statistics.ratio_difference(whole * draw.normal(0.1, 0.3, n), whole, first.tolist())
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= 0 <= found.high
    assert covered >= 0.9 * 200
