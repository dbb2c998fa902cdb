"""Why a number is unknown, in one sentence with the one thing that would mend it: the same on every page that lacks the number."""

from __future__ import annotations

import streamlit as st

from analysis import Scope
from analysis.findings import why_unknown
from analysis.findings.why_unknown import MissingLink, What
from analysis.language import Words
from dashboard import links
from dashboard.view import View

MENDED_ON: dict[
    str, tuple[str, str | None]
] = {  # what is missing → the page that mends it, and its part
    "rates": ("rates", None),
    "people": ("rates", None),
    "units": ("rates", None),
    "capacity": ("rates", None),
    "aside": ("data", None),
    "client_measures": ("data", None),
    "evidence": ("kinds", None),
    "overhead": ("method", "settings"),
    "cost_of_capital": ("method", "settings"),
    "portrait": ("portrait", None),
}


def show(
    view: View, *whats: What, scope: Scope | None = None, order: str | None = None, part: str = ""
) -> bool:
    """A sentence for each number that this order (or many of the scope) lack; one link for those that wait for the same thing.

    Whether anything is said. part: of the page, where it says so in several.
    """
    together: dict[tuple[str, tuple[str, ...]], list[MissingLink]] = {}
    for what in whats:
        found = find(view, what, scope, order)
        if found is not None and (order or found.is_telling):
            together.setdefault((found.code, found.names), []).append(found)
    for (code, _), links_found in together.items():
        with st.container(
            key=f"missing-{part}{code}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.text(" ".join(sentence(found, view.words) for found in links_found), width="content")
            to_mend(view, code)
    return bool(together)


def find(
    view: View, what: What, scope: Scope | None = None, order: str | None = None
) -> MissingLink | None:
    asked = view.scope if scope is None else scope
    if what in why_unknown.LINKS:
        of_orders: dict[str, MissingLink] = view.data.worked(why_unknown.of_orders, asked, order)
        return of_orders.get(what)
    found: MissingLink | None = view.data.worked(why_unknown.why, what, asked)
    return found


def reason(
    view: View, *whats: What, otherwise: str, scope: Scope | None = None, order: str | None = None
) -> str:
    """Why a part of the page is empty: the sentence on the first of the numbers it needs that all lack; `otherwise` where there is none."""
    for what in whats:
        found = find(view, what, scope, order)
        if found is not None and found.orders == found.all:
            return sentence(found, view.words)
    return otherwise


def to_mend(view: View, code: str) -> None:
    name, part = MENDED_ON.get(code, ("import_files", None))
    links.to(view, name, view.words(f"missing_link.door.{code}"), part=part)


def sentence(found: MissingLink, words: Words) -> str:
    of_whom = "missing_link.part.clients" if found.of == "fit" else "missing_link.part"
    part = "" if found.orders == found.all else words(of_whom, n=found.orders, all=found.all)
    names = words("missing_link.names", names=words.join(list(found.names))) if found.names else ""
    why = words(f"missing_link.why.{found.code}", names=names)
    return words("missing_link", what=words(f"missing_link.of.{found.of}"), part=part, why=why)
