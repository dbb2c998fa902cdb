"""Correcting the kind of single orders by hand, the corrections in force, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.actions import kind_changes
from analysis.journal import kind_corrections, shared_state
from analysis.journal.kind_corrections import KindCorrection
from analysis.language import plain
from dashboard import meanwhile, page, state, tables
from dashboard.method import who_and_why
from dashboard.orders import order_search
from dashboard.view import View

AS = ("custom", "serial", "evidence")
LISTED = 1000  # orders in the box; the others are found by a part of their number
SHOWN = 20  # corrections with a button each
HISTORY = ("order_id", "kind_before", "kind_after", "who", "at", "why")
LONGEST = 60
FORM = "kinds"


def form(view: View, orders: pd.DataFrame) -> None:
    """Which orders, as what, who says so and why; then the whole plant is computed anew."""
    words, turn = view.words, state.get("kinds.turn", 0)  # a new form after each correction
    _base(Path(view.data.build.root))
    if (done := state.get("kinds.done")) is not None:
        st.success(plain(words("kinds.correct.done", n=done)))
        state.put("kinds.done", None)
    with st.container(key="noprint-correct"):
        left, right = st.columns([1, 3], vertical_alignment="bottom")
        with left:
            matches = order_search.found(view, f"kinds.search.{turn}")
        listed = orders.head(LISTED) if matches is None else matches
        names = {
            str(o): f"{o} · {c} · {words.code('kind', k)}"
            for o, c, k in zip(
                listed["order_id"], listed["client_name"], listed["kind"], strict=True
            )
        }
        key = f"kinds.orders.{turn}"
        options = [*(o for o in state.get(key, []) if o not in names), *names]
        chosen = right.multiselect(
            words("kinds.correct.orders"),
            options,
            key=key,
            format_func=lambda o: names.get(o, o),
            placeholder=words("kinds.correct.orders.hint"),
        )
        kind, who, why = _as_what(view, turn)
        if st.button(words("kinds.correct.apply"), type="primary", key="kinds.apply"):
            known = set(view.data.table("order_kind")["order_id"])
            if not chosen:
                st.warning(words("kinds.correct.none"))
            elif unknown := [o[:LONGEST] for o in chosen if o not in known]:
                st.warning(plain(words("kinds.correct.unknown", names=", ".join(unknown))))
            else:
                _correct(view, dict.fromkeys(chosen, kind), who, why)


def of_order(view: View, number: str) -> None:
    """The same for the order that the page shows, with what is in force for it and its undoing."""
    words, turn = view.words, state.get("kinds.turn", 0)
    _base(Path(view.data.build.root))
    if state.get("kinds.done") is not None:
        st.success(words("order.kind.done"))
        state.put("kinds.done", None)
    each = next(
        (c for c in kind_corrections.in_force(Path(view.data.build.root)) if c.order_id == number),
        None,
    )
    if each is not None:
        _line(view, each, "correction-here")
    with st.expander(words("order.kind.correct"), key="noprint-kind"):
        kind, who, why = _as_what(view, turn)
        if st.button(words("kinds.correct.apply"), type="primary", key="kinds.apply"):
            _correct(view, {number: kind}, who, why)


def _as_what(view: View, turn: int) -> tuple[str | None, str, str]:
    """The kind to be (None: as the export and the evidence say), who says so and why."""
    words = view.words
    kind = st.segmented_control(
        words("kinds.correct.kind"),
        AS,
        key=f"kinds.as.{turn}",
        required=True,
        default=AS[0],
        format_func=lambda k: words(f"kinds.as.{k}"),
    )
    left, right = st.columns([1, 2])
    who = left.text_input(
        words("kinds.correct.who"), state.person(), max_chars=LONGEST, key=f"kinds.who.{turn}"
    )
    why = right.text_input(
        words("kinds.correct.why"),
        max_chars=300,
        key=f"kinds.why.{turn}",
        placeholder=words("kinds.correct.why.hint"),
    )
    state.remember_person(who)
    return None if kind == "evidence" else str(kind), who, why


def _correct(view: View, kinds: Mapping[str, str | None], who: str, why: str) -> None:
    words, root = view.words, Path(view.data.build.root)
    bar = st.progress(0.0, words("kinds.correct.building"))
    try:
        kind_changes.correct(root, kinds, who, why, who_and_why.progress(bar), _base(root).seen)
    except DealfitError as trouble:
        bar.empty()
        st.warning(plain(meanwhile.refused(words, trouble, FORM, kind_corrections.read(root))))
        return
    meanwhile.forget()
    state.put("kinds.turn", state.get("kinds.turn", 0) + 1)
    state.put("kinds.done", len(kinds))
    state.unpin()
    st.rerun()


def _base(root: Path) -> meanwhile.Base:
    """The corrections that this page was drawn with."""
    return meanwhile.of(FORM, kind_corrections.read(root))


def in_force(view: View) -> None:
    """Every correction with its author, its reason and its undoing; below, the history of all of them."""
    words, root = view.words, Path(view.data.build.root)
    corrections = kind_corrections.in_force(root)
    page.quiet(
        words("kinds.inforce.note" if corrections else "kinds.inforce.none"), "quiet-inforce"
    )
    for place, each in enumerate(corrections[:SHOWN]):
        _line(view, each, f"correction-{place}")
    if len(corrections) > SHOWN:
        page.quiet(words("kinds.inforce.more", n=SHOWN, of=len(corrections)), "quiet-more")
    if changes := shared_state.history(root, "kind"):
        st.markdown(f"**{words('kinds.history')}**")
        rows = [
            (c.key, _kind(view, c.before), _kind(view, c.after), c.who, words.moment(c.at), c.why)
            for c in changes
        ]
        tables.show(
            view,
            pd.DataFrame(rows, columns=list(HISTORY)),
            HISTORY,
            key="kind-history",
            height="content" if len(rows) < 9 else 320,
        )


def _line(view: View, each: KindCorrection, key: str) -> None:
    """A correction in force, with the button that takes it back."""
    words = view.words
    with st.container(key=key, horizontal=True, vertical_alignment="center"):
        st.text(
            words(
                "kinds.inforce.line",
                order=each.order_id,
                kind=words.code("kind", each.kind),
                who=each.who,
                at=words.moment(each.at),
                why=each.why,
            )
        )
        if st.button(words("kinds.undo"), key=f"kinds.undo.{each.order_id}", type="tertiary"):
            _correct(view, {each.order_id: None}, state.person(), words("kinds.undo.why"))


def _kind(view: View, kind: str | None) -> str:
    return view.words("kinds.as.evidence") if kind is None else view.words.code("kind", kind)
