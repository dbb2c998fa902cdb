"""Builds a store (one DuckDB file) from the inputs and publishes it by an atomic swap of the pointer `current`.

Nobody ever writes a file that is read: the new store grows under a hidden name, is closed, renamed, and only then named by
the pointer. Killed at any moment, the workspace opens with the old store or the new one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import duckdb

from analysis import places, storage, toml
from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery
from analysis.errors import DamagedFile
from analysis.isolation import connections, scratch
from analysis.journal import portrait, settings
from analysis.progress import Progress, silent
from analysis.sql import tables
from analysis.stores import decided, fingerprint, loading, pipeline, sandbox
from analysis.stores.whole import damaged_input, endless, why_not_built

KEPT_STORES = 3
POINTER = "current"
NAME = re.compile(r"[\w-]{1,80}")
LONGEST_NAME = 1000  # bytes of the pointer

# A store that grows counts for nothing: once it is whole it is synced, see _sync.
GROWING = {"fsync_mode": "NONE"}
SMALL_INPUTS = 1_000_000  # bytes of Parquet, up to which the store's blocks are small ones
TINY_INPUTS = 100_000  # bytes of Parquet, up to which a store is built as few rows are worked on
# Bytes of Parquet. Above, DuckDB divides each step among the processors itself, and two steps at a time might lack memory.
TWO_STEPS_UP_TO = 10_000_000
SMALL_BLOCK = (
    16_384  # bytes; DuckDB's usual 262,144 leave a store of a few rows 9 MB of air, in 60 tables
)


def whole_fingerprint(root: Path, deliveries: Iterable[Delivery]) -> str:
    """Of all that decides a store's contents: inputs, pipeline, settings, corrections. DealfitError where one of them can't be read."""
    texts = (toml.text(root / "settings" / name) or "" for name in ("settings.toml", portrait.FILE))
    parts = [fingerprint.of(deliveries), *texts, *decided.marks(root)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def current(root: Path) -> str | None:
    """The published build's name, or None where nothing was published yet.

    Where the pointer is damaged or names no store, it is the newest store: each was whole when it got its name.
    """
    try:
        name = places.small_file(root / POINTER, LONGEST_NAME).decode().strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    if NAME.fullmatch(name) and path(root, name).exists():
        return name
    newest = max(
        (p.stem for p in (root / "stores").glob("[0-9]*.duckdb") if p.is_file()), default=None
    )
    return newest


def path(root: Path, name: str) -> Path:
    return root / "stores" / f"{name}.duckdb"


def is_fresh(root: Path) -> bool:
    """DealfitError where that can't be told: settings, decisions or the records of the imports are damaged."""
    name = current(root)
    return name is not None and name.endswith(whole_fingerprint(root, deliveries_of(root)))


def deliveries_of(root: Path) -> tuple[Delivery, ...]:
    """The deliveries that count. DamagedFile where figures were published and the records of all imports are gone."""
    if not manifest.is_there(root / "imports") and current(root):
        raise DamagedFile("imports_gone", folder=root / "imports")
    return manifest.read(root / "imports")


def build(root: Path, progress: Progress = silent, anew: bool = False) -> str:
    """Builds and publishes; the caller holds the importer's lock. Returns the build's name.

    Where only decisions changed (settings, corrections), it starts from a copy of the published store, and only the tables
    that read what changed are made anew; `anew`: from the inputs alone, whatever is published.
    """
    deliveries = deliveries_of(root)
    if damage := damaged_input(root, deliveries, endless):
        raise damage
    chosen = settings.load(root / "settings" / "settings.toml")
    stores = root / "stores"
    storage.make(stores)
    name = f"{_next_number(stores):06d}-{whole_fingerprint(root, deliveries)}"
    growing = stores / f".{name}.building"
    _remove(growing)
    try:
        former = None if anew else _reusable(root, deliveries)
        if former is not None:
            shutil.copyfile(former, growing)
        with (
            scratch.folder("spill", stores) as spill,
            connections.connect(
                growing, chosen.store.bounds, Path(spill), **how_it_grows(root, deliveries)
            ) as con,
        ):
            con.execute("set preserve_insertion_order = false")
            before = decided.read(con) if former is not None else {}
            decided.load(con, decided.of_workspace(root, chosen))
            now = decided.read(con)
            loading.inputs(con, root, deliveries)
            changed = (
                None if former is None else {key for key in now if now[key] != before.get(key)}
            )
            with _beside(con, root, deliveries, changed is None) as beside:
                pipeline.run(con, progress, changed, beside)
            pipeline.run_checks(con)
            _name_it(con, name, fingerprint.of(deliveries))
            con.execute("checkpoint")
        _sync(growing)
        os.replace(growing, stores / f"{name}.duckdb")
        storage.sync_folder(stores)
        storage.atomic_write(_free(root / POINTER), name + "\n")
    except (duckdb.Error, OSError) as trouble:
        raise why_not_built(trouble, root, deliveries) from trouble
    finally:
        _remove(growing)
    _forget_old(stores, name)
    return name


