"""Sales → New deal: the form, its address, and the answer, worked by hand in tests/test_deals.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.deals import sentences
from analysis.deals.judging.facts import Failing
from analysis.deals.sentences import interval
from analysis.language import Words
from analysis.language.command_words import CommandWords

LINE = ["P-1-N", "P-1", "modified", "3", "700,00 ₽", "200", "100"]


def asked(*lines: list[str], **more: str) -> dict[str, str]:
    return {"who": 'НПО "Бета"', "lines": json.dumps(lines, ensure_ascii=False), **more}


def test_the_answer_is_the_one_worked_by_hand(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    """900 direct, 14.5 h of designers and 4 h of managers: 2,550; penalties of 2 %: the target takes 3,072."""
    shown = screen(tiny.root, "new_deal", **asked(LINE))
    assert shown.figures["Предложено"] == "2 100 ₽"
    assert shown.figures["Ожидаемые затраты"] == "2 550 ₽"
    assert shown.figures["Цель"] == "3 072 ₽"
    assert shown.figures["Надёжно от"] == "нет данных"
    assert next(s.value for s in shown.app.subheader) == "Пересмотреть условия"
    assert (
        "Насколько точен расчёт, сказать нельзя: с часами есть 2 завершённых заказа" in shown.said
    )
    assert "Пересмотреть условия: при цене 2 100 ₽ убыток на сделке 492 ₽" in shown.said
    analogues = shown.app.dataframe[-1].value
    assert list(analogues["order_id"]) == ["003", "004"]


def test_changing_one_field_leaves_every_other(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(tiny.root, "new_deal", **asked(LINE, rounds="2", need="2030-01-31"))
    before = shown.address
    shown.app.number_input(key="deal.pays").set_value(20).run()
    assert shown.address == {**before, "pays": ["20"]}
    shown.app.number_input(key="deal.rounds").set_value(3).run()
    assert shown.address == {**before, "pays": ["20"], "rounds": ["3"]}
    assert shown.app.selectbox(key="deal.who").value == 'НПО "Бета"'
    # 20 days at 36.5 % a year and 2 % of penalties: 2,550 ÷ (0.96 − 0.15) = 3,148
    assert "для неё нужно 3 148 ₽" in shown.said


def test_sliders_of_price_and_batch(screen: Callable[..., Any], tiny: analysis.Workspace) -> None:
    """Half as much again is 3,150, above the target; ten times the pieces cost 9,000 + 1,650."""
    shown = screen(tiny.root, "new_deal", **asked(LINE))
    shown.app.slider(key="deal.change").set_value(50).run()
    assert shown.address["change"] == ["50"]
    assert shown.figures["Предложено"] == "3 150 ₽"
    shown.app.slider(key="deal.change").set_value(0).run()
    shown.app.select_slider(key="deal.times").set_value(10.0).run()
    assert shown.figures["Ожидаемые затраты"] == "10,6 тыс. ₽"


def test_breaks_of_quantity_side_by_side(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(tiny.root, "new_deal", **asked(LINE, breaks="3 × 700; 10 × 600,50; чушь"))
    rows = shown.app.dataframe[1].value  # after the lines
    assert list(rows["quantity"]) == [3, 10]
    assert list(rows["revenue"]) == [2100, 6005]
    assert list(rows["cost_mid"]) == pytest.approx([2550, 4650])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            ["P", "", "modified", "0", "5", "", ""],
            "Строка 1, Штук «0»: введите число штук больше нуля.",
        ),
        (
            ["P", "", "modified", "3", "дорого", "", ""],
            "Строка 1, Цена за штуку «дорого»: введите число от 0",
        ),
        (["P", "", "modified", "", "5", "", ""], "Строка 1, Штук: введите число штук больше нуля."),
        (
            ["P", "", "особое", "3", "5", "", ""],
            "Строка 1, Вид изделия «особое»: введите «серийное», «доработка» или «разработка по ТЗ».",
        ),
        (["P", "", "modified", "3", "700 USD", "", ""], "Строка 1, Цена за штуку «700 USD»"),
    ],
)
def test_a_bad_line_is_said_and_the_form_stays(
    screen: Callable[..., Any], tiny: analysis.Workspace, line: list[str], sentence: str
) -> None:
    shown = screen(tiny.root, "new_deal", **asked(line))
    assert sentence in shown.said.replace("\\", "")
    assert shown.figures == {}


@pytest.mark.parametrize("lines", ["[[[[", '{"a": 1}', '[1, "x"]', '[["P"]]', "null", "9" * 3000])
def test_an_address_that_is_nonsense(
    screen: Callable[..., Any], tiny: analysis.Workspace, lines: str
) -> None:
    shown = screen(
        tiny.root, "new_deal", who="A", lines=lines, rounds="x", need="soon", change="9e9"
    )
    assert shown.figures == {}


def test_a_new_client_is_asked_what_the_portrait_asks(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(tiny.root, "new_deal", **asked(LINE, who="Новый завод"))
    shown.app.text_input(key="deal.about.industry").set_value("энергетика").run()
    assert shown.address["about"] == ['{"industry": "энергетика"}']
    assert "Клиента Новый завод нет в списке: он считается новым." in shown.said


def test_an_empty_form_offers_the_last_custom_order(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(tiny.root, "new_deal")
    shown.app.button(key="deal.example").click().run()
    assert shown.address["who"] == ['НПО "Бета"']
    assert json.loads(shown.address["lines"][0])[0][:4] == [
        "Датчик температуры мод.",
        "",
        "modified",
        "4",
    ]
    assert shown.figures["Предложено"] == "3 000 ₽"


def test_in_english(screen: Callable[..., Any], tiny: analysis.Workspace, tmp_path: Path) -> None:
    shown = screen(tiny.root, "new_deal", **asked(LINE, lang="en"))
    assert "Set expectations: at ₽2,100 the deal loses ₽492" in shown.said
    assert shown.figures["Target"] == "₽3,072"


@pytest.mark.parametrize(
    ("accuracy", "sentence"),
    [
        (0.15, "на 15 % меньше, чем у медианы вида"),
        (-0.17, "на 17 % больше, чем у медианы вида: полагаться на расчёт рано"),
        (None, "для сравнения данных мало"),
    ],
)
def test_an_estimate_worse_than_the_median_says_so(accuracy: float | None, sentence: str) -> None:
    beside = interval.beside_median(Words("ru", "RUB"), accuracy)
    assert beside.replace("\u00a0", " ") == sentence


def test_what_is_missing_is_named_as_the_form_names_it(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(tiny.root, "new_deal", **asked(["", "", "modified", "3", "700", "", ""]))
    assert "Впишите «Материалы на штуку» и «Оплата труда на штуку»." in shown.said
    assert "material_cost" not in shown.said
    of_command = CommandWords("ru")("deal.need.unit_cost", line=1, product="?", near="")
    assert "Укажите material_cost и labour_cost." in of_command


@pytest.mark.parametrize(("lang", "unit"), [("ru", "ч"), ("en", "h")])
def test_a_resource_lacks_hours_in_the_language_of_the_page(lang: str, unit: str) -> None:
    rule = Failing(
        "capacity",
        "set expectations",
        {"pool": "КБ", "displaced": 39.0, "unit": "ч", "earns_there": 9.0, "throughput": 7.0},
        (),
    )
    assert f"39 {unit}" in sentences.reason(Words(lang, "RUB"), rule)


@pytest.mark.parametrize(
    ("line", "more", "sentence"),
    [
        (["P-1-N", "P-1", "modified", "3", "", "200", "100"], {}, "Цена не указана: просите"),
        (LINE, {"need": "2020-01-31"}, "31.01.2020"),
        (
            ["Нигде", "", "unique", "3", "700", "", ""],
            {},
            "Строка 1 (Нигде): затраты на штуку неизвестны",
        ),
        (LINE, {"who": "Новый", "about": '{"industry": "астрология"}'}, "industry = астрология"),
    ],
)
def test_what_lacks_or_is_odd_is_one_sentence_and_never_nan(
    screen: Callable[..., Any],
    tiny: analysis.Workspace,
    line: list[str],
    more: dict[str, str],
    sentence: str,
) -> None:
    """No price, a date that is past, an unknown product, a value of an attribute that no client has."""
    shown = screen(tiny.root, "new_deal", **{**asked(line), **more})
    assert sentence in shown.said.replace("\\", "")
    assert "nan" not in shown.said.lower()


def test_breaks_at_a_price_with_kopecks_and_a_blank(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(
        tiny.root, "new_deal", **asked(LINE, breaks="100 × 5; 500 × 4; 1000 × 3,50; 2000 ×")
    )
    rows = shown.app.dataframe[1].value  # after the lines
    assert list(rows["price_each"]) == [5, 4, 3.5]
    assert list(rows["revenue"]) == [500, 2000, 3500]
    assert "Не учтено: 2000 ×." in shown.said.replace("\\", "")
