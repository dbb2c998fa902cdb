"""What a browser test waits for and clicks on every page: a text, the end of all runs, a door, the language."""

from __future__ import annotations

from typing import Any


def seen(page: Any, text: str) -> None:
    """Waits until the text is on the page, whatever its spaces are."""
    page.wait_for_function(
        "wanted => document.body.innerText.replace(/\\s+/g, ' ').includes(wanted)", arg=text
    )


def settle(page: Any) -> None:
    """Waits until nothing runs: a click in the middle of a run is lost."""
    still = '[data-testid="stApp"][data-test-script-state="notRunning"]'
    page.wait_for_selector(still)
    page.wait_for_timeout(500)
    page.wait_for_selector(still)


def go_through(page: Any, door: str, view: str | None = None) -> None:
    """Opens a door, then a page of its switch."""
    page.locator(".st-key-noprint-doors").get_by_role("link", name=door, exact=True).click()
    if view is not None:
        page.locator(".st-key-noprint-switch").get_by_role("link", name=view, exact=True).click()


def speak(page: Any, language: str) -> None:
    page.locator(".st-key-tools").get_by_text(language, exact=True).click()  # RU, EN
