"""Questions before the import: found in the cells, answered by a mapping, in force for all rows, asked no more when it is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.errors import BadMapping, UnreadableFile
from analysis.intake import FileMapping, load_mapping
from analysis.intake.columns.workbook_tables import Beginning
from analysis.intake.questions import KINDS
from analysis.intake.rows.preview import first_rows, proposal
from analysis.intake.rows.questions import asking
from analysis.journal.settings import saved_mappings
from tests.intake.conftest import Taker

ENGLISH = "order_id,client_name,order_date,revenue\n1,A,01/02/2025,5\n2,B,03/04/2025,7.50\n"
RUSSIAN = (
    "Номер заказа;Контрагент;Дата;Выручка\n1;А;01/02/2025;5\n2;А;03/04/2025;8,25\nИтого;;;13,25\n"
)


def told(answer: str, header: str = "order_date") -> FileMapping:
    return FileMapping(answers={f"day_or_month:{header}": answer})


def test_every_kind_is_asked_and_has_a_safe_reading() -> None:
    assert set(asking.ORDER) == set(KINDS)
    assert all(len(kind) > 1 for kind in KINDS.values())


def test_without_an_answer_the_safe_reading_and_the_money_at_stake(taking: Taker) -> None:
    with pytest.raises(UnreadableFile) as error:
        taking.text(ENGLISH)
    [question] = error.value.questions
    assert (question.id, question.answers, question.taken) == (
        "day_or_month:order_date",
        ("refuse", "dmy", "mdy"),
        "refuse",
    )
    assert question.stake == Decimal("12.50")

    taken = taking.text(RUSSIAN)
    [question] = taken.report.questions
    assert (question.answers, question.answer, question.taken) == (("dmy", "mdy"), "", "dmy")
    assert question.stake == Decimal("13.25"), "the totals row is no money"
    assert taken.rows[0]["order_date"] == dt.date(2025, 2, 1)


@pytest.mark.parametrize(
    ("answer", "day"), [("dmy", dt.date(2025, 2, 1)), ("mdy", dt.date(2025, 1, 2))]
)
def test_an_answer_holds_for_every_row(taking: Taker, answer: str, day: dt.date) -> None:
    taken = taking.text(ENGLISH, mapping=told(answer))
    assert taken.rows[0]["order_date"] == day
    assert taken.report.questions[0].answer == answer
    assert taking.text(RUSSIAN, mapping=told(answer, "Дата")).rows[0]["order_date"] == day
    assert taking.text(RUSSIAN, mapping=told(answer, "Дата")).report.warnings == ()
    sheet = [["order_id", "client_name", "order_date", "revenue"], ["1", "A", "01/02/2025", 5]]
    assert taking.sheet(sheet, mapping=told(answer)).rows[0]["order_date"] == day


def test_a_file_that_decides_by_itself_asks_nothing(taking: Taker) -> None:
    taken = taking.text(ENGLISH + "3,C,28/02/2025,1\n", mapping=told("mdy"))
    assert taken.report.questions == ()
    assert taken.rows[0]["order_date"] == dt.date(2025, 2, 1), "what the cells prove stands"


def test_the_look_and_the_preview_ask_and_follow(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ENGLISH, "utf-8")
    [seen] = proposal.look(path)
    assert [q.id for q in seen.questions] == ["day_or_month:order_date"]
    [seen] = proposal.look(path, mapping=told("mdy"))
    assert [q.answer for q in seen.questions] == ["mdy"]
    shown = first_rows.preview(path, mapping=told("mdy"))
    assert shown.rows[0]["order_date"] == dt.date(2025, 1, 2)
    assert shown.questions[0].answer == "mdy"


def test_answers_are_kept_in_a_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(told("dmy").to_toml(), "utf-8")
    assert dict(load_mapping(path).answers) == {"day_or_month:order_date": "dmy"}
    assert load_mapping(path).fingerprint == told("dmy").fingerprint != FileMapping().fingerprint
    path.write_text('[answers]\n"day_of_month:Date" = "dmy"\n', "utf-8")
    with pytest.raises(BadMapping, match=r"'day_of_month:Date' is no question") as error:
        load_mapping(path)
    assert error.value.code == "mapping_unknown_question"
    path.write_text('[answers]\n"day_or_month:Date" = "dym"\n', "utf-8")
    with pytest.raises(
        BadMapping, match=r"can't be answered by 'dym': answer one of refuse, dmy, mdy"
    ):
        load_mapping(path)


def test_an_answer_about_a_month_holds_for_the_next_month(tmp_path: Path) -> None:
    mapping = FileMapping("order_lines", answers={"day_or_month:Дата, январь": "dmy"})
    saved_mappings.save(tmp_path, ["Заказ", "Клиент", "Дата, январь", "Выручка"], mapping, "Анна")
    found = saved_mappings.find(
        tmp_path, Beginning((("Заказ", "Клиент", "Дата, февраль", "Выручка"),), (1,))
    )
    assert found is not None
    assert dict(found.answers) == {"day_or_month:Дата, февраль": "dmy"}
