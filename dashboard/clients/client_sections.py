"""What is known about a client: its ends of orders, attributes and contacts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.findings import flags
from analysis.language import is_unknown
from analysis.reader import grouped_clients
from dashboard import links, page, state, tables
from dashboard.view import View, client_names

ORDER = ("order_id", "flag", "book_profit", "true_profit")
NO_ATTRIBUTES = ("client_name", "import_id", "source_row", "source_row_1", "import_id_1")
MONEY_OR_COUNT = {"employees": "count", "annual_revenue": "money"}


def flagged(view: View) -> pd.DataFrame:
    """The clients of the scope, each with its flag."""
    found: pd.DataFrame = view.data.worked(flags.of_clients, view.scope)
    return found


def worst_and_best(view: View, client_id: str, orders: pd.DataFrame, basis: str) -> None:
    """The orders with the least and the most of a profit; where none is known, the largest."""
    words = view.words
    best, worst = findings.ends(findings.judged(orders), basis, 5)
    sides = [(worst, "worst"), (best, "best")] if basis != "revenue" else [(best, "largest")]
    for place, (rows, key) in zip(st.columns(2, gap="large"), sides, strict=False):
        with place:
            st.subheader(words(f"client.{key}"), anchor=False)
            tables.show(view, rows, ORDER, key=key, opens=("order", "order_id"), short=True)
    links.to(view, "orders", words("client.all_orders"), client=client_id)


def about(view: View, client_id: str) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(view.words("client.about"), anchor=False)
        _attributes(view, view.data.client(client_id))
    with right:
        st.subheader(view.words("client.contacts"), anchor=False)
        _contacts(view, client_id)


def _attributes(view: View, client: pd.Series) -> None:
    words = view.words
    known = {n: v for n, v in client.items() if n not in NO_ATTRIBUTES and not is_unknown(v)}
    rows = [
        (words.title(str(n)), words.value(v, MONEY_OR_COUNT.get(str(n), "text")))
        for n, v in known.items()
    ]
    if len(rows) < 2:
        page.quiet(words("client.about.none"), "quiet-about")
    if rows:
        tables.show(
            view,
            pd.DataFrame(rows, columns=["attribute", "content"]),
            ["attribute", "content"],
            key="about",
            files=False,
        )


def _contacts(view: View, client_id: str) -> None:
    words, everyone = view.words, view.data.table("contacts")
    by_name = everyone["client_id"].isna() & (
        everyone["client_name"] == client_names(view.data).get(client_id)
    )
    people = everyone[(everyone["client_id"] == client_id) | by_name]
    if people.empty:
        page.quiet(words("client.contacts.none"), "quiet-contacts")
        return
    people = people.sort_values(
        "stance", key=lambda s: s != "against", kind="stable"
    )  # those against come first
    hostile = people[people["stance"] == "against"]["name"].tolist()
    if hostile:
        page.say([words("client.hostile", names=", ".join(hostile))], "warned-contacts")
    tables.show(view, people, ["name", "role", "stance"], key="contacts", files=False)


def follow_merged(view: View) -> None:
    """Where the address names a client that counts under another now, or under its group, that one is shown, and said to be."""
    asked, counted = state.asked("id"), view.data.table("counted_clients")
    found = next(iter(counted[counted["client_id"] == asked].to_dict("records")), None)
    if found:
        said = "same.moved" if is_unknown(found["group_id"]) else "groups.moved"
        state.ask("id", found["kept_id"])
        state.warn(said, was=found["client_name"], kept=found["kept_name"])


def group(view: View, client_id: str) -> None:
    """The group that the client is, or belongs to, and the door to its members."""
    if found := view.data.worked(grouped_clients.group_of, client_id):
        group_id, name = found
        if group_id != client_id:
            page.quiet(view.words("groups.of", group=name), "quiet-group")
        links.to(view, "client_groups", view.words("groups.members", group=name), group=group_id)


def counts_as(view: View, client_id: str) -> None:
    """The other spellings that count under this client, and the door to where that is decided."""
    merged = view.data.table("same_clients")
    names = sorted(merged[merged["kept_id"] == client_id]["client_name"])
    if names:
        page.quiet(view.words("same.counts_as", names="; ".join(names)), "quiet-spellings")
        links.to(view, "same_clients", view.words("nav.same_clients"))
