"""The parts of the capacity page: all pools, who occupies one of them, what a unit of it brings."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary.finding import known
from analysis.findings import capacity_findings, sentences
from analysis.language import plain
from analysis.pools import throughput
from dashboard import charts, missing_link, page, state, tables
from dashboard.charts import capacity_charts
from dashboard.view import View

POOLS = (
    "pool",
    "load",
    "utilisation",
    "internal_share",
    "cost",
    "unused_cost",
    "overused_cost",
    "months",
    "months_over",
    "months_unknown",
    "unit",
    "capacity",
    "used_quantity",
    "quantity_estimated",
    "quantity_internal",
    "unused_quantity",
    "overused_quantity",
    "treatment",
)
MONTHS = (
    "pool",
    "month",
    "load",
    "utilisation",
    "internal_share",
    "cost",
    "unused_cost",
    "overused_cost",
    "unit",
    "capacity",
    "used_quantity",
    "quantity_estimated",
    "quantity_internal",
    "unused_quantity",
    "overused_quantity",
    "capacity_rate",
    "charged_orders",
    "charged_clients",
    "spread",
)
CLIENTS = (
    "client_name",
    "units",
    "used_share",
    "capacity_share",
    "revenue_share",
    "cost",
    "outside_units",
    "estimated_units",
)
KINDS = (
    "work",
    "units",
    "used_share",
    "capacity_share",
    "revenue_share",
    "cost",
    "estimated_units",
)
PRODUCTS = (
    "product_family",
    "kind",
    "profit_per_unit",
    "contribution_per_unit",
    "units",
    "estimated_units",
    "true_profit",
    "contribution",
    "revenue",
    "orders",
)
ADDED = (
    "cost",
    "unused_cost",
    "overused_cost",
    "charged_orders",
    "charged_clients",
    "spread",
    "units",
    "outside_units",
    "estimated_units",
    "used_share",
    "capacity_share",
    "revenue_share",
    "true_profit",
    "contribution",
    "revenue",
    "orders",
)
OPTIONAL = (
    "quantity_estimated",
    "estimated_units",
    "months_unknown",
    "overused_quantity",
)  # shown where there is any
TABLES = ("pools", "months")


def none(view: View, title: str) -> None:
    """The page where no resource is known, or none in the slice."""
    page.head(view, title)
    if view.data.table("pool_use").empty:
        missing_link.show(view, "unused", "true_profit")
    else:
        page.quiet(view.words("capacity.none.scope"), "quiet-none")


def _table(
    view: View, frame: pd.DataFrame, columns: tuple[str, ...], key: str, **given: Any
) -> None:
    shown = [c for c in columns if c not in OPTIONAL or (frame[c] > 0).any()]
    sums = {c: frame[c].sum(min_count=1) for c in shown if c in ADDED}
    tables.show(
        view,
        frame,
        shown,
        key=key,
        total={c: float(v) if known(v) else None for c, v in sums.items()},
        **given,
    )


def plant_wide(view: View, by_pool: pd.DataFrame) -> None:
    """Which filters this page does not follow, and what can't be cut by dates."""
    words, scope = view.words, view.scope
    said = [words("capacity.plant_wide")]
    if scope.but(since=None, until=None) != type(scope)():
        said.append(words("capacity.filtered"))
    if (scope.since or scope.until) and by_pool["is_undated"].any():
        said.append(
            words(
                "capacity.undated",
                names=words.join(sorted(by_pool.loc[by_pool["is_undated"], "pool"])),
            )
        )
    page.quiet(" ".join(said), "quiet-plant")


def fullness(view: View, by_pool: pd.DataFrame, by_month: pd.DataFrame) -> None:
    words = view.words
    fig = capacity_charts.months(by_month, by_pool, words)
    places = st.columns([5, 6], gap="large") if fig else [st.container()]
    with places[0]:
        st.subheader(words("capacity.loads"), anchor=False)
        none = missing_link.reason(view, "unused", otherwise=words("capacity.loads.none"))
        charts.show_or_say(
            capacity_charts.loads(by_pool, words), "loads", words("capacity.loads"), none
        )
    if fig:
        with places[1]:
            st.subheader(words("capacity.months"), anchor=False)
            charts.show(fig, "months", words("capacity.months"))
            page.quiet(words("capacity.months.note"), "quiet-months")


