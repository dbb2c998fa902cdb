"""The three steps of a file's way that run hundreds of times a second, each with what it promises."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from analysis.errors import DealfitError
from analysis.intake import FileMapping, currency, statuses, time_units
from analysis.intake.columns import remarks, workbook_tables
from analysis.intake.columns.delimited_text import DELIMITERS, csv_layout
from analysis.intake.columns.grouped import amounts, document
from analysis.intake.columns.header_words import meanings, spelling
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.matrix import marks
from analysis.intake.columns.plain_table import plain_layout
from analysis.intake.columns.repeated_sheets import Lines
from analysis.intake.columns.shapes import flatten
from analysis.intake.columns.stacking import Merged
from analysis.intake.columns.tables import PARQUET, beginning, parts
from analysis.intake.contract import TABLES
from analysis.intake.files import encoding, invisible
from analysis.intake.files.records import lines_of, records
from analysis.intake.files.workbook_file import OLE, ZIP, WorkbookFile
from analysis.intake.rows.staging import stage_parquet, undecided
from analysis.intake.sheets import cell_errors, cell_texts, markup, opened_books
from analysis.intake.sheets.details import Details
from analysis.intake.sheets.grid import Grid, Looks
from analysis.intake.sqltext import literal
from analysis.intake.values import dates, numbers

from . import files, given
from .given import Provider, listed, picked

TYPES = (str, float, bool, int, dt.date, dt.time, dt.timedelta, type(None))
MOST_SHEETS = 2  # looked at of one workbook


def read(data: bytes) -> None:
    """Bytes → cells: any bytes give cells, or the error that a person reads."""
    provider = Provider(data)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, contextlib.suppress(DealfitError):
        cells_of(files.written(provider, Path(folder)))


def cells_of(path: Path) -> None:
    """Everything that is read of a file before its table is looked for; raises DealfitError."""
    begins = path.read_bytes()[:8]
    if begins.startswith((ZIP, OLE)) or markup.kind_of(path):
        _read_workbook(path)
    elif begins.startswith(PARQUET):
        _read_parquet(path)
    else:
        _read_text(path)


def _read_workbook(path: Path) -> None:
    file = WorkbookFile(path)
    book = opened_books.opened_book(file)
    for name in book.sheet_names[:MOST_SHEETS]:
        rows, merged = workbook_tables._rows(book, name, path.name)
        assert all(isinstance(c, TYPES) for row in rows for c in row)
        assert all(len(row) == len(rows[0]) for row in rows)
        assert all(len(span) == 4 and min(span) >= 0 for span in merged)
        seen = book.details(name) if isinstance(book, markup.Book) else Details(file, name)
        assert all(isinstance(error, str) for error in seen.facts.errors.values())
        assert all(level > 0 for level in seen.looks.levels.values())
        seen.is_folded(len(rows))
        seen.formats()


def _read_parquet(path: Path) -> None:
    for part in parts(path, None, FileMapping()):
        assert all(isinstance(c, str) for row in part.beginning.rows for c in row)
        if part.layout:
            with duckdb.connect() as con:
                staged = stage_parquet(con, path, part.names, path.parent)
                con.execute(f"SELECT * FROM {staged}").fetchall()


def _read_text(path: Path) -> None:
    facts = encoding.scan(path)
    used, _ = encoding.detect(path, facts)
    text = encoding.head_text(path, used)
    copy = path.with_suffix(".utf8")
    facts = encoding.to_utf8(path, used, copy, facts)
    for delimiter in DELIMITERS:
        beginning(text, delimiter)
        whole = list(records(lines_of(copy), delimiter, width=4))
        assert sum(r.lines for r in whole) <= facts.lines
        assert [r.row for r in whole] == sorted({r.row for r in whole})


def table(data: bytes) -> None:
    """Cells → a table: its columns lie within the rows, each row of a report is a line or refused; or the error that a person reads."""
    provider = Provider(data)
    mapping = _mapping(provider)
    with contextlib.suppress(DealfitError):
        if given.rarely(provider, 3):
            cut, delimiter = provider.ConsumeBool(), picked(provider, DELIMITERS)
            text = "\n".join(delimiter.join(row) for row in given.rows(provider))
            _hold(
                csv_layout(
                    text, cut=cut, file="f.csv", encoding="utf-8", table=None, mapping=mapping
                )
            )
            return
        rows = given.sheet(provider)
        merged = _spans(provider, rows)
        lines = range(len(rows))
        shown = Looks(
            levels={
                n: provider.ConsumeIntInRange(1, 7) for n in lines if given.rarely(provider, 4)
            },
            indents={
                (n, 0): provider.ConsumeIntInRange(1, 7) for n in lines if given.rarely(provider, 4)
            },
            hidden=frozenset(n for n in lines if given.rarely(provider, 10)),
            merged=tuple(merged),
        )
        facts = cell_errors.CellErrors(
            zeros=provider.ConsumeIntInRange(0, 9), since_1904=provider.ConsumeBool()
        )
        file = picked(provider, ("f.xlsx", "табель 03.2025.xlsx", "orders.xls"))
        grid = Grid(file, "S", rows, lambda: shown, provider.ConsumeBool, lambda: facts)
        if flat := flatten(grid, None, mapping):
            assert len(flat.rows) == len(flat.numbers)
            assert all(len(row) == len(flat.headers) for row in flat.rows)
            assert all(0 <= place < len(flat.rows) for place in flat.faults)
            _hold(workbook_tables.flat_layout("f.xlsx", "S", flat, None, mapping))
            return
        layout = plain_layout(grid, facts, merged, None, mapping)
        _hold(layout)
        undecided(layout, rows)
        Lines.of(layout, rows)


def _hold(layout: Layout) -> None:
    assert len(set(layout.headers)) == layout.width
    assert all(0 <= place < layout.width for place in layout.columns.values())
    assert all(len(row) >= layout.width or layout.container == "sheet" for row in layout.sample)
    for place in range(layout.width):
        layout.stated(place)


def _spans(provider: Provider, rows: list[list[object]]) -> Merged:
    """Merged ranges as a workbook may tell them, also beyond the last row."""
    spans = []
    for _ in range(provider.ConsumeIntInRange(0, 2)):
        top, left = (
            provider.ConsumeIntInRange(0, len(rows)),
            provider.ConsumeIntInRange(0, len(rows[0])),
        )
        spans.append(
            (
                top,
                left,
                top + provider.ConsumeIntInRange(0, 4),
                left + provider.ConsumeIntInRange(0, 3),
            )
        )
    return spans


FORMATS = listed("encoding|delimiter|decimal|date|sheet|header_row|shape|vat|vat_rate|currency")
TOLD = listed(
    "utf-8|cp1251|;|,|.|DD.MM.YYYY|MM/DD/YYYY|S|1|7|99|-1|grouped|matrix|table|with|without|20|USD|RUB|"
)


def _mapping(provider: Provider) -> FileMapping:
    if not given.rarely(provider, 4):
        return FileMapping()
    names = sorted(TABLES["order_lines"].names)
    columns = {
        picked(provider, names): given.header(provider)
        for _ in range(provider.ConsumeIntInRange(0, 3))
    }
    constants = {"kind": given.cell(provider)} if provider.ConsumeBool() else {}
    formats = {
        picked(provider, FORMATS): picked(provider, TOLD)
        for _ in range(provider.ConsumeIntInRange(0, 3))
    }
    return FileMapping(picked(provider, (None, *TABLES)), columns, constants, formats)


# --- values ------------------------------------------------------------------------------------------------------------

NUMBERS = tuple(
    numbers.NumberFormat(mark, mixed=mixed, signs=signs)
    for mark in (".", ",", None)
    for mixed in (False, True)
    for signs in (numbers.signs(), numbers.UNITS)
)
DATES = (
    dates.DateFormat(),
    dates.DateFormat("dmy", "dots", words=True),
    dates.DateFormat("mdy", "other"),
    dates.DateFormat(mixed=True, order="dmy"),
    dates.DateFormat(months=True, words=True),
    dates.DateFormat(serials=True, since_1904=True),
    dates.DateFormat(pattern="%d.%m.%Y %H:%M"),
)
_DIGITS = re.compile(r"[.,]?[0-9](?:.*[0-9])?[.,]?", re.DOTALL)


def values(data: bytes) -> None:
    """A cell's text → what it says. A number says the digits that stand there; nothing raises."""
    provider = Provider(data)
    said = [given.cell(provider) for _ in range(8)] + [given.pieced(provider) for _ in range(8)]
    _by_python(provider, said)
    seen = [t for each in said if (t := invisible.without(each).replace("\x00", ""))]
    asked = picked(provider, tuple(_statements()))
    for text, value in zip(seen, _asked(asked, seen), strict=True):
        if (
            isinstance(asked, numbers.NumberFormat)
            and value is not None
            and "e" not in text.casefold()
        ):
            assert abs(value) in _readings(text), (text, value, asked)


