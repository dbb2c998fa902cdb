"""A client's true margin, drawn towards its peers' where few orders stand behind it: one bad order brands nobody.

Empirical Bayes with the weights of Bühlmann & Straub (1970), the credibility form of Efron & Morris (1975). Order j of client
i has margin X_ij on revenue w_ij; m_i = Σ_j w_ij. Within clients the margins scatter by s², between them by a:

    s² = Σ_ij w_ij (X_ij − X_i)² ÷ Σ_i (n_i − 1)
    a  = (Σ_i m_i (X_i − X)² − (I − 1) s²) ÷ (m − Σ_i m_i² ÷ m)        summed over the peer groups, not under 0
    Z_i = m_i ÷ (m_i + s² ÷ a);    peers' margin μ = Σ Z_i X_i ÷ Σ Z_i;    drawn in: Z_i X_i + (1 − Z_i) μ

Costs that no sale carries (cancelled orders, returns, work outside any order) move a client's own margin X_i, not its scatter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HANDFUL = 5  # clients from which on an industry is a peer group of its own
INTERVAL_Z = 1.6449  # of a two-sided 90 % interval of the normal distribution


@dataclass(frozen=True)
class Client:
    """What is known of a client's margin. `revenue`: of its costed orders; `scatter`: Σ w (X − X_i)² over those with revenue.

    `own` is None where no margin is known. `orders`: those with revenue and known true profit.
    """

    client_id: str
    industry: str | None
    orders: int
    revenue: float
    own: float | None
    scatter: float = 0.0


@dataclass(frozen=True)
class Shrunk:
    """`weight` (0–1): how far the client's own orders speak; None where nothing tells how margins scatter.

    `peers`: the industry, or None for all clients. `low`–`high`: where the margin lies with a probability of 90 %.
    """

    client_id: str
    orders: int
    own: float | None
    peers: str | None
    peer_margin: float | None
    margin: float | None
    weight: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Spread:
    """Variances of order margins: `within` clients (× revenue) and `between` them; None where they can't be told."""

    within: float | None
    between: float | None


def shrink(clients: Sequence[Client]) -> list[Shrunk]:
    """Every client, in the order given."""
    judged = [c for c in clients if _is_judged(c)]
    by_industry: dict[str, list[Client]] = defaultdict(list)
    for each in judged:
        if each.industry:
            by_industry[each.industry].append(each)
    groups = {name: members for name, members in by_industry.items() if len(members) >= HANDFUL}
    others = [c for c in judged if c.industry not in groups]
    found = spread([*groups.values(), others])
    centres = {name: _centre(members, found) for name, members in groups.items()}
    everyone = _centre(judged, found)
    return [
        _one(c, c.industry, centres[c.industry], found)
        if c.industry is not None and c.industry in centres
        else _one(c, None, everyone, found)
        for c in clients
    ]


def spread(groups: Iterable[Sequence[Client]]) -> Spread:
    """By the method of moments, over groups that each have a mean of their own."""
    filled = [group for group in groups if group]
    free = sum(c.orders - 1 for group in filled for c in group)
    if free <= 0:
        return Spread(None, None)
    within = math.fsum(c.scatter for group in filled for c in group) / free
    apart, room = [], []
    for group in filled:
        total = math.fsum(c.revenue for c in group)
        mean = math.fsum(c.revenue * _own(c) for c in group) / total
        apart.append(math.fsum(c.revenue * (_own(c) - mean) ** 2 for c in group) - (len(group) - 1) * within)
        room.append(total - math.fsum(c.revenue**2 for c in group) / total)
    if math.fsum(room) <= 0:  # each client stands alone: nobody to compare it with
        return Spread(within, None)
    return Spread(within, max(0.0, math.fsum(apart) / math.fsum(room)))


def weight(client: Client, found: Spread) -> float | None:
    """Bühlmann & Straub's Z."""
    if not _is_judged(client):
        return 0.0
    if found.within is None or found.between is None:
        return None
    if found.between == 0:
        return 0.0
    return client.revenue / (client.revenue + found.within / found.between)


def _is_judged(client: Client) -> bool:
    return client.own is not None and client.orders > 0 and client.revenue > 0


def _own(client: Client) -> float:
    assert client.own is not None
    return client.own


def _centre(members: Sequence[Client], found: Spread) -> tuple[float, float] | None:
    """The peers' margin and its variance; by revenue where clients don't differ or nothing tells."""
    if not members:
        return None
    weights = [weight(c, found) or 0.0 for c in members]
    total = math.fsum(weights)
    if total > 0 and found.between:
        return math.fsum(z * _own(c) for z, c in zip(weights, members, strict=True)) / total, found.between / total
    revenue = math.fsum(c.revenue for c in members)
    mean = math.fsum(c.revenue * _own(c) for c in members) / revenue
    return mean, (found.within or 0.0) / revenue


def _one(client: Client, peers: str | None, centre: tuple[float, float] | None, found: Spread) -> Shrunk:
    z = weight(client, found)
    if centre is None or z is None:
        peer = None if centre is None else centre[0]
        return Shrunk(client.client_id, client.orders, client.own, peers, peer, None, None, None, None)
    peer, variance = centre
    margin = z * client.own + (1 - z) * peer if client.own is not None and z > 0 else peer
    about = INTERVAL_Z * math.sqrt((found.between or 0.0) * (1 - z) + (1 - z) ** 2 * variance)
    return Shrunk(client.client_id, client.orders, client.own, peers, peer, margin, z, margin - about, margin + about)
