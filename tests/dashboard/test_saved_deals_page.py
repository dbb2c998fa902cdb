"""Sales → Saved deals: kept from the form, decided on, set against its order; the second of two people is shown the first's change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import analysis
from analysis.actions.deals import keeping
from analysis.journal import saved_deals
from tests.dashboard.on_screen import seen, settle

LINES = json.dumps([["P-1-N", "P-1", "modified", "3", "700", "200", "100"]])
DEAL = {"who": 'НПО "Бета"', "lines": LINES}
LATER = """order_id,client_name,order_date,shipped_on,status,sku,base_sku,kind,quantity,revenue,direct_cost
Z-1,НПО "Бета",2030-01-10,2030-02-01,Выполнен,P-1-N,P-1,modified,3,2100,1000"""
HOURS = """order_id,pool,quantity,date
Z-1,Конструкторы,20,2030-01-15
Z-1,Менеджеры,4,2030-01-16"""


def press(shown: Any, label: str) -> None:
    next(b for b in shown.app.button if b.label == label).click().run()


def keep(shown: Any, who: str = "Анна") -> None:
    shown.app.text_input(key="who-deal").set_value(who)
    press(shown, "Сохранить")


def error(shown: Any) -> str:
    return str(shown.app.error[0].value).replace("\\", "")


def success(shown: Any) -> str:
    return str(shown.app.success[0].value).replace("\\", "")


def test_a_deal_is_kept_from_its_page_and_shown_in_the_list(
    screen: Callable[..., Any], own_tiny: Path
) -> None:
    shown = screen(own_tiny, "new_deal", **DEAL)
    press(shown, "Сохранить")
    assert "кто" in error(shown).lower()
    keep(shown)
    assert success(shown) == "Сохранено: сделка 1, вариант 1."
    assert shown.address["deal"] == ["1"]
    keep(shown)
    assert success(shown) == "Ничего не изменилось: это вариант 1 сделки 1."
    shown.app.slider(key="deal.change").set_value(50).run()
    keep(shown)
    assert success(shown) == "Сохранено: сделка 1, вариант 2."
    listed = screen(own_tiny, "saved_deals", lang="ru")
    assert "Сохранено сделок: 1, принято: 0, заказ завершён: 0." in listed.said
    rows, versions = (table.value for table in listed.app.dataframe[:2])
    assert rows["version"].tolist() == [2]
    assert versions["price"].tolist() == [3150, 2100]
    assert versions["decision"].tolist() == ["Пересмотреть условия", "Пересмотреть условия"]


def test_decided_by_two_people_at_once_and_taken_back(
    screen: Callable[..., Any], own_tiny: Path
) -> None:
    keep(screen(own_tiny, "new_deal", **DEAL, rounds="2", need="2030-01-31", pays="20"))
    shown = screen(own_tiny, "saved_deals", lang="ru")
    links = [link.proto for link in shown.app.get("page_link")]
    opened = next(link for link in links if "Открыть вариант 1" in link.label).query_string
    assert {"deal=1", "rounds=2", "need=2030-01-31", "pays=20"} <= set(opened.split("&"))

    keeping.decide(own_tiny, "1", 1, "reprice", "Анна", "клиент спросил")
    shown.app.selectbox(key="saved.decision.0").set_value("accept")
    shown.app.text_input(key="who-saved").set_value("Борис")
    press(shown, "Записать решение")
    assert "почему" in error(shown)  # another decision than the advice
    shown.app.text_input(key="why-saved").set_value("важный клиент")
    press(shown, "Записать решение")
    assert error(shown).startswith("За это время сделку 1 уже изменили (Анна, ")
    assert error(shown).endswith("Нажмите ещё раз, если ваше должно лечь поверх.")
    press(shown, "Записать решение")
    accepted = saved_deals.one(own_tiny, "1").accepted
    assert accepted is not None
    assert accepted.decided is not None
    assert accepted.decided.who == "Борис"
    assert "Какой заказ пришёл по этой сделке, ещё не сказано." in shown.said
    press(shown, "Это заказ по сделке")
    assert error(shown) == "Выберите заказ или впишите его номер."

    shown.app.text_input(key="who-undo").set_value("Вера")
    press(shown, "Отменить последний шаг")
    assert saved_deals.one(own_tiny, "1").accepted is None
    assert any("Вера" in text for text in shown.texts)  # the step stays in the history, marked


def test_nothing_is_kept_yet(screen: Callable[..., Any], tiny_root: Path) -> None:
    shown = screen(tiny_root, "saved_deals", lang="ru")
    assert "Сохранённых сделок пока нет. Ответ на новую сделку сохраняется на её странице." in (
        shown.texts
    )


def test_from_the_form_to_the_order_in_a_browser(
    visit: Callable[[str], Any],
    serve: Callable[[Path], str],
    own_tiny: Path,
    tmp_path: Path,
) -> None:
    """2,000 of designers, 200 of managers and 1,000 direct: 3,200 against 2,550."""
    address = serve(own_tiny)
    query = "&".join(f"{name}={quote(value)}" for name, value in DEAL.items())
    page = visit(f"{address}/new_deal?lang=ru&{query}")
    seen(page, "Сохранить сделку")
    page.get_by_role("textbox", name="Кто вносит").fill("Анна")
    page.get_by_role("button", name="Сохранить", exact=True).click()
    seen(page, "Сохранено: сделка 1, вариант 1.")
    page.get_by_role("link", name=re.compile("Сделка 1: варианты")).click()
    seen(page, "Что решили")
    page.get_by_role("textbox", name="Почему").first.fill("клиент согласен")
    page.get_by_role("combobox", name=re.compile("Решение")).click()
    page.get_by_role("option", name="Принять").click()
    page.get_by_role("button", name="Записать решение").click()
    seen(page, "Какой заказ пришёл по этой сделке, ещё не сказано.")
    for name, text in (("order_lines", LATER), ("usage", HOURS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(own_tiny, [tmp_path / "order_lines.csv", tmp_path / "usage.csv"])
    page = visit(f"{address}/saved_deals?lang=ru&of=1")
    seen(page, "Эти заказы клиента пришли после решения")
    settle(page)
    order = page.get_by_role("combobox", name=re.compile("Заказ")).last
    order.evaluate(
        "box => box.scrollIntoView({block: 'center'})"
    )  # a list closes while its page scrolls
    page.wait_for_timeout(300)
    order.click()
    page.get_by_role("option", name=re.compile("Z-1 от 10.01.2030")).click()
    page.get_by_role("textbox", name="Кто вносит").first.fill("Анна")
    page.get_by_role("button", name="Это заказ по сделке").click()
    seen(page, "Заказ Z-1 обошёлся в 3 200 ₽, рассчитывали на 2 550 ₽.")
