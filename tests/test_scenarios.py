"""Scenarios kept under a name, and the settings among a what-if accepted; the plant is the one of test_what_if."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis import DealfitError
from analysis.actions import settings_changes
from analysis.findings import what_if_findings
from analysis.journal import scenarios, shared_state
from analysis.journal.settings import settings_editing
from analysis.journal.what_if import NOTHING, WhatIf
from analysis.what_if import ScenarioWorkspace, what_if_settings
from analysis.what_if.what_if_outcome import compare
from tests.test_what_if import ws as ws  # the plant

CHANGE = WhatIf(
    rates=(("design", 1.5),),
    capacities=(("design", 0.5),),
    target_margin=0.2,
    overhead_basis="revenue",
    overhead_rate=0.3,
    without_clients=("C, the \\ one", "7"),
    least_custom_batch=10,
    price_change=0.1,
    price_kinds=("custom",),
    price_clients=("S",),
)


@pytest.mark.parametrize("change", [CHANGE, NOTHING, WhatIf(price_change=-0.3)])
def test_a_change_survives_its_text(change: WhatIf) -> None:
    assert scenarios.from_text(scenarios.to_text(change)) == change


def test_a_scenario_is_kept_removed_and_brought_back(tmp_path: Path) -> None:
    assert scenarios.kept(tmp_path) == []
    scenarios.save(tmp_path, " dearer ", WhatIf(price_change=0.1), "Anna", "for the board")
    scenarios.save(tmp_path, "dearer", WhatIf(price_change=0.2), "Boris", "")
    (kept,) = scenarios.kept(tmp_path)
    assert (kept.name, kept.change, kept.who) == ("dearer", WhatIf(price_change=0.2), "Boris")
    assert scenarios.last_removal(tmp_path) is None
    scenarios.remove(tmp_path, "dearer", "Anna")
    assert scenarios.kept(tmp_path) == []
    removal = scenarios.last_removal(tmp_path)
    assert removal is not None
    assert removal.name == "dearer"
    scenarios.bring_back(tmp_path, removal.entry, "Anna")
    assert [s.change for s in scenarios.kept(tmp_path)] == [WhatIf(price_change=0.2)]
    assert [c.who for c in shared_state.history(tmp_path, scenarios.WHAT)] == [
        "Anna",
        "Anna",
        "Boris",
        "Anna",
    ]


@pytest.mark.parametrize(
    ("name", "who", "code"),
    [(" ", "Anna", "scenario_name_is_missing"), ("dearer", "", "who_is_missing")],
)
def test_a_scenario_needs_a_name_and_a_person(
    tmp_path: Path, name: str, who: str, code: str
) -> None:
    with pytest.raises(DealfitError) as trouble:
        scenarios.save(tmp_path, name, CHANGE, who, "")
    assert trouble.value.code == code
    assert scenarios.kept(tmp_path) == []


def test_acceptance_makes_settings_of_what_is_a_setting(ws: analysis.Workspace) -> None:
    """Overhead 30 % of revenue: 23,000 × 0.3 = 6,900, so the book shows 10,000 − 6,900 = 3,100. Prices stay."""
    assert (
        settings_changes.save(
            ws.root,
            what_if_settings.put_into(settings_editing.current(ws.root), CHANGE),
            "Anna",
            "decided",
        )
        is not None
    )
    text = tomllib.loads((ws.root / "settings" / "settings.toml").read_text("utf-8"))
    assert text == {
        "book_overhead": {"basis": "revenue", "rate": 0.3},
        "targets": {"true_margin": 0.2},
    }
    with analysis.open_workspace(ws.root) as now:
        assert now.build_id != ws.build_id
        assert (now.metric("book_profit"), now.metric("revenue")) == (3100, 23_000)
    newest = shared_state.history(ws.root, "settings")[0]
    assert (newest.who, newest.why) == ("Anna", "decided")
    rest = what_if_settings.other_part(CHANGE)
    assert (rest.target_margin, rest.overhead_basis, rest.price_change) == (None, None, 0.1)


def test_a_new_basis_begins_at_as_much_overhead_as_today(ws: analysis.Workspace) -> None:
    """Today 50 % of 13,000 = 6,500; of 23,000 of revenue that is 28.3 %, of 602 pieces 10.8 each. Labour isn't stated."""
    assert what_if_settings.rate_for_as_much(ws, "direct_cost") == 0.5
    assert what_if_settings.rate_for_as_much(ws, "revenue") == 0.283
    assert what_if_settings.rate_for_as_much(ws, "quantity") == 10.8
    assert what_if_settings.rate_for_as_much(ws, "labour_cost") is None
    assert not what_if_settings.states_overhead(ws)


def test_an_export_that_states_its_overhead(plant: Callable[..., analysis.Workspace]) -> None:
    lines = "order_id,client_name,order_date,revenue,direct_cost,book_overhead\n1,A,2025-01-10,100,50,20"
    with plant(order_lines=lines) as opened:
        assert what_if_settings.states_overhead(opened)


def test_the_bridge_goes_from_today_to_both_results(ws: analysis.Workspace) -> None:
    """Without `custom`: 0 + 2,000 of profit − 4,000 more unused = −2,000; the 40 h at 400 bring it to 14,000."""
    with ScenarioWorkspace(ws, WhatIf(least_custom_batch=10)) as then:
        found = compare(ws, then)
    steps = [(s.code, s.amount) for s in what_if_findings.bridge(found)]
    assert steps == [
        ("result_today", 0),
        ("true_profit_change", 2000),
        ("unused_change", -4000),
        ("result_at_zero", -2000),
        ("freed_at_serial", 16_000),
        ("result_at_serial", 14_000),
    ]


def test_changes_of_clients_add_up_to_the_plants(ws: analysis.Workspace) -> None:
    """C, left out, takes its −500 (−2,000 + 2,000 − 500) and its 65 h along."""
    with ScenarioWorkspace(ws, WhatIf(without_clients=("C",), price_change=0.1)) as then:
        found = compare(ws, then)
    changes = found.clients.set_index("client_id")
    assert changes["true_profit_change"].to_dict() == {"C": 500, "S": 1000}
    assert changes["is_left_out"].to_dict() == {"C": True, "S": False}
    for name in ("revenue", "book_profit", "true_profit", "hours"):
        assert changes[f"{name}_change"].sum() == found.change(name)


def test_the_worst_client_is_the_one_that_loses_most(ws: analysis.Workspace) -> None:
    assert what_if_findings.worst_client(ws.clients()) == ("C", "C")
    assert what_if_findings.worst_client(ws.clients(analysis.Scope(clients=("S",)))) is None
