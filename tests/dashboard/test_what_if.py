"""The what-if page on the plant of tests/test_what_if.py (worked by hand there): through the address and the widgets."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.journal import scenarios
from analysis.journal.what_if import WhatIf
from dashboard.sales.scenarios import what_if_address
from tests.dashboard.conftest import HOSTILE
from tests.test_what_if import ws as ws  # the plant


@pytest.fixture
def root(ws: analysis.Workspace) -> Path:
    return ws.root


NO_NAME = "Укажите, кто вносит изменение: имя останется в истории."


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def figure(shown: Any, label: str) -> tuple[str, str]:
    """Then, and the difference with today's."""
    (found,) = [m for m in shown.app.metric if m.label == label]
    return spaced(found.value), spaced(found.delta)


def table(shown: Any) -> Any:
    return next(d.value for d in shown.app.dataframe if "flag_then" in d.value).set_index(
        "client_name"
    )


# --- the answer --------------------------------------------------------------------------------------------------------


def test_nothing_changed(screen: Callable[..., Any], root: Path) -> None:
    shown = screen(root, "what_if")
    assert (
        "Сегодня результат завода, то есть реальная прибыль за вычетом неиспользованной мощности, — 0 ₽."
        in shown.texts
    )
    assert len(shown.app.metric) == 0
    (batches,) = [d.value for d in shown.app.dataframe]
    assert batches[
        ["kind", "batch", "orders", "contribution_share", "volume_change"]
    ].values.tolist() == [
        [
            "нестандартный",
            "1–2",
            1,
            0.4,
            pytest.approx(-0.2),
        ],  # 2,000 of 5,000, and 500 more: 2,000 ÷ 2,500 − 1
        ["нестандартный", "51–100", 1, 0.5, pytest.approx(-8 / 48)],
        ["серийный", "101+", 1, 0.4, pytest.approx(-0.2)],
    ]
    assert any("Изменений пока нет" in t for t in shown.texts)


def test_without_small_custom_batches(screen: Callable[..., Any], root: Path) -> None:
    """+2,000 of profit, −2,000 for the plant with the 40 h idle, +14,000 with them filled at 400 an hour."""
    shown = screen(root, "what_if", batch="10")
    assert shown.texts[1] == (
        "Реальная прибыль вырастет на 2 000 ₽: с 2 500 ₽ до 4 500 ₽. Результат завода, то есть прибыль за вычетом "
        "неиспользованной мощности, снизится на 2 000 ₽: с 0 ₽ до −2 000 ₽."
    )
    assert shown.texts[2] == (
        "Освободится 40 ч. Если их ничем не занять, убыток завода — 2 000 ₽. Если занять их серийными заказами "
        "(до вычета ресурсов — 400 ₽ в час), завод выиграет 14 тыс. ₽. Второе верно, только пока на серийную продукцию есть спрос."
    ).replace("14 тыс. ₽", "14,0 тыс. ₽" if "14,0 тыс." in shown.texts[2] else "14 тыс. ₽")
    assert shown.texts[3].startswith("Заказов со скрытым убытком будет 0 вместо 1.")
    assert figure(shown, "Результат завода") == ("−2 000 ₽", "−2 000 ₽, сейчас 0 ₽")
    assert figure(shown, "Результат завода, часы заняты серийными")[1].endswith("сейчас 0 ₽")
    rows = table(shown)
    assert rows["true_profit"].to_dict() == {"C": -500, "S": 3000}
    assert rows["true_profit_then"].to_dict() == {"C": 1500, "S": 3000}
    assert rows.loc["C", ["flag", "flag_then"]].tolist() == ["скрытый убыток", "прибыльный"]


def test_a_client_left_out_brings_nothing(screen: Callable[..., Any], root: Path) -> None:
    rows = table(screen(root, "what_if", without="C"))
    assert rows.loc[
        "C", ["true_profit_then", "true_profit_change", "revenue_then", "hours_change"]
    ].tolist() == [
        0,
        500,
        0,
        -65,
    ]
    assert rows.loc["C", "flag_then"] == "без заказов"


def test_rates_and_capacities(screen: Callable[..., Any], root: Path) -> None:
    """150 an hour cost 3,750 more, 5,000 with what is unused; 50 h for 10,000 take 7,500 and leave the plant where it was."""
    dearer = screen(root, "what_if", rates="design:50")
    assert figure(dearer, "Реальная прибыль") == ("−1 250 ₽", "−3 750 ₽, сейчас 2 500 ₽")
    assert figure(dearer, "Результат завода") == ("−5 000 ₽", "−5 000 ₽, сейчас 0 ₽")
    fewer = screen(root, "what_if", capacities="design:-50")
    assert figure(fewer, "Реальная прибыль") == ("−5 000 ₽", "−7 500 ₽, сейчас 2 500 ₽")
    assert figure(fewer, "Результат завода") == ("0 ₽", "без изменений")


