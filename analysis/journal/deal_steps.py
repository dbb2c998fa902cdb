"""The steps of a saved deal, written: a version saved, something decided about it, its order named; and the last step taken back."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DealfitError
from analysis.journal import saved_deals, shared_state
from analysis.journal.saved_deals import DEAL_DECISIONS, DECIDED, ORDERED, SAVED, Content, SavedDeal
from analysis.journal.shared_state import Change

WHAT = "deal"  # in the history of changes
ANSWERED = ("decision", "price", "cost", "floor_price", "target_price")  # what makes it another
LONGEST_WHY = 1000
UNSEEN = -1  # nobody says what stood there when it was asked


@dataclass(frozen=True)
class KeptAs:
    """`is_new` False: nothing was written, the version was there already."""

    deal_id: str
    version: int
    is_new: bool


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
) -> KeptAs:
    """A version of a deal, by default the first of a new one. The same question with the same answer is no new version.

    seen: the deal's last step that was shown. DealfitError, and nothing written, where it is another by now, or the deal is closed.
    """
    content = {"asked": asked, "advice": advice, "build": build}
    with shared_state.opened(root) as con:
        version = 1
        if deal_id is None:
            deal_id = _next_deal(con)
        else:
            last = _open(con, deal_id, seen).versions[-1]
            if _question(last.asked) == _question(asked) and _answer(last.advice) == _answer(
                advice
            ):
                return KeptAs(deal_id, last.version, is_new=False)
            version += max(each.version for each in saved_deals.written(con, deal_id))
        _add(con, deal_id, version, SAVED, content, who, why)
        return KeptAs(deal_id, version, is_new=True)


def decide(
    root: Path,
    deal_id: str,
    version: int,
    decision: str,
    who: str,
    why: str = "",
    seen: int | None = UNSEEN,
) -> int:
    """What a person decided about a version; the step's number. To accept one closes the others, to refuse closes all.

    DealfitError, and nothing written, where the deal is closed, or somebody changed it since `seen`.
    """
    if decision not in DEAL_DECISIONS:
        raise ValueError(decision)
    with shared_state.opened(root) as con:
        found = _open(con, deal_id, seen).of(version)
        if found.decision != decision:
            _add(con, deal_id, version, DECIDED, {"decision": decision}, who, why)
        return _newest(con, deal_id)


def link(
    root: Path,
    deal_id: str,
    order_id: str | None,
    who: str,
    why: str = "",
    seen: int | None = UNSEEN,
) -> int:
    """The order that came of the accepted version, None: none of those known; the step's number.

    DealfitError, and nothing written, where no version is accepted, or the order belongs to another deal.
    """
    order_id = (order_id or "").strip() or None
    with shared_state.opened(root) as con:
        deals = saved_deals.of_steps(saved_deals.written(con))
        deal = saved_deals.existing(deals, deal_id)
        _refuse_unseen(con, deal, seen)
        if deal.accepted is None:
            raise DealfitError("deal_not_accepted", deal=deal_id)
        for other in deals:
            if order_id and other.order_id == order_id and other.deal_id != deal_id:
                raise DealfitError("order_of_another_deal", order=order_id, deal=other.deal_id)
        if deal.order_id != order_id:
            version = deal.accepted.version
            _add(con, deal_id, version, ORDERED, {"order_id": order_id}, who, why)
        return _newest(con, deal_id)


def undo(root: Path, step: int, who: str, why: str = "") -> None:
    """Takes the last step of a deal back; it stays in the history, marked. DealfitError where it is not the last."""
    who, why = shared_state.signed(who), why.strip()[:LONGEST_WHY]
    with shared_state.opened(root) as con:
        found = next((e for e in saved_deals.written(con) if e.id == step), None)
        if found is None or found.undone_by is not None:
            raise DealfitError("deal_step_undone")
        last = _newest(con, found.deal_id)
        if last != step:
            raise DealfitError("deal_step_not_last", deal=found.deal_id, **_by(con, last))
        before = _text(con, found.deal_id)
        con.execute(
            "update deal_steps set undone_by = ?, undone_at = ? where id = ?",
            (who, shared_state.now(), step),
        )
        shared_state.note(con, WHAT, found.deal_id, before, _text(con, found.deal_id), who, why)


def step_of(change: Change) -> int | None:
    """The step that a change of the history brought; None where it took one back."""
    before, after = (
        0 if text is None else int(json.loads(text)["id"]) for text in (change.before, change.after)
    )
    return after if after > before else None


def _open(con: sqlite3.Connection, deal_id: str, seen: int | None) -> SavedDeal:
    deal = saved_deals.existing(saved_deals.of_steps(saved_deals.written(con, deal_id)), deal_id)
    _refuse_unseen(con, deal, seen)
    if (closing := deal.closing) is not None:
        raise DealfitError(
            "deal_is_closed",
            deal=deal_id,
            version=closing.version,
            **_by(con, closing.id),
        )
    return deal


def _refuse_unseen(con: sqlite3.Connection, deal: SavedDeal, seen: int | None) -> None:
    if seen not in (UNSEEN, deal.newest):
        raise DealfitError("deal_changed_meanwhile", deal=deal.deal_id, **_by(con, deal.newest))


def _by(con: sqlite3.Connection, step: int) -> dict[str, str]:
    """Who made a step, and when."""
    who, at = con.execute("select who, at from deal_steps where id = ?", (step,)).fetchone()
    return {"who": who, "at": f"{dt.datetime.fromisoformat(at):%d.%m.%Y %H:%M}"}


def _next_deal(con: sqlite3.Connection) -> str:
    [(last,)] = con.execute("select max(cast(deal_id as integer)) from deal_steps")
    return str((last or 0) + 1)


def _newest(con: sqlite3.Connection, deal_id: str) -> int:
    [(found,)] = con.execute(
        "select coalesce(max(id), 0) from deal_steps where deal_id = ? and undone_by is null",
        (deal_id,),
    )
    return int(found)


def _add(
    con: sqlite3.Connection,
    deal_id: str,
    version: int,
    what: str,
    content: Content,
    who: str,
    why: str,
) -> None:
    who, why = shared_state.signed(who), why.strip()[:LONGEST_WHY]
    before = _text(con, deal_id)
    text = json.dumps(content, ensure_ascii=False)
    con.execute(
        "insert into deal_steps (deal_id, version, what, content, who, at, why) values (?, ?, ?, ?, ?, ?, ?)",
        (deal_id, version, what, text, who, shared_state.now(), why),
    )
    shared_state.note(con, WHAT, deal_id, before, _text(con, deal_id), who, why)


def _text(con: sqlite3.Connection, deal_id: str) -> str | None:
    """The last step of a deal, as the history of changes keeps it: JSON of its id, version, what, and what was decided."""
    newest = _newest(con, deal_id)
    if not newest:
        return None
    step = next(e for e in saved_deals.written(con, deal_id) if e.id == newest)
    told = {} if step.what == SAVED else dict(step.content)
    return json.dumps(
        {"id": step.id, "version": step.version, "what": step.what, **told}, ensure_ascii=False
    )


def _question(asked: Content) -> str:
    """What was asked, but for the day."""
    return json.dumps({k: v for k, v in asked.items() if k != "date"}, sort_keys=True)


def _answer(advice: Content) -> str:
    return json.dumps([advice[name] for name in ANSWERED])
