"""Leads typed in: rows of the workspace beside those of files, with who and undo; what can't be taken is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis
from analysis import DealfitError
from analysis.actions import change_history, lead_entry
from analysis.journal import shared_state, typed_leads

GIVEN = {
    "company": "  ООО «Новый   завод» ",
    "phone": "8 (495) 012-34-56",
    "wants": "modified",
    "expected_amount": "350 тыс. руб.",
    "need_by": "01.03.2027",
    "employees": "1 200 чел.",
    "industry": "",
}


def test_a_lead_typed_in_is_a_row_like_any_other_and_is_taken_back(own_tiny: Path) -> None:
    code = lead_entry.enter(own_tiny, GIVEN, " Anna ")
    with analysis.open_workspace(own_tiny) as ws:
        [row] = ws.sql("select * from leads where lead_id = 'new-1'").to_dict("records")
        [judged] = ws.sql("select * from lead_qualification").to_dict("records")
        assert ws.guilty("a_lead_is_there_once").empty
    assert code == "new-1"
    assert (row["company"], row["phone"], row["wants"]) == (
        "ООО «Новый завод»",
        "8 (495) 012-34-56",
        "modified",
    )
    assert (float(row["expected_amount"]), row["employees"]) == (350_000, 1200)
    assert str(row["need_by"])[:10] == "2027-03-01"
    assert (judged["company"], judged["deal_type"]) == ("ООО «Новый завод»", "complex")
    change, _ = change_history.read(own_tiny)[0]
    assert (change.what, change.key, change.who) == ("lead", "new-1", "Anna")
    assert change_history.can_undo(change)
    change_history.undo(own_tiny, change, "Boris", "twice")
    with analysis.open_workspace(own_tiny) as ws:
        assert ws.sql("select * from leads").empty
    assert not change_history.can_undo(change_history.read(own_tiny)[0][0])
    with pytest.raises(DealfitError, match="taken back already"):
        lead_entry.undo(own_tiny, 1, "Anna")


@pytest.mark.parametrize(
    ("given", "who", "match"),
    [
        ({"phone": "8 495 012-34-56"}, "Anna", "Name the company"),
        ({"company": " "}, "Anna", "Name the company"),
        ({"company": "A"}, " ", "name"),
        ({"company": "A", "need_by": "soon"}, "Anna", "write the day as 31.12.2026"),
        ({"company": "A", "expected_amount": "much"}, "Anna", "write the amount"),
        ({"company": "A", "purchase_cycle_days": "0"}, "Anna", "write a whole number"),
    ],
)
def test_what_a_lead_needs(tmp_path: Path, given: dict[str, str], who: str, match: str) -> None:
    with pytest.raises(DealfitError, match=match):
        typed_leads.record(tmp_path, given, who)
    assert typed_leads.read(tmp_path) == []


def test_a_damaged_entry_is_named(tmp_path: Path) -> None:
    typed_leads.record(tmp_path, {"company": "A"}, "Anna")
    with shared_state.opened(tmp_path) as con:
        con.execute("update typed_leads set content = '[]'")
    with pytest.raises(DealfitError, match=r"typed in \(1\) can't be read"):
        typed_leads.read(tmp_path)