def test_the_overhead_rule_moves_the_book_alone(screen: Callable[..., Any], root: Path) -> None:
    """30 % of 23,000 is 6,900 instead of 6,500; without a rate, the rule begins at as much as today (0.283)."""
    shown = screen(root, "what_if", basis="revenue", overhead="0.3")
    assert (
        "Реальная прибыль не изменится: 2 500 ₽. Прибыль по учёту снизится на 400 ₽: с 3 500 ₽ до 3 100 ₽."
        in shown.texts
    )
    assert (
        screen(root, "what_if", basis="revenue").app.number_input(key="what_if.overhead").value
        == 0.283
    )


def test_the_dates_of_the_scope_apply_and_its_other_filters_do_not(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "what_if", batch="10", since="2025-01-12")
    assert table(shown)["revenue"].to_dict() == {"C": 8000}
    filtered = screen(root, "what_if", batch="10", client="S")
    assert any(t.startswith("Здесь из отбора действует только период") for t in filtered.texts)
    assert figure(filtered, "Реальная прибыль")[0] == "4 500 ₽"


# --- widgets and the address -------------------------------------------------------------------------------------------


def test_widgets_write_the_address(screen: Callable[..., Any], root: Path) -> None:
    shown = screen(root, "what_if")
    app = shown.app
    app.slider(key="what_if.price").set_value(10).run()
    app.selectbox(key="what_if.priced").set_value("custom").run()
    assert {n: shown.address[n] for n in ("price", "priced")} == {
        "price": ["10"],
        "priced": ["custom"],
    }
    assert figure(shown, "Выручка")[1].startswith("+1 300 ₽")  # 500 + 800
    app.number_input(key="what_if.rates.0").set_value(50.0).run()
    app.multiselect(key="what_if.without").set_value(["S"]).run()
    app.number_input(key="what_if.target").set_value(28.0).run()
    assert {n: shown.address[n] for n in ("rates", "without", "target")} == {
        "rates": ["design:50"],
        "without": ["S"],
        "target": ["28"],
    }
    app.button(key="what_if.reset").click().run()
    assert not set(what_if_address.NAMES) & set(shown.address)
    assert app.slider(key="what_if.price").value == 0


def test_a_preset_leaves_out_the_worst_client_by_name(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "what_if")
    labels = [
        b.label.replace("\\", "")
        for b in shown.app.button
        if (b.key or "").startswith("what_if.preset")
    ]
    assert labels == [
        "Поднять цены на 10\u00a0% на нестандартные партии меньше 20\u00a0шт.",
        "Не брать нестандартные партии меньше 10\u00a0шт.",
        "Отказаться от самого убыточного клиента: C",
    ]
    shown.app.button(key="what_if.preset.2").click().run()
    assert shown.address["without"] == ["C"]
    assert figure(shown, "Результат завода") == ("−6 000 ₽", "−6 000 ₽, сейчас 0 ₽")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", "51"),
        ("price", "1e9"),
        ("price", "nan"),
        ("batch", "-1"),
        ("batch", "0.5"),
        ("target", "inf"),
        ("priced", "x"),
        ("basis", "cost; drop table"),
        ("without", "<script>alert(1)</script>"),
        ("rates", "design:-100"),
        ("rates", "nobody:5"),
        ("rates", ":"),
        ("capacities", "design:"),
        ("price_clients", "\\"),
    ],
)
def test_a_bad_value_is_a_notice_and_changes_nothing(
    screen: Callable[..., Any], root: Path, name: str, value: str
) -> None:
    shown = screen(root, "what_if", **{name: value})
    assert len(shown.app.warning) == 1
    assert len(shown.app.metric) == 0
    shown.app.run()
    assert name not in shown.address


def test_a_bad_part_leaves_the_good_ones(screen: Callable[..., Any], root: Path) -> None:
    shown = screen(root, "what_if", without="nobody,C", rates="design:50,nothing:10")
    assert len(shown.app.warning) == 2
    assert figure(shown, "Реальная прибыль")[0] == "2 500 ₽"  # S alone: 4,000 − 10 × 150
    shown.app.run()
    assert (shown.address["without"], shown.address["rates"]) == (["C"], ["design:50"])


