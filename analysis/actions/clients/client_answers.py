"""Answers to whether two clients are one: kept all together or not at all, and a store follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.actions import deciding
from analysis.journal import same_clients
from analysis.journal.same_clients import MatchDecision, NamedClient
from analysis.journal.shared_state import Change
from analysis.progress import Progress, silent


@dataclass(frozen=True)
class Answer:
    """To the question of two clients: `kept`, one of them, is the one whose name and id stay; None: they are different."""

    first: NamedClient
    second: NamedClient
    kept: NamedClient | None

    @property
    def other(self) -> NamedClient:
        return self.second if self.kept == self.first else self.first


def decide(
    root: Path,
    answers: Sequence[Answer],
    who: str,
    why: str,
    progress: Progress = silent,
    seen: Iterable[MatchDecision] | None = None,
) -> str:
    """Keeps the answers, all of them or none, and publishes a store; the build's name.

    seen: what was decided when the questions were asked (same_clients.in_force). DealfitError, and nothing written, where somebody
    answered about one of these clients since.
    """

    def entry(con: sqlite3.Connection, who: str, why: str) -> None:
        now = same_clients.in_force(root)
        for answer in answers if seen is not None else ():
            if trouble := same_clients.answered_meanwhile(
                answer.first, answer.second, now, seen or ()
            ):
                raise trouble
        for answer in answers:
            if answer.kept is None:
                same_clients.call_different(con, answer.first, answer.second, who, why)
            else:
                same_clients.call_one(con, answer.other, answer.kept, who, why)

    return _decided(root, entry, who, why, progress)


def take_apart(root: Path, client_id: str, who: str, why: str, progress: Progress = silent) -> str:
    """The client counts under its own name again."""
    return _decided(
        root,
        lambda con, by, for_: same_clients.take_apart(con, client_id, by, for_),
        who,
        why,
        progress,
    )


def ask_again(
    root: Path,
    first_id: str,
    second_id: str,
    who: str,
    why: str,
    progress: Progress = silent,
) -> str:
    """The two are no longer called different: they are asked about again."""
    return _decided(
        root,
        lambda con, by, for_: same_clients.ask_again(con, first_id, second_id, by, for_),
        who,
        why,
        progress,
    )


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = silent) -> str:
    """Brings back what was there before an entry of the history."""
    return _decided(
        root, lambda con, by, for_: same_clients.undo(con, change, by, for_), who, why, progress
    )


def _decided(
    root: Path,
    entry: Callable[[sqlite3.Connection, str, str], None],
    who: str,
    why: str,
    progress: Progress,
) -> str:
    """`entry` in one transaction of the journal; a name and a reason are needed."""

    def in_one(who: str, why: str) -> None:
        same_clients.write(root, lambda con: entry(con, who, why))

    return deciding.decide(root, in_one, who, why, progress, needs_why=True)[1]
