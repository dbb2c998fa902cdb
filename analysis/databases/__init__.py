"""Databases: the input tables from PostgreSQL or MS SQL, for plants that don't export by hand.

The way of a query: `address` and `query` (read and judged before anything is asked) → `postgresql` or `sqlserver` (a read-only
session whose rows come as text) → `fetching` (Parquet, and what the rows are known by) → the same import as any file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType

from analysis import intake
from analysis.actions import importing
from analysis.actions.importing import ImportResult
from analysis.databases import address, fetching, postgresql, query, sqlserver
from analysis.errors import DatabaseTrouble
from analysis.intake.columns.workbook_tables import Beginning
from analysis.isolation import scratch
from analysis.journal.settings import saved_mappings
from analysis.progress import StageProgress, silent

SECONDS = 1800  # half an hour: a year's lines come in seconds, so a query that runs longer has lost a join
Connect = Callable[[address.Address, int], AbstractContextManager[fetching.Session]]
_CONNECT: dict[address.Kind, Connect] = {
    "postgresql": postgresql.connect,
    "mssql": sqlserver.connect,
}


def import_all(
    root: Path,
    words: Sequence[str],
    queries: Sequence[Path] = (),
    *,
    table: str | None = None,
    mapping: Path | None = None,
    seconds: int = SECONDS,
    progress: StageProgress = silent,
    who: str = "",
    answers: Mapping[str, str] = MappingProxyType({}),
) -> ImportResult:
    """Takes in what the words of the command name: files, folders, and what a database answers to the queries.

    A query is one SELECT in a file; its table is `table`, or its file's name, or known by its columns; it may take `seconds`.
    All queries see one snapshot. Nothing is taken in where one fails: DatabaseTrouble, UnknownColumns or BadMapping.
    """
    addresses = [word for word in words if address.is_address(word)]
    paths = [Path(word) for word in words if word not in addresses]
    if not addresses and not queries:
        return importing.import_paths(
            root, paths, table=table, mapping=mapping, progress=progress, who=who, answers=answers
        )
    if len(addresses) != 1:
        raise DatabaseTrouble("one_database" if addresses else "query_without_database")
    found = address.parse(addresses[0])
    if not queries:
        raise DatabaseTrouble("query_missing")
    asked = [query.read(path, found.kind) for path in queries]
    told = intake.load_mapping(mapping) if mapping else None

    def mapping_of(columns: tuple[str, ...]) -> intake.FileMapping:
        return (
            told or saved_mappings.find(root, Beginning((columns,), (0,))) or intake.FileMapping()
        )

    with scratch.folder("database") as fetched:
        with _CONNECT[found.kind](found, seconds) as session:
            origins = dict(
                fetching.fetch(
                    session, one, Path(fetched) / str(place), table, mapping_of, progress
                )
                for place, one in enumerate(asked)
            )
        return importing.import_paths(
            root,
            [*origins, *paths],
            table=table,
            mapping=mapping,
            progress=progress,
            origins=origins,
            who=who,
            answers=answers,
        )
