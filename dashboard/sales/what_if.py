"""What would change if we acted otherwise? For the commercial director and leadership: a question, its answer, nothing saved."""

from dataclasses import replace

import streamlit as st

from analysis import Scope
from analysis.findings import sentences, what_if_findings
from dashboard import missing_link, page
from dashboard.sales.scenarios import (
    scenario_keeping,
    what_if_address,
    what_if_sections,
    what_if_widgets,
)
from dashboard.view import here

given = here()
at = replace(
    given, scope=Scope(since=given.scope.since, until=given.scope.until)
)  # capacity is the whole plant's
words = at.words

if not page.empty(at, words("what_if.question")):
    change = what_if_address.read(at)
    with st.spinner(words("what_if.running"), show_time=True):
        outcome = at.data.what_if(change, at.scope)
    said = what_if_findings.of(outcome, change)
    page.head(
        at,
        words("what_if.question"),
        [" ".join(sentences.say(words, line)) for line in said if line],
    )
    missing_link.show(at, "true_profit", "unused")
    what_if_sections.filters(given)
    what_if_widgets.presets(at)
    what_if_widgets.controls(at, change)
    if change.is_nothing:
        what_if_sections.before_anything(at)
        what_if_sections.method(at, change)
    else:
        what_if_sections.figures(at, outcome)
        what_if_sections.volume(at, outcome)
        what_if_sections.plant_and_clients(at, outcome, change)
        what_if_sections.clients(at, outcome, change)
    scenario_keeping.show(at, change)
