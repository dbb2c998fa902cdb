"""Why a number is unknown, in one sentence with the one thing that would mend it: the same on every page that lacks the number."""

from __future__ import annotations

import streamlit as st

from analysis import Scope
from analysis.trust import why_unknown
from analysis.trust.why_unknown import MissingLink, What
from dashboard import links, page
from dashboard.view import View
from dashboard.wording import Words

DOORS: dict[str, tuple[str, str | None]] = {  # what is missing → the page that mends it, and its part
    "rates": ("capacity", "rates"), "people": ("capacity", "rates"), "units": ("capacity", "rates"), "aside": ("data", None),
    "overhead": ("method", "settings"), "cost_of_capital": ("method", "settings"), "portrait": ("portrait", None),
}  # fmt: skip


def show(view: View, what: What, scope: Scope | None = None, order: str | None = None) -> bool:
    """The sentence and its link, where this order (or many of the scope) lack the number; whether it is so."""
    found = view.data.worked(why_unknown.why, what, view.scope if scope is None else scope, order)
    if found is None or not (order or found.is_telling):
        return False
    with st.container(key=f"noprint-missing-{what}", horizontal=True, vertical_alignment="center", gap="small"):
        page.quiet(said(found, view.words), f"quiet-missing-{what}")
        to_mend(view, found.code)
    return True


def to_mend(view: View, code: str) -> None:
    name, part = DOORS.get(code, ("import_files", None))
    links.to(view, name, view.words(f"missing_link.door.{code}"), part=part)


def said(found: MissingLink, words: Words) -> str:
    part = "" if found.orders == found.all else words("missing_link.part", n=found.orders, all=found.all)
    names = words("missing_link.names", names=words.join(list(found.names))) if found.names else ""
    why = words(f"missing_link.why.{found.code}", names=names)
    return words("missing_link", what=words(f"missing_link.of.{found.of}"), part=part, why=why)
