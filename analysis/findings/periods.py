"""A period beside the one before it, and months that aren't over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.dictionary.finding import known
from analysis.reader.scope import Scope

STILL_OPEN = 0.1  # part of a month's revenue in progress from which on the month counts as not over


def period_before(scope: Scope, first_day: dt.date | None) -> Scope | None:
    """The period of the same length before the scope's; None where it has no beginning or the history doesn't reach there."""
    before = scope.period_before()
    if (
        first_day is None
        or before is None
        or before.since is None
        or before.since < first_day.replace(day=1)
    ):
        return None
    return before


def last_year(scope: Scope, first_day: dt.date | None, last_day: dt.date | None) -> Scope | None:
    """Of all history the last 12 months, where the 12 before can stand beside them; None for a scope that is a period itself."""
    if last_day is None or scope.since is not None or scope.until is not None:
        return None
    year = scope.last_months(12, last_day)
    return year if period_before(year, first_day) else None


def beside_last_year(
    scope: Scope, first_day: dt.date | None, last_day: dt.date | None
) -> tuple[Scope, Scope] | None:
    """The scope's period (of all history the last 12 months) and the same a year before; None where the history doesn't reach there."""
    if first_day is None or last_day is None:
        return None
    until = scope.until or last_day
    now = scope.last_months(12, until) if scope.since is None else scope.but(until=until)
    before = now.year_before()
    if before is None or before.since is None or before.since < first_day.replace(day=1):
        return None
    return now, before


@dataclass(frozen=True)
class Unfinished:
    """The last months that aren't over: how many, and the orders in progress in them with their revenue."""

    months: int
    orders: int
    revenue: float


def unfinished(by_month: pd.DataFrame, last_day: dt.date | None) -> Unfinished:
    """Months at the end that the data don't reach the end of, or with over a tenth of their revenue still in progress.

    by_month: month, revenue, open_orders, open_revenue, in the order of months.
    """
    count = 0
    for row in reversed(by_month.to_dict("records")):
        month = pd.Timestamp(row["month"])
        cut_short = last_day is not None and pd.Timestamp(last_day) < month + pd.offsets.MonthEnd(0)
        in_progress = float(row["open_revenue"] or 0)
        if not cut_short and in_progress <= STILL_OPEN * (float(row["revenue"] or 0) + in_progress):
            break
        count += 1
    tail = by_month.tail(count) if count else by_month.head(0)
    return Unfinished(count, int(tail["open_orders"].sum()), float(tail["open_revenue"].sum()))


@dataclass(frozen=True)
class PeriodChange:
    """amount: now less before, in the number's own unit. part: of what it was, None where that was not above zero."""

    amount: float
    part: float | None
    is_better: bool | None


def changes(
    now: Mapping[Any, Any], before: Mapping[Any, Any], better: Mapping[str, str]
) -> dict[str, PeriodChange]:
    """Change of each number that is known on both sides; better: name → higher, lower or nothing."""
    found = {}
    for name, value in now.items():
        was = before.get(name)
        if value is None or was is None or not known(value) or not known(was):
            continue
        amount = float(value) - float(was)
        judged = better.get(name) in ("higher", "lower") and abs(amount) >= 0.0005 * max(
            abs(float(was)), 1.0
        )
        is_better = (amount > 0) == (better[name] == "higher") if judged else None
        found[name] = PeriodChange(amount, amount / float(was) if was > 0 else None, is_better)
    return found
