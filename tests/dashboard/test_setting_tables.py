"""Settings that are tables on screen: people's pools and exchange rates, added, changed, deleted, saved with who and why."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st

import analysis
from analysis.errors import BadSettings
from analysis.intake.currency import ExchangeRate
from analysis.journal.settings import settings_editing, settings_history
from dashboard.method import people_editor, rate_editor

from .test_method import field, press, sign

ORDERS = "order_id,client_name,order_date,revenue,direct_cost\nA-1,Alpha,2025-01-10,1000,10\nA-2,Beta,2025-01-10,1000,10\n"
POOLS = "pool,unit,cost,capacity\ndesign,h,1000,100\nsales,h,2000,100\n"  # 10 and 20 an hour
USAGE = "order_id,person,hours\nA-1,Ann,3\nA-2,Clara,1\nA-2,clara,1\nA-1,Dora,2\n"
SETTINGS = """# agreed in May
[people]
"Ann " = "design"   # she draws

[[exchange_rate]]
currency = "USD"
since = 2025-01-01
rate = 92.5   # the bank's
"""
USD = ExchangeRate("USD", dt.date(2025, 1, 1), Decimal("92.5"))
Edit = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture(scope="module")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann designs; nobody knows whose Clara and Dora are: their 2 + 2 hours are set aside."""
    folder = tmp_path_factory.mktemp("built")
    for name, text in {
        "order_lines.csv": ORDERS,
        "pools.csv": POOLS,
        "settings.toml": SETTINGS,
    }.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "usage.csv").write_text(USAGE, "utf-8")
    files = [folder / f for f in ("order_lines.csv", "pools.csv", "usage.csv", "settings.toml")]
    analysis.import_paths(folder / "ws", files)
    return folder / "ws"


@pytest.fixture
def root(built_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_root, tmp_path / "workspace"))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Edit]:
    """What somebody types into the tables, by the start of their keys: clicks into a table belong to a browser."""
    edits: dict[str, Edit] = {}
    real = st.data_editor

    def editor(data: pd.DataFrame, *, key: str, **given: Any) -> pd.DataFrame:
        shown = real(data, key=key, **given)
        edit = edits.get(key.split("-")[0])
        return shown if edit is None else edit(shown)

    monkeypatch.setattr(st, "data_editor", editor)
    return edits


def charged(root: Path) -> list[tuple[Any, ...]]:
    with analysis.open_workspace(root) as ws:
        rows = ws.sql("select order_id, person, pool, cost from usage_costs order by all")
    return [tuple(row) for row in rows.itertuples(index=False)]


def test_a_person_set_aside_counts_after_a_pool_is_chosen(
    screen: Callable[..., Any], root: Path, typed: dict[str, Edit]
) -> None:
    """Ann 3 h × 10; Clara's 1 + 1 h × 20 count from now on; Dora waits."""
    assert charged(root) == [("A-1", "Ann", "design", 30)]
    proposed: list[list[Any]] = []

    def sells(table: pd.DataFrame) -> pd.DataFrame:
        proposed.append(table["person"].tolist())
        return table.assign(
            pool=table["pool"].mask(table["person"].str.casefold() == "clara", "sales")
        )

    typed["people"] = sells
    shown = screen(root, "method", part="settings")
    assert [p.casefold() for p in proposed[0]] == [
        "clara",
        "dora",
        "ann",
    ]  # most records first, then who is known
    assert any("У 2 сотрудников ресурс неизвестен" in t for t in shown.texts)
    sign(shown, "Орлова", "штатное расписание")
    press(shown, "Сохранить и пересчитать")
    assert "Настройки сохранены" in shown.app.success[0].value
    assert [(o, p.casefold(), pool, cost) for o, p, pool, cost in charged(root)] == [
        ("A-1", "ann", "design", 30),
        ("A-2", "clara", "sales", 20),
        ("A-2", "clara", "sales", 20),
    ]
    assert [p.casefold() for p in proposed[-1]] == ["dora", "ann", "clara"]
    assert '"Ann " = "design"   # she draws' in (
        settings_history.text(root) or ""
    )  # written once, as it stood
    assert len(settings_editing.current(root).people) == 2
    told = screen(root, "method", part="history").app.dataframe[0].value.iloc[0]
    assert told["subject"].casefold() == "ресурс сотрудника: clara"
    assert told[["was", "became", "changed_by", "changed_why"]].tolist() == [
        "—",
        "sales",
        "Орлова",
        "штатное расписание",
    ]


