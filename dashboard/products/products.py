"""Which products, managers, regions and industries earn, and what changed on last year? The clients' table by each of them."""

import streamlit as st

from analysis.findings import group_findings, sentences
from dashboard import missing_link, page, state
from dashboard.products import product_sections
from dashboard.view import here

at = here()
data, scope, words = at.data, at.scope, at.words

if not page.empty(at, words("products.question")):
    known = data.worked(group_findings.known_groups)
    usual = known[0] if known else group_findings.GROUPS[0]
    with st.container(key="noprint-by"):
        by = str(
            st.segmented_control(
                words("products.by"),
                group_findings.GROUPS,
                required=True,
                label_visibility="collapsed",
                key=state.bind("by", group_findings.GROUPS, usual, stays=True),
                format_func=lambda name: words(f"products.by.{name}"),
            )
        )
    if by not in known:
        page.head(at, words("products.question"))
        product_sections.say_there_are_none(at, by)
    else:
        rows = data.worked(group_findings.by_group, by, scope)
        said = sentences.say(words, group_findings.of_groups(rows, by))
        page.head(at, words("products.question"), said)
        page.few(at)
        product_sections.on_year(at, rows)
        product_sections.chart(at, rows, by)
        missing_link.show(at, "true_profit", "book_profit", "hours")
        product_sections.table(at, rows, by)
