"""Excel 5 and 95 in Cyrillic without the right code page, web archives (MHTML) and flat ODS files."""

from __future__ import annotations

import base64
import quopri
import struct
from decimal import Decimal
from pathlib import Path

import pytest
from xlwt.CompoundDoc import XlsDoc

from analysis.errors import UnreadableFile
from analysis.intake import Money, Recognised, reasons, recognise
from analysis.intake.sheets import markup
from analysis.intake.sheets.markup import markup_tables

from .conftest import Taker, take

ORDER = ["Номер заказа", "Контрагент", "Дата заказа", "Сумма без НДС"]
ROWS = [
    ORDER,
    ["A-1", "ООО Ромашка", "15.01.2025", 100.0],
    ["A-2", "Завод «Ёлка»", "16.01.2025", 200.0],
]
TAKEN = [("A-1", "ООО Ромашка", Decimal(100)), ("A-2", "Завод «Ёлка»", Decimal(200))]


def excel_95(path: Path, rows: list[list[object]], encoding: str, page: int | None) -> Path:
    """BIFF5 in an OLE container; `page`: its CODEPAGE record, None for none."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def cell(r: int, c: int, value: object) -> bytes:
        if isinstance(value, str):
            text = value.encode(encoding)
            return record(0x0204, struct.pack("<HHHH", r, c, 0, len(text)) + text)
        assert isinstance(value, float)
        return record(0x0203, struct.pack("<HHHd", r, c, 0, value))

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0, 0))

    cells = b"".join(cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row))
    sheet = (
        begin(0x0010)
        + record(0x0200, struct.pack("<HHHHH", 0, len(rows), 0, len(rows[0]), 0))
        + cells
        + record(0x000A)
    )
    title = "Лист1".encode(encoding) if encoding != "cp1252" else b"Tabelle1"
    said = record(0x0042, struct.pack("<H", page)) if page is not None else b""

    def head(offset: int) -> bytes:
        return (
            begin(0x0005)
            + said
            + record(0x0085, struct.pack("<IHB", offset, 0, len(title)) + title)
            + record(0x000A)
        )

    stream = head(len(head(0))) + sheet
    XlsDoc().save(str(path), stream + bytes(max(0, 4096 - len(stream))))
    raw = path.read_bytes()
    long, short = "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")
    at = raw.find(long)
    raw = (
        raw[:at]
        + short.ljust(len(long), b"\0")
        + raw[at + len(long) : at + 64]
        + struct.pack("<H", len(short) + 2)
        + raw[at + 66 :]
    )
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("encoding", "page"),
    [
        ("cp1251", None),
        ("cp1251", 1251),
        ("cp1251", 1252),
        ("cp1251", 10000),
        ("cp1251", 866),
        ("cp866", None),
        ("cp866", 1252),
        ("cp1251", 0),
    ],
)
def test_excel_95_in_cyrillic_whatever_code_page_it_names(
    tmp_path: Path, encoding: str, page: int | None
) -> None:
    rows = (
        ROWS
        if encoding == "cp1251"
        else [
            [str(c).replace("«", "").replace("»", "") if isinstance(c, str) else c for c in r]
            for r in ROWS
        ]
    )
    taken = take(excel_95(tmp_path / "old.xls", rows, encoding, page))
    assert [(r["order_id"], r["client_name"], r["revenue"]) for r in taken.rows] == [
        (
            order,
            str(client).replace("«", "").replace("»", "") if encoding == "cp866" else client,
            money,
        )
        for order, client, money in TAKEN
    ]
    assert taken.report.sheet == "Лист1"


@pytest.mark.parametrize("page", [None, 1252])
def test_excel_95_of_the_west_keeps_its_letters(tmp_path: Path, page: int | None) -> None:
    names = ["Müller & Söhne", "Größe GmbH", "Café Élysée", "Åström AB", "Übersee"]
    rows: list[list[object]] = [["Order No", "Customer", "Order date", "Net amount"]]
    rows += [[f"A-{n}", name, "2025-01-15", 5.0] for n, name in enumerate(names)]
    assert [
        r["client_name"] for r in take(excel_95(tmp_path / "old.xls", rows, "cp1252", page)).rows
    ] == names


def page(rows: list[list[object]], charset: str = "") -> str:
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    meta = (
        f'<meta http-equiv=Content-Type content="text/html; charset={charset}">' if charset else ""
    )
    return f"<html><head>{meta}</head><body><table>{cells}</table></body></html>"


def archive(*parts: tuple[str, str, str, str], kind: str = "multipart/related") -> bytes:
    """A web archive of parts: location, HTML, charset, transfer encoding."""
    lines = [
        b"MIME-Version: 1.0",
        b"X-Document-Type: Workbook",
        f'Content-Type: {kind}; boundary="----=_B"'.encode(),
        b"",
    ]
    for place, html, charset, way in parts:
        body = html.encode(charset)
        coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(
            way, bytes
        )(body)
        lines += [
            b"------=_B",
            f"Content-Location: file:///C:/{place}".encode(),
            f"Content-Transfer-Encoding: {way}".encode(),
        ]
        lines += [f'Content-Type: text/html; charset="{charset}"'.encode(), b"", coded]
    return b"\r\n".join([*lines, b"------=_B--", b""])


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
def test_a_web_archive(taking: Taker, charset: str, way: str) -> None:
    rows: list[list[object]] = [
        [str(c).replace("«", "").replace("»", "") for c in row] for row in ROWS
    ]
    taken = taking.bytes(archive(("x.htm", page(rows), charset, way)), name="sap.xls")
    assert [(r["order_id"], r["client_name"]) for r in taken.rows] == [
        ("A-1", "ООО Ромашка"),
        ("A-2", "Завод Ёлка"),
    ]


def test_a_web_archive_of_several_sheets_as_excel_writes_it(taking: Taker) -> None:
    frame = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>"
        "<x:Name>Январь</x:Name><x:WorksheetSource HRef='a_files/sheet001.htm'/></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook>"
        "</xml><frameset></frameset></html>"
    )
    style = "<html><body><style>td {}</style></body></html>"
    content = archive(
        ("a.htm", frame, "utf-8", "quoted-printable"),
        ("a_files/stylesheet.htm", style, "utf-8", "8bit"),
        ("a_files/sheet001.htm", page(ROWS), "utf-8", "base64"),
    )
    taken = taking.bytes(content, name="a.mht")
    assert (len(taken.rows), taken.report.sheet) == (2, "Январь")


def test_a_single_page_and_a_browsers_archive(taking: Taker) -> None:
    body = quopri.encodestring(page(ROWS).encode())
    single = b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    single += b"Content-Transfer-Encoding: quoted-printable\n\n"
    assert len(taking.bytes(single + body, name="page.mhtml").rows) == 2


def test_a_web_archive_without_a_table_says_what_to_do(taking: Taker) -> None:
    with pytest.raises(UnreadableFile, match="web archive"):
        taking.bytes(
            archive(("x.htm", "<html><body>nothing</body></html>", "utf-8", "8bit")), name="sap.xls"
        )


def test_parts_within_parts_end(taking: Taker) -> None:
    head = b"MIME-Version: 1.0\n"
    nested = b"".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n".encode() for n in range(3000)
    )
    with pytest.raises(UnreadableFile):
        taking.bytes(head + nested, name="deep.xls")


NAMES = ("office", "table", "text", "style")


def flat_ods(cells: str, styles: str = "") -> bytes:
    """`cells`: the XML of each order's amount, apart by newlines."""
    text = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    spaces = "".join(f" xmlns:{n}='urn:oasis:names:tc:opendocument:xmlns:{n}:1.0'" for n in NAMES)
    spaces += " xmlns:number='urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0'"
    rows = "".join(
        f"<table:table-row>{text.format(f'A-{n}')}{text.format('К1')}"
        f"<table:table-cell office:value-type='date' office:date-value='2025-01-15'/>{cell}</table:table-row>"
        for n, cell in enumerate(cells.split("\n"), start=1)
    )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document{spaces} office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>"
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name='Лист1'>"
        f"<table:table-row>{''.join(map(text.format, ORDER))}<table:table-cell table:number-columns-repeated='16380'/></table:table-row>"
        f"{rows}"
        "<table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document>"
    ).encode()


