"""The doors: every page behind one, every former address at its view."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard import links
from dashboard.top import doors
from tests.dashboard.on_screen import seen, settle


def test_every_page_is_behind_one_door_and_there_are_eight_and_a_gear() -> None:
    assert list(doors.DOORS)[-1] == doors.GEAR
    assert len(doors.PAGES) == len(set(doors.PAGES))
    assert all(Path(links.page(page)).is_file() for page in doors.PAGES)
    assert doors.of("client") == "clients"
    assert doors.of("order") == "orders"


@pytest.mark.parametrize(
    ("page", "address", "place"),
    [
        ("clients", {"sort": ["hours"], "way": ["ascending"]}, "client_table"),
        ("clients", {"manager": ["Петров"]}, None),
        ("capacity", {"part": ["rates"]}, "rates"),
        ("capacity", {"part": ["load"], "pool": ["КБ"]}, "occupants"),
        ("capacity", {"part": ["load"]}, None),
        ("method", {"part": ["checks"], "check": ["x"]}, "checks"),
        ("method", {"part": ["settings"]}, None),
        ("data", {"check": ["x"]}, "checks"),
        ("client", {"id": ["1"]}, None),
    ],
)
def test_a_former_address_leads_to_its_view(
    page: str, address: dict[str, list[str]], place: str | None
) -> None:
    assert doors.moved(page, address) == place


def test_products_and_managers_stand_with_their_profit(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "products", by="manager")
    table = shown.app.dataframe[0].value
    assert table["group"].tolist() == ["Иванова", "Петров", "вне заказов"]
    assert table["true_profit"].tolist() == pytest.approx([5550, -900, -200])
    assert (
        "Больше всех приносит «Иванова»: 5 550 ₽ при реальной рентабельности 34,7 %." in shown.texts
    )  # of 16,000: 006 has no hours
    found = (
        screen(tiny_root, "products", by="product", find="T-1", lang="en").app.dataframe[0].value
    )
    assert found["product"].tolist() == ["T-1", "T-1-M"]


def test_groups_that_the_data_do_not_name_say_what_would(
    screen: Callable, bare_root: Path, tiny_root: Path
) -> None:
    shown = screen(bare_root, "products")
    assert not shown.app.dataframe
    assert any("Групп изделий в данных нет" in m.value for m in shown.app.markdown)
    assert shown.address == {"by": ["product_family"]}
    by_family = screen(tiny_root, "products", lang="en")
    assert [s.value for s in by_family.app.subheader] == ["True profit", "Every figure"]


def test_a_column_that_nobody_knows_is_not_shown(screen: Callable, hostile_root: Path) -> None:
    table = screen(hostile_root, "products", by="product_family").app.dataframe[0].value
    assert "book_profit" in table
    assert "true_profit" not in table


def test_the_search_leads_to_a_client_by_the_keyboard(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/capacity?lang=en&since=2025-01-01")
    settle(page)
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.reload()
    settle(page)
    assert refused == []  # the console of a page opened by its address stays empty
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == "Load · Resources · Dealfit"
    page.keyboard.press("Control+k")
    page.keyboard.type("бета")
    page.locator(".st-key-found a").first.wait_for(timeout=60_000)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/client\?"), timeout=60_000)
    seen(page, "−₽900")
    settle(page)
    assert page.title() == 'НПО "Бета" · Clients · Dealfit'
    assert "since=2025-01-01" in page.url
    page.go_back()
    page.wait_for_url(re.compile(r"/capacity\?"), timeout=60_000)
    settle(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("бета")
    page.keyboard.press("Enter")  # before anything is found: what is found then is one thing
    page.wait_for_url(re.compile(r"/client\?"), timeout=60_000)
    settle(page)
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    for part in ("noprint-doors", "noprint-slice", "noprint-choose"):
        assert not page.locator(f".st-key-{part}").is_visible()
    assert page.locator("h1").is_visible()


def test_an_address_of_no_page_opens_today_and_says_so_in_the_page_s_language(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/nosuch?lang=ru")
    seen(page, "Страницы «nosuch» нет: открыта «Сегодня».")
    assert page.get_by_role("dialog").count() == 0
    page = visit(f"{served_tiny}/overview?lang=ru")
    seen(page, "Что произошло и что решить?")
    assert page.get_by_text("Страницы").count() == page.get_by_role("dialog").count() == 0
