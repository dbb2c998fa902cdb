"""The whale curve: clients by profit, the largest first, and what they add up to on the way (Kaplan & Narayanan 2001).

It climbs over those who earn, peaks above the final profit, and falls over those who eat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import pandas as pd

from analysis.dictionary.metrics import NEAR_ZERO

MARGIN_OF = {
    "true_profit": "true_margin",
    "book_profit": "book_margin",
    "gross_margin": "gross_margin_share",
}
BASES = tuple(MARGIN_OF)  # the best that is known is drawn


@dataclass(frozen=True)
class Whale:
    """Profits in falling order and their running sum, in money; shares of the total only where it can be divided by."""

    basis: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    profits: tuple[float, ...]
    running: tuple[float, ...]
    unknown: int  # clients left out: their profit is not known

    @property
    def total(self) -> float:
        return self.running[-1] if self.running else 0.0

    @property
    def peak(self) -> float:
        return max(self.running, default=0.0)

    @property
    def peak_at(self) -> int:
        """How many clients stand up to the peak."""
        return self.running.index(self.peak) + 1 if self.running else 0

    @property
    def losses(self) -> float:
        return sum(p for p in self.profits if p < 0)

    @property
    def earned(self) -> float:
        return sum(p for p in self.profits if p > 0)

    @property
    def eaters(self) -> int:
        return sum(p < 0 for p in self.profits)

    @property
    def has_shares(self) -> bool:
        return self.total > NEAR_ZERO * sum(abs(p) for p in self.profits)

    @property
    def peak_share(self) -> float | None:
        return self.peak / self.total if self.has_shares else None

    @property
    def shares(self) -> tuple[float, ...] | None:
        """Running sums as shares of the total; None where the total is near zero or under it."""
        return tuple(r / self.total for r in self.running) if self.has_shares else None

    def top_share(self, clients: int) -> float | None:
        return (
            self.running[clients - 1] / self.total
            if self.has_shares and 0 < clients <= len(self.running)
            else None
        )


def curve(
    profits: Sequence[float],
    names: Sequence[str] = (),
    ids: Sequence[str] = (),
    basis: str = BASES[0],
) -> Whale:
    """The curve of given profits; NaN is unknown and left out."""
    labels = list(names) or [str(i + 1) for i in range(len(profits))]
    known = [(p, n, i) for p, n, i in zip(profits, labels, ids or labels, strict=True) if p == p]
    known.sort(key=lambda row: (-row[0], row[2]))
    return Whale(
        basis,
        tuple(i for _, _, i in known),
        tuple(n for _, n, _ in known),
        tuple(float(p) for p, _, _ in known),
        tuple(accumulate(float(p) for p, _, _ in known)),
        len(labels) - len(known),
    )


def best_known(rows: pd.DataFrame) -> str | None:
    """The most telling profit that is known for anything sold: orders without revenue have margins of nothing."""
    return next(
        (profit for profit, margin in MARGIN_OF.items() if rows[margin].notna().any()), None
    )


def of_clients(clients: pd.DataFrame) -> Whale | None:
    """The curve of a frame shaped as client_profit, on the best basis that is known; None where nothing is."""
    basis = best_known(clients)
    if basis is None:
        return None
    names = clients["client_name"].fillna(clients["client_id"])
    return curve(
        clients[basis].astype(float).tolist(), names.tolist(), clients["client_id"].tolist(), basis
    )
