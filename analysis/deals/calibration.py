"""How far off the estimate was on orders left out of it: the scores of its intervals, and its error out of time.

Each of the newest orders of a kind is foretold from those finished before it was placed. Where a kind has few orders, from all
others: its intervals then rest on orders left out, and nothing is said out of time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.deals import line_factors
from analysis.deals.cases import Cases
from analysis.estimates import conformal

Numbers = npt.NDArray[np.float64]
LEVELS = (0.8, 0.9)
LEAST_TESTED = 10  # orders out of time, from which on a coverage is worth saying


@dataclass(frozen=True)
class OutOfTime:
    """Out of time. `coverage`: nominal share → the share that lay within. `n`: orders. Errors in money of a deal's whole cost.

    `accuracy`: 1 − mean error ÷ that of the naive guess, the median of the kind (Shepperd & MacDonell 2012); 0: no better.
    """

    n: int
    coverage: Mapping[float, float]
    mean_error: float
    accuracy: float | None


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Logs of what was, less logs of what was foretold: `pools` (an array each), resources, and the whole cost."""

    pools: tuple[Numbers, ...]
    resources: Numbers
    whole: Numbers
    by_equation: npt.NDArray[np.bool_]  # pools foretold by their equation, which did better
    tested_resources: OutOfTime | None
    tested_whole: OutOfTime | None

    def __len__(self) -> int:
        return len(self.resources)


@dataclass(frozen=True, eq=False)
class _Foretold:
    """The newest orders: what was used, what analogues and equations said of it, and direct costs."""

    places: npt.NDArray[np.int64]
    used: Numbers
    early: Numbers
    left_out: Numbers
    equated: Numbers
    direct: Numbers
    direct_foretold: Numbers


def of_cases(cases: Cases, factors: Mapping[str, float], *, knows_rounds: bool = True) -> LeftOut:
    """`factors`: of lines, see line_factors. `knows_rounds`: whether a deal's rounds of approval are expected to be known."""
    rates = np.array([pool.rate if pool.rate is not None else 0.0 for pool in cases.history.pools])
    foretold = _foretold(cases, factors, knows_rounds)
    out_of_time = cases.is_fitted
    said = foretold.early if out_of_time else foretold.left_out
    by_equation = _better_by_equation(said, foretold, cases.small)
    said = np.where(by_equation, foretold.equated, said)
    resources, guessed = foretold.used @ rates, said @ rates
    whole, whole_guessed = foretold.direct + resources, foretold.direct_foretold + guessed
    pools = tuple(
        _finite(np.log((was + small) / (guess + small)))
        for was, guess, small in zip(foretold.used.T, said.T, cases.small, strict=True)
    )
    return LeftOut(
        pools,
        _finite(_logs(resources, guessed)),
        _finite(_logs(whole, whole_guessed)),
        by_equation,
        _tested(cases, foretold, resources, guessed) if out_of_time else None,
        _tested(cases, foretold, whole, whole_guessed) if out_of_time else None,
    )


