"""The page of the method on the tiny plant: formulas, settings changed on screen, the ledger to the kopeck, the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis import METRICS
from analysis.actions import settings_changes
from analysis.journal import ledger_totals, shared_state
from analysis.journal.settings import FEATURES, Settings, settings_editing, settings_history
from analysis.language import TEXTS
from analysis.trust import method
from dashboard.method import setting_fields

HERE = Path(__file__).parent.parent


@pytest.fixture
def own_root(own_tiny: Path) -> Path:
    """A tiny plant of the test's own: what is changed here changes nothing elsewhere."""
    return own_tiny


def field(shown: Any, label: str) -> Any:
    app = shown.app
    return next(
        f
        for kind in (app.text_input, app.number_input, app.selectbox)
        for f in kind
        if f.label.startswith(label)
    )


def press(shown: Any, label: str) -> None:
    next(b for b in shown.app.button if b.label == label).click().run()
    assert not shown.app.exception


def sign(shown: Any, who: str, why: str = "") -> None:
    field(shown, "Кто вносит").input(who)
    field(shown, "Почему").input(why)


def flags(root: Path) -> list[str]:
    with analysis.open_workspace(root) as ws:
        return sorted(ws.orders()["flag"])


# --- numbers -------------------------------------------------------------------------------------------------------------


def test_every_number_with_its_formula_denominator_and_value(
    screen: Callable, tiny_root: Path
) -> None:
    rows = screen(tiny_root, "method").app.dataframe[0].value.set_index("number")
    assert len(rows) == len(METRICS)
    margin = rows.loc["Реальная рентабельность"]
    assert margin["formula"] == "sum(true_profit) / sum(revenue_costed)"
    assert margin["denominator"] == "выручка заказов с полными данными"
    assert margin["better"] == "больше"
    assert rows.loc["Выручка", "value_now"].replace("\u00a0", " ") == "25 000 ₽"


def test_the_search_and_the_computation_stand_in_the_address(
    screen: Callable, tiny_root: Path
) -> None:
    shown = screen(tiny_root, "method", find="опозд", number="late_share")
    assert shown.app.dataframe[0].value["number"].tolist() == [
        "Неустойка",
        "Доля опозданий",
        "Опаздывают на последний день",
    ]
    assert "from profit_by_month" in shown.app.code[0].value
    assert any(
        t.startswith("Столбец late_orders впервые считает") and t.endswith("→ profit_by_month.")
        for t in shown.texts
    )
    assert "Такого показателя нет" in screen(tiny_root, "method", find="<b>xyz").said


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_every_metric_s_columns_are_made_somewhere(metric: analysis.Metric) -> None:
    assert method.columns_of(metric)
    for column in method.columns_of(metric):
        assert column == "client_id" or method.made_in(column)[-1].table == method.ROLL_UP


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_ratio_names_its_denominator_and_every_setting_what_it_moves(lang: str) -> None:
    wanted = {f"denominator.{m.name}" for m in METRICS if method.is_ratio(m)}
    known = [f for f in setting_fields.fields_of(Settings())]
    assert {f.section or f.name for f in known} == {
        f.name for f in fields(Settings) if f.compare
    } - set(setting_fields.EDITED_AS_TABLES)
    wanted |= {f"setting.{f.key}{end}" for f in known for end in ("", ".moves")}
    wanted |= {
        f"setting.{name}{end}" for name in setting_fields.EDITED_AS_TABLES for end in ("", ".note")
    }
    wanted |= {f"feature_of.{name}" for name in FEATURES}
    assert wanted - set(TEXTS[lang]) == set()


# --- settings ------------------------------------------------------------------------------------------------------------


def test_a_target_changed_on_screen_changes_the_flags_in_the_store(
    screen: Callable, own_root: Path
) -> None:
    assert flags(own_root).count("markup eaten") == 1  # 004: 300 / 3,000 = 10 %, target 15 %
    shown = screen(own_root, "method", part="settings")
    assert field(shown, "Цель по рентабельности").value == 15
    field(shown, "Цель по рентабельности").set_value(10.0)
    sign(shown, "Орлова", "решение совета")
    press(shown, "Сохранить и пересчитать")
    assert flags(own_root).count("markup eaten") == 0
    assert settings_editing.current(own_root).credit.cost_of_capital == 0.365
    assert "Настройки сохранены" in shown.app.success[0].value
    assert field(shown, "Цель по рентабельности").value == 10
    assert field(shown, "Кто вносит").value == "Орлова"  # remembered
    told = screen(own_root, "method", part="history").app.dataframe[0].value.iloc[0]
    assert told[["subject", "was", "became", "changed_by", "changed_why"]].tolist() == [
        "Цель по рентабельности",
        "15,00\u00a0%",
        "10,00\u00a0%",
        "Орлова",
        "решение совета",
    ]


