"""A first portrait, proposed from the most profitable clients against the rest: candidates with their evidence, for a person to take.

Fitted to the past by construction: the same profits choose the demands and weigh them. So a demand is called clear only where the whole
search, over shuffled profits, seldom finds one as clear; and whether a portrait predicts is another question, answered on other clients.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.journal.portrait import Criterion
from analysis.journal.result_names import says_own_fault
from analysis.journal.settings.decision_thresholds import EvidenceLimits
from analysis.portrait import portrait_effect, results
from analysis.portrait.parting import LEAST_SIDE, Array, Draws, best, chances
from analysis.portrait.portrait_effect import Known
from analysis.portrait.results import Reason
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace

TOP = 20
LEAST_CLIENTS = 10  # with a known true profit: below, nothing is proposed
OWN_FAULTS = frozenset({"late_share"})  # measured on orders, and the plant's own doing
SHUFFLES, SHUFFLES_A_COLUMN = (
    999,
    200,
)  # Holm multiplies by the columns tried: the least that can come out is 1 ÷ 200
MOST_NUMBERS = 6_000_000  # in an array of shuffles
VERY_CLEAR = 5.0  # times as seldom by chance as a clear one must be: such a criterion weighs 3
USUAL = EvidenceLimits()


@dataclass(frozen=True)
class Candidate:
    """A criterion with its evidence. Counts are of clients; `top` are the most profitable ones.

    margin_met, margin_failed: true margin as a ratio of sums of the clients that meet it and that fail it. chance: how often, with the
    profits shuffled among the clients, a search over all columns parts them as clearly somewhere (Holm); limit: under which it is clear.
    result: why the column may be a result of working with the client.
    """

    criterion: Criterion
    met: int
    failed: int
    unknown: int
    top_met: int
    top_known: int
    margin_met: float | None
    margin_failed: float | None
    chance: float = 1.0
    limit: float = 1 - USUAL.clear_confidence
    result: Reason = ""

    @property
    def lift(self) -> float:
        """The part of the top that meets it, less the part of the rest that does."""
        rest = self.met + self.failed - self.top_known
        return self.top_met / self.top_known - ((self.met - self.top_met) / rest if rest else 0.0)

    @property
    def weight(self) -> float:
        """What the evidence is worth: 1 where it may be chance, 2 where it is clear, 3 where it is five times as clear as that."""
        return 1.0 if not self.is_clear else 3.0 if self.chance <= self.limit / VERY_CLEAR else 2.0

    @property
    def is_clear(self) -> bool:
        """Shuffled profits seldom part the clients as clearly by any column."""
        return self.chance <= self.limit


@dataclass(frozen=True)
class Proposal:
    """`top` of `clients` with a known true profit, their ids, and the candidates, the clearest first. tried: columns searched."""

    clients: int
    top: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    tried: int = 0
    shuffles: int = 0


def proposed(ws: Workspace, scope: Scope = EVERYTHING) -> Proposal:
    """`propose` for the clients that have something in the scope."""
    settings = ws.table("settings").iloc[0]
    limits = replace(
        USUAL,
        clear_confidence=float(settings["clear_confidence"]),
        result_auc=float(settings["result_auc"]),
    )
    last = ws.span()[1] or dt.date.max
    return propose(portrait_effect.known(ws), portrait_effect.money(ws, scope), limits, last)


def propose(
    clients: Known,
    amounts: pd.DataFrame,
    limits: EvidenceLimits = USUAL,
    drawn: dt.date = dt.date.max,
    shuffles: int | None = None,
) -> Proposal:
    """amounts: a frame of portrait_effect.money; clients without costed revenue take no part: they have no margin.

    drawn: the last day of their orders, kept with each criterion. shuffles: as many as the columns tried ask for, where not given;
    0 only draws the criteria, none of them clear.
    """
    known = amounts[amounts["true_profit"].notna() & (amounts["revenue_costed"] > 0)]
    if len(known) < LEAST_CLIENTS:
        return Proposal(len(known), (), ())
    chosen = known.sort_values(["true_profit", "client_id"], ascending=[False, True]).head(
        min(TOP, len(known) // 2)
    )
    is_top = known["client_id"].isin(chosen["client_id"]).to_numpy()
    place = {client: n for n, client in enumerate(clients.ids)}
    profit, revenue = known["true_profit"].to_numpy(float), known["revenue_costed"].to_numpy(float)
    fields = askable(clients)
    columns = {
        f: [clients.columns[f.casefold()][place[i]] for i in known["client_id"]] for f in fields
    }
    times = _shuffles(len(fields), len(known)) if shuffles is None else shuffles
    draws = Draws.of((profit / revenue).tolist(), is_top.tolist(), times)
    found = {f: one for f, values in columns.items() if (one := best(f, values, draws)) is not None}
    by_chance = dict(zip(found, chances(list(found.values())), strict=True)) if times else {}
    candidates = []
    for field, one in found.items():
        if one.criterion is None:
            continue
        why = results.reason(field, columns[field], (profit / revenue, profit), limits.result_auc)
        criterion = replace(
            one.criterion, known="after" if why else one.criterion.known, drawn=drawn
        )
        candidate = _weighed(criterion, columns[field], is_top, profit, revenue)
        told = replace(
            candidate,
            chance=by_chance.get(field, 1.0),
            limit=1 - limits.clear_confidence,
            result=why,
        )
        if _earns_more(told):
            candidates.append((-float(one.clear[0]), told))
    ranked = sorted(candidates, key=lambda c: (not c[1].is_clear, c[0], c[1].criterion.name))
    return Proposal(
        len(known), tuple(chosen["client_id"]), tuple(c for _, c in ranked), len(found), times
    )


def askable(clients: Known) -> list[str]:
    """Columns that a proposal may ask: what the plant itself did badly is no trait of a client."""
    return [f for f in clients.fields() if f.casefold() not in OWN_FAULTS and not says_own_fault(f)]


def _shuffles(columns: int, clients: int) -> int:
    return min(max(SHUFFLES, SHUFFLES_A_COLUMN * columns), max(SHUFFLES, MOST_NUMBERS // clients))


def _earns_more(found: Candidate) -> bool:
    """Whether those that meet it earn more, in money on their revenue, than those that fail it."""
    sides = min(found.met, found.failed) >= LEAST_SIDE
    return (
        sides
        and found.margin_met is not None
        and found.margin_failed is not None
        and found.margin_met > found.margin_failed
    )


def _weighed(
    drawn: Criterion, values: Sequence[Any], is_top: Array, profit: Array, revenue: Array
) -> Candidate:
    states = [drawn.state(v) for v in values]
    met, failed = (np.array([s == wanted for s in states]) for wanted in ("met", "failed"))
    known = met | failed
    return Candidate(
        drawn,
        int(met.sum()),
        int(failed.sum()),
        int((~known).sum()),
        int((met & is_top).sum()),
        int((known & is_top).sum()),
        _margin(profit, revenue, met),
        _margin(profit, revenue, failed),
    )


def _margin(profit: Array, revenue: Array, side: Array) -> float | None:
    total = float(revenue[side].sum())
    return float(profit[side].sum()) / total if total else None
