"""Files of every form made of the fuzz's rows, each after its form's own rules and with odd parts in it, then bent a little."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlwt

from tests.intake.test_hostile_files import ODS, PARTS, SHEET

from .given import USUAL, WHOLE, Provider, cell, listed, picked, rarely, rows

MANIFEST = (  # without it calamine refuses an ODS at once
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
SPREADSHEET = '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f'<styleSheet xmlns={SPREADSHEET}><numFmts count="3"><numFmt numFmtId="164" formatCode="{{}}"/>'
    '<numFmt numFmtId="165" formatCode="000000"/><numFmt numFmtId="166" formatCode="[Red]0.00"/></numFmts><cellXfs count="6">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="46"/>'
    '<xf numFmtId="166"><alignment indent="2"/></xf></cellXfs></styleSheet>'
)
CODES = listed(
    "#,##0.00 $|[$€-2] 0|0.00%|dd.mm.yyyy|0.00&quot;USD&quot;|General;[Red]-0|[h]:mm|\\|&quot;|[$|@"
)
ODD_XML = listed(
    '<!-- -->|<![CDATA[x]]>|&amp;|&#0;|&#65535;|&unknown;|<|</row>|<row>|<x:y/>|\ufeff|\x00|<row r="0"/>|<row r="1048576"/>'
    '|<c r="A1" t="s"><v>5</v></c>|<c t="e"><v>#REF!</v></c>|<c r="B2"><f>1/0</f></c>'
)
KINDS = listed("|n|s|b|e|d|inlineStr|?")
PLACES = listed("XFD9|ZZ200000|A|7|A0|a1|A1048577|AAAA1||A1:B2|Я1")
TYPED = listed(
    ' office:value-type="float" office:value="{}"| office:value-type="date" office:date-value="{}"|'
    '| office:value-type="percentage" office:value="0.1"| office:value-type="time" office:time-value="PT7H30M"'
    '| office:value-type="currency" office:currency="USD" office:value="5"'
    '| office:value-type="boolean" office:boolean-value="true"'
)
REPEATED = ("number-columns-repeated", "number-columns-spanned", "number-rows-spanned")
SPANS = listed(
    ' colspan="2"| rowspan="3"| colspan=99999| rowspan="0"| x:num="1.5"| x:num| x:num="1e999"| style=\'mso-number-format:"0.00"\'|"'
)
INDEXES = listed(
    ' ss:Index="3"| ss:Index="0"| ss:Index="99999999"| ss:MergeAcross="2"| ss:MergeDown="3"| ss:Formula="=1/0"| ss:MergeDown="99999"'
    '| ss:Index="²"| ss:MergeAcross="٣"'
)


def escaped(text: str) -> str:
    text = "".join(c for c in text if c >= " " or c in "\t\n")
    for sign, name in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ('"', "&quot;"),
        ("\ufffe", ""),
        ("\uffff", ""),
    ):
        text = text.replace(sign, name)
    return text


def bent(given: Provider, content: bytes) -> bytes:
    """The content with a few bytes changed, cut out or put in; as it is, mostly."""
    if not rarely(given, 8):
        return content
    changed = bytearray(content)
    for _ in range(given.ConsumeIntInRange(1, 4)):
        at = given.ConsumeIntInRange(0, max(0, len(changed) - 1))
        match given.ConsumeIntInRange(0, 3):
            case 0:
                changed[at : at + 1] = given.ConsumeBytes(1)
            case 1:
                del changed[at : at + given.ConsumeIntInRange(1, 64)]
            case 2:
                changed[at:at] = given.ConsumeBytes(given.ConsumeIntInRange(1, 8))
            case _:
                changed[at : at + 4] = picked(
                    given,
                    (
                        b"\xff\xff\xff\xff",
                        b"\x00\x00\x00\x00",
                        b"\xff\xff\xff\x7f",
                        b"\x01\x00\x00\x00",
                    ),
                )
    return bytes(changed)


def zipped(given: Provider, parts: Mapping[str, str | bytes]) -> bytes:
    kept, odd = io.BytesIO(), given.ConsumeIntInRange(0, 3 * len(parts))
    with zipfile.ZipFile(kept, "w") as archive:
        for n, (name, content) in enumerate(parts.items(), start=1):
            data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
            archive.writestr(name, bent(given, data) if n == odd else data)
    return bent(given, kept.getvalue())


def text_table(given: Provider) -> bytes:
    delimiter, end = picked(given, (";", ",", "\t", "|")), picked(given, ("\n", "\r\n", "\r"))
    encoding = picked(
        given, ("utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16", "utf-16-be")
    )
    quoted = given.ConsumeBool()
    lines = (
        [f'"{c.replace(chr(34), chr(34) * 2)}"' if quoted else c for c in row]
        for row in rows(given)
    )
    text = str(end.join(delimiter.join(row) for row in lines))
    return bent(given, text.encode(encoding, "replace"))


def workbook(given: Provider) -> bytes:
    """XLSX: odd places and types of cells, outlines, hidden rows, shared texts, formulas, merges, formats."""
    shared: list[str] = []
    lines = []
    for n, row in enumerate(rows(given), start=1):
        cells = "".join(
            _cell(given, f"{chr(65 + i % 26)}{n}", text, shared) for i, text in enumerate(row)
        )
        outline = f' outlineLevel="{given.ConsumeIntInRange(0, 9)}"' if rarely(given, 4) else ""
        hidden = ' hidden="1"' if rarely(given, 20) else ""
        odd = picked(given, ODD_XML) if rarely(given, 40) else ""
        lines.append(f'<row r="{n}"{outline}{hidden}>{cells}{odd}</row>')
    odd_spans, spans = ("A2:XFD1048576", "C3:A1", "A:B", ""), ("A1:A3", "B2:D2", "A3:A9")
    told = [
        picked(given, odd_spans if rarely(given, 20) else spans)
        for _ in range(given.ConsumeIntInRange(0, 2))
    ]
    merged = "".join(f'<mergeCell ref="{span}"/>' for span in told)
    texts = "".join(f"<si><t>{escaped(t)}</t></si>" for t in shared)
    sheet = SHEET.replace("{}", "".join(lines)).replace(
        "</worksheet>", f"<mergeCells>{merged}</mergeCells></worksheet>"
    )
    parts = {
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f"<sst xmlns={SPREADSHEET}>{texts}</sst>",
        "xl/styles.xml": STYLES.replace("{}", picked(given, CODES)),
    }
    return zipped(given, PARTS | parts)


def _cell(given: Provider, at: str, text: str, shared: list[str]) -> str:
    """A cell of XLSX: a number where the text is one, else a formula's value, a shared text or one of its own."""
    at = picked(given, PLACES) if rarely(given, 200) else at
    look = f' s="{given.ConsumeIntInRange(0, 7)}"' if given.ConsumeBool() else ""
    with contextlib.suppress(ValueError):
        return f'<c r="{at}"{look}><v>{float(text)}</v></c>'
    if rarely(given, 20):
        kind = picked(given, KINDS) if rarely(given, 15) else "str"
        return f'<c r="{at}"{look} t="{kind}"><f>{escaped(text)}</f><v>{escaped(text)}</v></c>'
    if rarely(given, 3):
        shared.append(text)
        return f'<c r="{at}"{look} t="s"><v>{len(shared) - 1}</v></c>'
    return (
        f'<c r="{at}"{look} t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'
    )


