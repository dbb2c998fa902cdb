"""The figures of the portrait's test: the verdicts' margins, what the score promises, what each criterion does."""

from __future__ import annotations

import streamlit as st

from analysis.portrait.portrait_evidence import PortraitEvidence
from dashboard import charts, page, tables
from dashboard.charts import evidence_charts
from dashboard.decisions.portrait_sections import evidence_tables
from dashboard.view import View


def by_verdict(view: View, found: PortraitEvidence) -> None:
    words = view.words
    st.subheader(words("evidence.verdicts"), anchor=False)
    fig = evidence_charts.by_verdict(found.groups, found.goal_margin, words)
    charts.show_or_say(
        fig, "evidence-verdicts", words("evidence.verdicts.alt"), words("evidence.verdicts.none")
    )


def calibration(view: View, found: PortraitEvidence) -> None:
    words = view.words
    st.subheader(words("evidence.calibration"), anchor=False)
    if found.calibration is None:
        page.quiet(words("evidence.calibration.none"), "quiet-calibration")
        return
    fig = evidence_charts.promises(found.calibration, words)
    charts.show(fig, "evidence-promises", words("evidence.calibration"))
    skill = words.share(found.calibration.skill, 0)
    page.quiet(words("evidence.calibration.note", skill=skill), "quiet-calibration")


def criteria(view: View, found: PortraitEvidence) -> None:
    words = view.words
    st.subheader(words("evidence.criteria"), anchor=False)
    fig = evidence_charts.criteria(found.criteria, words)
    charts.show_or_say(
        fig, "evidence-criteria", words("evidence.criteria"), words("evidence.criteria.none")
    )
    rows = evidence_tables.criteria(found, words)
    tables.show(
        view, rows, evidence_tables.CRITERIA, key="evidence-criteria", height="content", short=True
    )
    page.quiet(evidence_tables.criteria_note(found, words), "quiet-criteria")
