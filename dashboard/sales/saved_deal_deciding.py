"""What people do about a saved deal: decide on a version, name its order, take the last step back. Each with who and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.actions.deals import keeping
from analysis.deals.saved import outcomes
from analysis.deals.sentences import kept
from analysis.journal import saved_deals
from analysis.journal.saved_deals import DEAL_DECISIONS, SavedDeal, SavedVersion
from analysis.language import plain
from analysis.progress import Progress
from dashboard import meanwhile, page, state
from dashboard.method import who_and_why
from dashboard.view import View

TURN, DONE = "saved.turn", "saved.done"


def root(view: View) -> Path:
    return Path(view.data.build.root)


def decide(view: View, deal: SavedDeal) -> None:
    """The form of a decision, as long as the deal is open."""
    words = view.words
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(words(said)))
    if deal.closing is not None:
        return
    base = meanwhile.of(_form(deal), deal.newest)
    with (
        st.container(key="noprint-saved-decide"),
        st.form(f"saved-decide-{deal.deal_id}-{state.get(TURN, 0)}"),
    ):
        st.markdown(f"**{plain(words('saved.decide'))}**")
        left, right = st.columns(2)
        numbers = [each.version for each in deal.versions]
        version = left.selectbox(words.title("version"), numbers, index=len(numbers) - 1)
        advised = deal.versions[-1].advice["decision"]
        decision = right.selectbox(
            words.title("decided"),
            DEAL_DECISIONS,
            DEAL_DECISIONS.index(advised) if advised in DEAL_DECISIONS else 0,
            format_func=lambda code: words(f"deal.decision.{code}"),
            key=f"saved.decision.{state.get(TURN, 0)}",
            help=plain(words("saved.decide.help")),
        )
        who, why = who_and_why.who_and_why(view, "saved")
        if not st.form_submit_button(words("saved.decide.button"), type="primary"):
            return

    def work(progress: Progress) -> None:
        keeping.decide(root(view), deal.deal_id, version, decision, who, why, base.seen, progress)

    _do(view, deal, work, who, "saved.done.decided")


def order(view: View, deal: SavedDeal) -> None:
    """The order that came of the accepted version: stated, or one of those that may be it. Nothing is linked by itself."""
    words, version = view.words, deal.accepted
    if version is None or version.decided is None:
        return
    base = meanwhile.of(_form(deal), deal.newest)
    with st.container(key="noprint-saved-order"):
        found = _candidates(view, version) if deal.order_id is None else None
        if found is not None and len(found):
            page.quiet(words("saved.order.may_be"), "quiet-may-be")
        options = [] if found is None else [str(each) for each in found["order_id"]]
        with st.form(f"saved-order-{deal.deal_id}-{state.get(TURN, 0)}"):
            stated = st.selectbox(
                words("saved.order_id"),
                options,
                index=None,
                accept_new_options=True,
                format_func=lambda order_id: _told(view, found, order_id),
                placeholder=words("saved.order.hint"),
            )
            who, why = who_and_why.who_and_why(view, "saved")
            button = "saved.order.button" if deal.order_id is None else "saved.order.other"
            if not st.form_submit_button(words(button)):
                return
    if not (stated or "").strip():
        st.error(plain(words("saved.order.missing")))
        return

    def work(progress: Progress) -> None:
        keeping.link(root(view), deal.deal_id, stated, who, why, base.seen, progress)

    _do(view, deal, work, who, "saved.done.ordered")


def _candidates(view: View, version: SavedVersion) -> pd.DataFrame:
    assert version.decided is not None
    lines = version.asked["line"]
    products = {line.get(name) for line in lines for name in ("product", "base_sku")} - {None}
    found: pd.DataFrame = view.data.worked(
        outcomes.orders_that_may_be_it,
        version.advice["client_id"],
        str(version.asked["client"]),
        tuple(sorted(products)),
        version.decided.at.date(),
    )
    return found


def _told(view: View, found: pd.DataFrame | None, order_id: str) -> str:
    """An order that may be it, with what tells it from others; another as it was typed."""
    words = view.words
    rows = [] if found is None else found[found["order_id"] == order_id].to_dict("records")
    if not rows:
        return order_id
    row = rows[0]
    key = "saved.order.same" if row["same_product"] else "saved.order.client"
    return words(
        key,
        order=order_id,
        day=words.date(row["order_date"]),
        revenue=words.money(row["revenue"]),
    )


def history(view: View, deal: SavedDeal) -> None:
    """Every step, the newest first; the last one can be taken back."""
    words = view.words
    steps = saved_deals.steps(root(view), deal.deal_id)[::-1]
    with st.expander(words("saved.history", n=len(steps))):
        for each in steps:
            st.text(" ".join(part for part in (kept.step(words, each), each.why) if part))
            if each.undone_by:
                page.quiet(words("decisions.undone", who=each.undone_by), f"quiet-undone-{each.id}")
        with (
            st.container(key="noprint-saved-undo"),
            st.form(f"saved-undo-{deal.deal_id}-{state.get(TURN, 0)}"),
        ):
            who, why = who_and_why.who_and_why(view, "undo")
            if not st.form_submit_button(words("saved.undo")):
                return

    def work(progress: Progress) -> None:
        keeping.undo(root(view), deal.newest, who, why, progress)

    _do(view, deal, work, who, "saved.done.undone")


def _do(view: View, deal: SavedDeal, work: Callable[[Progress], None], who: str, done: str) -> None:
    """Does it with a progress bar, and shows the new state; or says why not."""
    bar = st.progress(0.0, view.words("upload.building"))
    try:
        work(who_and_why.progress(bar))
    except DealfitError as trouble:
        now = next(
            (d.newest for d in saved_deals.kept(root(view)) if d.deal_id == deal.deal_id), None
        )
        st.error(plain(meanwhile.refused(view.words, trouble, _form(deal), now)))
        return
    finally:
        bar.empty()
    meanwhile.forget()
    state.remember_person(who)
    state.put(TURN, state.get(TURN, 0) + 1)
    state.put(DONE, done)
    state.unpin()
    st.rerun()


def _form(deal: SavedDeal) -> str:
    return f"deal {deal.deal_id}"
