"""Which file is damaged, where a store can't be read or built: found out only once something failed, since it means reading everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb

from analysis import storage
from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.errors import CannotBuild, DamagedFile, DealfitError, DiskFull, NeedsMemory
from analysis.errors.phrases import Phrase, phrase
from analysis.intake.rows.file_endings import UNREAD
from analysis.intake.sqltext import literal
from analysis.isolation import connections

HEADERS = 3 * 4096  # bytes of a DuckDB file before its blocks


def is_damage(trouble: BaseException) -> bool:
    """Whether DuckDB says that a file can't be read, rather than that a query or a value can't be."""
    return isinstance(trouble, duckdb.IOException) or str(trouble).startswith(
        "Corrupt database file"
    )


def detail(trouble: BaseException) -> str:
    """The first line of what DuckDB or the system says."""
    return (str(trouble).splitlines() or [type(trouble).__name__])[0].removeprefix("IO Error: ")


def cut_off(con: duckdb.DuckDBPyConnection, store: Path) -> bool:
    """Whether the open store's file is shorter than its header says; DuckDB itself finds out when it reads what is missing."""
    block, blocks = con.execute(
        "select block_size, total_blocks from pragma_database_size()"
    ).fetchall()[0]
    return bool(store.stat().st_size < HEADERS + block * blocks)


def damage(store: Path) -> str | None:
    """What is wrong with a store's file: every block of it is read. None where it is whole."""
    try:
        with (
            connections.connect() as con
        ):  # beside readers in this very process, whose configuration is another
            con.execute(f"attach {literal(store)} as stored (read_only)")
            names = con.execute(
                "select table_name from duckdb_tables() where database_name = 'stored'"
            ).fetchall()
            for (name,) in names:
                con.execute(f'select count(hash(columns(*))) from stored."{name}"').fetchall()
    except duckdb.Error as trouble:
        return detail(trouble)
    return None


Damage = tuple[Path, Phrase | str]  # a file and what is wrong with it; "": it is missing


def damaged_input(
    root: Path,
    deliveries: Iterable[Delivery],
    looked: Callable[[Path, ImportedFile], Damage | None] | None = None,
) -> DamagedFile | None:
    """The first Parquet file of these deliveries that is missing or can't be read to its end, or that `looked` finds wrong."""
    deliveries = tuple(deliveries)
    gone = manifest.replaced(deliveries)
    for delivery in deliveries:
        for file in delivery.files:
            if file.import_id in gone:
                continue
            if found := (looked or damage_of_import)(root, file):
                path, what = found
                told = {
                    "path": path.relative_to(root),
                    "file": file.file,
                    "number": delivery.delivery_no,
                }
                return (
                    DamagedFile("damaged_input", **told, detail=what)
                    if what
                    else DamagedFile("missing_input", **told)
                )
    return None


def endless(root: Path, file: ImportedFile) -> Damage | None:
    """The first file of an import that is a pipe or a device: whoever reads it waits without end."""
    for path in parquet_of(root, file):
        if path.exists() and not path.is_file() and not path.is_dir():
            return path, phrase("detail.pipe")
    return None


def damage_of_import(root: Path, file: ImportedFile) -> Damage | None:
    """The first file of an import that is missing or can't be read to its end; None where all are whole."""
    if found := endless(root, file):
        return found
    for path in parquet_of(root, file):
        if not path.exists():
            return path, ""
        if what := damage_of_parquet(path):
            return path, what
    return None


def parquet_of(root: Path, file: ImportedFile) -> Iterator[Path]:
    """The files that a build reads of an import."""
    if file.rows_accepted:
        yield root / "inputs" / file.table / f"{file.import_id}.parquet"
    refused = root / "rejected" / f"{file.import_id}.parquet"
    unread = root / "rejected" / f"{file.import_id}{UNREAD}"
    yield from (path for path in (refused, unread) if path.exists())


def damage_of_parquet(path: Path) -> str | None:
    try:
        with connections.connect() as con:
            con.execute(
                f"select count(hash(columns(*))) from read_parquet({literal(path)})"
            ).fetchall()
    except duckdb.Error as trouble:
        return detail(trouble)
    return None


def why_not_built(trouble: Exception, root: Path, deliveries: Iterable[Delivery]) -> DealfitError:
    """The sentence for a build that failed: no room, too little memory, a damaged input, or what DuckDB says of the values."""
    if storage.is_no_room(trouble):
        return DiskFull("no_room_for_store", folder=root / "stores")
    if isinstance(trouble, OSError):
        return storage.of_system(trouble, Path(trouble.filename or root))
    if isinstance(trouble, duckdb.OutOfMemoryException):
        return NeedsMemory("build_memory", detail=detail(trouble))
    return damaged_input(root, deliveries) or CannotBuild(
        "build_failed", detail=str(trouble).splitlines()[0]
    )
