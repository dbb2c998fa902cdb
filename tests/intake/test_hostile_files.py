"""Files made to do harm: refused early with a sentence, within little memory, whatever they ask for."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

import analysis
from analysis import intake
from analysis.errors import DealfitError, UnreadableFile
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.tables import parts
from analysis.intake.files import limits
from analysis.intake.files.extents import sheet_parts
from analysis.intake.files.records import records
from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.rows.preview import first_rows
from analysis.intake.sheets.details import Details

from .conftest import Taker

SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
HEADER = "".join(
    f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
    for column, text in zip(
        "ABCD", ("Номер заказа", "Клиент", "Дата заказа", "Выручка"), strict=True
    )
)
LINE = "".join(
    f'<c r="{c}2" t="str"><v>{v}</v></c>'
    for c, v in zip("ABCD", ("1", "A", "2025-01-01", "5"), strict=True)
)
TABLE = f'<row r="1">{HEADER}</row><row r="2">{LINE}</row>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="S">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ONE = 'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'


def xlsx(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, '<?xml version="1.0"?>' + text)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows))
    return path


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(DealfitError) as error:
        intake.recognise(path)
    return error.value.code


def test_the_small_workbook_that_the_others_are_made_of(tmp_path: Path) -> None:
    assert intake.recognise(xlsx(tmp_path / "orders.xlsx", TABLE)).table == "order_lines"


@pytest.mark.parametrize(
    "cell",
    [
        "XFD1048576",
        "xfd1048576",
        "AAA999999",
        "ZZZZZ4000000000",
        f"XFD{'0' * 40}1048576",
        f"{'A' * 12}XFD1048576",
    ],
)
def test_a_value_in_the_far_corner(tmp_path: Path, cell: str) -> None:
    path = xlsx(tmp_path / "far.xlsx", f'{TABLE}<row r="3"><c r="{cell}"><v>1</v></c></row>')
    assert path.stat().st_size < 5_000
    assert refusal(path) == "sheet_too_large"


FAR = f'{TABLE}<row r="3"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "part", ["xl/media/s.png", "xl/x.bin", "docProps/s.xml", "xl/theme/s.xml", "evil/S.JPG"]
)
def test_a_far_corner_in_a_part_named_as_a_picture(tmp_path: Path, part: str) -> None:
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text.replace("worksheets/sheet1.xml", f"/{part}"))
        archive.writestr(part, SHEET.format(FAR))
    assert refusal(path) == "sheet_too_large"


@pytest.mark.parametrize("cell", ['r= "XFD1048576"', "r=\n'XFD1048576'", f'r="A{"9" * 20}"'])
def test_a_far_corner_written_as_no_program_does(tmp_path: Path, cell: str) -> None:
    assert (
        refusal(xlsx(tmp_path / "far.xlsx", f"{TABLE}<row><c {cell}><v>1</v></c></row>"))
        == "sheet_too_large"
    )


def test_a_workbook_of_very_many_parts_is_told_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "parts.xlsx", TABLE)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(limits.PARTS):
            archive.writestr(f"e/{number}", "")
    assert refusal(path) == "too_many_parts"


def test_repeats_behind_a_value_with_a_greater_sign(tmp_path: Path) -> None:
    cell = f'<table:table-cell table:formula="of:=1>0" table:number-columns-repeated="999" {ONE}'
    rows = f'<table:table-row table:number-rows-repeated="999">{cell}</table:table-row>' * 100
    assert refusal(ods(tmp_path / "bomb.ods", rows)) == "sheet_too_large"


@pytest.mark.parametrize("name", ["orders.xml", "orders.csv", "orders.xls"])
@pytest.mark.parametrize(
    "text",
    ["<?xml version='1.0'?>" + "<a>" * 100_000, "\ufeff<?xml version='1.0'?><Файл Номер='1'/>"],
)
def test_xml_of_another_kind_is_no_table(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert refusal(path) == "not_a_table"


def test_a_small_parquet_of_very_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    same = pa.array([0] * 1_100_000, pa.int32())
    told = {"order_id": "1", "client_name": "A", "order_date": "2025-01-05", "revenue": "5"}
    pq.write_table(
        pa.table({n: pa.DictionaryArray.from_arrays(same, [v]) for n, v in told.items()}), path
    )
    assert path.stat().st_size < 20_000
    assert refusal(path) == "too_many_rows"


@pytest.mark.parametrize(
    ("depth", "is_read"), [(1, True), (8, True), (9, False), (30, False), (200, False)]
)
def test_lists_within_lists_of_a_parquet(tmp_path: Path, depth: int, is_read: bool) -> None:
    """DuckDB writes them as text in a time that doubles with each list: of 30 it doesn't come to an end."""
    kind, value = pa.string(), "x"
    for _ in range(depth):
        kind, value = pa.list_(kind), [value]
    columns = {
        "order_id": ["1"],
        "client_name": ["A"],
        "order_date": ["2025-01-05"],
        "revenue": ["5"],
    }
    path = tmp_path / "deep.parquet"
    pq.write_table(pa.table({**columns, "deep": pa.array([value], kind)}), path)
    if is_read:
        assert next(parts(path, None, FileMapping())).trouble is None
        return
    with pytest.raises(UnreadableFile) as trouble:
        next(parts(path, None, FileMapping()))
    assert str(trouble.value) == (
        "deep.parquet: column 'deep' holds lists within lists, which are not read: write plain columns."
    )


