"""The editor of the portrait: criteria and thresholds, their effect at once, saved with who and why."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import streamlit as st

from analysis import DealfitError
from analysis.actions import settings_changes
from analysis.errors import BadSettings
from analysis.journal import portrait_editing
from analysis.journal.portrait import Criterion, Portrait, Thresholds, usually_known
from analysis.language import plain
from analysis.portrait import portrait_effect
from dashboard import fragments, page, setting_trouble, state
from dashboard.decisions.portrait_sections import (
    portrait_draft,
    portrait_fields,
    portrait_sentences,
    verdict_changes,
)
from dashboard.decisions.portrait_sections.portrait_draft import Draft
from dashboard.method import who_and_why
from dashboard.view import View

PLACE = re.compile(r"criterion\[(\d+)\]")


@fragments.fragment()  # an edit repaints the editor alone
def show(view: View, wanted: Portrait) -> None:
    words, root = view.words, Path(view.data.build.root)
    text = portrait_editing.text(root)
    draft = portrait_draft.current(wanted, text)
    page.quiet(words("portrait.editor.note"), "quiet-editor")
    with st.container(key="noprint-editor"):
        edited = _criteria(view, draft)
        _add(view, edited)
        edited = replace(edited, limits=_limits(view, edited))
    portrait_draft.keep(edited, bool(state.get("portrait.touched")) or edited != draft)
    if edited.base != text:
        _meanwhile(view, root, text)
    st.subheader(words("portrait.effect"), anchor=False)
    try:
        portrait_editing.checked(edited.portrait)
    except BadSettings as trouble:
        st.warning(plain(_said(view, trouble, edited)))
        return
    verdict_changes.show(view, wanted, edited.portrait)
    if edited.base == text:
        _save(view, root, edited, wanted)


def _meanwhile(view: View, root: Path, text: str) -> None:
    """Somebody saved another portrait since this edit was begun: nothing is saved over it before the reader has chosen."""
    words, change = view.words, portrait_editing.last_change(root)
    if change is None:
        st.warning(plain(words("portrait.meanwhile_outside")))
    else:
        st.warning(
            plain(
                words(
                    "portrait.meanwhile",
                    who=words.code("changed_by", change.who),
                    at=words.moment(change.at),
                )
            )
        )
    with st.container(horizontal=True, key="noprint-meanwhile"):
        st.button(
            words("portrait.meanwhile.theirs"), key="portrait.theirs", on_click=portrait_draft.drop
        )
        st.button(
            words("portrait.meanwhile.mine"),
            key="portrait.mine",
            on_click=portrait_draft.rebase,
            args=(text,),
        )


def _criteria(view: View, draft: Draft) -> Draft:
    words, opened = view.words, state.get(portrait_draft.OPENED)
    if not draft.rows:
        page.quiet(words("portrait.editor.empty"), "quiet-empty")
    clients = view.data.worked(portrait_effect.known)
    for number, criterion in draft.rows:
        key = f"portrait.{draft.turn}.{number}"
        with st.container(border=True, key=f"criterion-{number}"):
            with st.container(horizontal=True, vertical_alignment="center"):
                place = st.container().empty()
                weight = st.number_input(
                    words("portrait.field.weight"),
                    0.0,
                    1000.0,
                    criterion.weight,
                    1.0,
                    "%g",
                    key=f"{key}.weight",
                    label_visibility="collapsed",
                    width=130,
                )
                st.button(
                    words("portrait.close" if opened == number else "portrait.change"),
                    key=f"{key}.open",
                    on_click=_open,
                    args=(None if opened == number else number,),
                )
                st.button(
                    "✕",
                    key=f"{key}.remove",
                    help=words("portrait.remove"),
                    on_click=_remove,
                    args=(number,),
                )
            asked = replace(criterion, weight=weight)
            if opened == number:
                asked = portrait_fields.draw(view, clients, asked, key)
            place.text(f"{asked.name} — {portrait_sentences.line(words, asked)}")
        draft = draft.put(number, asked)
    return draft


def _open(number: int | None) -> None:
    state.put(portrait_draft.OPENED, number)


def _remove(number: int) -> None:
    portrait_draft.keep(state.get(portrait_draft.KEY).without(number))


def _add(view: View, draft: Draft) -> None:
    words = view.words
    clients = view.data.worked(portrait_effect.known)
    left, right = st.columns([4, 2], vertical_alignment="bottom")
    key = f"portrait.{draft.turn}.add.{draft.last}"
    field = left.selectbox(
        words("portrait.add.field"),
        clients.fields(),
        None,
        key=key,
        placeholder=words("portrait.add.hint"),
        format_func=lambda f: plain(portrait_sentences.field(words, f)),
    )
    right.button(
        words("portrait.add"),
        key="portrait.add",
        disabled=field is None,
        on_click=_added,
        args=(field, portrait_sentences.field(words, field) if field else ""),
    )


def _added(field: str, name: str) -> None:
    draft = state.get(portrait_draft.KEY).plus(Criterion(name, field, known=usually_known(field)))
    portrait_draft.keep(draft)
    state.put(portrait_draft.OPENED, draft.last)


def _limits(view: View, draft: Draft) -> Thresholds:
    words, key, limits = view.words, f"portrait.{draft.turn}", draft.limits
    ours, borderline, known = st.columns(3, vertical_alignment="bottom")
    return Thresholds(
        ours.number_input(
            words("portrait.limit.ours"), 0.0, 100.0, limits.ours, 5.0, "%g", key=f"{key}.ours"
        ),
        borderline.number_input(
            words("portrait.limit.borderline"),
            0.0,
            100.0,
            limits.borderline,
            5.0,
            "%g",
            key=f"{key}.borderline",
        ),
        known.number_input(
            words("portrait.limit.min_known"),
            0.0,
            100.0,
            round(100 * limits.min_known, 9),
            5.0,
            "%g",
            key=f"{key}.known",
            help=words("portrait.limit.min_known.help"),
        )
        / 100,
    )


def _save(view: View, root: Path, draft: Draft, wanted: Portrait) -> None:
    words = view.words
    if draft.portrait == wanted:
        return
    st.subheader(words("portrait.save"), anchor=False)
    with st.container(key="noprint-save"):
        who, why = who_and_why.who_and_why(view, "portrait")
        left, right = st.columns([1, 3])
        pressed = left.button(words("portrait.save.do"), type="primary", key="portrait.save")
        right.button(
            words("portrait.give_up"),
            key="portrait.give_up",
            type="tertiary",
            on_click=portrait_draft.drop,
        )
    if not pressed:
        return
    bar = st.progress(0.0, words("upload.building"))
    try:
        settings_changes.save_portrait(
            root, draft.portrait, who, why, who_and_why.progress(bar), draft.base
        )
    except DealfitError as trouble:
        st.error(plain(_said(view, trouble, draft)))
        return
    finally:
        bar.empty()
    state.remember_person(who)
    portrait_draft.drop()
    state.put("portrait.done", "portrait.saved")
    state.unpin()
    st.rerun()


def _said(view: View, trouble: DealfitError, draft: Draft) -> str:
    """The sentence, with the criterion by its name."""
    words, found = view.words, PLACE.match(str(trouble.details.get("key", "")))
    if found and "mend" in trouble.details:
        name = draft.rows[int(found[1]) - 1][1].name
        return words(
            "portrait.refused", name=name, mend=setting_trouble.beside(words, trouble, False)
        )
    return setting_trouble.sentence(words, trouble)
