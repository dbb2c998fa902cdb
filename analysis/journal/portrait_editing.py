"""Changing the portrait from the screen: the file stays a text that a person reads, comments included.

As with the settings, a change is judged by `portrait.read`, written with its history, and built at once.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from analysis import toml
from analysis.errors import BadSettings
from analysis.journal import portrait, shared_state
from analysis.journal.portrait import Criterion, Portrait, Thresholds
from analysis.journal.settings import settings_editing, settings_history
from analysis.journal.shared_state import Change


@dataclass(frozen=True)
class Version:
    """A portrait that once was in force: from the change that brought it."""

    change: Change
    portrait: Portrait


def current(root: Path) -> Portrait:
    return portrait.load(settings_history.path(root, portrait.FILE))


def text(root: Path) -> str:
    return settings_history.text(root, portrait.FILE) or ""


def parsed(written: str) -> Portrait:
    return portrait.read(toml.of_file(written, portrait.FILE))


def checked(wanted: Portrait) -> Portrait:
    """The portrait as its file would be read. BadSettings where it couldn't."""
    limits = {f.name: getattr(wanted.verdict, f.name) for f in fields(Thresholds)}
    return portrait.read({"criterion": [raw(c) for c in wanted.criterion], "verdict": limits})


def last_change(root: Path) -> Change | None:
    """Who wrote the portrait in force, and when; None where nobody on record did."""
    return settings_history.last_change(root, portrait.FILE)


def versions(root: Path) -> list[Version]:
    """Portraits that were in force before today's, the newest first; texts that are no portrait are left out."""
    found: list[Version] = []
    now = text(root)
    for change in shared_state.history(root, settings_history.WHAT):
        if change.key != portrait.FILE or change.after is None or change.after == now:
            continue
        try:
            found.append(Version(change, parsed(change.after)))
        except BadSettings:
            continue
    return found


# --- the text ----------------------------------------------------------------------------------------------------------


def changed(written: str, wanted: Portrait) -> str:
    """The text with `wanted` in it: criteria that stay keep their text and comments, others are written anew.

    A criterion is known again by its name.
    """
    now, document = parsed(written), tomlkit.parse(written)
    if now.criterion != wanted.criterion:
        tables: list[Any] = list(document["criterion"]) if now.criterion else []
        old = {c.name: (c, t) for c, t in zip(now.criterion, tables, strict=True)}
        made = []
        for criterion in wanted.criterion:
            before, table = old.get(criterion.name, (None, tomlkit.table()))
            made.append(_put(before, table, criterion))
        if [c.name for c in now.criterion] == [c.name for c in wanted.criterion]:
            pass  # each was changed in its place
        elif not made:
            document.pop("criterion", None)
        elif tables:
            document["criterion"] = AoT(made)
        else:
            limits = document.pop("verdict", None)  # criteria come first, as people write them
            document["criterion"] = AoT(made)
            if limits is not None:
                document["verdict"] = limits
    if now.verdict != wanted.verdict:
        if "verdict" not in document:
            document["verdict"] = tomlkit.table()
        section: Any = document["verdict"]
        for field in fields(Thresholds):
            if (value := getattr(wanted.verdict, field.name)) != getattr(now.verdict, field.name):
                section[field.name] = settings_editing.plain(value)
    found = tomlkit.dumps(document)
    parsed(found)  # an impossible value is refused here, with the same sentence as a file's
    return found


def raw(criterion: Criterion) -> dict[str, Any]:
    """A criterion as portrait.toml holds it; what is usual is left out."""
    values: dict[str, Any] = {"name": criterion.name, "field": criterion.field}
    for key in ("accept", "reject"):
        if listed := getattr(criterion, key):
            values[key] = list(listed)
    for key in ("min", "max"):
        if (limit := getattr(criterion, key)) is not None:
            values[key] = settings_editing.plain(limit)
    if criterion.yes is not None:
        values["is"] = criterion.yes
    values["weight"] = settings_editing.plain(criterion.weight)
    if criterion.knockout:
        values["knockout"] = True
    values["known"] = criterion.known
    if criterion.drawn is not None:
        values["drawn"] = criterion.drawn
    return values


def _put(before: Criterion | None, table: Table, after: Criterion) -> Table:
    if before == after:
        return table
    values = raw(after)
    was = raw(before) if before else {}
    for key in [k for k in table if k not in values]:
        del table[key]
    for key, value in values.items():
        if was.get(key) != value:
            table[key] = value
    return table