def test_a_parquet_of_very_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "columns.parquet"
    pq.write_table(pa.table({f"c{n}": ["1"] for n in range(limits.COLUMNS + 1)}), path)
    assert refusal(path) == "too_many_columns"


def test_text_of_four_bytes_a_sign_is_called_binary(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes("Номер заказа;Клиент;Дата заказа;Выручка\n1;А;2025-01-05;1\n".encode("utf-32"))
    assert refusal(path) == "not_a_table"


def test_a_far_corner_behind_blanks_and_single_quotes(tmp_path: Path) -> None:
    for cell in ("<c r='XFD1048576'><v>1</v></c>", '<c\tr = "XFD1048576"><v>1</v></c>'):
        path = xlsx(tmp_path / "far.xlsx", f'{TABLE}<row r="3">{cell}</row>')
        assert refusal(path) in ("sheet_too_large", "damaged_workbook")


def test_an_empty_cell_in_the_far_corner_is_no_harm(tmp_path: Path) -> None:
    """Formatting a whole column leaves such cells behind."""
    path = xlsx(
        tmp_path / "formatted.xlsx", f'{TABLE}<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert intake.recognise(path).sample == (("1", "A", "2025-01-01", "5"),)


def repeated(rows: object, columns: object, cell: str = ONE, quote: str = '"') -> str:
    inside = f"<table:table-cell table:number-columns-repeated={quote}{columns}{quote} {cell}"
    return f"<table:table-row table:number-rows-repeated={quote}{rows}{quote}>{inside}</table:table-row>"


TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_the_small_open_document_that_the_others_are_made_of(tmp_path: Path) -> None:
    cells = ("Номер заказа", "Клиент", "Дата заказа", "Выручка"), ("1", "A", "2025-01-01", "5")
    rows = "".join(
        f"<table:table-row>{''.join(map(TEXT.format, row))}</table:table-row>" for row in cells
    )
    rows += repeated(1_048_574, 16_384, "/>")  # as LibreOffice ends a sheet
    assert intake.recognise(ods(tmp_path / "orders.ods", rows)).table == "order_lines"


@pytest.mark.parametrize(
    "rows",
    [
        repeated(1_000_000_000, 1_000_000_000),
        repeated(999, 999) * 100,
        repeated(1, 999) * 200_000,
        repeated(999, 1) * 999 + repeated(9, 9_999_999),
        repeated(1_048_576, 100, quote="'"),
        repeated(" 99999", "99999"),
        "<table:table-row table:number-rows-repeated = '1000000'>"
        + TEXT.format("1") * 100
        + "</table:table-row>",
    ],
    ids=[
        "billions",
        "many thousands",
        "many rows",
        "one wide",
        "single quotes",
        "blanks",
        "plain cells",
    ],
)
def test_rows_and_columns_repeated(tmp_path: Path, rows: str) -> None:
    assert refusal(ods(tmp_path / "repeated.ods", rows)) == "sheet_too_large"


@pytest.mark.parametrize(
    "blanks", ['<text:s text:c="2000000000"/>', "<text:s text:c = '90000'/>" * 100]
)
def test_blanks_by_the_billion(tmp_path: Path, blanks: str) -> None:
    cell = f'<table:table-cell office:value-type="string"><text:p>a{blanks}b</text:p></table:table-cell>'
    assert (
        refusal(ods(tmp_path / "blanks.ods", f"<table:table-row>{cell}</table:table-row>"))
        == "cell_too_long"
    )


@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("xl/other/s.xml", "other/s.xml"),
        ("xl/Worksheets/Sheet1.XML", "Worksheets/Sheet1.XML"),
        ("xl/worksheets/sheet1.dat", "worksheets/sheet1.dat"),
        ("evil/s.xml", "/evil/s.xml"),
        ("s", "/s"),
    ],
)
def test_a_far_corner_in_whatever_part_the_sheet_lies(
    tmp_path: Path, part: str, target: str
) -> None:
    path = tmp_path / "far.xlsx"
    rels = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {
            **PARTS,
            rels: PARTS[rels].replace("worksheets/sheet1.xml", target),
        }.items():
            archive.writestr(name, text)
        archive.writestr(
            part, SHEET.format(f'{TABLE}<row r="3"><c r="XFD1048576"><v>1</v></c></row>')
        )
    assert refusal(path) == "sheet_too_large"


