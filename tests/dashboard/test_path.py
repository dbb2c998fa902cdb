"""The page of the path: what it says of the sales worked by hand, a deal's card, a step recorded and taken back, the way to the desk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions import change_history
from analysis.journal import sale_entries
from tests.dashboard.on_screen import seen, settle
from tests.test_sale_tables import TEXTS


@pytest.fixture(scope="module")
def told(built: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    def made(root: Path) -> None:
        folder = tmp_path_factory.mktemp("path") / "exports"
        folder.mkdir()
        for name, text in TEXTS.items():
            (folder / name).write_text(text, "utf-8")
        analysis.import_paths(root, [folder])

    return built(("path", *TEXTS.values()), made)


@pytest.fixture
def root(told: Path, tmp_path: Path) -> Path:
    """A copy of one build: these tests record steps in it."""
    return Path(shutil.copytree(told, tmp_path / "plant"))


def deal(root: Path, deal_id: str) -> Any:
    with analysis.open_workspace(root) as ws:
        found = ws.sql(f"select * from sale_deals where deal_id = '{deal_id}'")
        return found.iloc[0] if len(found) else None


def press(app: Any, name: str) -> None:
    """Records what a form holds."""
    next(b for b in app.button if f"path-{name}-" in (b.form_id or "")).click()
    app.run()
    assert not app.exception


def test_one_screen_says_where_sales_stick_and_what_they_cost(
    screen: Callable[..., Any], told: Path
) -> None:
    """W took 10 h × 50 + 2 h × 100 = 700, L 5 h × 50 = 250 and 3 h without a rate: 950 for one won deal."""
    shown = screen(told, "path", lang="en")
    texts = "\n".join(shown.texts)
    assert "A won deal costs at least ₽950 of sellers' hours" in texts
    assert "₽700 by itself (won: 1); 3 h more have no rate" in texts
    assert "Lost deals took 8 h, those that ended with no decision 0 h" in texts
    assert "The reason is unknown of 1 of 1 (100%)" in texts
    assert "Won 1 of 3: 33%" in texts
    assert not shown.app.exception


def test_a_step_is_recorded_and_taken_back(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "path", lang="en", deal="O").app
    next(t for t in app.text_input if t.key.startswith("path-step-O") and "who" in t.key).set_value(
        "Ким"
    )
    next(n for n in app.number_input if n.key.startswith("path-step-O")).set_value(2.0)
    press(app, "step")
    (entry,) = sale_entries.read(root)
    assert (entry.deal_id, entry.who) == ("O", "Ким")
    now = deal(root, "O")
    assert (now["stage_no"], now["hours"], float(now["hours_cost"])) == (2, 3, 150)
    next(b for b in app.button if (b.key or "").startswith("path-undo-")).click()
    app.run()
    assert not app.exception
    assert sale_entries.read(root) == []
    assert deal(root, "O")["stage_no"] == 1
    assert [c.what for c, _ in change_history.read(root)][:2] == ["sale", "sale"]


def test_a_step_without_a_name_is_not_recorded(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "path", lang="en", deal="O").app
    press(app, "step")
    assert len(app.error) == 1
    assert sale_entries.read(root) == []


def test_a_lead_without_a_deal_begins_one(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "path", lang="en", lead="L2").app
    next(t for t in app.text_input if "who" in t.key).set_value("Ким")
    press(app, "step")
    begun = deal(root, "S-1")
    assert (begun["lead_id"], begun["stage_no"], begun["company"]) == ("L2", 1, "Гамма")


def test_an_unknown_deal_is_named(screen: Callable[..., Any], told: Path) -> None:
    app = screen(told, "path", lang="en", deal="none").app
    assert any("none" in w.value for w in app.warning)
    assert not app.exception


def test_without_deals_the_page_says_how_to_bring_them(
    screen: Callable[..., Any], tiny_root: Path
) -> None:
    shown = screen(tiny_root, "path", lang="en")
    assert any("There are no deals yet" in m.value for m in shown.app.markdown)


def test_the_history_tells_of_a_step(screen: Callable[..., Any], root: Path) -> None:
    person = sale_entries.RecordedPerson("O", "Петров", "ЛПР", lead_id="L1", stance="against")
    sale_entries.record(root, person, "Ким")
    app = screen(root, "method", lang="en", part="history").app
    assert not app.exception


def test_in_a_browser_a_step_is_recorded_taken_back_and_followed_to_the_desk(
    visit: Callable[[str], Any],
    serve: Callable[[Path], str],
    root: Path,
) -> None:
    page = visit(f"{serve(root)}/path?lang=en&deal=O")
    seen(page, "Deal O: overdue. At “Relations established”")
    page.get_by_label("Who makes the change").first.fill("Ким")
    page.get_by_role("button", name="Record").first.click()
    seen(page, "At “АПР, ЛПР and ЛВР identified”")
    assert [entry.deal_id for entry in sale_entries.read(root)] == ["O"]
    settle(page)
    page.get_by_role("button", name="Take the entry back").click()
    seen(page, "The entry was taken back.")
    assert sale_entries.read(root) == []
    settle(page)
    page.get_by_role("link", name="Cost the deal").click()
    page.wait_for_url(re.compile(r"new_deal.*who="))
    seen(page, "Back to deal O")
    assert "need=2027-03-01" in page.url
    page.get_by_role("link", name="Back to deal O").click()
    page.wait_for_url(re.compile(r"/path.*deal=O"))
