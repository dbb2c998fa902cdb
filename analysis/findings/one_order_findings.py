"""What one order says: a row of `Workspace.order`, its pools and its recorded uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.dictionary.finding import Finding, known


@dataclass(frozen=True)
class LeadTime:
    """Days from the order to the promise and to the last shipment; None where a date is missing."""

    promised_days: int | None
    actual_days: int | None
    days_late: int | None


def facts(row: pd.Series) -> dict[str, Any]:
    """The order by column; whatever is unknown is None."""
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


def lead_time(order: Mapping[str, Any]) -> LeadTime:
    promised = _days(order["order_date"], order["promised_on"])
    if promised is None and known(order["lead_time_days"]):
        promised = int(order["lead_time_days"])
    late = order["days_late"]
    return LeadTime(
        promised,
        _days(order["order_date"], order["shipped_on"]),
        int(late) if known(late) else None,
    )


def _days(start: Any, end: Any) -> int | None:
    return int((end - start).days) if known(start) and known(end) else None


def margin(order: Mapping[str, Any], profit: str) -> float | None:
    """A profit ÷ revenue; None without revenue."""
    revenue = order["revenue"]
    return (
        float(order[profit]) / float(revenue)
        if known(order[profit]) and known(revenue) and revenue > 0
        else None
    )


def of_order(order: Mapping[str, Any], costs: pd.DataFrame, target_margin: float) -> list[Finding]:
    """The sum of it, where the hours went, how it kept its day."""
    found = [_profit(order, target_margin), _hours(order, costs), _lateness(order)]
    return [f for f in found if f is not None]


def _profit(order: Mapping[str, Any], target_margin: float) -> Finding:
    names = (
        "revenue",
        "direct_cost",
        "gross_margin",
        "book_overhead",
        "book_profit",
        "resource_cost",
        "open_cost",
        "true_profit",
        "hours",
    )
    values = {name: order[name] for name in names}
    values |= {
        "true_margin": margin(order, "true_profit"),
        "book_margin": margin(order, "book_profit"),
        "gross_margin_share": margin(order, "gross_margin"),
        "target": target_margin,
    }
    values |= {"loss": -order["true_profit"]} if known(order["true_profit"]) else {}
    if order["state"] == "cancelled":
        return Finding(
            "order_cancelled_with_cost" if known(order["resource_cost"]) else "order_cancelled",
            values,
        )
    if order["state"] == "in progress":
        code = (
            "order_in_progress_with_cost"
            if known(order["open_cost"]) and order["open_cost"]
            else "order_in_progress"
        )
        return Finding(code, values | {"revenue": order["open_revenue"]})
    if known(order["gross_margin"]) and order["credit_cost"] is None:
        return Finding("order_credit_unknown", values)
    if known(order["true_profit"]):
        code = f"order_{str(order['flag']).replace(' ', '_')}"
        return Finding(
            code if known(order["book_profit"]) else f"order_{_sign(order)}_without_book", values
        )
    for basis, missing in (
        ("book_profit", "order_book_only"),
        ("gross_margin", "order_gross_only"),
    ):
        if known(order[basis]):
            return Finding(missing, values)
    return Finding("order_revenue_only", values)


def _sign(order: Mapping[str, Any]) -> str:
    return "loss" if order["true_profit"] < 0 else "profit"


def _hours(order: Mapping[str, Any], costs: pd.DataFrame) -> Finding | None:
    if not known(order["hours"]) or order["hours"] <= 0:
        return None
    if order["hours_source"] == "estimated":
        values = {
            "hours": order["hours"],
            "hours_estimated": order["hours_estimated"],
            "time_cost": order["time_cost"],
        }
        return Finding("order_hours_estimated", values)
    spent = costs[costs["is_time"] & (costs["hours"] > 0)].sort_values(
        "hours", ascending=False, kind="stable"
    )
    priced = (
        {"hours": order["hours"], "time_cost": order["time_cost"]}
        if known(order["time_cost"])
        else {"hours": order["hours"]}
    )
    unpriced = "" if known(order["time_cost"]) else "_unpriced"
    if len(spent) < 2:
        return Finding(f"order_hours{unpriced}", priced)
    pool, hours = str(spent["pool"].iloc[0]), float(spent["hours"].iloc[0])
    return Finding(
        f"order_hours_most{unpriced}",
        {**priced, "pool": pool, "share": hours / float(order["hours"])},
    )


def _lateness(order: Mapping[str, Any]) -> Finding | None:
    times = lead_time(order)
    rounds = int(order["approval_rounds"]) if known(order["approval_rounds"]) else 0
    if times.promised_days is None or times.actual_days is None or times.days_late is None:
        return None
    values = {
        "promised": times.promised_days,
        "actual": times.actual_days,
        "n": abs(times.days_late),
        "rounds": rounds,
    }
    code = "order_late" if times.days_late > 0 else "order_on_time"
    return Finding(f"{code}_after_approvals" if rounds > 1 else code, values)


def people(usage: pd.DataFrame) -> pd.DataFrame:
    """One row per pool and person: records, hours, cost; the dearest first. Cost is unknown where a part of it is."""
    rows = usage.assign(
        person=usage["person"].astype("object").where(usage["person"].notna(), None)
    )
    grouped = rows.groupby(["pool", "person"], dropna=False, sort=False)
    summed = grouped.agg(
        records=("quantity", "size"),
        hours=("hours", lambda v: v.sum(min_count=1)),
        cost=("cost", lambda v: v.sum(skipna=False)),
    ).reset_index()
    return summed.sort_values("cost", ascending=False, na_position="last", kind="stable")


def with_files(rows: pd.DataFrame, imports: pd.DataFrame) -> pd.DataFrame:
    """Rows with the name of the file (and sheet) that each came from."""
    named = imports.set_index("import_id")
    sheet = rows["import_id"].map(named["sheet"])
    file = rows["import_id"].map(named["file"])
    return rows.assign(file=file.where(sheet.isna(), file + " · " + sheet.astype("str")))


def added(rows: pd.DataFrame) -> dict[str, float | None]:
    """Sums under a table; unknown where any part is."""
    names = ("hours", "cost", "revenue", "direct_cost", "book_overhead")
    sums = {name: rows[name].sum(skipna=False) for name in names if name in rows}
    found = {name: float(value) if known(value) else None for name, value in sums.items()}
    return {**found, "hours_used": found["hours"]} if "hours" in found else found
