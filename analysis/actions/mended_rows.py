"""Refused rows, downloaded, mended by a person and imported again: only the mended ones are added, each to its own import.

The download has the file's own columns, and first a column of keys (import and row), by which a row finds home: it is read
by the mapping and in the formats of its file, and counts as part of that file's delivery, so that it replaces nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from analysis import intake
from analysis.delivery import manifest, row_keys
from analysis.delivery.file_records import mended_record
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.delivery.row_keys import Home
from analysis.errors import DamagedFile, UnreadableFile
from analysis.intake import reasons
from analysis.intake.reasons import NOT_DATA
from analysis.intake.rows import mended_rows
from analysis.intake.sheets.grid import Cell
from analysis.intake.sqltext import literal, values
from analysis.isolation import connections
from analysis.output.csv_text import begins_formula

KEYS = {"ru": "dealfit: строка", "en": "dealfit: row"}
WHY = {"ru": "dealfit: причина отказа", "en": "dealfit: why refused"}
NUMBER = re.compile(r"^-[\d \u00a0.,]+$")
Say = Callable[[str, str], str]


@dataclass(frozen=True)
class MendingResult:
    """What became of the rows of one import: added now; refused again; left as they were; added before.

    ignored: rows that were added before with other values than they have now; those of then go on counting.
    """

    import_id: str
    file: str
    accepted: int
    still_refused: int
    untouched: int
    already: int
    ignored: tuple[int, ...] = ()


@dataclass(frozen=True)
class MendableDeliveries:
    """Deliveries whose rows may be mended; elsewhere: import → folder of its Parquet, where that isn't the workspace."""

    root: Path
    deliveries: Sequence[Delivery]
    elsewhere: Mapping[str, Path] = field(default_factory=dict)

    def refused(self, file: ImportedFile) -> Path:
        return (
            self.elsewhere.get(file.import_id, self.root) / "rejected" / f"{file.import_id}.parquet"
        )

    def taken(self, file: ImportedFile) -> Path:
        return (
            self.elsewhere.get(file.import_id, self.root)
            / "inputs"
            / file.table
            / f"{file.import_id}.parquet"
        )

    @property
    def standing(self) -> dict[str, ImportedFile]:
        gone = manifest.replaced(self.deliveries)
        return {
            f.import_id: f
            for d in self.deliveries
            for f in d.files
            if f.import_id not in gone and not f.mends
        }


@dataclass(frozen=True)
class RowToMend:
    """A refused row: its cells by header as they stand in the file, or as they were last mended."""

    row_number: int
    column: str | None
    reason: str  # its code
    cells: dict[str, str]
    amount: Decimal | None = None  # its money, None where it can't be read
    is_amount_kept: bool = True  # False for a file that was taken in before refused rows said it


def open_rows(there: MendableDeliveries, file: ImportedFile) -> dict[int, RowToMend]:
    """The rows of an import that are refused today, by row."""
    found = {r.row_number: r for r in _rejected(there, file)}
    for mending_ in mendings(there.deliveries, file):
        for row in (*_accepted(there, mending_), *_no_data(there, mending_)):
            found.pop(row, None)
        found |= {r.row_number: r for r in _rejected(there, mending_)}
    return dict(sorted(found.items()))


def mendings(deliveries: Sequence[Delivery], file: ImportedFile) -> list[ImportedFile]:
    return [f for d in deliveries for f in d.files if f.mends == file.import_id]


def _rejected(there: MendableDeliveries, file: ImportedFile) -> list[RowToMend]:
    """Without rows that are no data: nobody can mend a totals row."""
    path = there.refused(file)
    if not file.rows_rejected:
        return []
    if not path.exists():
        number = next(d.delivery_no for d in there.deliveries if file in d.files)
        raise DamagedFile(
            "missing_refused", path=f"rejected/{path.name}", file=file.file, number=number
        )
    with connections.connect() as con:
        source = f"read_parquet({literal(path)})"
        kept = "amount" in {
            str(c[0]) for c in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        }
        amount = "amount" if kept else "NULL"
        rows = con.execute(
            f'SELECT row_number, "column", reason, raw, {amount} FROM {source}'
        ).fetchall()
    return [
        RowToMend(row, column, reasons.code_of(reason), json.loads(raw), amount, kept)
        for row, column, reason, raw, amount in rows
        if reasons.code_of(reason) not in NOT_DATA
    ]


def _no_data(there: MendableDeliveries, file: ImportedFile) -> list[int]:
    """Mended rows that turned out to be totals: nobody can mend them any more."""
    path = there.refused(file)
    if not file.rows_not_data or not path.exists():
        return []
    with connections.connect() as con:
        totals = values(reasons.as_written(NOT_DATA))
        query = f"SELECT row_number FROM read_parquet({literal(path)}) WHERE reason IN ({totals})"
        return [row for (row,) in con.execute(query).fetchall()]


