"""Two people change one thing at once: the second is told of the first's change, nothing is written over it without a word."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis import DealfitError
from analysis.actions import kind_changes, rate_entry, settings_changes
from analysis.actions.clients import client_answers
from analysis.actions.clients.client_answers import Answer
from analysis.actions.rate_entry import Entry
from analysis.errors import BadSettings
from analysis.journal import (
    client_decisions,
    entered_rates,
    kind_corrections,
    ledger_totals,
    same_clients,
    scenarios,
    shared_state,
)
from analysis.journal.entered_rates import RateEntry
from analysis.journal.same_clients import NamedClient
from analysis.journal.settings import Settings, settings_editing, settings_history
from analysis.journal.what_if import WhatIf

HEAD = "order_id,client_name,order_date,revenue,direct_cost\n"
A, B = NamedClient("A", "A"), NamedClient("B", "B")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    (folder / "order_lines.csv").write_text(
        HEAD + "1,A,2025-01-10,100,60\n2,B,2025-01-11,50,20\n", "utf-8"
    )
    analysis.import_paths(folder / "ws", [folder / "order_lines.csv"])
    settings_changes.write(
        folder / "ws", "[targets]\ntrue_margin = 0.15 # of the board\n", "Orlova", ""
    )
    return folder / "ws"


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build is not what is tried here: it is skipped."""
    shutil.copytree(built, tmp_path / "ws")
    monkeypatch.setattr("analysis.actions.importing.ensure_built", lambda *told: "")
    return tmp_path / "ws"


def target(settings: Settings, value: float) -> Settings:
    return replace(settings, targets=replace(settings.targets, true_margin=value))


def credit(settings: Settings, value: float) -> Settings:
    return replace(settings, credit=replace(settings.credit, cost_of_capital=value))


def refused(work: Callable[..., Any], *told: Any, **named: Any) -> DealfitError:
    with pytest.raises(DealfitError) as found:
        work(*told, **named)
    return found.value


def test_settings_drawn_from_a_former_text_are_not_saved_over_the_newer(root: Path) -> None:
    base = settings_editing.current(root)
    settings_changes.save(root, target(base, 0.11), "Anna", "a")
    trouble = refused(settings_changes.save, root, credit(base, 0.22), "Boris", "b")
    assert isinstance(trouble, BadSettings)
    assert str(trouble).startswith("settings.toml was changed by Anna in the meantime (")
    now = settings_editing.current(root)
    assert (now.targets.true_margin, now.credit.cost_of_capital) == (0.11, 0.0)
    mine = settings_editing.over(
        settings_history.text(root) or "", credit(base, 0.22)
    )  # Boris has seen it, and saves beside it
    settings_changes.save(root, mine, "Boris", "b")
    now = settings_editing.current(root)
    assert (now.targets.true_margin, now.credit.cost_of_capital) == (0.11, 0.22)
    assert "# of the board" in (settings_history.text(root) or "")


def test_what_both_changed_is_the_second_s_once_he_has_seen_it(root: Path) -> None:
    base = settings_editing.current(root)
    settings_changes.save(
        root, replace(credit(target(base, 0.11), 0.3), people=(("Kim", "Design"),)), "Anna", "a"
    )
    found = settings_editing.over(settings_history.text(root) or "", target(base, 0.12))
    assert (found.targets.true_margin, found.credit.cost_of_capital, found.people) == (
        0.12,
        0.3,
        (("Kim", "Design"),),
    )


def test_an_edit_by_hand_is_no_less(root: Path) -> None:
    base = settings_editing.current(root)
    settings_history.path(root).write_text("[targets]\ntrue_margin = 0.3\n", "utf-8")
    assert (
        refused(settings_changes.save, root, credit(base, 0.22), "Boris", "b").code
        == "changed_outside"
    )


def test_undoing_a_change_leaves_what_came_after_it(root: Path) -> None:
    base = settings_editing.current(root)
    entry = settings_changes.save(root, target(base, 0.11), "Anna", "a")
    settings_changes.save(root, credit(settings_editing.current(root), 0.22), "Boris", "b")
    settings_changes.undo(root, entry or 0, "Anna", "too low")
    now = settings_editing.current(root)
    assert (now.targets.true_margin, now.credit.cost_of_capital) == (0.15, 0.22)


def decide(root: Path, who: str, decision: str, seen: int | None) -> int:
    row = {**dict.fromkeys(client_decisions.KNOWN), "client_id": "A", "decision": "keep"}
    return client_decisions.keep(
        root, row, "build", client_decisions.CHANGED, decision, "", None, who, seen
    )


def test_a_decision_made_beside_another_is_not_kept_before_that_was_seen(root: Path) -> None:
    hers = decide(root, "Anna", "refuse", None)
    assert str(refused(decide, root, "Boris", "grow", None)).startswith(
        "Anna decided about this client in the meantime ("
    )
    assert client_decisions.in_force(root)["A"].decision == "refuse"
    decide(root, "Boris", "grow", hers)
    assert client_decisions.in_force(root)["A"].decision == "grow"
    client_decisions.undo(root, client_decisions.in_force(root)["A"].id, "Boris")
    assert refused(decide, root, "Anna", "keep", hers + 1).code == "decision_undone_meanwhile"