def test_cells_that_do_not_say_where_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_parts, "FILLED", 2_000_000)
    assert (
        refusal(xlsx(tmp_path / "bare.xlsx", f"<row>{'<c><v>1</v></c>' * 2_100_000}</row>"))
        == "too_many_cells"
    )


def test_a_cell_of_three_megabytes(tmp_path: Path) -> None:
    cell = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"x" * 3_000_000}</t></is></c></row>'
    assert refusal(xlsx(tmp_path / "long.xlsx", TABLE + cell)) == "cell_too_long"


def test_many_sheets_that_are_one_part(tmp_path: Path) -> None:
    path, rels = tmp_path / "one.xlsx", "xl/_rels/workbook.xml.rels"
    sheet, relation = (
        '<sheet name="S" sheetId="1" r:id="rId1"/>',
        PARTS[rels][PARTS[rels].index("<Relationship ") : -16],
    )
    parts = {
        **PARTS,
        "xl/workbook.xml": PARTS["xl/workbook.xml"].replace(
            sheet, "".join(sheet.replace("1", f"{n}") for n in range(1, 240))
        ),
        rels: PARTS[rels].replace(
            relation, "".join(relation.replace("rId1", f"rId{n}") for n in range(1, 240))
        ),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(TABLE))
    assert refusal(path) == "damaged_workbook"


def test_other_parts_are_not_unpacked_to_look_at_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 20_000_000)
    path = xlsx(tmp_path / "large.xlsx", TABLE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(30_000_000))
        archive.writestr(
            "xl/media/image2.png", random.Random(1).randbytes(70_000)
        )  # no file that is its own head
    with pytest.raises(DealfitError) as error:
        first_rows.head(path)
    assert error.value.code == "workbook_too_large"


def test_entities_that_expand_without_end(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "entities.xlsx", TABLE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/app.xml", "<x/>")
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(n + 1)} "{f"&{chr(n)};" * 10}">' for n in range(ord("a"), ord("j"))
    )
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
        archive.writestr("xl/worksheets/sheet1.xml", f"{bomb}]>" + SHEET.format(cell)[21:])
    assert refusal(tmp_path / "bomb.xlsx") in ("damaged_workbook", "empty_file", "no_known_header")


def test_an_archive_that_unpacks_to_more_than_it_says(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "big.xlsx", TABLE + " " * 30_000_000)
    raw = path.read_bytes()
    size = len(SHEET.format(TABLE + " " * 30_000_000).encode())
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert refusal(path) == "damaged_workbook"


def test_an_archive_that_unpacks_to_gigabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 20_000_000)
    path = xlsx(tmp_path / "bomb.xlsx", TABLE + " " * 30_000_000)
    assert path.stat().st_size < 50_000
    assert refusal(path) == "workbook_too_large"


