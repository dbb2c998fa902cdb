"""Clients of a workspace that may be one, and the answers that people give: one client, different ones, or as before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.dictionary.finding import Finding, known
from analysis.intake.values import tax_numbers
from analysis.intake.values.tax_numbers import is_tax_number
from analysis.journal.same_clients import NamedClient
from analysis.same_clients.evidence import ClientRecord
from analysis.same_clients.pairs import GRADES, Pair, propose
from analysis.stores.reader import Reader

CLIENTS = """
select clients.*, measures.orders, measures.last_order_on, cast(profit.revenue as double) as revenue
from clients
left join client_measures as measures on clients.client_id = measures.client_id
left join client_profit as profit on clients.client_id = profit.client_id
order by clients.client_id
"""


def clients(ws: Reader) -> list[ClientRecord]:
    """Every client with its numbers, and the ids that it and those counted under it are known by."""
    frame = ws._frame(CLIENTS)
    under: dict[str, list[NamedClient]] = defaultdict(list)
    for client_id, name, kept_id in ws._frame(
        "select client_id, client_name, kept_id from same_clients"
    ).values:
        under[kept_id].append(NamedClient(client_id, name))
    return [
        _client(row, under[str(row["client_id"])])
        for row in frame.to_dict("records")
        if known(row["client_id"])
    ]


def _client(row: Mapping[Any, Any], under: Iterable[NamedClient]) -> ClientRecord:
    client_id, name = str(row["client_id"]), str(row["client_name"])
    orders = int(row["orders"]) if known(row["orders"]) else 0
    ids = {
        n.client_id for n in (NamedClient(client_id, name), *under) if n.client_id != n.client_name
    }
    taxes, branches = tax_numbers.of_row(row, row)
    last = row["last_order_on"]
    return ClientRecord(
        client_id,
        name,
        orders,
        float(row["revenue"]) if orders and known(row["revenue"]) else None,
        last.date() if known(last) else None,
        frozenset(i for i in ids if not is_tax_number(i)),
        frozenset(i for i in ids if is_tax_number(i)) | taxes,
        branches,
    )


@dataclass(frozen=True)
class Proposals:
    """The pairs to ask about, the surest first; how many clients were compared, and the revenue of them all."""

    pairs: tuple[Pair, ...]
    clients: int
    revenue: float


def find(ws: Reader, different: Iterable[tuple[str, str]] = ()) -> Proposals:
    everyone = clients(ws)
    return Proposals(
        tuple(propose(everyone, frozenset(different))),
        len(everyone),
        sum(c.revenue or 0.0 for c in everyone),
    )


def findings(found: Proposals) -> list[Finding]:
    """How many pairs there are to ask about, their clients' part of the revenue, how sure the pairs are."""
    if not found.pairs:
        return [Finding("same_none", {"clients": found.clients})]
    revenue = {c.client_id: c.revenue or 0.0 for p in found.pairs for c in (p.first, p.second)}
    values = {"n": len(found.pairs), "clients": len(revenue), "revenue": sum(revenue.values())}
    if found.revenue > 0 and min(revenue.values()) >= 0:
        first = Finding("same_share", {**values, "share": values["revenue"] / found.revenue})
    else:
        first = Finding("same_money", values)
    return [
        first,
        Finding(
            "same_grades", {grade: sum(p.grade == grade for p in found.pairs) for grade in GRADES}
        ),
    ]
