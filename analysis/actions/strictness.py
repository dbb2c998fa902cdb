"""What makes `dealfit import --strict` fail: rows of the given files that are lost today, and what may count twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.actions.importing import ImportResult
from analysis.intake.reasons import NO_DATA, Notice
from analysis.stores import sandbox, store

TWICE = (  # notices of the store
    "two_files_bring_the_same_money_for_an_order",
    "a_file_brings_known_orders_under_other_numbers",
    "a_record_of_time_is_there_twice",
)
TWICE_IN_FILE = ("exact_duplicates", "sheets_overlap")  # notices of a file


@dataclass(frozen=True)
class Complaints:
    """lost: rows refused or set aside that are data, mended ones apart. twice: notices of it, names and sentences; in a file.

    open: files and ids of questions that nobody answered. unread: values that are unknown, for they can't be read, in rows taken in.
    """

    lost: int = 0
    twice: tuple[tuple[str, str], ...] = ()
    twice_in_files: tuple[tuple[str, Notice], ...] = ()
    open: tuple[str, ...] = ()
    unread: int = 0

    def __bool__(self) -> bool:
        return bool(self.lost or self.twice or self.twice_in_files or self.open or self.unread)


def complaints(root: Path, result: ImportResult) -> Complaints:
    """Of the files given, taken in now or before, by the published store."""
    ids = sorted({f.mends or f.import_id for f in (*result.taken, *result.known)})
    if not ids:
        return Complaints()
    with sandbox.looked_into(store.path(root, result.build_id)) as con:
        [(lost,)] = con.execute(
            "select count(*) from rejected_rows where list_contains(?, import_id) and not list_contains(?, reason_code)",
            [ids, sorted(NO_DATA)],
        ).fetchall()
        [(unread,)] = con.execute(
            "select count(*) from unread_values where list_contains(?, import_id)",
            [sorted(f.import_id for f in (*result.taken, *result.known))],
        ).fetchall()
        noticed = con.execute(
            "select name, sentence from checks where guilty_rows > 0 and list_contains(?, name) order by name",
            [list(TWICE)],
        ).fetchall()
    asked = tuple(
        f"{f.file}: {q.id}"
        for f in (*result.taken, *result.known)
        for q in f.questions
        if not q.answer
    )
    warned = ((f.file, _notice(w)) for f in (*result.taken, *result.known) for w in f.warnings)
    in_files = tuple((file, notice) for file, notice in warned if notice.code in TWICE_IN_FILE)
    return Complaints(
        int(lost),
        tuple((name, sentence) for name, sentence in noticed),
        in_files,
        asked,
        int(unread),
    )


def _notice(kept: Any) -> Notice:
    """As it was found, or as the manifest keeps it."""
    return kept if isinstance(kept, Notice) else Notice(kept["code"], kept["details"])
