"""Doors between pages: every one carries the scope and the language."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.language import plain
from dashboard import state
from dashboard.scope_in_address import Params
from dashboard.top import doors
from dashboard.view import View

DASHBOARD = Path(__file__).parent
CHOSEN = {
    "client": "id",
    "order": "order",
    "calls": "lead",
    "specialist": "lead",
    "path": "deal",
}  # what stands in the address of a page that shows one thing
# What of a scope a column narrows, as the address names it.
SCOPED = {
    "client_id": "client",
    "manager": "manager",
    "product_family": "family",
    "kind": "kind",
    "region": "region",
    "industry": "industry",
}


def page(name: str) -> str:
    """The script of a page: in the folder of its door."""
    return str(DASHBOARD / doors.of(name) / f"{name}.py")


def _params(view: View, asked: dict[str, str | None]) -> Params:
    return {**state.view_params(view.scope), **{k: [v] for k, v in asked.items() if v is not None}}


def to(view: View, name: str, label: str, **asked: str | None) -> None:
    """A link to a page; `asked` stands in its address: links.to(view, "client", title, id=client_id)."""
    st.page_link(page(name), label=plain(label), query_params=_params(view, asked))


def go(view: View, name: str, **asked: str | None) -> None:
    """Opens a page now: after a click on a row or a point."""
    st.switch_page(page(name), query_params=_params(view, asked))
