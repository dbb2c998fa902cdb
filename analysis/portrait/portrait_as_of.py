"""The portrait as it could have been scored on a day in the past: from what was known then, and from nothing later.

By construction: what a client's orders show is measured by the pipeline's own SQL over a past that is cut off at the day
(lines placed, shipped and paid before it; kinds told from those lines alone), so a later row can't reach a score.
The client list has no dates: its attributes count as known before the first deal only where the criterion says so.

Nor has a status: whether an order was cancelled before the day or after it, no export says. So an order that was shipped before the
day counts in the past whatever became of it (where nothing was shipped at all: one that was placed), as it would have on that day;
one that had been cancelled by then counts as well. Only what a cancellation takes out of the amounts themselves can't be put back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.journal import portrait
from analysis.journal.portrait import Portrait, PortraitFit
from analysis.portrait import portrait_effect
from analysis.portrait.portrait_effect import Known
from analysis.reader.past import USED_BEFORE, finished_before
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline

DATED = (
    "custom_share",
    "mean_batch",
    "approval_rounds",
    "late_payment_days",
    "late_share",
)  # the rest of MEASURED has no dates
LEAST_ORDERS = (
    2  # of a client, for a past or an outcome to be told from them: one order brands nobody
)

PAST = {  # tables as they would have been on the morning of the day, for the steps of MEASURING
    "order_lines": f"""select * replace (
            'done' as state,
            case when paid_on < $1 then paid_on end as paid_on,
            case when paid_on < $1 then days_to_pay end as days_to_pay)
        from main.order_lines
        where order_date < $1 and state in ('done', 'cancelled') and {finished_before("main.order_lines")}""",
    "usage_costs": f"select * from main.usage_costs where {USED_BEFORE}",
    "contacts": "select * from main.contacts where false",  # without dates: they may be later knowledge
    "kind_corrections": "select * from main.kind_corrections where false",  # made by hand at any time
    "last_day": "select cast($1 as date) - 1 as day",
    "order_profit": """select order_totals.*, order_kind.kind
        from order_totals inner join order_kind on order_totals.order_id = order_kind.order_id""",
}
MEASURING = (
    "recorded_payments",
    "recorded_shipments",
    "order_totals",
    "custom_products",
    "kind_evidence",
    "order_kind",
    "order_profit",
    "client_measures",
)


def can_be_dated(wanted: Portrait) -> Portrait:
    """The criteria that can be judged as of a day: known before the first deal, or measured on dated orders."""
    kept = [
        c
        for c in wanted.criterion
        if _is_measured(c.field) or (c.known == "before" and not _is_undated(c.field))
    ]
    return Portrait(tuple(kept), wanted.verdict)


def scores(ws: Workspace, wanted: Portrait, as_of: dt.date) -> dict[str, PortraitFit]:
    """Client → its fit on the morning of the day, by the criteria that can be dated."""
    kept = can_be_dated(wanted)
    return {client: portrait.score(kept, values) for client, values in known(ws, kept, as_of)}


def everything(ws: Workspace, as_of: dt.date) -> Known:
    """What could be asked of every client on that day: the columns of the client list, the DATED measures as of the day."""
    known = portrait_effect.known(ws)
    past = measures(ws, as_of).set_index("client_id")
    columns = {
        name: values for name, values in known.columns.items() if name not in portrait.MEASURED
    }
    for name in DATED:
        told = past[name].to_dict()
        columns[name] = tuple(_given(told.get(client)) for client in known.ids)
    return Known(columns, {name: known.spelled[name] for name in columns if name in known.spelled})


def known(
    ws: Workspace, wanted: Portrait, as_of: dt.date
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Client and what was known of it: attributes from the client list, measures as of the day."""
    clients = ws._frame("select * from clients where client_id is not null order by client_id")
    clients.columns = [str(c).casefold() for c in clients.columns]
    asked = {c.field.casefold() for c in wanted.criterion}
    listed = [
        c for c in clients.columns if c in asked and not _is_measured(c) and not _is_undated(c)
    ]
    past = measures(ws, as_of).set_index("client_id") if asked & set(DATED) else None
    measured = {} if past is None else past[[c for c in DATED if c in asked]].to_dict("index")
    for row in clients[["client_id", *listed]].to_dict("records"):
        client = str(row.pop("client_id"))
        yield (
            client,
            {
                **{str(k): _given(v) for k, v in row.items()},
                **{str(k): v for k, v in measured.get(client, {}).items()},
            },
        )


def measures(ws: Workspace, as_of: dt.date) -> pd.DataFrame:
    """client_id, orders and the DATED measures, as client_measures would have had them on that day."""
    measured = pipeline.over(PAST, *MEASURING)
    return ws._frame(f"select client_id, orders, {', '.join(DATED)} from ({measured})", [as_of])


def days(ws: Workspace) -> tuple[dt.date, ...]:
    """The firsts of months that have orders on both sides."""
    frame = ws._frame(
        "select distinct month from order_profit where state = 'done' and month is not null order by month"
    )
    return tuple(pd.Timestamp(m).date() for m in frame["month"].tolist()[1:])


def usual_day(ws: Workspace) -> dt.date | None:
    """The first of a month with the most clients of LEAST_ORDERS on its thinner side; the earliest of equals.

    It looks at how many orders there are, never at what they earned.
    """
    rows = ws._frame(
        """select client_id, month, count(*) as orders from order_profit
        where state = 'done' and month is not null and client_id is not null group by client_id, month"""
    )
    if rows.empty:
        return None
    by_month = rows.pivot_table(
        index="month", columns="client_id", values="orders", aggfunc="sum", fill_value=0
    ).sort_index()
    before = by_month.cumsum().shift(fill_value=0)
    after = by_month.sum() - before
    thinner = (
        pd.concat([(side >= LEAST_ORDERS).sum(axis=1) for side in (before, after)], axis=1)
        .min(axis=1)
        .iloc[1:]
    )
    return None if thinner.empty else pd.Timestamp(str(thinner.idxmax())).date()


def _is_measured(field: str) -> bool:
    return field.casefold() in DATED


def _is_undated(field: str) -> bool:
    return field.casefold() in portrait.MEASURED and not _is_measured(field)


def _given(value: Any) -> Any:
    return None if pd.isna(value) else value
