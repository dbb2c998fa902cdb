"""What becomes of a what-if: accepted as settings, or kept as a scenario under a name; until then nothing is saved."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis import DealfitError
from analysis.actions import settings_changes
from analysis.journal import scenarios
from analysis.journal.scenarios import Scenario
from analysis.journal.settings import settings_editing
from analysis.journal.what_if import WhatIf
from analysis.language import plain
from analysis.what_if import what_if_settings
from dashboard import meanwhile, page, setting_trouble, state
from dashboard.method import who_and_why
from dashboard.sales.scenarios import what_if_address, what_if_sentences
from dashboard.view import View

FORM = "scenarios"
SHOWN = 30  # scenarios, with their buttons
DONE = "what_if.done"


def show(view: View, change: WhatIf) -> None:
    words = view.words
    st.subheader(words("what_if.keep"), anchor=False)
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(words(said)))
    with st.container(key="noprint-keep"):
        if change.is_nothing:
            page.quiet(words("what_if.keep.nothing"), "quiet-keep")
        else:
            left, right = st.columns(2, gap="large")
            with left:
                _keep(view, change)
            with right:
                _accept(view, change)
    _kept(view)


def _keep(view: View, change: WhatIf) -> None:
    words, turn = view.words, state.get("what_if.turn", 0)  # a new form after each scenario
    base = meanwhile.of(FORM, scenarios.kept(_root(view)))
    with st.form(f"what-if-keep-{turn}"):
        st.text(words("what_if.scenario.note"))
        name = st.text_input(
            words("what_if.scenario.name"),
            max_chars=scenarios.LONGEST_NAME,
            key=f"what_if.name.{turn}",
            placeholder=words("what_if.scenario.hint"),
        )
        who, why = _who_and_why(view, f"keep-{turn}", "what_if.scenario.why")
        if not st.form_submit_button(words("what_if.scenario.keep")):
            return
    try:
        scenarios.save(_root(view), name, change, who, why, base.seen)
    except DealfitError as trouble:
        st.error(plain(meanwhile.refused(words, trouble, FORM, scenarios.kept(_root(view)))))
        return
    meanwhile.forget()
    state.remember_person(who)
    state.put("what_if.turn", turn + 1)
    state.put(DONE, "what_if.scenario.kept")
    st.rerun()


def _accept(view: View, change: WhatIf) -> None:
    """Target margin and overhead rule become settings; what else is asked stays asked."""
    words, part = view.words, what_if_settings.settings_part(change)
    if part.is_nothing:
        page.quiet(words("what_if.accept.none"), "quiet-accept")
        return
    with st.form("what-if-accept"):
        st.text(words("what_if.accept.note", change=what_if_sentences.change(view, part)))
        who, why = _who_and_why(view, "accept", "what_if.accept.why")
        if not st.form_submit_button(words("what_if.accept"), type="primary"):
            return
    bar = st.progress(0.0, words("upload.building"))
    try:
        entry = settings_changes.save(
            _root(view),
            what_if_settings.put_into(settings_editing.current(_root(view)), part),
            who,
            why,
            who_and_why.progress(bar),
        )
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(words, trouble)))
        return
    finally:
        bar.empty()
    state.remember_person(who)
    state.put(DONE, "settings.unchanged" if entry is None else "settings.saved")
    what_if_address.put(what_if_settings.other_part(change))
    state.unpin()
    st.rerun()


def _kept(view: View) -> None:
    """The scenarios that people kept: open, remove, and bring back the one removed last."""
    words, root = view.words, _root(view)
    kept = scenarios.kept(root)
    removal = scenarios.last_removal(root)
    if kept:
        st.markdown(f"**{plain(words('what_if.scenarios'))}**")
    who = ""
    if kept or removal:
        with st.container(key="noprint-kept-who"):
            who = st.text_input(
                words("method.who"),
                value=state.person(),
                max_chars=80,
                width=320,
                key="what_if.who.kept",
            )
    for place, each in enumerate(kept[:SHOWN]):
        _scenario(view, each, place, who)
    if len(kept) > SHOWN:
        page.quiet(words("what_if.scenarios.more", n=len(kept) - SHOWN), "quiet-more")
    if removal:
        with st.container(key="noprint-removed", horizontal=True, vertical_alignment="center"):
            st.text(words("what_if.scenario.removed", name=removal.name))
            if st.button(words("what_if.scenario.back"), key="what_if.back", type="tertiary"):
                try:
                    scenarios.bring_back(root, removal.entry, who)
                except DealfitError as trouble:
                    st.error(plain(words.error(trouble)))
                    return
                state.remember_person(who)
                meanwhile.forget()
                st.rerun()


def _scenario(view: View, each: Scenario, place: int, who: str) -> None:
    words = view.words
    with st.container(key=f"scenario-{place}", horizontal=True, vertical_alignment="center"):
        st.button(
            plain(each.name),
            key=f"what_if.open.{place}",
            on_click=what_if_address.put,
            args=(each.change,),
        )
        st.text(
            words(
                "what_if.scenario.line",
                change=what_if_sentences.change(view, each.change),
                who=each.who,
                at=words.moment(each.at),
            )
        )
        if each.why:
            page.quiet(each.why, f"quiet-why-{place}")
        if st.button(
            words("what_if.scenario.remove"), key=f"what_if.remove.{place}", type="tertiary"
        ):
            try:
                scenarios.remove(_root(view), each.name, who, [each])
            except DealfitError as trouble:
                st.error(plain(words.error(trouble)))
                return
            state.remember_person(who)
            meanwhile.forget()
            st.rerun()


def _who_and_why(view: View, key: str, hint: str) -> tuple[str, str]:
    words, (left, right) = view.words, st.columns(2)
    who = left.text_input(
        words("method.who"), value=state.person(), max_chars=80, key=f"what_if.who.{key}"
    )
    why = right.text_input(
        words("method.why"), max_chars=400, key=f"what_if.why.{key}", placeholder=words(hint)
    )
    return who, why


def _root(view: View) -> Path:
    return Path(view.data.build.root)
