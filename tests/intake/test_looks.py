"""What a sheet shows beside its values: levels, indents, hidden rows, red cells, merged ranges; by the workbook's own relations."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import xlsxwriter

from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.sheets.details import Details
from analysis.intake.sheets.grid import Looks

from .reports import ROMASHKA, STACKED, ods, xls


def looks_of(path: Path, sheet: str) -> Looks:
    return Details(WorkbookFile(path), sheet).looks


def _workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Первый").write(0, 0, "x")
        sheet = book.add_worksheet("Второй <&>")
        red, indented = book.add_format({"font_color": "#FF0000"}), book.add_format({"indent": 3})
        below_zero = book.add_format({"num_format": "0.00;[Red]-0.00"})
        always = book.add_format({"num_format": "[Red]0.00"})
        sheet.merge_range(0, 0, 1, 2, "заголовок")
        sheet.write(2, 1, "сдвинуто", indented)
        sheet.write(3, 4, 5, red)
        sheet.write(3, 5, 5, below_zero)
        sheet.write(3, 6, 5, always)
        sheet.set_row(2, None, None, {"level": 1})
        sheet.set_row(3, None, None, {"level": 2, "hidden": True})
    return path


SEEN = Looks(
    levels={2: 1, 3: 2},
    indents={(2, 1): 3},
    hidden=frozenset({3}),
    red=frozenset({(3, 4), (3, 6)}),
    merged=((0, 0, 1, 2),),
)


def test_an_xlsx_sheet_by_name(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")
    assert looks_of(path, "Второй <&>") == SEEN
    assert looks_of(path, "Первый") == Looks()
    assert looks_of(path, "Нет такого") == Looks()


def test_the_file_of_a_sheet_is_not_guessed_from_its_place(tmp_path: Path) -> None:
    source, target = _workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":  # the sheets change places
                data = (
                    data.replace(b"sheet1.xml", b"X")
                    .replace(b"sheet2.xml", b"sheet1.xml")
                    .replace(b"X", b"sheet2.xml")
                )
            new.writestr(name, data)
    assert looks_of(target, "Первый") == SEEN


def test_prefixes_single_quotes_and_cells_without_references(tmp_path: Path) -> None:
    source, target = _workbook(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", data).replace(
                    b"xmlns=", b"xmlns:x="
                )
            new.writestr(name, data)
    assert looks_of(target, "Второй <&>") == SEEN


def test_xls_and_ods(tmp_path: Path) -> None:
    levels = {3 + n: level for n, (level, _) in enumerate(ROMASHKA) if level}
    assert looks_of(xls(tmp_path / "a.xls", STACKED, ROMASHKA), "TDSheet").levels == levels
    assert looks_of(ods(tmp_path / "a.ods", STACKED, ROMASHKA), "TDSheet").levels == levels
    indents = looks_of(xls(tmp_path / "b.xls", STACKED, ROMASHKA, "indent"), "TDSheet").indents
    assert indents == {(row, 0): level for row, level in levels.items()}
    margins = looks_of(ods(tmp_path / "b.ods", STACKED, ROMASHKA, "indent"), "TDSheet").indents
    assert margins == {(row, 0): {1: 35, 2: 71}[level] for row, level in levels.items()}, (
        "tenths of a millimetre"
    )


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", STACKED, ROMASHKA)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            content.replace("<office:document-content", bomb + "<office:document-content", 1),
        )
    assert looks_of(path, "TDSheet") == Looks()


def test_damage_gives_no_looks_and_no_error(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")
    whole = path.read_bytes()
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:cut] + b"\x00" * 20 + whole[cut + 20 :])
        looks_of(path, "Второй <&>")
        Details(WorkbookFile(path), "Второй <&>").is_folded(9)
    old = xls(tmp_path / "a.xls", STACKED, ROMASHKA)
    whole = old.read_bytes()
    for cut in range(0, len(whole), len(whole) // 40):
        old.write_bytes(whole[:cut] + b"\xff" * 20 + whole[cut + 20 :])
        looks_of(old, "TDSheet")


def test_looks_of_many_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True}) as book:
        sheet, indented = book.add_worksheet("A"), book.add_format({"indent": 2})
        for r in range(2_000):
            sheet.set_row(r, None, None, {"level": r % 3})
            sheet.write(r, 0, "x", indented)
            sheet.write_row(r, 1, range(19))
    seen = looks_of(tmp_path / "a.xlsx", "A")
    assert (len(seen.levels), len(seen.indents)) == (1_333, 2_000)
