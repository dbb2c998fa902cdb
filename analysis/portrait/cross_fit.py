"""Scores by a portrait that was drawn without the client: for criteria that were proposed from the clients' own profits.

The clients are parted at random. Those of a part are scored by criteria that the same search draws from the other parts: as
many as the portrait has, the clearest ones, with the portrait's weights in order of size. The columns are chosen anew each
time, since choosing them was a look at the profits too. A client whose first order came after the portrait was drawn took no
part in it, and is scored by it as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis import portrait
from analysis.portrait import Criterion, Fit, Portrait
from analysis.portrait import as_of as portrait_as_of
from analysis.portrait import effect as portrait_effect
from analysis.portrait.effect import Known
from analysis.portrait.proposal import propose
from analysis.scope import Scope
from analysis.workspace import Workspace

PARTS = 10
SEED = 20261130


@dataclass(frozen=True)
class CrossFit:
    """fits: client → its fit. made_it: the clients whose profits proposed the criteria; fields: column → parts that drew it."""

    fits: dict[str, Fit]
    made_it: frozenset[str]
    fields: dict[str, int]


def scores(ws: Workspace, wanted: Portrait, as_of: dt.date) -> CrossFit:
    """Each client on the morning of the day, by criteria that can be dated and that it took no part in proposing.

    The criteria of a part are drawn from what the others showed and earned by orders placed before the day.
    """
    kept = portrait_as_of.can_be_dated(wanted)
    clients = portrait_as_of.everything(ws, as_of)
    earned = portrait_effect.money(ws, Scope(until=as_of - dt.timedelta(days=1)))
    return cross_fitted(clients, kept, earned, _made_it(ws, kept))


def cross_fitted(clients: Known, wanted: Portrait, earned: pd.DataFrame, made_it: frozenset[str]) -> CrossFit:
    """earned: a frame of portrait_effect.money, from which the criteria are drawn anew."""
    by_hand = tuple(c for c in wanted.criterion if c.drawn is None)
    taken = sorted((c for c in wanted.criterion if c.drawn is not None), key=lambda c: -c.weight)
    part_of = dict(zip(sorted(made_it), _parts(len(made_it)), strict=True))
    drawn = {part: _draw(clients, earned, part_of, part, taken) for part in sorted(set(part_of.values()))}
    fits = {}
    for place, client in enumerate(clients.ids):
        own = tuple(drawn[part_of[client]]) if client in part_of else tuple(taken)
        fits[client] = portrait.score(Portrait((*by_hand, *own), wanted.verdict), clients.client(place))
    fields: dict[str, int] = {}
    for criteria in drawn.values():
        for criterion in criteria:
            fields[criterion.field] = fields.get(criterion.field, 0) + 1
    return CrossFit(fits, made_it, fields)


def _parts(n: int) -> list[int]:
    parts = np.arange(n) % PARTS
    np.random.default_rng(SEED).shuffle(parts)
    return [int(p) for p in parts]


def _draw(
    clients: Known, earned: pd.DataFrame, part_of: dict[str, int], part: int, taken: Sequence[Criterion]
) -> list[Criterion]:
    """The clearest criteria that the other parts propose, as many as were taken, with the weights and knock-outs of those."""
    others = earned[[part_of.get(client) not in (part, None) for client in earned["client_id"]]]
    found = portrait_as_of.can_be_dated(
        Portrait(tuple(c.criterion for c in propose(clients, others, shuffles=0).candidates))
    )
    return [
        replace(c, name=f"{c.name} (part {part})", weight=t.weight, knockout=t.knockout)
        for c, t in zip(found.criterion, taken, strict=False)
    ]


def _made_it(ws: Workspace, wanted: Portrait) -> frozenset[str]:
    """Clients with an order up to the day that the last criterion was drawn on."""
    last = max(c.drawn for c in wanted.criterion if c.drawn is not None)
    frame = ws._frame(
        "select distinct client_id from order_profit where client_id is not null and order_date <= $1", [last]
    )
    return frozenset(str(c) for c in frame["client_id"])