def test_names_with_any_letters_go_through_the_address(
    screen: Callable[..., Any], hostile_root: Path
) -> None:
    change = WhatIf(without_clients=tuple(str(n) for n in range(2)))
    shown = screen(hostile_root, "what_if", **what_if_address.params(change))
    rows = table(shown)
    assert rows.loc[list(HOSTILE[:2]), "flag_then"].tolist() == ["без заказов"] * 2
    assert not shown.app.warning


def test_lists_are_written_with_their_commas() -> None:
    assert what_if_address.params(
        WhatIf(without_clients=("a,b", "c\\"), rates=(("x:y,z", 1.2), ("u", 0.95)))
    ) == {
        "without": "a\\,b,c\\\\",
        "rates": "x:y\\,z:20,u:-5",
    }


def test_without_cost_and_hours(screen: Callable[..., Any], bare_root: Path) -> None:
    shown = screen(bare_root, "what_if", price="10")
    assert (
        "Выручка вырастет на 100 ₽: с 1 000 ₽ до 1 100 ₽. Реальная прибыль неизвестна."
        in shown.texts
    )
    assert "Реальная прибыль неизвестна: нет прямых затрат." in shown.texts
    assert "Результат завода неизвестен, пока неизвестна реальная прибыль." in shown.texts
    assert figure(shown, "Выручка") == ("1 100 ₽", "+100 ₽, сейчас 1 000 ₽")


# --- kept and accepted -------------------------------------------------------------------------------------------------


def submit(shown: Any, label: str) -> None:
    next(b for b in shown.app.button if b.label == label).click().run()


def test_a_scenario_is_kept_opened_removed_and_brought_back(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "what_if", batch="10")
    submit(shown, "Оставить сценарий")
    assert [e.value.replace("\\", "") for e in shown.app.error] == [
        "Назовите сценарий: под этим именем он останется в списке."
    ]
    shown.app.text_input(key="what_if.name.0").set_value("Без *мелочи*")
    shown.app.text_input(key="what_if.who.keep-0").set_value("Анна")
    submit(shown, "Оставить сценарий")
    assert [(s.name, s.change, s.who) for s in scenarios.kept(root)] == [
        ("Без *мелочи*", WhatIf(least_custom_batch=10), "Анна")
    ]
    other = screen(root, "what_if")  # another session
    assert any(t.startswith("без нестандартных партий меньше 10 шт. · Анна") for t in other.texts)
    other.app.button(key="what_if.open.0").click().run()
    assert other.address["batch"] == ["10"]
    assert figure(other, "Реальная прибыль")[0] == "4 500 ₽"
    other.app.button(key="what_if.remove.0").click().run()
    assert [e.value.replace("\\", "") for e in other.app.error] == [NO_NAME]
    assert len(scenarios.kept(root)) == 1
    other.app.text_input(key="what_if.who.kept").set_value("Борис")
    other.app.button(key="what_if.remove.0").click().run()
    assert scenarios.kept(root) == []
    other.app.button(key="what_if.back").click().run()
    assert len(scenarios.kept(root)) == 1


def test_acceptance_changes_the_settings_and_the_store(
    screen: Callable[..., Any], root: Path, ws: analysis.Workspace
) -> None:
    shown = screen(root, "what_if", target="28", basis="revenue", overhead="0.3", price="10")
    submit(shown, "Принять в настройки и пересчитать")
    assert [e.value.replace("\\", "") for e in shown.app.error] == [NO_NAME]
    shown.app.text_input(key="what_if.who.accept").set_value("Анна")
    submit(shown, "Принять в настройки и пересчитать")
    text = tomllib.loads((root / "settings" / "settings.toml").read_text("utf-8"))
    assert text == {
        "book_overhead": {"basis": "revenue", "rate": 0.3},
        "targets": {"true_margin": 0.28},
    }
    with analysis.open_workspace(root) as now:
        assert now.build_id != ws.build_id
        assert now.metric("book_profit") == 3100
    assert {n: shown.address.get(n) for n in ("target", "basis", "price")} == {
        "target": None,
        "basis": None,
        "price": ["10"],
    }
    # 25,300 of revenue: 12,300 − 30 % of it = 4,710, against the 3,100 that are now today's
    assert figure(shown, "Прибыль по учёту") == ("4 710 ₽", "+1 610 ₽, сейчас 3 100 ₽")


def test_looking_saves_nothing(
    screen: Callable[..., Any], root: Path, ws: analysis.Workspace
) -> None:
    before = (root / "settings" / "settings.toml").read_bytes()
    screen(root, "what_if", target="28", without="C", price="10")
    assert (root / "settings" / "settings.toml").read_bytes() == before
    assert ws.is_current
    assert scenarios.kept(root) == []