def _foretold(cases: Cases, factors: Mapping[str, float], knows_rounds: bool) -> _Foretold:
    n = len(cases)
    newest = min(n - n // 2 if cases.is_fitted else n, cases.history.settings.deals.tested_orders)
    places = np.arange(n - newest, n)
    empty = np.full((newest, cases.used.shape[1]), np.nan)
    early, left_out = empty.copy(), empty.copy()
    for row, place in enumerate(places):
        wanted = cases.orders.profile(int(place))
        if not knows_rounds:
            wanted = replace(wanted, approvals=math.nan)
        if cases.is_fitted:
            later = cases.orders.day >= wanted.day
            early[row] = cases.used_by(wanted, cases.nearest(wanted, later))
        else:
            itself = np.arange(n) == place
            left_out[row] = cases.used_by(wanted, cases.nearest(wanted, itself))
    orders = cases.history.orders.iloc[cases.places[places]]
    return _Foretold(
        places,
        cases.used[places],
        early,
        left_out,
        _equated(cases, places, knows_rounds),
        orders["direct_cost"].to_numpy(dtype=float),
        _direct_foretold(cases, factors, places),
    )


def _equated(cases: Cases, places: npt.NDArray[np.int64], knows_rounds: bool) -> Numbers:
    """What the time equations say; nothing by those that ask for rounds of approval where these aren't known beforehand."""
    found = cases.history.equated[cases.places[places]]
    for n, pool in enumerate(cases.history.pools):
        equation = cases.history.equations.get(pool.name)
        if equation is None or (not knows_rounds and "approval_rounds" in equation.each):
            found[:, n] = np.nan
    return found


def _direct_foretold(
    cases: Cases, factors: Mapping[str, float], places: npt.NDArray[np.int64]
) -> Numbers:
    """Direct cost as the desk would have told it of each order, see line_factors.foretold; NaN where it couldn't."""
    sums: dict[str, float] = {}
    for order_id, pieces, cost, _ in line_factors.foretold(cases, places):
        known = math.nan if cost.unit_cost is None else cost.unit_cost * pieces
        sums[order_id] = sums.get(order_id, 0.0) + known * factors.get(cost.source, 1.0)
    orders = cases.history.orders["order_id"].iloc[cases.places[places]]
    found = np.array([sums.get(order_id, math.nan) for order_id in orders], dtype=float)
    return np.where(found > 0, found, np.nan)


def _better_by_equation(
    said: Numbers, foretold: _Foretold, small: Numbers
) -> npt.NDArray[np.bool_]:
    """Pools whose time equation was nearer to what was used than the analogues, or that have no analogue to ask."""
    better = []
    for pool, least in enumerate(small):
        was, guess, equated = foretold.used[:, pool], said[:, pool], foretold.equated[:, pool]
        by_equation = _finite(np.log((equated + least) / (was + least)))
        by_analogues = _finite(np.log((guess + least) / (was + least)))
        if len(was) and len(by_equation) < len(was):  # the equation can't say it of all
            better.append(False)
        elif not len(by_analogues) or not len(by_equation):
            better.append(bool(len(by_equation)))
        else:
            better.append(bool(np.abs(by_equation).mean() < np.abs(by_analogues).mean()))
    return np.array(better, dtype=bool)


def _tested(cases: Cases, foretold: _Foretold, was: Numbers, guessed: Numbers) -> OutOfTime | None:
    """The intervals that each order would have got from those finished before it was placed, against what it cost."""
    scores = np.abs(_logs(was, guessed))
    finished, started = cases.orders.day[foretold.places], cases.orders.started[foretold.places]
    within: dict[float, list[bool]] = {level: [] for level in LEVELS}
    for row, score in enumerate(scores):
        earlier = _finite(scores[finished < started[row]])
        limits = {level: conformal.quantile(earlier, level) for level in LEVELS}
        if math.isnan(score) or any(limit is None for limit in limits.values()):
            continue
        for level, limit in limits.items():
            within[level].append(bool(score <= (limit or 0.0)))
    n = len(within[LEVELS[0]])
    if n < LEAST_TESTED:
        return None
    known = ~np.isnan(scores)
    middles = np.array([_median_before(was, finished, day) for day in started])
    known &= ~np.isnan(middles)
    error = float(np.abs(was - guessed)[known].mean())
    naive = float(np.abs(was - middles)[known].mean())
    coverage = {level: float(np.mean(hits)) for level, hits in within.items()}
    return OutOfTime(n, coverage, error, 1 - error / naive if naive > 0 else None)


def _median_before(was: Numbers, finished: Numbers, day: float) -> float:
    earlier = _finite(was[finished < day])
    return float(np.median(earlier)) if len(earlier) else math.nan


def _logs(was: Numbers, guessed: Numbers) -> Numbers:
    """NaN where one of the two is nothing or isn't known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((was > 0) & (guessed > 0), np.log(was / guessed), np.nan)


def _finite(values: Numbers) -> Numbers:
    return values[np.isfinite(values)]
