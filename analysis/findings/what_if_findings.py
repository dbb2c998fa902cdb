"""What a change would do, in sentences, steps of a bridge and rows."""

from __future__ import annotations

import pandas as pd

from analysis.dictionary.finding import ENOUGH, BridgeStep, Finding, known
from analysis.journal.what_if import WhatIf
from analysis.reader.comparable import known_profits
from analysis.what_if.what_if_outcome import ScenarioOutcome

LEFT_OUT = "left out"


def of(outcome: ScenarioOutcome, change: WhatIf) -> list[list[Finding]]:
    """Up to four lines: what becomes of the profit; how much volume a new price bears; of the freed hours; of the verdicts."""
    if change.is_nothing:
        today = outcome.totals["plant_result"][0]
        return [
            [Finding("what_if_nothing")],
            [Finding("what_if_today", {"plant_today": today})] if known(today) else [],
        ]
    return [
        line
        for line in (_profit(outcome), volume(outcome, change), _freed(outcome), _verdicts(outcome))
        if line
    ]


def _moved(outcome: ScenarioOutcome, name: str, code: str) -> Finding | None:
    """`code`_up, _down or _same; None where the amount isn't known on both sides."""
    today, then = outcome.totals[name]
    if today is None or then is None:
        return None
    difference = then - today
    way = "same" if abs(difference) < ENOUGH else "up" if difference > 0 else "down"
    return Finding(f"{code}_{way}", {"by": abs(difference), "today": today, "then": then})


def _profit(outcome: ScenarioOutcome) -> list[Finding]:
    profit, book, plant = (
        _moved(outcome, name, f"what_if_{code}")
        for name, code in (
            ("true_profit", "profit"),
            ("book_profit", "book"),
            ("plant_result", "plant"),
        )
    )
    if profit is None:
        revenue = _moved(outcome, "revenue", "what_if_revenue")
        return [f for f in (revenue, book, Finding("what_if_profit_unknown")) if f is not None]
    moves_book_alone = (
        profit.code.endswith("_same") and book is not None and not book.code.endswith("_same")
    )
    if plant is not None and plant.code.endswith("_up") and profit.code.endswith("_up"):
        by = abs(plant.values["by"] - profit.values["by"])
        plant = Finding("what_if_plant_as_much", plant.values) if by < ENOUGH else plant
    told = [profit, book if moves_book_alone else plant]
    return [f for f in told if f is not None]


def volume(outcome: ScenarioOutcome, change: WhatIf) -> list[Finding]:
    """How much of the repriced volume may be lost, or must be won, until the new price pays: with salaries that stay, and without."""
    moved = outcome.volume
    if moved is None:
        return []
    if not moved.all_orders:
        return [Finding("what_if_volume_nothing")]
    if not moved.orders:
        return [Finding("what_if_volume_unknown", {"orders": moved.all_orders})]
    way = "rise" if change.price_change > 0 else "cut"
    about = {"orders": moved.orders, "of": moved.all_orders, "revenue": moved.revenue}
    found = [
        Finding(f"what_if_volume_about{'' if moved.orders == moved.all_orders else '_some'}", about)
    ]
    found.append(_break_even(way, "", moved.contribution, moved.change, moved.revenue))
    if moved.contribution_freed is not None:
        found.append(
            _break_even(
                way, "_freed", moved.contribution_freed[0], moved.change_freed, moved.revenue
            )
        )
    return found


def _break_even(
    way: str, reading: str, today: float, change: float | None, revenue: float
) -> Finding:
    """A share of volume; all: it brings nothing even today, so that all of it may go; never: nothing is left at the new price."""
    if change is None:
        return Finding(f"what_if_volume_{way}{reading}_never")
    if way == "rise" and today <= 0:
        return Finding(f"what_if_volume_rise{reading}_all")
    return Finding(
        f"what_if_volume_{way}{reading}", {"volume": abs(change), "lost": abs(change) * revenue}
    )


def _freed(outcome: ScenarioOutcome) -> list[Finding]:
    if outcome.freed_hours < ENOUGH or outcome.at_zero is None:
        return []
    at_zero, at_serial = outcome.at_zero, outcome.at_serial
    values = {"freed": outcome.freed_hours, "at_zero": abs(at_zero)}
    found = [Finding("what_if_freed_gains" if at_zero >= 0 else "what_if_freed_loses", values)]
    if at_serial is not None:
        code = "what_if_serial_gains" if at_serial >= 0 else "what_if_serial_loses"
        found += [
            Finding(code, {"at_serial": abs(at_serial), "per_hour": outcome.serial_per_hour}),
            Finding("what_if_caveat"),
        ]
    return found


def _verdicts(outcome: ScenarioOutcome) -> list[Finding]:
    today, then = (int(n or 0) for n in outcome.totals["hidden_loss_orders"])
    rows, found = outcome.clients, []
    if today != then:
        found.append(
            Finding(
                "what_if_hidden_fewer" if then < today else "what_if_hidden_more",
                {"n": then, "was": today},
            )
        )
    stays = ~rows["is_left_out"]
    better = int(
        (stays & (rows["flag"] != "profitable") & (rows["flag_then"] == "profitable")).sum()
    )
    worse = int(
        (stays & (rows["flag"] == "profitable") & (rows["flag_then"] != "profitable")).sum()
    )
    if better or worse:
        code = (
            "what_if_flags"
            if better and worse
            else "what_if_flags_better"
            if better
            else "what_if_flags_worse"
        )
        found.append(Finding(code, {"better": better, "worse": worse}))
    elif today == then:
        found.append(Finding("what_if_same_verdicts"))
    return found


def bridge(outcome: ScenarioOutcome) -> list[BridgeStep]:
    """From today's plant result to the supposed one, freed hours at zero, and on to the one at the serial contribution."""
    today, then = outcome.totals["plant_result"]
    profit, unused = outcome.change("true_profit"), outcome.change("unused_cost")
    if today is None or then is None or profit is None:
        return []
    steps = [
        BridgeStep("result_today", today, True),
        BridgeStep("true_profit_change", profit),
        BridgeStep("unused_change", -(unused or 0.0)),
    ]
    steps = [s for s in steps if s.is_total or abs(s.amount) > ENOUGH]
    frees = outcome.freed_hours >= ENOUGH
    steps.append(BridgeStep("result_at_zero" if frees else "result_then", then, True))
    if frees and outcome.serial_per_hour is not None:
        earned = outcome.freed_hours * outcome.serial_per_hour
        steps += [
            BridgeStep("freed_at_serial", earned),
            BridgeStep("result_at_serial", then + earned, True),
        ]
    return steps


def most_changed(clients: pd.DataFrame, most: int) -> pd.DataFrame:
    """The clients whose true profit changes most, the largest gain first; none that stays as it is."""
    sizes = clients["true_profit_change"].abs()
    chosen = clients[sizes > ENOUGH].loc[
        sizes[sizes > ENOUGH].sort_values(ascending=False, kind="stable").index[:most]
    ]
    return chosen.sort_values(
        ["true_profit_change", "client_id"], ascending=[False, True], ignore_index=True
    )


def worst_client(clients: pd.DataFrame) -> tuple[str, str] | None:
    """Id and name of the client with the least true profit, where that is a loss."""
    told = known_profits(clients)
    losing = told[told["true_profit"] < 0].sort_values(["true_profit", "client_id"])
    return (
        None
        if losing.empty
        else (str(losing["client_id"].iloc[0]), str(losing["client_name"].iloc[0]))
    )
