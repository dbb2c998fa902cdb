"""How often an offer is won at a markup: cells with their intervals, a curve with its uncertainty, and the best markup.

Only offers that were won or lost say so; those that died of no decision, are open, or of which nobody said what became of them are
counted apart. Serial and custom offers are two markets. An export gives no day of the outcome: of an offer made before the day asked
about, the outcome counts as known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.estimates import logistic
from analysis.estimates.logistic import Drawn, Logistic
from analysis.estimates.statistics import Estimate, wilson
from analysis.reader.workspace import Workspace

KINDS = ("serial", "custom", "unknown")
LEAST = 20  # won, and lost: ten of the rarer outcome for each parameter (Peduzzi 1996, J. Clin. Epidemiol. 49:1373)
SURE = 0.95  # the part of resampled curves that must fall before the curve is drawn
CELLS = 7
LEVEL = 0.9  # of the curve's band and of the best markup: 5 to 95 %
POINTS = 41
FAR = 6  # spans between the quartiles, beyond which a markup is taken for a slip of the pen: 5000 % among 40 to 60 %
FINEST = 1000  # markups are told apart to a tenth of a per cent

OFFERS = """
select quote_id, client_id, client_name, quoted_on, cast(amount as double) as amount,
    cast(cost_estimate as double) as cost_estimate,
    case when kind = 'serial' then 'serial' when kind in ('modified', 'unique') then 'custom' else 'unknown' end as kind,
    cast(markup as double) as markup, cast(quantity as double) as quantity,
    coalesce(result, 'unknown') as result, reason, order_id
from quotes
where $1 is null or quoted_on < $1
order by quoted_on desc nulls last, quote_id
"""


@dataclass(frozen=True)
class Cell:
    """Offers with a markup from `low` to under `high` that were decided; the rate won with its 95 % interval (Wilson)."""

    low: float
    high: float
    markup: float  # their mean
    offers: int
    won: int

    @property
    def rate(self) -> Estimate:
        return Estimate(self.won / self.offers, *wilson(self.won, self.offers))

    @property
    def gain(self) -> Estimate:
        """What an offer brings on average, as a share of its cost: markup × rate."""
        ends = sorted(self.markup * (end or 0.0) for end in (self.rate.low, self.rate.high))
        return Estimate(self.markup * self.rate.value, ends[0], ends[1])


@dataclass(frozen=True)
class WinCurve:
    """Of one kind. `curve` is None where none can be drawn, and `trouble` says why: no_offers, no_markups, no_won, no_lost, few,
    one_markup, apart (all won are cheaper than all lost, or dearer), not_falling. `lacking`: how many more would do, for `few`. `far`:
    decided ones left out for a markup far from all others."""

    kind: str
    counts: dict[str, int]  # result → offers
    with_markup: int  # of those won or lost
    cells: tuple[Cell, ...] = ()
    curve: Logistic | None = None
    trouble: str = ""
    lacking: dict[str, int] = field(default_factory=dict)
    drawn: Drawn | None = None
    least: float = math.nan  # the lowest markup seen, and the highest
    most: float = math.nan
    far: int = 0

    @property
    def decided(self) -> int:
        return self.counts["won"] + self.counts["lost"]

    @property
    def rate(self) -> Estimate | None:
        """Of all decided ones, whatever their markup."""
        if not self.decided:
            return None
        won = self.counts["won"]
        return Estimate(won / self.decided, *wilson(won, self.decided))

    def chance(self, markup: float) -> Estimate | None:
        """Of winning at a markup among those seen; None beyond them: the data say nothing there."""
        if self.curve is None or self.drawn is None or not self.least <= markup <= self.most:
            return None
        return Estimate(self.curve.chance(markup), *self.drawn.chance(markup, LEVEL))

    def best(self, cost: float = 0.0) -> Estimate | None:
        """The markup at which an offer brings most on average. `cost`: what the deal costs beyond its estimate, as a share of it."""
        if self.curve is None or self.drawn is None:
            return None
        value = self.curve.best(cost)
        span = self.drawn.best(cost, LEVEL)
        return None if value is None else Estimate(value, *(span or (None, None)))

    def best_price(self, estimate: float, cost: float | None = None) -> Estimate | None:
        """In money, for a deal whose cost was estimated as the offers' were; `cost`: its full cost where that is another."""
        beyond = 0.0 if cost is None else cost / estimate - 1
        found = self.best(beyond)
        if found is None:
            return None
        ends = (None if end is None else estimate * (1 + end) for end in (found.low, found.high))
        return Estimate(estimate * (1 + found.value), *ends)

    def points(self) -> pd.DataFrame:
        """The curve over the markups seen: markup, chance, low, high; empty where none is drawn."""
        if self.curve is None:
            return pd.DataFrame(columns=["markup", "chance", "low", "high"])
        at = np.linspace(self.least, self.most, POINTS)
        found = [(m, self.chance(float(m))) for m in at]
        return pd.DataFrame(
            [(m, e.value, e.low, e.high) for m, e in found if e is not None],
            columns=["markup", "chance", "low", "high"],
        )


def offers(ws: Workspace, as_of: dt.date | None = None) -> pd.DataFrame:
    """A row per offer made before the day, the newest first; `kind` is serial, custom or unknown, `result` has "unknown" too."""
    return ws._frame(OFFERS, [as_of])


def curves(found: pd.DataFrame) -> tuple[WinCurve, ...]:
    """One for each kind of which there is an offer."""
    return tuple(
        win_curve(kind, part) for kind in KINDS if len(part := found[found["kind"] == kind])
    )


