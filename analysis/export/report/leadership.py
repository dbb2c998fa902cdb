"""What leadership's report says: a message, figures beside the year before, the bridge, the months, who earns and who loses.

A record of numbers and of nothing else; `as_pdf`, `as_workbook` and `as_html` write it. Figures are those of the pages: the same slices,
the same metrics.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import findings
from analysis.dictionary.finding import BridgeStep, Finding, known
from analysis.findings import periods
from analysis.findings.periods import Unfinished
from analysis.reader import comparable
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

FIGURES = (
    "revenue",
    "book_profit",
    "true_profit",
    "book_margin",
    "true_margin",
    "hidden_loss",
    "hours",
    "late_share",
)
BETTER_LOWER = ("late_share",)  # of FIGURES; hidden_loss is a number below zero
NEITHER = ("hours",)  # more of it is neither good nor bad
ENDS = 5  # clients at each end
CLIENT = ("revenue", "book_profit", "true_profit", "true_margin")
KIND = ("revenue_share", "hours_share", "book_margin", "true_margin")


@dataclass(frozen=True)
class Beside:
    """A metric now and in the same period a year before; None: unknown, or there is no such period."""

    name: str
    now: float | None
    then: float | None

    @property
    def change(self) -> float | None:
        return None if self.now is None or self.then is None else self.now - self.then

    @property
    def part(self) -> float | None:
        """The change as a part of then; None from a base of zero or below: the change in money says it (METHOD_DEALS, 4)."""
        if self.change is None or self.then is None or self.then <= 0:
            return None
        return self.change / self.then

    @property
    def is_good(self) -> bool | None:
        """Whether the change is for the better; None where it is neither."""
        if not self.change or self.name in NEITHER:
            return None
        return (self.change < 0) == (self.name in BETTER_LOWER)


@dataclass(frozen=True)
class MonthProfit:
    month: dt.date
    now: float | None
    then: float | None


@dataclass(frozen=True)
class ClientLine:
    """A client's metrics of CLIENT, and its true profit a year before."""

    name: str
    values: Mapping[str, float | None]
    then: float | None


@dataclass(frozen=True)
class KindLine:
    kind: str
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class LeadershipReport:
    """`before`: the same period a year before; None where the history doesn't reach there."""

    company: str | None
    scope: Scope
    before: Scope | None
    first_day: dt.date | None
    last_day: dt.date | None
    is_demo: bool
    messages: tuple[Finding, ...]
    figures: tuple[Beside, ...]
    bridge: tuple[BridgeStep, ...]
    months: tuple[MonthProfit, ...]
    unfinished: Unfinished  # of these months, at their end
    best: tuple[ClientLine, ...]
    worst: tuple[ClientLine, ...]
    kinds: tuple[KindLine, ...]
    estimated_share: float | None  # of the hours


def report(ws: Workspace, scope: Scope, company: str | None = None) -> LeadershipReport:
    """The report of a slice. Its profits are those of orders whose true profit is known, as on the pages."""
    first_day, last_day = ws.span()
    found = periods.beside_last_year(scope, first_day, last_day) if scope.since else None
    before = found[1] if found else None
    totals = comparable.known_profits(ws.metrics(comparable.beside(findings.TOTALS), (), scope))
    clients = comparable.same_orders(comparable.known_profits(ws.clients(scope)))
    by_kind = comparable.same_orders(
        ws.metrics(comparable.beside(findings.BY_KIND), ("kind",), scope)
    )
    said = findings.overview(clients, comparable.same_orders(totals).iloc[0].to_dict(), by_kind)
    best, worst = _ends(ws, clients, before)
    return LeadershipReport(
        company=company,
        scope=scope,
        before=before,
        first_day=first_day,
        last_day=last_day,
        is_demo=ws.is_demo,
        messages=tuple(said),
        figures=_figures(ws, totals.iloc[0].to_dict(), before),
        bridge=tuple(findings.bridge(totals.iloc[0].to_dict())),
        months=_months(ws, scope, before),
        unfinished=_unfinished(ws, scope, last_day),
        best=best,
        worst=worst,
        kinds=tuple(
            KindLine(str(row["kind"]), {name: _number(row[name]) for name in KIND})
            for row in by_kind.to_dict("records")
            if known(row["kind"]) and row["orders"]
        ),
        estimated_share=_number(
            ws.metrics(["estimated_share"], (), scope)["estimated_share"].iloc[0]
        ),
    )


def _number(value: Any) -> float | None:
    return float(value) if known(value) else None


def _figures(ws: Workspace, now: Mapping[Any, Any], before: Scope | None) -> tuple[Beside, ...]:
    then: Mapping[Any, Any] = {}
    if before is not None:
        frame = ws.metrics(comparable.beside(findings.TOTALS), (), before)
        then = comparable.known_profits(frame).iloc[0].to_dict()
    return tuple(Beside(n, _number(now[n]), _number(then.get(n))) for n in FIGURES)


def _months(ws: Workspace, scope: Scope, before: Scope | None) -> tuple[MonthProfit, ...]:
    """True profit of the scope's months; the book's where no true profit is known."""
    now = _by_month(ws, scope)
    then = {} if before is None else _by_month(ws, before)
    return tuple(
        MonthProfit(month, value, then.get(month.replace(year=month.year - 1)))
        for month, value in now.items()
    )


def _unfinished(ws: Workspace, scope: Scope, last_day: dt.date | None) -> Unfinished:
    names = ["revenue", "open_orders", "open_revenue"]
    by_month = ws.metrics(names, ("month",), scope)
    return periods.unfinished(by_month[by_month["month"].notna()], last_day)


def _by_month(ws: Workspace, scope: Scope) -> dict[dt.date, float | None]:
    frame = ws.metrics(["true_profit"], ("month",), scope)
    return {
        pd.Timestamp(month).date(): _number(value)
        for month, value in zip(frame["month"], frame["true_profit"], strict=True)
        if known(month)
    }


def _ends(
    ws: Workspace, clients: pd.DataFrame, before: Scope | None
) -> tuple[tuple[ClientLine, ...], tuple[ClientLine, ...]]:
    """Those that earn most, and those at the other end, the worst first; by revenue where no true profit is known."""
    basis = "true_profit" if clients["true_profit"].notna().any() else "revenue"
    best, worst = findings.ends(clients, basis, ENDS, "client_id")
    then: dict[Any, float | None] = {}
    if before is not None:
        former = comparable.known_profits(ws.clients(before))
        then = {
            client: _number(value)
            for client, value in zip(former["client_id"], former["true_profit"], strict=True)
        }

    def lines(frame: pd.DataFrame) -> tuple[ClientLine, ...]:
        return tuple(
            ClientLine(
                str(row["client_name"]),
                {name: _number(row[name]) for name in CLIENT},
                then.get(row["client_id"]),
            )
            for row in frame.to_dict("records")
        )

    return lines(best), lines(worst) if basis == "true_profit" else ()
