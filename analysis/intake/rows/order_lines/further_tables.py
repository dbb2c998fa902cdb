"""A table under another on one sheet: what stands under a header in another order, or a title such as «План на март», is none of the first.

A header that merely comes again (on each page, for each department) goes on with the same table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.header_words.meanings import PLANNED
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.stacking import is_words
from analysis.intake.patterns import bounded
from analysis.intake.reasons import OTHER_TABLE, UNDER_A_TITLE
from analysis.intake.rows.row_checks import repeats_header
from analysis.intake.sqltext import literal

LEAST = 3  # columns that make a row a header
_ABOVE = 3  # rows over a header in which its title stands
_LOOKED_AT = 20_000  # rows in trouble; a header always is one
_OTHERWISE = bounded(
    rf"\W*(?:{'|'.join(map(re.escape, PLANNED))}|возврат|отмен[её]н|аннулир|returns?\b|cancell?ed)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Section:
    """Rows from `first` on, up to the row before `end`, that are none of the table's lines."""

    first: int
    end: int | None
    reason: str


def sections(
    con: duckdb.DuckDBPyConnection, layout: Layout, relation: str, troubled: str
) -> tuple[Section, ...]:
    """The sections of `relation` (row, c0, c1 …) that are other tables. troubled: SQL, the rows among which headers are."""
    cells = ", ".join(f"c{i}" for i in range(layout.width))
    wordy = f"NOT regexp_matches(concat_ws(' ', {cells}), '\\d')"
    rows = con.execute(
        f"SELECT row, coalesce({repeats_header(layout)}, false), [{cells}] FROM {relation} WHERE row IN ({troubled}) AND {wordy} "
        f"ORDER BY row LIMIT {_LOOKED_AT}"
    ).fetchall()
    found: list[Section] = []
    for row, is_same, texts in rows:
        header = [text or "" for text in texts]
        same = is_same or _is_same(header, layout)
        if same is None:
            continue
        title = _title(con, layout, relation, row)
        reason = (
            OTHER_TABLE
            if not same
            else UNDER_A_TITLE
            if title and _OTHERWISE.match(title[1])
            else ""
        )
        if found and found[-1].end is None and (reason or same):
            found[-1] = Section(found[-1].first, title[0] if title else row, found[-1].reason)
        if reason:
            found.append(Section(title[0] if title else row, None, reason))
    return tuple(found)


def _is_same(cells: Sequence[str], layout: Layout) -> bool | None:
    """Whether the row is a header under which the table's columns stay where they are; None where it is no header."""
    if not is_words(cells):
        return None
    columns = match(cells, layout.table).columns
    filled = sum(bool(c.strip()) for c in cells)
    if len(columns) < LEAST or len(columns) * 2 < filled:
        return None
    return all(layout.columns.get(c, i) == i for c, i in columns.items())


def _title(
    con: duckdb.DuckDBPyConnection, layout: Layout, relation: str, row: int
) -> tuple[int, str] | None:
    """The row right over a header that holds one text, and that text."""
    cells = ", ".join(f"c{i}" for i in range(layout.width))
    above = con.execute(
        f"SELECT row, [{cells}] FROM {relation} WHERE row BETWEEN {row - _ABOVE} AND {row - 1} ORDER BY row DESC"
    ).fetchall()
    for number, each in above:
        texts = [text for text in each if text and text.strip()]
        if len(texts) == 1:
            return number, texts[0]
        if texts:
            return None
    return None


def marked(relation: str, layout: Layout, found: Sequence[Section]) -> str:
    """SQL: the relation, the filled rows of these sections with their reason as fault."""
    cells = ", ".join(f"nullif(trim(c{i}), '')" for i in range(layout.width))
    cases = " ".join(
        f"WHEN row >= {s.first}{f' AND row < {s.end}' if s.end else ''} THEN {literal(s.reason)}"
        for s in found
    )
    fault = f"CASE WHEN fault IS NOT NULL OR coalesce({cells}) IS NULL THEN fault {cases} END"
    return f"(SELECT * REPLACE ({fault} AS fault) FROM {relation})"
