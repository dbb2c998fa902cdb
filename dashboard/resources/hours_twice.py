"""The Hours page's part on records of time that overlap: who, on which two orders, and what is at stake."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.language import Words, is_unknown
from analysis.pools import simultaneous
from dashboard import page, tables
from dashboard.view import View

COLUMNS = (
    "person",
    "double_hours",
    "double_cost",
    "own_work",
    "own_time",
    "other_work",
    "other_time",
)


def show(view: View) -> None:
    """Nothing where no records overlap."""
    rows, words = view.data.worked(simultaneous.records), view.words
    if rows.empty:
        return
    st.subheader(words("hours.twice"), anchor=False)
    hours, cost = rows["double_hours"].sum(), rows["double_cost"].sum(min_count=1)
    said = [words("hours.twice.said", n=len(rows), hours=words.value(hours, "quantity"))]
    if not is_unknown(cost):
        said.append(words("hours.twice.cost", cost=words.short_money(cost)))
    if copies := int(rows["is_copy"].sum()):
        said.append(words("hours.twice.copies", n=copies))
    page.say(said, "said-twice")
    tables.show(
        view,
        _worded(rows, words),
        COLUMNS,
        key="hours-twice",
        opens=("order", "order_id"),
        first=200,
        height="content" if len(rows) < 12 else 420,
        total={"double_hours": hours, "double_cost": cost},
    )
    page.quiet(words("hours.twice.note"), "quiet-twice")


def _worded(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    return rows.assign(
        own_work=[
            _work(o, c, words) for o, c in zip(rows["order_id"], rows["client_name"], strict=True)
        ],
        other_work=[
            _work(o, c, words)
            for o, c in zip(rows["other_order_id"], rows["other_client_name"], strict=True)
        ],
        own_time=[
            _time(a, b, words) for a, b in zip(rows["started_at"], rows["ended_at"], strict=True)
        ],
        other_time=[
            _time(a, b, words, known=own)
            for a, b, own in zip(
                rows["other_started_at"], rows["other_ended_at"], rows["started_at"], strict=True
            )
        ],
    )


def _work(order: object, client: object, words: Words) -> str:
    return next(
        (str(each) for each in (order, client) if not is_unknown(each)),
        words("hours.twice.internal"),
    )


def _time(
    start: pd.Timestamp, end: pd.Timestamp, words: Words, known: pd.Timestamp | None = None
) -> str:
    """`known`: a moment whose day is shown beside, so that it needn't be said again."""
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{words.date(end)} {end:%H:%M}"
    first = "" if known is not None and known.date() == start.date() else f"{words.date(start)} "
    return f"{first}{start:%H:%M}–{last}"
