"""Whatever can be taken back or brought back, the history names who did it: without a name it is refused, and nothing is written."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from analysis import DealfitError, actions, cli, journal
from analysis.actions import (
    cancelling,
    change_history,
    kind_changes,
    lead_entry,
    rate_entry,
    settings_changes,
    undo_import,
)
from analysis.actions.clients import client_answers, client_grouping
from analysis.actions.deals import keeping, sale_recording
from analysis.journal import (
    cancelled_orders,
    client_decisions,
    client_groups,
    deal_steps,
    entered_rates,
    kind_corrections,
    lead_calls,
    lead_meetings,
    ledger_totals,
    sale_entries,
    same_clients,
    scenarios,
    shared_state,
    typed_leads,
)
from analysis.journal.settings import saved_mappings, settings_history
from analysis.journal.shared_state import Change

WAYS_BACK = ("undo", "redo", "remove", "bring_back", "forget")


def change(what: str) -> Change:
    return Change(1, what, "1", None, "text", "Anna", dt.datetime(2026, 1, 1), "")


def of(undo: Callable[..., Any], what: str) -> Callable[[Path, str], Any]:
    return lambda root, who: undo(root, change(what), who, "why")


REFUSED: dict[Callable[..., Any], Callable[[Path, str], Any]] = {
    cancelling.undo: of(cancelling.undo, cancelled_orders.WHAT),
    change_history.undo: of(change_history.undo, settings_history.WHAT),
    client_answers.undo: of(client_answers.undo, same_clients.WHAT),
    client_grouping.undo: of(client_grouping.undo, client_groups.WHAT),
    client_decisions.undo: lambda root, who: client_decisions.undo(root, 1, who),
    deal_steps.undo: lambda root, who: deal_steps.undo(root, 1, who),
    lead_meetings.undo: lambda root, who: lead_meetings.undo(root, 1, who),
    sale_entries.undo: lambda root, who: sale_entries.undo(root, 1, who),
    typed_leads.undo: lambda root, who: typed_leads.undo(root, 1, who),
    lead_entry.undo: lambda root, who: lead_entry.undo(root, 1, who),
    lead_calls.undo: lambda root, who: lead_calls.undo(root, 1, who),
    keeping.undo: lambda root, who: keeping.undo(root, 1, who),
    kind_changes.undo: of(kind_changes.undo, kind_corrections.WHAT),
    ledger_totals.undo: lambda root, who: ledger_totals.undo(root, 1, who, "why"),
    rate_entry.undo: of(rate_entry.undo, entered_rates.WHAT),
    sale_recording.undo: lambda root, who: sale_recording.undo(root, 1, who),
    saved_mappings.forget: lambda root, who: saved_mappings.forget(root, "key", who),
    scenarios.bring_back: lambda root, who: scenarios.bring_back(root, 1, who),
    scenarios.remove: lambda root, who: scenarios.remove(root, "dearer", who),
    settings_changes.undo: lambda root, who: settings_changes.undo(root, 1, who, "why"),
    settings_changes.undo_portrait: lambda root, who: settings_changes.undo_portrait(
        root, 1, who, "why"
    ),
    undo_import.redo_import: lambda root, who: undo_import.redo_import(root, who),
    undo_import.undo_last_import: lambda root, who: undo_import.undo_last_import(root, who),
}
ENTRY_ALONE = (  # through the door
    "analysis.journal.client_groups",
    "analysis.journal.entered_rates",
    "analysis.journal.same_clients",
)


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def test_every_way_back_is_tried_here() -> None:
    known = {
        function
        for package in (actions, journal)
        for module in modules(package)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and module.__name__ not in ENTRY_ALONE
        and name.startswith(WAYS_BACK)
        and "who" in inspect.signature(function).parameters
    }
    assert known == REFUSED.keys()


@pytest.mark.parametrize("who", ["", " \t"])
@pytest.mark.parametrize(
    "way_back", REFUSED, ids=lambda f: f"{f.__module__.rpartition('.')[2]}.{f.__name__}"
)
def test_without_a_name_it_is_refused(
    way_back: Callable[..., Any], who: str, tmp_path: Path
) -> None:
    with pytest.raises(DealfitError) as refused:
        REFUSED[way_back](tmp_path, who)
    assert refused.value.code == "who_is_missing"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("told", "login"),
    [(["--who", " "], "anna"), (["--who", ""], "anna"), ([], "")],
)
@pytest.mark.parametrize("redo", [[], ["--redo"]])
def test_the_command_undoes_under_the_login_or_the_name_that_is_told(
    told: list[str], login: str, redo: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: login)
    done = CliRunner().invoke(
        cli.main, ["--lang", "en", "undo", *redo, *told, "--workspace", str(tmp_path / "ws")]
    )
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        2,
        "dealfit: Say who makes the change: the history names them.",
    )


def test_a_change_goes_into_the_history_under_the_name_alone() -> None:
    assert shared_state.signed(" Anna ") == "Anna"
