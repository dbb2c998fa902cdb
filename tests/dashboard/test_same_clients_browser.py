"""Two spellings become one client in a real browser, and two again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from tests.dashboard.on_screen import seen
from tests.dashboard.test_same_clients import LINES


@pytest.fixture
def root(plant: Callable[..., analysis.Workspace]) -> Path:
    with plant(order_lines=LINES) as ws:
        return ws.root


def test_two_spellings_become_one_client_and_two_again(
    visit: Callable[[str], Any], serve: Callable[[Path], str], root: Path
) -> None:
    page = visit(serve(root) + "/same_clients?lang=en")
    seen(page, "2 pairs are alike, with 4 clients and 95.0% of the revenue in them.")
    assert (
        page.locator("main b, a[href*='evil']").count() == 0
    )  # names with markup stand letter by letter
    card = page.locator(".st-key-pair-0")
    card.get_by_role("radio", name="One client").or_(
        card.get_by_role("button", name="One client")
    ).first.click()
    seen(page, "Whose name and id stay")
    page.get_by_label("Who makes the change").fill("Anna")
    page.get_by_label("Why").fill("checked")
    page.get_by_label("Why").press("Tab")
    page.get_by_role("button", name="Keep the answers (1)").click()
    seen(page, "Kept: one client, 1 pair; different, 0 pairs.")
    seen(page, 'OOO «АЛЬФА» counts as ООО "Альфа" (id K-1) · Anna')
    seen(page, "1 pair is alike, with 2 clients and 25.0% of the revenue in them.")
    page.get_by_role("button", name="Take apart").click()
    seen(page, "A client of its own again: OOO «АЛЬФА».")
    seen(page, "2 pairs are alike")
    seen(page, "Nobody is merged.")
    assert page.alerts == []
