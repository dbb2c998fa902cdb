"""What does custom work earn beside serial work, and who pays for it? For the commercial director and leadership."""

import streamlit as st

from analysis.findings import custom_findings, orders_findings, sentences
from analysis.kinds import custom_serial
from dashboard import charts, missing_link, page, tables
from dashboard.charts import plant_charts
from dashboard.orders import custom_sections, flag_sections
from dashboard.view import here

HIDDEN = (
    "order_id",
    "client_name",
    "kind",
    "book_profit",
    "true_profit",
    "hours",
    "hours_source",
    "revenue",
    "product_families",
)

at = here()
data, scope, words = at.data, at.scope, at.words


def margins_and_measures() -> None:
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.subheader(words("custom.slope"), anchor=False)
        none = missing_link.reason(
            at, "true_profit", "book_profit", "kind", otherwise=words("slope.none")
        )
        charts.show_or_say(plant_charts.slope(kinds, words), "slope", words("custom.slope"), none)
        st.subheader(words("custom.same"), anchor=False)
        custom_sections.same_hours(at, same)
    with right:
        st.subheader(words("custom.kinds"), anchor=False)
        custom_sections.side_by_side(at, kinds)


def clients() -> None:
    st.subheader(words("custom.clients"), anchor=False)
    custom_sections.who_pays(at, data.worked(custom_serial.custom_clients, scope))


def hidden_losses() -> None:
    st.subheader(words("custom.hidden"), anchor=False)
    if hidden.empty:
        unknown = missing_link.reason(
            at, "true_profit", "book_profit", otherwise=words("custom.hidden.none")
        )
        page.quiet(unknown, "quiet-hidden")
        return
    page.quiet(words("table.open"), "quiet-open")
    tables.show(
        at,
        hidden,
        HIDDEN,
        key="hidden",
        opens=("order", "order_id"),
        total=orders_findings.totals(hidden),
        height=420 if len(hidden) > 11 else "content",
        first=1000,
        short=True,
    )


if not page.empty(at, words("custom.question")):
    kinds = data.worked(custom_serial.by_kind, scope)
    hidden = data.worked(custom_serial.hidden_losses, scope)
    same = data.worked(custom_serial.same_hours, scope)
    page.head(
        at,
        words("custom.question"),
        sentences.say(words, custom_findings.of_page(kinds, hidden, same)),
    )
    missing_link.show(at, "kind", "true_profit", "book_profit", "hours", "lateness")
    page.few(at)
    custom_sections.counted(at)
    margins_and_measures()
    clients()
    hidden_losses()
    st.subheader(words("custom.flags"), anchor=False)
    flag_sections.by_group(at)
