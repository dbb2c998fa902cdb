"""Hours where nobody logged: estimated, marked as estimated, and never in place of a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import analysis
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

Plant = Callable[..., analysis.Workspace]

LINES = (
    "order_id,client_name,order_date,kind,approval_rounds,revenue,direct_cost\n"
    "logged,A,2025-01-10,serial,1,1000,400\n"
    "bare,A,2025-01-11,serial,2,1000,400\n"
    "unknown,B,2025-01-12,unique,,1000,400"
)
USAGE = "order_id,pool,quantity,person\nlogged,design,6,P"
POOLS = "pool,unit,cost,capacity\ndesign,h,10000,100\nsales,h,4000,80"


def equation(pool: str, more: str = "", unit: str = "hours") -> str:
    return f'[[time_equation]]\npool = "{pool}"\nunit = "{unit}"\nbase = 1\nterms = [{{feature = "approval_rounds", each = 2}}]\n{more}\n'


def sources(ws: analysis.Workspace) -> dict[tuple[str, str], tuple[str, float | None]]:
    rows = ws.table("order_costs").to_dict("records")
    return {
        (str(r["order_id"]), str(r["pool"])): (str(r["source"]), known(r["quantity"])) for r in rows
    }


def known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def test_a_log_is_never_replaced_and_a_gap_is_marked(plant: Plant) -> None:
    """1 + 2 × 2 rounds = 5 h of design for `bare`; `unknown` has no rounds stated, so its hours are unknown, not 1."""
    ws = plant(settings=equation("design"), order_lines=LINES, usage=USAGE, pools=POOLS)
    assert sources(ws) == {
        ("logged", "design"): ("logged", 6),
        ("bare", "design"): ("estimated", 5),
        ("unknown", "design"): ("estimated", None),
    }
    orders = ws.orders().set_index("order_id")
    assert orders["hours_source"].to_dict() == {
        "logged": "logged",
        "bare": "estimated",
        "unknown": "unknown",
    }
    assert orders.loc["bare", "true_profit"] == 1000 - 400 - 5 * 100
    assert known(orders.loc["unknown", "true_profit"]) is None
    assert (
        ws.metric("hours"),
        ws.metric("hours_estimated"),
        ws.metric("estimated_share"),
    ) == pytest.approx((11, 5, 5 / 11))


def test_a_pool_that_nobody_logs_is_estimated_beside_the_logs_of_another(plant: Plant) -> None:
    """sales: 1 + 2 × 1 = 3 h for `logged` at 50, beside its 6 logged hours of design: the order is then partly estimated."""
    ws = plant(settings=equation("sales"), order_lines=LINES, usage=USAGE, pools=POOLS)
    assert sources(ws)["logged", "sales"] == ("estimated", 3)
    order = ws.order("logged")
    assert (order["hours"], order["hours_estimated"], order["hours_source"]) == (9, 3, "estimated")
    assert order["true_profit"] == 1000 - 400 - 600 - 150


def test_only_orders_without_any_log(plant: Plant) -> None:
    ws = plant(
        settings=equation("sales", 'when = "no log at all"'),
        order_lines=LINES,
        usage=USAGE,
        pools=POOLS,
    )
    assert ("logged", "sales") not in sources(ws)
    assert sources(ws)["bare", "sales"] == ("estimated", 5)
    assert ws.order("logged")["hours_source"] == "logged"


def test_estimate_against_actual_is_kept_for_every_logged_order(plant: Plant) -> None:
    """`logged` used 6 h of design; the equation would have said 1 + 2 × 1 = 3."""
    ws = plant(settings=equation("design"), order_lines=LINES, usage=USAGE, pools=POOLS)
    kept = ws.table("time_estimates").set_index("order_id").loc["logged"]
    assert (kept["estimated_quantity"], kept["logged_quantity"], kept["is_used"]) == (3, 6, False)


def test_minutes_in_the_equation_hours_in_the_pool(plant: Plant) -> None:
    """1 + 2 × 2 = 5 minutes are 5/60 h at 100 an hour."""
    ws = plant(
        settings=equation("design", unit="minutes"), order_lines=LINES, usage=USAGE, pools=POOLS
    )
    bare = ws.table("order_costs").set_index("order_id").loc["bare"]
    assert bare["quantity"] == pytest.approx(5 / 60, abs=1e-6)
    assert bare["cost"] == pytest.approx(500 / 60, abs=1e-4)


def test_a_pool_without_unit_counts_in_the_equations(plant: Plant) -> None:
    """560,000 for 700,000 of … minutes, as the equation says: 5 minutes are 4.00 and 5/60 h."""
    ws = plant(
        settings=equation("entry", unit="minutes"),
        order_lines=LINES,
        pools="pool,cost,capacity\nentry,560000,700000",
    )
    bare = ws.table("order_costs").set_index("order_id").loc["bare"]
    assert (bare["quantity"], bare["cost"]) == pytest.approx((5, 4), abs=1e-6)
    assert ws.order("bare")["hours"] == pytest.approx(5 / 60, abs=1e-6)


def test_a_pool_that_counts_something_else_is_not_estimated_in_hours(plant: Plant) -> None:
    ws = plant(
        settings=equation("runs"),
        order_lines=LINES,
        pools="pool,unit,cost,capacity\nruns,runs,1000,10",
    )
    assert known(ws.table("order_costs").set_index("order_id").loc["bare", "cost"]) is None
    assert pd.isna(ws.order("bare")["true_profit"])
    assert _notice(ws, "a_time_equation_can_not_be_used") == 1


def test_an_equation_for_a_pool_that_is_not_there_changes_nothing_and_is_named(
    plant: Plant,
) -> None:
    ws = plant(settings=equation("desing"), order_lines=LINES, usage=USAGE, pools=POOLS)
    assert sources(ws) == {("logged", "design"): ("logged", 6)}
    assert _notice(ws, "a_time_equation_can_not_be_used") == 1


def test_without_pools_hours_are_known_and_their_cost_is_not(plant: Plant) -> None:
    ws = plant(settings=equation("design"), order_lines=LINES)
    order = ws.order("bare")
    assert (order["hours"], order["hours_source"]) == (5, "estimated")
    assert pd.isna(order["true_profit"])


def test_charged_at_the_month_of_the_order(plant: Plant) -> None:
    """5 h in January at 100, in February at 200; March has no price yet: the nearest, February's."""
    lines = "order_id,client_name,order_date,approval_rounds,revenue,direct_cost\n" + "\n".join(
        f"{m},A,2025-0{m}-10,2,1000,0" for m in (1, 2, 3)
    )
    ws = plant(
        settings=equation("design"),
        order_lines=lines,
        pools="pool,month,unit,cost,capacity\ndesign,2025-01-01,h,10000,100\ndesign,2025-02-01,h,20000,100",
    )
    assert ws.table("order_costs").set_index("order_id")["cost"].to_dict() == {
        "1": 500,
        "2": 1000,
        "3": 1000,
    }
    use = ws.table("pool_use").set_index("month").sort_index()
    assert use["charged_orders"].tolist() == [500, 1000, 1000]
    assert use["unused_cost"].dropna().tolist() == [9500, 19000]


