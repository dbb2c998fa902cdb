"""What to decide about each client? For the commercial director: proposals by urgency; accept, change or postpone."""

import streamlit as st

from analysis.findings import decision_findings, sentences
from analysis.journal import client_decisions
from dashboard import links, missing_link, page, state, tables
from dashboard.decisions import decision_lists, decision_sections
from dashboard.view import here

COLUMNS = (
    "client_name",
    "decision",
    "why",
    "at_stake",
    "target_margin",
    "price_rise",
    "kept",
    "orders_behind_it",
    "confidence",
    "needs",
)
URGENT = 5  # in plain text above the list
MOST = 1000  # clients listed: wording thousands of reasons takes longer than a click may

at = here()
words = at.words
if not page.empty(at, words("decisions.question")):
    in_force = client_decisions.in_force(decision_sections.root(at))
    today = decision_sections.today()
    found = at.data.worked(decision_findings.of_scope, at.scope, in_force, today)
    rows, kept = found.rows, found.kept
    page.head(at, words("decisions.question"), sentences.say(words, found.findings))
    missing_link.show(at, "true_profit")
    wanted = decision_lists.with_safe(at, rows, kept)
    ranked = decision_findings.by_urgency(wanted, kept, today)
    listed = decision_lists.listed(at, ranked.head(MOST), kept)
    urgent = decision_findings.urgent(ranked.head(MOST))
    decision_lists.first(at, listed.loc[urgent.index].head(URGENT))
    st.subheader(words("decisions.all"), anchor=False)
    page.quiet(words("decisions.note_page"), "quiet-decisions")
    tables.show(
        at,
        listed,
        COLUMNS,
        key="decisions",
        opens=("client", "client_id"),
        height=430,
        short=True,
    )
    if len(ranked) > MOST:
        page.quiet(words("decisions.shown", n=MOST, of=words.number(len(ranked))), "quiet-shown")
    if len(rows):
        everyone = decision_findings.by_urgency(rows, kept, today)
        ids = everyone["client_id"].tolist()
        names = dict(zip(ids, everyone["client_name"], strict=True))
        st.subheader(words("decisions.one"), anchor=False)
        chosen = st.selectbox(
            words("client.choose"),
            ids,
            key=state.bind("of", ids, ids[0], stays=True),
            format_func=names.__getitem__,
            width=420,
        )
        decision_sections.of_client(at, chosen)
        links.to(at, "client", words("decisions.open_client"), id=chosen)
        decision_lists.made(at, kept, names)