def _accepted(there: MendableDeliveries, file: ImportedFile) -> list[int]:
    if not file.rows_accepted:
        return []
    path = there.taken(file)
    with connections.connect() as con:
        return [
            row
            for (row,) in con.execute(
                f"SELECT source_row FROM read_parquet({literal(path)})"
            ).fetchall()
        ]


def _taken_off(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and is_stopped(cell[1:]) else cell


def is_stopped(cell: str) -> bool:
    """Whether an apostrophe is set before it: also before an own one, which the import would take off else."""
    return begins_formula(cell) or cell.lstrip().startswith("'")


def are_in(path: Path, part: intake.Part) -> bool:
    """Whether this part of a file holds mended rows."""
    return mended_rows.header_of(path, part, frozenset(KEYS.values())) is not None


def take(
    there: MendableDeliveries,
    folder: Path,
    path: Path,
    part: intake.Part,
    sha: str,
    ids: Iterator[str],
) -> tuple[list[ImportedFile], list[MendingResult]]:
    """Judges the rows that were changed; those accepted or refused anew are written into `folder` as their import's own."""
    files: list[ImportedFile] = []
    mended: list[MendingResult] = []
    standing = there.standing
    for home, rows in _by_import(path, part).items():
        file = row_keys.find(home, standing, path.name)
        import_id = file.import_id
        if not file.reading:
            raise UnreadableFile("mended_import_old", file=path.name, import_id=import_id)
        refused = open_rows(there, file)
        before = mendings(there.deliveries, file)
        added = {row for f in before for row in _accepted(there, f)}
        written = mended_rows.writing(file)
        changed: dict[int, dict[str, str]] = {}
        again: dict[int, dict[str, str]] = {}
        for row, (at, typed) in rows.items():
            cells = {
                h: _taken_off(cell) if isinstance(cell, str) else written(h, cell)
                for h, cell in typed.items()
            }
            if row in refused and _differ(cells, refused[row].cells):
                changed[row] = {**refused[row].cells, **cells}
            elif row in added:
                again[row] = cells
            elif row not in refused:
                raise UnreadableFile(
                    "mended_key_broken", file=path.name, row=at, key=row_keys.key(file, row)
                )
        ignored = _otherwise(there, file, again)
        already = len(again) - len(ignored)
        counts = (0, 0)
        if changed:
            earlier = [there.taken(f) for f in (file, *before) if f.rows_accepted]
            old = {row: refused[row].cells for row in changed}
            amounts = [refused[row].amount for row in changed]
            known = amounts if all(refused[row].is_amount_kept for row in changed) else None
            own = next(ids)
            taken = mended_record(
                file, own, mended_rows.judge_again(folder, own, file, changed, old, earlier, known)
            )
            files.append(replace(taken, file=path.name, sha256=sha, mends=import_id))
            counts = (taken.rows_accepted, taken.rows_rejected)
        untouched = len(rows) - len(changed) - len(again)
        mended.append(MendingResult(import_id, file.file, *counts, untouched, already, ignored))
    return files, mended


def _otherwise(
    there: MendableDeliveries, file: ImportedFile, rows: Mapping[int, Mapping[str, str]]
) -> tuple[int, ...]:
    """Those of the rows (added before) that were changed since they were refused, and to other values than were added."""
    mendings_ = mendings(there.deliveries, file)
    refused = [r for f in (file, *mendings_) for r in _rejected(there, f) if r.row_number in rows]
    as_refused = {r.row_number for r in refused if not _differ(rows[r.row_number], r.cells)}
    last = {r.row_number: r.cells for r in refused}
    now = {row: {**last[row], **cells} for row, cells in rows.items() if row not in as_refused}
    return (
        mended_rows.differing(file, now, [there.taken(f) for f in mendings_ if f.rows_accepted])
        if now
        else ()
    )


def _differ(cells: Mapping[str, str], before: Mapping[str, str]) -> bool:
    return any(
        " ".join(cell.split()) != " ".join(before.get(header, "").split())
        for header, cell in cells.items()
    )


def _by_import(path: Path, part: intake.Part) -> dict[Home, dict[int, tuple[int, dict[str, Cell]]]]:
    """Import → row of its file → (row of this file, cells by header)."""
    found: dict[Home, dict[int, tuple[int, dict[str, Cell]]]] = {}
    header, rows = mended_rows.rows_of(path, part, frozenset(KEYS.values()))
    own = {
        i: h for i, h in enumerate(header) if h.strip() and h not in (*KEYS.values(), *WHY.values())
    }
    key_at = next(i for i, h in enumerate(header) if h in KEYS.values())
    for at, cells in rows:
        if not any(str(c or "").strip() for c in cells):
            continue
        key = str(cells[key_at]).strip() if key_at < len(cells) else ""
        home, row = row_keys.read(key, path.name, at)
        rows_of_import = found.setdefault(home, {})
        if row in rows_of_import or len(cells) > len(header):
            raise UnreadableFile("mended_key_broken", file=path.name, row=at, key=key)
        rows_of_import[row] = at, {h: cells[i] for i, h in own.items() if i < len(cells)}
    return found
