"""The view is in the address, and what an address says is untrusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


def test_a_scope_in_the_address_is_the_scope_on_screen(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, kind="custom", since="2025-01-01", until="2025-01-13")
    assert shown.figures["Выручка"] == "2 000 ₽"  # order 003 alone
    assert "01.01.2025–13.01.2025 · вид заказа: нестандартный" in shown.said


def test_several_names_and_a_minimum(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, client=['ООО "Альфа"', 'НПО "Бета"'], min="6000")
    assert shown.figures["Выручка"] == "15 тыс. ₽"  # Бета has 5,000


def test_the_scope_survives_a_change_of_page(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, manager="Петров", lang="en")
    shown.app.switch_page("clients/client_table.py").run()
    assert [c for c in shown.app.dataframe[-1].value["client_name"]] == ['НПО "Бета"']
    assert shown.address == {"manager": ["Петров"], "lang": ["en"]}


def test_a_filter_chosen_on_screen_goes_into_the_address(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root)
    app = shown.app
    app.multiselect(key="scope.manager").set_value(["Иванова"]).run()
    assert shown.address == {"manager": ["Иванова"]}
    app.button(key="scope.reset").click().run()
    assert shown.address == {}


@pytest.mark.parametrize(
    "address",
    [
        {"since": "31.02.2025"},
        {"until": "9999-99-99"},
        {"since": "2025-02-01", "until": "2025-01-01"},
        {"min": "NaN"},
        {"min": "1e999"},
        {"min": "-5"},
        {"client": "'; drop table clients; --"},
        {"kind": "<img src=x onerror=alert(1)>"},
        {"lang": "xx"},
        {"sort": "no such column", "way": "sideways"},
        {"manager": "x" * 5000},
    ],
)
def test_a_bad_value_is_named_and_left_out(
    screen: Callable, tiny_root: Path, address: dict[str, str]
) -> None:
    view = "clients" if "sort" in address else "overview"
    shown = screen(tiny_root, view, **address)
    assert shown.app.warning, "nothing said about a value that can't be"
    assert all(len(w.value) < 400 for w in shown.app.warning)
    assert shown.app.title


@pytest.mark.parametrize(
    "address",
    [
        {"since": "2025-01-15", "until": "2025-12-20"},
        {"since": "2025-01-02"},
        {
            "since": "2024-01-01",
            "until": "2024-12-31",
        },  # a period with a name: the year before the data's last
        {"manager": "Иванова", "client": 'ООО "Альфа"', "kind": "serial", "min": "6000"},
    ],
)
def test_the_slice_survives_each_change_of_the_language(
    screen: Callable, tiny_root: Path, address: dict[str, str]
) -> None:
    shown = screen(tiny_root, **address)
    asked = {name: [value] for name, value in address.items()}
    assert shown.address == asked
    for language in ("en", "ru", "en", "ru"):
        shown.app.segmented_control(key="lang").set_value(language).run()
        assert shown.address == asked | ({"lang": ["en"]} if language == "en" else {})


@pytest.mark.parametrize(
    ("view", "name"),
    [("client", "id"), ("order", "order"), ("decisions", "of"), ("occupants", "pool")],
)
def test_what_a_page_shows_by_itself_is_named_in_the_address(
    screen: Callable, tiny_root: Path, view: str, name: str
) -> None:
    """The first of today's data is another one tomorrow: a copied link names it."""
    address = screen(tiny_root, view).address
    assert address[name][0]
    assert screen(tiny_root, view, **{name: address[name][0]}).address == address


def test_a_narrower_slice_takes_the_decision_s_client_without_a_word(
    screen: Callable, tiny_root: Path
) -> None:
    shown = screen(tiny_root, "decisions")
    assert shown.address == {"of": ['ООО "Альфа"']}
    shown.app.multiselect(key="scope.client").set_value(['НПО "Бета"']).run()
    assert shown.address == {"client": ['НПО "Бета"'], "of": ['НПО "Бета"']}
    assert not shown.app.warning


@pytest.mark.parametrize(
    ("view", "address"),
    [
        ("products", {"by": "manager", "sort": "revenue", "way": "ascending"}),
        ("client_table", {"sort": "hours", "way": "ascending"}),
        ("client", {"id": 'НПО "Бета"'}),
        ("order", {"order": "003"}),
        ("orders", {"verdict": "hidden loss", "find": "003"}),
        ("occupants", {"pool": "Конструкторы"}),
        ("decisions", {"of": 'НПО "Бета"'}),
    ],
)
def test_a_change_of_the_language_keeps_what_the_page_was_asked_for(
    screen: Callable, tiny_root: Path, view: str, address: dict[str, str]
) -> None:
    asked = {"since": ["2025-01-01"], **{name: [value] for name, value in address.items()}}
    shown = screen(tiny_root, view, since="2025-01-01", **address)
    assert shown.address.items() >= asked.items()
    for language in ("en", "ru", "en"):
        shown.app.segmented_control(key="lang").set_value(language).run()
        assert shown.address.items() >= asked.items()
        assert not shown.app.warning
