"""A first portrait proposed from the most profitable clients: each criterion with its evidence, for the reader to take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from analysis.journal import portrait_editing
from analysis.journal.portrait import Criterion, Portrait
from analysis.language import plain
from analysis.portrait import portrait_proposal
from analysis.portrait.portrait_proposal import LEAST_CLIENTS, VERY_CLEAR, Candidate, Proposal
from dashboard import links, missing_link, page
from dashboard.decisions.portrait_sections import (
    portrait_draft,
    portrait_sentences,
    verdict_changes,
)
from dashboard.view import View, client_names

EVIDENCE = "evidence"  # the page that tests a portrait out of time


def show(view: View, wanted: Portrait) -> None:
    words = view.words
    proposal: Proposal = view.data.worked(portrait_proposal.proposed, view.scope)
    if not proposal.top:
        page.quiet(
            words("portrait.wizard.few", n=proposal.clients, least=LEAST_CLIENTS), "quiet-wizard"
        )
        missing_link.show(view, "true_profit")
        return
    names = client_names(view.data)
    first = words.join([names.get(i, i) for i in proposal.top[:3]])
    page.say(
        [words("portrait.wizard.said", n=len(proposal.top), of=proposal.clients, names=first)],
        "said-wizard",
    )
    st.warning(plain(words("portrait.wizard.past")))
    links.to(view, EVIDENCE, words("portrait.wizard.evidence"))
    if not proposal.candidates:
        page.quiet(words("portrait.wizard.none"), "quiet-wizard")
        return
    taken: list[Criterion] = []
    limit = 1 - proposal.candidates[0].limit
    with st.container(key="noprint-wizard"):
        for title, clear in (("portrait.wizard.clear", True), ("portrait.wizard.chance", False)):
            found = [c for c in proposal.candidates if c.is_clear == clear]
            if found:
                st.subheader(words(title), anchor=False)
                taken += [
                    asked
                    for c in found
                    if (asked := _candidate(view, c, wanted, proposal)) is not None
                ]
        page.quiet(
            words(
                "portrait.wizard.weights",
                clear=words.share(1 - limit, 0),
                sure=words.share((1 - limit) / VERY_CLEAR),
            ),
            "quiet-weights",
        )
        _take(view, wanted, taken)


def _named(view: View, candidate: Candidate) -> Criterion:
    name = portrait_sentences.field(view.words, candidate.criterion.field)
    return replace(candidate.criterion, name=name, weight=candidate.weight)


def _candidate(
    view: View, candidate: Candidate, wanted: Portrait, proposal: Proposal
) -> Criterion | None:
    """The criterion, where it is taken: clear ones from the start, but none that may be a result or that the portrait asks already."""
    words, asked = view.words, _named(view, candidate)
    is_there = asked.field.casefold() in {c.field.casefold() for c in wanted.criterion}
    parts = [
        portrait_sentences.demand(words, asked),
        words("portrait.line.weight", weight=words.number(asked.weight)),
    ]
    if not candidate.result:
        parts.insert(1, words(f"portrait.known.{asked.known}"))
    if is_there:
        parts.append(words("portrait.wizard.there"))
    preset = candidate.is_clear and not candidate.result and not is_there
    with st.container(gap=None):
        label = f"{portrait_sentences.field(words, asked.field)} — {' · '.join(parts)}"
        is_taken = st.checkbox(plain(label), preset, key=f"portrait.candidate.{asked.field}")
        page.quiet(evidence(view, candidate, proposal), f"quiet-candidate-{asked.field}")
        if candidate.result:
            page.quiet(words(f"portrait.result.{candidate.result}"), f"quiet-result-{asked.field}")
            known = st.segmented_control(
                words("portrait.result.ask"),
                ("before", "after"),
                default="after",
                required=True,
                key=f"portrait.candidate.{asked.field}.known",
                format_func=lambda k: words(f"portrait.result.{k}"),
            )
            asked = replace(asked, known=known or "after")
    return asked if is_taken else None


def evidence(view: View, candidate: Candidate, proposal: Proposal) -> str:
    words, c = view.words, candidate
    said = words(
        "portrait.evidence",
        met=c.met,
        known=c.met + c.failed,
        top_met=c.top_met,
        top_known=c.top_known,
        margin=words.share(c.margin_met),
        without=words.share(c.margin_failed),
    )
    chance = words.share(c.chance, 1 if c.chance < 0.1 else 0)
    said += " " + words("portrait.evidence.chance", chance=chance, tried=proposal.tried)
    return said + (" " + words("portrait.evidence.unknown", n=c.unknown) if c.unknown else "")


def _take(view: View, wanted: Portrait, taken: list[Criterion]) -> None:
    words = view.words
    ways = ("add", "replace")
    how = ways[0]
    if wanted.criterion:
        how = st.segmented_control(
            words("portrait.wizard.how"),
            ways,
            default=ways[0],
            key="portrait.wizard.how",
            required=True,
            format_func=lambda h: words(f"portrait.wizard.{h}"),
        )
    kept = wanted.criterion if how == "add" else ()
    verdict_changes.warn(
        view, wanted, Portrait((*kept, *taken) if taken else wanted.criterion, wanted.verdict)
    )
    st.button(
        words("portrait.wizard.take", n=len(taken)),
        type="primary",
        key="portrait.wizard.take",
        disabled=not taken,
        on_click=_taken,
        args=(wanted, taken, how, portrait_editing.text(Path(view.data.build.root))),
    )


def _taken(wanted: Portrait, taken: list[Criterion], how: str, base: str) -> None:
    """The criteria become the draft, and the editor opens on it."""
    draft = portrait_draft.of(wanted if how == "add" else Portrait(verdict=wanted.verdict), base)
    for criterion in taken:
        draft = draft.plus(criterion)
    portrait_draft.keep(draft)
    portrait_draft.open_editor()
