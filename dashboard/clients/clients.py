"""Which clients earn, and which only look like it? For the commercial director: the map."""

import streamlit as st

from analysis import findings
from analysis.findings import sentences
from analysis.reader import comparable
from dashboard import links, missing_link, page
from dashboard.clients import client_map, client_sections
from dashboard.view import client_names, here

at = here()
data, scope, words = at.data, at.scope, at.words


def open_one() -> None:
    in_sight = set(clients["client_id"])
    names = {i: n for i, n in client_names(data).items() if i in in_sight}
    chosen = st.selectbox(
        words("clients.find"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        width=420,
        placeholder=words("clients.find.placeholder"),
        label_visibility="collapsed",
    )
    if chosen is not None:
        links.go(at, "client", id=chosen)


if not page.empty(at, words("clients.question")):
    clients = client_sections.flagged(at)
    said = findings.overview(
        clients,
        comparable.same_orders(
            comparable.known_profits(data.metrics(comparable.beside(findings.TOTALS), (), scope))
        )
        .iloc[0]
        .to_dict(),
        comparable.same_orders(data.metrics(comparable.beside(findings.BY_KIND), ("kind",), scope)),
    )
    page.head(
        at, words("clients.question"), sentences.say(words, [*said[:1], *findings.by_flag(clients)])
    )
    missing_link.show(at, "true_profit", "book_profit", "hours", "lateness", "kind")
    page.few(at)
    open_one()
    client_map.draw(at, clients)
