"""The path of sales as of a day: the tables of the store told anew for that day, and what the page says of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.advice.leads import sale_records
from analysis.advice.leads.sale_records import Row, Sales
from analysis.advice.leads.working_days import WorkingDays
from analysis.dictionary.codes import LOST, NO_DECISION, OPEN, ROLES, STANDINGS
from analysis.journal.settings import settings_editing
from analysis.journal.settings.sale_stages import SaleStage
from analysis.leads import path_figures
from analysis.leads.path_figures import SalesTold
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

LOSSES = ("person", "sale_result", "sale_reason", "sales", "hours", "hours_cost", "uncosted_hours")
PEOPLE = ("deal_id", "name", "role", "stance")
COVERAGE = ("role", "sales", "sales_of", "found_share")


@dataclass(frozen=True)
class PathToday:
    """`deals`, `stays`, `stages`: as the tables of the store. `people`: PEOPLE, of the deals. `losses`: LOSSES, deals without an order
    by person and reason. `coverage`: COVERAGE, a row a role, of open deals."""

    today: dt.date
    settings: tuple[SaleStage, ...]
    deals: pd.DataFrame
    stays: pd.DataFrame
    stages: pd.DataFrame
    people: pd.DataFrame
    losses: pd.DataFrame
    coverage: pd.DataFrame
    told: SalesTold


def of(ws: Workspace, scope: Scope, today: dt.date) -> PathToday:
    """Of the deals that began within the scope's dates, with its clients; nothing else of a scope narrows them."""
    steps = rows_of(ws, "select * from touches where entered_on is not null")
    wanted = {row["deal_id"] for row in _within(steps, scope)}
    steps = [row for row in steps if row["deal_id"] in wanted]
    costs = rows_of(ws, "select * from touch_costs")
    settings = settings_editing.current(ws.root)
    norms = {stage.number: stage.norm_days for stage in settings.sale_stage}
    found = sale_records.sales(steps, costs, norms, today, WorkingDays.of(settings.leads))
    companies = _names(ws, "select lead_id, company from leads")
    clients = _names(ws, "select client_id, client_name from clients")
    deals = _by_urgency(_frame(sale_records.deals(found, companies, clients), sale_records.DEALS))
    stages = _frame(sale_records.stages(found), sale_records.STAGES)
    people = _people(ws, deals)
    return PathToday(
        today,
        settings.sale_stage,
        deals,
        _frame(sale_records.stays(found), sale_records.STAYS),
        stages,
        people,
        _losses(steps, costs, found),
        _coverage(deals, people),
        path_figures.told(found, stages),
    )


def rows_of(ws: Workspace, select: str) -> list[Row]:
    cursor = ws._connection.cursor().execute(select)
    names = [str(each[0]) for each in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _names(ws: Workspace, select: str) -> dict[str, str]:
    return dict(ws._connection.cursor().execute(select).fetchall())


def _within(steps: Sequence[Row], scope: Scope) -> list[Row]:
    """Of each deal its first step, where that lies in the scope's dates and any of its steps names a client of the scope."""
    first: dict[str, Row] = {}
    clients: dict[str, set[Any]] = defaultdict(set)
    for row in sorted(steps, key=lambda row: row["entered_on"]):
        first.setdefault(row["deal_id"], row)
        clients[row["deal_id"]].add(row["client_id"])
    return [
        row
        for deal_id, row in first.items()
        if (scope.since is None or row["entered_on"] >= scope.since)
        and (scope.until is None or row["entered_on"] <= scope.until)
        and (not scope.clients or clients[deal_id] & set(scope.clients))
    ]


def _frame(rows: Sequence[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    numbers = [
        n for n, kind in columns.items() if kind.startswith(("integer", "double", "decimal"))
    ]
    return frame.assign(**{name: pd.to_numeric(frame[name], errors="coerce") for name in numbers})


def _by_urgency(deals: pd.DataFrame) -> pd.DataFrame:
    """Stuck ones first, those longest over their norm before others; ended ones last, the newest first."""
    order = deals["standing"].map({name: place for place, name in enumerate(STANDINGS)})
    late = deals["norm_days"].fillna(0) - deals["stage_days"]
    began = -pd.to_datetime(deals["began_on"]).astype("int64")
    ranked = deals.assign(_order=order, _late=late, _began=began)
    return ranked.sort_values(["_order", "_late", "_began"], kind="stable")[deals.columns]


def _people(ws: Workspace, deals: pd.DataFrame) -> pd.DataFrame:
    """The people at the lead or the client of each deal."""
    contacts = rows_of(ws, "select lead_id, client_id, name, role, stance from contacts")
    at: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in contacts:
        for key in ("lead_id", "client_id"):
            if row[key] is not None:
                at[key, row[key]].append(row)
    found = [
        {"deal_id": deal["deal_id"], **{name: row[name] for name in PEOPLE[1:]}}
        for deal in deals[["deal_id", "lead_id", "client_id"]].to_dict("records")
        for key in ("lead_id", "client_id")
        for row in at.get((key, deal[key]), ())
    ]
    return pd.DataFrame(found, columns=list(PEOPLE)).drop_duplicates(ignore_index=True)


def _coverage(deals: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Of the open deals how many know somebody of each role."""
    still_open = set(deals.loc[deals["sale_result"] == OPEN, "deal_id"])
    known = people[people["deal_id"].isin(still_open)]
    counts = known.groupby("role")["deal_id"].nunique()
    n = len(still_open)
    rows = [
        (role, int(counts.get(role, 0)), n, counts.get(role, 0) / n if n else None)
        for role in ROLES
    ]
    return pd.DataFrame(rows, columns=list(COVERAGE))


def _losses(steps: Sequence[Row], costs: Sequence[Row], found: Sales) -> pd.DataFrame:
    """Hours of deals that ended without an order, by person, end and reason; the most hours first."""
    ends = {p.deal_id: (p.result, p.reason) for p in found.paths if p.result in (LOST, NO_DECISION)}
    cost_of = {sale_records.key(row): row["hours_cost"] for row in costs}
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in steps:
        if row["deal_id"] in ends and row["hours"]:
            groups[row["person"], *ends[row["deal_id"]]].append(row)
    rows = []
    for key, spent in groups.items():
        priced = [c for row in spent if (c := cost_of.get(sale_records.key(row))) is not None]
        unpriced = [row["hours"] for row in spent if cost_of.get(sale_records.key(row)) is None]
        rows.append(
            (
                *key,
                len({row["deal_id"] for row in spent}),
                float(sum(row["hours"] for row in spent)),
                float(sum(priced)) if priced else None,
                float(sum(unpriced)),
            )
        )
    rows.sort(key=lambda row: -row[4])
    return pd.DataFrame(rows, columns=list(LOSSES))