def test_a_header_of_a_hundred_thousand_columns(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    names = ["Номер заказа", "Клиент", "Дата заказа", "Выручка", *(f"c{n}" for n in range(100_000))]
    path.write_text(";".join(names) + "\n" + ";".join("1" for _ in names) + "\n", "utf-8")
    assert refusal(path) == "too_many_columns"


def test_a_row_of_a_million_cells_is_refused_alone(taking: Taker) -> None:
    head = "Номер заказа;Клиент;Дата заказа;Выручка\n"
    taken = taking.text(f"{head}1;A;2025-01-01;5{';1' * 1_000_000}\n2;B;2025-01-01;6\n")
    assert [(r["order_id"], r["revenue"]) for r in taken.rows] == [("2", 6)]
    assert taken.reasons == [(2, None, None, "more_cells")]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_a_line_of_two_hundred_megabytes_stays_out_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Номер заказа;Клиент;Дата заказа;Выручка\n1;A;2025-01-01;5\n2;")
        for _ in range(200):
            file.write("x" * 1_000_000)
        file.write(";2025-01-01;6\n3;C;2025-01-01;7\n")
    code = (
        "import re, sys; from pathlib import Path; from analysis import intake; folder = Path(sys.argv[1]).parent\n"
        "got = intake.take_in(Path(sys.argv[1]), import_id='i', accepted=folder / 'a.parquet', rejected=folder / 'r.parquet')\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text()).group(1)\n"
        "print(got.rows_accepted, got.rows_rejected, int(peak) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    accepted, rejected, megabytes = map(int, done.stdout.split())
    assert (accepted, rejected) == (2, 1)
    assert megabytes < 600


@pytest.mark.parametrize("written", ["+{}", "0000000000000000000000000{}", " +000{}"])
def test_repeats_and_blanks_written_as_readers_take_them_and_no_program_writes(
    tmp_path: Path, written: str
) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="{written.format(9999)}" {ONE}'
    row = f'<table:table-row table:number-rows-repeated="{written.format(99999)}">{cell}</table:table-row>'
    assert refusal(ods(tmp_path / "repeated.ods", row)) == "sheet_too_large"
    blanks = f'<text:p><text:s text:c="{written.format(2_000_000_000)}"/></text:p>'
    cell = f'<table:table-cell office:value-type="string">{blanks}</table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    assert refusal(ods(tmp_path / "blanks.ods", row)) == "cell_too_long"


@pytest.mark.parametrize(
    "count", ['uniqueCount="4000000000"', "count='1' uniqueCount = '+4000000000'"]
)
def test_more_shared_texts_promised_than_there_are_bytes(tmp_path: Path, count: str) -> None:
    path = xlsx(tmp_path / "texts.xlsx", TABLE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst {count}><si><t>a</t></si></sst>")
    assert refusal(path) == "damaged_workbook"


def test_a_text_that_many_cells_share_is_read_in_each(tmp_path: Path) -> None:
    """A workbook says how many cells hold texts, too: of short texts often used that is more than their bytes."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["order_id", "client_name", "order_date", "revenue"])
        for row in range(1, 2001):
            sheet.write_row(row, 0, [row, "A", "10.01.2025", 100])
    analysis.import_paths(tmp_path / "ws", [path])
    with analysis.open_workspace(tmp_path / "ws") as ws:
        (file,) = ws.table("imports").to_dict("records")
    assert (file["rows_read"], file["rows_accepted"]) == (2000, 2000)


def test_of_two_parts_of_one_name_neither_stands_for_the_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "twice.xlsx", TABLE)
    book = WorkbookFile(path)
    limits.check_workbook(book)
    assert list(book.plain_tails) == ["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(TABLE))
    book = WorkbookFile(path)
    limits.check_workbook(book)
    assert book.plain_tails == {}


def test_what_took_the_square_of_its_length_passes_by_once(tmp_path: Path) -> None:
    """Cells without a place that are errors, beginnings of styles without an end, lines that each open a quotation mark."""
    cells = '<c t="e"><v>#N/A</v></c>' * 20_000
    path = xlsx(tmp_path / "errors.xlsx", f"{TABLE}<row>{cells}</row>")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/styles.xml", f"<styleSheet><!--{'<cellXfs >' * 100_000}--></styleSheet>"
        )
    errors = Details(WorkbookFile(path), "S").facts.errors
    assert (len(errors), errors[2, 19_999]) == (20_000, "#N/A")
    lines = ['1;"A;5;"x'] * 20_000
    assert sum(bool(r.fault) for r in records(iter(lines), ";", width=3)) == 20_000
