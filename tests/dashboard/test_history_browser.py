"""Back undoes one click with one press, and the language changes nothing but words: what only a browser can tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.dashboard.on_screen import seen, settle, speak


def _entries(page: Any) -> int:
    return int(page.evaluate("history.length"))


def _click_first_row(page: Any) -> None:
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.wait_for()
    settle(page)
    table.click(position={"x": 60, "y": 52})


def test_back_undoes_one_click_with_one_press(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/?lang=en&since=2025-01-01")
    settle(page)
    at_first = _entries(page)
    _click_first_row(page)
    page.wait_for_url(re.compile(r"/client\?"))
    seen(page, "−₽900")
    settle(page)
    assert _entries(page) == at_first + 1
    page.locator(".st-key-noprint-slice").get_by_label("Period").click()
    page.get_by_role("option", name="This year").click()
    page.wait_for_url(re.compile("until=2025-12-31"))
    settle(page)
    assert _entries(page) == at_first + 2
    page.go_back()
    page.wait_for_url(lambda address: "/client?" in address and "until=" not in address)
    settle(page)
    assert "2025-12-31" not in page.inner_text('[class*="st-key-quiet-scope"]')
    page.go_back()
    seen(page, "Who brings the profit")
    assert re.search(r"/\?(?!.*id=).*since=2025-01-01", page.url)
    page.go_forward()
    page.wait_for_url(re.compile(r"/client\?"))
    seen(page, "−₽900")


def test_a_change_of_language_keeps_the_slice(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/?lang=ru")
    settle(page)
    page.locator(".st-key-noprint-slice").get_by_label("Период").click()
    page.get_by_role("option", name="Этот год").click()
    page.wait_for_url(re.compile("since=2025-01-01"))
    for name, title in (("EN", "Who brings"), ("RU", "Кто приносит"), ("EN", "Who brings")):
        settle(page)
        speak(page, name)
        seen(page, title)
        settle(page)
        assert "since=2025-01-01" in page.url
        assert "until=2025-12-31" in page.url
