"""The page of clients that may be one: pairs side by side, answers through the widgets, taking them back; hints elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions.clients import client_answers
from analysis.actions.clients.client_answers import Answer
from analysis.journal import same_clients
from analysis.journal.same_clients import NamedClient

LINES = """order_id;client_id;client_name;order_date;revenue
1;K-1;ООО "Альфа";2025-01-10;600
2;;OOO «АЛЬФА»;2025-03-10;100
3;K-7;Завод <b>Вега</b> [x](http://evil.example);2025-01-15;200
4;K-9;Завод <b>Вегас</b> [x](http://evil.example);2025-04-15;50
5;K-5;Меридиан;2025-04-15;50"""
ALPHA, LATIN = NamedClient("K-1", 'ООО "Альфа"'), NamedClient("OOO «АЛЬФА»", "OOO «АЛЬФА»")


@pytest.fixture
def root(plant: Callable[..., analysis.Workspace]) -> Path:
    with plant(order_lines=LINES) as ws:
        return ws.root


def clients(root: Path) -> dict[str, float]:
    with analysis.open_workspace(root) as ws:
        frame = ws.clients()
    return dict(zip(frame["client_id"], frame["revenue"], strict=True))


def answer(shown: Any, first: str, second: str, given: str) -> None:
    key = next(
        b.key
        for b in shown.app.button_group
        if (b.key or "").endswith("|".join(sorted((first, second))))
    )
    shown.app.button_group(key=key).set_value(given).run()


def save(shown: Any, who: str = "Иванова", why: str = "сверено") -> None:
    shown.app.text_input(key="who-same").set_value(who)
    shown.app.text_input(key="why-same").set_value(why)
    shown.app.button(key="same.save").click().run()
    assert not shown.app.exception


def test_the_pairs_with_what_speaks_for_and_against(screen: Callable, root: Path) -> None:
    said = screen(root, "same_clients").texts
    assert "2 пары похожи; в них 4 клиента и 95,0 % выручки." in said  # 950 of 1,000
    assert (
        "Почти наверняка один клиент — 1 пара; возможно, один — 0 пар; коды говорят против — 1 пара."
        in said
    )
    assert "код K-1 · 1 заказ · 600 ₽ · последний заказ 10.01.2025" in said
    assert "без кода · 1 заказ · 100 ₽ · последний заказ 10.03.2025" in said
    assert any(t.startswith("За: свой код есть только у одного; названия совпадают") for t in said)
    assert any(
        t.startswith("За: названия похожи на ") and "\nПротив: разные коды: K-7 и K-9." in t
        for t in said
    )
    assert (
        "Почти наверняка один клиент. Под вопросом 100 ₽ выручки: она перейдёт к клиенту, который останется."
        in said
    )


def test_a_grade_alone_stands_in_the_address(screen: Callable, root: Path) -> None:
    said = screen(root, "same_clients", grade="doubtful", lang="en").texts
    assert any("different ids: K-7 and K-9" in t for t in said)
    assert not any(t.startswith("id K-1") for t in said)


def test_one_client_through_the_widgets(screen: Callable, root: Path) -> None:
    shown = screen(root, "same_clients")
    answer(shown, "K-1", LATIN.client_id, "one")
    answer(shown, "K-7", "K-9", "different")
    save(shown)
    assert shown.app.success[0].value.startswith(
        "Записано\\: один клиент — 1 пара, разные — 1 пара\\."
    )
    assert clients(root) == {"K-1": 700, "K-7": 200, "K-9": 50, "K-5": 50}
    assert any(
        t.startswith('OOO «АЛЬФА» — считается как ООО "Альфа" (код K-1) · Иванова, ')
        for t in shown.texts
    )
    assert "Возможных дублей нет. Названия и коды сравнены у 4 клиентов." in shown.texts
    # taken back, both are asked about again
    shown.app.button(key="same.merged-0").click().run()
    shown.app.button(key="same.different-0").click().run()
    assert clients(root) == {"K-1": 600, LATIN.client_id: 100, "K-7": 200, "K-9": 50, "K-5": 50}
    assert any(t.startswith("2 пары похожи") for t in shown.texts)
    assert same_clients.merged(root) == same_clients.different(root) == []


def test_the_other_name_may_stay(screen: Callable, root: Path) -> None:
    shown = screen(root, "same_clients")
    answer(shown, "K-1", LATIN.client_id, "one")
    radio = shown.app.radio[0]
    assert radio.value == "K-1"  # the one with more revenue
    radio.set_value(LATIN.client_id)
    save(shown)
    assert clients(root)[LATIN.client_id] == 700


def test_all_that_are_almost_sure_at_once(screen: Callable, root: Path) -> None:
    shown = screen(root, "same_clients")
    shown.app.button(key="same.all_sure").click().run()
    save(shown)
    assert [s.client for s in same_clients.merged(root)] == [LATIN]
    assert same_clients.different(root) == []


@pytest.mark.parametrize(
    ("given", "who", "why", "told"),
    [
        (None, "Иванова", "так", "Ответьте хотя бы на одну пару"),
        ("one", " ", "так", "Укажите, кто вносит изменение"),
        ("one", "Иванова", "", "Напишите, почему"),
    ],
)
def test_what_can_not_be_kept_says_why(
    screen: Callable, root: Path, given: str | None, who: str, why: str, told: str
) -> None:
    shown = screen(root, "same_clients")
    if given:
        answer(shown, "K-1", LATIN.client_id, given)
    save(shown, who, why)
    assert [*shown.app.warning, *shown.app.error][0].value.startswith(told)
    assert same_clients.merged(root) == []


def test_nothing_to_ask(screen: Callable, bare_root: Path) -> None:
    said = screen(bare_root, "same_clients").texts
    assert any(t.startswith("Вопросов нет.") for t in said)
    assert "Никто не объединён." in said
    assert "Таких пар нет." in said


def test_hostile_names_are_shown_as_they_are(screen: Callable, hostile_root: Path) -> None:
    assert not screen(hostile_root, "same_clients").app.exception


def test_the_page_of_data_hints_at_it(screen: Callable, root: Path) -> None:
    hint = "2 пары клиентов похожи на одного: ответьте, один это клиент или разные."
    assert hint in screen(root, "data").texts


def test_without_pairs_the_page_of_data_is_silent(screen: Callable, bare_root: Path) -> None:
    assert not any("похожи на одного" in t for t in screen(bare_root, "data").texts)


def test_a_link_to_a_merged_client_shows_the_one_that_stays(screen: Callable, root: Path) -> None:
    client_answers.decide(root, [Answer(ALPHA, LATIN, ALPHA)], "Иванова", "сверено")
    shown = screen(root, "client", id=LATIN.client_id)
    assert "Под этим клиентом считаются и другие написания: OOO «АЛЬФА»." in shown.texts
    assert len(shown.app.warning) == 1
    assert "объединён с другим" in shown.app.warning[0].value
    assert shown.app.title[0].value == ALPHA.client_name


def test_the_history_of_the_method_names_both(screen: Callable, root: Path) -> None:
    client_answers.decide(root, [Answer(ALPHA, LATIN, ALPHA)], "Иванова", "сверено")
    shown = screen(root, "method", part="history")
    history = next(d.value for d in shown.app.dataframe if "subject" in d.value)
    assert history["subject"].tolist() == ["Под кем считается клиент OOO «АЛЬФА»"]
    assert history[["was", "became"]].values.tolist() == [["—", 'ООО "Альфа" · K-1']]


def test_letters_of_another_alphabet_are_shown(
    screen: Callable, plant: Callable[..., analysis.Workspace]
) -> None:
    """«Pомашка» with a Latin P looks like «Ромашка»: the reader is told which letters are not what they seem."""
    lines = "order_id;client_name;order_date;revenue\n1;Pомашка;2025-01-10;600\n2;Ромашка;2025-03-10;100\n"
    with plant(order_lines=lines) as ws:
        said = screen(ws.root, "same_clients").texts
    assert (
        "без кода · латинские буквы в русском слове: P · 1 заказ · 600 ₽ · последний заказ 10.01.2025"
        in said
    )
    assert "без кода · 1 заказ · 100 ₽ · последний заказ 10.03.2025" in said
