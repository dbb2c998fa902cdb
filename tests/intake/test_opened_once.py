"""A workbook is opened once by us (calamine opens it by its name once more); the rows of a sheet of values alone pass by once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from analysis import intake
from analysis.intake.files.limits import check_workbook
from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.sheets.details import Details

from .reports import ROMASHKA, STACKED, ods, xls, xlsx

_opened: list[str] = []  # names of files, since a test began to listen
_listens = False


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _listens and event == "open":
        _opened.append(str(arguments[0]))


sys.addaudithook(_hear)  # for good: Python takes none off


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    _opened.clear()
    monkeypatch.setattr(sys.modules[__name__], "_listens", True)
    return _opened


@pytest.mark.parametrize(("made", "name"), [(xlsx, "a.xlsx"), (ods, "a.ods"), (xls, "a.xls")])
def test_a_report_is_opened_once(
    tmp_path: Path, opened: list[str], made: Callable[..., Path], name: str
) -> None:
    path = made(tmp_path / name, STACKED, ROMASHKA)
    opened.clear()
    taken = intake.take_in(
        path,
        import_id="000001-001",
        accepted=tmp_path / "accepted.parquet",
        rejected=tmp_path / "rejected.parquet",
    )
    assert taken.rows_accepted > 0
    assert opened.count(str(path)) == 1


def _sheet(path: Path, write: Callable[[xlsxwriter.Workbook, object], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("A")
        for row in range(3):
            sheet.write_row(row, 0, ["x", row])
        sheet.merge_range(4, 1, 5, 3, "merged")
        write(book, sheet)
    return path


def _once(path: Path) -> tuple[bool, Details, Details]:
    """Whether the check saw rows of values alone; the details of the sheet after it, and without it."""
    book = WorkbookFile(path)
    check_workbook(book)
    return bool(book.plain_tails), Details(book, "A"), Details(WorkbookFile(path), "A")


@pytest.mark.parametrize(
    ("write", "is_plain"),
    [
        (lambda book, sheet: None, True),
        (lambda book, sheet: sheet.write_formula(9, 0, "=A1", None, 7), False),
        (lambda book, sheet: sheet.write_formula(9, 0, "=1/0", None, "#DIV/0!"), False),
        (lambda book, sheet: sheet.set_row(1, None, None, {"hidden": True}), False),
        (lambda book, sheet: sheet.set_row(1, None, None, {"level": 1}), False),
        (lambda book, sheet: sheet.write(9, 0, "s", book.add_format({"indent": 2})), True),
        (lambda book, sheet: sheet.write_row(9, 0, ["hidden f: <f t='e'"] * 9), True),
    ],
    ids=["values", "formula", "error", "hidden", "folded", "indent", "words"],
)
def test_what_is_beside_the_values_is_seen_whether_the_rows_pass_by_again_or_not(
    tmp_path: Path, write: Callable[..., None], is_plain: bool
) -> None:
    plain, after, alone = _once(_sheet(tmp_path / "a.xlsx", write))
    assert plain == is_plain
    assert after.looks == alone.looks
    assert after.looks.merged == ((4, 1, 5, 3),)
    assert after.facts == alone.facts
    assert after.is_folded(9) == alone.is_folded(9)
