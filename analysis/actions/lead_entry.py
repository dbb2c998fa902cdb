"""Leads typed in, and taken back; a store follows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.actions.deciding import decide
from analysis.journal import typed_leads
from analysis.progress import Progress, silent


def enter(root: Path, values: Mapping[str, str], who: str, progress: Progress = silent) -> str:
    """The code of the lead; see typed_leads.record."""

    def entry(who: str, why: str) -> int:
        return typed_leads.record(root, values, who)

    def take_back(number: int) -> None:
        typed_leads.undo(root, number, who)

    number, _ = decide(root, entry, who, "", progress, take_back=take_back)
    return typed_leads.CODE.format(number)


def undo(root: Path, number: int, who: str, why: str = "", progress: Progress = silent) -> None:
    """See typed_leads.undo."""

    def entry(who: str, why: str) -> None:
        typed_leads.undo(root, number, who, why)

    decide(root, entry, who, why, progress)
