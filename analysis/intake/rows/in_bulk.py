"""The fast way for a text file: one COPY from text to typed Parquet, in which a row's place is its line.

It stands when the rows written are exactly the file's lines. Rows in trouble, and rows with a value that is left unknown, are
marked in passing (no import_id; what is wrong stands in the place of source_row), and their cells fetched from the file by their
numbers; the rest never goes through Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.intake.columns.layout import Layout
from analysis.intake.files.records import lines_of, split
from analysis.intake.rows.conversion import Conversion, conversion
from analysis.intake.rows.not_counted import far_dates, unread_values
from analysis.intake.rows.not_counted.not_data import NotDataTotals, tell_apart
from analysis.intake.rows.notices import (
    blanks,
    differing_stamps,
    notices,
    pool_periods,
    statuses,
    unknown_words,
)
from analysis.intake.rows.order_lines import amount_notices, row_units, totals
from analysis.intake.rows.order_lines.further_tables import sections
from analysis.intake.rows.report import Counts
from analysis.intake.rows.run import Run, is_numbered, output_columns, publish, repeated_numbers
from analysis.intake.rows.staging import read_csv, written
from analysis.intake.sqltext import literal
from analysis.intake.values import pricing
from analysis.intake.values.format_detection import contradicted
from analysis.intake.values.formats import Formats

MANY = 0.1  # a share of rows in trouble above which the file is better staged as a whole
# What is wrong with a row, in the place of its source_row: NULL where nothing is.
_UNKNOWN_WORD, _BLANKED, _TROUBLE = (
    1,
    2,
    4,
)  # a word without a known meaning; a value left unknown; times the trouble's number
_MARK = (
    f"CAST(nullif({_TROUBLE} * trouble + CASE WHEN blanked THEN {_BLANKED} ELSE 0 END "
    f"+ CASE WHEN unknown THEN {_UNKNOWN_WORD} ELSE 0 END, 0) AS BIGINT)"
)


class NotByLine(Exception):
    """The file's rows are not its lines, or its formats are other than its first rows say: judge it row by row."""


@dataclass(frozen=True)
class _Copied:
    """The file as typed rows in `target`. bad: rows to be judged apart; has_unknown: whether words were unknown."""

    target: Path
    converting: Conversion
    bad: int
    has_unknown: bool


def take_by_line(run: Run, layout: Layout, formats: Formats, text: Path, lines: int) -> Counts:
    """Take in a UTF-8 text file of so many physical lines; raises NotByLine where only the thorough way will do."""
    first = layout.skip + 1
    copied = _copy(run, layout, formats, text, lines, asks_names=False)
    written = copied.target
    by_line = f"read_parquet({literal(written)}) WHERE import_id IS NOT NULL"
    if asks_names := totals.occur(run.con, layout, by_line):
        copied = _copy(run, layout, formats, text, lines, asks_names=True)
    if far_dates.occur(run.con, layout, written):
        raise NotByLine
    run.tell(0.7)
    repeated = run.repeated_lines(layout, written)
    if not copied.bad and not copied.has_unknown and not (repeated and is_numbered(layout)):
        money = run.money(layout, f"read_parquet({literal(written)})")
        found = notices(layout, formats, repeated) + pricing.notices(run.con, layout, formats, "")
        found += statuses(run.con, layout, written) + differing_stamps(run.con, layout, written)
        found += amount_notices.notices(run.con, layout, formats, written) + pool_periods(
            run.con, layout, written
        )
        publish(written, run.accepted)
        nothing = None if money is None else Decimal(0)
        return Counts(
            lines - layout.skip, 0, money, nothing, first, formats, found, NotDataTotals(0, nothing)
        )
    run.con.execute("CREATE OR REPLACE TEMP TABLE late (row BIGINT)")
    source = f"read_parquet({literal(written)}, file_row_number=true)"
    if repeated and is_numbered(layout):
        _find_late(run, source)
    numbers = run.con.execute(
        f"SELECT file_row_number + {first} FROM {source} WHERE import_id IS NULL "
        f"UNION ALL SELECT row + {first} FROM late"
    ).fetchall()
    _stage(run, layout, text, {n for (n,) in numbers})
    if contradicted(run.con, "cells", layout, formats) or sections(
        run.con, layout, "cells", "SELECT row FROM cells"
    ):
        raise NotByLine
    converting = copied.converting
    _find_typed(run, layout, converting, source, first)
    stands = "trouble = 0 AND blanked"  # a value is unknown, and the row is taken in
    called_like_totals = (
        run.count(f"SELECT count(*) FROM typed WHERE trouble = {converting.doubtful}")
        if asks_names
        else totals.occur(run.con, layout, f"typed WHERE {stands}")
    )
    if called_like_totals:
        run.con.execute("DROP TABLE typed")
        raise NotByLine  # the sums of other lines decide
    unread = run.count(f"SELECT count(*) FROM typed WHERE {stands}")
    good = f"{source} WHERE import_id IS NOT NULL"
    if unread and is_numbered(layout) and run.count(_numbered_alike(good, stands)):
        run.con.execute("DROP TABLE typed")
        raise NotByLine  # which of the two rows is late, their places decide
    refused = run.refuse(layout, converting.checks, "cells", stands)
    target = run.scratch / "accepted.parquet"
    columns = f"{output_columns(layout)}, import_id, file_row_number + {first} AS source_row"
    accepting = f"SELECT {columns} FROM {good} AND file_row_number NOT IN (SELECT row FROM late)"
    if unread:
        columns = f"{output_columns(layout)}, {literal(run.import_id)} AS import_id, source_row"
        accepting += f" UNION ALL SELECT {columns} FROM typed WHERE {stands} ORDER BY source_row"
    accepted = run.copy(accepting, target)
    assert accepted - unread + len(numbers) == lines - layout.skip, (
        "every line is accepted or judged"
    )
    if unread and not is_numbered(layout):
        repeated = run.repeated_lines(layout, target)
    money = run.money(layout, f"read_parquet({literal(target)})")
    found = notices(layout, formats, 0 if is_numbered(layout) else repeated)
    if copied.has_unknown:
        found += unknown_words(run.con, layout, read_csv(layout, text))
        found += row_units.notices(run.con, layout, read_csv(layout, text))
    found += blanks(run.con, layout, run.rejected) if accepted and refused else ()
    found += differing_stamps(run.con, layout, target) + amount_notices.notices(
        run.con, layout, formats, target
    )
    found += pool_periods(run.con, layout, target)
    found += unread_values.write(
        run.con,
        layout,
        converting.blanks,
        converting.values("cells"),
        stands,
        run.import_id,
        run.unread,
        run.scratch,
    )
    found += pricing.notices(run.con, layout, formats, "") + statuses(run.con, layout, target)
    publish(target, run.accepted)
    apart = tell_apart(run, layout, refused)
    lost = run.money(layout, f"typed WHERE NOT ({stands})")
    return Counts(accepted, refused, money, lost, None, formats, found, apart)


