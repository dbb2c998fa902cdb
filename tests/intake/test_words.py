"""Words of fixed meaning: kinds, treatments, spread bases, roles, yes and no."""

from __future__ import annotations

import pytest

from analysis.intake.statuses import state_of
from analysis.intake.vocabulary import VOCABULARY

from .conftest import Taker
from .corpus import words


def test_kinds_are_normalised_and_the_unknown_are_told(taking: Taker) -> None:
    words = ["серийное", "Серия", "СТАНДАРТ", "модификация", "Модифицированный"]
    words += ["уникальное", "спецзаказ", "ОКР", "custom", "", "как обычно"]
    lines = "".join(f"{n};A;2025-01-05;5;{w}\n" for n, w in enumerate(words))
    taken = taking.text("order_id;client_name;order_date;revenue;kind\n" + lines)
    assert [r["kind"] for r in taken.rows] == ["serial"] * 3 + ["modified"] * 2 + ["unique"] * 4 + [
        None,
        None,
    ]
    [warning] = taken.report.warnings
    assert (warning.code, warning.details) == (
        "unknown_values",
        {"column": "kind", "rows": 1, "values": "'как обычно'"},
    )


def test_pools_flags_and_treatments(taking: Taker) -> None:
    taken = taking.text(
        "Ресурс;Затраты за месяц;Время людей;Порядок отнесения\nОТК;5;да;по расходу\nЦех;6;Нет;распределить\n"
        "Реклама;7;истина;период\nСклад;8;;\nГараж;9;возможно;\n"
    )
    assert [(r["is_time"], r["treatment"]) for r in taken.rows] == [
        (True, "usage"),
        (False, "spread"),
        (True, "period"),
        (None, None),
        (None, None),
    ]
    assert taken.reasons == []
    assert [(u["row_number"], u["column"], u["value"]) for u in taken.unread] == [
        (6, "Время людей", "возможно")
    ]


@pytest.mark.parametrize(
    ("word", "basis"),
    [
        ("revenue", "revenue"),
        ("Выручка", "revenue"),
        ("direct_cost", "direct_cost"),
        ("Прямые затраты", "direct_cost"),
        ("ФОТ", "labour_cost"),
        ("Labor cost", "labour_cost"),
        ("зарплата", "labour_cost"),
        ("Материалы", "material_cost"),
        ("Quantity", "quantity"),
        ("количество", "quantity"),
        ("шт.", "quantity"),
        ("Заказы", "orders"),
        ("LINES", "lines"),
        ("строки", "lines"),
        ("Трудозатраты", "hours"),
        ("часы", "hours"),
        ("Hours", "hours"),
        (" Объём ", "quantity"),
    ],
)
def test_spread_bases(taking: Taker, word: str, basis: str) -> None:
    taken = taking.text(
        f"pool,month,cost,treatment,spread_basis\nrent,2025-01,1000,spread,{word}\n"
    )
    assert (taken.rows[0]["spread_basis"], taken.report.warnings) == (basis, ())


def test_an_unknown_spread_basis_is_told_as_an_unknown_treatment_is(taking: Taker) -> None:
    taken = taking.text(
        "pool,month,cost,treatment,spread_basis\nrent,2025-01,1000,spread,floor\nheat,2025-01,5,somehow,\n"
    )
    assert [(r["treatment"], r["spread_basis"]) for r in taken.rows] == [
        ("spread", None),
        (None, None),
    ]
    assert [(w.code, w.details) for w in taken.report.warnings] == [
        ("unknown_values", {"column": "treatment", "rows": 1, "values": "'somehow'"}),
        ("unknown_values", {"column": "spread_basis", "rows": 1, "values": "'floor'"}),
    ]


def test_no_word_has_two_meanings() -> None:
    for column, values in VOCABULARY.items():
        words = [word for value, known in values.items() for word in {value.lower(), *known}]
        assert len(words) == len(set(words)), column
        assert all(word == word.lower().replace("ё", "е").strip() for word in words), (
            "as cells are compared"
        )


def test_contacts(taking: Taker) -> None:
    taken = taking.text(
        "Контрагент;ФИО;Роль;Отношение\nА;Иванов;лпр;Поддерживает\nА;Петров;ЛВР;против\nА;Серов;контакт;нейтрально\n"
    )
    assert taken.report.table == "contacts"
    assert [(r["role"], r["stance"]) for r in taken.rows] == [
        ("ЛПР", "supports"),
        ("ЛВР", "against"),
        ("contact", "neutral"),
    ]
    assert taken.report.revenue_read is None


@pytest.mark.parametrize("word", words.DONE)
def test_a_deal_that_was_won_is_done(word: str) -> None:
    assert state_of(word) == ("done", True)


@pytest.mark.parametrize(
    "word",
    [
        *words.LOST,
        "Закрыто и не реализовано (дорого)",
        "Closed Lost to Competition",
        "отказ: дорого",
        "Нереализовано",
        "Закрыто (не реализовано)",
        "Закрыто и нереализовано",
        "Сделка закрыта: проиграна",
        "Junk",
        "Junk lead",
        "Closed – Lost",
        "Некачественный лид",
        "Мусор",
        "6. Отказ",
        "C3:LOSE",
        "Сделка провалена (дорого)",
        "Нет бюджета",
        "Не актуально",
        "Unqualified",
    ],
)
def test_a_deal_that_was_lost_brings_nothing(word: str) -> None:
    assert state_of(word)[0] == "cancelled"


@pytest.mark.parametrize("word", words.OPEN)
def test_a_deal_that_is_open_is_in_progress(word: str) -> None:
    assert state_of(word) == ("in progress", True)
