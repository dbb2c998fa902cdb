"""Whether the client is the one the company is built for: its portrait, and what rules it out."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.deals.deal import Deal
from analysis.deals.deal_features import client_id
from analysis.deals.experience import Experience
from analysis.journal import portrait
from analysis.journal.portrait import fold

Notice = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class ClientFit:
    """`verdict`: ours, borderline, not ours, not enough data; None: no portrait is set. `ruled_out`: knock-outs that it fails."""

    client_id: str | None
    is_new: bool
    verdict: str | None
    score: float | None
    ruled_out: tuple[str, ...]
    missing: tuple[str, ...]


def client_fit(past: Experience, deal: Deal) -> ClientFit:
    """By all criteria where the day is past all data; else, and for a new client, by those known before the first deal."""
    history, wanted = past.history, past.portrait
    known = client_id(history, deal)
    is_new = known not in history.first_orders
    if not wanted.criterion:
        return ClientFit(known, is_new, None, None, (), ())
    rows = history.clients[history.clients["client_id"] == known].to_dict("records")
    stated = {str(name).casefold(): value for name, value in deal.attributes.items()}
    if known is not None and past.last_day is not None and past.last_day < history.day:
        measures = past.ws._frame("select * from client_measures where client_id = ?", [known])
        agreed = past.ws._frame("select * from group_attributes where client_id = ?", [known])
        own = (
            _named(each) for each in (rows, measures.to_dict("records"), agreed.to_dict("records"))
        )
        values = next(iter(portrait.attributes(*own)))
    else:
        wanted = wanted.before()
        values = {str(k).casefold(): v for row in rows for k, v in row.items()}
    found = portrait.score(wanted, {**values, **stated})
    return ClientFit(
        known, is_new, found.verdict, found.score, found.ruled_out, found.named("unknown")
    )


def _near(name: str, known: list[str]) -> str:
    """A known name nearly so, whatever its quotes and case; empty: none."""
    bare = {"".join(c for c in fold(each) if c.isalnum() or c == " "): each for each in known}
    asked = "".join(c for c in fold(name) if c.isalnum() or c == " ")
    near = difflib.get_close_matches(asked, list(bare), 1, 0.65)
    return bare[near[0]] if near else ""


def _named(rows: Iterable[Mapping[Hashable, Any]]) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows]


def client_notices(past: Experience, deal: Deal) -> list[Notice]:
    """What is odd about the client as the deal names it: a name nearly known, attributes or values that no client has."""
    history = past.history
    found: list[Notice] = []
    known = client_id(history, deal)
    if known is None:
        names = [str(n) for n in history.clients["client_name"].dropna()]
        found.append(("new_client", {"client": deal.client, "near": _near(deal.client, names)}))
    columns = {fold(name): str(name) for name in history.clients.columns}
    asked = {c.field for c in past.portrait.criterion}
    for name in asked:
        columns.setdefault(fold(name), name)
    for name, value in deal.attributes.items():
        column = columns.get(fold(name))
        if column is None:
            near = difflib.get_close_matches(fold(name), list(columns), 1)
            meant = columns[near[0]] if near else ""
            found.append(("unknown_attribute", {"attribute": name, "near": meant}))
            continue
        if not isinstance(value, str) or column not in history.clients:
            continue
        seen = [str(v) for v in history.clients[column].dropna().unique()]
        if seen and fold(value) not in {fold(v) for v in seen}:
            near = difflib.get_close_matches(value, seen, 1)
            found.append(
                (
                    "unseen_value",
                    {"attribute": name, "value": value, "near": near[0] if near else ""},
                )
            )
    return found
