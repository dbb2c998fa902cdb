"""Clients put into groups, taken out of them, and groups judged as one: asked for with who and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.actions import settings_changes
from analysis.actions.clients import client_grouping
from analysis.journal import client_groups
from analysis.journal.same_clients import NamedClient
from analysis.journal.settings import settings_editing
from analysis.language import plain
from analysis.progress import Progress
from dashboard import meanwhile, page, state
from dashboard.method import who_and_why
from dashboard.view import View, client_names

FORM = "client groups"
DONE, TURN = "groups.done", "groups.turn"  # what was done; the turn empties the form


def done(view: View) -> None:
    """What the last press of a button did."""
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(view.words(said)))


def _key(field: str) -> str:
    return f"groups.{field}-{state.get(TURN, 0)}"


def judge(view: View, is_one: bool) -> None:
    """Whether a group is judged as one client: verdicts, decisions, shares, calls."""
    words, root = view.words, Path(view.data.build.root)
    with st.container(key="noprint-judge"), st.expander(words("groups.judge")):
        page.quiet(words("groups.judge.note"), "quiet-judge")
        wanted = st.checkbox(words("groups.judge.one"), value=is_one, key=_key("judge"))
        who, why = who_and_why.who_and_why(view, "groups.judge")
        if not st.button(words("groups.save"), key="groups.judge.save"):
            return
        state.remember_person(who)
        if wanted == is_one:
            st.warning(plain(words("groups.judge.same")))
            return

        def save(root: Path, progress: Progress) -> None:
            now = settings_editing.current(root)
            changed = replace(now, groups=replace(now.groups, judged_as_one=wanted))
            settings_changes.save(root, changed, who, why, progress)

        _do(view, root, save, "groups.judge.saved")


def choose(view: View, grouped: pd.DataFrame) -> None:
    """Which clients belong to which group, said by a person."""
    words, root = view.words, Path(view.data.build.root)
    base = meanwhile.of(FORM, client_groups.read(root))
    with (
        st.container(key="noprint-group"),
        st.expander(words("groups.put"), expanded=grouped.empty),
    ):
        page.quiet(words("groups.put.note"), "quiet-put")
        known = {
            i: n for i, n in client_names(view.data).items() if i not in set(grouped["group_id"])
        }
        known |= dict(zip(grouped["client_id"], grouped["client_name"], strict=True))
        ids = st.multiselect(
            words("groups.put.clients"),
            sorted(known, key=lambda i: known[i].casefold()),
            key=_key("clients"),
            format_func=known.__getitem__,
            placeholder=words("groups.put.clients.placeholder"),
        )
        name = st.selectbox(
            words("groups.put.name"),
            sorted(set(grouped["group_name"])),
            index=None,
            key=_key("name"),
            accept_new_options=True,
            placeholder=words("groups.put.name.placeholder"),
        )
        who, why = who_and_why.who_and_why(view, "groups.put")
        put, out = st.columns(2)
        is_put = put.button(words("groups.put.do"), type="primary", key="groups.put.do")
        is_out = out.button(words("groups.put.out"), key="groups.put.out")
    if not (is_put or is_out):
        return
    state.remember_person(who)
    if not ids or (is_put and not (name or "").strip()):
        st.warning(plain(words("groups.put.missing")))
        return
    work = partial(
        client_grouping.choose,
        clients=[NamedClient(i, known[i]) for i in ids],
        group_name=name if is_put else client_groups.NO_GROUP,
        who=who,
        why=why,
        seen=base.seen,
    )
    _do(view, root, work, "groups.put.saved" if is_put else "groups.out.saved")


def _do(view: View, root: Path, work: Callable[..., object], said: str) -> None:
    bar = st.progress(0.0, view.words("upload.building"))
    try:
        work(root, progress=who_and_why.progress(bar))
    except DealfitError as trouble:
        st.error(plain(meanwhile.refused(view.words, trouble, FORM, client_groups.read(root))))
        return
    finally:
        bar.empty()
    meanwhile.forget()
    state.put(DONE, said)
    state.put(TURN, state.get(TURN, 0) + 1)
    state.unpin()
    st.rerun()
