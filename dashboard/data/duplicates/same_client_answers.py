"""Answers kept, and taken back: clients called one or different, each with who, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from analysis import DealfitError
from analysis.actions.clients import client_answers
from analysis.actions.clients.client_answers import Answer
from analysis.journal import same_clients
from analysis.journal.same_clients import MatchDecision, NamedClient
from analysis.language import Words, plain
from dashboard import meanwhile, page, state
from dashboard.method import who_and_why
from dashboard.view import View

FORM = "same clients"
SHOWN = 20  # answers with a button each; all of them stand in the history


def done(view: View) -> None:
    """What the last press of a button did."""
    if said := state.get("same.done"):
        state.put("same.done", None)
        st.success(plain(view.words(said[0], **said[1])))


def drawn(view: View) -> meanwhile.Base:
    """What was decided when the questions were asked."""
    return meanwhile.of(FORM, same_clients.in_force(Path(view.data.build.root)))


def save(view: View, answers: Sequence[Answer], who: str, why: str) -> None:
    words, base = view.words, drawn(view)
    with st.container(key="noprint-save"):
        if not st.button(words("same.save", n=len(answers)), type="primary", key="same.save"):
            return
    if not answers:
        st.warning(plain(words("same.no_answer")))
        return
    one = sum(a.kept is not None for a in answers)
    work = partial(client_answers.decide, answers=answers, who=who, why=why, seen=base.seen)
    _do(view, "same.saved", {"one": one, "different": len(answers) - one}, work)


def merged(view: View, steps: Sequence[MatchDecision], who: str) -> None:
    """Each client that counts under another, with the button that takes it out again."""
    words = view.words
    page.quiet(words("same.merged.note" if steps else "same.merged.none"), "quiet-merged")
    for place, step in enumerate(steps[:SHOWN]):
        said = words(
            "same.merged.line",
            client=_named(step.client, words),
            kept=_named(step.kept, words),
            who=step.who,
            at=words.moment(step.at),
            why=step.why,
        )
        if _line(said, words("same.take_apart"), f"merged-{place}"):
            work = partial(
                client_answers.take_apart,
                client_id=step.client.client_id,
                who=who,
                why=words("same.take_apart.why"),
            )
            _do(view, "same.taken_apart", {"client": step.client.client_name}, work)
    _more(view, len(steps), "merged")


def different(view: View, steps: Sequence[MatchDecision], who: str) -> None:
    """Each pair that is not asked about, with the button that has it asked again."""
    words = view.words
    page.quiet(words("same.different.note" if steps else "same.different.none"), "quiet-different")
    for place, step in enumerate(steps[:SHOWN]):
        said = words(
            "same.different.line",
            first=_named(step.client, words),
            second=_named(step.kept, words),
            who=step.who,
            at=words.moment(step.at),
            why=step.why,
        )
        if _line(said, words("same.ask_again"), f"different-{place}"):
            work = partial(
                client_answers.ask_again,
                first_id=step.client.client_id,
                second_id=step.kept.client_id,
                who=who,
                why=words("same.ask_again.why"),
            )
            _do(view, "same.asked_again", {}, work)
    _more(view, len(steps), "different")


def _named(named: NamedClient, words: Words) -> str:
    """A name, with the id that stands behind it where that is another text."""
    if named.client_id == named.client_name:
        return named.client_name
    return words("same.with_id", name=named.client_name, id=named.client_id)


def _line(said: str, label: str, key: str) -> bool:
    with st.container(key=f"answer-{key}", horizontal=True, vertical_alignment="center"):
        st.text(said)
        with st.container(key=f"noprint-{key}"):
            return st.button(label, key=f"same.{key}", type="tertiary")


def _more(view: View, n: int, key: str) -> None:
    if n > SHOWN:
        page.quiet(
            view.words("same.more_answers", n=SHOWN, of=view.words.number(n)), f"quiet-more-{key}"
        )


def _do(view: View, said: str, values: dict[str, Any], work: Callable[..., object]) -> None:
    words = view.words
    bar = st.progress(0.0, words("upload.building"))
    try:
        work(Path(view.data.build.root), progress=who_and_why.progress(bar))
    except DealfitError as trouble:
        now = same_clients.in_force(Path(view.data.build.root))
        st.error(plain(meanwhile.refused(words, trouble, FORM, now)))
        return
    finally:
        bar.empty()
    meanwhile.forget()
    state.put("same.done", (said, values))
    state.put("same.turn", state.get("same.turn", 0) + 1)
    state.put("same.more", 0)
    state.unpin()
    st.rerun()
