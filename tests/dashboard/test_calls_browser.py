"""A telemarketer's morning in the browser: twenty calls, keyboard only; what was answered decides at once, what wasn't called comes first
tomorrow."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal import lead_calls
from analysis.leads import calling
from tests.dashboard.on_screen import seen, settle
from tests.test_lead_qualification import LINES, PORTRAIT

TODAY = dt.date.today()
MOST_TABS = 80
STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'
KEYS = ("Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+7")
OUTCOMES = dict(
    zip(KEYS, ("no answer", "later", "not interested", "wrong number", "handed over"), strict=True)
)


def day(n: int) -> str:
    return (TODAY + dt.timedelta(days=n)).isoformat()


def leads() -> str:
    """Twenty-four whose need is now, the larger the earlier: Lead 01 is worth most, and whether it buys by tender isn't known."""
    head = "Lead ID,Company,Industry,Through a tender,Wants,Expected amount,Lead time days,Last purchase,Purchase cycle days,Phone\n"
    return head + "".join(
        f"L{n:02},Lead {n:02},energy,{'' if n in (1, 2) else 'no'},serial,{400_000 - n * 1000},20,{day(-400)},365,"
        f"8 (495) 012-34-{n:02}\n"
        for n in range(1, 25)
    )


@pytest.fixture
def root(built: Callable[..., Path], tmp_path: Path) -> Path:
    def made(root: Path) -> None:
        texts = {"leads.csv": leads(), "order_lines.csv": LINES, "portrait.toml": PORTRAIT}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, "utf-8")
        analysis.import_paths(root, [tmp_path / name for name in texts])

    return Path(shutil.copytree(built(("morning", day(0)), made), tmp_path / "plant"))


def card(page: Any, n: int) -> None:
    """Waits until the lead's card is there with its keys, and nothing runs."""
    page.wait_for_selector(f'{STILL} [class*="st-key-call-handed-over-L{n:02}-"]')
    assert page.inner_text(".st-key-call-card h3") == f"Lead {n:02}"


def type_into(page: Any, label: str, text: str) -> None:
    """Reached with the tabulator, taken over with Enter."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate("document.activeElement.getAttribute('aria-label') || ''")
        if found.startswith(label):
            break
    else:
        raise AssertionError(f"no field {label!r} within {MOST_TABS} tabs")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    settle(page)


def test_twenty_calls_by_keyboard(
    visit: Callable[[str], Any], serve: Callable[[Path], str], root: Path
) -> None:
    page = visit(f"{serve(root)}/calls?lang=en")
    card(page, 1)
    assert page.locator("a[href='tel:+74950123401']").count() == 1
    type_into(page, "Through a tender", "no")
    type_into(page, "Who makes the change", "Anna")
    page.keyboard.press("Alt+1")  # reached: the answer makes it one to hand over
    seen(page, "Noted: Lead 01.")
    card(page, 2)
    assert lead_calls.calls(root)["L01"][0].answers == {"Through a tender": "no"}
    type_into(page, "Through a tender", "yes")
    page.keyboard.press("Alt+1")  # ruled out by what it answered: it leaves the list
    for n in range(3, 20):
        card(page, n)
        page.keyboard.press(KEYS[n % len(KEYS)])
    card(page, 20)
    page.keyboard.press("Alt+0")
    card(page, 19)  # the call is taken back, its lead is there again
    type_into(page, "Note", "they closed")
    page.keyboard.press("Alt+6")
    card(page, 20)

    noted = {lead: each[-1].outcome for lead, each in lead_calls.calls(root).items()}
    expected = {f"L{n:02}": OUTCOMES[KEYS[n % len(KEYS)]] for n in range(3, 19)}
    assert noted == {"L01": "reached", "L02": "reached", **expected, "L19": "declined"}
    assert {call.who for each in lead_calls.calls(root).values() for call in each} == {"Anna"}
    days = WorkingDays()
    later = [c for each in lead_calls.calls(root).values() for c in each if c.outcome == "later"]
    assert {call.due_on for call in later} == {days.after(TODAY, 3)}

    tomorrow = days.after(TODAY)
    with analysis.open_workspace(root) as ws:
        found = calling.of_day(ws, tomorrow).tasks
    not_called = [f"L{n:02}" for n in range(20, 25)]
    overdue = [task.lead.lead_id for task in found if task.when == "overdue"]
    assert set(overdue) >= set(not_called)
    assert next(task.when for task in found if task.lead.lead_id == "L01") == "today"
    assert found[0].when == "overdue"
    out = Counter(task.out_by for task in found if task.when == "out")
    assert out["decline"] == 1  # L02
    assert out["declined"] == 1
    assert page.alerts == []
