"""From a score to a chance: a sigmoid (Platt 1999), judged only on clients that it was not fitted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.estimates.statistics import Estimate, Numbers, wilson

FOLDS = 5
GROUPS = 5
WEAK_PENALTY = 1e3  # nearly none, yet a perfect separation still has a solution


@dataclass(frozen=True)
class Bin:
    """Clients of like scores: the chance that the sigmoid gives them, and the share that came true (Wilson)."""

    n: int
    good: int
    low_score: float
    high_score: float
    predicted: float
    observed: Estimate


@dataclass(frozen=True)
class Calibration:
    """skill: 1 − Brier score ÷ that of giving everyone the share of the whole; 0 and below: no better than the share."""

    bins: tuple[Bin, ...]
    skill: float


def calibrate(scores: Numbers, good: Sequence[bool]) -> Calibration | None:
    """None where a class has fewer clients than there are folds, or all scores are alike."""
    ranked, is_good = np.asarray(scores, dtype=float), np.asarray(good, dtype=bool)
    if min(is_good.sum(), (~is_good).sum()) < FOLDS or len(set(ranked.tolist())) < 2:
        return None
    from sklearn.linear_model import LogisticRegression  # here: it takes most of a second to import
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    model = LogisticRegression(C=WEAK_PENALTY)
    chances = cross_val_predict(
        model, ranked[:, None] / 100, is_good, cv=folds, method="predict_proba"
    )[:, 1]
    share = is_good.mean()
    skill = 1 - float(((chances - is_good) ** 2).mean() / (share * (1 - share)))
    return Calibration(tuple(_bins(ranked, is_good, chances)), skill)


def _bins(ranked: np.ndarray, is_good: np.ndarray, chances: np.ndarray) -> list[Bin]:
    """Up to GROUPS groups of about as many clients; equal scores stay together."""
    edges = np.unique(np.quantile(ranked, np.linspace(0, 1, GROUPS + 1)[1:-1], method="higher"))
    places = np.searchsorted(edges, ranked, side="right")
    found = []
    for place in np.unique(places):
        here = places == place
        n, hits = int(here.sum()), int(is_good[here].sum())
        observed = Estimate(hits / n, *wilson(hits, n))
        found.append(
            Bin(
                n,
                hits,
                float(ranked[here].min()),
                float(ranked[here].max()),
                float(chances[here].mean()),
                observed,
            )
        )
    return found
