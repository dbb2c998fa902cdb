"""What the numbers say, as records: a code and its values. The screen, the report and the command put them into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.dictionary.finding import ENOUGH, BridgeStep, Finding, known
from analysis.reader import whale


def _count(value: Any) -> int:
    return int(value) if known(value) else 0


# --- the whole plant ---------------------------------------------------------------------------------------------------

TOTALS = (
    "orders",
    "costed_orders",
    "revenue",
    "direct_cost",
    "gross_margin",
    "gross_margin_share",
    "book_overhead",
    "book_profit",
    "book_margin",
    "resource_cost",
    "estimated_cost",
    "spread_cost",
    "credit_cost",
    "penalty",
    "open_cost",
    "true_profit",
    "true_margin",
    "hidden_loss",
    "hidden_loss_orders",
    "hours",
    "late_share",
    "custom_share",
)
BY_KIND = (
    "orders",
    "revenue",
    "revenue_share",
    "hours_share",
    "gross_margin_share",
    "book_margin",
    "true_margin",
    "late_share",
)


def overview(
    clients: pd.DataFrame, totals: Mapping[Any, Any], by_kind: pd.DataFrame
) -> list[Finding]:
    """The three sentences of the first screen, from a frame of clients, the metrics TOTALS and BY_KIND by kind."""
    found = [who_eats(clients), book_against_true(totals), custom_against_serial(by_kind)]
    return [f for f in found if f is not None]


def who_eats(clients: pd.DataFrame) -> Finding | None:
    """How many clients eat which part of what the others earn; by revenue where no profit is known."""
    curve = whale.of_clients(clients)
    if curve is None:
        return _concentration(clients)
    values = {
        "clients": len(curve.profits),
        "eaters": curve.eaters,
        "losses": -curve.losses,
        "earned": curve.earned,
        "basis": curve.basis,
        "unknown": curve.unknown,
    }
    if not curve.eaters:
        return Finding("nobody_of_known_eats" if curve.unknown else "nobody_eats", values)
    if curve.earned <= 0:
        return Finding("everybody_eats", values)
    return Finding("some_eat", {**values, "share": -curve.losses / curve.earned})


def _concentration(clients: pd.DataFrame) -> Finding | None:
    revenue = clients["revenue"].dropna().sort_values(ascending=False)
    total = float(revenue.sum())
    if total <= 0:
        return None
    half = int((revenue.cumsum() < total / 2).sum()) + 1
    return Finding(
        "half_of_revenue",
        {"clients": len(revenue), "top": half, "share": float(revenue.head(half).sum()) / total},
    )


def book_against_true(totals: Mapping[Any, Any]) -> Finding | None:
    values = dict(totals)
    orders, costed = _count(totals["orders"]), _count(totals["costed_orders"])
    hidden = _count(totals["hidden_loss_orders"])
    if known(totals["true_profit"]) and costed:
        values |= {
            "orders": orders,
            "costed": costed,
            "hidden": hidden,
            "hidden_loss": -(totals["hidden_loss"] if known(totals["hidden_loss"]) else 0.0),
        }
        if not known(totals["book_profit"]):
            return Finding(_of("true_only", totals, "true_profit", "true_margin"), values)
        return Finding("hidden_losses" if hidden else "no_hidden_losses", values)
    for basis, margin in (("book_profit", "book_margin"), ("gross_margin", "gross_margin_share")):
        if known(totals[basis]):
            return Finding(_of(f"only_{basis}", totals, basis, margin), values)
    return (
        Finding("only_revenue", values | {"orders": orders}) if known(totals["revenue"]) else None
    )


def _of(code: str, totals: Mapping[Any, Any], profit: str, margin: str) -> str:
    """The sentence on a profit that is known for a part of the revenue says so: its margin is of that part."""
    whole = known(totals["revenue"]) and known(totals[margin])
    return (
        f"{code}_of_part"
        if whole
        and abs(totals[margin] * totals["revenue"] - totals[profit]) > 0.005 * totals["revenue"]
        else code
    )


def custom_against_serial(by_kind: pd.DataFrame) -> Finding | None:
    rows = {
        row["kind"]: row for row in by_kind.to_dict("records") if known(row["kind"]) and row["kind"]
    }
    custom, serial, unknown = rows.get("custom"), rows.get("serial"), rows.get("unknown")
    if unknown is not None and custom is None:
        if serial is None:
            return Finding("kinds_unknown", {"orders": _count(unknown["orders"])})
        return Finding(
            "no_custom_of_known",
            {"orders": _count(serial["orders"]), "unknown": _count(unknown["orders"])},
        )
    if custom is None or not known(custom["revenue_share"]):
        return (
            Finding("all_serial", {"orders": _count(serial["orders"])})
            if serial is not None
            else None
        )
    values = {
        "orders": _count(custom["orders"]),
        "revenue_share": custom["revenue_share"],
        "hours_share": custom["hours_share"],
        "true_margin": custom["true_margin"],
        "serial_true_margin": serial["true_margin"] if serial is not None else None,
        "late_share": custom["late_share"],
    }
    if known(custom["hours_share"]):
        both = known(values["true_margin"]) and known(values["serial_true_margin"])
        return Finding("custom_hours_and_margin" if both else "custom_hours", values)
    return Finding("custom_revenue", values)


def some_kinds_unknown(by_kind: pd.DataFrame) -> Finding | None:
    """How many orders are of no known kind, where some are of a known one."""
    rows = {
        row["kind"]: row for row in by_kind.to_dict("records") if known(row["kind"]) and row["kind"]
    }
    unknown = rows.pop("unknown", None)
    if unknown is None or "custom" not in rows:
        return None
    values = {"n": _count(unknown["orders"])}
    if not known(unknown["revenue_share"]):
        return Finding("kinds_some_unknown", values)
    return Finding(
        "kinds_some_unknown_revenue", values | {"revenue_share": unknown["revenue_share"]}
    )


def bridge(totals: Mapping[Any, Any]) -> list[BridgeStep]:
    """From revenue through direct cost and book overhead to book profit; overhead back, resources off: true profit.

    What belongs to orders whose cost or use is unknown is a step of its own, so that every bridge adds up.
    """

    def amount(name: str) -> float:
        return float(totals[name]) if known(totals.get(name)) else 0.0

    steps = [BridgeStep("revenue", amount("revenue"), True)]
    if not known(totals["gross_margin"]):
        return steps
    steps += [
        BridgeStep("direct_cost", -amount("direct_cost")),
        _rest("without_cost", amount("gross_margin"), amount("revenue") - amount("direct_cost")),
    ]
    steps.append(BridgeStep("gross_margin", amount("gross_margin"), True))
    has_book = known(totals["book_profit"])
    if has_book:
        steps += [
            BridgeStep("book_overhead", -amount("book_overhead")),
            _rest(
                "without_book",
                amount("book_profit"),
                amount("gross_margin") - amount("book_overhead"),
            ),
            BridgeStep("book_profit", amount("book_profit"), True),
        ]
    if known(totals["true_profit"]):
        start = amount("book_profit") if has_book else amount("gross_margin")
        back = (
            [BridgeStep("overhead_back", amount("gross_margin") - amount("book_profit"))]
            if has_book
            else []
        )
        estimated = amount("estimated_cost")
        costs = [
            BridgeStep("resource_cost", estimated - amount("resource_cost")),
            BridgeStep("estimated_cost", -estimated),
        ]
        costs += [
            BridgeStep(name, -amount(name)) for name in ("spread_cost", "credit_cost", "penalty")
        ]
        costs.append(
            BridgeStep("open_cost", amount("open_cost"))
        )  # spent on orders in progress: in no profit yet
        reached = start + sum(s.amount for s in (*back, *costs))
        steps += [
            *back,
            *costs,
            _rest("without_costing", amount("true_profit"), reached),
            BridgeStep("true_profit", amount("true_profit"), True),
        ]
    return [s for s in steps if s.is_total or abs(s.amount) >= ENOUGH]


def _rest(code: str, reached: float, so_far: float) -> BridgeStep:
    return BridgeStep(code, reached - so_far)


# --- one client --------------------------------------------------------------------------------------------------------


def by_flag(clients: pd.DataFrame) -> list[Finding]:
    """How many clients are under each flag; nothing where the profit of none is known."""
    counts = clients["flag"].value_counts()
    values = {
        name.replace(" ", "_"): int(counts.get(name, 0))
        for name in ("profitable", "markup eaten", "thin price", "hidden loss", "loss", "unknown")
    }
    if values["unknown"] == len(clients):
        return []
    return [Finding("flags_some_unknown" if values["unknown"] else "flags", values)]


def judged(orders: pd.DataFrame) -> pd.DataFrame:
    """Orders that a verdict stands on: without those in progress or not costed, unless there are no others."""
    known_ones = orders[orders["flag"] != "unknown"]
    return known_ones if len(known_ones) else orders


def any_eats(rows: pd.DataFrame, basis: str) -> bool:
    return bool((rows[basis] < 0).any())


def ends(
    rows: pd.DataFrame, basis: str, most: int, name: str = "order_id"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with the most, and those with the least of a column, the least first; none in both."""
    ordered = rows[rows[basis].notna()].sort_values([basis, name], ascending=[False, True])
    best = ordered.head(min(most, (len(ordered) + 1) // 2))
    return best, ordered.iloc[len(best) :].tail(most).iloc[::-1]


def client(row: Mapping[Any, Any], clients: int) -> list[Finding]:
    """What sums up a client: a row of `with_flags`, and how many clients of the scope have a known true profit: its rank is among them."""
    counts = {
        "orders": "orders",
        "hidden": "hidden_loss_orders",
        "loss_orders": "loss_orders",
        "costed": "costed_orders",
        "rank": "profit_rank",
    }
    values = {
        **row,
        "clients": clients,
        **{name: _count(row[column]) for name, column in counts.items()},
    }
    found = [Finding(f"client_{row['flag'].replace(' ', '_')}", values)]
    if not known(row["true_profit"]) and known(row["gross_margin_share"]):
        found = [Finding("client_gross_only", values)]
    if known(row["hours_share"]) and known(row["revenue_share"]):
        heavy = row["hours_share"] > 1.5 * row["revenue_share"]
        found.append(Finding("client_takes_time" if heavy else "client_time", values))
    evidence = (
        "client_orders"
        if not values["costed"]
        else "client_evidence"
        if values["loss_orders"]
        else "client_no_losses"
    )
    found.append(Finding(evidence, values))
    return found
