"""The page of clients that are due: both figures of the test stand on it, and whether due days are shown follows from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import analysis
from tests.dashboard.on_screen import seen
from tests.test_due_clients import made


def test_a_cycle_is_shown_with_both_figures(
    screen: Callable[..., Any], built: Callable[..., Path], tmp_path: Path
) -> None:
    shown = screen(made(built, tmp_path, is_regular=True), "due_clients", lang="en")
    said = next(t for t in shown.texts if t.startswith("Clients keep to their usual gaps"))
    best, recency = (float(n) for n in re.findall(r"([\d.]+)%", said))
    assert best > 85 > recency
    assert any(t.startswith("Of 40 clients 40 are active") for t in shown.texts)


def test_due_clients_stand_beside_the_leads_to_call(
    screen: Callable[..., Any], built: Callable[..., Path], tmp_path: Path
) -> None:
    shown = screen(made(built, tmp_path, is_regular=True), "calls", lang="en")
    assert any(s.value.startswith("Clients that may buy again") for s in shown.app.subheader)


def test_what_qualification_needs_is_said(
    screen: Callable[..., Any], tiny: analysis.Workspace
) -> None:
    shown = screen(tiny.root, "qualification", lang="en")
    assert any(t.startswith("There is nothing to tell yet") for t in shown.texts)


def test_too_few_purchases_say_so(screen: Callable[..., Any], tiny: analysis.Workspace) -> None:
    shown = screen(tiny.root, "due_clients", lang="ru")
    assert any("нужно покупателей не меньше 30" in t for t in shown.texts)


def test_both_figures_are_read_in_a_browser(
    visit: Callable[[str], Any],
    serve: Callable[[Path], str],
    built: Callable[..., Path],
    tmp_path: Path,
) -> None:
    """Purchases at random: where something beats recency it is no cycle, and no due day is shown."""
    page = visit(f"{serve(made(built, tmp_path, is_regular=False))}/due_clients?lang=en")
    seen(page, "A coin would get 50%.")
    said = page.inner_text("body")
    best, recency = (float(n) for n in re.findall(r"in ([\d.]+)%", said)[:2])
    assert (best > recency) == ("No cycle is seen in the purchases" in said)
    assert "Expected from" not in said
