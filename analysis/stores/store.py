"""Builds a store (one DuckDB file) from the inputs and publishes it by an atomic swap of the pointer `current`.

Nobody ever writes a file that is read: the new store grows under a hidden name, is closed, renamed, and only then named by
the pointer. Killed at any moment, the workspace opens with the old store or the new one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from analysis import portrait, same_clients, settings
from analysis.decisions import client_decision
from analysis.errors import CannotBuild
from analysis.imports import cancelled_orders, manifest
from analysis.imports.manifest import Delivery
from analysis.intake.sqltext import without_progress_bar
from analysis.kinds import corrections as kind_corrections
from analysis.pools import entered_rates
from analysis.portrait import client_fit
from analysis.stores import decided, loading, pipeline

KEPT_STORES = 3
Progress = Callable[[float], None]

PRIVATE = {
    "enable_external_access": "true",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def fingerprint(root: Path, deliveries: Iterable[Delivery]) -> str:
    """Of all that decides a store's contents: inputs, pipeline, settings, corrections."""
    chosen = root / "settings" / "settings.toml"
    parts = [
        loading.fingerprint(deliveries),
        client_decision.FORM,
        chosen.read_text("utf-8-sig") if chosen.exists() else "",
    ]
    drawn = root / "settings" / portrait.FILE
    parts.append(drawn.read_text("utf-8-sig") if drawn.exists() else "")
    parts += [f"{order_id}={kind}" for order_id, kind in kind_corrections.read(root).items()]
    parts += [repr(each) for each in same_clients.read(root)]
    parts += [f"{order_id} cancelled {upto}" for order_id, upto in cancelled_orders.read(root).items()]
    parts += [each.stated for each in entered_rates.read(root)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def current(root: Path) -> str | None:
    """The published build's name, or None where nothing was published yet."""
    try:
        name = (root / "current").read_text("utf-8").strip()
    except OSError:
        return None
    return name if name and (root / "stores" / f"{name}.duckdb").exists() else None


def is_fresh(root: Path) -> bool:
    name = current(root)
    return name is not None and name.endswith(fingerprint(root, manifest.read(root / "imports")))


def build(root: Path, progress: Progress = lambda part: None) -> str:
    """Builds and publishes; the caller holds the importer's lock. Returns the build's name.

    Where only decisions changed (settings, corrections), it starts from a copy of the published store, and only the tables
    that read what changed are made anew.
    """
    deliveries = manifest.read(root / "imports")
    chosen = settings.load(root / "settings" / "settings.toml")
    drawn = portrait.load(root / "settings" / portrait.FILE)
    stores = root / "stores"
    stores.mkdir(parents=True, exist_ok=True)
    name = f"{_next_number(stores):06d}-{fingerprint(root, deliveries)}"
    growing = stores / f".{name}.building"
    _remove(growing)
    try:
        former = _reusable(root, deliveries)
        if former is not None:
            shutil.copyfile(former, growing)
        con = duckdb.connect(str(growing), config={**PRIVATE, "temp_directory": str(stores / ".spill")})
        try:
            without_progress_bar(con)
            con.execute("set preserve_insertion_order = false")
            before = decided.read(con) if former is not None else {}
            load_decisions(con, root, chosen)
            now = decided.read(con)
            loading.inputs(con, root, deliveries)
            changed = None if former is None else {key for key in now if now[key] != before.get(key)}
            pipeline.run(con, progress, changed)
            client_fit.build(con, drawn)
            client_decision.build(con, drawn)
            pipeline.run_checks(con)
            loading.records(con, root, deliveries, name, dt.datetime.now().replace(microsecond=0))
            con.execute("checkpoint")
        finally:
            con.close()
        _sync(growing)
        os.replace(growing, stores / f"{name}.duckdb")
    except duckdb.Error as trouble:
        raise CannotBuild("build_failed", detail=str(trouble).splitlines()[0]) from trouble
    finally:
        _remove(growing)
    manifest.sync_folder(stores)
    manifest.atomic_write(root / "current", name + "\n")
    _forget_old(stores, name)
    return name


def load_decisions(con: duckdb.DuckDBPyConnection, root: Path, chosen: settings.Settings) -> None:
    """What people decided in the workspace, and its settings, into the connection."""
    cancelled, rates = cancelled_orders.read(root), entered_rates.read(root)
    decided.load(con, chosen, kind_corrections.read(root), same_clients.read(root), cancelled, rates)


def _reusable(root: Path, deliveries: Iterable[Delivery]) -> Path | None:
    """The published store's file, where it was built from the same inputs by the same pipeline."""
    name = current(root)
    if name is None:
        return None
    path = root / "stores" / f"{name}.duckdb"
    try:
        with duckdb.connect(":memory:") as con:  # beside readers in this very process, whose configuration is another
            con.execute(f"attach {pipeline.literal(str(path))} as former (read_only)")
            found = con.execute("select inputs from former.build_info").fetchall()
    except duckdb.Error:  # an older form of store, or a damaged one
        return None
    return path if found == [(loading.fingerprint(deliveries),)] else None


def _next_number(stores: Path) -> int:
    taken = [int(p.name[:6]) for p in stores.glob("[0-9]*.duckdb") if p.name[:6].isdigit()]
    return max(taken, default=0) + 1


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + ".wal")):
        with contextlib.suppress(OSError):
            each.unlink()


def _forget_old(stores: Path, name: str) -> None:
    """Keeps the newest few; a store that a reader still holds open on Windows goes next time."""
    for old in sorted(stores.glob("[0-9]*.duckdb"))[:-KEPT_STORES]:
        if old.stem != name:
            _remove(old)
    for leftover in stores.glob(".*.building"):
        _remove(leftover)
