"""Files that a browser sent: kept on disk only while they are looked at or taken in, under names that can do no harm."""

from __future__ import annotations

import contextlib
import re
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from analysis.actions import choices
from analysis.isolation import scratch

KINDS = (
    "csv",
    "txt",
    "tsv",
    "xlsx",
    "xlsm",
    "xls",
    "xlsb",
    "ods",
    "xml",
    "html",
    "htm",
    "parquet",
    "toml",
)
LONGEST_STEM = 80
BLOCK = 1 << 20


class Upload(Protocol):
    """What Streamlit hands over: a file in memory with the sender's own name for it."""

    name: str
    file_id: str

    def getbuffer(self) -> memoryview: ...
    def seek(self, offset: int) -> int: ...
    def read(self, size: int = -1) -> bytes: ...


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
    with scratch.folder("upload") as folder:
        paths = []
        for place, upload in enumerate(uploads):
            path = Path(folder) / str(place) / safe_name(upload.name)
            path.parent.mkdir()
            upload.seek(0)
            with path.open("wb") as file:
                shutil.copyfileobj(upload, file, BLOCK)
            paths.append(path)
        yield paths


@contextlib.contextmanager
def as_file(name: str, content: bytes) -> Iterator[Path]:
    """A few bytes as a file of that name; gone afterwards."""
    with scratch.folder("upload") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


def is_mapping(upload: Upload) -> bool:
    name = safe_name(upload.name)
    return name.endswith(".toml") and name not in choices.SETTINGS


def is_settings(upload: Upload) -> bool:
    return safe_name(upload.name) in choices.SETTINGS