def pool_tables(view: View, by_pool: pd.DataFrame, by_month: pd.DataFrame) -> None:
    words = view.words
    with st.container(key="noprint-table"):
        chosen = st.segmented_control(
            words("capacity.table"),
            TABLES,
            key=state.bind("table", TABLES, TABLES[0]),
            required=True,
            label_visibility="collapsed",
            format_func=lambda t: words(f"capacity.table.{t}"),
        )
    if chosen == "pools":
        _table(view, by_pool, POOLS, "pools")
    else:
        _table(
            view,
            by_month.assign(capacity_rate=by_month["rate"]),
            MONTHS,
            "pool-months",
            first=1000,
            height=420 if len(by_month) > 10 else "auto",
        )
    page.quiet(words("capacity.table.note"), "quiet-table")


def choose(view: View, by_pool: pd.DataFrame, bottleneck: str | None) -> dict[str, Any] | None:
    """The pool that the rest of the page is about: the bottleneck, unless another is chosen. None where none has use."""
    used = by_pool[(by_pool["treatment"] == "usage") & by_pool["has_use"]]
    if used.empty:
        page.quiet(view.words("capacity.no_use"), "quiet-use")
        return None
    names = used["pool"].tolist()
    first = bottleneck if bottleneck in names else names[0]
    with st.container(key="noprint-pool"):
        chosen = st.selectbox(
            view.words("capacity.choose"),
            names,
            key=state.bind("pool", names, first, stays=True),
            width=420,
        )
    row: dict[str, Any] = used[used["pool"] == chosen].to_dict("records")[0]
    return row | {"unit_name": unit_name(view, row)}


def unit_name(view: View, row: dict[str, Any]) -> str:
    """An hour for people's time, whatever the pool is counted in."""
    if row["is_time"]:
        return view.words("unit.hours")
    return (
        view.words.code("pool_unit", row["unit"])
        if known(row["unit"])
        else view.words("capacity.unit")
    )


def occupants(view: View, pool: dict[str, Any]) -> None:
    words, name = view.words, pool["pool"]
    kinds = view.data.worked(throughput.by_kind, name, view.scope)
    if kinds.empty:
        page.quiet(words("capacity.nobody"), "quiet-nobody")
        return
    titles = {
        n: words(f"capacity.{n}", unit=pool["unit_name"])
        for n in ("units", "outside_units", "estimated_units")
    }
    fig = capacity_charts.split(kinds, pool["internal_share"], words)
    charts.show_or_say(fig, "split", words("capacity.split"), words("capacity.split.none"))
    _table(view, kinds, KINDS, "pool-kinds", titles=titles)
    clients = view.data.worked(throughput.by_client, name, view.scope)
    st.subheader(words("capacity.clients"), anchor=False)
    if clients.empty:
        page.quiet(words("capacity.nobody.scope"), "quiet-clients")
        return
    page.quiet(words("capacity.clients.note"), "quiet-clients")
    _table(
        view,
        clients,
        CLIENTS,
        "pool-clients",
        titles=titles,
        opens=("client", "client_id"),
        first=1000,
        height=420 if len(clients) > 11 else "content",
    )


def per_unit(view: View, pool: dict[str, Any]) -> None:
    words, unit = view.words, pool["unit_name"]
    st.subheader(plain(words("capacity.per_unit", unit=unit)), anchor=False)
    products = view.data.worked(throughput.by_family, pool["pool"], view.scope)
    fig = capacity_charts.per_unit(products, words)
    if fig is None:
        none = missing_link.reason(view, "true_profit", otherwise=words("capacity.per_unit.none"))
        page.quiet(none, "quiet-per-unit")
        return
    serial, custom = (throughput.of_kind(products, kind) for kind in ("serial", "custom"))
    said = capacity_findings.per_unit(serial, custom, unit, pool["pool"])
    page.say(sentences.say(words, [said] if said else []), "said-per-unit")
    charts.show(fig, "per-unit", words("capacity.per_unit", unit=unit))
    titles = {
        n: words(f"capacity.{n}", unit=unit)
        for n in ("units", "estimated_units", "profit_per_unit", "contribution_per_unit")
    }
    _table(view, products, PRODUCTS, "per-unit", titles=titles, height="content")
    notes = [words("capacity.per_unit.note")]
    if direct := int(products["orders_by_direct_cost"].sum()):
        notes.append(words("capacity.per_unit.direct", n=direct))
    page.quiet(" ".join(notes), "quiet-per-unit")
