"""Throughput accounting (Goldratt): what the scarcest resource earns, and the product mix that follows. P and Q is its oracle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """`throughput`: price − material of a piece. `takes`: resource → its time for a piece. `demand`: pieces in the period."""

    name: str
    throughput: float
    takes: Mapping[str, float]
    demand: float


def loads(products: Sequence[Product]) -> dict[str, float]:
    """Resource → time that the whole demand takes."""
    found: dict[str, float] = {}
    for product in products:
        for resource, time in product.takes.items():
            found[resource] = found.get(resource, 0.0) + time * product.demand
    return found


def bottleneck(products: Sequence[Product], capacity: Mapping[str, float]) -> str | None:
    """The resource loaded furthest beyond its capacity; None where the whole demand can be met."""
    over = {r: time / capacity[r] for r, time in loads(products).items() if time > capacity[r]}
    return max(over, key=lambda r: over[r]) if over else None


def in_order(products: Sequence[Product], capacity: Mapping[str, float]) -> dict[str, float]:
    """Pieces of each product where demand is met in this order as long as every resource lasts."""
    left = dict(capacity)
    made = {}
    for product in products:
        most = min(
            (left[r] / time for r, time in product.takes.items() if time > 0),
            default=product.demand,
        )
        made[product.name] = min(product.demand, most)
        for resource, time in product.takes.items():
            left[resource] -= time * made[product.name]
    return made


def best_mix(products: Sequence[Product], capacity: Mapping[str, float]) -> dict[str, float]:
    """Pieces of each product, the largest throughput per minute of the bottleneck first."""
    scarce = bottleneck(products, capacity)
    return in_order(sorted(products, key=lambda p: -per_time(p, scarce)), capacity)


def per_time(product: Product, resource: str | None) -> float:
    """Throughput per unit of the resource's time; a product that takes none of it goes before all others."""
    time = product.takes.get(resource, 0.0) if resource else 0.0
    return product.throughput / time if time > 0 else float("inf")


def profit(products: Sequence[Product], made: Mapping[str, float], fixed: float) -> float:
    """Throughput of what is made less the period's operating expense."""
    return sum(p.throughput * made[p.name] for p in products) - fixed
