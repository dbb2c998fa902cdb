"""Refused rows to take away and mend: as CSV or as a workbook, each with the key by which it finds home."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import duckdb

from analysis.actions.mended_rows import (
    KEYS,
    NUMBER,
    WHY,
    MendableDeliveries,
    Say,
    is_stopped,
    open_rows,
)
from analysis.delivery import manifest, row_keys
from analysis.language import words
from analysis.output import csv_text
from analysis.output.csv_text import LONGEST_CELL
from analysis.stores import whole


def _plainly(column: str, reason: str) -> str:
    sentence = words("en").code("reason", reason)
    return f"{column}: {sentence}" if column else sentence


def to_csv(
    root: Path, import_id: str | None = None, lang: str = "ru", say: Say = _plainly
) -> bytes:
    """The refused rows of an import (None: of all) for mending: UTF-8 with BOM, every cell as it stands in the file.

    A cell that a spreadsheet would take for a formula has an apostrophe before it, which the import takes off again.
    say: how a column and a reason are told. DamagedFile where the rows kept of an import can't be read.
    """
    delimiter = ";" if lang == "ru" else ","
    rows = [csv_text.line(map(_safe, row), delimiter) for row in _table(root, import_id, lang, say)]
    return b"\xef\xbb\xbf" + "".join(rows).encode("utf-8", "replace")


def to_xlsx(
    root: Path, import_id: str | None = None, lang: str = "ru", say: Say = _plainly
) -> bytes:
    """The same as a workbook in which every cell is text: Excel leaves ids and dates as they are."""
    file = io.BytesIO()
    import xlsxwriter  # where rows are written only: every import reads this module

    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("Dealfit")
    as_text = book.add_format({"num_format": "@"})
    for line, row in enumerate(_table(root, import_id, lang, say)):
        for place, cell in enumerate(row):
            page.write_string(line, place, cell[:LONGEST_CELL], as_text)
    page.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _table(root: Path, import_id: str | None, lang: str, say: Say) -> Iterator[list[str]]:
    there = MendableDeliveries(root, manifest.read(root / "imports"))
    chosen = [f for f in there.standing.values() if import_id in (None, f.import_id) and f.reading]
    try:
        rows = [(f, open_rows(there, f)) for f in chosen]
    except duckdb.Error as trouble:
        raise whole.damaged_input(root, there.deliveries) or trouble from trouble
    rows = [(f, refused) for f, refused in rows if refused]
    headers = dict.fromkeys(
        [h for f, _ in rows for h in f.headers]
        + [h for _, refused in rows for r in refused.values() for h in r.cells]
    )
    yield [KEYS[lang], WHY[lang], *headers]
    for file, refused in rows:
        for r in refused.values():
            told = say(r.column or "", r.reason)
            yield [row_keys.key(file, r.row_number), told, *(r.cells.get(h, "") for h in headers)]


def _safe(cell: str) -> str:
    return "'" + cell if is_stopped(cell) and not NUMBER.match(cell) else cell
