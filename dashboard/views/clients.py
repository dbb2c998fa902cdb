"""Which clients earn, and which only look like it? For the commercial director: the map, and every metric."""

import streamlit as st

from analysis import findings
from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.reader import client_flags, comparable
from dashboard import client_map, links, missing_link, page, sentences, tables
from dashboard.view import client_names, here

FIRST = (
    "client_name",
    "flag",
    "revenue",
    "true_profit",
    "true_margin",
    "book_profit",
    "book_margin",
    "hours",
    "hours_share",
)
COLUMNS = (*FIRST, *(c for c in CLIENT_COLUMNS if c not in FIRST))
SORTS = ("true_profit", "revenue", "book_profit", "true_margin", "book_margin", "gross_margin_share", "hours", "hours_share",
         "profit_per_hour", "custom_share", "late_share", "hidden_loss", "orders")  # fmt: skip

at = here()
data, scope, words = at.data, at.scope, at.words


def open_one() -> None:
    in_sight = set(clients["client_id"])
    names = {i: n for i, n in client_names(data).items() if i in in_sight}
    chosen = st.selectbox(words("clients.find"), list(names), index=None, format_func=names.__getitem__, width=420,
                          placeholder=words("clients.find.placeholder"), label_visibility="collapsed")  # fmt: skip
    if chosen is not None:
        links.go(at, "client", id=chosen)


def table() -> None:
    st.subheader(words("clients.table"), anchor=False)
    known = [name for name in SORTS if clients[name].notna().any()]
    ordered = tables.sort(at, clients, known, known[0])
    total = (
        comparable.same_orders(data.metrics([c for c in CLIENT_COLUMNS if c != "profit_rank"], (), scope))
        .iloc[0]
        .to_dict()
    )
    tables.show(
        at,
        ordered,
        COLUMNS,
        key="clients",
        opens=("client", "client_id"),
        total=total,
        height=560 if len(ordered) > 14 else "content",
    )


if not page.empty(at, words("clients.question")):
    clients = client_flags.with_flags(
        data.clients(scope), data.table("settings"), client_flags.targets_of(data.table("client_decision"))
    )
    said = findings.overview(
        clients,
        comparable.same_orders(comparable.known_profits(data.metrics(comparable.beside(findings.TOTALS), (), scope)))
        .iloc[0]
        .to_dict(),
        comparable.same_orders(data.metrics(comparable.beside(findings.BY_KIND), ("kind",), scope)),
    )
    page.head(at, words("clients.question"), sentences.say(words, [*said[:1], *findings.by_flag(clients)]))
    missing_link.show(at, "true_profit", "book_profit", "hours", "lateness", "kind")
    page.few(at)
    open_one()
    client_map.draw(at, clients)
    table()
