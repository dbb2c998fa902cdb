"""Counting orders as cancelled that the exports no longer have, and taking that back; a store follows."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from analysis.actions.deciding import decide
from analysis.delivery import manifest
from analysis.errors import DealfitError
from analysis.journal import cancelled_orders, shared_state
from analysis.journal.shared_state import Change
from analysis.progress import Progress, silent


def count_as_cancelled(
    root: Path, orders: Collection[str], who: str, why: str, progress: Progress = silent
) -> str:
    """They bring no revenue and keep their hours until a newer delivery brings them again; the build's name.

    DealfitError, and nothing written, without orders, a name or a reason, or while an import runs.
    """
    if not orders:
        raise DealfitError("no_orders_chosen")

    def entry(who: str, why: str) -> None:
        newest = max((d.delivery_no for d in manifest.read_all(root / "imports")), default=0)
        cancelled_orders.decide(root, dict.fromkeys(orders, newest), who, why)

    return decide(root, entry, who, why, progress, needs_why=True)[1]


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = silent) -> str:
    """Brings back what an entry of the history found, as an entry of its own."""
    who = shared_state.signed(who)
    before = cancelled_orders.before(change)
    return decide(
        root, lambda by, for_: cancelled_orders.decide(root, before, by, for_), who, why, progress
    )[1]
