"""Whether a clock tells who buys next better than plain recency does: tested out of time on the plant's own purchases.

METHOD_DEALS.md, section 2. A clock that is no better than «who bought last buys next» isn't shown.

Six orders of call are compared. Recency: who bought last comes first. Frequency: who bought most often. Rate: purchases a week, drawn
towards all buyers'. Gap: the least silence in usual gaps of one's own. Chance: to buy within the days asked, by a model without any cycle
(BG/NBD: buyers buy at random, each at its own rate, and leave for good some day). Cycle: the same chance, by how long after the last
purchase in usual gaps of their own buyers bought again. A due date is worth showing only where the cycle tells more than the chance
without one; else it would be read into purchases that come at random.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.dictionary.codes import CALL_ORDERS
from analysis.estimates import rankings, repeat_purchases, statistics, survival
from analysis.estimates.repeat_purchases import BuyingModel, KnownPurchases, PurchaseDays
from analysis.estimates.statistics import Estimate, Span
from analysis.estimates.survival import Durations

Array = npt.NDArray[np.float64]
Order = Literal["cycle", "chance", "recency"]
OF_ALL = ("recency", "frequency", "rate", "chance")
OF_REPEATERS = CALL_ORDERS
LEAST_BUYERS = 30  # on the first day of the test, for its figures to say anything
MOST_CUTS = 12


@dataclass(frozen=True)
class ForetoldGaps:
    """Of buyers with two gaps or more before the test, the first purchase in it against last purchase + usual gap.

    `told`: the intervals of 80 % that were over by the end, or in which it bought; `held`: those in which it did buy. `error_days`: how
    far off the day was, in the middle, of the `bought`; None of none.
    """

    told: int
    held: int
    interval: Span
    bought: int
    error_days: float | None


@dataclass(frozen=True)
class ClockTest:
    """On each of `cuts` the orders of call, told from what was known then, against who bought within so many `days` after it.

    `all_buyers` and `repeaters` (who had bought twice by then): order → area under the curve, 0.5 is a coin's. `cases`: buyers × cuts, of
    them `bought` within the days. `ahead`: chance against recency among all buyers, cycle against recency and against chance among the
    repeaters: the difference of their areas. Intervals of 95 % over resampled buyers.
    """

    cuts: tuple[dt.date, ...]
    days: int
    buyers: int
    cases: int
    bought: int
    all_buyers: Mapping[str, Estimate]
    repeater_cases: int
    repeaters_bought: int
    repeaters: Mapping[str, Estimate]
    ahead: Mapping[str, Estimate]
    foretold: ForetoldGaps | None

    @property
    def order(self) -> Order:
        """The order in which clients are called: a clock's only where it beats recency by more than chance; a cycle's only where it
        beats what can be said without one as well."""
        if self._leads("cycle over recency") and self._leads("cycle over chance"):
            return "cycle"
        return "chance" if self._leads("chance over recency") else "recency"

    @property
    def best_and_recency(self) -> tuple[Estimate, Estimate]:
        """The areas that decided the order: of what the clients stand in order by (of the best that fell short, where that is recency),
        and of recency among the same buyers."""
        if self.order == "chance" or not self.repeaters:
            return self.all_buyers["chance"], self.all_buyers["recency"]
        return self.repeaters["cycle"], self.repeaters["recency"]

    def _leads(self, name: str) -> bool:
        found = self.ahead.get(name)
        return found is not None and found.low is not None and found.low > 0


def cuts(first: dt.date, last: dt.date, days: int) -> tuple[dt.date, ...]:
    """The days on which the orders of call are told: so many days apart, from the middle of the data on, the last one by so many days
    before their end. None where the data are too short."""
    n = min(MOST_CUTS, (last - first).days // 2 // days) if days > 0 else 0
    return tuple(last - dt.timedelta(days=days * back) for back in range(n, 0, -1))


def test(bought: PurchaseDays, cut_on: Sequence[dt.date], days: int) -> ClockTest | None:
    """None: fewer than LEAST_BUYERS on the first of the cuts, no model of their purchases, or all or none bought within the days.

    Models are fitted to what was known on the first cut alone.
    """
    if not cut_on:
        return None
    at_first = bought.known(cut_on[0])
    model = repeat_purchases.fit(at_first.seen) if len(at_first.number) >= LEAST_BUYERS else None
    if model is None:
        return None
    gaps = usual_gaps(at_first)
    known = [bought.known(cut) for cut in cut_on]
    told = [scores(each, model, gaps, days) for each in known]
    score = {name: np.concatenate([each[name] for each in told]) for name in OF_REPEATERS}
    owner = np.concatenate([each.number for each in known])
    good = np.concatenate([each.following <= each.until + days for each in known])
    more = np.concatenate([each.count > 1 for each in known])
    every = rankings.rank({name: score[name] for name in OF_ALL}, good, owner)
    if not every:
        return None
    repeaters = rankings.rank(
        {name: score[name][more] for name in OF_REPEATERS}, good[more], owner[more]
    )
    ahead = {"chance over recency": every["chance"].ahead_of(every["recency"])}
    if repeaters:
        ahead["cycle over recency"] = repeaters["cycle"].ahead_of(repeaters["recency"])
        ahead["cycle over chance"] = repeaters["cycle"].ahead_of(repeaters["chance"])
    return ClockTest(
        cuts=tuple(cut_on),
        days=days,
        buyers=len(np.unique(owner)),
        cases=len(good),
        bought=int(good.sum()),
        all_buyers={name: found.estimate for name, found in every.items()},
        repeater_cases=int(more.sum()),
        repeaters_bought=int(good[more].sum()),
        repeaters={name: found.estimate for name, found in repeaters.items()},
        ahead=ahead,
        foretold=foretold(bought, at_first, cut_on[-1] + dt.timedelta(days=days)),
    )


def scores(
    known: KnownPurchases, model: BuyingModel, gaps: Durations, days: float
) -> dict[str, Array]:
    """Order of call → a score for each buyer, the highest first; gap and cycle of who bought once come last."""
    seen = known.seen
    return {
        "recency": -seen.silence,
        "frequency": seen.again,
        "rate": model.rate(seen.again, seen.seen),
        "chance": model.chance(seen, days / repeat_purchases.WEEK),
        "gap": -np.nan_to_num((known.until - known.last) / known.gap, nan=np.inf),
        "cycle": by_cycle(known, gaps, days),
    }


def usual_gaps(known: KnownPurchases) -> Durations:
    """How long after a purchase the next one came, in usual gaps before it: the last gap of who had two before, and the silence since
    the last purchase, which isn't over yet."""
    silence = (known.until - known.last) / known.gap
    ended, open_ones = known.last_in_gaps[known.count > 2], silence[known.count > 1]
    is_ended = np.arange(len(ended) + len(open_ones)) < len(ended)
    return survival.durations(np.concatenate([ended, open_ones]), is_ended)


