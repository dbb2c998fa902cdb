"""Files that a browser sent: kept on disk only while they are looked at or taken in, under names that can do no harm."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import analysis
from analysis import DealfitError, ImportResult, importing, intake, workspace
from dashboard import cache, file_trouble
from dashboard.file_trouble import Trouble

KINDS = ("csv", "txt", "tsv", "xlsx", "xlsm", "xls", "xlsb", "ods", "parquet", "toml")
LONGEST_STEM = 80
BLOCK = 1 << 20


class Upload(Protocol):
    """What Streamlit hands over: a file in memory with the sender's own name for it."""

    name: str
    file_id: str

    def seek(self, offset: int) -> int: ...
    def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True)
class Glance:
    """A file before it is taken in: what it is recognised as, or what is wrong with it; neither for settings."""

    file: str
    recognised: intake.Recognised | None = None
    trouble: Trouble | None = None


def safe_name(name: str) -> str:
    """A bare file name without folders, controls and odd signs; letters of any language and the ending stay."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = re.sub(r"[^\w.()№ -]", "_", base).strip(" .")
    stem, dot, ending = base.rpartition(".")
    if not dot or ending.lower() not in KINDS:
        stem, ending = base, "csv"
    return f"{stem.strip(' .')[:LONGEST_STEM] or 'file'}.{ending.lower()}"


@contextlib.contextmanager
def on_disk(uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """The uploads as files, each in a folder of its own (two may bear one name); gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dealfit-upload-") as folder:
        paths = []
        for place, upload in enumerate(uploads):
            path = Path(folder) / str(place) / safe_name(upload.name)
            path.parent.mkdir()
            upload.seek(0)
            with path.open("wb") as file:
                shutil.copyfileobj(upload, file, BLOCK)
            paths.append(path)
        yield paths


def is_mapping(upload: Upload) -> bool:
    name = safe_name(upload.name)
    return name.endswith(".toml") and name not in importing.SETTINGS


def glance(upload: Upload, table: str | None, mapping: Upload | None) -> Glance:
    """What the file is recognised as; remembered, so that a rerun doesn't read it again."""
    key = f"{upload.file_id}|{table}|{mapping.file_id if mapping else ''}"
    found: Glance = cache.remembered(key, lambda: _look(upload, table, mapping))
    return found


def _look(upload: Upload, table: str | None, mapping: Upload | None) -> Glance:
    name = safe_name(upload.name)
    if name in importing.SETTINGS:
        return Glance(name)
    with on_disk([upload, *([mapping] if mapping else [])]) as paths:
        try:
            known = intake.load_mapping(paths[1]) if mapping else None
            return Glance(name, intake.recognise(paths[0], table=table, mapping=known))
        except DealfitError as error:
            return Glance(name, trouble=file_trouble.of(error))


def take_in(uploads: Sequence[Upload], table: str | None, progress: Callable[[str, float], None]) -> ImportResult:
    """Imports into the user's own workspace, never into the demo plant's. Raises DealfitError where nothing can be taken."""
    mapping = next((u for u in uploads if is_mapping(u)), None)
    files = [u for u in uploads if not is_mapping(u)]
    with on_disk([*files, *([mapping] if mapping else [])]) as paths:
        return analysis.import_paths(
            workspace.default_root(),
            paths[: len(files)],
            table=table,
            mapping=paths[-1] if mapping else None,
            progress=progress,
        )
