"""A query's rows into a Parquet file of text cells, batch by batch, and what those rows are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import intake
from analysis.actions.arrivals import Origin
from analysis.databases.query import Query
from analysis.errors import DatabaseTrouble, causes
from analysis.intake.columns.header_row import checked_header
from analysis.intake.sqltext import literal, name
from analysis.isolation import connections
from analysis.progress import StageProgress

MappingOf = Callable[[tuple[str, ...]], intake.FileMapping]  # of a query that selects these columns


@dataclass(frozen=True)
class Rows:
    """`columns` as the query names them; each batch has them in this order, all as text.

    `said` tells people where the rows came from, without secrets.
    """

    columns: tuple[str, ...]
    batches: Iterator[pa.RecordBatch]
    said: Mapping[str, str]


class Session(Protocol):
    """A read-only session."""

    def rows(self, query: Query) -> Rows: ...


def fetch(
    session: Session,
    query: Query,
    folder: Path,
    table: str | None,
    mapping_of: MappingOf,
    progress: StageProgress,
) -> tuple[Path, Origin]:
    """Writes the rows under the query file's name; the columns are checked before the first row is asked for."""
    progress(query.file, 0.0)
    rows = session.rows(query)
    _names_differ(query, rows.columns)
    checked_header([rows.columns], table, mapping_of(rows.columns), query.file)
    target = folder / query.file
    try:
        count = _write(
            rows,
            target,
            lambda n: progress(f"{query.file}: {f'{n:,}'.replace(',', ' ')} rows", 0.0),
        )
    except OSError as trouble:
        raise DatabaseTrouble(
            "query_no_room", file=query.file, detail=causes.of_system(trouble)
        ) from None
    if not count:
        raise DatabaseTrouble("query_no_rows", file=query.file)
    return target, Origin(identity(target, rows.columns), rows.said)


def _write(rows: Rows, target: Path, tell: Callable[[int], None]) -> int:
    """Writes batch after batch; the number of rows."""
    target.parent.mkdir()
    schema, count = pa.schema([(column, pa.string()) for column in rows.columns]), 0
    with pq.ParquetWriter(target, schema) as writer:
        for batch in rows.batches:
            writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
            count += len(batch)
            tell(count)
    return count


def _names_differ(query: Query, columns: tuple[str, ...]) -> None:
    seen = {"file_row_number"}  # the name that DuckDB gives to a Parquet row's place
    for column in columns:
        if column.casefold() in seen:
            raise DatabaseTrouble("query_same_names", file=query.file, name=column)
        seen.add(column.casefold())


def identity(parquet: Path, columns: tuple[str, ...]) -> str:
    """What the rows are known by, in any order: without ORDER BY, a database gives the same rows in another one each time."""
    cells = ", ".join(f"coalesce(concat(strlen({name(c)}), ':', {name(c)}), '-')" for c in columns)
    with connections.connect() as con:
        [sums] = con.execute(
            f"SELECT count(*), sum(md5_number_lower(row)), sum(md5_number_upper(row)) "
            f"FROM (SELECT concat({cells}) AS row FROM read_parquet({literal(parquet)}))"
        ).fetchall()
    return hashlib.sha256(repr((columns, sums)).encode()).hexdigest()
