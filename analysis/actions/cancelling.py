"""Counting orders as cancelled that the exports no longer have, and taking that back; a store follows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from analysis.actions import importing
from analysis.delivery import manifest
from analysis.errors import DealfitError
from analysis.journal import cancelled_orders
from analysis.journal.state import Change

WAIT_SECONDS = 20  # for an import to end
Progress = Callable[[float], None]


def count_as_cancelled(
    root: Path, orders: Collection[str], who: str, why: str, progress: Progress = lambda part: None
) -> str:
    """They bring no revenue and keep their hours until a newer delivery brings them again; the build's name.

    DealfitError, and nothing written, without orders, a name or a reason, or while an import runs.
    """
    if not orders:
        raise DealfitError("no_orders_chosen")
    if not who.strip():
        raise DealfitError("who_is_missing")
    if not why.strip():
        raise DealfitError("why_is_missing")
    with importing.importer_lock(root, WAIT_SECONDS):
        newest = max((d.delivery_no for d in manifest.read_all(root / "imports")), default=0)
        cancelled_orders.decide(root, dict.fromkeys(orders, newest), who.strip(), why.strip())
        return importing.ensure_built(root, progress)


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = lambda part: None) -> str:
    """Brings back what an entry of the history found, as an entry of its own."""
    with importing.importer_lock(root, WAIT_SECONDS):
        cancelled_orders.decide(root, cancelled_orders.before(change), who, why)
        return importing.ensure_built(root, progress)