def win_curve(kind: str, found: pd.DataFrame) -> WinCurve:
    """Of these offers, all of one kind; `found` needs result and markup."""
    by_result = found["result"].value_counts()
    counts = {
        r: int(by_result.get(r, 0)) for r in ("won", "lost", "no decision", "open", "unknown")
    }
    decided = found[found["result"].isin(["won", "lost"]) & found["markup"].notna()]
    markups = np.round(decided["markup"].to_numpy(dtype=float) * FINEST) / FINEST
    won = (decided["result"] == "won").to_numpy(dtype=bool)
    near = _near(markups)
    markups, won, far = markups[near], won[near], int((~near).sum())
    known = WinCurve(kind, counts, len(markups), cells_of(markups, won), far=far)
    if trouble := _trouble(counts, markups, won):
        return _without(known, trouble, won)
    fitted = logistic.fit(markups, won)
    resampled = logistic.drawn(markups, won)
    if fitted is None or resampled.falling < SURE:
        return _without(known, "not_falling", won)
    return replace(
        known,
        curve=fitted,
        drawn=resampled,
        least=float(markups.min()),
        most=float(markups.max()),
    )


def _near(markups: logistic.Array) -> np.ndarray:
    if not len(markups):
        return np.array([], dtype=bool)
    low, high = np.quantile(markups, [0.25, 0.75])
    reach = FAR * (high - low)
    is_near = (markups >= low - reach) & (markups <= high + reach)
    return is_near if reach > 0 else np.ones(len(markups), dtype=bool)


def _trouble(counts: dict[str, int], markups: logistic.Array, won: np.ndarray) -> str:
    if not counts["won"] and not counts["lost"]:
        return "no_offers"
    if not counts["won"]:
        return "no_won"
    if not counts["lost"]:
        return "no_lost"
    if not len(markups):
        return "no_markups"
    if min(won.sum(), (~won).sum()) < LEAST:
        return "few"
    if markups.min() == markups.max():
        return "one_markup"
    return "" if logistic.has_maximum(markups, won) else "apart"


def _without(known: WinCurve, trouble: str, won: np.ndarray) -> WinCurve:
    lacking = {
        result: max(0, LEAST - int(count))
        for result, count in (("won", won.sum()), ("lost", (~won).sum()))
    }
    return replace(known, trouble=trouble, lacking=lacking)


def cells_of(
    markups: Sequence[float] | logistic.Array,
    won: Sequence[bool] | np.ndarray,
    edges: Sequence[float] | None = None,
) -> tuple[Cell, ...]:
    """By rounded edges, or by those given (the last one closed): at most CELLS of about as many offers."""
    at, good = np.asarray(markups, dtype=float), np.asarray(won, dtype=bool)
    if not len(at):
        return ()
    bounds = np.asarray(edges if edges is not None else _edges(at), dtype=float)
    place = np.clip(np.searchsorted(bounds, at, side="right") - 1, 0, max(len(bounds) - 2, 0))
    return tuple(
        Cell(
            float(bounds[n]),
            float(bounds[n + 1]),
            float(at[place == n].mean()),
            int((place == n).sum()),
            int(good[place == n].sum()),
        )
        for n in range(len(bounds) - 1)
        if (place == n).any()
    )


def _edges(at: logistic.Array) -> list[float]:
    """Quantiles rounded to whole steps of 5, 10 or 25 points, so that a cell can be read aloud."""
    spread = float(np.quantile(at, 0.95) - np.quantile(at, 0.05))
    step = next((s for s in (0.01, 0.05, 0.1, 0.25, 0.5) if spread / s <= 2 * CELLS), 1.0)
    inner = np.quantile(at, np.linspace(0, 1, CELLS + 1)[1:-1])
    first, last = math.floor(at.min() / step) * step, math.ceil(at.max() / step + 1e-9) * step
    rounded = sorted({round(round(q / step) * step, 6) for q in (*inner, first, last)})
    return rounded if len(rounded) > 1 else [rounded[0], rounded[0] + step]


def best_cell(cells: Sequence[Cell]) -> Cell | None:
    """The cell whose offers bring most on average; see can_be_ranked."""
    return max(cells, key=lambda c: c.gain.value, default=None)


def can_be_ranked(cells: Sequence[Cell]) -> bool:
    """Whether the best cell is surely the best: its least gain is above every other's largest."""
    best = best_cell(cells)
    return best is not None and all(
        (best.gain.low or 0.0) > (c.gain.high or 0.0) for c in cells if c is not best
    )


def rates_differ(cells: Sequence[Cell]) -> bool:
    """Whether any two cells' rates are surely apart: their intervals don't touch."""
    highest = max(((c.rate.low or 0.0) for c in cells), default=0.0)
    lowest = min(((c.rate.high or 0.0) for c in cells), default=1.0)
    return highest > lowest


@dataclass(frozen=True)
class Reason:
    """Why offers were lost, in the export's words; "" where nobody wrote it down. `share` of all lost ones."""

    reason: str
    offers: int
    amount: float
    share: Estimate


def reasons_of_loss(found: pd.DataFrame) -> tuple[Reason, ...]:
    """Of lost offers alone, the most frequent first, the unknown last."""
    lost = found[found["result"] == "lost"]
    names = lost["reason"].fillna("").str.strip().str.casefold()
    told = [
        Reason(
            str(lost.loc[part.index, "reason"].mode().iloc[0]).strip() if name else "",
            len(part),
            float(lost.loc[part.index, "amount"].sum()),
            Estimate(len(part) / len(lost), *wilson(len(part), len(lost))),
        )
        for name, part in names.groupby(names)
    ]
    return tuple(sorted(told, key=lambda r: (not r.reason, -r.offers, r.reason)))
