"""Take a file in: accepted rows, refused rows, and a report in which read = accepted + refused.

The fast way is one COPY from CSV to typed Parquet in which any doubtful row raises; it stands when the rows written are
the file's lines. Otherwise the cells are staged as text with their row numbers and every row is judged.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from ..errors import UnreadableFile
from . import encoding
from .byline import NotByLine, check_formats, copy_typed, repeated_lines, stage_lines
from .convert import Check, conversion, raw
from .dialect import csv_layout
from .headers import FACTORS, plain
from .layout import Layout
from .mapping import FileMapping
from .reasons import DUPLICATE_LINE, Notice
from .recognise import opened_other
from .refused import write_refused
from .sqltext import connect, literal, name
from .staging import read_csv, stage_csv, stage_parquet, stage_sample, stage_sheet
from .survey import Formats, described, survey, unit_of
from .vocabulary import VOCABULARY, normalised

Progress = Callable[[float], None]
_LATE = Check("line_no", "", ((DUPLICATE_LINE, "true"),))


@dataclass(frozen=True)
class FileImport:
    """What became of one file. Money is the table's money column; a row whose money can't be read counts 0."""

    import_id: str
    file: str
    sheet: str | None
    sha256: str
    table: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    revenue_read: Decimal | None
    revenue_accepted: Decimal | None
    revenue_rejected: Decimal | None
    first_row: int | None  # the file's row of the first Parquet row, where source_row is NULL
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    formats: Mapping[str, str]
    warnings: tuple[Notice, ...]


@dataclass(frozen=True)
class _Counts:
    accepted: int
    rejected: int
    money_accepted: Decimal | None
    money_rejected: Decimal | None
    first_row: int | None
    warnings: tuple[Notice, ...]
    formats: Formats


def take_in(
    path: Path | str,
    *,
    import_id: str,
    accepted: Path,
    rejected: Path,
    table: str | None = None,
    mapping: FileMapping | None = None,
    progress: Progress | None = None,
) -> FileImport:
    """Write `accepted` and, if any row is refused, `rejected`; raises UnreadableFile, UnknownColumns, BadMapping."""
    path, mapping, tell = Path(path), mapping or FileMapping(), progress or (lambda part: None)
    with tempfile.TemporaryDirectory(prefix=".intake-", dir=accepted.parent) as folder:
        scratch = Path(folder)
        with connect(scratch) as con:
            taking = _Taking(con, scratch, import_id, accepted, rejected, tell)
            opened = opened_other(con, path, table, mapping)
            sha256 = encoding.scan(path).sha256 if opened else ""
            if opened and opened.rows is not None:
                layout = opened.layout
                counts = taking.judged(layout, stage_sheet(con, layout, opened.rows), None)
            elif opened:
                layout = opened.layout
                counts = taking.judged(layout, stage_parquet(con, layout, path, opened.names), None)
            else:
                layout, counts, sha256 = taking.text_file(path, table, mapping)
    if not counts.accepted and not counts.rejected:
        raise UnreadableFile("no_rows", file=path.name)
    tell(1.0)
    money = counts.money_accepted is not None
    return FileImport(
        import_id, path.name, layout.sheet, sha256, layout.table.name,
        counts.accepted + counts.rejected, counts.accepted, counts.rejected,
        (counts.money_accepted or Decimal(0)) + (counts.money_rejected or Decimal(0)) if money else None,
        counts.money_accepted, counts.money_rejected if money else None, counts.first_row,
        layout.named, layout.unused, described(layout, counts.formats), counts.warnings,
    )  # fmt: skip


class _Taking:
    """One run of take_in: its database, its folder for passing files, where the results go."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        scratch: Path,
        import_id: str,
        accepted: Path,
        rejected: Path,
        tell: Progress,
    ) -> None:
        self.con, self.scratch, self.import_id = con, scratch, import_id
        self.accepted, self.rejected, self.tell = accepted, rejected, tell

    def text_file(self, path: Path, table: str | None, mapping: FileMapping) -> tuple[Layout, _Counts, str]:
        facts = encoding.scan(path)
        told = mapping.format.get("encoding")
        used = encoding.checked(told, mapping.file) if told else encoding.detect(path, facts)[0]
        self.tell(0.1)
        text, lines = path, facts
        if used != "utf-8" or (facts.returns and not facts.line_feeds):
            text = self.scratch / "utf8.csv"
            lines = encoding.to_utf8(path, used, text, facts)
        head = encoding.head_text(text, "utf-8")
        cut = text.stat().st_size > encoding.HEAD
        layout = csv_layout(head, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping)
        formats = survey(self.con, stage_sample(self.con, layout), layout)
        self.tell(0.2)
        if formats.settled and not _needs_judging(layout) and not lines.lone_returns:
            formats = formats.after(odd_spaces=lines.odd_spaces, plus_signs=lines.plus_signs)
            try:
                return layout, self._by_line(layout, formats, text, lines.lines), facts.sha256
            except NotByLine:
                pass
        relation = stage_csv(self.con, layout, text, lines.lines, self.scratch)
        return layout, self.judged(layout, relation, formats), facts.sha256

    def _by_line(self, layout: Layout, formats: Formats, text: Path, lines: int) -> _Counts:
        target = self.scratch / "fast.parquet"
        bad, unknown = copy_typed(self.con, layout, formats, text, lines, self.import_id, target)
        self.tell(0.7)
        numbered = {"order_id", "line_no"} <= layout.columns.keys()
        repeated = self._repeated_lines(layout, target)
        first = layout.skip + 1
        if not bad and not unknown and not (repeated and numbered):
            money = self._sum(layout, f"SELECT sum({{}}) FROM read_parquet({literal(target)})")
            publish(target, self.accepted)
            return _Counts(
                lines - layout.skip, 0, money, None if money is None else Decimal(0), first,
                self._notices(layout, formats, repeated), formats,
            )  # fmt: skip
        self.con.execute("CREATE OR REPLACE TEMP TABLE late (row BIGINT)")
        if numbered and repeated:
            repeated_lines(self.con, target)
        source = f"read_parquet({literal(target)}, file_row_number=true)"
        rows = self.con.execute(
            f"SELECT file_row_number + {first} FROM {source} WHERE import_id IS NULL UNION ALL SELECT row + {first} FROM late"
        ).fetchall()
        stage_lines(self.con, layout, text, [r[0] for r in rows])
        check_formats(self.con, layout, formats)
        typed = conversion(layout, formats).over("cells", "row", "fault")
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE typed AS {typed}")
        refused = self._refused(layout, (*conversion(layout, formats).checks, _LATE), "cells", "false")
        rest = f"{source} WHERE import_id IS NOT NULL AND file_row_number NOT IN (SELECT row FROM late)"
        beside = self.scratch / "accepted.parquet"
        done = self.con.execute(
            f"COPY (SELECT {self._columns(layout)}, import_id, file_row_number + {first} AS source_row FROM {rest}) "
            f"TO {literal(beside)} (FORMAT parquet)"
        ).fetchone()
        assert done is not None
        money = self._sum(layout, f"SELECT sum({{}}) FROM read_parquet({literal(beside)})")
        lost = self._sum(layout, "SELECT sum({}) FROM typed")
        notices = self._notices(layout, formats, 0 if numbered else repeated)
        if unknown:
            notices += self._unknown(layout, read_csv(layout, text))
        publish(beside, self.accepted)
        return _Counts(done[0], refused, money, lost, None, notices, formats)

    def _refused(self, layout: Layout, checks: tuple[Check, ...], relation: str, good: str) -> int:
        """Write the refused rows of `typed`, a good one being refused for the last check; how many they are."""
        row = self.con.execute(f"SELECT count(*) FROM typed WHERE NOT ({good})").fetchone()
        assert row is not None
        if row[0]:
            beside = self.scratch / "rejected.parquet"
            trouble = f"CASE WHEN trouble = 0 THEN {len(checks)} ELSE trouble END"
            write_refused(self.con, layout, checks, relation, trouble, good, self.import_id, beside)
            publish(beside, self.rejected)
        return int(row[0])

    def judged(self, layout: Layout, relation: str, known: Formats | None) -> _Counts:
        """Judge every staged row: typed with its trouble, then parted into accepted and refused."""
        formats = survey(self.con, relation, layout, known)
        if formats.undecided_date:
            column = formats.undecided_date
            position = layout.columns[column]
            sample = next((r[position] for r in layout.sample if r[position].strip()), "")
            raise UnreadableFile("ambiguous_dates", file=layout.file, header=layout.headers[position], sample=sample)
        converting = conversion(layout, formats)
        typed = self.scratch / "typed.parquet"
        self.con.execute(f"COPY ({converting.over(relation, 'row', 'fault')}) TO {literal(typed)} (FORMAT parquet)")
        self.tell(0.6)
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM read_parquet({literal(typed)})")
        self._find_late(layout)
        good = "trouble = 0 AND source_row NOT IN (SELECT row FROM late)"
        target = self.scratch / "accepted.parquet"
        done = self.con.execute(
            f"COPY (SELECT {self._columns(layout)}, {literal(self.import_id)} AS import_id, source_row FROM typed "
            f"WHERE {good}) TO {literal(target)} (FORMAT parquet)"
        ).fetchone()
        assert done is not None
        refused = self._refused(layout, (*converting.checks, _LATE), relation, good)
        money = self._sum(layout, f"SELECT sum({{}}) FROM typed WHERE {good}")
        lost = self._sum(layout, f"SELECT sum({{}}) FROM typed WHERE NOT ({good}) AND trouble <> 1")
        repeated = 0 if "line_no" in layout.columns else self._repeated_lines(layout, target)
        notices = self._notices(layout, formats, repeated) + self._unknown(layout, relation)
        publish(target, self.accepted)
        self.tell(0.95)
        return _Counts(done[0], refused, money, lost, None, notices, formats)

    def _find_late(self, layout: Layout) -> None:
        """Table `late`: good rows whose order and line number an earlier good row has already."""
        self.con.execute("CREATE OR REPLACE TEMP TABLE late (row BIGINT)")
        if {"order_id", "line_no"} <= layout.columns.keys():
            self.con.execute(
                "INSERT INTO late WITH twice AS (SELECT order_id, line_no, min(source_row) AS first_row FROM typed "
                "WHERE trouble = 0 AND line_no IS NOT NULL GROUP BY order_id, line_no HAVING count(*) > 1) "
                "SELECT source_row FROM typed JOIN twice USING (order_id, line_no) "
                "WHERE trouble = 0 AND source_row > first_row"
            )

    def _repeated_lines(self, layout: Layout, parquet: Path) -> int:
        """Rows of order lines beyond the first with the same order and line number (or, without one, the same cells)."""
        if layout.table.name != "order_lines":
            return 0
        columns = ["order_id", "line_no"] if "line_no" in layout.columns else list(layout.columns)
        row = self.con.execute(
            f"SELECT count(*) - count(DISTINCT hash({', '.join(map(name, columns))})) FROM read_parquet({literal(parquet)}) "
            f"WHERE import_id IS NOT NULL{' AND line_no IS NOT NULL' if 'line_no' in layout.columns else ''}"
        ).fetchone()
        return int(row[0]) if row else 0

    def _sum(self, layout: Layout, query: str) -> Decimal | None:
        if not layout.table.money:
            return None
        row = self.con.execute(query.format(name(layout.table.money))).fetchone()
        return row[0] if row and row[0] is not None else Decimal(0)

    def _columns(self, layout: Layout) -> str:
        return ", ".join(name(c) for c in (*layout.table.names, *(layout.headers[i] for i in layout.extras)))

    def _unknown(self, layout: Layout, relation: str) -> tuple[Notice, ...]:
        """Notices of words without a known meaning, with some of them."""
        notices: list[Notice] = []
        for column in VOCABULARY:
            text = raw(layout, column) if column in layout.table.names else None
            if text is None:
                continue
            known = normalised("word", VOCABULARY[column])
            rows = self.con.execute(
                f"SELECT word, count(*) AS rows FROM (SELECT trim({text}) AS word FROM {relation}) "
                f"WHERE word <> '' AND {known} IS NULL GROUP BY word ORDER BY rows DESC, word"
            ).fetchmany(1000)
            if rows:
                words = ", ".join(f"'{str(r[0])[:40]}'" for r in rows[:5])
                notices.append(
                    Notice("unknown_values", {"column": column, "rows": sum(r[1] for r in rows), "values": words})
                )
        return tuple(notices)

    def _notices(self, layout: Layout, formats: Formats, repeated: int) -> tuple[Notice, ...]:
        notices: list[Notice] = []
        if repeated:
            notices.append(Notice("exact_duplicates", {"rows": repeated}))
        for column, position in layout.columns.items():
            header = layout.headers[position]
            unit = unit_of(layout, column)
            if column == "revenue" and plain(header).with_vat:
                notices.append(Notice("revenue_with_vat", {"header": header}))
            if unit in FACTORS and layout.table.column(column).kind in ("money", "quantity"):
                notices.append(Notice("thousands", {"header": header, "factor": FACTORS[unit]}))
            number, date = formats.numbers.get(column), formats.dates.get(column)
            if number and number.ambiguous:
                sample = next((r[position] for r in layout.sample if "," in r[position] or "." in r[position]), "1,234")
                notices.append(Notice("ambiguous_numbers", {"header": header, "sample": sample, "mark": number.mark}))
            if date and date.ambiguous:
                order = "DD/MM/YYYY" if date.order == "dmy" else "MM/DD/YYYY"
                notices.append(Notice("ambiguous_dates", {"header": header, "order": order}))
        return tuple(notices)


def _needs_judging(layout: Layout) -> bool:
    """Whether the meaning of a column depends on all rows: discounts that may be shares."""
    return "discount" in layout.columns and "revenue" not in layout.columns


def publish(beside: Path, target: Path) -> None:
    """Flush to disk, then give the file its name: whole or not at all."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(beside, target)
