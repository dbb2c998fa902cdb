"""Fitted time equations: the plant's own rule is found again from its logs; the error is that of orders left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import analysis
from analysis.journal.settings import NO_LOG_AT_ALL
from analysis.pools import time_equations

Plant = Callable[..., analysis.Workspace]
POOLS = "pool,unit,cost,capacity\ndesign,h,10000,100\nsales,h,5000,100"


def plant_that_takes(
    plant: Plant, rule: Callable[[int, int], float], settings: str = ""
) -> analysis.Workspace:
    """60 orders of 1–6 lines and 0–3 approval rounds, whose design hours follow the rule exactly; the last 20 are not logged."""
    lines = ["order_id,line_no,client_name,order_date,approval_rounds,revenue,direct_cost"]
    uses = ["order_id,pool,quantity,person"]
    for n in range(80):
        count, rounds = n % 6 + 1, n % 4
        lines += [f"{n:03d},{line},A,2025-01-10,{rounds},100,10" for line in range(1, count + 1)]
        if n < 60:
            uses.append(f"{n:03d},design,{rule(count, rounds)},P")
    return plant(
        settings=settings, order_lines="\n".join(lines), usage="\n".join(uses), pools=POOLS
    )


def test_the_rule_is_found_again(plant: Plant) -> None:
    """2 + 3 × lines + 5 × rounds, learnt from 60 orders without noise: no error on orders left out."""
    with plant_that_takes(plant, lambda lines, rounds: 2 + 3 * lines + 5 * rounds) as ws:
        found = time_equations.fit(ws, "design", ("lines", "approval_rounds"))
    assert found.equation.base == 2
    assert dict(found.equation.terms) == {"lines": 3, "approval_rounds": 5}
    assert (found.orders, found.unit) == (60, "h")
    assert (found.fitted.off, found.fitted.bias) == pytest.approx((0, 0), abs=1e-9)
    assert found.mean.off > 0.2
    assert found.written is None


def test_no_feature_takes_time_back(plant: Plant) -> None:
    """Where more rounds mean fewer hours, the coefficient is 0 and the term is left out."""
    with plant_that_takes(plant, lambda lines, rounds: 20 - 4 * rounds + 0 * lines) as ws:
        found = time_equations.fit(ws, "design", ("lines", "approval_rounds"))
    assert "approval_rounds" not in dict(found.equation.terms)


def test_next_to_the_written_equation_on_the_same_orders(plant: Plant) -> None:
    """Written: 1 + 3 × lines for what takes 2 + 3 × lines: 1 h short of each order. Σ logged = 60 × 2 + 3 × 210 = 750."""
    settings = (
        '[[time_equation]]\npool = "design"\nbase = 1\nterms = [{feature = "lines", each = 3}]\n'
    )
    with plant_that_takes(plant, lambda lines, rounds: 2 + 3 * lines, settings) as ws:
        found = time_equations.fit(ws, "design", ("lines",))
        kept = time_equations.accuracy(ws).iloc[0]
    assert found.written is not None
    assert (found.written.off, found.written.bias) == pytest.approx((60 / 750, -60 / 750))
    assert (
        kept["orders_compared"],
        kept["logged"],
        kept["estimated"],
        kept["off"],
    ) == pytest.approx((60, 750, 690, 60 / 750))
    assert kept["orders_estimated"] == 20


def test_no_log_of_the_pool_counts_as_none_where_another_pool_is_logged(plant: Plant) -> None:
    """Half of 60 orders log 10 h of design, all log sales: 10 h among those with design, 5 h on average among all."""
    lines = ["order_id,client_name,order_date,revenue,direct_cost"] + [
        f"{n},A,2025-01-10,100,10" for n in range(60)
    ]
    uses = ["order_id,pool,quantity,person"]
    for n in range(60):
        uses += [f"{n},sales,1,P"] + ([f"{n},design,10,P"] if n % 2 else [])
    with plant(order_lines="\n".join(lines), usage="\n".join(uses), pools=POOLS) as ws:
        assert time_equations.fit(ws, "design", ()).equation.base == 10
        assert time_equations.fit(ws, "design", (), NO_LOG_AT_ALL).equation.base == 5


def test_too_few_orders_is_said(plant: Plant) -> None:
    lines = "order_id,client_name,order_date,revenue\n" + "\n".join(
        f"{n},A,2025-01-10,100" for n in range(5)
    )
    uses = "order_id,pool,quantity,person\n" + "\n".join(f"{n},design,1,P" for n in range(5))
    with (
        plant(order_lines=lines, usage=uses, pools=POOLS) as ws,
        pytest.raises(analysis.DealfitError, match=r"5 finished orders with a log of 'design'.*30"),
    ):
        time_equations.fit(ws, "design", ("lines",))
