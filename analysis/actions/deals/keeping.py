"""Keeping deals: a version saved, a decision about it, the order that came of it, and the last of these taken back; a store follows."""

from __future__ import annotations

from pathlib import Path

from analysis.actions import deciding
from analysis.journal import deal_steps, saved_deals
from analysis.journal.deal_steps import UNSEEN, KeptAs
from analysis.journal.saved_deals import Content
from analysis.progress import Progress, silent


def save(
    root: Path,
    asked: Content,
    advice: Content,
    build: str,
    who: str,
    why: str = "",
    *,
    deal_id: str | None = None,
    seen: int | None = UNSEEN,
    progress: Progress = silent,
) -> KeptAs:
    """See deal_steps.save."""

    def entry(who: str, why: str) -> KeptAs:
        return deal_steps.save(root, asked, advice, build, who, why, deal_id=deal_id, seen=seen)

    return deciding.decide(root, entry, who, why, progress)[0]


def decide(
    root: Path,
    deal_id: str,
    version: int,
    decision: str,
    who: str,
    why: str = "",
    seen: int | None = UNSEEN,
    progress: Progress = silent,
) -> None:
    """See deal_steps.decide. A decision other than the advice needs a reason."""
    advised = saved_deals.one(root, deal_id).of(version).advice["decision"]

    def entry(who: str, why: str) -> None:
        deal_steps.decide(root, deal_id, version, decision, who, why, seen)

    deciding.decide(root, entry, who, why, progress, needs_why=decision != advised)


def link(
    root: Path,
    deal_id: str,
    order_id: str | None,
    who: str,
    why: str = "",
    seen: int | None = UNSEEN,
    progress: Progress = silent,
) -> None:
    """See deal_steps.link."""

    def entry(who: str, why: str) -> None:
        deal_steps.link(root, deal_id, order_id, who, why, seen)

    deciding.decide(root, entry, who, why, progress)


def undo(root: Path, step: int, who: str, why: str = "", progress: Progress = silent) -> None:
    """See deal_steps.undo."""
    deciding.decide(
        root, lambda by, for_: deal_steps.undo(root, step, by, for_), who, why, progress
    )