def _numbered_alike(good: str, stands: str) -> str:
    """SQL: how many rows of `typed` that stand have the order and line number of another row that does."""
    return (
        f"WITH unread AS (SELECT order_id, line_no FROM typed WHERE {stands} AND line_no IS NOT NULL), "
        f"others AS (SELECT order_id, line_no FROM {good} UNION ALL SELECT * FROM unread) "
        "SELECT count(*) FROM (SELECT order_id, line_no FROM others SEMI JOIN unread USING (order_id, line_no) "
        "GROUP BY ALL HAVING count(*) > 1)"
    )


def _copy(
    run: Run,
    layout: Layout,
    formats: Formats,
    text: Path,
    lines: int,
    *,
    asks_names: bool,
) -> _Copied:
    """The file's lines as typed rows, import_id NULL in those to be judged apart."""
    target = run.scratch / "by_line.parquet"
    nothing = "CAST(NULL AS VARCHAR)"
    converting = conversion(layout, formats, asks_names=asks_names)
    typed = converting.over(
        read_csv(layout, text), "CAST(NULL AS BIGINT)", nothing, by_position=True
    )
    marks = (
        f"CASE WHEN trouble = 0 AND NOT blanked THEN {literal(run.import_id)} END AS import_id, "
        f"{_MARK} AS source_row"
    )
    try:
        rows = run.copy(f"SELECT {output_columns(layout)}, {marks} FROM ({typed})", target)
    except duckdb.Error as error:
        raise NotByLine from error
    if rows != lines - layout.skip:
        raise NotByLine
    if formats.clocks and run.count(
        f"SELECT count(quantity) - count(unit) FROM read_parquet({literal(target)})"
    ):
        raise NotByLine  # further down some quantities are no clock values
    [(bad, unknown)] = run.con.execute(
        f"SELECT count(*) - count(import_id), count(*) FILTER (source_row & {_UNKNOWN_WORD} > 0) "
        f"FROM read_parquet({literal(target)})"
    ).fetchall()
    if bad > MANY * rows + 100:
        raise NotByLine
    return _Copied(target, converting, bad, unknown > 0)


def _find_typed(run: Run, layout: Layout, converting: Conversion, source: str, first: int) -> None:
    """Table `typed`: the rows of `cells` that are not blank, as they were converted, under their lines."""
    columns = (
        f"{output_columns(layout)}, file_row_number + {first} AS source_row, "
        f"coalesce(source_row // {_TROUBLE}, 0) AS trouble, coalesce(source_row & {_BLANKED} > 0, false) AS blanked"
    )
    run.con.execute(
        f"CREATE OR REPLACE TEMP TABLE typed AS SELECT * FROM (SELECT {columns} FROM {source} WHERE import_id IS NULL "
        f"UNION ALL SELECT {columns} FROM {source} WHERE file_row_number IN (SELECT row FROM late)) "
        f"WHERE source_row IN (SELECT row FROM cells WHERE {converting.not_blank})"
    )


def _find_late(run: Run, source: str) -> None:
    """Table `late`: rows (by position, from 0) whose order and line number an earlier good row has already."""
    run.con.execute(
        f"INSERT INTO late {repeated_numbers(source, 'file_row_number', 'import_id IS NOT NULL')}"
    )


def _stage(run: Run, layout: Layout, text: Path, wanted: set[int]) -> None:
    """View `cells`: the lines with these numbers as the file has them."""
    found: list[tuple[int, list[str | None]]] = []
    last = max(wanted, default=0)
    for number, line in enumerate(lines_of(text), start=1):
        if number > last:
            break
        if number in wanted:
            kept: list[str | None] = [
                c or None for c in (split(line, layout.delimiter or ",") or [])[: layout.width]
            ]
            found.append((number, kept + [None] * (layout.width - len(kept))))
    columns = {"row": pa.array([n for n, _ in found], pa.int64())}
    columns |= {c: pa.nulls(len(found), pa.string()) for c in ("fault", "fault_raw")}
    for i in range(layout.width):
        columns[f"c{i}"] = pa.array([cells[i] for _, cells in found], pa.string())
    lines = written(pa.table(columns), run.scratch / "lines.parquet")
    run.con.execute(f"CREATE OR REPLACE TEMP VIEW cells AS SELECT * FROM {lines}")
