"""Sales in a browser: the deal that tests/test_deals.py works by hand, typed on, and opened down to an order behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.dashboard.on_screen import seen

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
