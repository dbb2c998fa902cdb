"""The whole way of a file whose headers nobody knows, in a real browser: corrected, checked, imported, undone; next month by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError

from tests.dashboard.on_screen import go_through, seen, settle, speak
from tests.dashboard.test_import_page import NEXT, ODD


def choose(page: Any, label: str, option: str) -> None:
    """Tries again where a run of the page closed the list between the two clicks."""
    for last in (False, False, True):
        settle(page)
        box = page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(option)
        try:
            page.get_by_role("option", name=option, exact=True).click(
                timeout=120_000 if last else 10_000
            )
            break
        except TimeoutError:
            if last:
                raise
    settle(page)


def drop(page: Any, file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    page.locator("input[type=file]").set_input_files([file])


def test_strange_headers_are_corrected_once(
    visit: Callable[[str], Any], serve: Callable[[Path], str], bare_root: Path, tmp_path: Path
) -> None:
    page = visit(f"{serve(bare_root)}/import_files")
    drop(page, tmp_path / "март <b>.csv", ODD.replace("Партнёр-покупатель", "Контрагент"))
    seen(page, "не хватает столбцов — «Заказ»; «Дата заказа»")
    choose(page, "Заказ", "Док")
    choose(page, "Дата заказа", "Когда отгрузили")
    seen(page, "Узнано: строки заказов, 4 столбца из 5; заголовки в строке 2")
    seen(page, "строка 5: «Когда отгрузили» = «31.02.2025» — такого дня в календаре нет")
    page.get_by_role("button", name="Сначала проверить").click()
    seen(page, "Выручка: прочитано 5 100,50 ₽ = принято 4 200,50 ₽ + отклонено 900,00 ₽ ✓ сходится")
    page.get_by_role("button", name="Загрузить", exact=True).click()
    seen(page, "следующий такой же файл прочитается сам")
    seen(page, "Новых заказов: 2 на 4 200 ₽.")
    revenue_is(page, "5 200 ₽")
    undo(page)
    revenue_is(page, "1 000 ₽")

    go_through(page, "Данные")
    settle(page)
    drop(page, tmp_path / "апрель.csv", NEXT.replace("Партнёр-покупатель", "Контрагент"))
    seen(page, "Узнано: строки заказов, 4 столбца из 5; заголовки в строке 2")
    seen(page, "Такой файл знаком")
    assert page.alerts == []


def test_the_header_row_is_picked_by_a_click(
    visit: Callable[[str], Any], serve: Callable[[Path], str], bare_root: Path, tmp_path: Path
) -> None:
    page = visit(f"{serve(bare_root)}/import_files")
    drop(page, tmp_path / "x.csv", "a;b;c;d\ne;f;g;h\n1;К;01.02.2025;10,50\n")
    choose(page, "Что в таблице", "строки заказов")
    rows = page.get_by_test_id("stDataFrame").first
    rows.locator("canvas").first.wait_for()
    page.wait_for_timeout(600)
    rows.click(position={"x": 120, "y": 36 + 28 + 14})  # the second row under the grid's own head
    settle(page)
    choose(page, "Заказ", "e")


def undo(page: Any) -> None:
    go_through(page, "Данные")
    settle(page)
    page.get_by_role("button", name="Отменить эту загрузку").click()
    page.get_by_role("textbox", name="Кто вносит", exact=True).fill("Анна")
    page.get_by_role("textbox", name="Кто вносит", exact=True).press("Tab")
    settle(page)
    page.get_by_role("button", name="Отменить загрузку", exact=True).click()
    seen(page, "Загрузка отменена:")
    settle(page)


def revenue_is(page: Any, money: str) -> None:
    go_through(page, "Сегодня")
    seen(page, f"Выручка {money}")


def test_an_import_goes_on_when_its_page_is_left(
    visit: Callable[[str], Any], serve: Callable[[Path], str], bare_root: Path, tmp_path: Path
) -> None:
    lines = 100_000
    text = "".join(f"N{n};Клиент {n % 100};{1 + n % 28:02d}.01.2025;10\n" for n in range(lines))
    page = visit(f"{serve(bare_root)}/import_files")
    drop(
        page,
        tmp_path / "большой.csv",
        "Номер заказа;Контрагент;Дата заказа;Выручка без НДС\n" + text,
    )
    seen(page, "4 столбца из 4")
    page.get_by_role("button", name="Загрузить", exact=True).click()
    page.get_by_test_id("stProgress").wait_for()
    go_through(page, "⚙ Методика")
    seen(page, "Как посчитано это число и кто что менял?")
    go_through(page, "Данные")
    seen(page, "Строк: прочитано 100 000 = принято 100 000 + отклонено 0")
    revenue_is(
        page, "1 млн ₽, 100 002 заказа"
    )  # 100,000 × 10, and the 1,000 of two orders that were there
    assert page.alerts == []


def test_corrections_outlive_a_change_of_language(
    visit: Callable[[str], Any], serve: Callable[[Path], str], bare_root: Path, tmp_path: Path
) -> None:
    page = visit(f"{serve(bare_root)}/import_files?lang=ru")
    drop(page, tmp_path / "март.csv", ODD.replace("Партнёр-покупатель", "Контрагент"))
    seen(page, "не хватает столбцов — «Заказ»; «Дата заказа»")
    choose(page, "Заказ", "Док")
    for language, missing in (("EN", "missing columns"), ("RU", "не хватает столбцов")):
        speak(page, language)
        settle(page)
        seen(page, missing)
        assert page.get_by_test_id("stAlertContentError").count() == 0
    choose(page, "Дата заказа", "Когда отгрузили")
    seen(page, "Узнано: строки заказов, 4 столбца из 5; заголовки в строке 2")
