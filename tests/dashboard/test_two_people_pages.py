"""Two visitors with one form open: the second is shown what the first saved, keeps the own entries, and chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.actions import settings_changes
from analysis.journal import client_decisions, kind_corrections, ledger_totals
from analysis.journal.client_decisions import CHANGED
from analysis.journal.settings import settings_editing

from .test_method import field, press, sign

Show = Callable[..., Any]
SAVE = "Сохранить и пересчитать"


def anna(root: Path) -> None:
    now = settings_editing.current(root)
    settings_changes.save(
        root, replace(now, credit=replace(now.credit, cost_of_capital=0.22)), "Анна", "a"
    )


def said(shown: Any) -> str:
    return " ".join(
        each.value for kind in (shown.app.error, shown.app.warning) for each in kind
    ).replace("\\", "")


@pytest.fixture
def opened(screen: Show, bare_root: Path) -> Any:
    """Boris has typed a target of 10 % when Anna saves a cost of capital."""
    shown = screen(bare_root, "method", part="settings")
    field(shown, "Цель по рентабельности").set_value(10.0)
    sign(shown, "Борис")
    anna(bare_root)
    return shown


def test_what_the_first_saved_is_shown_and_the_second_s_entries_stay(
    opened: Any, bare_root: Path
) -> None:
    press(opened, SAVE)
    assert "изменён (Анна, " in said(opened)
    assert "стоимость капитала" in said(opened).casefold()
    assert "Нажмите ещё раз" in said(opened)
    assert field(opened, "Цель по рентабельности").value == 10
    now = settings_editing.current(bare_root)
    assert (now.targets.true_margin, now.credit.cost_of_capital) == (0.15, 0.22)
    press(opened, SAVE)
    now = settings_editing.current(bare_root)
    assert (now.targets.true_margin, now.credit.cost_of_capital) == (0.1, 0.22)
    assert said(opened) == ""


def test_or_the_second_takes_the_new_settings(opened: Any, bare_root: Path) -> None:
    opened.app.run()
    assert "настройки изменены (" in said(opened)
    press(opened, "Взять новые настройки, мои правки пропадут")
    assert field(opened, "Цель по рентабельности").value == 15
    assert said(opened) == ""
    assert settings_editing.current(bare_root).targets.true_margin == 0.15


def test_a_decision(screen: Show, bare_root: Path) -> None:
    shown = screen(bare_root, "client", id="A")
    row = {**dict.fromkeys(client_decisions.KNOWN), "client_id": "A", "decision": None}
    client_decisions.keep(bare_root, row, "build", CHANGED, "refuse", "", None, "Анна")
    field(shown, "Кто вносит").input("Борис")
    press(shown, "Записать решение")
    assert "решение об этом клиенте уже принято (Анна, " in said(shown)
    assert client_decisions.in_force(bare_root)["A"].who == "Анна"
    press(shown, "Записать решение")
    assert client_decisions.in_force(bare_root)["A"].who == "Борис"
    assert said(shown) == ""


def test_the_kind_of_an_order(screen: Show, bare_root: Path) -> None:
    shown = screen(bare_root, "order", order="1")
    kind_corrections.correct(bare_root, {"1": "serial"}, "Анна", "a")
    field(shown, "Кто исправляет").input("Борис")
    next(f for f in shown.app.text_input if f.key.startswith("kinds.why")).input("образец")
    press(shown, "Исправить и пересчитать")
    assert "вид заказа 1 исправлен (Анна, " in said(shown)
    assert kind_corrections.read(bare_root) == {"1": "serial"}
    press(shown, "Исправить и пересчитать")
    assert kind_corrections.read(bare_root) == {"1": "custom"}


def test_a_total_of_the_ledger(screen: Show, own_tiny: Path) -> None:
    shown = screen(own_tiny, "method", part="pools")
    field(shown, "Сумма из учёта").input("16 000,40")
    sign(shown, "Борис")
    month = "2025-01"  # the only one of the tiny plant
    ledger_totals.enter(own_tiny, month, "", "15000", "Анна")
    press(shown, "Внести")
    assert "сумма за этот месяц уже изменена (Анна, " in said(shown)
    assert ": 15000.00)" in said(shown)
    assert ledger_totals.entries(own_tiny) == ((month, "", "15000.00"),)
    press(shown, "Внести")
    assert ledger_totals.entries(own_tiny) == ((month, "", "16000.40"),)
    assert said(shown) == ""
