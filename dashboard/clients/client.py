"""One client: what it brings by the book and truly, where its hours go, its orders, who is behind it."""

import streamlit as st

from analysis import findings
from analysis.findings import sentences, so_far
from analysis.findings.why_unknown import What
from analysis.reader import whale
from dashboard import charts, links, missing_link, page, state, strip
from dashboard.charts import client_charts
from dashboard.clients import client_sections
from dashboard.decisions import decision_sections
from dashboard.decisions.portrait_sections import portrait_client
from dashboard.top import bar
from dashboard.view import client_names, here

FIGURES = (
    "revenue",
    "revenue_share",
    "gross_margin_share",
    "book_margin",
    "true_margin",
    "true_profit",
    "late_share",
    "custom_share",
)
NUMBERS: tuple[What, ...] = ("true_profit", "book_profit", "credit", "hours", "lateness", "kind")

at = here()
data, scope, words = at.data, at.scope, at.words


def hours_and_orders() -> None:
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.subheader(words("client.pools"), anchor=False)
        fig = client_charts.pools(data.client_pools(chosen, scope), words)
        own = scope.but(clients=(chosen,))
        none = missing_link.reason(at, "hours", otherwise=words("client.pools.none"), scope=own)
        charts.show_or_say(fig, "pools", words("client.pools"), none)
    with right:
        st.subheader(words("client.orders"), anchor=False)
        for order_id in charts.show(
            client_charts.orders(orders, basis, words), "orders", words("client.orders"), pick=True
        ):
            links.go(at, "order", order=order_id)
        page.quiet(words("client.orders.note"), "quiet-orders")


names = client_names(data)
ids = sorted(names, key=lambda i: names[i].casefold())
client_sections.follow_merged(at)
if not page.empty(at, words("nav.client")):
    clients = client_sections.flagged(at)
    first = clients["client_id"].iloc[0]
    with st.container(key="noprint-choose"):
        chosen = st.selectbox(
            words("client.choose"),
            ids,
            key=state.bind("id", ids, first, stays=True),
            format_func=names.__getitem__,
            width=420,
            label_visibility="collapsed",
        )
    bar.name_tab(words, names[chosen], "client")
    row = next(iter(clients[clients["client_id"] == chosen].to_dict("records")), None)
    page.head(
        at,
        names[chosen],
        sentences.say(
            words,
            [
                *findings.client(row, int(clients["true_profit"].notna().sum())),
                *so_far.of_client(row),
            ],
        )
        if row
        else [words("client.outside_scope")],
    )
    if row:
        missing_link.show(at, *NUMBERS, scope=scope.but(clients=(chosen,)))
        orders = data.orders(scope.but(clients=(chosen,)))
        basis = whale.best_known(orders) or "revenue"
        strip.draw(FIGURES, row, words)
        page.orders_counted(at, row, orders)
        if len(orders):
            hours_and_orders()
            client_sections.worst_and_best(at, chosen, orders, basis)
    decision_sections.of_client(at, chosen)
    portrait_client.show(at, chosen)
    client_sections.about(at, chosen)
    client_sections.counts_as(at, chosen)
    client_sections.group(at, chosen)
