"""A time equation edited in the table on screen, in a real browser: the file keeps its comments, the estimate changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import analysis
from analysis.actions import settings_changes
from analysis.journal import shared_state
from analysis.journal.settings import settings_editing, settings_history
from tests.dashboard.on_screen import settle

TINY = Path(__file__).parent.parent / "tiny_plant"
EQUATION = """
[[time_equation]]
pool = "Менеджеры"   # measured in March
unit = "hours"
base = 4
"""


def resource_cost(root: Path, order_id: str) -> float:
    with analysis.open_workspace(root) as ws:
        return float(ws.order(order_id)["resource_cost"])


def at_rest(page: Any, table: Any) -> Any:
    """Where the table stands once nothing above it grows any more."""
    boxes: list[Any] = [None]
    while len(boxes) < 4 or any(box != boxes[-1] for box in boxes[-4:]):
        page.wait_for_timeout(500)
        boxes.append(table.bounding_box())
        assert len(boxes) < 60
    return boxes[-1]


def test_a_time_equation_is_edited_in_place(
    serve: Callable[[Path], str], visit: Callable[[str], Any], own_tiny: Path
) -> None:
    root = own_tiny
    settings_changes.write(
        root, (TINY / "settings.toml").read_text("utf-8") + EQUATION, "Орлова", ""
    )
    assert resource_cost(root, "006") == 200  # nothing logged: 4 h × 50
    page = visit(f"{serve(root)}/method?part=settings")
    page.set_viewport_size({"width": 1440, "height": 2300})
    heading = page.get_by_role("heading", name="Формулы трудоёмкости")
    table = heading.locator('xpath=following::*[@data-testid="stDataFrame"][1]')
    table.wait_for()
    table.scroll_into_view_if_needed()
    page.get_by_label("Кто вносит").fill("Пак")
    page.get_by_label("Кто вносит").press("Tab")
    settle(page)  # the name is a run of its own, which would close the cell again
    box = at_rest(page, table)
    page.mouse.dblclick(box["x"] + 340, box["y"] + 52)  # the base, in the first row
    cell = page.locator("input.gdg-input")
    cell.wait_for()
    assert cell.input_value() == "4"
    cell.fill("5")
    cell.press("Enter")
    cell.wait_for(state="hidden")
    settle(page)  # the table's change is a run of its own, in which a click would be lost
    page.get_by_role("button", name="Сохранить и пересчитать").click()
    page.get_by_text("Настройки сохранены").wait_for()
    assert resource_cost(root, "006") == 250  # 5 h × 50
    assert (settings_history.text(root) or "").startswith(
        (TINY / "settings.toml").read_text("utf-8").rstrip()
    )
    newest = shared_state.history(root, "settings")[0]
    assert newest.who == "Пак"
    difference = settings_editing.differences(newest.before, newest.after)
    assert [(d.before, d.after) for d in difference] == [
        ("4 (hours; no log of this pool)", "5 (hours; no log of this pool)")
    ]
