"""A strip of figures: each with its definition on hover and its change against the period before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis import Scope
from analysis.dictionary import units
from analysis.dictionary.metrics import BY_NAME
from analysis.findings import periods
from analysis.language import Words, plain
from analysis.reader import comparable, whale
from dashboard import links, page
from dashboard.view import View, scope_line

LOSSES = ("hidden_loss",)  # amounts that are never above zero
BETTER = {name: metric.better for name, metric in BY_NAME.items()} | {
    "unused_cost": "lower",
    "hours": "",
}


def figures(view: View, names: Sequence[str]) -> None:
    """Metrics of the scope (and `unused_cost`), in one row, each with its change on the period before where there is one."""
    first, last = view.data.span()
    now, before = values(view, names, view.scope), periods.period_before(view.scope, first)
    changed = periods.changes(now, values(view, names, before), BETTER) if before else {}
    draw(names, now, view.words, changed)
    if before is not None:
        page.quiet(
            view.words(
                "change.period", before=scope_line(Scope(before.since, before.until), view.words)
            ),
            "quiet-change",
        )
    elif (year := periods.last_year(view.scope, first, last)) is not None:
        links.to(replace(view, scope=year), "overview", view.words("change.last_year"))


def values(view: View, names: Sequence[str], scope: Scope) -> dict[Any, Any]:
    known = [name for name in names if name in BY_NAME]
    margins = [m for p, m in whale.MARGIN_OF.items() if p in known and m not in known]
    parts = ["hours_estimated"] if "hours" in known else []
    asked = [*dict.fromkeys([*known, *margins, *parts, "revenue"])]
    told = comparable.known_profits(view.data.metrics(comparable.beside(asked), (), scope))
    row = (comparable.same_orders(told) if "true_profit" in asked else told).iloc[0].to_dict()
    return row | ({"unused_cost": view.data.unused_cost(scope)} if "unused_cost" in names else {})


def draw(
    names: Sequence[str],
    now: Mapping[Any, Any],
    words: Words,
    changed: Mapping[str, periods.PeriodChange] | None = None,
) -> None:
    with st.container(key="strip"):
        columns = [c for row in _rows(len(names)) for c in st.columns(row)]
        for column, name in zip(columns, names, strict=False):
            unit = units.unit_of(name)
            said = words.short_money(now[name]) if unit == "money" else words.value(now[name], unit)
            if name == "hours" and (now.get("hours_estimated") or 0) > 0:
                said = words.about_hours(
                    now[name]
                )  # a part of them is estimated; the quiet line says which
            change = (changed or {}).get(name)
            if change is None:
                column.metric(words.title(name), said, help=plain(words.definition(name) or ""))
                continue
            column.metric(
                words.title(name),
                said,
                _change(change, name, words),
                help=plain(words.definition(name) or ""),
                delta_color="gray"
                if change.is_better is None
                else "blue"
                if change.is_better
                else "orange",
                delta_arrow="off",
            )


def _change(change: periods.PeriodChange, name: str, words: Words) -> str:
    """In percent of what it was; of a loss, which has no percent, by how much it is smaller or larger now."""
    if change.part is not None:
        return words.change(change.part)
    if units.unit_of(name) != "money":
        return words.signed(words.value(change.amount, units.unit_of(name)))
    if name in LOSSES:
        return words(
            "change.loss_smaller" if change.amount >= 0 else "change.loss_larger",
            amount=words.short_money(abs(change.amount)),
        )
    return words.signed(words.short_money(change.amount))


def _rows(figures: int) -> list[int]:
    """Up to six in a row; more of them in rows of four."""
    return [figures] if figures <= 6 else [4] * ((figures + 3) // 4)
