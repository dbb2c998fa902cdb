"""Which orders eat the profit?"""

import streamlit as st

from analysis.findings import orders_findings, sentences
from analysis.reader import comparable
from dashboard import missing_link, page, tables
from dashboard.orders import order_choice
from dashboard.view import here

KINDS = ("kind", *orders_findings.KIND_METRICS)
COLUMNS = (
    "order_id",
    "client_name",
    "flag",
    "revenue",
    "book_profit",
    "true_profit",
    "hours",
    "days_late",
    "kind",
    "kind_reasons",
    "book_margin",
    "true_margin",
    "order_date",
    "state",
    "manager",
)
SHORT = (
    "hours_per_million",
    "book_margin",
    "true_margin",
    "late_share",
    "hidden_loss_orders",
    "book_profit",
    "true_profit",
    "kind",
)
DRAWN = 1000  # rows in the browser; the files hold all

at = here()
data, scope, w = at.data, at.scope, at.words
if not page.empty(at, w("orders.question")):
    orders = data.orders(scope)
    by_kind = comparable.same_orders(
        data.metrics(comparable.beside(orders_findings.KIND_METRICS), ("kind",), scope)
    ).dropna(subset="kind")
    page.head(at, w("orders.question"), sentences.say(w, orders_findings.of_slice(orders, by_kind)))
    missing_link.show(at, "true_profit", "book_profit", "hours", "lateness", "kind")
    page.few(at)
    page.orders_of_scope_counted(at, orders)
    short = {name: w(f"orders.short.{name}") for name in SHORT}
    st.subheader(w("orders.kinds"), anchor=False)
    tables.show(at, by_kind, KINDS, key="kinds", titles=short)
    st.subheader(w("orders.table"), anchor=False)
    picked, notes = order_choice.filters(at, orders)
    if picked.empty:
        page.quiet(w("orders.none"), "quiet-none")
    else:
        page.quiet(w("table.open"), "quiet-open")
        tables.show(
            at,
            picked,
            COLUMNS,
            key="orders",
            opens=("order", "order_id"),
            total=orders_findings.totals(picked),
            first=DRAWN,
            notes=notes,
            titles=short,
        )
