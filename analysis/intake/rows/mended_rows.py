"""Mended rows as a file brings them, and their second judging: by the mapping and in the formats of their first."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from analysis.intake.columns.delimited_text import DELIMITERS
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.tables import Part, beginning
from analysis.intake.columns.workbook_tables import cells_of
from analysis.intake.files import encoding
from analysis.intake.files.records import records
from analysis.intake.questions import Question
from analysis.intake.reasons import MORE_CELLS
from analysis.intake.rows import kept_formats
from analysis.intake.rows.conversion import conversion
from analysis.intake.rows.report import Counts
from analysis.intake.rows.row_by_row import judge
from analysis.intake.rows.run import Run
from analysis.intake.rows.staging import written
from analysis.intake.sheets.cell_texts import cell_text
from analysis.intake.sheets.grid import Cell
from analysis.intake.sqltext import connect, literal, name
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import NUMERIC, ODD_SPACES, Formats
from analysis.isolation import scratch
from analysis.progress import silent

HEAD = 1 << 16
ENCODINGS = ("utf-8", "cp1251", "utf-16-le")
Cells = Mapping[str, str]


class TakenIn(Protocol):
    """A table that was taken in, as whoever keeps it remembers how it was read."""

    @property
    def import_id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def sheet(self) -> str | None: ...
    @property
    def headers(self) -> tuple[str, ...]: ...
    @property
    def columns(self) -> Mapping[str, str]: ...
    @property
    def mapping(self) -> Mapping[str, Any]: ...  # as FileMapping
    @property
    def reading(self) -> str: ...  # as kept_formats.to_text wrote it
    @property
    def questions(self) -> tuple[Question, ...]: ...


@dataclass(frozen=True)
class Judged:
    """Mended rows judged anew: their counts, and what they counted in the refused money before (rows of unknown amount apart)."""

    counts: Counts
    money_before: Decimal | None  # None for a table without a money column
    without_before: int


def header_of(
    path: Path, part: Part, keys: frozenset[str]
) -> tuple[int, tuple[str, ...], str] | None:
    """The row of headers that has the column of keys: its number, its cells, and a text file's delimiter; None without."""
    if part.sheet is not None:
        return _with_key(part.beginning.rows, part.beginning.numbers, keys, "")
    if part.names:
        return None
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not any(key.encode(name) in head for key in keys for name in ENCODINGS):
        return None
    text = encoding.head_text(path, encoding.detect(path)[0], size=HEAD)
    tried = ((d, beginning(text, d)) for d in DELIMITERS)
    found = (_with_key(first.rows, first.numbers, keys, d) for d, first in tried)
    return next((each for each in found if each), None)


def _with_key(
    rows: Sequence[tuple[str, ...]], numbers: Sequence[int], keys: frozenset[str], delimiter: str
) -> tuple[int, tuple[str, ...], str] | None:
    for row, number in zip(rows, numbers, strict=True):
        named = tuple(" ".join(cell.split()) for cell in row)
        if keys & set(named):
            return number, named, delimiter
    return None


def rows_of(
    path: Path, part: Part, keys: frozenset[str]
) -> tuple[tuple[str, ...], Iterator[tuple[int, Sequence[Cell]]]]:
    """The headers, and the rows under them with their numbers; the cells of a workbook typed."""
    found = header_of(path, part, keys)
    assert found is not None, "asked of a file with mended rows only"
    number, header, delimiter = found
    if part.sheet is not None:
        below = enumerate(cells_of(path, part.sheet)[number:], start=number + 1)
        return header, ((at, row) for at, row in below)
    text = encoding.head_text(path, encoding.detect(path)[0], size=path.stat().st_size + 1)
    lines = (line.rstrip("\r") for line in (text.split("\n") if "\n" in text else text.split("\r")))
    return header, ((r.row, r.cells) for r in records(lines, delimiter) if r.row > number)


def writing(file: TakenIn) -> Callable[[str, Cell], str]:
    """How a typed cell under a header of `file` is written there: a number with the decimal mark of its column.

    Three decimals get a fourth, a zero: 1.234 could be read as a thousand, 1.2340 can't.
    """
    layout, formats = _as_read(file)
    marks = {
        file.columns[c]: formats.numbers[c].mark or formats.usual
        for c in layout.columns
        if layout.table.column(c).kind in NUMERIC and c in formats.numbers
    }

    def written_there(header: str, cell: Cell) -> str:
        if not isinstance(cell, float) or header not in marks:
            return cell_text(cell)
        whole, point, decimals = cell_text(cell).partition(".")
        return (
            f"{whole}{marks[header]}{decimals}{'0' if len(decimals) == 3 else ''}"
            if point
            else whole
        )

    return written_there


def _as_read(file: TakenIn) -> tuple[Layout, Formats]:
    mapping = FileMapping(**file.mapping) if file.mapping else FileMapping()
    layout, formats = kept_formats.layout_of(
        file.reading, file.file, file.table, file.headers, file.columns, mapping
    )
    return replace(layout, sheet=file.sheet), formats