def by_cycle(known: KnownPurchases, gaps: Durations, days: float) -> Array:
    """The chance of a purchase within the days, after the silence so far; 0 of who bought once, and where nobody bought again after so
    long a silence."""
    silence = known.until - known.last
    left = 1 - _share_bought(gaps, silence / known.gap)
    later = 1 - _share_bought(gaps, (silence + days) / known.gap)
    chance = np.where(left > 0, 1 - later / np.where(left > 0, left, 1), 0.0)
    return np.where(known.count > 1, chance, 0.0)


def _share_bought(gaps: Durations, lasted: Array) -> Array:
    return np.concatenate([[0.0], gaps.done])[np.searchsorted(gaps.days, lasted, side="right")]


def foretold(bought: PurchaseDays, at_first: KnownPurchases, end: dt.date) -> ForetoldGaps | None:
    """Each buyer's next purchase after its first one in the test, up to `end`. The interval is that of the table client_clock, from
    last gaps known on the first cut. None: those are too few, or no interval was over by the end."""
    ratios = np.sort(at_first.last_in_gaps[at_first.count > 2])
    left_out = (len(ratios) + 1) // 10
    if not left_out:
        return None
    here = at_first.following <= end.toordinal()
    start, place = bought.starts[at_first.number[here]], at_first.count[here]
    then = at_first.following[here]
    gap = (then - at_first.first[here]) / place
    following = np.append(bought.days, 0)[start + place + 1]
    is_there = (start + place + 1 < bought.ends[at_first.number[here]]) & (
        following <= end.toordinal()
    )
    early, late = (
        then + np.floor(gap * each + 0.5) for each in (ratios[left_out - 1], ratios[-left_out])
    )
    told = is_there | (late < end.toordinal())
    if not told.any():
        return None
    held = int((is_there & (early <= following) & (following <= late)).sum())
    errors = np.abs(following - then - gap)[is_there]
    return ForetoldGaps(
        int(told.sum()),
        held,
        statistics.wilson(held, int(told.sum())),
        len(errors),
        float(np.median(errors)) if len(errors) else None,
    )
