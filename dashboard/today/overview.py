"""What happened, and what to decide? Then who brings the profit and who eats it. For leadership: one screen, and the doors from it."""

import streamlit as st

from analysis import findings
from analysis.findings import sentences
from analysis.reader import comparable, whale
from dashboard import missing_link, page, strip
from dashboard.today import decide, happened, profit_parts
from dashboard.view import here

FIGURES = ("revenue", "book_profit", "true_profit", "hidden_loss", "hours", "unused_cost")

at = here()
data, scope, words = at.data, at.scope, at.words

if not page.empty(at, words("today.question")):
    clients = comparable.same_orders(comparable.known_profits(data.clients(scope)))
    measured = comparable.known_profits(data.metrics(comparable.beside(findings.TOTALS), (), scope))
    totals, beside = measured.iloc[0].to_dict(), comparable.same_orders(measured).iloc[0].to_dict()
    by_kind = comparable.same_orders(
        data.metrics(comparable.beside(findings.BY_KIND), ("kind",), scope)
    )
    curve = whale.of_clients(clients)
    page.head(at, words("today.question"))
    left, right = st.columns(2, gap="large")
    with left:
        happened.draw(at)
    with right:
        decide.draw(at)
    st.subheader(words("overview.question"), anchor=False)
    page.say(sentences.say(words, findings.overview(clients, beside, by_kind)))
    page.few(at)
    strip.figures(at, FIGURES)
    page.orders_of_scope_counted(at)
    missing_link.show(at, "true_profit", "book_profit", "credit", "hours", "unused", "kind")
    if curve is None and not by_kind["gross_margin_share"].notna().any():
        profit_parts.revenue_alone(at, clients)
    else:
        profit_parts.whale_and_bridge(at, curve, totals, beside)
        profit_parts.slope_and_months(at, by_kind)
        profit_parts.top_and_bottom(at, clients, curve)
    page.missing(at)
