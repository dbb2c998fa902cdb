"""The one door for what people decide and a store must follow: who and why, the importer's lock, the entry, the build.

What no store is made of (ledger totals, decisions about clients, scenarios) is written by the journal alone, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from analysis.actions import importing
from analysis.delivery import importing_lock
from analysis.errors import DealfitError
from analysis.journal import shared_state
from analysis.progress import Progress, silent

WAIT_SECONDS = 20  # for an import to end, before the page says that one is running
T = TypeVar("T")


def decide(
    root: Path,
    entry: Callable[[str, str], T],
    who: str,
    why: str,
    progress: Progress = silent,
    *,
    needs_why: bool = False,
    take_back: Callable[[T], None] = lambda written: None,
) -> tuple[T, str]:
    """What `entry(who, why)` wrote into the journal, and the build made of it.

    DealfitError, and nothing written, without a name, without a reason where one is needed, or while an import runs. Where no store can
    be built of what was written, `take_back` unmakes it.
    """
    who = shared_state.signed(who)
    if needs_why and not why.strip():
        raise DealfitError("why_is_missing")
    with importing_lock.importer_lock(root, WAIT_SECONDS):
        written = entry(who, why.strip())
        try:
            return written, importing.ensure_built(root, progress)
        except DealfitError:
            take_back(written)
            raise
