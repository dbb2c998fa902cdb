"""Why is an order serial or custom, and what if the line were drawn elsewhere? For the analyst."""

import streamlit as st

from analysis.kinds import order_kinds, threshold_preview
from dashboard import missing_link, page, tables
from dashboard.orders import kind_correction, kind_sections
from dashboard.view import here

REASONS = (
    "piece",
    "behind_orders",
    "revenue",
    "hours",
    "moved_orders",
    "moved_revenue",
    "serial_with_it",
)
WEAKEST = (
    "order_id",
    "client_name",
    "kind",
    "kind_reasons",
    "design_hours",
    "revenue",
    "hours",
    "true_profit",
    "kind_source",
    "order_date",
)
DRAWN = 200

at = here()
data, words = at.data, at.words
if not page.empty(at, words("kinds.question")):
    orders = data.worked(order_kinds.judged, at.scope)
    basis = order_kinds.basis(orders)
    reasons = data.worked(order_kinds.reasons_of, at.scope)
    measured = data.worked(threshold_preview.agreement_with_stated)
    page.head(at, words("kinds.question"), kind_sections.said(at, basis, reasons, measured))
    missing_link.show(at, "kind")
    page.few(at)

    st.subheader(words("kinds.reasons"), anchor=False)
    if basis.evidence or basis.unknown:
        if basis.evidence:
            tables.show(at, reasons, REASONS, key="kind-reasons", height="content")
        page.quiet(words("kinds.reasons.note", n=basis.evidence + basis.unknown), "quiet-reasons")
        page.quiet(words("kinds.reasons.serial"), "quiet-serial")
        kind_sections.hours_needed(at, orders)
        kind_sections.design_pools(at)
    else:
        page.quiet(words("kinds.reasons.none"), "quiet-reasons")

    st.subheader(words("kinds.thresholds"), anchor=False)
    kind_sections.thresholds(at, orders, measured)

    st.subheader(words("kinds.weakest"), anchor=False)
    weakest = data.worked(order_kinds.weakest_of, at.scope)
    kind_sections.turned_by_one(at, basis)
    page.quiet(words("kinds.weakest.note"), "quiet-weakest")
    tables.show(
        at,
        weakest,
        WEAKEST,
        key="kind-weakest",
        opens=("order", "order_id"),
        first=DRAWN,
        height=420,
    )

    st.subheader(words("kinds.correct"), anchor=False)
    kind_correction.form(at, weakest)
    st.subheader(words("kinds.inforce"), anchor=False)
    kind_correction.in_force(at)
