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
from .convert import Check, Conversion, conversion, raw
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
from .vocabulary import VOCABULARY

Progress = Callable[[float], None]


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
        self, con: duckdb.DuckDBPyConnection, scratch: Path, import_id: str, accepted: Path, rejected: Path, tell: Progress
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
            encoding.to_utf8(path, used, text, feeds=not facts.line_feeds and used != "utf-16-le" and used != "utf-16-be")
            lines = encoding.scan(text, digest=False)
        head = encoding.head_text(text, "utf-8")
        cut = text.stat().st_size > encoding.HEAD
        layout = csv_layout(head, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping)
        formats = survey(self.con, stage_sample(self.con, layout), layout)
        self.tell(0.2)
        if formats.settled and not formats.undecided_date and not _needs_judging(layout) and not lines.lone_returns:
            counts = self._fast(layout, formats, text, lines.lines)
            if counts:
                return layout, counts, facts.sha256
        relation = stage_csv(self.con, layout, text, lines.lines, self.scratch)
        return layout, self.judged(layout, relation, formats), facts.sha256

    def _fast(self, layout: Layout, formats: Formats, text: Path, lines: int) -> _Counts | None:
        """The one COPY; None when any row is in doubt or the count of rows is not the count of lines."""
        source, nothing = read_csv(layout, text), "CAST(NULL AS VARCHAR)"
        typed = conversion(layout, formats).over(source, "CAST(NULL AS BIGINT)", nothing, known_words_only=True)
        guard = f"CASE WHEN trouble <> 0 THEN error('doubtful') ELSE {literal(self.import_id)} END"
        target = self.scratch / "fast.parquet"
        try:
            done = self.con.execute(
                f"COPY (SELECT {self._columns(layout)}, {guard} AS import_id, source_row FROM ({typed})) "
                f"TO {literal(target)} (FORMAT parquet)"
            ).fetchone()
        except duckdb.Error:
            return None
        if not done or done[0] != lines - layout.skip:
            return None
        self.tell(0.8)
        repeated = self._repeated_lines(layout, target)
        if repeated and "line_no" in layout.columns:
            return None
        money = self._sum(layout, f"SELECT sum({{}}) FROM read_parquet({literal(target)})")
        publish(target, self.accepted)
        zero = None if money is None else Decimal(0)
        return _Counts(
            done[0], 0, money, zero, layout.skip + 1, self._notices(layout, formats, repeated), formats
        )

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
        checks = self._refuse_repeated(layout, converting)
        good = "trouble = 0" if len(checks) == len(converting.checks) else "trouble = 0 AND source_row NOT IN (SELECT row FROM late)"
        target = self.scratch / "accepted.parquet"
        done = self.con.execute(
            f"COPY (SELECT {self._columns(layout)}, {literal(self.import_id)} AS import_id, source_row FROM typed WHERE {good}) "
            f"TO {literal(target)} (FORMAT parquet)"
        ).fetchone()
        assert done is not None
        total = self.con.execute("SELECT count(*) FROM typed").fetchone()
        assert total is not None
        refused = total[0] - done[0]
        if refused:
            beside = self.scratch / "rejected.parquet"
            trouble = f"CASE WHEN trouble = 0 THEN {len(checks)} ELSE trouble END"
            write_refused(self.con, layout, checks, relation, trouble, good, self.import_id, beside)
            publish(beside, self.rejected)
        money = self._sum(layout, f"SELECT coalesce(sum({{}}), 0) FROM typed WHERE {good}")
        lost = self._sum(layout, f"SELECT coalesce(sum({{}}), 0) FROM typed WHERE NOT ({good}) AND trouble <> 1")
        repeated = 0 if "line_no" in layout.columns else self._repeated_lines(layout, target)
        notices = self._notices(layout, formats, repeated) + self._unknown(layout, relation)
        publish(target, self.accepted)
        self.tell(0.95)
        return _Counts(done[0], refused, money, lost, None, notices, formats)

    def _refuse_repeated(self, layout: Layout, converting: Conversion) -> tuple[Check, ...]:
        """Line numbers that occur twice in an order: the later rows are listed in `late`, one more check names them."""
        if not {"order_id", "line_no"} <= layout.columns.keys():
            return converting.checks
        self.con.execute(
            "CREATE OR REPLACE TEMP TABLE late AS WITH twice AS (SELECT order_id, line_no, min(source_row) AS first_row "
            "FROM typed WHERE trouble = 0 AND line_no IS NOT NULL GROUP BY order_id, line_no HAVING count(*) > 1) "
            "SELECT source_row AS row FROM typed JOIN twice USING (order_id, line_no) "
            "WHERE trouble = 0 AND source_row > first_row"
        )
        found = self.con.execute("SELECT count(*) FROM late").fetchone()
        late = Check("line_no", "", ((DUPLICATE_LINE, "true"),))
        return (*converting.checks, late) if found and found[0] else converting.checks

    def _repeated_lines(self, layout: Layout, parquet: Path) -> int:
        """Rows of order lines beyond the first with the same order and line number (or, without one, the same cells)."""
        if layout.table.name != "order_lines":
            return 0
        columns = ["order_id", "line_no"] if "line_no" in layout.columns else list(layout.columns)
        row = self.con.execute(
            f"SELECT count(*) - count(DISTINCT hash({', '.join(map(name, columns))})) FROM read_parquet({literal(parquet)})"
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
            rows = self.con.execute(
                f"SELECT trim({text}) AS word, count(*) AS rows FROM {relation} JOIN typed ON typed.source_row = row "
                f"WHERE trouble = 0 AND typed.{name(column)} IS NULL AND trim({text}) <> '' GROUP BY word ORDER BY rows DESC, word"
            ).fetchmany(1000)
            if rows:
                words = ", ".join(f"'{str(r[0])[:40]}'" for r in rows[:5])
                notices.append(Notice("unknown_values", {"column": column, "rows": sum(r[1] for r in rows), "values": words}))
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
