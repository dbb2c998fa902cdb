"""The whole history of a workspace's decisions, each entry in its parts, and its undoing."""

from __future__ import annotations

from pathlib import Path

from analysis.actions.decision_kinds import KINDS
from analysis.journal import shared_state
from analysis.journal.settings import settings_editing, settings_history
from analysis.journal.settings.settings_editing import SettingDifference
from analysis.journal.shared_state import Change as Change
from analysis.progress import Progress, silent

Part = SettingDifference


def read(root: Path, limit: int = 200) -> list[tuple[Change, list[Part]]]:
    """The newest first; a change of settings in its keys, any other in one part."""
    return [(change, _parts(change)) for change in shared_state.history(root, limit=limit)]


def _parts(change: Change) -> list[Part]:
    if change.what != settings_history.WHAT:
        return [Part(change.key, change.before, change.after)]
    return settings_editing.differences(change.before, change.after) or [Part("", None, None)]


def can_undo(change: Change) -> bool:
    kind = KINDS.get(change.what)
    return kind is not None and kind.can_undo(change)


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = silent) -> None:
    """Brings back what was there before the change, as a change of its own, and publishes a store where that needs one."""
    KINDS[change.what].undo(root, change, shared_state.signed(who), why, progress)


def is_edited_outside(root: Path) -> bool:
    """True where settings.toml is another than the history's last: by hand, or by a save that was cut off."""
    changes = [
        c
        for c in shared_state.history(root, settings_history.WHAT)
        if c.key == settings_editing.FILE
    ]
    return bool(changes) and changes[0].after != settings_history.text(root)
