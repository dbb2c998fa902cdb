"""Finding orders by a part of their number or of the client's name, among all of the plant's orders."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis.findings import orders_findings
from analysis.reader.workspace import EVERYTHING
from dashboard import page
from dashboard.view import View

MATCHES = 200  # in the box; a longer part of the number finds the others


def found(view: View, key: str, on_change: Callable[[], None] | None = None) -> pd.DataFrame | None:
    """The box to search in, and the orders whose number or client holds what it says; None where it says nothing."""
    words = view.words
    asked = st.text_input(
        words("orders.search"),
        key=key,
        max_chars=100,
        placeholder=words("orders.search.part"),
        on_change=on_change,
    )
    if not (asked or "").strip():
        return None
    matches = matching(view, asked or "")
    if matches.empty:
        page.quiet(words("orders.search.none"), f"quiet-{key}")
    elif len(matches) > MATCHES:
        page.quiet(words("orders.search.more", n=MATCHES, of=len(matches)), f"quiet-{key}")
    elif len(matches) > 1:
        page.quiet(words("orders.search.several", n=len(matches)), f"quiet-{key}")
    return matches.head(MATCHES)


def matching(view: View, asked: str) -> pd.DataFrame:
    """Orders that hold every word asked for; the number itself first, then those that hold it."""
    matches = orders_findings.chosen(view.data.orders(EVERYTHING), search=asked)
    numbers, part = matches["order_id"].astype("str").str.casefold(), asked.strip().casefold()
    nearness = (
        pd.Series(2, matches.index)
        .mask(numbers.str.contains(part, regex=False), 1)
        .mask(numbers == part, 0)
    )
    return matches.loc[nearness.sort_values(kind="stable").index]
