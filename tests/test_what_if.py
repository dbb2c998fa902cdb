"""What if: the same pipeline over changed inputs, worked by hand.

The plant: 100 h of design a month for 10,000 (100 an hour), overhead in the book 50 % of direct cost.
  serial   client S: revenue 10,000, direct 6,000, 10 h → gross 4,000, book 1,000, true 3,000
  custom   client C: revenue  5,000, direct 3,000, 40 h, batch 2 → gross 2,000, book 500, true −2,000 (hidden loss)
  big      client C: revenue  8,000, direct 4,000, 20 h, batch 100, custom → gross 4,000, book 2,000, true 2,000
Outside orders client C takes 5 h (500). Charged 75 h = 7,500, unused 2,500. Plant's result 3,000 − 2,000 + 2,000 − 500 − 2,500 = 0.
Serial contribution per hour: (3,000 + 1,000) ÷ 10 = 400.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
import pytest

import analysis
from analysis import Scope
from analysis.findings import what_if_findings
from analysis.journal.what_if import WhatIf
from analysis.what_if import ScenarioWorkspace, what_if_volume
from analysis.what_if.what_if_outcome import ScenarioOutcome, compare

Plant = Callable[..., analysis.Workspace]


@pytest.fixture
def ws(plant: Plant) -> Iterator[analysis.Workspace]:
    with plant(
        settings='[book_overhead]\nbasis = "direct_cost"\nrate = 0.5\n[targets]\ntrue_margin = 0.1\n',
        order_lines="order_id,client_name,order_date,kind,quantity,revenue,direct_cost\nserial,S,2025-01-10,serial,500,10000,6000\n"
        "custom,C,2025-01-11,modified,2,5000,3000\nbig,C,2025-01-12,modified,100,8000,4000",
        usage="order_id,client_name,pool,quantity,date,person\nserial,,design,10,2025-01-10,P\ncustom,,design,40,2025-01-11,P\n"
        "big,,design,20,2025-01-12,P\n,C,design,5,2025-01-13,P",
        pools="pool,month,unit,cost,capacity\ndesign,2025-01-01,h,10000,100",
    ) as opened:
        yield opened


def outcome(ws: analysis.Workspace, **change: object) -> ScenarioOutcome:
    with ScenarioWorkspace(ws, WhatIf(**change)) as then:  # type: ignore[arg-type]
        return compare(ws, then)


def test_nothing_changed_changes_nothing(ws: analysis.Workspace) -> None:
    found = outcome(ws)
    assert {name: found.change(name) for name in found.totals} == dict.fromkeys(found.totals, 0)
    assert found.totals["plant_result"][0] == 0
    assert (found.freed_hours, found.serial_per_hour, found.at_serial) == (0, 400, 0)


def test_a_rate_up_by_half(ws: analysis.Workspace) -> None:
    """150 an hour: 75 h cost 3,750 more; 5,000 more of cost leave 1,250 more unused."""
    found = outcome(ws, rates=(("design", 1.5),))
    assert found.change("true_profit") == -3750
    assert found.totals["unused_cost"] == (2500, 3750)
    assert found.change("plant_result") == -5000
    assert found.clients.set_index("client_id")["true_profit_then"].to_dict() == {
        "S": 2500,
        "C": -4000 + 1000 - 750,
    }


def test_half_the_capacity(ws: analysis.Workspace) -> None:
    """50 h for 10,000 are 200 an hour: 75 h cost 15,000, 5,000 beyond what the pool costs; the plant is where it was."""
    found = outcome(ws, capacities=(("design", 0.5),))
    assert found.change("true_profit") == -7500
    assert found.totals["unused_cost"] == (2500, -5000)
    assert found.at_zero == 0


def test_without_small_custom_orders(ws: analysis.Workspace) -> None:
    """`custom` gone: true profit +2,000, yet its gross margin of 2,000 is lost and the 40 h (4,000) stay unused.

    Freed hours at zero: −2,000. Filled with serial work at 400 an hour: −2,000 + 16,000 = +14,000.
    """
    found = outcome(ws, least_custom_batch=10)
    assert found.change("true_profit") == 2000
    assert (found.freed_hours, found.at_zero, found.at_serial) == (40, -2000, 14_000)
    assert found.totals["orders"] == (3, 2)
    assert found.totals["hidden_loss_orders"] == (1, 0)


def test_without_a_client_and_what_it_used_outside_orders(ws: analysis.Workspace) -> None:
    """C gone: 65 h freed, 6,000 of gross margin lost."""
    found = outcome(ws, without_clients=("C",))
    assert (found.freed_hours, found.at_zero) == (65, -6000)
    assert found.totals["true_profit"] == (2500, 3000)
    assert found.clients.set_index("client_id")["true_profit_then"].isna().to_dict() == {
        "C": True,
        "S": False,
    }


def test_custom_prices_up_by_a_tenth(ws: analysis.Workspace) -> None:
    """500 + 800 more of revenue, all of it profit; the flag of `custom` stays a hidden loss at −1,500."""
    found = outcome(ws, price_change=0.1, price_kinds=("custom",))
    assert (found.change("revenue"), found.change("true_profit"), found.at_zero) == (
        1300,
        1300,
        1300,
    )
    with ScenarioWorkspace(ws, WhatIf(price_change=0.1, price_kinds=("custom",))) as then:
        assert then.orders().set_index("order_id")["true_profit"].to_dict() == {
            "serial": 3000,
            "custom": -1500,
            "big": 2800,
        }


def test_another_overhead_rule_moves_the_book_alone(ws: analysis.Workspace) -> None:
    """30 % of revenue: 6,900 instead of 6,500."""
    found = outcome(ws, overhead_basis="revenue", overhead_rate=0.3)
    assert (found.change("book_profit"), found.change("true_profit")) == (-400, 0)


def test_a_higher_target_eats_markups(ws: analysis.Workspace) -> None:
    """At a target of 28 % `big` (25 %, gross margin 50 %) is no longer profitable."""
    with ScenarioWorkspace(ws, WhatIf(target_margin=0.28)) as then:
        assert then.orders().set_index("order_id")["flag"].to_dict() == {
            "serial": "profitable",
            "custom": "hidden loss",
            "big": "markup eaten",
        }


def test_what_is_supposed_is_never_saved(ws: analysis.Workspace) -> None:
    before = ws.clients()
    outcome(ws, without_clients=("C",), price_change=0.5)
    pd.testing.assert_frame_equal(before, ws.clients())
    with ScenarioWorkspace(ws, WhatIf(price_change=0.5)) as then:
        assert then.metric("revenue", scope=Scope(clients=("S",))) == 15_000
        with pytest.raises(analysis.DealfitError):
            then.sql("select * from read_csv('/etc/passwd')")


def test_the_checks_hold_for_what_is_supposed(ws: analysis.Workspace) -> None:
    change = WhatIf(
        rates=(("design", 1.5),),
        without_clients=("S",),
        price_change=0.1,
        overhead_basis="revenue",
        overhead_rate=0.2,
    )
    with ScenarioWorkspace(ws, change) as then:
        checks = then.breaches().query("level == 'checks'")
        assert checks["guilty_rows"].tolist() == [0] * len(checks)
        assert len(checks) >= 5


# --- volume ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cm", "change"),
    [(42, -0.1923), (50, -0.1667), (22, -0.3125), (25, -0.2857)],  # of a price of 100, +10 %
)
def test_the_break_even_change_of_volume_of_textbooks(plant: Plant, cm: int, change: float) -> None:
    """−ΔP ÷ (CM + ΔP): −10 ÷ (42 + 10)."""
    with plant(
        order_lines=f"order_id,client_name,order_date,kind,quantity,revenue,direct_cost\n1,A,2025-01-10,serial,1,100,{100 - cm}"
    ) as ws:
        found = outcome(ws, price_change=0.1)
        assert found.volume is not None
        assert found.volume.change == pytest.approx(change, abs=5e-5)
        assert found.clients["volume_change"].tolist() == pytest.approx([change], abs=5e-5)
        assert found.volume.change_freed is None  # nobody knows what its hours cost
    assert what_if_volume.break_even(1.5, 1.0) == pytest.approx(0.5)  # 2.50, cost 1.00, −0.50
    assert what_if_volume.break_even(1.5, 2.0) == pytest.approx(-0.25)  # +0.50
    assert what_if_volume.break_even(18, 13) == pytest.approx(
        0.3846, abs=5e-5
    )  # 50, cost 32, −10 %
    assert what_if_volume.break_even(5, 0) is None


def test_ten_percent_on_custom_batches_under_twenty(ws: analysis.Workspace) -> None:
    """Only `custom` (batch 2): 500 more. Contribution 2,000 → 2,500: a fifth may leave. With its 40 h (4,000): −2,000 → −1,500."""
    found = outcome(ws, price_change=0.1, price_kinds=("custom",), price_under=20)
    assert (found.change("revenue"), found.change("true_profit")) == (500, 500)
    moved = found.volume
    assert moved is not None
    assert (moved.all_orders, moved.orders, moved.revenue) == (1, 1, 5000)
    assert (moved.contribution, moved.contribution_then, moved.change) == (
        2000,
        2500,
        pytest.approx(-0.2),
    )
    assert (moved.contribution_freed, moved.change_freed) == ((-2000, -1500), None)
    said = what_if_findings.volume(
        found, WhatIf(price_change=0.1, price_kinds=("custom",), price_under=20)
    )
    assert [f.code for f in said] == [
        "what_if_volume_about",
        "what_if_volume_rise",
        "what_if_volume_rise_freed_never",
    ]
    assert said[1].values == pytest.approx({"volume": 0.2, "lost": 1000})


@pytest.mark.parametrize(
    ("limits", "revenue"),
    [
        ({"price_from": 2}, 2300),  # every batch
        ({"price_from": 3}, 1800),
        ({"price_from": 3, "price_under": 100}, 0),  # 100 is not under 100
        ({"price_from": 3, "price_under": 101}, 800),
        ({"price_from": 100, "price_clients": ("C",)}, 800),
        ({"price_kinds": ("serial",), "price_clients": ("C",)}, 0),
    ],
)
def test_limits_of_a_price_rise_hold_all_at_once(
    ws: analysis.Workspace, limits: dict[str, object], revenue: float
) -> None:
    assert outcome(ws, price_change=0.1, **limits).change("revenue") == revenue


def test_the_lines_of_a_family_and_the_orders_of_a_manager(plant: Plant) -> None:
    """An order of two families: only the line of 600 moves. Contribution 600 − 300 → 660 − 300: 300 ÷ 360 − 1.

    A cut of 10 %: 300 ÷ 240 − 1."""
    lines = """order_id,line_no,client_name,manager,product_family,order_date,quantity,revenue,direct_cost
