"""A strip of figures: each with its definition on hover and its change against the period before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analysis import Scope, findings, whale
from analysis.metrics import BY_NAME
from dashboard import page, tables
from dashboard.view import View
from dashboard.wording import Words, plain

BETTER = {name: metric.better for name, metric in BY_NAME.items()} | {"unused_cost": "lower", "hours": ""}


def figures(view: View, names: Sequence[str]) -> None:
    """Metrics of the scope (and `unused_cost`), in one row, with their change and what it is measured against."""
    comparison = findings.comparison(view.scope, *view.data.span())
    draw(names, values(view, names, view.scope), view.words, _changes(view, names, comparison))
    if comparison is not None:
        page.quiet(view.words("change.last_year" if comparison.is_last_year else "change.period"), "quiet-change")


def values(view: View, names: Sequence[str], scope: Scope) -> dict[Any, Any]:
    known = [name for name in names if name in BY_NAME]
    margins = [m for p, m in whale.MARGIN_OF.items() if p in known and m not in known]
    parts = ["hours_estimated"] if "hours" in known else []
    asked = [*dict.fromkeys([*known, *margins, *parts, "revenue"])]
    row = findings.known_profits(view.data.metrics(asked, (), scope)).iloc[0].to_dict()
    return row | ({"unused_cost": view.data.unused_cost(scope)} if "unused_cost" in names else {})


def _changes(view: View, names: Sequence[str], comparison: findings.Comparison | None) -> dict[str, findings.Change]:
    if comparison is None:
        return {}
    return findings.changes(values(view, names, comparison.now), values(view, names, comparison.before), BETTER)


def draw(
    names: Sequence[str], now: Mapping[Any, Any], words: Words, changed: Mapping[str, findings.Change] | None = None
) -> None:
    with st.container(key="strip"):
        columns = [c for row in _rows(len(names)) for c in st.columns(row)]
        for column, name in zip(columns, names, strict=False):
            unit = tables.unit_of(name)
            said = words.short_money(now[name]) if unit == "money" else words.value(now[name], unit)
            if name == "hours" and (now.get("hours_estimated") or 0) > 0:
                said = f"≈ {said}"  # a part of them is estimated; the quiet line says which
            change = (changed or {}).get(name)
            if change is None:
                column.metric(words.title(name), said, help=plain(words.definition(name) or ""))
                continue
            column.metric(
                words.title(name), said, words.change(change.part), help=plain(words.definition(name) or ""),
                delta_color="gray" if change.is_better is None else "blue" if change.is_better else "orange",
                delta_arrow="off",
            )  # fmt: skip


def _rows(figures: int) -> list[int]:
    """Up to six in a row; more of them in rows of four."""
    return [figures] if figures <= 6 else [4] * ((figures + 3) // 4)
