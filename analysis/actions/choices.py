"""What is to be imported: files, folders, and what the user says of a file's tables."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis import intake
from analysis.errors import UnreadableFile
from analysis.errors.phrases import Phrase, phrase
from analysis.intake.patterns import bounded

_COPY = bounded(r"(?P<name>.*?) (?:[-—–] )?(?:\((?P<number>\d+)\)|копия|copy)", re.IGNORECASE)
SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet"}
PARTIAL = (
    ".part",
    ".tmp",
    ".crdownload",
    ".partial",
    ".download",
)  # being written by another program
_BESIDE = (".toml", ".sql", *PARTIAL)  # mappings and queries, told of by name
_LEFTOVERS = ("thumbs.db", "desktop.ini", "icon\r")
SETTINGS = ("settings.toml", "portrait.toml")


@dataclass(frozen=True)
class Choice:
    """A file to take in. mappings: by sheet (None where a file has no sheets), before any saved one; left_out: sheets.

    named: False for what only lies in a folder: an import that was undone does not come again by itself.
    """

    path: Path
    table: str | None = None
    mappings: Mapping[str | None, intake.FileMapping] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    named: bool = True

    def mapping(self, sheet: str | None) -> intake.FileMapping | None:
        found = self.mappings.get(sheet)
        if found is None or "sheet" not in found.format:
            return found
        return replace(found, format={k: v for k, v in found.format.items() if k != "sheet"})


def expand(
    paths: Sequence[Path | Choice], table: str | None = None
) -> tuple[list[Choice], list[Path]]:
    """Files to take in, and settings found beside them; a folder gives what it holds, by name."""
    files: list[Choice] = []
    found: list[Path] = []
    for each in paths:
        if isinstance(each, Choice):
            files.append(each)
        elif each.is_dir():
            inside = list(importable(each))
            files += [Choice(p, table, named=False) for p in inside if p.name not in SETTINGS]
            found += [p for p in inside if p.name in SETTINGS]
        elif each.exists() and not each.is_file():
            raise UnreadableFile("not_a_file", path=each)
        elif each.name in SETTINGS and each.exists():
            found.append(each)
        elif each.exists():
            files.append(Choice(each, table))
        else:
            raise UnreadableFile("no_such_path", path=each)
    if not files and not found:
        raise UnreadableFile("nothing_to_import", path=", ".join(str(p) for p in paths))
    return files, found


def passed_over(paths: Sequence[Path | Choice]) -> tuple[Phrase | str, ...]:
    """What lies in the folders among these and is not imported from there: other kinds of files, and folders (2024/)."""
    found: list[Phrase | str] = []
    for folder in (p for p in paths if isinstance(p, Path) and p.is_dir()):
        taken = set(importable(folder))
        for path in sorted(folder.iterdir()):
            is_leftover = path.name.startswith((".", "~$")) or path.name.lower() in _LEFTOVERS
            if is_leftover or path in taken:
                continue
            if path.is_symlink():
                found.append(phrase("passed_over.link", name=path.name))
            elif path.suffix.lower() in _BESIDE:
                continue
            elif path.is_dir():
                found.append(f"{path.name}/")
            elif path.is_file():
                found.append(path.name)
            else:
                found.append(phrase("passed_over.no_file", name=path.name))
    return tuple(found)


def importable(folder: Path) -> Iterator[Path]:
    """What a folder holds to be imported, by name, a copy «jan (1).csv» after «jan.csv», which it repeats or corrects.

    Hidden files and those that Excel keeps beside an open one are not; nor are links: whoever may put one there could have any
    file of this machine read.
    """
    for path in sorted(folder.iterdir(), key=_by_name):
        known = path.suffix.lower() in SUFFIXES or path.name in SETTINGS
        if (
            known
            and not path.name.startswith((".", "~$"))
            and path.is_file()
            and not path.is_symlink()
        ):
            yield path


@contextlib.contextmanager
def held(choice: Choice) -> Iterator[None]:
    """A file that lay in a folder is to the end the one that was looked at there. UnreadableFile where a link, a pipe or another
    file was put in its place meanwhile. What was named is taken as it is named."""
    if choice.named:
        yield
        return
    path = choice.path
    try:
        opened = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError as trouble:
        if path.is_symlink():
            raise UnreadableFile("replaced_meanwhile", file=path.name) from trouble
        raise
    try:
        looked_at = os.fstat(opened)
        if not stat.S_ISREG(looked_at.st_mode):
            raise UnreadableFile("not_a_file", path=path)
        yield
        if not os.path.samestat(looked_at, path.lstat()):
            raise UnreadableFile("replaced_meanwhile", file=path.name)
    finally:
        os.close(opened)


def _by_name(path: Path) -> tuple[str, int, str]:
    copy = _COPY.fullmatch(path.stem)
    return (
        (copy["name"], int(copy["number"] or 1), path.name) if copy else (path.stem, 0, path.name)
    )
