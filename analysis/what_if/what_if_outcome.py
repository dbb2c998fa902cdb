"""What a change would do: today's numbers beside the supposed ones, for the plant and per client.

Leaving an order out does not make its people's salaries vanish: what it was charged becomes unused capacity. So the plant's
result (true profit − unused capacity) counts freed hours at zero; beside it, the freed hours are valued at what serial orders
contribute per hour, which holds only as far as there is serial work to fill them with.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.reader import client_flags, comparable
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace
from analysis.what_if import ScenarioWorkspace, repriced, what_if_volume
from analysis.what_if.what_if_volume import Volume

TOTALS = (
    "orders",
    "revenue",
    "book_profit",
    "book_margin",
    "true_profit",
    "true_margin",
    "hidden_loss_orders",
    "hidden_loss",
    "hours",
)
CLIENT = ("revenue", "book_profit", "true_profit", "true_margin", "hours")
ADDED = ("revenue", "book_profit", "true_profit", "hours")  # amounts, which no order means none of


@dataclass(frozen=True)
class ScenarioOutcome:
    """`totals`: metric → (today, then), with unused_cost and plant_result (money). `clients`: one row per client, with
    client_id, client_name, flag, flag_then, is_left_out, and for each metric m of CLIENT the columns m, m_then, m_change.
    A client that is left with no order has no "then", and loses all that it has today: the changes add up to the plant's.
    volume: of the orders whose price moves; None where none does. volume_change of a client: its break-even change of volume.
    """

    totals: dict[str, tuple[float | None, float | None]]
    clients: pd.DataFrame
    freed_hours: float
    serial_per_hour: float | None  # contribution of serial orders per hour, today
    volume: Volume | None = None

    def change(self, name: str) -> float | None:
        """Then − today; None where either is unknown."""
        today, then = self.totals[name]
        return None if today is None or then is None else then - today

    @property
    def at_zero(self) -> float | None:
        """Change of the plant's result, freed hours worth nothing."""
        return self.change("plant_result")

    @property
    def at_serial(self) -> float | None:
        """Change of the plant's result, freed hours filled with serial work."""
        if self.at_zero is None or self.serial_per_hour is None:
            return None
        return self.at_zero + self.freed_hours * self.serial_per_hour


def compare(today: Workspace, then: Workspace, scope: Scope = EVERYTHING) -> ScenarioOutcome:
    """Both workspaces over the scope's dates. Its other filters don't apply: capacity is the whole plant's."""
    dates = Scope(since=scope.since, until=scope.until)
    before, after = _totals(today, dates), _totals(then, dates)
    hours = (before["hours"] or 0.0) - (after["hours"] or 0.0)
    totals = {name: (before[name], after[name]) for name in before}
    clients, volume = _clients(today, then, dates), None
    if isinstance(then, ScenarioWorkspace) and then.change.price_change:
        volume = what_if_volume.of(then, repriced(then.change), dates)
        clients = clients.merge(volume.clients, on="client_id", how="left")
    return ScenarioOutcome(totals, clients, hours, serial_per_hour(today, dates), volume)


def _totals(ws: Workspace, dates: Scope) -> dict[str, float | None]:
    asked = comparable.beside((*TOTALS, "gross_margin", "gross_margin_share"))
    row = comparable.same_orders(comparable.known_profits(ws.metrics(asked, (), dates))).iloc[0]
    values = {name: None if pd.isna(row[name]) else float(row[name]) for name in TOTALS}
    unused, profit = _left_unused(ws, dates), values["true_profit"]
    return values | {
        "unused_cost": unused,
        "plant_result": None if profit is None else profit - (unused or 0.0),
    }


def _left_unused(ws: Workspace, dates: Scope) -> float | None:
    """Pools' cost less what was charged for them, over-used ones netted: with true profit it adds up to the plant's money."""
    since = dates.since.replace(day=1) if dates.since else None
    frame = ws._frame(
        """select cast(sum(unused_cost) as double) as unused from pool_use
        where treatment <> 'period' and coalesce(month >= ?, true) and coalesce(month <= ?, true)""",
        [since, dates.until],
    )
    value = frame["unused"].iloc[0]
    return None if pd.isna(value) else float(value)


def serial_per_hour(ws: Workspace, scope: Scope = EVERYTHING) -> float | None:
    """Contribution of serial orders per hour: (true profit + resource cost) ÷ hours, over those whose true profit is known.

    Adding the resource cost back leaves what the orders bring before people's time is paid for.
    """
    condition, values = scope.where("date")
    frame = ws._frame(
        f"""select cast(sum(true_profit + resource_cost) as double) / nullif(cast(sum(hours) as double), 0) as per_hour
        from profit_rows where kind = 'serial' and true_profit is not null and {condition}""",
        values,
    )
    value = frame["per_hour"].iloc[0]
    return None if pd.isna(value) else float(value)


def _clients(today: Workspace, then: Workspace, dates: Scope) -> pd.DataFrame:
    columns = ["client_id", "client_name", "flag", *CLIENT]
    before = client_flags.with_flags(today.clients(dates), today.table("settings"))[columns]
    after = client_flags.with_flags(then.clients(dates), then.table("settings"))[columns].drop(
        columns="client_name"
    )
    both = before.merge(after, on="client_id", how="left", suffixes=("", "_then"))
    gone = ~both["client_id"].isin(after["client_id"])
    changes = {f"{m}_change": both[f"{m}_then"] - both[m] for m in CLIENT}
    for m in ADDED:
        changes[f"{m}_change"] = changes[f"{m}_change"].mask(gone, -both[m])
    return both.assign(is_left_out=gone, **changes).sort_values(
        ["true_profit_change", "client_id"], na_position="last", ignore_index=True
    )
