"""Does the portrait predict profit? Scored as of a day, set against what the same clients earned after it.

The scores come from analysis.portrait.portrait_as_of, which sees nothing of what followed; the outcomes come from the costing of the
orders placed on the day or later. They meet only here. Criteria that were proposed from the clients' profits prove nothing on those
clients: they are judged by criteria drawn without each of them (analysis.portrait.cross_fit), or not at all.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import pandas as pd

from analysis.dictionary.codes import TOO_LITTLE, VERDICTS
from analysis.estimates import statistics
from analysis.estimates.statistics import Estimate, TopClients
from analysis.journal.portrait import Criterion, Portrait
from analysis.journal.settings.decision_thresholds import EvidenceLimits
from analysis.portrait import cross_fit, portrait_as_of
from analysis.portrait.calibration import Calibration, calibrate
from analysis.portrait.cross_fit import CrossFit
from analysis.portrait.outcomes import ClientOutcome, earned, is_good, may_be_results, meet
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

LEAST_CLIENTS, LEAST_OF_EACH, LEAST_OF_A_SIDE = 20, 5, 5
NARROW = 0.1  # half the width of the interval that the number of clients needed is told for
USUAL = EvidenceLimits()
USUAL_AUC = 0.7  # where none is known yet: what the number of clients needed is told for


@dataclass(frozen=True)
class Group:
    """The clients of a verdict: ratios of sums with their intervals, and how many turned out good."""

    verdict: str
    n: int
    good: int
    margin: Estimate | None
    per_hour: Estimate | None
    good_share: Estimate


@dataclass(frozen=True)
class CriterionEvidence:
    """A criterion: the margin of those that met it and of those that failed it. verdict: helps, nothing, misleads, few.

    Of a criterion proposed from the clients' profits only clients that came later count; drawn: there are too few of them.
    """

    name: str
    known: str
    met: int
    failed: int
    unknown: int
    margin_met: Estimate | None
    margin_failed: Estimate | None
    difference: Estimate | None
    verdict: str


@dataclass(frozen=True)
class PortraitEvidence:
    """verdict: predicts, hardly, unclear, misleads, few, none (there is no portrait, or no history to test it on).

    basis: the best profit that is known; goal: "target" (margin at or above it is good) or "no loss" where that splits
    the clients too unevenly. left_out: reason → clients. undated: criteria that can't be judged as of a day. wanted: how
    many clients with an outcome would do. drawn: the criteria that were proposed from the clients' profits; made_it: how many
    judged clients took part in that, each scored without itself. asked: criteria whose columns may be a result.
    """

    verdict: str
    as_of: dt.date | None
    until: dt.date | None
    basis: str = "true_profit"
    goal: str = "target"
    goal_margin: float = 0.0
    judged: tuple[ClientOutcome, ...] = ()
    good: int = 0
    wanted: int = LEAST_CLIENTS
    auc: Estimate | None = None
    auc_per_hour: Estimate | None = None
    top: TopClients | None = None
    groups: tuple[Group, ...] = ()
    calibration: Calibration | None = None
    criteria: tuple[CriterionEvidence, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    undated: tuple[str, ...] = ()
    is_strong: bool = False
    drawn: tuple[str, ...] = ()
    made_it: int = 0
    asked: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        return len(self.judged)


def evidence(
    ws: Workspace, portrait: Portrait, as_of: dt.date | None = None, horizon: int | None = None
) -> PortraitEvidence:
    """as_of: the day before which everything must have been known, portrait_as_of.usual_day where not given.

    horizon: months after it that count as the outcome; None: all that there are.
    """
    day = as_of or portrait_as_of.usual_day(ws)
    if day is None or not portrait.criterion:
        return PortraitEvidence("none", day, None)
    until = (pd.Timestamp(day) + pd.DateOffset(months=horizon, days=-1)).date() if horizon else None
    kept = portrait_as_of.can_be_dated(portrait)
    undated = tuple(c.name for c in portrait.criterion if c not in kept.criterion)
    drawn = tuple(c.name for c in kept.criterion if c.drawn is not None)
    crossed = cross_fit.scores(ws, portrait, day) if drawn else None
    fits = crossed.fits if crossed else portrait_as_of.scores(ws, portrait, day)
    made_it = crossed.made_it if crossed else frozenset()
    basis, after = earned(ws, Scope(since=day, until=until))
    outcomes, left_out = meet(fits, after)
    judged = tuple(o for o in outcomes if o.verdict != TOO_LITTLE)
    left_out["not judged"] = len(outcomes) - len(judged)
    settings = ws.table("settings").iloc[0]
    limits = EvidenceLimits(*(float(settings[field.name]) for field in fields(EvidenceLimits)))
    goal, goal_margin = _goal(judged, float(settings["target_margin"]))
    told = tuple((reason, n) for reason, n in left_out.items() if n)
    so_far = PortraitEvidence(
        "few",
        day,
        until,
        basis,
        goal,
        goal_margin,
        judged,
        left_out=told,
        undated=undated,
        drawn=drawn,
        made_it=sum(o.client_id in made_it for o in judged),
        asked=may_be_results(ws, kept, judged, limits.result_auc),
    )
    return _weigh(so_far, kept, outcomes, crossed, limits)


def level(criteria: int) -> float:
    """Of a criterion's interval, by Bonferroni: of many criteria tried at once some would else prove themselves by luck."""
    return 1 - 0.05 / max(criteria, 1)


def _goal(judged: Sequence[ClientOutcome], target: float) -> tuple[str, float]:
    """The target margin, or no loss where the target leaves under a tenth of the clients on one side; else what can be had."""
    for least in (max(LEAST_OF_EACH, len(judged) / 10), LEAST_OF_EACH):
        for goal, margin in (("target", target), ("no loss", 0.0)):
            good = sum(is_good(o, margin) for o in judged)
            if min(good, len(judged) - good) >= least:
                return goal, margin
    return "target", target


