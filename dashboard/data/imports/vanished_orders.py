"""Vanished orders counted as cancelled: which of them, who says so and why."""

from __future__ import annotations

import streamlit as st

from analysis import DealfitError, places
from analysis.actions import cancelling
from analysis.actions.delivery_changes import VANISHED
from analysis.delivery.change_records import Changes
from analysis.language import plain
from dashboard import page, state
from dashboard.data import file_trouble
from dashboard.data.imports import import_actions
from dashboard.method import who_and_why
from dashboard.view import View

DONE = "cancel.done"


def form(view: View, changes: Changes) -> None:
    """Nothing where no order vanished; orders beyond those listed are chosen with all the others."""
    words = view.words
    if (done := state.get(DONE)) is not None:
        st.success(plain(words("cancel.done", n=done)))
        state.put(DONE, None)
    if not changes.vanished_orders:
        return
    named = {
        o.order_id: f"{o.order_id} · {o.client} · {words.money(o.revenue_after)}"
        for o in changes.orders
        if o.what == VANISHED
    }
    with st.expander(
        words("cancel.title"),
        key=f"cancel.form.{changes.delivery_no}.{len(changes.vanished_orders)}",
    ):
        page.quiet(words("cancel.note"), "quiet-cancel")
        everything = st.checkbox(
            words("cancel.all", n=len(changes.vanished_orders)), key="cancel.all"
        )
        chosen = st.multiselect(
            words("cancel.orders"),
            list(named),
            format_func=lambda o: named.get(o, o),
            disabled=everything,
            key=f"cancel.orders.{changes.delivery_no}",
        )
        who, why = who_and_why.who_and_why(view, "cancel")
        if st.button(words("cancel.do"), key="cancel.do", type="primary"):
            _cancel(
                view,
                list(changes.vanished_orders) if everything else [o for o in chosen if o in named],
                who,
                why,
            )


def _cancel(view: View, orders: list[str], who: str, why: str) -> None:
    words = view.words
    bar = st.progress(0.0, words("cancel.building"))
    try:
        import_actions.stop_if_busy()
        cancelling.count_as_cancelled(
            places.default_root(), orders, who, why, who_and_why.progress(bar)
        )
    except DealfitError as trouble:
        st.error(plain(file_trouble.sentence(words, file_trouble.of(trouble))))
        return
    finally:
        bar.empty()
    state.remember_person(who)
    state.put(DONE, len(orders))
    state.unpin()
    st.rerun()