def test_a_flat_ods(taking: Taker) -> None:
    cells = "<table:table-cell office:value-type='float' office:value='1234.5'><text:p>1 234,50</text:p></table:table-cell>\n"
    cells += (
        "<table:table-cell office:value-type='string'><text:p>(5,25)</text:p></table:table-cell>\n"
    )
    cells += (
        "<table:table-cell office:value-type='currency' office:currency='USD' office:value='7'/>\n"
    )
    cells += (
        "<table:table-cell table:style-name='c1' office:value-type='float' office:value='9'/>\n"
    )
    cells += "<table:table-cell table:formula='of:=1/0'/>"
    styles = "<number:currency-style style:name='N1'><number:currency-symbol>€</number:currency-symbol></number:currency-style>"
    styles += "<style:style style:name='c1' style:family='table-cell' style:data-style-name='N1'/>"
    taken = taking.bytes(flat_ods(cells, styles), name="orders.fods", money=Money("RUB"))
    assert [(r["order_id"], r["revenue"], str(r["order_date"])) for r in taken.rows] == [
        ("A-1", Decimal("1234.5"), "2025-01-15"),
        ("A-2", Decimal("-5.25"), "2025-01-15"),
    ]
    assert [(row, reason) for row, _, _, reason in taken.reasons] == [
        (4, reasons.CURRENCY),
        (5, reasons.CURRENCY),
        (6, reasons.NO_VALUE),
    ]


