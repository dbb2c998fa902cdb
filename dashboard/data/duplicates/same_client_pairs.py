"""Pairs of clients side by side: what each has, what speaks for one client and against, and the reader's answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from analysis.actions.clients.client_answers import Answer
from analysis.intake.values.letters import mixed_letters
from analysis.journal import same_clients
from analysis.journal.same_clients import NamedClient
from analysis.language import Words, plain
from analysis.same_clients import same_client_proposals
from analysis.same_clients.evidence import ClientRecord, MatchEvidence
from analysis.same_clients.pairs import GRADES, SURE, Pair
from dashboard import links, page, state
from dashboard.view import View

LATER, ONE, DIFFERENT = "later", "one", "different"
SHOWN = 8  # pairs at a time: what isn't answered in one go is asked again
ALL = "all"
SIDES = ("for", "against")


def ask(view: View, pairs: Sequence[Pair]) -> list[Answer]:
    """Draws the pairs of the chosen grade, the first of them; the answers given so far."""
    if not pairs:
        return []
    words = view.words
    chosen = _of_grade(view, pairs)
    shown = chosen[: SHOWN * (1 + state.get("same.more", 0))]
    if sure := [_key(p) for p in shown if p.grade == SURE]:
        with st.container(key="noprint-sure"):
            st.button(
                words("same.all_sure", n=len(sure)),
                key="same.all_sure",
                on_click=_all_one,
                args=(sure,),
                type="tertiary",
            )
    answers = [_card(view, place, pair) for place, pair in enumerate(shown)]
    if len(shown) < len(chosen):
        with st.container(key="noprint-more", horizontal=True, vertical_alignment="center"):
            page.quiet(
                words("same.shown", n=len(shown), of=words.number(len(chosen))), "quiet-shown"
            )
            st.button(words("same.more"), key="same.show_more", on_click=_more, type="tertiary")
    return [a for a in answers if a is not None]


def _of_grade(view: View, pairs: Sequence[Pair]) -> list[Pair]:
    words = view.words
    counts = {ALL: len(pairs), **{g: sum(p.grade == g for p in pairs) for g in GRADES}}
    options = [name for name, n in counts.items() if n]
    with st.container(key="noprint-grade"):
        grade = st.segmented_control(
            words("same.grade"),
            options,
            key=state.bind("grade", options, ALL),
            required=True,
            label_visibility="collapsed",
            format_func=lambda g: f"{words(f'same.grade.{g}')} ({words.number(counts[g])})",
        )
    return [p for p in pairs if grade in (ALL, p.grade)]


def _card(view: View, place: int, pair: Pair) -> Answer | None:
    words = view.words
    with st.container(border=True, key=f"pair-{place}", gap="small"):
        for column, client in zip(
            st.columns(2, gap="medium"), (pair.first, pair.second), strict=True
        ):
            with column:
                links.to(view, "client", client.client_name, id=client.client_id)
                page.quiet(
                    about(client, words),
                    f"quiet-{place}-{'first' if client is pair.first else 'second'}",
                )
        sides = [
            (side, [evidence(e, words) for e in pair.evidence if e.speaks_for is (side == "for")])
            for side in SIDES
        ]
        st.text(
            "\n".join(
                words(f"same.{side}", evidence="; ".join(told)) for side, told in sides if told
            )
        )
        stake = (
            words("same.stake", money=words.money(pair.at_stake))
            if pair.at_stake
            else words("same.no_stake")
        )
        page.quiet(f"{words(f'same.grade.{pair.grade}.said')} {stake}", f"quiet-{place}-grade")
        with st.container(key=f"noprint-answer-{place}"):
            return _answer(pair, words)


def _answer(pair: Pair, words: Words) -> Answer | None:
    first, second = (NamedClient(c.client_id, c.client_name) for c in (pair.first, pair.second))
    if state.get(_key(pair)) is None:
        state.put(_key(pair), LATER)
    answer = st.segmented_control(
        words("same.answer"),
        (LATER, ONE, DIFFERENT),
        key=_key(pair),
        required=True,
        persist_state="session",
        label_visibility="collapsed",
        format_func=lambda a: words(f"same.answer.{a}"),
    )
    if answer == LATER:
        return None
    if answer == DIFFERENT:
        return Answer(first, second, None)
    names = {first.client_id: first.client_name, second.client_id: second.client_name}
    if first.client_name == second.client_name:
        names = {i: f"{name} · {i}" for i, name in names.items()}
    kept = st.radio(
        words("same.keep"),
        list(names),
        key=f"{_key(pair)}.kept",
        horizontal=True,
        persist_state="session",
        format_func=lambda i: plain(names[i]),
    )
    return Answer(first, second, first if kept == first.client_id else second)


def about(client: ClientRecord, words: Words) -> str:
    """By which ids it is known, what hides in its spelling, its orders, its revenue, its last order."""
    ids = [words("same.id", id=i) for i in sorted(client.codes - client.known_by)]
    ids += [words("same.tax_number", number=n) for n in sorted(client.known_by)]
    ids = ids or [words("same.no_id")]
    if letters := mixed_letters(client.client_name):
        kind = "latin" if letters.isascii() else "cyrillic"
        ids.append(words(f"same.letters.{kind}", letters=", ".join(letters)))
    if not client.orders:
        return " · ".join([*ids, words("same.no_orders")])
    told = words(
        "same.orders",
        n=client.orders,
        revenue=words.money(client.revenue),
        last=words.date(client.last_order_on),
    )
    return " · ".join([*ids, told])


def evidence(found: MatchEvidence, words: Words) -> str:
    values = {k: words.share(v, 0) if k == "score" else v for k, v in found.values.items()}
    return words(f"same.{'for' if found.speaks_for else 'against'}.{found.code}", **values)


def _key(pair: Pair) -> str:
    return f"same.answer.{state.get('same.turn', 0)}.{'|'.join(pair.ids)}"


def _all_one(keys: Sequence[str]) -> None:
    for key in keys:
        state.put(key, ONE)


def _more() -> None:
    state.put("same.more", state.get("same.more", 0) + 1)


def hint(view: View) -> None:
    """For other pages, quietly: that there are pairs to ask about."""
    different = same_clients.different_pairs(Path(view.data.build.root))
    if pairs := view.data.worked(same_client_proposals.find, different).pairs:
        with st.container(key="hint-same", horizontal=True, vertical_alignment="center"):
            page.quiet(view.words("same.hint", n=len(pairs)), "quiet-hint-same")
            links.to(view, "same_clients", view.words("nav.same_clients"))
