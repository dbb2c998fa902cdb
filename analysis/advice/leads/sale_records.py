"""Sales as tables: a row a deal, a stay and a stage, from their steps. A store has them as of its newest file, a page as of today."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analysis.advice.leads import sale_path
from analysis.advice.leads.sale_path import DealPath, Stay, Touch
from analysis.advice.leads.working_days import WorkingDays
from analysis.dictionary.codes import CLOSED, SALE_COHORTS, WON
from analysis.dictionary.result_columns import sql_types

Row = Mapping[str, Any]
DEALS = sql_types("sale_deals")
STAYS = sql_types("sale_stays")
STAGES = sql_types("sale_stages")


@dataclass(frozen=True)
class Sales:
    """The deals of a workspace on a day. `norms`: stage → working days. `limit`: see sale_path.longest_won."""

    paths: tuple[DealPath, ...]
    newest: Mapping[
        str, Row
    ]  # deal → what its steps say last of whose it is, its budget and its order
    norms: Mapping[int, float]
    limit: int | None
    today: dt.date

    def cohort(self, path: DealPath) -> str:
        return sale_path.cohort(path, self.limit, self.today)

    def standing(self, path: DealPath) -> str:
        return sale_path.standing(path, self.norms, self.limit, self.today)


def sales(
    steps: Iterable[Row],
    costs: Iterable[Row],
    norms: Mapping[int, float],
    today: dt.date,
    working: WorkingDays | None = None,
) -> Sales:
    """steps, costs: rows of the tables touches and touch_costs."""
    steps = [row for row in steps if row["entered_on"] is not None]  # a notice names the others
    cost_of = {key(row): row["hours_cost"] for row in costs}
    touches = [_touch(row, cost_of.get(key(row))) for row in steps]
    paths = tuple(sale_path.paths(touches, today, working))
    limit = sale_path.longest_won(paths, today)
    return Sales(paths, _newest(steps), norms, limit, today)


def key(row: Row) -> tuple[Any, ...]:
    """What tells one step from another, in the tables touches and touch_costs."""
    return row["deal_id"], row["place"], row["import_id"], row["source_row"]


def _touch(row: Row, cost: Decimal | None) -> Touch:
    return Touch(
        deal_id=row["deal_id"],
        stage=row["stage_no"],
        entered_on=row["entered_on"],
        left_on=row["left_on"],
        hours=None if row["hours"] is None else float(row["hours"]),
        person=row["person"],
        result=row["result"],
        amount=row["amount"],
        reason=row["reason"],
        cost=cost,
        place=row["place"],
        stall_reason=row["stall_reason"],
        stalled_until=row["stalled_until"],
    )


_LAST = ("lead_id", "client_id", "client_name", "order_id")
_BUDGET = ("budget_state", "budget_amount", "budget_by")


def _newest(steps: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """What was said last of each; of the budget, what was said last in one step."""
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(steps, key=lambda row: (row["entered_on"], row["place"])):
        deal = found.setdefault(row["deal_id"], dict.fromkeys((*_LAST, *_BUDGET)))
        deal |= {name: row[name] for name in _LAST if row[name] is not None}
        if row["budget_state"] is not None:
            deal |= {name: row[name] for name in _BUDGET}
    return found


def deals(found: Sales, companies: Mapping[str, str], clients: Mapping[str, str]) -> list[Row]:
    """Columns as DEALS. companies: lead → its company; clients: client → its name."""
    return [_deal(found, path, companies, clients) for path in found.paths]


def _deal(
    found: Sales, path: DealPath, companies: Mapping[str, str], clients: Mapping[str, str]
) -> Row:
    said, hours = found.newest[path.deal_id], [s.hours for s in path.stays if s.hours is not None]
    lead_id, client_id = said["lead_id"], said["client_id"]
    company = said["client_name"] or clients.get(client_id or "") or companies.get(lead_id or "")
    return {
        "deal_id": path.deal_id,
        "lead_id": lead_id,
        "client_id": client_id,
        "company": company,
        "stage_no": path.stage,
        "furthest_stage": path.furthest or None,
        "first_stage": path.entered_at,
        "entered_later": path.entered_at is not None and path.entered_at > 1,
        "began_on": path.began_on,
        "stage_since": path.since,
        "ended_on": path.ended_on,
        "sale_result": path.result,
        "sale_reason": path.reason,
        "cohort": found.cohort(path),
        "standing": found.standing(path),
        "age_days": path.age(found.today),
        "stage_days": sale_path.days_at_stage(path),
        "norm_days": None if path.stage is None else found.norms.get(path.stage),
        "hours": sum(hours) if hours else None,
        "hours_cost": _sum(path.stays),
        "uncosted_hours": sum(stay.uncosted_hours for stay in path.stays),
        "sale_amount": path.amount,
        **{name: said[name] for name in ("order_id", *_BUDGET)},
        "stall_reason": path.stall_reason,
        "stalled_until": path.stalled_until,
        "counted_on": found.today,
    }


def _sum(stays: Iterable[Stay]) -> Decimal | None:
    """Of the costs that are known; None: of none."""
    costs = [stay.cost for stay in stays if stay.cost is not None]
    return sum(costs, Decimal(0)) if costs else None


def stays(found: Sales) -> list[Row]:
    """Columns as STAYS."""
    return [
        {
            "deal_id": path.deal_id,
            "stage_no": stay.stage,
            "entered_on": stay.entered_on,
            "left_on": stay.left_on,
            "stay_days": stay.days,
            "working_days": stay.working_days,
            "hours": stay.hours,
            "hours_cost": stay.cost,
            "uncosted_hours": stay.uncosted_hours,
        }
        for path in found.paths
        for stay in path.stays
    ]


def stages(found: Sales) -> list[Row]:
    """Columns as STAGES, of deals with a known stage. A conversion is told of the closed cohort alone, and not of one deal."""
    return [
        _stage(found, number, cohort) for cohort in SALE_COHORTS for number in sorted(found.norms)
    ]


def _stage(found: Sales, number: int, cohort: str) -> Row:
    paths = [path for path in found.paths if found.cohort(path) == cohort]
    there = [path for path in paths if path.furthest and path.reached(number)]
    is_last = number == max(found.norms)
    on = sum(path.result == WON if is_last else path.reached(number + 1) for path in there)
    (share,) = sale_path.shares([len(there), on])
    is_told = cohort == CLOSED and share.interval is not None
    visits = [s for path in paths for s in path.stays if s.stage == number]
    left = [s for s in visits if s.left_on is not None]
    hours = [stay.hours for stay in visits if stay.hours is not None]
    norm = found.norms[number]
    over = [stay.working_days - norm for stay in visits if stay.working_days > norm]
    return {
        "stage_no": number,
        "cohort": cohort,
        "reached": len(there),
        "went_on": on,
        "stays": len(visits),
        "went_on_share": share.share if is_told and len(there) > 1 else None,
        "share_low": share.interval[0] if is_told and share.interval else None,
        "share_high": share.interval[1] if is_told and share.interval else None,
        "usual_days": statistics.median(s.days for s in left) if left else None,
        "usual_working_days": statistics.median(s.working_days for s in left) if left else None,
        "norm_days": norm,
        "hours": sum(hours) if hours else None,
        "hours_a_deal": sum(hours) / len(hours) if hours else None,
        "hours_cost": _sum(visits),
        "uncosted_hours": sum(stay.uncosted_hours for stay in visits),
        "over_norm": len(over),
        "over_norm_days": sum(over, 0.0),
    }
