"""What a change would do, shown: figures today and then, the plant's bridge, the clients that change most, and all of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary import units
from analysis.findings import what_if_findings
from analysis.journal.what_if import WhatIf
from analysis.language import is_unknown, plain
from analysis.what_if import what_if_settings, what_if_volume
from analysis.what_if.what_if_outcome import ADDED, ScenarioOutcome
from dashboard import charts, links, page, strip, tables
from dashboard.charts import plant_charts, what_if_charts
from dashboard.sales.scenarios import what_if_sentences, what_if_widgets
from dashboard.view import View

FIGURES = (
    "true_profit",
    "plant_result",
    "at_serial",
    "hidden_loss_orders",
    "revenue",
    "book_profit",
    "true_margin",
    "hours",
)
BETTER = strip.BETTER | {"plant_result": "higher", "at_serial": "higher"}
MOST = 12
COLUMNS = (
    "client_name",
    "flag",
    "flag_then",
    "true_profit",
    "true_profit_then",
    "true_profit_change",
    "volume_change",
    "true_margin",
    "true_margin_then",
    "revenue",
    "revenue_then",
    "revenue_change",
    "book_profit",
    "book_profit_then",
    "book_profit_change",
    "hours",
    "hours_then",
    "hours_change",
)
SORTS = (
    "true_profit_change",
    "true_profit",
    "true_profit_then",
    "revenue",
    "revenue_change",
    "book_profit_change",
    "hours_change",
)


BATCHES = ("kind", "batch", "orders", "revenue", "contribution_share", "volume_change")
READINGS = ("reading", "contribution_today", "contribution_then", "volume_change", "volume_lost")


def filters(view: View) -> None:
    """That only the dates of the sidebar's scope count here."""
    if view.scope.but(since=None, until=None) != type(view.scope)():
        page.quiet(view.words("what_if.filters"), "quiet-filters")


def figures(view: View, outcome: ScenarioOutcome) -> None:
    """Then, with the difference and today's beneath; the result with freed hours at zero and at the serial contribution."""
    pairs = dict(outcome.totals)
    today = pairs["plant_result"][0]
    if outcome.freed_hours and outcome.at_serial is not None and today is not None:
        pairs["at_serial"] = (today, today + outcome.at_serial)
    names = [n for n in FIGURES if n in pairs and pairs[n][1] is not None]
    with st.container(key="strip-what-if"):
        for start in range(0, len(names), 4):
            for place, name in zip(st.columns(4), names[start : start + 4], strict=False):
                _figure(place, name, *pairs[name], view)


def _figure(place: Any, name: str, today: float | None, then: float | None, view: View) -> None:
    words, unit = view.words, strip_unit(name)
    said, was = (
        words.apart(then, today)
        if unit == "money"
        else (words.value(v, unit) for v in (then, today))
    )
    help_text = plain(words.definition(name) or "")
    if today is None or then is None or abs(then - today) < 1e-6:
        same = words("what_if.unchanged") if today is not None else None
        place.metric(
            words.title(name), said, same, help=help_text, delta_color="gray", delta_arrow="off"
        )
        return
    difference = then - today
    better = BETTER.get(name, "")
    tint = (
        "gray"
        if better not in ("higher", "lower")
        else "blue"
        if (difference > 0) == (better == "higher")
        else "orange"
    )
    delta = words("what_if.delta", by=what_if_sentences.signed(words, difference, unit), today=was)
    place.metric(
        words.title(name), said, delta, help=help_text, delta_color=tint, delta_arrow="off"
    )


def strip_unit(name: str) -> str:
    return "money" if name in ("plant_result", "at_serial") else units.unit_of(name)


def before_anything(view: View) -> None:
    """Nothing is moved yet: what a price rise would bear, by kind and batch."""
    words = view.words
    rise = words.share(what_if_widgets.PRESET_RISE, 0)
    rows = view.data.worked(what_if_volume.by_batch, view.scope, what_if_widgets.PRESET_RISE)
    if rows.empty or rows["volume_change"].isna().all():
        return
    st.subheader(words("what_if.batches", rise=rise), anchor=False)
    tables.show(view, rows, BATCHES, key="what-if-batches", height="content", short=True)
    page.quiet(words("what_if.batches.note", rise=rise), "quiet-batches")


