"""The resources that orders are charged for, at the rates of the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from analysis.reader.workspace import Workspace

RATES = """
select pool, month, unit, cast(rate as double) as rate, is_time, hours_per_unit, rate_source
from capacity_rates
where treatment = 'usage' and (month is null or month <= date_trunc('month', $1))
order by pool, month
"""


@dataclass(frozen=True)
class Pool:
    """`rate`: money per unit; None where none is known. `hours_per_unit`: of people's time; None: the unit counts something else."""

    name: str
    unit: str | None
    rate: float | None
    hours_per_unit: float | None


def pools_in_force(ws: Workspace, day: dt.date) -> tuple[Pool, ...]:
    """With the rates of the last month that was over by the day; of the day's own month where none was; else of every month."""
    return tuple(
        _pool(str(name), rows, day) for name, rows in ws._frame(RATES, [day]).groupby("pool")
    )


def _pool(name: str, rows: pd.DataFrame, day: dt.date) -> Pool:
    begun = pd.Timestamp(day.replace(day=1))
    stated = rows[rows["rate"].notna() & (rows["rate_source"] != "nearest month")]
    dated = stated[stated["month"].notna()]
    over = dated[dated["month"] < begun]
    chosen = next(
        (part for part in (over, dated, stated) if not part.empty),
        rows[rows["rate"].notna() & rows["month"].isna()],
    )
    row = (rows if chosen.empty else chosen).iloc[-1]
    hours = row["hours_per_unit"] if row["is_time"] else None
    return Pool(
        name,
        None if pd.isna(row["unit"]) else str(row["unit"]),
        None if chosen.empty else float(row["rate"]),
        None if hours is None or pd.isna(hours) else float(hours),
    )
