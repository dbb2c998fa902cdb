"""What does a group of clients (a holding) bring as a whole, and who is in it? For the commercial director."""

import streamlit as st

from analysis.reader import grouped_clients
from dashboard import page, state, tables
from dashboard.clients import grouping_form
from dashboard.view import here

GROUPS = (
    "group_name",
    "members",
    "verdict",
    "decision",
    "revenue",
    "revenue_share",
    "book_profit",
    "true_profit",
    "true_margin",
    "hours_share",
    "orders",
)
MEMBERS = (
    "client_name",
    "verdict",
    "decision",
    "revenue",
    "book_profit",
    "true_profit",
    "true_margin",
    "hours",
    "custom_share",
    "late_share",
    "orders",
)

at = here()
data, words = at.data, at.words

if not page.empty(at, words("groups.question")):
    every = data.table("client_groups")
    found = data.worked(grouped_clients.groups, at.scope)
    said = words(
        "groups.found", n=every["group_id"].nunique(), clients=every["client_id"].nunique()
    )
    is_one = bool(data.table("settings")["groups_judged_as_one"].iloc[0])
    page.head(
        at,
        words("groups.question"),
        [said, words("groups.judged" if is_one else "groups.not_judged")]
        if len(every)
        else [words("groups.none")],
    )
    grouping_form.done(at)
    if len(found):
        judged = (
            () if is_one else ("verdict", "decision")
        )  # nobody judges the groups, or the members
        shown = [name for name in GROUPS if name not in judged]
        tables.show(at, found, shown, key="groups", height="content", short=True)
        names = dict(zip(found["group_id"], found["group_name"], strict=True))
        chosen = st.selectbox(
            words("groups.choose"),
            list(names),
            key=state.bind("group", list(names), next(iter(names)), stays=True),
            format_func=names.__getitem__,
            width=420,
        )
        rows = data.worked(grouped_clients.members, chosen, at.scope)
        rows["client_name"] = rows["client_name"].fillna(words("groups.outside"))
        rows["shown_as"] = chosen if is_one else rows["client_id"]
        st.subheader(words("groups.members", group=names[chosen]), anchor=False)
        tables.show(
            at,
            rows,
            [name for name in MEMBERS if not is_one or name not in ("verdict", "decision")],
            key="members",
            opens=("client", "shown_as"),
            height="content",
            short=True,
        )
    grouping_form.judge(at, is_one)
    grouping_form.choose(at, every)
