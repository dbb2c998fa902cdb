"""What the hours rest on: logs, estimates, or nothing."""

from __future__ import annotations

import pandas as pd

from analysis.dictionary.finding import Finding


def of_hours(totals: pd.Series, sources: pd.DataFrame, accuracy: pd.DataFrame) -> list[Finding]:
    """totals: metrics hours, hours_estimated, estimated_share; sources and accuracy as analysis.pools.time_equations gives them."""
    finished = sources[sources["state"] == "done"]
    counts = dict(zip(finished["hours_source"], finished["orders"], strict=True))
    orders = {source: int(counts.get(source, 0)) for source in ("logged", "estimated", "unknown")}
    n = sum(orders.values())
    found = []
    if orders["estimated"]:
        found.append(
            Finding(
                "hours_estimated",
                {
                    "n": orders["estimated"],
                    "all": n,
                    "hours": totals["hours_estimated"],
                    "share": totals["estimated_share"],
                },
            )
        )
    elif orders["logged"]:
        found.append(
            Finding("hours_logged", {"n": orders["logged"], "all": n, "hours": totals["hours"]})
        )
    if orders["unknown"]:
        found.append(Finding("hours_unknown", {"n": orders["unknown"], "all": n}))
    compared = accuracy[accuracy["off"].notna()].sort_values("off").to_dict("records")
    if compared:
        best, worst = compared[0], compared[-1]
        values = {
            "pool": best["pool"],
            "off": best["off"],
            "worst": worst["pool"],
            "worst_off": worst["off"],
        }
        found.append(Finding("hours_off" if len(compared) > 1 else "hours_off_one", values))
    return found
