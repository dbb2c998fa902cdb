"""A deal kept from its page: as a new one, or as another version of the one that the address names (deal=7)."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis import DealfitError
from analysis.actions.deals import keeping
from analysis.deals.saved.saving import ToKeep
from analysis.journal import saved_deals
from analysis.journal.saved_deals import SavedDeal
from analysis.language import plain
from dashboard import links, meanwhile, page, state
from dashboard.method import who_and_why
from dashboard.view import View

SAID = "deal.said"


def draw(view: View, kept: ToKeep) -> None:
    words, deal = view.words, saved(view)
    st.subheader(words("deal.keep"), anchor=False)
    if said := state.get(SAID):
        state.put(SAID, None)
        st.success(plain(said))
    is_open = deal is not None and deal.closing is None
    with st.container(key="noprint-deal-keep"):
        if deal is not None:
            links.to(
                view, "saved_deals", words("deal.keep.open", deal=deal.deal_id), of=deal.deal_id
            )
            if not is_open:
                page.quiet(words("deal.keep.closed", deal=deal.deal_id), "quiet-deal-closed")
        _form(view, kept, deal if is_open else None)


def saved(view: View) -> SavedDeal | None:
    """The saved deal that the address names; said where there is none."""
    asked = state.asked("deal")
    if asked is None:
        return None
    found = next((d for d in saved_deals.kept(_root(view)) if d.deal_id == asked), None)
    if found is None:
        state.warn("unknown_address_value", name="deal", value=asked)
    return found


def _form(view: View, kept: ToKeep, deal: SavedDeal | None) -> None:
    words, turn = view.words, state.get("deal.turn", 0)  # a new form after each save
    now = None if deal is None else deal.newest
    name = f"deal {deal.deal_id if deal else ''}"
    base = meanwhile.of(name, now)
    with st.form(f"deal-keep-{turn}"):
        page.quiet(words("deal.keep.note"), "quiet-deal-keep")
        who, why = who_and_why.who_and_why(view, "deal")
        as_new = True
        if deal is not None:
            as_new = st.checkbox(words("deal.keep.as_new"), key=f"deal.as_new.{turn}")
        if not st.form_submit_button(words("deal.keep.button"), type="primary"):
            return
    bar = st.progress(0.0, words("upload.building"))
    try:
        done = keeping.save(
            _root(view),
            kept.asked,
            kept.advice,
            view.data.build.build_id,
            who,
            why,
            deal_id=None if as_new or deal is None else deal.deal_id,
            seen=base.seen,
            progress=who_and_why.progress(bar),
        )
    except DealfitError as trouble:
        st.error(plain(meanwhile.refused(words, trouble, name, now)))
        return
    finally:
        bar.empty()
    meanwhile.forget()
    state.remember_person(who)
    state.put("deal.turn", turn + 1)
    key = "deal.keep.done" if done.is_new else "deal.keep.unchanged"
    state.put(SAID, words(key, deal=done.deal_id, version=done.version))
    state.ask("deal", done.deal_id)
    state.unpin()
    st.rerun()


def _root(view: View) -> Path:
    return Path(view.data.build.root)
