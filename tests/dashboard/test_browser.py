"""What only a browser can tell: numbers on screen, links, clicks, names of hostile clients."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import analysis
from tests.dashboard.conftest import HOSTILE
from tests.dashboard.on_screen import go_through, seen

BETA = 'НПО "Бета"'


def body(page: Any) -> str:
    return re.sub(r"\s+", " ", page.inner_text("body"))


@pytest.mark.parametrize(
    ("path", "title", "number"),
    [
        ("/?lang=ru", "Что произошло и что решить?", "4 450 ₽"),
        ("/?lang=en", "What happened, and what to decide?", "₽4,450"),
        (
            "/clients?lang=ru",
            "Какие клиенты приносят прибыль, а какие только по учёту?",
            "1 150 ₽ из 5 600 ₽",
        ),
        (
            "/clients?lang=en",
            "Which clients earn, and which only look like it?",
            "₽1,150 of ₽5,600",
        ),
        (f"/client?id={quote(BETA)}", BETA, "−900 ₽"),
        (f"/client?lang=en&id={quote(BETA)}", BETA, "−₽900"),
    ],
)
def test_a_number_on_each_page_in_both_languages(
    visit: Callable[[str], Any], served_tiny: str, path: str, title: str, number: str
) -> None:
    page = visit(served_tiny + path)
    seen(page, title)
    seen(page, number)
    assert page.inner_text("h1") == title


def test_a_copied_link_shows_the_same_view_in_a_fresh_session(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    first = visit(f"{served_tiny}/clients?lang=en")
    first.get_by_role("button", name="Filters").click()
    first.get_by_label("Managers").click()
    first.get_by_role("option", name="Петров").click()
    first.wait_for_url(re.compile("manager="))
    seen(first, "managers: Петров")
    second = visit(first.url)
    seen(second, "managers: Петров")
    assert second.inner_text("h1") == first.inner_text("h1")


def test_the_scope_and_language_survive_the_navigation(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/?lang=en&kind=custom")
    seen(page, "₽5,000")
    go_through(page, "Clients")
    seen(page, "Which clients earn")
    page.wait_for_url(re.compile(r"/clients\?.*kind=custom"))
    seen(page, "kind of order: custom")
    page.go_back()
    seen(page, "Who brings the profit")
    seen(page, "₽5,000")


def test_a_click_on_a_row_opens_the_client_with_the_scope(
    visit: Callable[[str], Any], served_tiny: str
) -> None:
    page = visit(f"{served_tiny}/?lang=en&since=2025-01-01")
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.wait_for()
    page.wait_for_timeout(600)
    table.click(position={"x": 60, "y": 52})  # the first row under the titles: who eats most
    page.wait_for_url(re.compile(r"/client\?"))
    seen(page, "A hidden loss: the book says the client brings ₽2,000, truly it is −₽900")
    assert "since=2025-01-01" in page.url
    assert "lang=en" in page.url


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_a_hostile_name_is_shown_letter_by_letter(
    visit: Callable[[str], Any], served_hostile: str, place: int
) -> None:
    page = visit(f"{served_hostile}/client?lang=en&id={place}")
    seen(page, "₽10K")
    assert page.inner_text("h1").replace("\u2060", "") == HOSTILE[place]
    assert page.locator("h1 b, h1 a, h1 code, h1 strong, h1 .katex").count() == 0
    assert page.alerts == []


def test_hostile_names_in_charts_tables_and_filters(
    visit: Callable[[str], Any], served_hostile: str
) -> None:
    page = visit(f"{served_hostile}/clients?lang=en&client=0&client=2&family={quote(HOSTILE[2])}")
    page.locator(".js-plotly-plot").first.wait_for()
    page.wait_for_timeout(500)
    assert f"clients: {HOSTILE[0]}, {HOSTILE[2]}" in body(page)
    assert HOSTILE[2][:27] in body(page).replace(
        "\u00a0", " "
    )  # the name on the map, cut to its first letters
    assert page.locator("svg a, .js-plotly-plot b, .js-plotly-plot script").count() == 0
    assert page.alerts == []


def test_nothing_is_asked_of_another_host(
    visit: Callable[[str], Any], served_tiny: str, browser: Any
) -> None:
    context = browser.new_context()
    context.set_default_timeout(120_000)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served_tiny)
    page.locator(".js-plotly-plot").first.wait_for()
    context.close()
    foreign = [
        url
        for url in asked
        if not url.startswith((served_tiny, served_tiny.replace("http", "ws"), "data:", "blob:"))
    ]
    assert foreign == []


def test_an_open_page_offers_new_data(
    visit: Callable[[str], Any], serve: Callable[[Path], str], bare_root: Path
) -> None:
    page = visit(serve(bare_root) + "/?lang=en")
    seen(page, "₽1,000")
    more = bare_root.parent / "more.csv"
    more.write_text("order_id,client_name,order_date,revenue\n3,A,2025-03-10,500\n", "utf-8")
    analysis.import_paths(bare_root, [more])
    seen(page, "New data has arrived.")
    assert "₽1,000" in body(page)  # the page stays on what it showed until it is asked
    page.get_by_role("button", name="Refresh").click()
    seen(page, "₽1,500")