def _name_it(con: duckdb.DuckDBPyConnection, name: str, inputs: str) -> None:
    """The table build_info: which build this is, when it was made, and the fingerprint of what it was made from."""
    con.execute(
        "create or replace table build_info as select ? as build_id, ?::timestamp as built_at, ? as inputs",
        [name, dt.datetime.now().replace(microsecond=0), inputs],
    )
    tables.comment(con, "table", "build_info", tables.stated_grain("build_info"))


def how_it_grows(
    root: Path,
    deliveries: Iterable[Delivery],
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> dict[str, str]:
    """The configuration of the database that becomes a store of these deliveries. elsewhere: see loading.relation."""
    return GROWING | _by_size(root, deliveries, elsewhere)


def _by_size(
    root: Path,
    deliveries: Iterable[Delivery],
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> dict[str, str]:
    """The size of a new store's blocks, and how few rows are worked on; what is usual serves scans of many rows better."""
    size = _bytes(root, deliveries, elsewhere)
    blocks = {"default_block_size": str(SMALL_BLOCK)} if size <= SMALL_INPUTS else {}
    return blocks | (connections.FOR_FEW_ROWS if size <= TINY_INPUTS else {})


def _bytes(
    root: Path,
    deliveries: Iterable[Delivery],
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> int:
    """Of the inputs' Parquet."""
    rows = [
        elsewhere.get(f.import_id, root) / "inputs" / f.table / f"{f.import_id}.parquet"
        for d in deliveries
        for f in d.files
    ]
    return sum(each.stat().st_size for each in rows if each.exists())


@contextlib.contextmanager
def _beside(
    con: duckdb.DuckDBPyConnection, root: Path, deliveries: tuple[Delivery, ...], is_whole: bool
) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """A second connection to a store that is built whole, where two steps at a time are worth it: neither tiny nor large."""
    if not is_whole or not TINY_INPUTS < _bytes(root, deliveries) <= TWO_STEPS_UP_TO:
        yield None
        return
    with con.cursor() as beside:
        connections.without_progress_bar(beside)
        loading.inputs(beside, root, deliveries)
        yield beside


def _free(pointer: Path) -> Path:
    """A folder in the pointer's place is put aside."""
    if pointer.is_dir():
        pointer.rename(
            pointer.with_name(f"{pointer.name}.damaged-{dt.datetime.now():%Y%m%d%H%M%S%f}")
        )
    return pointer


def _reusable(root: Path, deliveries: Iterable[Delivery]) -> Path | None:
    """The published store's file, where it was built from the same inputs by the same pipeline."""
    name = current(root)
    if name is None:
        return None
    there = path(root, name)
    return there if _inputs_of(there) == fingerprint.of(deliveries) else None


def _inputs_of(store: Path) -> str | None:
    """What a store was built from; None where it is of an older form, or damaged."""
    try:
        with sandbox.looked_into(store) as con:
            [(inputs,)] = con.execute("select inputs from build_info").fetchall()
    except (duckdb.Error, ValueError):
        return None
    return str(inputs)


def _next_number(stores: Path) -> int:
    taken = [int(p.name[:6]) for p in stores.glob("[0-9]*.duckdb") if p.name[:6].isdigit()]
    return max(taken, default=0) + 1


def _sync(grown: Path) -> None:
    with grown.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(store: Path) -> None:
    for each in (store, store.with_name(store.name + ".wal")):
        with contextlib.suppress(OSError):
            each.rmdir() if each.is_dir() else each.unlink()


def _forget_old(stores: Path, name: str) -> None:
    """Keeps the newest few, and the newest one of other inputs: many decisions in a row don't cost what tells of the last import.

    A store that a reader still holds open on Windows goes next time.
    """
    newest_first = sorted(stores.glob("[0-9]*.duckdb"), reverse=True)
    kept, older = newest_first[:KEPT_STORES], newest_first[KEPT_STORES:]
    if older:
        inputs = _inputs_of(kept[0])
        other = next((s for s in newest_first if _inputs_of(s) not in (inputs, None)), None)
        for old in older:
            if old.stem != name and old != other:
                _remove(old)
    for leftover in stores.glob(".*.building"):
        _remove(leftover)
    scratch.clear_leftovers(stores)