def test_a_kind_corrected_beside_another(root: Path) -> None:
    seen = kind_corrections.read(root)
    kind_changes.correct(root, {"1": "custom"}, "Anna", "a prototype", seen=seen)
    trouble = refused(
        kind_changes.correct, root, {"1": "serial", "2": "serial"}, "Boris", "a batch", seen=seen
    )
    assert str(trouble).startswith("The kind of order 1 was corrected by Anna in the meantime (")
    assert kind_corrections.read(root) == {"1": "custom"}
    kind_changes.correct(root, {"2": "serial"}, "Boris", "another order", seen=seen)
    assert (
        refused(kind_changes.correct, root, {"2": None}, "Anna", "no", seen=seen).code
        == "kind_corrected_meanwhile"
    )


@pytest.mark.parametrize("first", [A, B, None])
@pytest.mark.parametrize("second", [A, B, None])
def test_clients_answered_about_beside_another(
    root: Path, first: NamedClient | None, second: NamedClient | None
) -> None:
    seen = same_clients.in_force(root)
    client_answers.decide(root, [Answer(A, B, first)], "Anna", "same tax number", seen=seen)
    entries = len(shared_state.history(root))
    trouble = refused(
        client_answers.decide, root, [Answer(A, B, second)], "Boris", "asked them", seen=seen
    )
    assert str(trouble).startswith("Anna said something of 'A' or 'B' in the meantime (")
    assert len(shared_state.history(root)) == entries


def test_answers_of_one_save_may_follow_on_one_another(root: Path) -> None:
    client_answers.decide(
        root, [Answer(A, B, A), Answer(B, NamedClient("C", "C"), B)], "Anna", "one firm", seen=()
    )
    assert len(shared_state.history(root, "client")) == 2


def test_rates_entered_beside_another(root: Path) -> None:
    seen = entered_rates.read(root)
    hers, his = (
        Entry({"Design": (RateEntry("Design", None, "hours", rate=Decimal(r)),)}, {})
        for r in (900, 800)
    )
    rate_entry.save(root, hers, "Anna", "", seen=seen)
    assert str(refused(rate_entry.save, root, his, "Boris", "", seen=seen)).startswith(
        "Anna entered rates of 'Design' in the"
    )
    assert [each.rate for each in entered_rates.read(root)] == [900]
    rate_entry.save(root, his, "Boris", "", seen=entered_rates.read(root))
    assert [each.rate for each in entered_rates.read(root)] == [800]


def test_a_total_of_the_ledger_entered_beside_another(tmp_path: Path) -> None:
    seen = ledger_totals.entries(tmp_path)
    ledger_totals.enter(tmp_path, "2025-01", "", "6000", "Anna", seen=seen)
    trouble = refused(ledger_totals.enter, tmp_path, "2025-01", "", "7000", "Boris", seen=seen)
    assert str(trouble).startswith("Anna made this month's total 6000.00 in the meantime (")
    assert not ledger_totals.enter(
        tmp_path, "2025-01", "", "6000", "Boris", seen=seen
    )  # the same: nothing to lose
    assert ledger_totals.enter(tmp_path, "2025-02", "", "7000", "Boris", seen=seen)  # another month
    hers = ledger_totals.entries(tmp_path)
    ledger_totals.enter(tmp_path, "2025-01", "", None, "Anna", seen=hers)
    trouble = refused(ledger_totals.enter, tmp_path, "2025-01", "", "7000", "Boris", seen=hers)
    assert str(trouble).startswith("Anna made this month's total — in the meantime (")
    assert ledger_totals.entries(tmp_path) == (("2025-02", "", "7000.00"),)


def test_scenarios_of_one_name(tmp_path: Path) -> None:
    dearer, dearest = WhatIf(price_change=0.1), WhatIf(price_change=0.2)
    scenarios.save(tmp_path, "dearer", dearer, "Anna", "", seen=())
    trouble = refused(scenarios.save, tmp_path, " dearer ", dearest, "Boris", "", seen=())
    assert str(trouble).startswith("Anna changed the scenario 'dearer' in the meantime (")
    scenarios.save(tmp_path, "cheaper", WhatIf(price_change=-0.1), "Boris", "", seen=())
    hers = scenarios.kept(tmp_path)
    scenarios.save(tmp_path, "dearer", dearest, "Boris", "", seen=hers)  # seen, and meant
    assert (
        refused(scenarios.remove, tmp_path, "dearer", "Anna", seen=hers).code
        == "scenario_kept_meanwhile"
    )
    scenarios.remove(tmp_path, "dearer", "Anna", seen=scenarios.kept(tmp_path))
    removal = scenarios.last_removal(tmp_path)
    assert removal
    scenarios.save(tmp_path, "dearer", dearer, "Boris", "", seen=())
    assert (
        refused(scenarios.bring_back, tmp_path, removal.entry, "Anna").code
        == "scenario_kept_meanwhile"
    )
    assert {each.name: each.change.price_change for each in scenarios.kept(tmp_path)} == {
        "dearer": 0.1,
        "cheaper": -0.1,
    }
