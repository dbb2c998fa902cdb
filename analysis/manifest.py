"""What has been imported: one small JSON file per delivery, written last, so that a delivery is there whole or not at all.

A delivery is what one `dealfit import` brought. Parquet files that no manifest names are leftovers of a killed import;
the next import clears them away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ImportedFile:
    """A file taken in; rows and money (of the table's money column) read = accepted + rejected."""

    import_id: str
    file: str
    sha256: str
    table: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    revenue_read: str | None
    revenue_accepted: str | None
    revenue_rejected: str | None
    imported_at: str
    sheet: str | None = None
    first_row: int | None = None
    mapping_sha: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Any, ...] = ()

    def money(self, name: str) -> Decimal | None:
        value = getattr(self, name)
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Delivery:
    """`replaces` names earlier imports of the same file read otherwise (another mapping or table): they no longer count."""

    delivery_no: int
    files: tuple[ImportedFile, ...]
    replaces: tuple[str, ...] = ()


def atomic_write(path: Path, text: str) -> None:
    """The old text or the new, whatever happens: written beside, flushed to disk, renamed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write(folder: Path, delivery: Delivery) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(delivery), ensure_ascii=False, indent=1, default=str)
    atomic_write(folder / f"{delivery.delivery_no:06d}.json", text)


def read(folder: Path) -> tuple[Delivery, ...]:
    """All deliveries, the oldest first."""
    found = []
    for path in sorted(folder.glob("[0-9]*.json")) if folder.is_dir() else []:
        raw = json.loads(path.read_text("utf-8"))
        files = tuple(
            ImportedFile(**{**f, "unused": tuple(f["unused"]), "warnings": tuple(f["warnings"])}) for f in raw["files"]
        )
        found.append(Delivery(raw["delivery_no"], files, tuple(raw.get("replaces", ()))))
    return tuple(found)


def replaced(deliveries: Iterable[Delivery]) -> set[str]:
    """Imports that a later one replaced whole."""
    return {import_id for d in deliveries for import_id in d.replaces}
