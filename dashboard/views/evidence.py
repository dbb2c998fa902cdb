"""Does the portrait predict profit? Scored as of a day, set against what was earned after it. For whoever relies on it."""

import datetime as dt
from pathlib import Path

import streamlit as st

from analysis import portrait
from analysis.findings import evidence as findings_evidence
from analysis.portrait import as_of as portrait_as_of
from analysis.portrait import evidence as portrait_evidence
from dashboard import charts, page, sentences, state, tables
from dashboard.charts import evidence as charts_evidence
from dashboard.portrait import evidence_parts
from dashboard.view import here

at = here()
data, words = at.data, at.words


def by_verdict() -> None:
    st.subheader(words("evidence.verdicts"), anchor=False)
    fig = charts_evidence.by_verdict(found.groups, found.goal_margin, words)
    charts.show_or_say(fig, "evidence-verdicts", words("evidence.verdicts.alt"), words("evidence.verdicts.none"))


def calibration() -> None:
    st.subheader(words("evidence.calibration"), anchor=False)
    if found.calibration is None:
        page.quiet(words("evidence.calibration.none"), "quiet-calibration")
        return
    fig = charts_evidence.promises(found.calibration, words)
    charts.show(fig, "evidence-promises", words("evidence.calibration"))
    skill = words.share(found.calibration.skill, 0)
    page.quiet(words("evidence.calibration.note", skill=skill), "quiet-calibration")


def criteria() -> None:
    st.subheader(words("evidence.criteria"), anchor=False)
    fig = charts_evidence.criteria(found.criteria, words)
    charts.show_or_say(fig, "evidence-criteria", words("evidence.criteria"), words("evidence.criteria.none"))
    rows = evidence_parts.criteria(found, words)
    tables.show(at, rows, evidence_parts.CRITERIA, key="evidence-criteria", height="content", short=True)
    page.quiet(evidence_parts.criteria_note(found, words), "quiet-criteria")


if not page.empty(at, words("evidence.question")):
    wanted = portrait.load(Path(data.build.root) / "settings" / portrait.FILE)
    days = [day.isoformat() for day in data.worked(portrait_as_of.days)]
    usual = data.worked(portrait_as_of.usual_day)
    above = st.container()
    day = None
    if wanted.criterion and usual:
        with st.container(key="noprint-day"):
            day = st.selectbox(words("evidence.day"), days, key=state.bind("day", days, usual.isoformat()), width=260,
                               format_func=lambda d: words.date(dt.date.fromisoformat(d)), help=words("evidence.day.help"))  # fmt: skip
    found = data.worked(portrait_evidence.evidence, wanted, dt.date.fromisoformat(day) if day else None)
    with above:
        page.head(at, words("evidence.question"), sentences.say(words, findings_evidence.of_evidence(found)))
    if found.groups:
        left, right = st.columns(2, gap="large")
        with left:
            by_verdict()
        with right:
            calibration()
        rows = evidence_parts.verdicts(found, words)
        tables.show(at, rows, evidence_parts.VERDICTS, key="evidence-verdicts", height="content", short=True)
        for line, text in enumerate(evidence_parts.quiet(found, words)):
            page.quiet(text, f"quiet-said-{line}")
        criteria()
        st.subheader(words("evidence.people"), anchor=False)
        clients = evidence_parts.clients(found)
        tables.show(
            at, clients, evidence_parts.CLIENTS, key="evidence-clients", opens=("client", "client_id"), first=500
        )
    if found.verdict != "none":
        for line, text in enumerate(evidence_parts.footnotes(found, words)):
            page.quiet(text, f"quiet-foot-{line}")
