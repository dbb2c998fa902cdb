"""A client's true margin, drawn towards its peers' where few orders stand behind it: one bad order brands nobody.

Empirical Bayes in the credibility form of Bühlmann & Straub (1970), each part robust, for one wild client may move nobody else. Order j of
client i has margin X_ij on revenue w_ij; m_i = Σ_j w_ij and X_i the client's own margin.

**Within clients.** The margin of an order scatters by φ_i (½ + ½ w̄ ÷ w_ij): half of its variance is the same for every order, half shrinks
with the order's size (w̄: the mean order). U_i is what that makes of X_i, and s_i² how far the client's own orders say so:

    U_i = (½ Σ w² + ½ w̄ m_i) ÷ m_i²;   s_i² = Σ_j w_ij² (X_ij − X_i)² ÷ (what it would be with φ = 1);   d_i = (n_i − 1) m_i² ÷ (n_i Σ w²)
    φ_i = (d₀ s₀² + d_i s_i²) ÷ (d₀ + d_i);   V_i = φ_i U_i, known to d₀ + d_i degrees of freedom

The client's own variance is drawn towards that of all (Smyth 2004, Statistical Applications in Genetics 3:3) as if the plant's stood on
d₀ = 8 orders; s₀² is the scale of the F distribution that then fits all s_i² best, in which no client counts for more than d₀, times
I ÷ (I − 1): of few clients the scale is a guess itself.

**Between clients.** a and the peers' margin μ solve, with Huber's ψ (proposal 2, 1964; c = 2) in the equation of Paule & Mandel (1982),

    Σ_i ψ²((X_i − μ) ÷ √(V_i + a)) = (I − groups) E ψ²,    Σ_i ψ((X_i − μ) ÷ √(V_i + a)) ÷ √(V_i + a) = 0 in each peer group

Clients of no peer group are drawn to all clients, with the a of all as one group. a is never under the square of `least_spread`: that few
clients look alike doesn't prove that they are. Then

    Z_i = a ÷ (a + V_i);    drawn in: Z_i X_i + (1 − Z_i) μ, but no further than 3 √V_i

(Efron & Morris 1972, limited translation: what many orders prove isn't talked away because nobody else is like that.)
The interval of 90 % is that of constant_coverage, its μ taken without the client itself; `python -m tests.simulations shrinkage`
measures what it covers. Costs that no sale carries (cancelled orders, returns, work outside any order) move a client's own margin X_i,
not its scatter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.estimates import constant_coverage, robust_spread

HANDFUL = 5  # clients from which on an industry is a peer group of its own
PLANTS_ORDERS = 8.0  # d₀: as so many orders of its own weighs the plant's scatter in a client's
FURTHEST = 3.0  # standard errors that a margin is drawn at most
LEAST_SPREAD = 0.03  # standard deviation of clients' margins that is taken for granted
LEAST_VARIANCE = 1e-12  # of a client's margin, where its orders are all alike
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sizes:
    """Of a client's orders with revenue w: Σ w², Σ w³, and `scatter` Σ w² (X − X_i)²."""

    squares: float
    cubes: float
    scatter: float


@dataclass(frozen=True)
class ClientMargin:
    """What is known of a client's margin. `revenue`: of its costed orders; `scatter`: Σ w (X − X_i)² over those with revenue.

    `own` is None where no margin is known. `orders`: those with revenue and known true profit. Without `sizes` they are taken as equal.
    """

    client_id: str
    industry: str | None
    orders: int
    revenue: float
    own: float | None
    scatter: float = 0.0
    sizes: Sizes | None = None