def open_document(given: Provider) -> bytes:
    """ODS, its content as in the flat one."""
    return zipped(
        given,
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": ODS.format(_open_rows(given)),
        },
    )


def flat_open_document(given: Provider) -> bytes:
    text = ODS.format(_open_rows(given)).replace("document-content", "document")
    mark = ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet" xmlns:office='
    return bent(given, text.replace(" xmlns:office=", mark, 1).encode("utf-8", "replace"))


def _open_rows(given: Provider) -> str:
    lines = []
    for row in rows(given):
        cells = []
        for text in row:
            said = (
                picked(given, TYPED).replace("{}", escaped(text))
                if rarely(given, 30)
                else ' office:value-type="string"'
            )
            if rarely(given, 60):
                said += f' table:{picked(given, REPEATED)}="{given.ConsumeIntInRange(-1, 40)}"'
            tag = "table:covered-table-cell" if rarely(given, 60) else "table:table-cell"
            cells.append(f"<{tag}{said}><text:p>{escaped(text)}</text:p></{tag}>")
        repeat = (
            f' table:number-rows-repeated="{given.ConsumeIntInRange(-1, 40)}"'
            if rarely(given, 30)
            else ""
        )
        line = f"<table:table-row{repeat}>{''.join(cells)}</table:table-row>"
        lines.append(
            f"<table:table-row-group>{line}</table:table-row-group>" if rarely(given, 4) else line
        )
    return "".join(lines)


@cache
def _old_workbook(kind: int) -> bytes:
    """XLS of a table with formats, merges, formulas and outlines; made once, to be bent."""
    book = xlwt.Workbook(encoding="cp1251")
    sheet = book.add_sheet("S")
    styles = [
        xlwt.easyxf(num_format_str=f)
        for f in ("General", "#,##0.00 $", "dd.mm.yyyy", "000000", "[Red]0.00", "0%")
    ]
    for i, text in enumerate(("Номер заказа", "Клиент", "Дата заказа", "Выручка", "Количество")):
        sheet.write(kind, i, text)
    for n in range(1, 6):
        sheet.row(kind + n).level = n % 3
        for i, value in enumerate((n, f"Клиент {n}", 45000 + n, 100.5 * n, xlwt.Formula("1/0"))):
            sheet.write(kind + n, i, value, styles[(i + n) % len(styles)])
    sheet.write_merge(kind + 6, kind + 7, 0, 1, "Итого")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def old_workbook(given: Provider) -> bytes:
    """XLS: bytes of its records changed where they lie, so that the container around them holds."""
    content = bytearray(_old_workbook(given.ConsumeIntInRange(0, 1)))
    for _ in range(given.ConsumeIntInRange(0, 6)):
        at = given.ConsumeIntInRange(512, len(content) - 1)
        content[at : at + 1] = given.ConsumeBytes(1) or b"\x00"
    return bent(given, bytes(content))


