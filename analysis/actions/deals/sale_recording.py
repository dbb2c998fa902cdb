"""Recording a step of a sale or a person met, and taking the last entry back; a store follows."""

from __future__ import annotations

from pathlib import Path

from analysis.actions import deciding
from analysis.journal import sale_entries
from analysis.journal.sale_entries import UNSEEN, Record
from analysis.progress import Progress, silent


def record(
    root: Path, made: Record, who: str, *, seen: int | None = UNSEEN, progress: Progress = silent
) -> int:
    """See sale_entries.record."""

    def entry(who: str, why: str) -> int:
        return sale_entries.record(root, made, who, seen=seen)

    return deciding.decide(root, entry, who, "", progress)[0]


def undo(root: Path, entry: int, who: str, why: str = "", progress: Progress = silent) -> None:
    """See sale_entries.undo."""
    deciding.decide(
        root, lambda by, for_: sale_entries.undo(root, entry, by, for_), who, why, progress
    )
