"""What the import and the win curve find in the demo plant's offers, against what was planted there."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis import places
from analysis.deals.winning import win_curve
from analysis.estimates.logistic import Logistic
from analysis.estimates.statistics import wilson


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    planted: dict[str, Any] = json.loads((places.DEMO / "truth.json").read_text("utf-8"))["quotes"]
    return planted


@pytest.fixture(scope="module")
def offers(demo: analysis.Workspace) -> pd.DataFrame:
    return win_curve.offers(demo)


def test_results_come_through_the_import(offers: pd.DataFrame, truth: dict[str, Any]) -> None:
    assert offers["result"].value_counts().to_dict() == truth["results"]


def test_orders_of_won_offers_are_found(demo: analysis.Workspace, truth: dict[str, Any]) -> None:
    assert demo.guilty("an_offer_names_an_order_that_is_not_there").empty
    assert demo.guilty("a_won_offer_names_no_order").empty
    [(known,)] = demo.sql("select count(*) from quotes where is_order_known").values
    assert known == truth["results"]["won"]


@pytest.mark.parametrize("kind", ["serial", "custom"])
def test_the_planted_win_curve_is_found(
    offers: pd.DataFrame, truth: dict[str, Any], kind: str
) -> None:
    alpha, beta = truth["win_curve"][kind]
    planted = Logistic(alpha, beta)
    [found] = [c for c in win_curve.curves(offers) if c.kind == kind]
    assert found.trouble == ""
    best, true_best = found.best(), planted.best(0.0)
    assert best is not None
    assert true_best is not None
    assert (best.low or 9) <= true_best <= (best.high or 0)
    markups = offers[offers["kind"] == kind]["markup"]
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        at = float(markups.quantile(part))
        seen = found.chance(at)
        assert seen is not None
        assert (seen.low or 1) <= planted.chance(at) <= (seen.high or 0), at


@pytest.mark.parametrize("kind", ["serial", "custom"])
def test_the_planted_reasons_are_found(
    offers: pd.DataFrame, truth: dict[str, Any], kind: str
) -> None:
    found = win_curve.reasons_of_loss(offers[offers["kind"] == kind])
    planted = truth["reasons"][kind]
    assert {r.reason for r in found} == set(planted)
    lost = sum(r.offers for r in found)
    for reason in found:
        low, high = wilson(reason.offers, lost, 0.99)
        assert low <= planted[reason.reason] <= high, reason.reason


def test_no_decision_is_as_frequent_as_planted(offers: pd.DataFrame, truth: dict[str, Any]) -> None:
    ended = offers[offers["result"].isin(["won", "lost", "no decision"])]
    low, high = wilson((ended["result"] == "no decision").sum(), len(ended), 0.99)
    assert low <= truth["no_decision"] <= high
