"""Clients put into a group (a holding) or taken out of it, and groups judged as one: kept all together, and a store follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from analysis.actions import deciding
from analysis.journal import client_groups
from analysis.journal.client_groups import Membership
from analysis.journal.same_clients import NamedClient
from analysis.journal.shared_state import Change
from analysis.progress import Progress, silent


def choose(
    root: Path,
    clients: Collection[NamedClient],
    group_name: str | None,
    who: str,
    why: str,
    progress: Progress = silent,
    seen: Iterable[Membership] | None = None,
) -> str:
    """The clients belong to the group (client_groups.NO_GROUP: to none; None: as the client list says); the build's name.

    seen: what was in force when the form was drawn (client_groups.read). DealfitError, and nothing written, without a name or a reason,
    or where somebody said another thing of one of these clients since.
    """

    def entry(who: str, why: str) -> None:
        client_groups.write(
            root, lambda con: client_groups.choose(con, clients, group_name, who, why, seen)
        )

    return deciding.decide(root, entry, who, why, progress, needs_why=True)[1]


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = silent) -> str:
    """Brings back what was said of a client before an entry of the history."""

    def entry(who: str, why: str) -> None:
        client_groups.write(root, lambda con: client_groups.undo(con, change, who, why))

    return deciding.decide(root, entry, who, why, progress, needs_why=True)[1]
