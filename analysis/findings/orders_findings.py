"""What the orders of a slice say, and which of them to show: frames as `Workspace.orders` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.dictionary.codes import FLAGS
from analysis.dictionary.finding import Finding, known
from analysis.findings import custom_against_serial, some_kinds_unknown

KIND_METRICS = (
    "orders",
    "revenue",
    "revenue_share",
    "hours_share",
    "book_margin",
    "true_margin",
    "hours_per_million",
    "late_share",
    "hidden_loss_orders",
    "hidden_loss",
)
RANKINGS: dict[str, tuple[str, bool]] = {  # name → column, is the smallest first
    "flag": ("flag", True),
    "least_true_profit": ("true_profit", True),
    "most_true_profit": ("true_profit", False),
    "most_revenue": ("revenue", False),
    "most_hours": ("hours", False),
    "most_late": ("days_late", False),
    "newest": ("order_date", False),
}
ADDED = ("revenue", "book_profit", "true_profit", "hours")


def of_slice(orders: pd.DataFrame, by_kind: pd.DataFrame) -> list[Finding]:
    """What looks fine and loses, custom against serial, what is not known; by_kind: KIND_METRICS by kind."""
    found = [
        _hidden(orders),
        _custom(by_kind),
        _kinds_unknown(by_kind),
        _unknown(orders),
        _late(orders),
    ]
    return [f for f in found if f is not None][:3]


def _hidden(orders: pd.DataFrame) -> Finding | None:
    done = orders[orders["state"] != "in progress"]
    if not done["true_profit"].notna().any():
        return _without_true_profit(done)
    hidden = done[done["flag"] == "hidden loss"]
    if hidden.empty:
        return Finding("orders_no_hidden_losses", {"n": int(done["true_profit"].notna().sum())})
    return Finding(
        "orders_hidden_losses",
        {
            "n": len(hidden),
            "book_profit": float(hidden["book_profit"].sum()),
            "loss": -float(hidden["true_profit"].sum()),
        },
    )


def _without_true_profit(done: pd.DataFrame) -> Finding:
    if not done["gross_margin"].notna().any():
        return Finding("orders_no_cost", {"n": len(done)})
    under = done[done["gross_margin"] < 0]
    if under.empty:
        return Finding("orders_no_hours", {"n": len(done)})
    return Finding(
        "orders_under_cost", {"n": len(under), "loss": -float(under["gross_margin"].sum())}
    )


def _late(orders: pd.DataFrame) -> Finding | None:
    dated = orders["days_late"].dropna()
    late = dated[dated > 0]
    if dated.empty:
        return None
    if late.empty:
        return Finding("orders_on_time", {"n": len(dated)})
    values = {
        "n": len(late),
        "dated": len(dated),
        "days": round(float(late.mean())),
        "so_far": int(orders["is_late_so_far"].sum()),
    }
    return Finding("orders_late_so_far" if values["so_far"] else "orders_late", values)


def _custom(by_kind: pd.DataFrame) -> Finding | None:
    rows = {row["kind"]: row for row in by_kind.to_dict("records") if known(row["kind"])}
    custom, serial = rows.get("custom"), rows.get("serial")
    if custom is None or serial is None:
        return None
    values: dict[str, Any] = {str(name): value for name, value in custom.items()}
    values |= {f"serial_{name}": value for name, value in serial.items()} | {
        "n": int(custom["orders"])
    }
    if all(
        known(row[margin]) for row in (custom, serial) for margin in ("book_margin", "true_margin")
    ):
        return Finding("orders_custom_and_serial", values)
    return Finding("orders_custom_revenue", values) if known(custom["revenue_share"]) else None


def _kinds_unknown(by_kind: pd.DataFrame) -> Finding | None:
    said = custom_against_serial(by_kind)
    return (
        said
        if said is not None and said.code in ("kinds_unknown", "no_custom_of_known")
        else some_kinds_unknown(by_kind)
    )


def _unknown(orders: pd.DataFrame) -> Finding | None:
    done = orders[orders["state"] == "done"]
    unknown = done[done["true_profit"].isna()]
    if unknown.empty or len(unknown) == len(done):
        return None
    return Finding(
        "orders_some_unknown", {"n": len(unknown), "revenue": float(unknown["revenue"].sum())}
    )


def counts(orders: pd.DataFrame) -> dict[str, int]:
    """Orders by flag, every flag named."""
    found = orders["flag"].value_counts().to_dict()
    return {flag: int(found.get(flag, 0)) for flag in FLAGS}


def chosen(
    orders: pd.DataFrame, flag: str | None = None, kind: str | None = None, search: str = ""
) -> pd.DataFrame:
    """Orders of a flag and a kind whose number or client holds the search, whatever the case."""
    picked = orders
    if flag is not None:
        picked = picked[picked["flag"] == flag]
    if kind is not None:
        picked = picked[picked["kind"] == kind]
    if words := search.split():
        text = (
            picked["order_id"].astype("str") + " " + picked["client_name"].fillna("").astype("str")
        )
        text = text.str.casefold().str.replace("ё", "е", regex=False)
        for word in words:
            match = text.str.contains(word.casefold().replace("ё", "е"), regex=False)
            picked, text = picked[match], text[match]
    return picked


def rankings(orders: pd.DataFrame) -> tuple[str, ...]:
    """Those of RANKINGS that the orders can be told apart by."""
    judged = bool((orders["flag"] != "unknown").any())
    return tuple(
        name
        for name, (column, _) in RANKINGS.items()
        if (judged if column == "flag" else orders[column].notna().any())
    )


def ranked(orders: pd.DataFrame, ranking: str) -> pd.DataFrame:
    """Orders by one of RANKINGS; unknown values last. `flag` leaves the frame's own order: hidden losses first."""
    column, smallest_first = RANKINGS[ranking]
    if column == "flag":
        return orders
    return orders.sort_values(column, ascending=smallest_first, na_position="last", kind="stable")


def totals(orders: pd.DataFrame) -> Mapping[str, Any]:
    """Sums under a table of orders; None where not one is known."""
    sums = {name: orders[name].sum(min_count=1) for name in ADDED}
    return {name: float(value) if known(value) else None for name, value in sums.items()}
