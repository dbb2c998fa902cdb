"""The program's own text: a module and all of the program that it imports, directly or by way of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRAM = Path(__file__).parents[1]
IMPORTED = re.compile(
    r"^[ \t]*(?:from (analysis[\w.]*) import (\([^)]*\)|[^\n]*)|import (analysis[\w.]*))", re.M
)


def behind(files: Iterable[Path]) -> dict[str, str]:
    """Path within the program → text, of these files and of every module of the program that they import; in order of the paths."""
    found: dict[Path, str] = {}
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found[file] = text_of(file)
            waiting.extend(_imported(found[file]))
    return {file.relative_to(PROGRAM).as_posix(): found[file] for file in sorted(found)}


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


def _imported(text: str) -> Iterator[Path]:
    for package, names, module in IMPORTED.findall(text):
        if module:
            yield from _file_of(module)
        for name in re.findall(r"(\w+)(?: as \w+)?", re.sub(r"#[^\n]*", "", names)):
            yield from _file_of(f"{package}.{name}") or _file_of(package)


def _file_of(module: str) -> list[Path]:
    """The file of a module; none where the name is of something in a module."""
    path = PROGRAM.joinpath(*module.split(".")[1:])
    return [
        file
        for file in (path.with_suffix(".py"), path / "__init__.py")
        if file.is_file() and path != PROGRAM
    ]
