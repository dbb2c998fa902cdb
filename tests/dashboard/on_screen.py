"""What a browser test waits for: a text on the page, and the end of all runs of its script."""

from __future__ import annotations

from typing import Any


def seen(page: Any, text: str, timeout: int = 30_000) -> None:
    """Waits until the text is on the page, whatever its spaces are."""
    page.wait_for_function(
        "wanted => document.body.innerText.replace(/\\s+/g, ' ').includes(wanted)", arg=text, timeout=timeout
    )


def settle(page: Any) -> None:
    """Waits until nothing runs: a click in the middle of a run is lost."""
    still = '[data-testid="stApp"][data-test-script-state="notRunning"]'
    page.wait_for_selector(still, timeout=30_000)
    page.wait_for_timeout(500)
    page.wait_for_selector(still, timeout=30_000)
