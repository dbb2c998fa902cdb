"""Changing the settings and the portrait: a text that was found good is put in force, and a store follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.actions.deciding import decide
from analysis.journal import portrait, portrait_editing, shared_state
from analysis.journal.portrait import Portrait
from analysis.journal.settings import Settings, settings_editing, settings_history
from analysis.progress import Progress, silent

FILE = settings_editing.FILE


def save(
    root: Path, wanted: Settings, who: str, why: str, progress: Progress = silent
) -> int | None:
    """Makes `wanted` the settings in force and publishes a store; the history's entry, None where nothing changed.

    BadSettings, and nothing written, where another text stands there than the one that `wanted` was drawn from (see editing.current, over).
    """
    base = wanted.drawn_from if wanted.drawn_from is not None else settings_history.text(root) or ""
    return _put_in_force(
        root, FILE, settings_editing.changed(base, wanted), who, why, progress, base
    )


def write(root: Path, text: str, who: str, why: str, progress: Progress = silent) -> int | None:
    """Puts a whole new settings.toml in force. BadSettings, and nothing written, where it can't be."""
    settings_editing.parsed(text)
    return _put_in_force(root, FILE, text, who, why, progress)


def undo(root: Path, entry: int, who: str, why: str, progress: Progress = silent) -> int | None:
    """Brings back what an entry changed, as a change of its own: nothing is ever struck out, and what came after it stays."""
    who = shared_state.signed(who)
    before, after = settings_editing.texts_of(root, entry)
    there = settings_history.text(root) or ""
    former = settings_editing.parsed(before)
    if there == after:
        return _put_in_force(root, FILE, before, who, why, progress, there)
    return save(
        root, settings_editing.over(there, replace(former, drawn_from=after)), who, why, progress
    )


def save_portrait(
    root: Path,
    wanted: Portrait,
    who: str,
    why: str,
    progress: Progress = silent,
    base: str | None = None,
) -> int | None:
    """Makes `wanted` the portrait in force and publishes a store; the history's entry, None where nothing changed.

    base: the text of the file that the edit was begun on. BadSettings, and nothing written, where another stands there.
    """
    text = portrait_editing.changed(portrait_editing.text(root) if base is None else base, wanted)
    return write_portrait(root, text, who, why, progress, base)


def write_portrait(
    root: Path,
    written: str,
    who: str,
    why: str,
    progress: Progress = silent,
    base: str | None = None,
) -> int | None:
    """Puts a whole new portrait.toml in force. BadSettings, and nothing written, where it can't be."""
    portrait_editing.parsed(written)
    return _put_in_force(root, portrait.FILE, written, who, why, progress, base)


def undo_portrait(
    root: Path, entry: int, who: str, why: str, progress: Progress = silent
) -> int | None:
    """Brings back the portrait from before an entry, as a change of its own."""
    who = shared_state.signed(who)
    before = settings_editing.text_before(root, entry, portrait.FILE)
    return write_portrait(root, before, who, why, progress)


def _put_in_force(
    root: Path,
    name: str,
    text: str,
    who: str,
    why: str,
    progress: Progress,
    base: str | None = None,
) -> int | None:
    """Writes a settings file that was found good, and builds; what can't be built is taken back whole.

    base: the text that the change was begun on; where another stands there now, nobody's work is overwritten.
    """

    def entry(who: str, why: str) -> int | None:
        if base is not None and (settings_history.text(root, name) or "") != base:
            raise settings_history.changed_meanwhile(root, name)
        return settings_history.write(root, name, text, who, why)

    def take_back(written: int | None) -> None:
        if written is not None:
            settings_history.take_back(root, name, written)

    return decide(root, entry, who, why, progress, take_back=take_back)[0]
