"""Which orders a table shows, and which one a page is about; every choice stands in the address."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.dictionary.finding import known
from analysis.findings import one_order_findings, orders_findings
from analysis.language import Words, plain
from dashboard import cache, page, state
from dashboard.orders import order_search
from dashboard.view import View

ALL = "all"
LONGEST = 60  # characters of what the address says, when it is named
LISTED = 2000  # orders in the box; the others are found by a part of their number
SEARCH = "order.search"
NAMED = [
    "order_id",
    "client_name",
    "flag",
    "true_profit",
    "state",
]  # what an order's line in the box is made of


def filters(view: View, orders: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The orders of a flag, a kind and a search, ranked as chosen; and those choices in words, for the files."""
    words = view.words
    counts = orders_findings.counts(orders)
    flags = [ALL, *(flag for flag, n in counts.items() if n)]
    kinds = [ALL, *sorted(orders["kind"].dropna().unique())]
    names = {ALL: words("orders.all", n=words.number(len(orders)))}
    names |= {
        flag: f"{words.code('orders.flag', flag)} · {words.number(n)}" for flag, n in counts.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="noprint-filters"):
        flag = st.segmented_control(
            words("orders.flag"),
            flags,
            key=state.bind("verdict", flags, ALL),
            required=True,
            wrap=True,
            format_func=names.__getitem__,
        )
        kind = st.segmented_control(
            words.title("kind"),
            kinds,
            key=state.bind("made", kinds, ALL),
            required=True,
            format_func=lambda k: words("scope.all") if k == ALL else words.code("orders.kind", k),
        )
        search = (
            st.text_input(
                words("orders.search"),
                key=state.bind_text("find"),
                max_chars=100,
                width=200,
                placeholder=words("orders.search.hint"),
            )
            or ""
        )
        rankings = orders_findings.rankings(orders)
        ranking = st.selectbox(
            words("table.sort"),
            rankings,
            key=state.bind("sort", rankings, rankings[0]),
            width=230,
            format_func=lambda r: words(f"orders.rank.{r}"),
        )
    picked = orders_findings.chosen(
        orders, None if flag == ALL else flag, None if kind == ALL else kind, search
    )
    said = [
        f"{words('orders.flag')}: {words.code('orders.flag', flag)}" if flag != ALL else "",
        f"{words.title('kind')}: {words.code('orders.kind', kind)}" if kind != ALL else "",
        f"{words('orders.search')}: {search}" if search else "",
        f"{words('table.sort')}: {words(f'orders.rank.{ranking}')}",
    ]
    return orders_findings.ranked(picked, ranking), [s for s in said if s]


def one(view: View) -> dict[str, Any] | None:
    """The order that the box or the address names; None, said in words, where there is no such order."""
    words, orders = view.words, view.data.orders(view.scope).head(LISTED)
    key = state.bind_text(
        "order", None if orders.empty else str(orders["order_id"].iloc[0]), stays=True
    )
    with st.container(key="noprint-order", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=240):
            matches = order_search.found(view, SEARCH, partial(_take_the_nearest, view, key))
        listed = orders if matches is None else matches
        names = _names(listed[NAMED], words)
        chosen = state.get(key)
        options = list(names) if chosen in names or chosen is None else [str(chosen), *names]
        asked = st.selectbox(
            words("order.choose"),
            options,
            key=key,
            placeholder=words("order.choose.hint"),
            format_func=lambda number: names.get(number, number),
        )
    if not asked:
        page.quiet(words("order.choose.hint"), "quiet-order")
        return None
    try:
        return one_order_findings.facts(view.data.order(str(asked)))
    except DealfitError:
        name = str(asked) if len(str(asked)) <= LONGEST else f"{str(asked)[:LONGEST]}…"
        st.warning(plain(words("error.no_such_order", order_id=name)))
        return None


def _take_the_nearest(view: View, key: str) -> None:
    """What the search finds first is opened at once: the number itself, else the first that holds the part."""
    asked = str(state.get(SEARCH) or "").strip()
    matches = order_search.matching(view, asked) if asked else pd.DataFrame()
    if len(matches):
        state.put(key, str(matches["order_id"].iloc[0]))


@cache.drawn
def _names(listed: pd.DataFrame, words: Words) -> dict[str, str]:
    """Order → its line in the box. listed: the columns NAMED."""
    return {str(row.order_id): _label(row, words) for row in listed.itertuples()}


def _label(row: Any, words: Words) -> str:
    profit = (
        words.short_money(row.true_profit)
        if known(row.true_profit)
        else words.code("state", row.state)
    )
    return f"{row.order_id} · {row.client_name} · {words.code('flag', row.flag)} · {profit}"