def volume(view: View, outcome: ScenarioOutcome) -> None:
    """How much of the repriced volume may be lost, or must be won: both readings of what goes with it."""
    words, moved = view.words, outcome.volume
    if moved is None or not moved.orders:
        return
    readings = [("stay", (moved.contribution, moved.contribution_then), moved.change)]
    if moved.contribution_freed is not None:
        readings.append(("go", moved.contribution_freed, moved.change_freed))
    rows = [
        (
            words(f"what_if.reading.{name}"),
            today,
            then,
            change,
            None if change is None else change * moved.revenue,
        )
        for name, (today, then), change in readings
    ]
    st.subheader(words("what_if.volume"), anchor=False)
    tables.show(
        view,
        pd.DataFrame(rows, columns=list(READINGS)),
        READINGS,
        key="what-if-volume",
        height="content",
    )
    page.quiet(words("what_if.volume.note"), "quiet-volume")


def plant_and_clients(view: View, outcome: ScenarioOutcome, change: WhatIf) -> None:
    words = view.words
    left, right = st.columns([5, 7], gap="large")
    with left:
        st.subheader(words("what_if.bridge"), anchor=False)
        if steps := what_if_findings.bridge(outcome):
            charts.show(
                plant_charts.bridge(steps, words), "what-if-bridge", words("what_if.bridge")
            )
            if outcome.serial_per_hour is not None and outcome.freed_hours > 0:
                page.quiet(
                    words(
                        "what_if.bridge.note",
                        per_hour=words.value(outcome.serial_per_hour, "money per hour"),
                    ),
                    "quiet-bridge",
                )
        else:
            page.quiet(words("what_if.bridge.none"), "quiet-bridge")
        method(view, change)
    with right:
        st.subheader(words("what_if.clients"), anchor=False)
        changed = what_if_findings.most_changed(outcome.clients, MOST)
        fig = what_if_charts.dumbbell(changed, words)
        picked = charts.show_or_say(
            fig,
            "what-if-clients",
            words("what_if.clients"),
            words("what_if.clients.none"),
            pick=True,
        )
        for client_id in picked:
            links.go(view, "client", id=client_id)
        if fig is not None:
            page.quiet(words("what_if.clients.note", n=len(changed)), "quiet-clients")


def clients(view: View, outcome: ScenarioOutcome, change: WhatIf) -> None:
    """Every client, today and then; the files name the change."""
    words = view.words
    st.subheader(words("what_if.table"), anchor=False)
    rows = _told(outcome.clients)
    known = [name for name in SORTS if rows[name].notna().any()]
    ordered = tables.sort(view, rows, known, known[0])
    shown = [c for c in COLUMNS if c in rows and rows[c].notna().any()]
    page.quiet(words("table.open"), "quiet-open")
    asked = f"{words('view.what_if')}: {what_if_sentences.change(view, change)}"
    tables.show(
        view,
        ordered,
        shown,
        key="what-if",
        opens=("client", "client_id"),
        total=_totals(outcome),
        first=1000,
        short=True,
        height=520 if len(rows) > 13 else "content",
        notes=[asked],
    )


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    """A client that is left with no order brings nothing: that is known, not unknown."""
    gone = rows["is_left_out"]
    then = {f"{m}_then": rows[f"{m}_then"].mask(gone & rows[m].notna(), 0.0) for m in ADDED}
    flags = rows["flag_then"].astype("object").mask(gone, what_if_findings.LEFT_OUT)
    return rows.assign(flag_then=flags, **then)


def _totals(outcome: ScenarioOutcome) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for name in (*ADDED, "true_margin"):
        today, then = outcome.totals[name]
        found |= {name: today, f"{name}_then": then, f"{name}_change": outcome.change(name)}
    if outcome.volume is not None:
        found["volume_change"] = outcome.volume.change
    return {name: None if is_unknown(value) else value for name, value in found.items()}


def method(view: View, change: WhatIf) -> None:
    """How the answer comes about, and what it does not say."""
    words = view.words
    page.quiet(words("what_if.method"), "quiet-method")
    if change.overhead_basis is not None and view.data.worked(what_if_settings.states_overhead):
        page.quiet(words("what_if.method.stated"), "quiet-stated")
