"""What has been imported: one small JSON file per delivery, written last, so that a delivery is there whole or not at all.

A delivery is what one `dealfit import` brought. Parquet files that no manifest names are leftovers of a killed import;
the next import clears them away. A delivery that was undone keeps its number, its file and its Parquet, and no longer counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis import places, storage
from analysis.delivery import manifest_checks
from analysis.errors import DamagedFile, causes
from analysis.intake.columns.unused import UnusedColumn
from analysis.intake.questions import Question, from_said

KEPT = 1_000  # manifests in memory, a hundred kilobytes each
LONGEST = 100 << 20  # bytes of one
MIXED_FORMERLY, JOINED_FORMERLY = ("decimal", "date"), " and "


@dataclass(frozen=True)
class ImportedFile:
    """A table taken in; rows and money (of the table's money column) read = accepted + rejected.

    How it was read is kept so that rows refused can be mended: mapping (as FileMapping), headers, reading (intake.reading).
    shapes: keys that a saved mapping is looked up by; saved: the one that was used. mends: the import whose rows these are.
    """

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
    shapes: tuple[str, ...] = ()
    saved: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    reading: str = ""
    questions: tuple[Question, ...] = ()  # what its cells can't tell, those answered among them
    unused_columns: tuple[UnusedColumn, ...] = ()  # those of numbers or dates
    rows_not_data: int = 0  # of the rows refused: totals, the headers once more; and their money
    revenue_not_data: str | None = None
    rows_without_amount: int = 0  # of the other refused ones
    mends: str = ""
    money_before: str | None = (
        None  # of mended rows: what they counted in the refused money of that import until now
    )
    without_before: int = 0  # and how many of them had no readable amount

    def money(self, name: str) -> Decimal | None:
        value = getattr(self, name)
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Undone:
    """Who took a delivery back, when and why; `newest`: the highest number of a delivery there was then."""

    who: str
    at: str
    why: str
    newest: int


@dataclass(frozen=True)
class Adopted:
    """Settings or a portrait that came with a delivery: the workspace's text before (None: there was none) and after."""

    name: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Delivery:
    """`replaces` names earlier imports of the same file read otherwise (another mapping or table): they no longer count.

    pending: its settings are still to be written, or taken back: it was cut off in between.
    """

    delivery_no: int
    files: tuple[ImportedFile, ...]
    replaces: tuple[str, ...] = ()
    settings: tuple[Adopted, ...] = ()
    who: str = ""
    undone: Undone | None = None
    redone: Undone | None = None  # who brought it back last
    pending: bool = False


def write(folder: Path, delivery: Delivery) -> None:
    storage.make(folder)
    text = json.dumps(asdict(delivery), ensure_ascii=False, indent=1, default=str)
    storage.atomic_write(folder / f"{delivery.delivery_no:06d}.json", text)


def settled(delivery: Delivery) -> Delivery:
    return replace(delivery, pending=False)


def read_all(folder: Path) -> tuple[Delivery, ...]:
    """All deliveries, the oldest first, those undone among them."""
    return tuple(_read(path) for path in _paths(folder))


def read(folder: Path) -> tuple[Delivery, ...]:
    """The deliveries that count, the oldest first."""
    return tuple(d for d in read_all(folder) if d.undone is None)


def is_any(folder: Path) -> bool:
    """Whether any delivery counts; where that can't be told, since a manifest is damaged, one may."""
    try:
        return any(_read(path).undone is None for path in reversed(_paths(folder)))
    except DamagedFile:
        return True


def is_there(folder: Path) -> bool:
    """Whether anything was ever imported, undone or not."""
    return bool(_paths(folder))


def _paths(folder: Path) -> list[Path]:
    try:
        there = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        if folder.parent.is_dir():
            raise DamagedFile("imports_gone", folder=folder) from None
        return []
    return sorted(path for path in there if path.suffix == ".json" and path.stem.isdecimal())


def _read(path: Path) -> Delivery:
    """Every opening of a page asks for all of them, hundreds after a year: one is read again only where its file was touched."""
    file, number = f"{path.parent.name}/{path.name}", int(path.stem)
    try:
        seen = path.stat()
    except OSError as trouble:
        raise DamagedFile(
            "damaged_manifest", file=file, number=number, detail=causes.of_system(trouble)
        ) from None
    return _as_written(
        path, file, number, (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
    )


@lru_cache(maxsize=KEPT)
def _as_written(path: Path, file: str, number: int, version: tuple[int, ...]) -> Delivery:
    try:
        raw = json.loads(places.small_file(path, LONGEST))
        manifest_checks.check(
            raw, number, {"": Delivery, "files": ImportedFile, "settings": Adopted}
        )
        return _delivery(raw)
    except manifest_checks.UnknownKey as trouble:
        raise DamagedFile("newer_manifest", file=file, number=number, key=trouble.key) from None
    except OSError as trouble:
        raise DamagedFile(
            "damaged_manifest", file=file, number=number, detail=causes.of_system(trouble)
        ) from None
    except manifest_checks.WrongManifest as trouble:
        raise DamagedFile(
            "damaged_manifest", file=file, number=number, detail=trouble.cause
        ) from None
    except (RecursionError, ValueError, TypeError, LookupError, AttributeError) as trouble:
        raise DamagedFile(
            "damaged_manifest", file=file, number=number, detail=causes.of_json(trouble)
        ) from None


def _delivery(raw: Mapping[str, Any]) -> Delivery:
    tuples = ("unused", "warnings", "shapes", "headers")
    files = (
        ImportedFile(**{**f, **{name: tuple(f.get(name, ())) for name in tuples}, **_made(f)})
        for f in raw["files"]
    )
    undone, redone = (
        Undone(**raw[name]) if raw.get(name) else None for name in ("undone", "redone")
    )
    return Delivery(
        raw["delivery_no"],
        tuple(files),
        tuple(raw.get("replaces", ())),
        tuple(Adopted(**each) for each in raw.get("settings", ())),
        raw.get("who", ""),
        undone,
        redone,
        raw.get("pending", False),
    )


def _made(file: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept as objects of their own."""
    unused = (
        {**column, "sample": tuple(column["sample"])} for column in file.get("unused_columns", ())
    )
    return {
        "questions": tuple(from_said(q) for q in file.get("questions", ())),
        "unused_columns": tuple(UnusedColumn(**column) for column in unused),
        "formats": _each_way(file.get("formats", {})),
    }


def _each_way(formats: Mapping[str, str]) -> dict[str, str]:
    """Formats as they are written now: dates of several forms stood in one text before December 2026."""
    found: dict[str, str] = {}
    for name, written in formats.items():
        ways = written.split(JOINED_FORMERLY) if name in MIXED_FORMERLY else [written]
        for n, way in enumerate(ways, start=1):
            found[name if n == 1 else f"{name}_{n}"] = way
    return found


def mended(deliveries: Iterable[Delivery]) -> tuple[tuple[Delivery, ImportedFile], ...]:
    """Every import that isn't itself mended rows, its rows and money as they are since its refused rows were mended."""
    deliveries = tuple(deliveries)
    again: dict[str, list[ImportedFile]] = {}
    for f in (f for d in deliveries for f in d.files if f.mends):
        again.setdefault(f.mends, []).append(f)
    return tuple(
        (d, _with(f, again.get(f.import_id, [])))
        for d in deliveries
        for f in d.files
        if not f.mends
    )


def _with(file: ImportedFile, mendings: Iterable[ImportedFile]) -> ImportedFile:
    for each in mendings:
        accepted, rejected = file.money("revenue_accepted"), file.money("revenue_rejected")
        if accepted is not None:
            accepted += each.money("revenue_accepted") or 0
            rejected = (
                (rejected or Decimal(0))
                + (each.money("revenue_rejected") or 0)
                - (each.money("money_before") or 0)
            )
        file = replace(
            file,
            rows_accepted=file.rows_accepted + each.rows_accepted,
            rows_rejected=file.rows_rejected - each.rows_accepted,
            revenue_accepted=None if accepted is None else str(accepted),
            rows_not_data=file.rows_not_data + each.rows_not_data,
            revenue_not_data=_sum(file.revenue_not_data, each.revenue_not_data),
            rows_without_amount=file.rows_without_amount
            + each.rows_without_amount
            - each.without_before,
            revenue_rejected=None if rejected is None else str(rejected),
            revenue_read=None if accepted is None else str(accepted + (rejected or 0)),
        )
    return file


def _sum(one: str | None, other: str | None) -> str | None:
    return other if one is None else one if other is None else str(Decimal(one) + Decimal(other))


def replaced(deliveries: Iterable[Delivery]) -> set[str]:
    """Imports that a later one replaced whole, with the rows mended of them."""
    deliveries = tuple(deliveries)
    gone = {import_id for d in deliveries for import_id in d.replaces}
    return gone | {f.import_id for d in deliveries for f in d.files if f.mends in gone}
