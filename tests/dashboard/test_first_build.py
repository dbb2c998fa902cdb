"""While the data are read and worked out, the page says which step it is at, and then shows the figures by itself."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def waiting() -> None:
    import streamlit as st

    from analysis import language
    from dashboard import first_build

    with first_build.Steps(language.words("ru")) as steps:
        steps.tell("заказы *2025*.csv", 0.25)
        steps.tell("store", 0.9)
    st.title("Кто приносит прибыль")


def test_the_page_says_its_step_and_moves_on() -> None:
    shown = AppTest.from_function(waiting).run()
    assert not shown.exception
    assert [t.value for t in shown.title] == ["Кто приносит прибыль"]


def saying() -> None:
    from analysis import language
    from dashboard import first_build

    steps = first_build.Steps(language.words("ru"))
    steps.tell("заказы *2025*.csv", 0.25)
    steps.tell("заказы *2025*.csv", 0.26)  # too soon after to be read


def test_the_step_is_named() -> None:
    shown = AppTest.from_function(saying).run()
    assert [t.value for t in shown.title] == ["Подготовка данных к первому показу…"]
    assert [t.value for t in shown.text] == ["Чтение файла заказы *2025*.csv · готово 25\u00a0%"]
