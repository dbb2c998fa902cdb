"""What offers tell of a slice: how they ended and why, at which markup they are won, and which markup brings most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.deals.winning import win_curve
from analysis.deals.winning.win_curve import WinCurve
from analysis.dictionary.codes import QUOTE_RESULTS
from analysis.dictionary.finding import Finding
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

RESULTS = (*QUOTE_RESULTS, "unknown")


@dataclass(frozen=True, eq=False)
class OffersOfScope:
    """`offers` of the scope's days, clients and kinds, the newest first; `there_are`: in the whole workspace. Each of `curves`,
    `cells` and `reasons` is of one kind; `results` of all."""

    there_are: int
    offers: pd.DataFrame
    results: pd.DataFrame  # quote_result, offers, offer_share, amount
    curves: Mapping[str, WinCurve]
    cells: Mapping[
        str, pd.DataFrame
    ]  # markup_from, markup_to, offers, won, won_rate, rate_low, rate_high, gain
    reasons: Mapping[
        str, pd.DataFrame
    ]  # loss_reason, offers, offer_share, rate_low, rate_high, amount

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.curves)

    @property
    def usual(self) -> str:
        """The kind with most offers that were decided."""
        return max(self.curves, key=lambda kind: self.curves[kind].decided)


def of_scope(ws: Workspace, scope: Scope) -> OffersOfScope:
    found = win_curve.offers(ws)
    there_are = len(found)
    if scope.since:
        found = found[found["quoted_on"] >= pd.Timestamp(scope.since)]
    if scope.until:
        found = found[found["quoted_on"] < pd.Timestamp(scope.until) + pd.Timedelta(days=1)]
    if scope.clients:
        found = found[found["client_id"].isin([c for c in scope.clients if c is not None])]
    if scope.kinds:
        found = found[found["kind"].isin([k for k in scope.kinds if k is not None])]
    curves = {curve.kind: curve for curve in win_curve.curves(found)}
    by_kind = {kind: found[found["kind"] == kind] for kind in curves}
    return OffersOfScope(
        there_are,
        found.rename(columns={"result": "quote_result", "reason": "loss_reason"}),
        _results(found),
        curves,
        {kind: _cells(curve) for kind, curve in curves.items()},
        {kind: _reasons(part) for kind, part in by_kind.items()},
    )


def beyond(scope: Scope) -> bool:
    """Whether the slice asks for what an offer doesn't have: a manager, a family, a region, an industry, a revenue."""
    return scope.but(since=None, until=None, clients=(), kinds=()) != Scope()


def _results(found: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (result, len(part), len(part) / len(found), part["amount"].sum(min_count=1))
        for result in RESULTS
        if len(part := found[found["result"] == result])
    ]
    return pd.DataFrame(rows, columns=["quote_result", "offers", "offer_share", "amount"])


def _cells(curve: WinCurve) -> pd.DataFrame:
    rows = [
        (
            c.low,
            c.high,
            c.markup,
            c.offers,
            c.won,
            c.rate.value,
            c.rate.low,
            c.rate.high,
            c.gain.value,
        )
        for c in curve.cells
    ]
    names = [
        "markup_from",
        "markup_to",
        "markup",
        "offers",
        "won",
        "won_rate",
        "rate_low",
        "rate_high",
        "gain",
    ]
    return pd.DataFrame(rows, columns=names)


def _reasons(part: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (r.reason or None, r.offers, r.share.value, r.share.low, r.share.high, r.amount)
        for r in win_curve.reasons_of_loss(part)
    ]
    names = ["loss_reason", "offers", "offer_share", "rate_low", "rate_high", "amount"]
    return pd.DataFrame(rows, columns=names)


def of_offers(seen: OffersOfScope, kind: str) -> list[Finding]:
    """How the offers of all kinds ended; then of this kind: what may be said of its markup, and why it is lost."""
    counts = {r: int((seen.offers["quote_result"] == r).sum()) for r in RESULTS}
    decided = counts["won"] + counts["lost"]
    values: dict[str, Any] = {
        "offers": len(seen.offers),
        "won": counts["won"],
        "lost_offers": counts["lost"],
        "undecided": counts["no decision"],
        "still_open": counts["open"],
        "untold": counts["unknown"],
        "decided": decided,
    }
    found = [Finding("quotes_ended", values)]
    curve = seen.curves[kind]
    found += _of_markup(curve)
    named = seen.reasons[kind].dropna(subset="loss_reason")
    if len(named):
        first = named.iloc[0]
        values = {
            "loss_reason": str(first["loss_reason"]),
            "offers": int(first["offers"]),
            "of": curve.counts["lost"],
            "kind": kind,
        }
        found.append(Finding("quotes_lost_over", values))
    return found


def _of_markup(curve: WinCurve) -> list[Finding]:
    rate = curve.rate
    found = []
    if rate is not None:
        values = {
            "kind": curve.kind,
            "won_rate": rate.value,
            "rate_low": rate.low,
            "rate_high": rate.high,
        }
        found.append(Finding("quotes_won", {**values, "decided": curve.decided}))
    best = curve.best()
    if best is not None:
        at = curve.chance(best.value)
        values = {
            "kind": curve.kind,
            "markup": best.value,
            "markup_low": best.low,
            "markup_high": best.high,
            "won_rate": None if at is None else at.value,
        }
        bounded = best.low is not None and at is not None
        found.append(Finding("quotes_best" if bounded else "quotes_best_unbounded", values))
    return found


def of_cells(curve: WinCurve) -> Finding | None:
    """Whether the cells of the win table can be told apart; None where there is one or none."""
    best = win_curve.best_cell(curve.cells)
    if best is None or len(curve.cells) < 2:
        return None
    values: dict[str, Any] = {"markup_from": best.low, "markup_to": best.high}
    if win_curve.can_be_ranked(curve.cells):
        return Finding("quotes_cells_ranked", values)
    code = "quotes_cells_differ" if win_curve.rates_differ(curve.cells) else "quotes_cells_alike"
    return Finding(code, values)


def of_trouble(curve: WinCurve) -> Finding | None:
    """Why no curve is drawn, and how many offers are lacking; None where one is."""
    if not curve.trouble:
        return None
    values = {
        "kind": curve.kind,
        "lacking_won": curve.lacking.get("won", 0),
        "lacking_lost": curve.lacking.get("lost", 0),
        "decided": curve.with_markup,
    }
    return Finding(f"quotes_no_curve_{curve.trouble}", values)