def judge_again(
    folder: Path,
    import_id: str,
    file: TakenIn,
    changed: Mapping[int, Cells],
    old: Mapping[int, Cells],
    earlier: Sequence[Path],
    amounts: Sequence[Decimal | None] | None = None,
) -> Judged:
    """Judges rows of `file` (by row number) as they are now; their Parquet under `import_id`, the rows' own import inside.

    old: the cells of the same rows when they were refused last; amounts: what they counted in the refused money then, None where
    it could not be read (without them it is worked out from the cells). earlier: Parquet of the rows of that file that count already.
    """
    layout, formats = _as_read(file)
    inputs, refusals = folder / "inputs" / file.table, folder / "rejected"
    inputs.mkdir(parents=True, exist_ok=True)
    refusals.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".taking-", dir=folder / "inputs") as working,
        connect(Path(working)) as con,
    ):
        accepted, rejected = inputs / f"{import_id}.parquet", refusals / f"{import_id}.parquet"
        run = Run(con, Path(working), file.import_id, accepted, rejected, silent)
        before = (
            _amounts(run, layout, formats, _staged(layout, old, Path(working) / "old.parquet"))
            if amounts is None
            else amounts
        )
        relation = _staged(layout, changed, Path(working) / "changed.parquet")
        formats = _completed(formats, detect_formats(con, relation, layout))
        counts = judge(
            run, layout, relation, None, told=formats, earlier=earlier, questions=file.questions
        )
    without = sum(amount is None for amount in before) if layout.table.money else 0
    return Judged(counts, _sum(layout, before), without)


def differing(file: TakenIn, rows: Mapping[int, Cells], taken: Sequence[Path]) -> tuple[int, ...]:
    """Rows (by number) that would be refused now, or have other values than in the Parquet where they were taken in."""
    with scratch.folder("mended") as beside:
        judge_again(Path(beside), file.import_id, file, rows, {}, ())
        new = Path(beside) / "inputs" / file.table / f"{file.import_id}.parquet"
        listed, wanted = ", ".join(map(literal, taken)), ", ".join(map(str, rows))
        with connect(Path(beside)) as con:
            before = f"read_parquet([{listed}], union_by_name = true)"
            columns = ", ".join(
                name(str(c[0])) for c in con.execute(f"DESCRIBE SELECT * FROM {before}").fetchall()
            )
            found = con.execute(
                f"SELECT DISTINCT source_row FROM (SELECT {columns} FROM {before} WHERE source_row IN ({wanted}) "
                f"EXCEPT SELECT {columns} FROM read_parquet({literal(new)})) ORDER BY source_row"
            ).fetchall()
    return tuple(row for (row,) in found)


def _completed(known: Formats, seen: Formats) -> Formats:
    """The formats of the file; where it never had to say its decimal mark or its order of day and month, as the rows do."""
    numbers = {
        c: replace(seen.numbers.get(c, f), signs=f.signs) if f.mark is None else f
        for c, f in known.numbers.items()
    }
    dates = {
        c: replace(f, order=f.order or seen.dates[c].order, words=f.words or seen.dates[c].words)
        if c in seen.dates
        else f
        for c, f in known.dates.items()
    }
    back = replace(
        known.back,
        returns=known.back.returns or seen.back.returns,
        signs=known.back.signs or seen.back.signs,
    )
    whole = replace(known, numbers=numbers, dates=dates, undecided_date=None, back=back)
    return whole.after(odd_spaces=ODD_SPACES, odd_signs=True)


def _amounts(run: Run, layout: Layout, formats: Formats, relation: str) -> list[Decimal | None]:
    """What the rows counted in the refused money, of a file whose refused rows don't say it."""
    if not layout.table.money:
        return []
    typed = conversion(layout, formats).over(relation, "row", "fault")
    amount = f"CASE WHEN trouble <> 1 THEN {name(layout.table.money)} END"
    return [value for (value,) in run.con.execute(f"SELECT {amount} FROM ({typed})").fetchall()]


def _sum(layout: Layout, amounts: Sequence[Decimal | None]) -> Decimal | None:
    return sum((a for a in amounts if a is not None), Decimal(0)) if layout.table.money else None


def _staged(layout: Layout, rows: Mapping[int, Cells], target: Path) -> str:
    """SQL: the rows as staging gives them; cells beyond the headers are a fault."""
    known = set(layout.headers)
    faults = [
        MORE_CELLS if any(c.strip() for h, c in cells.items() if h not in known) else None
        for cells in rows.values()
    ]
    raws = [
        json.dumps(dict(cells), ensure_ascii=False) if f else None
        for cells, f in zip(rows.values(), faults, strict=True)
    ]
    columns = {"row": pa.array(list(rows), pa.int64())}
    columns |= {"fault": pa.array(faults, pa.string()), "fault_raw": pa.array(raws, pa.string())}
    for i, header in enumerate(layout.headers):
        columns[f"c{i}"] = pa.array(
            [cells.get(header) or None for cells in rows.values()], pa.string()
        )
    return written(pa.table(columns), target)
