"""Scores by a portrait that was drawn without the client: for criteria that were proposed from the clients' own profits.

The clients are parted at random. Those of a part are scored by criteria that the same search draws from the other parts: as
many as the portrait has, the clearest ones, with the portrait's weights in order of size. The columns are chosen anew each
time, since choosing them was a look at the profits too. A client whose first order came after the portrait was drawn took no
part in it, and is scored by it as it is.

Such scores depend on one another: what the clients by chance have in common, each part learns from the others. So how far from
one half their area may lie by chance is found by doing the same with the outcomes shuffled among the clients.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimates import statistics
from analysis.estimates.statistics import Estimate
from analysis.journal import portrait
from analysis.journal.portrait import Criterion, Portrait, PortraitFit
from analysis.portrait import portrait_as_of, results
from analysis.portrait.parting import Array, Draws, best, ranks
from analysis.portrait.portrait_effect import Known, money
from analysis.portrait.portrait_proposal import LEAST_CLIENTS, TOP, askable
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

PARTS = 10
SHUFFLES = 200
SEED = 20261130


@dataclass(frozen=True)
class CrossFit:
    """fits: client → its fit. made_it: the clients whose profits proposed the criteria.

    ids: the clients in the order of the arrays; scores: by draw and client, NaN where too little is known, 0 where ruled out; order:
    by draw, whose outcome a client has. The first draw is what was, in the others outcomes are shuffled.
    """

    fits: dict[str, PortraitFit]
    made_it: frozenset[str]
    ids: Sequence[str]
    scores: Array
    order: Array


def scores(ws: Workspace, wanted: Portrait, as_of: dt.date) -> CrossFit:
    """Each client on the morning of the day, by criteria that can be dated and that it took no part in proposing.

    The criteria of a part are drawn from what the others showed and earned by orders placed before the day.
    """
    kept = portrait_as_of.can_be_dated(wanted)
    clients = portrait_as_of.everything(ws, as_of)
    earned = money(ws, Scope(until=as_of - dt.timedelta(days=1)))
    return cross_fitted(clients, kept, earned, _made_it(ws, kept))


def cross_fitted(
    clients: Known,
    wanted: Portrait,
    earned: pd.DataFrame,
    made_it: frozenset[str],
    shuffles: int = SHUFFLES,
) -> CrossFit:
    """earned: a frame of portrait_effect.money, from which the criteria are drawn anew."""
    rows = earned.set_index("client_id").reindex(list(clients.ids))
    profit, revenue = rows["true_profit"].to_numpy(float), rows["revenue_costed"].to_numpy(float)
    has_made_it = np.array([client in made_it for client in clients.ids], dtype=bool)
    teaches = has_made_it & ~np.isnan(profit) & (revenue > 0)
    order = _shuffled((teaches, has_made_it & ~teaches), len(clients.ids), shuffles)
    by_hand = Portrait(tuple(c for c in wanted.criterion if c.drawn is None), wanted.verdict)
    taken = sorted((c for c in wanted.criterion if c.drawn is not None), key=lambda c: -c.weight)
    tally = _Tally.of(by_hand, clients, shuffles + 1)
    parts = np.full(len(clients.ids), -1)
    parts[has_made_it] = np.random.default_rng(SEED).permutation(
        np.arange(has_made_it.sum()) % PARTS
    )
    margin = np.where(teaches, profit / np.where(revenue > 0, revenue, 1), math.nan)
    columns = {f: clients.columns[f.casefold()] for f in askable(clients)}
    told = [n for n in range(len(teaches)) if teaches[n]]
    outcomes = (margin[teaches], profit[teaches])
    said_before = {
        c.field.casefold() for c in taken if c.known == "before"
    }  # a person was asked and said so
    columns = {
        f: v
        for f, v in columns.items()
        if f.casefold() in said_before or not results.reason(f, [v[n] for n in told], outcomes)
    }
    for part in range(PARTS):
        others, own = np.flatnonzero(teaches & (parts != part)), np.flatnonzero(parts == part)
        if len(others) >= LEAST_CLIENTS and len(own):
            _score_part(
                columns,
                profit[order],
                revenue[order],
                ranks(margin)[order],
                others,
                own,
                taken,
                tally,
            )
    new = [n for n in range(len(parts)) if not has_made_it[n]]
    for criterion in taken:
        states = [
            criterion.state(clients.columns.get(criterion.field.casefold(), [None] * len(parts))[n])
            for n in new
        ]
        met = np.array(
            [[1.0 if s == "met" else 0.0 if s == "failed" else math.nan for s in states]]
        )
        tally.add(
            np.array(new, int),
            criterion,
            np.repeat(met, shuffles + 1, axis=0),
            np.ones(shuffles + 1, bool),
        )
    fits = {
        client: tally.fit(place, wanted, has_made_it[place], clients)
        for place, client in enumerate(clients.ids)
    }
    return CrossFit(fits, made_it, clients.ids, tally.scores(wanted), order)


def _score_part(
    columns: Mapping[str, Sequence[object]],
    profit: Array,
    revenue: Array,
    rank: Array,
    others: Array,
    own: Array,
    taken: Sequence[Criterion],
    tally: _Tally,
) -> None:
    """Draws criteria from the others, as many as were taken, and adds what they say of a part's own clients to the tally."""
    earned, sold = profit[:, others], revenue[:, others]
    size = min(TOP, len(others) // 2)
    is_top = earned >= -np.partition(-earned, size - 1, axis=1)[:, size - 1 : size]
    draws = Draws(rank[:, others], is_top.astype(np.float32))
    clear, met = [], []
    for field, values in columns.items():
        found = best(field, [values[n] for n in others], draws)
        if found is None:
            continue
        shown = found.meets([values[n] for n in others])
        clear.append(np.where(_earns_more(earned, sold, shown), found.clear, -math.inf))
        met.append(found.meets([values[n] for n in own]))
    if not clear:
        return
    ranked = np.argsort(-np.array(clear), axis=0, kind="stable")
    every = np.arange(len(profit))
    for place, criterion in enumerate(taken[: len(clear)]):
        chosen = ranked[place]
        tally.add(
            own,
            criterion,
            np.array(met)[chosen, every],
            np.isfinite(np.array(clear)[chosen, every]),
        )


def _earns_more(profit: Array, revenue: Array, met: Array) -> Array:
    margins = []
    for side in (met == 1, met == 0):
        total = (revenue * side).sum(axis=1)
        margins.append((profit * side).sum(axis=1) / np.where(total > 0, total, math.nan))
    return np.asarray(margins[0] > margins[1])


@dataclass(frozen=True)
class _Tally:
    """By draw and client: the weight met, the weight known, the whole weight, and whether a knock-out rules it out."""

    met: Array
    known: Array
    total: Array
    out: Array
    states: tuple[PortraitFit, ...]

    @classmethod
    def of(cls, by_hand: Portrait, clients: Known, draws: int) -> _Tally:
        fits = tuple(
            portrait.score(by_hand, clients.client(place)) for place in range(len(clients.ids))
        )
        weight = {c.name: c.weight for c in by_hand.criterion}
        sums = [
            [math.fsum(weight[name] for name, state in f.states if state in said) for f in fits]
            for said in (("met",), ("met", "failed"), ("met", "failed", "unknown"))
        ]
        met, known, total = (np.tile(np.array(side, float), (draws, 1)) for side in sums)
        out = np.tile(np.array([bool(f.ruled_out) for f in fits], dtype=bool), (draws, 1))
        return cls(met, known, total, out, fits)

    def add(self, places: Array, criterion: Criterion, met: Array, is_there: Array) -> None:
        weight = criterion.weight * is_there[:, None]
        self.met[:, places] += weight * (met == 1)
        self.known[:, places] += weight * ~np.isnan(met)
        self.total[:, places] += weight
        if criterion.knockout:
            self.out[:, places] |= is_there[:, None] & (met == 0)

    def scores(self, wanted: Portrait) -> Array:
        enough = (self.known > 0) & (self.known >= wanted.verdict.min_known * self.total - 1e-9)
        found = np.where(enough, 100 * self.met / np.where(self.known > 0, self.known, 1), math.nan)
        return np.where(self.out, 0.0, found)

    def fit(self, place: int, wanted: Portrait, has_made_it: bool, clients: Known) -> PortraitFit:
        """Of the first draw; of a client that took no part, the portrait's own fit."""
        if not has_made_it:
            return portrait.score(wanted, clients.client(place))
        met, known, total = (float(side[0, place]) for side in (self.met, self.known, self.total))
        verdict = portrait._verdict(wanted.verdict, met, known, total, bool(self.out[0, place]))
        own = self.states[place]
        ruled_out = own.ruled_out or (("",) if self.out[0, place] else ())
        return PortraitFit(
            min(100.0, 100 * met / known) if known > 0 else None, verdict, own.states, (), ruled_out
        )


def _shuffled(groups: Sequence[Array], n: int, shuffles: int) -> Array:
    """By draw, whose outcome each client has: shuffled within the groups, whoever is in none keeps its own."""
    order = np.tile(np.arange(n), (shuffles + 1, 1))
    draw = np.random.default_rng(SEED)
    for group in groups:
        order[1:, group] = draw.permuted(order[1:, group], axis=1)
    return order


def area(found: CrossFit, good: Mapping[str, bool]) -> Estimate | None:
    """How often a good client scores above a bad one, None without both; its interval: that of independent scores or that which
    the shuffled outcomes give it, whichever reaches further."""
    outcome = np.array(
        [math.nan if client not in good else float(good[client]) for client in found.ids]
    )
    areas = []
    for shown, order in zip(found.scores, found.order, strict=True):
        known = ~np.isnan(shown) & ~np.isnan(outcome[order])
        areas.append(statistics.auc(shown[known], (outcome[order][known] == 1).tolist()))
    value, by_chance = areas[0], np.array([a for a in areas[1:] if a is not None])
    if value is None or len(by_chance) < len(areas) / 2:
        return None
    low, middle, high = (
        np.quantile(by_chance, 0.025),
        by_chance.mean(),
        np.quantile(by_chance, 0.975),
    )
    usual = statistics.auc_interval(value, sum(good.values()), len(good) - sum(good.values()))
    lowest, highest = float(value - high + middle), float(value + middle - low)
    return Estimate(value, max(0.0, min(usual[0], lowest)), min(1.0, max(usual[1], highest)))


def _made_it(ws: Workspace, wanted: Portrait) -> frozenset[str]:
    """Clients with an order up to the day that the last criterion was drawn on."""
    last = max(c.drawn for c in wanted.criterion if c.drawn is not None)
    frame = ws._frame(
        "select distinct client_id from order_profit where client_id is not null and order_date <= $1",
        [last],
    )
    return frozenset(str(c) for c in frame["client_id"])
