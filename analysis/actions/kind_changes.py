"""Kinds of orders corrected by a person; a store follows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.actions.deciding import decide
from analysis.journal import kind_corrections
from analysis.journal.shared_state import Change
from analysis.progress import Progress, silent


def correct(
    root: Path,
    kinds: Mapping[str, str | None],
    who: str,
    why: str,
    progress: Progress = silent,
    seen: Mapping[str, str] | None = None,
) -> str:
    """Gives orders their kind (None: as the export or the evidence says) and publishes a store; the build's name.

    seen: see kind_corrections.correct.

    DealfitError, and nothing written, without a name or a reason, or while an import runs.
    """

    def entry(who: str, why: str) -> None:
        kind_corrections.correct(root, kinds, who, why, seen)

    return decide(root, entry, who, why, progress, needs_why=True)[1]


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = silent) -> str:
    """Brings back the kind from before an entry of the history, as an entry of its own."""
    return decide(
        root,
        lambda by, for_: kind_corrections.correct(root, {change.key: change.before}, by, for_),
        who,
        why,
        progress,
    )[1]
