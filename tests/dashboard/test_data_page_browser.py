"""Loading files and taking refused rows away, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import python_calamine

import analysis
from tests.dashboard.conftest import _served
from tests.dashboard.on_screen import go_through, seen
from tests.dashboard.test_data_page import SPOILT

ORDER_FILE = "orders <img src=x onerror=alert(1)>.csv"


@pytest.fixture
def served_demo(demo: analysis.Workspace, tmp_path: Path, browser: Any) -> Iterator[str]:
    """Nobody has loaded anything yet: the demo plant is shown."""
    shutil.copytree(demo.root, tmp_path / "workspace" / demo.root.name)
    yield from _served(tmp_path / "workspace")


def test_a_file_dropped_on_the_page_becomes_the_numbers(
    visit: Callable[[str], Any], served_demo: str, tmp_path: Path
) -> None:
    page = visit(f"{served_demo}/")
    seen(page, "вымышленный завод")
    page.get_by_test_id("stMain").get_by_text("Загрузить свои данные", exact=True).click()
    seen(page, "Своих данных пока нет")
    good, picture = tmp_path / ORDER_FILE, tmp_path / "photo.csv"
    good.write_text(
        SPOILT.replace("Альфа", "<script>alert(2)</script>").replace("31.02.2025", "=1+1"), "utf-8"
    )
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500)
    page.locator("input[type=file]").set_input_files([good, picture])
    seen(page, "Узнано: строки заказов, 4 столбца из 5; заголовки в строке 1")
    seen(page, "Не используются: Склад")
    seen(page, "photo.csv: внутри не таблица (картинка PNG)")
    page.get_by_role("button", name="Загрузить", exact=True).click()
    seen(page, "Строк: прочитано 3 = принято 1 + отклонено 2.")
    go_through(page, "Данные", "Что вошло")
    seen(page, "1 файл. Строк: прочитано 3 = принято 1 + отклонено 2 ✓ сходится")
    assert "вымышленный" not in page.inner_text("body")
    refused_rows_are_taken_away_with_their_raw_row(page, tmp_path)
    go_through(page, "Заказы")
    seen(page, "Какие заказы съедают прибыль?")
    seen(page, "все · 1")
    assert page.alerts == []


def refused_rows_are_taken_away_with_their_raw_row(page: Any, folder: Path) -> None:
    text = _taken(page, "csv-refused", folder).read_text("utf-8-sig")
    assert ";—;3;Дата заказа;'=1+1;не дата" in text  # no cell becomes a formula
    assert ";—;4;Выручка без НДС;уточняется;не число" in text
    assert "Контрагент: Бета; " in text
    book = (
        python_calamine.load_workbook(_taken(page, "xlsx-refused", folder))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert any(row[1:6] == ["—", 4.0, "Выручка без НДС", "уточняется", "не число"] for row in book)


def _taken(page: Any, key: str, folder: Path) -> Path:
    button = page.locator(f".st-key-{key} button")
    settled = (  # while the page is redrawn the old button may stand beside the new one
        "key => document.querySelectorAll(`.st-key-${key} button`).length === 1"
        ' && document.querySelector(\'[data-testid="stApp"][data-test-script-state="notRunning"]\') !== null'
    )
    page.wait_for_function(settled, arg=key)
    page.wait_for_timeout(500)
    page.wait_for_function(settled, arg=key)
    with page.expect_download() as waiting:
        button.last.click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def test_the_numbers_of_an_order_on_screen(visit: Callable[[str], Any], served_tiny: str) -> None:
    page = visit(f"{served_tiny}/order?order=003&lang=en")
    seen(page, "the book shows ₽800, in truth the order lost ₽700 on revenue of ₽2,000")
    page.locator(".js-plotly-plot").first.wait_for()
    seen(page, "−₽1,800")  # on the bridge
    page.get_by_text("Client: ").click()
    page.wait_for_url(re.compile(r"/client\?.*id="))


def test_a_click_on_an_order_opens_it_with_the_scope(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/orders?lang=en&kind=custom&verdict=hidden+loss")
    seen(page, "1 order looks fine in the book (₽800) and truly loses ₽700: a hidden loss.")
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.wait_for()
    page.wait_for_timeout(600)
    table.click(position={"x": 30, "y": 52})
    page.wait_for_url(re.compile(r"/order\?"))
    seen(page, "the order lost ₽700")
    assert "kind=custom" in page.url
    assert "order=003" in page.url


def test_a_hostile_order_in_the_address(visit: Callable[[str], Any], served_tiny: str) -> None:
    page = visit(
        f"{served_tiny}/order?lang=en&order=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20**b**"
    )
    seen(page, "There is no order '<img src=x onerror=alert(1)> **b**' in this workspace.")
    assert page.alerts == []
