"""Areas of rankings with intervals over owners: as ranking every draw anew would give, and nothing said of too few."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.estimates import rankings, statistics


def test_the_intervals_are_those_of_ranking_each_draw_anew() -> None:
    draw = np.random.default_rng(5)
    owners = 80
    owner = np.repeat(np.arange(owners), 4)
    own = draw.normal(size=owners)[owner]
    good = own + draw.normal(size=len(own)) > 0.5
    scores = {
        "near": own + draw.normal(size=len(own)),
        "far": 0.3 * own + draw.normal(size=len(own)),
    }
    found = rankings.rank(scores, good, owner)
    anew = []
    for _ in range(400):
        cases = np.arange(4 * owners).reshape(owners, 4)[draw.integers(0, owners, owners)].ravel()
        areas = [statistics.auc(score[cases], good[cases].tolist()) for score in scores.values()]
        anew.append([*areas, areas[0] - areas[1]])  # type: ignore[operator]
    wanted = np.quantile(np.array(anew, float), [0.025, 0.975], axis=0).T
    told = [found["near"].estimate, found["far"].estimate, found["near"].ahead_of(found["far"])]
    assert [(e.low, e.high) for e in told] == [pytest.approx(span, abs=0.03) for span in wanted]
    assert found["near"].area == pytest.approx(statistics.auc(scores["near"], good.tolist()))


def test_ties_count_half_and_the_better_is_told() -> None:
    good, owner = np.array([True, True, False, False]), np.arange(4)
    scores = {"best": np.array([4.0, 3, 2, 1]), "none": np.ones(4)}
    found = rankings.rank(scores, good, owner)
    assert (found["best"].area, found["none"].area) == (1.0, 0.5)
    assert found["best"].estimate.low is None  # of four owners
    assert found["best"].ahead_of(found["none"]).value == 0.5


def test_nothing_of_good_ones_alone() -> None:
    assert rankings.rank({"any": np.ones(3)}, np.ones(3, bool), np.arange(3)) == {}