def test_a_rate_added_on_screen_is_in_the_settings(
    screen: Callable[..., Any], root: Path, typed: dict[str, Edit]
) -> None:
    added = pd.DataFrame(
        {"currency": ["€"], "since": [pd.Timestamp("2025-03-01")], "rate": [101.25]}
    )
    typed["rates"] = lambda table: pd.concat([table, added], ignore_index=True)
    shown = screen(root, "method", part="settings")
    assert any("новый курс уже загруженное не изменит" in c.value for c in shown.app.caption)
    sign(shown, "Орлова", "курс ЦБ")
    press(shown, "Сохранить и пересчитать")
    euro = ExchangeRate("EUR", dt.date(2025, 3, 1), Decimal("101.25"))
    assert settings_editing.current(root).exchange_rate == (USD, euro)
    assert "rate = 92.5   # the bank's" in (settings_history.text(root) or "")
    told = screen(root, "method", part="history").app.dataframe[0].value.iloc[0]
    assert told[["subject", "was", "became"]].tolist() == [
        "курс валюты с даты: EUR 2025-03-01",
        "—",
        "101.25",
    ]
    typed["rates"] = lambda table: table.head(0)
    shown = screen(root, "method", part="settings")
    sign(shown, "Орлова")
    press(shown, "Сохранить и пересчитать")
    assert settings_editing.current(root).exchange_rate == ()


def test_another_setting_saved_leaves_people_and_rates_as_they_were(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "method", part="settings")
    field(shown, "Цель по рентабельности").set_value(10.0)
    sign(shown, "Орлова")
    press(shown, "Сохранить и пересчитать")
    now = settings_editing.current(root)
    assert (now.targets.true_margin, now.people, now.exchange_rate) == (
        0.1,
        (("Ann", "design"),),
        (USD,),
    )


def test_days_and_seasons_are_typed_apart_by_semicolons(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "method", part="settings")
    field(shown, "Дополнительные выходные").set_value("2026-12-31;2027-01-11")
    field(shown, "Месяцы бюджета по отраслям").set_value("энергетика: 9, 10; нефть: 1")
    sign(shown, "Орлова")
    press(shown, "Сохранить и пересчитать")
    now = settings_editing.current(root).leads
    assert now.days_off == (dt.date(2026, 12, 31), dt.date(2027, 1, 11))
    assert now.season_of("Энергетика") == {9, 10}
    shown = screen(root, "method", part="settings")
    assert field(shown, "Дополнительные выходные").value == "2026-12-31; 2027-01-11"
    field(shown, "Дополнительные выходные").set_value("31 декабря")
    sign(shown, "Орлова")
    press(shown, "Сохранить и пересчитать")
    assert any("Напишите каждый день" in e.value for e in shown.app.error)


def test_a_row_that_can_not_be_is_said_in_one_sentence(
    screen: Callable[..., Any], root: Path, typed: dict[str, Edit]
) -> None:
    before = settings_history.text(root)
    typed["people"] = lambda table: table.assign(pool=None)
    shown = screen(root, "method", part="settings")
    sign(shown, "Орлова")
    press(shown, "Сохранить и пересчитать")
    assert [e.value.replace("\\", "") for e in shown.app.error] == [
        "Сотрудники, строка 3: выберите ресурс для «Ann» или удалите строку."
    ]
    assert settings_history.text(root) == before


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(None, "design")], "row 1: name the person whose resource is 'design'"),
        ([("Ann", "sales"), ("Eve", None)], "row 2: choose a resource for Eve"),
        ([("Ann", "sales"), (" ANN", "design")], "row 2: ANN has another resource in a row above"),
    ],
)
def test_people_that_contradict(rows: list[tuple[Any, Any]], sentence: str) -> None:
    with pytest.raises(BadSettings, match=sentence):
        people_editor.raw(pd.DataFrame(rows, columns=["person", "pool"]))


DAY = pd.Timestamp("2025-01-01")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("USD", DAY, None)], "row 1: give the currency, the day and a rate"),
        ([("USD", None, 90.0)], "row 1: give the currency, the day and a rate"),
        ([(" ", DAY, 90.0)], "row 1: give the currency, the day and a rate"),
        ([("USD", DAY, 0.0)], "a rate above 0"),
        (
            [("USD", DAY, 90.0), ("$", DAY, 91.0)],
            "row 2: a row above gives USD another rate from 2025-01-01",
        ),
    ],
)
def test_rates_that_contradict(rows: list[tuple[Any, ...]], sentence: str) -> None:
    with pytest.raises(BadSettings, match=sentence):
        rate_editor.raw(pd.DataFrame(rows, columns=["currency", "since", "rate"]))


def test_rows_left_empty_are_nothing() -> None:
    assert (
        people_editor.raw(
            pd.DataFrame([(None, None), ("Clara", None)], columns=["person", "pool"]), ("Clara",)
        )
        == {}
    )
    assert (
        rate_editor.raw(pd.DataFrame([(None, pd.NaT, None)], columns=["currency", "since", "rate"]))
        == []
    )


@pytest.mark.parametrize(
    "person", ['a "b" c', "Иванов И.И.", "back\\slash", "[x] = 'y'", "=cmd|'/c calc'!A1"]
)
def test_any_name_can_be_written(person: str) -> None:
    wanted = settings_editing.parsed(SETTINGS)
    changed = settings_editing.changed(
        SETTINGS, type(wanted)(people=((person, "sales"),), exchange_rate=())
    )
    assert settings_editing.parsed(changed) == type(wanted)(people=((person, "sales"),))
