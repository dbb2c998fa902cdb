"""What the page on custom and serial orders says: frames and records of analysis.kinds.custom_serial."""

from __future__ import annotations

import pandas as pd

from analysis import findings
from analysis.dictionary.finding import Finding, known
from analysis.kinds.custom_serial import SameHours, who_pays

MARGINS = ("book_margin", "true_margin")


def of_page(kinds: pd.DataFrame, hidden: pd.DataFrame, same: SameHours) -> list[Finding]:
    """Both kinds and their margins; hidden losses; what the custom hours earn on serial work."""
    found = [
        kinds_said(kinds),
        findings.some_kinds_unknown(kinds),
        hidden_said(kinds, hidden),
        same_hours_said(same),
    ]
    return [f for f in found if f is not None]


def kinds_said(kinds: pd.DataFrame) -> Finding | None:
    rows = {row["kind"]: row for row in kinds.to_dict("records")}
    custom, serial = rows.get("custom"), rows.get("serial")
    if custom is not None and serial is None:
        alone = "unknown" not in rows
        return Finding(
            "all_custom" if alone else "no_serial_of_known", {"orders": int(custom["orders"])}
        )
    if custom is not None and serial is not None:
        margins = [row[margin] for row in (custom, serial) for margin in MARGINS]
        if all(
            known(value) for value in (*margins, custom["revenue_share"], custom["hours_share"])
        ):
            shares = {name: custom[name] for name in ("revenue_share", "hours_share", *MARGINS)}
            return Finding(
                "custom_page_margins", shares | {f"serial_{name}": serial[name] for name in MARGINS}
            )
    return findings.custom_against_serial(kinds)


def hidden_said(kinds: pd.DataFrame, hidden: pd.DataFrame) -> Finding | None:
    costed = kinds.set_index("kind")["costed_orders"]
    if not costed.get("custom", 0):
        return None
    rows = hidden[hidden["kind"] == "custom"]
    values = {
        "costed": int(costed["custom"]),
        "n": len(rows),
        "serial": int((hidden["kind"] == "serial").sum()),
        "book_profit": float(rows["book_profit"].sum()),
        "loss": -float(rows["true_profit"].sum()),
    }
    return Finding("custom_page_hidden" if len(rows) else "custom_page_no_hidden", values)


def same_hours_said(same: SameHours) -> Finding | None:
    would = same.serial_would_earn
    if would is None:
        return None
    values = {
        "n": same.custom_orders,
        "hours": same.custom_hours,
        "true_profit": same.custom_profit,
    }
    if would < 0:
        return Finding("custom_page_serial_loses", {**values, "loss": -would})
    return Finding("custom_page_same_hours", {**values, "earned": would})


def batches_said(rows: pd.DataFrame) -> list[Finding]:
    """From which batch on each kind earns in every class, where smaller ones lose; rows: `by_batch`."""
    found = []
    for kind in ("custom", "serial"):
        classes = rows[(rows["kind"] == kind) & rows["batch"].notna() & rows["true_margin"].notna()]
        losing = (classes["true_margin"] < 0).to_numpy().nonzero()[0]
        if not len(losing):
            continue
        if losing[-1] + 1 < len(classes):
            found.append(
                Finding(f"batch_pays_{kind}", {"batch": classes["batch"].iloc[losing[-1] + 1]})
            )
        else:
            found.append(Finding(f"batch_never_{kind}", {"batch": classes["batch"].iloc[-1]}))
    return found


def payers_said(clients: pd.DataFrame) -> list[Finding]:
    """How many clients pay for custom work, and who most; nothing where no client's custom orders are costed."""
    pays, others = who_pays(clients)
    counts = {"n": len(pays), "clients": len(clients)}
    found = []
    if len(pays):
        best = pays.iloc[0]
        found.append(
            Finding(
                "custom_page_payers",
                {**counts, "name": best["client_name"], "true_profit": best["true_profit"]},
            )
        )
    elif len(clients):
        found.append(Finding("custom_page_no_payers", counts))
    if len(others) and others["true_profit"].iloc[0] < 0:
        worst = others.iloc[0]
        found.append(
            Finding(
                "custom_page_worst",
                {
                    "name": worst["client_name"],
                    "loss": -float(worst["true_profit"]),
                    "orders": int(worst["orders"]),
                },
            )
        )
    return found
