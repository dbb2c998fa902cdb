"""Why a client makes less than others: what costs it more of its revenue than it costs the other clients, in money, the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PRICE, TIME, RESOURCES, CREDIT, LATE = "price", "time", "resources", "credit", "late"
CUSTOM = "custom"  # a low price of a client whose work is mostly custom


@dataclass(frozen=True)
class Burden:
    """Money of costed orders, and of what was used outside them. `direct_cost`: revenue − gross margin; `penalty`: for lateness."""

    revenue: float = 0.0
    direct_cost: float = 0.0
    time_cost: float = 0.0
    other_resources: float = 0.0
    credit_cost: float = 0.0
    penalty: float = 0.0

    def parts(self) -> Mapping[str, float]:
        return {
            PRICE: self.direct_cost,
            TIME: self.time_cost,
            RESOURCES: self.other_resources,
            CREDIT: self.credit_cost,
            LATE: self.penalty,
        }

    def __sub__(self, other: Burden) -> Burden:
        return Burden(
            *(mine - theirs for mine, theirs in zip(_values(self), _values(other), strict=True))
        )

    def share(self, cause: str) -> float | None:
        """Of revenue."""
        return self.parts()[cause] / self.revenue if self.revenue > 0 else None

    @property
    def resource_share(self) -> float | None:
        """Of revenue: all resources used, people's time too."""
        return (self.time_cost + self.other_resources) / self.revenue if self.revenue > 0 else None


def _values(burden: Burden) -> tuple[float, ...]:
    return (burden.revenue, *burden.parts().values())


def total(burdens: Sequence[Burden]) -> Burden:
    return (
        Burden(*(sum(values) for values in zip(*map(_values, burdens), strict=True)))
        if burdens
        else Burden()
    )


def excess(client: Burden, others: Burden) -> Mapping[str, float]:
    """cause → money: what the client costs beyond what the others' share of revenue would be of its own.

    They add up to what its true profit lacks against the others' margin. Without others the whole cost counts.
    """
    usual = {cause: others.share(cause) or 0.0 for cause in client.parts()}
    return {cause: cost - usual[cause] * client.revenue for cause, cost in client.parts().items()}


def largest(client: Burden, others: Burden) -> str:
    """The cause that costs most; the price where none stands out."""
    found = excess(client, others)
    cause = max(found, key=lambda name: found[name])
    return cause if found[cause] > 1e-9 * client.revenue else PRICE
