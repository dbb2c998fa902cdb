"""What to decide now: decisions whose day has come, then the clients with most at stake that nobody has decided about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis import DealfitError
from analysis.dictionary.finding import known
from analysis.findings import decision_findings, sentences
from analysis.journal import client_decisions
from analysis.journal.client_decisions import RecordedDecision
from analysis.language import plain
from dashboard import links, missing_link, page
from dashboard.data import file_trouble
from dashboard.decisions import decision_sections
from dashboard.view import View

MOST = 5
SAID = (
    "decisions_change",
    "decisions_no_change",
    "decisions_unknown",
)  # the first of them that holds


def draw(view: View) -> None:
    words = view.words
    st.subheader(words("today.decide"), anchor=False)
    try:
        kept = client_decisions.in_force(decision_sections.root(view))
    except DealfitError as trouble:  # what was decided can't be read: the figures stay
        st.warning(plain(file_trouble.sentence(words, file_trouble.of(trouble))))
        return
    today = decision_sections.today()
    asked = view.data.worked(decision_findings.most_urgent, view.scope, kept, today, MOST)
    found = {f.code: f for f in asked.findings}
    said = [found["decisions_due"]] if "decisions_due" in found else []
    said += [found[code] for code in SAID if code in found][:1]
    page.say(sentences.say(words, said), "said-decide")
    for place, row in enumerate(asked.waiting):
        _draw_row(view, place, row, kept.get(row["client_id"]))
    if "decisions_unknown" in (f.code for f in said):
        missing_link.show(view, "true_profit", part="decide-")
    elif not asked.waiting:
        page.quiet(words("today.decide.none"), "quiet-decide")
    if asked.clients:
        with st.container(key="news-decisions"):
            links.to(view, "decisions", words("today.decide.all"))


def _draw_row(
    view: View, place: int, row: Mapping[Any, Any], kept: RecordedDecision | None
) -> None:
    """Client and proposal, a door to both; beside it what it is about: the day that has come, or the money."""
    words = view.words
    is_due = row["place"] == 0 and kept is not None
    decision = kept.decision if is_due and kept else row["decision"]
    beside = ""
    if is_due and kept and kept.due_on:
        beside = words("today.due", date=words.date(kept.due_on))
    elif known(row["at_stake"]) and row["at_stake"]:
        beside = words("today.at_stake", amount=words.short_money(row["at_stake"]))
    with st.container(
        key=f"news-decide-{place}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        label = f"{row['client_name']} — {words.code('decision', decision)}"
        links.to(view, "client", label, id=row["client_id"])
        if beside:
            st.text(beside, width="content")
