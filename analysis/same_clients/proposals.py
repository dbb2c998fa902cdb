"""Clients of a workspace that may be one, and the answers that people give: one client, different ones, or as before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.actions import importing
from analysis.dictionary.finding import Finding, known
from analysis.errors import DealfitError
from analysis.journal import same_clients
from analysis.journal import state as shared_state
from analysis.journal.same_clients import Named, Step
from analysis.same_clients import tax_numbers
from analysis.same_clients.evidence import Client
from analysis.same_clients.pairs import GRADES, Pair, propose
from analysis.same_clients.tax_numbers import is_tax_number
from analysis.stores.reader import Reader

WAIT_SECONDS = 20  # for an import to end, before the page says that one is running
CLIENTS = """
select clients.*, measures.orders, measures.last_order_on, cast(profit.revenue as double) as revenue
from clients
left join client_measures as measures on clients.client_id = measures.client_id
left join client_profit as profit on clients.client_id = profit.client_id
order by clients.client_id
"""


def clients(ws: Reader) -> list[Client]:
    """Every client with its numbers, and the ids that it and those counted under it are known by."""
    frame = ws._frame(CLIENTS)
    under: dict[str, list[Named]] = defaultdict(list)
    for client_id, name, kept_id in ws._frame("select client_id, client_name, kept_id from same_clients").values:
        under[kept_id].append(Named(client_id, name))
    return [_client(row, under[str(row["client_id"])]) for row in frame.to_dict("records") if known(row["client_id"])]


def _client(row: Mapping[Any, Any], under: Iterable[Named]) -> Client:
    client_id, name = str(row["client_id"]), str(row["client_name"])
    orders = int(row["orders"]) if known(row["orders"]) else 0
    ids = {n.client_id for n in (Named(client_id, name), *under) if n.client_id != n.client_name}
    taxes, branches = tax_numbers.of_row(row, row)
    last = row["last_order_on"]
    return Client(
        client_id, name, orders,
        float(row["revenue"]) if orders and known(row["revenue"]) else None,
        last.date() if known(last) else None,
        frozenset(i for i in ids if not is_tax_number(i)),
        frozenset(i for i in ids if is_tax_number(i)) | taxes,
        branches,
    )  # fmt: skip


@dataclass(frozen=True)
class Proposals:
    """The pairs to ask about, the surest first; how many clients were compared, and the revenue of them all."""

    pairs: tuple[Pair, ...]
    clients: int
    revenue: float


def find(ws: Reader, different: Iterable[tuple[str, str]] = ()) -> Proposals:
    everyone = clients(ws)
    return Proposals(
        tuple(propose(everyone, frozenset(different))), len(everyone), sum(c.revenue or 0.0 for c in everyone)
    )


def said(found: Proposals) -> list[Finding]:
    """How many pairs there are to ask about, their clients' part of the revenue, how sure the pairs are."""
    if not found.pairs:
        return [Finding("same_none", {"clients": found.clients})]
    revenue = {c.client_id: c.revenue or 0.0 for p in found.pairs for c in (p.first, p.second)}
    values = {"n": len(found.pairs), "clients": len(revenue), "revenue": sum(revenue.values())}
    if found.revenue > 0 and min(revenue.values()) >= 0:
        first = Finding("same_share", {**values, "share": values["revenue"] / found.revenue})
    else:
        first = Finding("same_money", values)
    return [first, Finding("same_grades", {grade: sum(p.grade == grade for p in found.pairs) for grade in GRADES})]


# --- answers -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """To the question of two clients: `kept`, one of them, is the one whose name and id stay; None: they are different."""

    first: Named
    second: Named
    kept: Named | None

    @property
    def other(self) -> Named:
        return self.second if self.kept == self.first else self.first


Progress = Callable[[float], None]


def decide(
    root: Path,
    answers: Sequence[Answer],
    who: str,
    why: str,
    progress: Progress = lambda part: None,
    seen: Iterable[Step] | None = None,
) -> str:
    """Keeps the answers, all of them or none, and publishes a store; the build's name.

    seen: what was decided when the questions were asked (same_clients.in_force). DealfitError, and nothing written, where somebody
    answered about one of these clients since.
    """
    with _deciding(root, who, why) as con:
        now = same_clients.in_force(root)
        for answer in answers:
            if seen is not None and (
                trouble := same_clients.answered_meanwhile(answer.first, answer.second, now, seen)
            ):
                raise trouble
        for answer in answers:
            if answer.kept is None:
                same_clients.call_different(con, answer.first, answer.second, who.strip(), why.strip())
            else:
                same_clients.call_one(con, answer.other, answer.kept, who.strip(), why.strip())
    return importing.rebuild(root, progress)


def take_apart(root: Path, client_id: str, who: str, why: str, progress: Progress = lambda part: None) -> str:
    """The client counts under its own name again."""
    with _deciding(root, who, why) as con:
        same_clients.take_apart(con, client_id, who.strip(), why.strip())
    return importing.rebuild(root, progress)


def ask_again(
    root: Path, first_id: str, second_id: str, who: str, why: str, progress: Progress = lambda part: None
) -> str:
    """The two are no longer called different: they are asked about again."""
    with _deciding(root, who, why) as con:
        same_clients.ask_again(con, first_id, second_id, who.strip(), why.strip())
    return importing.rebuild(root, progress)


def undo(root: Path, change: shared_state.Change, who: str, why: str, progress: Progress = lambda part: None) -> str:
    """Brings back what was there before an entry of the history."""
    with _deciding(root, who, why) as con:
        same_clients.undo(con, change, who.strip(), why.strip())
    return importing.rebuild(root, progress)


@contextmanager
def _deciding(root: Path, who: str, why: str) -> Iterator[Any]:
    """A transaction on the workspace's state, while no import runs. DealfitError without a name or a reason."""
    if not who.strip():
        raise DealfitError("who_is_missing")
    if not why.strip():
        raise DealfitError("why_is_missing")
    with importing.importer_lock(root, WAIT_SECONDS), shared_state.opened(root) as con:
        yield con