def test_stamps_of_a_pool_in_minutes(plant: Plant) -> None:
    """From 9:00 to 10:30 are 90 of a pool's minutes at 0.80: 72.00, and 1.5 h."""
    ws = plant(
        order_lines=LINES,
        usage="order_id,pool,started_at,ended_at,person\nbare,entry,2025-01-11 09:00,2025-01-11 10:30,P",
        pools="pool,unit,cost,capacity\nentry,мин,560000,700000",
    )
    cost = ws.table("order_costs").iloc[0]
    assert (cost["quantity"], cost["cost"], cost["hours"]) == pytest.approx((90, 72, 1.5), abs=1e-6)


def test_a_row_for_all_time_only_lends_its_rate_beside_monthly_rows(plant: Plant) -> None:
    """January is priced by its own row; February, which has none, by the nearest: and no cost is counted twice."""
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,0",
        usage="order_id,pool,quantity,date,person\n1,design,10,2025-01-15,P",
        pools="pool,month,unit,cost,capacity\ndesign,2025-01-01,h,10000,100\ndesign,,h,99000,100",
    )
    use = ws.table("pool_use")
    assert (use["cost"].sum(), use["charged_orders"].sum(), use["unused_cost"].sum()) == (
        10000,
        1000,
        9000,
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            '[[time_equation]]\npool = "x"\nterms = [{feature = "linse", each = 3}]',
            "did you mean 'lines'",
        ),
        ('[[time_equation]]\npool = "x"\nwhen = "never"', "no log of this pool"),
        ('[[time_equation]]\npool = "x"\nterms = [{feature = "lines", each = -3}]', "0 or more"),
    ],
)
def test_impossible_equations_are_refused_in_one_sentence(
    plant: Plant, text: str, word: str
) -> None:
    with pytest.raises(analysis.DealfitError, match=word):
        plant(settings=text, order_lines=LINES)


def _notice(ws: analysis.Workspace, name: str) -> int:
    breaches = ws.breaches()
    return int(breaches.loc[breaches["name"] == name, "guilty_rows"].iloc[0])