1,1,A,Ильин,pressure,2025-01-10,10,600,300
1,2,A,Ильин,flow,2025-01-10,10,400,100
2,1,B,Пак,pressure,2025-01-11,10,1000,
3,1,B,Пак,flow,2025-01-11,10,500,450"""
    with plant(order_lines=lines) as ws:
        family = outcome(
            ws, price_change=0.1, price_families=("pressure",), price_managers=("Ильин",)
        )
        assert family.volume is not None
        assert (family.change("revenue"), family.volume.change) == (60, pytest.approx(-1 / 6))
        cut = outcome(ws, price_change=-0.1, price_families=("pressure",))
        assert cut.volume is not None
        assert (cut.volume.all_orders, cut.volume.orders, cut.volume.change) == (
            2,
            1,
            pytest.approx(0.25),
        )
        nothing = outcome(
            ws, price_change=-0.1, price_managers=("Пак",), price_families=("flow",)
        )  # 500 − 450 − 50: nothing is left
        assert nothing.volume is not None
        said = what_if_findings.volume(nothing, WhatIf(price_change=-0.1))
        assert [f.code for f in said] == ["what_if_volume_about", "what_if_volume_cut_never"]


def test_credit_moves_with_the_price_and_goes_with_the_volume(plant: Plant) -> None:
    """20 % a year, 73 days: 4 % of revenue. 1,000 − 600 − 40 = 360; at +10 % 1,100 − 600 − 44 = 456: 360 ÷ 456 − 1 = −21.05 %."""
    heads = "order_id,client_name,order_date,shipped_on,paid_on,quantity,revenue,direct_cost"
    lines = f"{heads}\n1,A,2025-01-01,2025-01-01,2025-03-15,1,1000,600"
    with plant(order_lines=lines, settings="[credit]\ncost_of_capital = 0.2\n") as ws:
        moved = outcome(ws, price_change=0.1).volume
        assert moved is not None
        assert (moved.contribution, moved.contribution_then) == (
            pytest.approx(360),
            pytest.approx(456),
        )
        assert moved.change == pytest.approx(-0.2105, abs=5e-5)
