"""Serial or custom: the sentences, and what other thresholds would change."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis.findings import sentences
from analysis.journal.settings.kind_thresholds import Custom
from analysis.kinds import order_kinds, threshold_preview
from analysis.kinds.threshold_preview import WHOLE, Agreement
from dashboard import links, page, state, tables
from dashboard.view import View

CHANGED = (
    "order_id",
    "client_name",
    "kind",
    "new_kind",
    "kind_reasons",
    "design_hours",
    "revenue",
    "hours",
    "true_profit",
)
MOST = 1e9
METHOD = "method"  # the page where settings are edited


def said(
    view: View, basis: order_kinds.Basis, reasons: pd.DataFrame, measured: Agreement
) -> list[str]:
    words = view.words
    found = order_kinds.of_orders(basis, reasons, measured)
    told = {"reason": lambda value: words.code("kind_reason", value)}
    worded = [
        replace(f, values={k: told[k](v) if k in told else v for k, v in f.values.items()})
        for f in found
    ]
    return sentences.say(words, worded)


def turned_by_one(view: View, basis: order_kinds.Basis) -> None:
    if basis.turned_by_one:
        page.say([view.words("kinds.turned_by_one", n=basis.turned_by_one)], "said-turned")


def hours_needed(view: View, orders: pd.DataFrame) -> None:
    """From how many design hours an order is custom here: the settings, weighed against what orders usually take."""
    if orders["design_hours"].notna().any():
        needed = view.words.hours(orders["design_hours_needed"].iloc[0], 1)
        page.quiet(view.words("kinds.hours_needed", hours=needed), "quiet-needed")


def design_pools(view: View) -> None:
    """Which resources count as designers, where any is known."""
    pools = view.data.table("design_pools")
    if pools.empty:
        return
    names = sorted(pools.loc[pools["is_design"], "pool"])
    told = (
        view.words("kinds.pools", pools=", ".join(names))
        if names
        else view.words("kinds.pools.none")
    )
    page.quiet(told, "quiet-design-pools")


def thresholds(view: View, orders: pd.DataFrame, measured: Agreement) -> None:
    """Thresholds to try, in the address; the orders that would change their kind. Nothing is saved."""
    words, data = view.words, view.data
    now: Custom = data.worked(threshold_preview.in_force)
    page.quiet(words("kinds.thresholds.note"), "quiet-thresholds")
    tried = _tried(view, now)
    if tried == now:
        page.quiet(words("kinds.thresholds.same"), "quiet-same")
    else:
        _changes(view, orders, tried, measured)
    links.to(view, METHOD, words("kinds.thresholds.method"))


def _tried(view: View, now: Custom) -> Custom:
    words = view.words
    values: dict[str, Any] = {}
    with st.container(key="noprint-thresholds"):
        names = _in_turn()
        columns = [c for _ in names[::4] for c in st.columns(4, vertical_alignment="bottom")]
        for field, column in zip(names, columns, strict=False):
            stands = getattr(now, field)
            value = column.number_input(
                words(f"setting.custom.{field}"),
                0.0,
                MOST,
                None,
                1.0,
                "%g",
                key=_key(field),
                help=words(f"setting.custom.{field}.moves"),
                placeholder=words("kinds.unset")
                if stands is None
                else words.value(stands, "quantity"),
            )
            if value is not None:
                values[field] = int(value) if field in WHOLE else value
    return replace(now, **values)


def _in_turn() -> list[str]:
    """Design hours first: the evidence that plants differ in most."""
    names = [f.name for f in fields(Custom)]
    return sorted(names, key=lambda name: not name.startswith("design"))


def _key(field: str) -> str:
    """The key of a number's widget: what the address says is a text until it is read here."""
    key = state.bind_text(field)
    asked: Any = state.get(key)
    if isinstance(asked, str):
        try:
            value = float(asked)
            good = 0 <= value <= MOST
        except ValueError:
            good = False
        if not good:
            state.warn("bad_address_value", name=field, value=asked)
        state.put(key, value if good else None)
    return key


def _changes(view: View, orders: pd.DataFrame, tried: Custom, measured: Agreement) -> None:
    words, data = view.words, view.data
    outcome, changed = threshold_preview.preview(
        orders, data.worked(threshold_preview.changed, tried)
    )
    then = data.worked(threshold_preview.agreement_with_stated, tried)
    told = [words("kinds.thresholds.nothing")]
    if outcome.changed:
        told = [
            words(
                "kinds.thresholds.changed",
                n=outcome.changed,
                to_custom=outcome.to_custom,
                to_serial=outcome.to_serial,
                to_unknown=outcome.to_unknown,
                custom=outcome.custom,
                now=int((orders["kind"] == "custom").sum()),
            )
        ]
    if measured.orders:
        told.append(
            words(
                "kinds.thresholds.measured",
                precision=words.share(then.precision),
                recall=words.share(then.recall),
                precision_now=words.share(measured.precision),
                recall_now=words.share(measured.recall),
            )
        )
    page.say(told, "said-thresholds")
    if outcome.changed:
        shown = changed.assign(kind_reasons=changed["new_reasons"])
        tables.show(
            view,
            shown,
            CHANGED,
            key="kind-changed",
            opens=("order", "order_id"),
            first=200,
            height=320 if len(shown) > 8 else "content",
        )
