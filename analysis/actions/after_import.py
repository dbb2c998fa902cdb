"""What a build finds of the files taken in: rows that it sets aside, and checks and notices with guilty rows.

Reads no pandas: the demo plant is imported while the server starts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from analysis.delivery.manifest import ImportedFile
from analysis.dictionary.codes import SET_ASIDE
from analysis.intake.reasons import NOT_DATA
from analysis.stores import sandbox, store

SHOWN = 5
EXAMPLE = 60  # signs
EXAMPLES = 3  # rows of each reason
SAID_BY_FILE = "a_use_names_an_unknown_pool_or_order"  # SetAside says it, file by file
FIRST = (  # what takes costs out of the result comes before what is only odd
    "a_time_equation_can_not_be_used",
    "a_pool_has_no_capacity",
    "a_spread_pool_has_nothing_to_be_spread_over",
    "a_pool_is_stated_twice_in_one_file",
)


@dataclass(frozen=True)
class SetAside:
    """Rows of a file that the build sets aside for one reason: how many, how many values cause it, the first of these."""

    file: str
    reason: str  # a code of SET_ASIDE
    rows: int
    values: int
    example: str
    import_id: str = ""


@dataclass(frozen=True)
class Noticed:
    """A check (level `checks`: the arithmetic is broken) or a notice (`notices`: the data is odd) that has guilty rows."""

    name: str
    level: str
    sentence: str
    rows: int


@dataclass(frozen=True)
class RefusedCell:
    """Where a refused row stands in its file and what is at fault there; column and value are None for the row as a whole."""

    row_number: int
    column: str | None
    value: str | None


@dataclass(frozen=True)
class Refusal:
    """Rows of an import that are refused for one reason, as data that a person can mend; the first of them."""

    import_id: str
    reason: str
    rows: int
    first: tuple[RefusedCell, ...] = ()


@dataclass(frozen=True)
class Findings:
    """files: as the build counts their rows; refused: of these files, the most rows first.

    set_aside: of every file in the store; noticed: the gravest first.
    """

    files: tuple[ImportedFile, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    refused: tuple[Refusal, ...] = ()


def find(root: Path, build_id: str, taken: Iterable[ImportedFile]) -> Findings:
    """From the published store."""
    with sandbox.looked_into(store.path(root, build_id)) as con:
        files = tuple(_counted(con, f) for f in taken)
        return Findings(files, set_aside(con), noticed(con), _refused(con, files))


def _counted(con: duckdb.DuckDBPyConnection, file: ImportedFile) -> ImportedFile:
    found = con.execute(
        "select rows_accepted, rows_rejected, control_accepted, control_rejected, rows_set_aside from imports where import_id = ?",
        [file.import_id],
    ).fetchall()
    if not found or not found[0][4]:
        return file
    accepted, rejected, control_accepted, control_rejected, _ = found[0]
    return replace(
        file,
        rows_accepted=accepted,
        rows_rejected=rejected,
        revenue_accepted=None if control_accepted is None else str(control_accepted),
        revenue_rejected=None if control_rejected is None else str(control_rejected),
    )


def set_aside(con: duckdb.DuckDBPyConnection) -> tuple[SetAside, ...]:
    """Of every file of the store that the connection holds."""
    found = con.execute(
        """select file, reason_code, count(*), count(distinct "value"), min("value"), import_id from rejected_rows
        where list_contains(?, reason_code) group by import_id, file, reason_code order by import_id, reason_code""",
        [list(SET_ASIDE)],
    )
    return tuple(
        SetAside(file, why, rows, values, short(first), import_id)
        for file, why, rows, values, first, import_id in found.fetchall()
    )


def _refused(con: duckdb.DuckDBPyConnection, files: Iterable[ImportedFile]) -> tuple[Refusal, ...]:
    """Grouped, the most rows first. Of mended rows: those of their import that are refused still."""
    imports = sorted({f.mends or f.import_id for f in files})
    found = con.execute(
        """select import_id, reason_code, count(*),
            (array_agg({'row': row_number, 'column': "column", 'value': "value"} order by row_number))[1:?]
        from rejected_rows where list_contains(?, import_id) and not list_contains(?, reason_code)
        group by import_id, reason_code order by import_id, count(*) desc, reason_code""",
        [EXAMPLES, imports, [*SET_ASIDE, *NOT_DATA]],
    )
    return tuple(
        Refusal(
            import_id,
            reason,
            rows,
            tuple(RefusedCell(c["row"], c["column"], c["value"]) for c in first),
        )
        for import_id, reason, rows, first in found.fetchall()
    )


def short(value: str | None) -> str:
    """A cell of the file, fit for a line on a terminal."""
    text = "".join(sign if sign.isprintable() else " " for sign in value or "")
    return text if len(text) <= EXAMPLE else f"{text[:EXAMPLE]}…"


def noticed(con: duckdb.DuckDBPyConnection) -> tuple[Noticed, ...]:
    found = con.execute(
        "select name, level, sentence, guilty_rows from checks where guilty_rows > 0 and name <> ? order by level, name",
        [SAID_BY_FILE],
    )
    place = {name: n for n, name in enumerate(FIRST)}
    rows = (Noticed(*row) for row in found.fetchall())
    return tuple(
        sorted(rows, key=lambda n: (n.level != "checks", place.get(n.name, len(place)), n.name))
    )
