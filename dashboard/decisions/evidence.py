"""Does the portrait predict profit? Scored as of a day, set against what was earned after it. For whoever relies on it."""

import datetime as dt
from pathlib import Path

import streamlit as st

from analysis.findings import evidence_findings, sentences
from analysis.journal import portrait
from analysis.language import plain
from analysis.portrait import portrait_as_of, portrait_evidence
from dashboard import missing_link, page, state, tables
from dashboard.decisions.portrait_sections import evidence_figures, evidence_tables
from dashboard.view import here

at = here()
data, words = at.data, at.words

if not page.empty(at, words("evidence.question")):
    wanted = portrait.load(Path(data.build.root) / "settings" / portrait.FILE)
    days = [day.isoformat() for day in data.worked(portrait_as_of.days)]
    usual = data.worked(portrait_as_of.usual_day)
    above = st.container()
    day = None
    if wanted.criterion and usual:
        with st.container(key="noprint-day"):
            day = st.selectbox(
                words("evidence.day"),
                days,
                key=state.bind("day", days, usual.isoformat(), stays=True),
                width=260,
                format_func=lambda d: words.date(dt.date.fromisoformat(d)),
                help=words("evidence.day.help"),
            )
    found = data.worked(
        portrait_evidence.evidence, wanted, dt.date.fromisoformat(day) if day else None
    )
    with above:
        page.head(
            at,
            words("evidence.question"),
            sentences.say(words, evidence_findings.of_evidence(found)),
        )
        missing_link.show(at, "fit", "true_profit")
    if found.asked:
        st.warning(plain(words("evidence.asked", names=", ".join(found.asked))))
    if found.verdict != "none":
        with st.expander(words("evidence.details")):
            if found.groups:
                left, right = st.columns(2, gap="large")
                with left:
                    evidence_figures.by_verdict(at, found)
                with right:
                    evidence_figures.calibration(at, found)
                rows = evidence_tables.verdicts(found, words)
                tables.show(
                    at,
                    rows,
                    evidence_tables.VERDICTS,
                    key="evidence-verdicts",
                    height="content",
                    short=True,
                )
                for line, text in enumerate(evidence_tables.quiet(found, words)):
                    page.quiet(text, f"quiet-said-{line}")
                evidence_figures.criteria(at, found)
                st.subheader(words("evidence.people"), anchor=False)
                clients = evidence_tables.clients(found)
                tables.show(
                    at,
                    clients,
                    evidence_tables.CLIENTS,
                    key="evidence-clients",
                    opens=("client", "client_id"),
                    first=500,
                )
            for line, text in enumerate(evidence_tables.footnotes(found, words)):
                page.quiet(text, f"quiet-foot-{line}")