def _readings(text: str) -> set[Decimal]:
    """What the digits of the text may mean, to four decimals: either mark, or none, is the decimal one."""
    found = _DIGITS.search(text)
    core = re.sub(r"[^0-9.,]", "", found.group()) if found else "0"
    said = set()
    for core_text in (core, core.lstrip(".,")):
        for kept in ".,":
            whole = core_text.replace("," if kept == "." else ".", "").replace(kept, ".")
            if whole.count(".") <= 1 and whole.strip("."):
                said.add(Decimal(whole).quantize(Decimal("0.0001"), ROUND_HALF_UP))
        said.add(Decimal(re.sub("[.,]", "", core_text) or "0").quantize(Decimal("0.0001")))
    return said


def _asked(statement: object, asked: list[str]) -> list[Any]:
    if not asked:  # every text was invisible
        return []
    con, cells = _prepared(), ", ".join(f"({literal(text)})" for text in asked)
    con.execute("TRUNCATE cells")
    con.execute(f"INSERT INTO cells VALUES {cells}")
    return [row[0] for row in con.execute(f"EXECUTE {_statements()[statement][0]}").fetchall()]


@cache
def _statements() -> dict[object, tuple[str, str]]:
    """What is asked of a text → a statement's name and its SQL."""
    asked: dict[object, str] = {}
    for number in NUMBERS:
        asked[number] = (
            f"{numbers.number('c', number)}, {numbers.is_empty('c')}, {numbers.says_nothing('c')} FROM cells"
        )
    for form in DATES:
        of_day = (
            f"day, {dates.known('day')}, {dates.implausible('day', 'c')}, {dates.is_empty('c')}"
        )
        asked["day", form] = f"{of_day} FROM (SELECT c, {dates.date('c', form)} AS day FROM cells)"
        asked["stamp", form] = (
            f"{dates.stamp('c', form, 'c0')} FROM (SELECT c, DATE '2025-01-31' AS c0 FROM cells)"
        )
    asked["clock"] = (
        f"{time_units.clock('c', minutes='false')}, {time_units.is_clock('c')} FROM cells"
    )
    asked["currency"] = f"{currency.code_sql('c')}, {currency.sign_sql('c')} FROM cells"
    return {what: (f"s{n}", sql) for n, (what, sql) in enumerate(asked.items())}


@cache
def _prepared() -> duckdb.DuckDBPyConnection:
    """A database that has every statement ready: binding one takes longer than asking it."""
    con = duckdb.connect(config={"threads": 1})
    con.execute("CREATE TABLE cells (c VARCHAR)")
    for name, sql in _statements().values():
        con.execute(f"PREPARE {name} AS SELECT {sql}")
    return con


def _by_python(provider: Provider, given_texts: list[str]) -> None:
    for text in given_texts:
        read_header = spelling.plain(text)
        spelling.role(text)
        spelling.time_unit(text)
        time_units.named_unit(text)
        remarks.remark(text)
        document.document(text)
        statuses.state_of(text)
        currency.code(text)
        for mark in ".,":
            amounts.amount(text, mark)
        assert isinstance(read_header.words, str)
    meanings.meanings(given_texts[0], TABLES[picked(provider, tuple(TABLES))])
    typed = [given.typed(provider, text) for text in given_texts]
    marks.read(typed)
    assert all(isinstance(cell_texts.cell_text(cell), str) for cell in typed)
    for is_id in (False, True):
        assert len(cell_texts.column_texts(typed, numeric=not is_id, is_id=is_id)) == len(typed)
    cell_texts.is_undecided(typed)