def test_a_flat_ods_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(flat_ods("<table:table-cell office:value-type='float' office:value='1'/>"))
    found = recognise(path)
    assert isinstance(found, Recognised)
    assert (found.table, found.sheet) == ("order_lines", "Лист1")


def test_entities_and_far_corners_of_a_flat_ods_are_refused(taking: Taker) -> None:
    bomb = flat_ods("<table:table-cell office:value-type='float' office:value='1'/>").replace(
        b"<office:document ", b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><office:document ", 1
    )
    with pytest.raises(UnreadableFile):
        taking.bytes(bomb, name="bomb.fods")
    far = flat_ods(
        "<table:table-cell table:number-columns-repeated='16000' office:value-type='float' office:value='1'/>"
    ).replace(
        b"<table:table-row><table:table-cell office:value-type='string'><text:p>A-1",
        b"<table:table-row table:number-rows-repeated='1000000'>"
        b"<table:table-cell office:value-type='string'><text:p>A-1",
    )
    with pytest.raises(UnreadableFile):
        taking.bytes(far, name="far.fods")


def test_cells_that_a_flat_ods_repeats_are_counted_before_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(
        markup_tables.MarkupTable, "put", lambda table, row, place, value: made.append(row)
    )
    cell = "<table:table-cell table:number-columns-repeated='999' office:value-type='float' office:value='1'/>"
    for times, rows in ((20, "number-rows-repeated='999'"), (11_000, "style-name='a'")):
        path = tmp_path / "bomb.fods"
        many = flat_ods("\n".join([cell] * times)).replace(
            b"<table:table-row><table:table-cell office:value-type='string'><text:p>A-",
            f"<table:table-row table:{rows}><table:table-cell office:value-type='string'><text:p>A-".encode(),
        )
        path.write_bytes(many)
        with pytest.raises(markup_tables.TooLarge):
            markup.flat_ods.tables(path)
    assert made == []
