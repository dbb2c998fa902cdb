"""Mappings kept for the shape of a file: corrected once, next month's export of the same shape needs no correcting.

A file has a kept mapping where any of its first rows has a kept key (see intake.columns.shape_keys).
Files: settings/mappings/<key>.toml; every change is in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from analysis import storage
from analysis.intake.columns.mapping import FileMapping, load_mapping
from analysis.intake.columns.shape_keys import fitted, key_of
from analysis.intake.columns.workbook_tables import Beginning, Known
from analysis.journal import shared_state

WHAT = "mapping"
HEADERS_SHOWN = 60


@dataclass(frozen=True)
class SavedMapping:
    """A kept mapping, the headers it is kept for, the file it was made on, by whom and when (text, local time)."""

    key: str
    mapping: FileMapping
    headers: tuple[str, ...] = ()
    file: str = ""
    who: str = ""
    at: str = ""


def folder(root: Path) -> Path:
    return root / "settings" / "mappings"


def save(root: Path, headers: Sequence[str], mapping: FileMapping, who: str, file: str = "") -> str:
    """Keeps the mapping for files with this row of headers, in place of a former one; the key."""
    key = key_of(headers)
    if key is None:
        raise ValueError("a row of headers has two cells at least")
    kept = replace(mapping, format={k: v for k, v in mapping.format.items() if k != "sheet"})
    document = tomlkit.parse(kept.to_toml())
    document["saved"] = {
        "file": file,
        "who": who,
        "at": shared_state.now(),
        "headers": [str(h) for h in headers][:HEADERS_SHOWN],
    }
    _change(root, key, kept.to_toml(), tomlkit.dumps(document), who)
    return key


def forget(root: Path, key: str, who: str) -> None:
    """Files of this shape are recognised by themselves again."""
    _change(root, key, None, None, shared_state.signed(who))


def _change(root: Path, key: str, said: str | None, text: str | None, who: str) -> None:
    path = folder(root) / f"{key}.toml"
    with shared_state.opened(root) as con:
        there = load_mapping(path).to_toml() if path.exists() else None
        if there == said:
            return
        shared_state.note(con, WHAT, key, there, said, who, "")
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            storage.atomic_write(path, text)


def all(root: Path) -> tuple[SavedMapping, ...]:
    """Every kept mapping, the newest first. BadMapping where one was spoilt by hand."""
    found = [read(path) for path in folder(root).glob("*.toml")]
    return tuple(sorted(found, key=lambda s: (s.at, s.key), reverse=True))


def read(path: Path) -> SavedMapping:
    mapping = replace(load_mapping(path), saved=path.stem)
    raw = tomlkit.parse(path.read_text("utf-8-sig")).unwrap().get("saved", {})
    said = raw if isinstance(raw, dict) else {}
    headers = said.get("headers", ())
    texts = (str(said.get(name, "")) for name in ("file", "who", "at"))
    return SavedMapping(
        path.stem, mapping, tuple(map(str, headers)) if isinstance(headers, list) else (), *texts
    )


def find(root: Path, beginning: Beginning) -> FileMapping | None:
    """The mapping kept for a file that begins so, fitted to its headers and their row; its `saved` is the key."""
    for row, number in zip(beginning.rows, beginning.numbers, strict=True):
        key = key_of(row)
        if key and (path := folder(root) / f"{key}.toml").exists():
            return fitted(read(path).mapping, row, number)
    return None


def fingerprint_for(root: Path, keys: Iterable[str]) -> str:
    """Of the mapping that `find` would give to a file with these keys (see keys_of); "" for none."""
    paths = (folder(root) / f"{key}.toml" for key in keys)
    return next((read(path).mapping.fingerprint for path in paths if path.exists()), "")


def is_any(root: Path) -> bool:
    return any(folder(root).glob("*.toml"))


def knower(root: Path) -> Known | None:
    """`find` in this workspace, for whoever reads files; None where no mapping is kept."""
    return _Knower(root) if is_any(root) else None


@dataclass(frozen=True)
class _Knower:
    """A `Known` that can be sent to another process."""

    root: Path

    def __call__(self, sheet: str | None, beginning: Beginning) -> FileMapping | None:
        return find(self.root, beginning)