@dataclass(frozen=True)
class Shrunk:
    """`weight` (0–1): how far the client's own orders speak; None where nothing tells how margins scatter.

    `peers`: the industry, or None for all clients. `low`–`high`: holds the client's margin in 90 % of cases.
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
class Plant:
    """How margins scatter: `scale` s₀² within clients, None where it can't be told. `mean_order`: w̄. `industries`: the peer groups.

    `apart`: a between the clients of an industry (or of all, None), empty where nobody stands beside another. `pulls`: client →
    (weight, weight × margin) in its group's μ; `totals`: group → their sums.
    """

    scale: float | None
    apart: Mapping[str | None, float]
    mean_order: float
    industries: frozenset[str]
    pulls: Mapping[str, tuple[float, float]]
    totals: Mapping[str | None, tuple[float, float]]


def shrink(clients: Sequence[ClientMargin], least_spread: float = LEAST_SPREAD) -> list[Shrunk]:
    """Every client, in the order given; `least_spread`: see above."""
    return judge(clients, plant_of(clients, least_spread))


def plant_of(clients: Sequence[ClientMargin], least_spread: float = LEAST_SPREAD) -> Plant:
    judged = [c for c in clients if _is_judged(c)]
    members: dict[str, int] = defaultdict(int)
    for each in judged:
        if each.industry:
            members[each.industry] += 1
    industries = frozenset(name for name, n in members.items() if n >= HANDFUL)
    revenue, orders = math.fsum(c.revenue for c in judged), sum(c.orders for c in judged)
    mean_order = revenue / orders if orders else 0.0
    if not any(c.orders > 1 for c in judged):  # one order each: no scatter is seen
        return Plant(
            None, {}, mean_order, industries, {}, {None: _by_revenue(judged)} if judged else {}
        )
    known = _Known.of(judged, mean_order)
    scale = (
        robust_spread.scale(known.freedom, known.seen, PLANTS_ORDERS)
        * len(judged)
        / max(len(judged) - 1, 1)
    )
    variance, _ = known.variance(scale)
    everyone = robust_spread.apart(known.own, variance, np.zeros(len(judged), int), least_spread**2)
    if everyone is None:  # it stands alone: nobody to compare it with
        return Plant(scale, {}, mean_order, industries, {}, {None: _by_revenue(judged)})
    apart: dict[str | None, float] = {None: everyone}
    names = sorted(industries)
    grouped = np.array(
        [names.index(c.industry) if c.industry in industries else -1 for c in judged]
    )
    if names:
        in_one = grouped >= 0
        within = robust_spread.apart(
            known.own[in_one], variance[in_one], grouped[in_one], least_spread**2
        )
        assert within is not None  # a group has a handful of clients
        apart |= dict.fromkeys(names, within)
    pulls: dict[str, tuple[float, float]] = {}
    totals: dict[str | None, tuple[float, float]] = {}
    for name in (None, *names):
        chosen = np.array([name is None or c.industry == name for c in judged])
        own = known.own[chosen]
        weights = robust_spread.pull(own, variance[chosen] + apart[name])[1]
        totals[name] = float(weights.sum()), float((weights * own).sum())
        for client, weight, margin in zip(
            (c for c, is_in in zip(judged, chosen, strict=True) if is_in), weights, own, strict=True
        ):
            if name == _group(client, industries):
                pulls[client.client_id] = float(weight), float(weight * margin)
    return Plant(scale, apart, mean_order, industries, pulls, totals)


def judge(clients: Sequence[ClientMargin], plant: Plant) -> list[Shrunk]:
    """Clients of a plant, or what they would be without an order: peers are the group without the client of that id."""
    if plant.scale is None or not plant.apart:
        return [_untold(c, plant) for c in clients]
    found = {n: _untold(c, plant, 0.0) for n, c in enumerate(clients) if not _is_judged(c)}
    told = [n for n in range(len(clients)) if n not in found]
    if told:
        judged = [clients[n] for n in told]
        known = _Known.of(judged, plant.mean_order)
        variance, freedom = known.variance(plant.scale)
        peers = np.array([_peers(c, plant) for c in judged])
        apart, error = (
            np.array([plant.apart[_group(c, plant.industries)] for c in judged]),
            np.sqrt(variance),
        )
        away = peers[:, 0] - known.own
        drawn = np.clip(variance / (apart + variance) * away, -FURTHEST * error, FURTHEST * error)
        margin = known.own + drawn
        weight = np.where(
            away == 0, apart / (apart + variance), 1 - drawn / np.where(away == 0, 1.0, away)
        )
        low, high = constant_coverage.interval(
            known.own, error, freedom, peers[:, 0], apart + peers[:, 1]
        )
        low, high = np.minimum(low, margin), np.maximum(high, margin)
        for place, n in enumerate(told):
            client = clients[n]
            found[n] = Shrunk(
                client.client_id,
                client.orders,
                client.own,
                _group(client, plant.industries),
                *(float(values[place]) for values in (peers[:, 0], margin, weight, low, high)),
            )
    return [found[n] for n in range(len(clients))]


@dataclass(frozen=True)
class _Known:
    """Arrays, an element a client: own margin X, `unit` U, `seen` s², `freedom` d."""

    own: Numbers
    unit: Numbers
    seen: Numbers
    freedom: Numbers

    @classmethod
    def of(cls, clients: Sequence[ClientMargin], mean_order: float) -> _Known:
        sizes = [c.sizes or _equal(c) for c in clients]
        orders, revenue = (
            np.array([c.orders for c in clients], float),
            np.array([c.revenue for c in clients]),
        )
        squares, cubes = np.array([s.squares for s in sizes]), np.array([s.cubes for s in sizes])
        scatter = np.array([s.scatter for s in sizes])
        alike = mean_order * (revenue - squares / revenue)
        expected = 0.5 * (squares - 2 * cubes / revenue + squares**2 / revenue**2) + 0.5 * alike
        several = (orders > 1) & (expected > 1e-12 * revenue**2)
        seen = np.where(several, scatter / np.where(several, expected, 1.0), 0.0)
        freedom = np.where(
            several, (orders - 1) * np.minimum(revenue**2 / squares / orders, 1.0), 0.0
        )
        own = np.array([c.own for c in clients], float)
        return cls(own, 0.5 * (squares + mean_order * revenue) / revenue**2, seen, freedom)

    def variance(self, scale: float) -> tuple[Numbers, Numbers]:
        """V, and the degrees of freedom that it is known to."""
        drawn = (PLANTS_ORDERS * scale + self.freedom * self.seen) / (PLANTS_ORDERS + self.freedom)
        return np.maximum(drawn * self.unit, LEAST_VARIANCE), PLANTS_ORDERS + self.freedom


def _equal(client: ClientMargin) -> Sizes:
    each = client.revenue / client.orders
    return Sizes(client.revenue * each, client.revenue * each**2, client.scatter * each)


def _is_judged(client: ClientMargin) -> bool:
    return client.own is not None and client.orders > 0 and client.revenue > 0


def _group(client: ClientMargin, industries: frozenset[str]) -> str | None:
    return client.industry if client.industry in industries else None


def _peers(client: ClientMargin, plant: Plant) -> tuple[float, float]:
    """The margin of a client's peers without itself, and its variance."""
    weight, product = plant.totals[_group(client, plant.industries)]
    own_weight, own_product = plant.pulls.get(client.client_id, (0.0, 0.0))
    others = weight - own_weight
    return (product - own_product) / others, 1 / others


def _by_revenue(clients: Sequence[ClientMargin]) -> tuple[float, float]:
    return math.fsum(c.revenue for c in clients), math.fsum(
        c.revenue * (c.own or 0.0) for c in clients
    )


def _untold(client: ClientMargin, plant: Plant, weight: float | None = None) -> Shrunk:
    """A client without orders of its own counts as its peers; where nothing tells how margins scatter, nothing is drawn."""
    group = _group(client, plant.industries) if weight is not None else None
    total, product = plant.totals.get(group, (0.0, 0.0))
    peer = product / total if total > 0 else None
    return Shrunk(
        client.client_id,
        client.orders,
        client.own,
        group,
        peer,
        None if weight is None else peer,
        weight,
        None,
        None,
    )
