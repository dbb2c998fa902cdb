"""The text of a cell as SQL: of a column of the file, or the mapping's constant; and what is counted over all cells of some columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.files.encoding import INVISIBLE
from analysis.intake.sqltext import literal
from analysis.intake.values import rates
from analysis.intake.values.formats import ODD_SPACES, RATED

_UNSEEN = r"[\p{Cf}\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"


def raw(layout: Layout, column: str) -> str | None:
    """SQL of the column's text: a cell, a constant of the mapping, or None where the file has neither."""
    if column in layout.columns:
        return f"c{layout.columns[column]}"
    return literal(layout.constants[column]) if column in layout.constants else None


def words(text: str, odd_spaces: str = ODD_SPACES) -> str:
    """SQL: the text without blanks around it and with single spaces inside, without what shows nothing; NULL for nothing.

    The cheap tests (`< '!'`: empty, or beginning with a blank) spare nearly every cell the rest.
    """
    odd = [f"{text} < '!'", f"contains({text}, '  ')", f"ends_with({text}, ' ')"]
    odd += [f"contains({text}, chr({ord(c)}))" for c in odd_spaces if c != INVISIBLE]
    seen = text
    if INVISIBLE in odd_spaces:
        odd.append(f"regexp_matches({text}, '{_UNSEEN}')")
        seen = f"regexp_replace({text}, '{_UNSEEN}+', '', 'g')"
    tidied = f"nullif(trim(regexp_replace({seen}, '[\\s\\p{{Z}}]+', ' ', 'g')), '')"
    return f"CASE WHEN {' OR '.join(odd)} THEN {tidied} ELSE {text} END"


def count_each(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    columns: Mapping[str, int],
    aggregates: Callable[[str], str],
) -> dict[str, tuple[int, ...]]:
    """The same aggregates of several columns, in one pass."""
    if not columns:
        return {}
    texts = [rates.text_of(i) if c.startswith(RATED) else f"c{i}" for c, i in columns.items()]
    rows = con.execute(
        f"SELECT place, {aggregates('cell')} FROM ({one_below_the_other(texts, relation)}) GROUP BY place"
    ).fetchall()
    seen: dict[int, tuple[int, ...]] = {place: tuple(counts) for place, *counts in rows}
    none = (0,) * (len(con.description or ()) - 1)  # of no rows
    return {column: seen.get(n, none) for n, column in enumerate(columns)}


def one_below_the_other(texts: Sequence[str], relation: str) -> str:
    """SQL: `place` and `cell` of every row's texts. An expression over `cell` is planned once, not once for each column."""
    places = ", ".join(map(str, range(len(texts))))
    return (
        f"SELECT unnest([{places}]) AS place, unnest([{', '.join(texts)}]) AS cell FROM {relation}"
    )


def one_row(
    con: duckdb.DuckDBPyConnection, relation: str, aggregates: list[str]
) -> tuple[int, ...]:
    """The one row of aggregates over a relation."""
    [row] = con.execute(f"SELECT {', '.join(aggregates)} FROM {relation}").fetchall()
    return tuple(row)
