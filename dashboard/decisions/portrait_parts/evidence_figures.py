"""The figures of the portrait's test: the verdicts' margins, what the score promises, what each criterion does."""

from __future__ import annotations

import streamlit as st

from analysis.portrait.evidence import PortraitEvidence
from dashboard import charts, page, tables
from dashboard.charts import evidence as charts_evidence
from dashboard.decisions.portrait_parts import evidence_parts
from dashboard.view import View


def by_verdict(view: View, found: PortraitEvidence) -> None:
    words = view.words
    st.subheader(words("evidence.verdicts"), anchor=False)
    fig = charts_evidence.by_verdict(found.groups, found.goal_margin, words)
    charts.show_or_say(
        fig, "evidence-verdicts", words("evidence.verdicts.alt"), words("evidence.verdicts.none")
    )


def calibration(view: View, found: PortraitEvidence) -> None:
    words = view.words
    st.subheader(words("evidence.calibration"), anchor=False)
    if found.calibration is None:
        page.quiet(words("evidence.calibration.none"), "quiet-calibration")
        return
    fig = charts_evidence.promises(found.calibration, words)
    charts.show(fig, "evidence-promises", words("evidence.calibration"))
    skill = words.share(found.calibration.skill, 0)
    page.quiet(words("evidence.calibration.note", skill=skill), "quiet-calibration")


def criteria(view: View, found: PortraitEvidence) -> None:
    words = view.words
    st.subheader(words("evidence.criteria"), anchor=False)
    fig = charts_evidence.criteria(found.criteria, words)
    charts.show_or_say(
        fig, "evidence-criteria", words("evidence.criteria"), words("evidence.criteria.none")
    )
    rows = evidence_parts.criteria(found, words)
    tables.show(
        view, rows, evidence_parts.CRITERIA, key="evidence-criteria", height="content", short=True
    )
    page.quiet(evidence_parts.criteria_note(found, words), "quiet-criteria")