def web_page(given: Provider) -> bytes:
    """HTML as ERPs call it .xls: spans, tables within tables, numbers beside the text, open tags; as a web archive too."""
    lines = []
    for row in rows(given):
        cells = []
        for text in row:
            said = picked(given, SPANS) if rarely(given, 40) else ""
            shown = text if rarely(given, 10) else escaped(text)
            end = (
                picked(given, ("", "<br>", "<table>", "</table>", "<!--", "<script>"))
                if rarely(given, 60)
                else "</td>"
            )
            cells.append(f"<{picked(given, ('td', 'td', 'th', 'TD'))}{said}>{shown}{end}")
        lines.append(f"<tr>{''.join(cells)}{'' if rarely(given, 8) else '</tr>'}")
    charset = picked(given, ("utf-8", "windows-1251", "koi8-r", "нет", "utf-7"))
    page = f'<html><head><meta charset="{charset}"></head><body><table>{"".join(lines)}</table></body></html>'
    encoding = picked(given, ("utf-8", "cp1251", "utf-16"))
    if encoding != "utf-16" and rarely(given, 5):
        head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        page = f"{head}{page}\n--b--\n"
    return bent(given, page.encode(encoding, "replace"))


def xml_workbook(given: Provider) -> bytes:
    """The XML of Excel 2002/2003."""
    lines = []
    for row in rows(given):
        cells = []
        for text in row:
            kind = (
                picked(given, ("Number", "DateTime", "Boolean", "Error", "?"))
                if rarely(given, 60)
                else "String"
            )
            with contextlib.suppress(ValueError):
                kind = "Number" if float(text) and rarely(given, 2) else kind
            said = picked(given, INDEXES) if rarely(given, 20) else ""
            comment = "<Comment><Data>x</Data></Comment>" if rarely(given, 30) else ""
            cells.append(
                f'<Cell{said}><Data ss:Type="{kind}">{escaped(text)}</Data>{comment}</Cell>'
            )
        lines.append(f"<Row>{''.join(cells)}</Row>")
    names = ' xmlns="{0}:spreadsheet" xmlns:ss="{0}:spreadsheet" xmlns:x="{0}:excel"'.format(
        "urn:schemas-microsoft-com:office"
    )
    sheet = (
        f'<Worksheet ss:Name="{escaped(cell(given))}"><Table>{"".join(lines)}</Table></Worksheet>'
    )
    return bent(
        given,
        f'<?xml version="1.0"?><Workbook{names}>{sheet}</Workbook>'.encode("utf-8", "replace"),
    )


PARQUET = (
    pa.array([b"\xff", None, b"1"]),
    pa.array([[1], None, []]),
    pa.array([{"a": 1}, None, {"a": None}]),
    pa.array([1.5, float("nan"), float("inf")]),
    pa.array([Decimal("1.23"), None, Decimal("-99999999999999999999.99")]),
    pa.array([0, 2**62, -(2**62)], pa.timestamp("us")),
    pa.array([0, 2**40, None], pa.timestamp("s", "Europe/Moscow")),
    pa.array([0, -(2**30), 2**30], pa.date32()),
    pa.array([0, 86_399_999_999, None], pa.time64("us")),
    pa.array([0, 10**15, -1], pa.duration("us")),
    pa.array([True, None, False]),
    pa.array(["a", "b", "a"]).dictionary_encode(),
    pa.array([None, None, None]),
)


def parquet_table(given: Provider) -> bytes:
    """Parquet: known headers, a few of the columns of types that no export of a table has."""
    texts = rows(given)
    width = max(map(len, texts))
    names = [f"{(picked(given, WHOLE) + USUAL)[i % 12]}{'' if i < 12 else i}" for i in range(width)]
    columns = [
        picked(given, PARQUET)
        if rarely(given, 3)
        else pa.array([(texts[n % len(texts)] + [""] * width)[i] for n in range(3)])
        for i in range(width)
    ]
    kept = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names), kept)
    return bent(given, kept.getvalue())


FORMS: tuple[tuple[str, Callable[[Provider], bytes]], ...] = (
    (".csv", text_table),
    (".xlsx", workbook),
    (".ods", open_document),
    (".fods", flat_open_document),
    (".xls", old_workbook),
    (".xls", web_page),
    (".xls", xml_workbook),
    (".parquet", parquet_table),
)


def written(given: Provider, folder: Path) -> Path:
    """A file of one of the forms, or of any bytes, called after its form or not."""
    suffix, form = picked(given, FORMS)
    named = (
        picked(given, (".csv", ".xlsx", ".xls", ".ods", ".txt", ""))
        if rarely(given, 10)
        else suffix
    )
    content = given.ConsumeBytes(4096) if rarely(given, 20) else form(given)
    path = folder / f"{picked(given, ('file', 'orders', 'план продаж'))}{named}"
    path.write_bytes(content)
    return path
