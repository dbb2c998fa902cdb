"""Sales in a browser: the deal that tests/test_deals.py works by hand, typed on, and opened down to an order behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.dashboard.on_screen import seen, settle

LINES = json.dumps([["P-1-N", "P-1", "modified", "3", "700", "200", "100"]])
BETA = quote('НПО "Бета"')
DEAL = f"who={BETA}&lines={quote(LINES)}"


@pytest.mark.parametrize(
    ("lang", "title", "cost", "target"),
    [
        ("ru", "Что ответить на новую сделку?", "2 550 ₽", "3 072 ₽"),
        ("en", "What to answer the next deal?", "₽2,550", "₽3,072"),
    ],
)
def test_a_link_to_a_deal_shows_its_answer(
    visit: Callable[[str], Any], served_tiny: str, lang: str, title: str, cost: str, target: str
) -> None:
    page = visit(f"{served_tiny}/new_deal?lang={lang}&{DEAL}")
    seen(page, cost)
    seen(page, target)
    assert page.inner_text("h1") == title


def test_a_field_that_is_typed_leaves_the_others(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    """20 days at 36.5 % a year and 2 % of penalties: 2,550 ÷ (0.96 − 0.15) = 3,148."""
    page = visit(f"{served_tiny}/new_deal?lang=ru&{DEAL}&rounds=2")
    seen(page, "2 550 ₽")
    days = page.get_by_role("spinbutton", name="Отсрочка, дней")
    days.fill("20")
    days.press("Enter")
    page.wait_for_url(re.compile(r"pays=20"))
    seen(page, "3 148 ₽")
    assert page.get_by_role("spinbutton", name="Кругов согласования").input_value() == "2"
    assert "lines=" in page.url
    assert "rounds=2" in page.url


def test_cells_copied_in_excel_are_pasted_into_the_lines(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    """Two rows of product, base product, kind, pieces and price, as Excel puts them on the clipboard; the client stays."""
    page = visit(f"{served_tiny}/new_deal?lang=ru&who={BETA}&rounds=2")
    seen(page, "Блок ячеек можно вставить из Excel")
    settle(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    rows = "P-1-N\tP-1\tдоработка\t3\t700,00\t200\t100\r\nP-1\t\tserial\t50\t1\u00a0060,50\t\t\r\n"
    page.evaluate("text => navigator.clipboard.writeText(text)", rows)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    page.mouse.click(box["x"] + 80, box["y"] + 52)  # the first cell of the empty row
    page.keyboard.press("Control+V")
    page.wait_for_url(re.compile(r"lines="))
    seen(page, "55,1 тыс. ₽")  # 3 × 700 + 50 × 1,060.50 = 55,125
    asked = parse_qs(urlsplit(page.url).query)
    lines = json.loads(asked["lines"][0])
    assert lines[0] == ["P-1-N", "P-1", "modified", "3", "700,00", "200", "100"]
    assert lines[1][:5] == ["P-1", "", "serial", "50", "1\u00a0060,50"]
    assert (asked["who"], asked["rounds"]) == (['НПО "Бета"'], ["2"])


def test_an_order_like_it_opens(visit: Callable[[str], Any], served_tiny: str) -> None:
    page = visit(f"{served_tiny}/new_deal?lang=ru&{DEAL}")
    seen(page, "2 550 ₽")
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.wait_for()
    page.wait_for_timeout(600)
    table.click(position={"x": 30, "y": 52})  # the first row under the titles
    page.wait_for_url(re.compile(r"/order\?.*order=003"))


def test_without_offers_the_page_says_what_to_import(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/quotes?lang=ru")
    seen(page, "Коммерческих предложений пока нет")