def test_undo_on_screen(screen: Callable, own_root: Path) -> None:
    settings_changes.write(own_root, "[targets]\ntrue_margin = 0.1\n", "Орлова", "")
    shown = screen(own_root, "method", part="history")
    sign(shown, "Пак", "рано")
    press(shown, "Вернуть как было до него")
    assert flags(own_root).count("markup eaten") == 1
    newest = shared_state.history(own_root)[0]
    assert (newest.who, newest.why, newest.after) == (
        "Пак",
        "рано",
        (HERE / "tiny_plant" / "settings.toml").read_text("utf-8"),
    )


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        ("Цель по рентабельности", 150.0, "Введите число от −100 % до 100 %."),
        ("Стоимость капитала", -1.0, "Введите число от 0 % до 1 000 %."),
        ("Серийный минимум", -5.0, "Введите число не меньше 0."),
        ("Ставка общезаводских затрат", 3.0, "Задайте и базу, и ставку."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(
    screen: Callable, tiny_root: Path, label: str, value: float, sentence: str
) -> None:
    before, entries = settings_history.text(tiny_root), len(shared_state.history(tiny_root))
    shown = screen(tiny_root, "method", part="settings")
    field(shown, label).set_value(value)
    sign(shown, "Орлова")
    press(shown, "Сохранить и пересчитать")
    assert sentence in [e.value.replace("\u00a0", " ").replace("\\", "") for e in shown.app.error]
    assert settings_history.text(tiny_root) == before
    assert len(shared_state.history(tiny_root)) == entries


def test_nobody_changes_settings_namelessly(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "method", part="settings")
    field(shown, "Цель по рентабельности").set_value(20.0)
    press(shown, "Сохранить и пересчитать")
    assert "Укажите, кто вносит изменение" in shown.app.error[0].value
    assert settings_editing.current(tiny_root).targets.true_margin == 0.15


def test_a_setting_that_is_no_toml_says_so_and_the_rest_of_the_page_stands(
    screen: Callable, own_root: Path
) -> None:
    shown = screen(own_root, "method", part="settings")
    settings_history.path(own_root).write_text(
        "[targets\n", "utf-8"
    )  # by hand, while the page is open
    shown.app.run()
    assert not shown.app.exception
    assert any("не TOML" in w.value for w in shown.app.warning)
    press(shown, "Сохранить и пересчитать")
    press(shown, "Сохранить и пересчитать")
    assert (
        settings_history.text(own_root) == "[targets\n"
    )  # nothing is saved over what can't be read


def test_a_bad_edit_by_hand_is_said_on_every_page_and_the_figures_stay(
    screen: Callable, own_root: Path
) -> None:
    settings_history.path(own_root).write_text("[targets]\ntrue_margin = 7\n", "utf-8")
    shown = screen(own_root, "overview")
    assert shown.figures["Выручка"] == "25 тыс. ₽"
    warned = shown.app.warning[0].value.replace("\\", "")
    assert "targets.true_margin" in warned
    assert "введите число от −1 до 1" in warned
    assert "показаны прежние цифры" in warned


# --- the ledger ----------------------------------------------------------------------------------------------------------


def test_the_ledger_s_difference_is_shown_to_the_kopeck(screen: Callable, own_root: Path) -> None:
    shown = screen(own_root, "method", part="pools")
    # 10,000 + 6,000 = orders 3,400 + 850, clients 200, unused 6,600 + 4,950
    assert any(
        "16 000,00 ₽ = на заказы 4 250,00 ₽ + на клиентов 200,00 ₽ + распределено 0,00 ₽ + расходы периода 0,00 ₽"
        " + недозагрузка 11 550,00 ₽" in text
        for text in shown.texts
    )
    assert shown.app.dataframe[0].value["agreement"].tolist() == ["сумма из учёта не внесена"]
    field(shown, "Сумма из учёта").input("16 000,40")
    sign(shown, "Орлова", "счёт 26")
    press(shown, "Внести")
    row = shown.app.dataframe[0].value.iloc[0]
    assert row["ledger_difference"] == pytest.approx(-0.40, abs=1e-9)  # 16,000 − 16,000.40
    assert row["agreement"].replace("\u00a0", " ") == "расходится на −0,40 ₽"
    assert any(
        "С учётом сверено месяцев: 1 из 1; сходится точно 0, расходится 1." in t
        for t in shown.texts
    )


def test_a_pool_that_agrees(screen: Callable, own_root: Path) -> None:
    ledger_totals.enter(own_root, "2025-01", "Менеджеры", "6000", "Орлова")
    rows = (
        screen(own_root, "method", part="pools", month="2025-01")
        .app.dataframe[0]
        .value.set_index("pool")
    )
    assert rows["agreement"].to_dict() == {
        "Все ресурсы": "сумма из учёта не внесена",
        "Конструкторы": "сумма из учёта не внесена",
        "Менеджеры": "сходится точно",
    }


def test_an_amount_that_is_none_is_refused(screen: Callable, own_root: Path) -> None:
    shown = screen(own_root, "method", part="pools")
    field(shown, "Сумма из учёта").input("около 16 тысяч")
    sign(shown, "Орлова")
    press(shown, "Внести")
    assert "не сумма" in shown.app.error[0].value
    assert ledger_totals.entries(own_root) == ()


# --- checks, tables, other plants ------------------------------------------------------------------------------------------


def test_checks_show_their_guilty_rows(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "method", part="checks", check="an_order_has_no_hours")
    assert shown.app.dataframe[-1].value["order_id"].tolist() == ["006"]


def test_the_dictionary_has_every_table_and_its_columns(
    screen: Callable, tiny: analysis.Workspace, tiny_root: Path
) -> None:
    listed = screen(tiny_root, "method", part="tables").app.dataframe[0].value
    assert set(listed["table_name"]) == set(tiny.tables())
    assert {f"grain.{name}" for name in tiny.tables()} <= set(
        TEXTS["ru"]
    )  # a new table wants its line in language/ru/grains.py
    shown = screen(tiny_root, "method", part="tables", table="order_profit", lang="en")
    columns = shown.app.dataframe[0].value.set_index("column_name")
    assert columns.loc["true_profit", "on_screen"] == "True profit"
    assert "select" in shown.app.code[0].value


@pytest.mark.parametrize("part", ["numbers", "settings", "pools", "checks", "tables", "history"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_order_lines_alone(screen: Callable, bare_root: Path, part: str, lang: str) -> None:
    assert screen(bare_root, "method", part=part, lang=lang).app.title[0].value
