"""What an edited portrait would change: who changes verdict, and where the money would be."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.findings import sentences
from analysis.journal import portrait_editing
from analysis.journal.portrait import Portrait
from analysis.language import plain
from analysis.portrait import portrait_effect
from dashboard import page, tables
from dashboard.decisions.portrait_sections import portrait_clients, portrait_draft
from dashboard.view import View

VERDICTS = (
    "verdict",
    "clients",
    "clients_then",
    "revenue",
    "revenue_then",
    "true_profit",
    "true_profit_then",
    "hours",
    "hours_then",
)
CHANGED = (
    "client_name",
    "verdict",
    "verdict_then",
    "fit_score",
    "score_then",
    "true_profit",
    "revenue",
    "fit_reasons",
)
IN_FORCE = 0
NAMED = 3


def show(view: View, wanted: Portrait, edited: Portrait) -> None:
    """Beside the portrait in force, or beside an earlier one that the reader chooses."""
    words = view.words
    other = _other(view, wanted)
    if edited == other:
        page.quiet(words("portrait.effect.same"), "quiet-same")
        return
    warn(view, wanted, edited)
    effect = portrait_effect.compare(
        portrait_clients.judged(view, other), portrait_clients.judged(view, edited)
    )
    page.say([sentence(view, effect)], "said-effect")
    tables.show(view, effect.verdicts, VERDICTS, key="portrait-effect")
    if len(effect.changed):
        rows = portrait_clients.worded(
            view, edited, effect.changed.assign(fit=effect.changed["fit_then"])
        )
        tables.show(
            view,
            rows,
            CHANGED,
            key="portrait-changed",
            opens=("client", "client_id"),
            first=200,
            height=320 if len(rows) > 8 else "content",
        )


def warn(view: View, wanted: Portrait, edited: Portrait) -> None:
    """That another portrait would part the clients worse than the one in force, with the money."""
    if edited == wanted or not edited.criterion:
        return
    found = portrait_effect.worse(
        portrait_clients.judged(view, wanted), portrait_clients.judged(view, edited)
    )
    for text in sentences.say(view.words, found):
        st.warning(plain(text))


def sentence(view: View, effect: portrait_effect.Effect) -> str:
    words, changed = view.words, effect.changed
    if changed.empty:
        return words("portrait.effect.nobody", n=effect.clients)
    names = words.join([str(n) for n in changed["client_name"].head(NAMED)])
    profit = words.short_money(changed["true_profit"].sum(min_count=1))
    key = "portrait.effect.changed" if len(changed) <= NAMED else "portrait.effect.changed_many"
    return words(key, n=len(changed), of=effect.clients, names=names, profit=profit)


def _other(view: View, wanted: Portrait) -> Portrait:
    words, root = view.words, Path(view.data.build.root)
    versions = {v.change.id: v for v in portrait_editing.versions(root)}
    if not versions:
        return wanted

    def named(number: int) -> str:
        if number == IN_FORCE:
            return words("portrait.in_force")
        change = versions[number].change
        return plain(
            words(
                "portrait.version",
                at=words.moment(change.at),
                who=words.code("changed_by", change.who),
            )
        )

    with st.container(key="noprint-other", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            words("portrait.compare"),
            [IN_FORCE, *versions],
            key="portrait.compare",
            format_func=named,
            width=420,
        )
        if chosen == IN_FORCE:
            return wanted
        earlier = versions[chosen].portrait
        st.button(
            words("portrait.take_version"),
            key="portrait.take_version",
            on_click=_take,
            args=(earlier, portrait_editing.text(root)),
        )
    return earlier


def _take(earlier: Portrait, base: str) -> None:
    portrait_draft.keep(portrait_draft.of(earlier, base))
