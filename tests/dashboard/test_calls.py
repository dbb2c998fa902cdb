"""The page of calls: the next lead with what to ask, an outcome noted, a call taken back, the way to leads where there are none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.journal import lead_calls
from tests.test_lead_qualification import LEADS, LINES, PORTRAIT


def made(root: Path) -> None:
    """A workspace of these leads, imported."""
    texts = {"leads.csv": LEADS, "order_lines.csv": LINES, "portrait.toml": PORTRAIT}
    exports = root.parent / "exports"
    exports.mkdir()
    for name, text in texts.items():
        (exports / name).write_text(text, "utf-8")
    analysis.import_paths(root, [exports])


@pytest.fixture
def root(built: Callable[..., Path], tmp_path: Path) -> Path:
    """A copy of one build: these tests note calls in it."""
    return Path(shutil.copytree(built(("calls", LEADS), made), tmp_path / "plant"))


def card(shown: Any) -> str:
    return str(next(s.value for s in shown.app.subheader))


def test_one_lead_after_another(screen: Callable[..., Any], root: Path) -> None:
    shown = screen(root, "calls", lang="en")
    assert (
        "Calls for today: 6, of them overdue: 0. Planned for later: 1, not to be called: 2."
        in shown.texts
    )
    worth = next(t for t in shown.texts if t.startswith("Expected amount"))
    assert (
        worth.replace("\u00a0", " ")
        == "Expected amount of today's calls: ₽600,000 (known of 6 of 6)."
    )
    assert card(shown) == "Turbine"
    assert any(t.startswith("Hand over") for t in shown.texts)
    app = shown.app
    next(t for t in app.text_input if t.key.startswith("call-who")).set_value("Anna")
    next(b for b in app.button if b.key.startswith("call-handed over")).click()
    app.run()
    assert not app.exception
    ((call,),) = lead_calls.calls(root).values()
    assert (call.lead_id, call.outcome, call.who) == ("L1", "handed over", "Anna")
    assert card(shown) == "Boiler"


def test_an_answer_goes_with_the_call(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "calls", lang="en", lead="L4").app
    next(t for t in app.text_input if t.key.startswith("call-who")).set_value("Anna")
    next(t for t in app.text_input if t.key.startswith("call-answer-Through")).set_value("no")
    next(b for b in app.button if b.key.startswith("call-reached")).click()
    app.run()
    assert [c.answers for c in lead_calls.calls(root)["L4"]] == [{"Through a tender": "no"}]
    again = screen(root, "calls", lang="en", lead="L4")
    assert any(t.startswith("Hand over") for t in again.texts)  # the answer re-scores it at once


def test_an_answer_that_cannot_be_read_is_not_saved(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "calls", lang="en", lead="L7").app
    next(t for t in app.text_input if t.key.startswith("call-who")).set_value("Anna")
    next(t for t in app.text_input if t.key.startswith("call-answer-need_by")).set_value("soon")
    next(b for b in app.button if b.key.startswith("call-reached")).click()
    app.run()
    assert [e.value.replace("\\", "") for e in app.error] == [
        "“Needed by”: “soon” can't be read: write the day as 31.12.2026. Nothing was saved."
    ]
    assert lead_calls.calls(root) == {}


def test_a_call_without_a_name_is_not_noted(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "calls", lang="en").app
    next(b for b in app.button if b.key.startswith("call-no answer")).click()
    app.run()
    assert len(app.error) == 1
    assert lead_calls.calls(root) == {}


def test_a_call_is_taken_back(screen: Callable[..., Any], root: Path) -> None:
    lead_calls.note_call(root, "L1", "wrong number", "Boris")
    app = screen(root, "calls", lang="en", lead="L1").app
    app.session_state["person"] = "Anna"
    next(b for b in app.button if b.key.startswith("call-undo")).click()
    app.run()
    assert lead_calls.calls(root) == {}


def test_without_leads_the_page_says_how_to_bring_them(
    screen: Callable[..., Any], tiny_root: Path
) -> None:
    shown = screen(tiny_root, "calls", lang="en")
    assert any("There are no leads yet" in m.value for m in shown.app.markdown)


def test_a_lead_is_typed_in_and_taken_back(screen: Callable[..., Any], root: Path) -> None:
    app = screen(root, "calls", lang="en").app
    fields = {t.key: t for t in app.text_input if t.key and t.key.startswith("lead-")}
    fields["lead-company-0"].set_value("New Works")
    fields["lead-expected_amount-0"].set_value("much")
    fields["lead-who-0"].set_value("Anna")
    save = next(b for b in app.button if b.label == "Save")
    save.click()
    app.run()
    assert "write the amount" in app.error[0].value
    next(t for t in app.text_input if t.key == "lead-expected_amount-0").set_value("90k")
    next(b for b in app.button if b.label == "Save").click()
    app.run()
    assert not app.exception
    assert "New Works" in app.success[0].value
    with analysis.open_workspace(root) as ws:
        rows = ws.sql("select expected_amount from leads where company = 'New Works'")
        assert rows["expected_amount"].astype(float).tolist() == [90_000]
    next(b for b in app.button if b.key == "lead-undo-1").click()
    app.run()
    with analysis.open_workspace(root) as ws:
        assert ws.sql("select * from leads where company = 'New Works'").empty


def test_a_question_shows_the_words_that_the_portrait_knows(
    screen: Callable[..., Any], root: Path
) -> None:
    app = screen(root, "calls", lang="en", lead="L8").app
    field = next(t for t in app.text_input if t.key.startswith("call-answer-industry"))
    assert field.placeholder == "energy"
