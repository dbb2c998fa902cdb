"""What the plant can ask of a client by its own norms: a batch that earns, rounds of approval, a lead time that is kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.dictionary.batches import BATCHES
from analysis.journal.portrait import Portrait


@dataclass(frozen=True)
class Terms:
    """Of the plant. `smallest_batches`: kind → pieces. `hours_per_round`: people's, a round of approval. `lead_days`: kind → days kept.

    `rounds_in_price`: rounds of approval that a price holds. `days_to_pay`: the most that the portrait allows. None: not known.
    """

    smallest_batches: Mapping[str, int]
    hours_per_round: float | None
    rounds_in_price: int | None
    days_to_pay: int | None
    lead_days: Mapping[str, int]

    def batch(self, kind: str | None, mean: float | None, worth_asking: float) -> int | None:
        """The batch to ask for where the client's mean one of this kind is smaller by more than `worth_asking`."""
        least = self.smallest_batches.get(kind or "")
        return (
            least
            if least is not None and mean is not None and mean * (1 + worth_asking) <= least
            else None
        )


def smallest_batches(batch_profit: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """kind → pieces in a line from which on this kind of order earns in every batch class, where smaller classes lose.

    A kind that never loses, or loses in its largest class too, has none. Classes as analysis.dictionary.batches.
    """
    tops = [top for top in BATCHES.values() if top is not None]
    by_kind: dict[str, list[tuple[int, Any]]] = {}
    for row in sorted(batch_profit, key=lambda row: row["batch_class"]):
        by_kind.setdefault(row["kind"], []).append((row["batch_class"], row["true_profit"]))
    found = {}
    for kind, classes in by_kind.items():
        losing = [n for n, (_, profit) in enumerate(classes) if profit < 0]
        if losing and losing[-1] + 1 < len(classes):
            found[kind] = int(tops[classes[losing[-1] + 1][0] - 1]) + 1
    return found


def rounds_in_price(drawn: Portrait, serial_rounds: float | None) -> int | None:
    """Rounds of approval that a price holds: what the portrait allows, else what a serial order takes, one at least.

    None where neither is known. A client's own habit is no term.
    """
    allowed = most_of(drawn, "approval_rounds")
    if allowed is not None:
        return allowed
    return None if serial_rounds is None else max(1, math.ceil(serial_rounds))


def most_of(drawn: Portrait, field: str) -> int | None:
    """The most of a field that the portrait's criteria allow, whole."""
    limits = [c.max for c in drawn.criterion if c.field == field and c.max is not None]
    return math.floor(min(limits)) if limits else None