def _weigh(
    so_far: PortraitEvidence,
    kept: Portrait,
    outcomes: Sequence[ClientOutcome],
    crossed: CrossFit | None,
    limits: EvidenceLimits,
) -> PortraitEvidence:
    judged = so_far.judged
    scores = [o.score for o in judged]
    good = [is_good(o, so_far.goal_margin) for o in judged]
    n, n_good = len(judged), sum(good)
    groups = tuple(g for v in VERDICTS if (g := _group(v, outcomes, so_far)) is not None)
    later = [o for o in outcomes if crossed is None or o.client_id not in crossed.made_it]
    confidence = level(len(kept.criterion))
    criteria = tuple(
        _tested(c, outcomes if c.drawn is None else later, confidence) for c in kept.criterion
    )
    is_enough = n >= LEAST_CLIENTS and min(n_good, n - n_good) >= LEAST_OF_EACH
    by_client = {o.client_id: is_good for o, is_good in zip(judged, good, strict=True)}
    area = (
        None
        if not is_enough
        else cross_fit.area(crossed, by_client)
        if crossed
        else _area(scores, good)
    )
    wanted = _wanted(area.value if area else USUAL_AUC, n_good / n if n else 0.5)
    told = replace(so_far, good=n_good, groups=groups, criteria=criteria, wanted=wanted)
    if area is None:
        return told
    has_hours = so_far.basis == "true_profit"
    per_hour = [o.profit / o.hours if o.hours > 0 and has_hours else None for o in judged]
    return replace(
        told,
        verdict=answer(area, limits, so_far.made_it > 0),
        is_strong=area.value >= limits.strong_auc,
        auc=area,
        auc_per_hour=None if crossed else _area_per_hour(scores, per_hour),
        top=statistics.top(scores, good),
        calibration=calibrate(scores, good),
    )


def _area(scores: Sequence[float], good: Sequence[bool]) -> Estimate | None:
    value = statistics.auc(scores, good)
    if value is None:
        return None
    return Estimate(value, *statistics.auc_interval(value, sum(good), len(good) - sum(good)))


def _area_per_hour(scores: Sequence[float], per_hour: Sequence[float | None]) -> Estimate | None:
    """Against profit per hour: good is above the median of those whose hours are known."""
    pairs = [(s, p) for s, p in zip(scores, per_hour, strict=True) if p is not None]
    if len(pairs) < LEAST_CLIENTS:
        return None
    middle = float(pd.Series([p for _, p in pairs]).median())
    return _area([s for s, _ in pairs], [p > middle for _, p in pairs])


def answer(area: Estimate, limits: EvidenceLimits = USUAL, is_cross_fitted: bool = False) -> str:
    """Cross-fitted scores of pure noise lie under one half a little, since whom a part lacks the others have: they accuse nobody."""
    assert area.low is not None
    assert area.high is not None
    if area.high < 0.5 and not is_cross_fitted:
        return "misleads"
    if area.low > 0.5 and area.value >= limits.useful_auc:
        return "predicts"
    return "hardly" if area.low > 0.5 or area.high < limits.telling_auc else "unclear"


def _wanted(area: float, good_share: float) -> int:
    """For the area's interval to be ± NARROW, and for enough of each class."""
    share = min(max(good_share, 0.1), 0.9)
    enough = math.ceil(LEAST_OF_EACH / min(share, 1 - share))
    return max(
        LEAST_CLIENTS, enough, statistics.clients_for_auc(min(max(area, 0.5), 0.95), share, NARROW)
    )


def _margin(outcomes: Iterable[ClientOutcome], confidence: float = 0.95) -> Estimate | None:
    listed = list(outcomes)
    return statistics.ratio(
        [o.profit for o in listed], [o.revenue for o in listed], confidence, LEAST_OF_A_SIDE
    )


def _group(
    verdict: str, outcomes: Sequence[ClientOutcome], about: PortraitEvidence
) -> Group | None:
    members = [o for o in outcomes if o.verdict == verdict]
    if not members:
        return None
    timed = [o for o in members if o.hours > 0] if about.basis == "true_profit" else []
    good = sum(is_good(o, about.goal_margin) for o in members)
    per_hour = statistics.ratio(
        [o.profit for o in timed], [o.hours for o in timed], least=LEAST_OF_A_SIDE
    )
    share = Estimate(good / len(members), *statistics.wilson(good, len(members)))
    return Group(verdict, len(members), good, _margin(members), per_hour, share)


def _tested(
    asked: Criterion, outcomes: Sequence[ClientOutcome], confidence: float
) -> CriterionEvidence:
    states = [dict(o.states)[asked.name] for o in outcomes]
    told = [(o, s == "met") for o, s in zip(outcomes, states, strict=True) if s != "unknown"]
    met, failed = [o for o, is_met in told if is_met], [o for o, is_met in told if not is_met]
    difference = statistics.ratio_difference(
        [o.profit for o, _ in told],
        [o.revenue for o, _ in told],
        [m for _, m in told],
        confidence,
        LEAST_OF_A_SIDE,
    )
    verdict = "few" if asked.drawn is None else "drawn"
    if difference is not None and difference.low is not None and difference.high is not None:
        verdict = (
            "helps" if difference.low > 0 else "misleads" if difference.high < 0 else "nothing"
        )
    return CriterionEvidence(
        asked.name,
        asked.known,
        len(met),
        len(failed),
        states.count("unknown"),
        _margin(met),
        _margin(failed),
        difference,
        verdict,
    )
