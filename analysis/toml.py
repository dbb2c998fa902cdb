"""TOML that somebody else wrote: whatever is wrong with it is one kind of error."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from analysis import places
from analysis.errors import BadSettings

LONGEST = 200_000  # characters; settings, portraits and mappings have some thousand
DEEPEST = 20  # sections within sections
DOTS = 200  # of a line: the parser's memory grows with the square of a key's parts


def parsed(text: str) -> dict[str, Any]:
    """The content; TOMLDecodeError for all that can't be taken: the grammar, a number or date that is none, what is nested without end."""
    if len(text) > LONGEST:
        raise tomllib.TOMLDecodeError(f"longer than {LONGEST:,} characters")
    if any(line.count(".") > DOTS for line in text.splitlines()):
        raise tomllib.TOMLDecodeError(f"a line of more than {DOTS} dots")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError(f"nested deeper than {DEEPEST} levels") from None
    except ValueError as trouble:
        raise tomllib.TOMLDecodeError(str(trouble)) from None
    if not _is_flat(content):
        raise tomllib.TOMLDecodeError(f"nested deeper than {DEEPEST} levels")
    return content


def _is_flat(content: dict[str, Any]) -> bool:
    level: list[Any] = [content]
    for _ in range(DEEPEST):
        inside = (
            below for each in level for below in (each.values() if isinstance(each, dict) else each)
        )
        level = [below for below in inside if isinstance(below, (dict, list))]
    return not level


def text(path: Path) -> str | None:
    """A settings file's text, None where there is none. BadSettings where it can't be opened or is no UTF-8."""
    try:
        return (
            places.small_file(path, 4 * LONGEST)
            .decode("utf-8-sig")
            .replace("\r\n", "\n")
            .replace("\r", "\n")
        )
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise BadSettings("not_utf8", file=path.name) from None
    except OSError as trouble:
        raise BadSettings(
            "cannot_open", file=path.name, detail=trouble.strerror or trouble
        ) from None


def of_file(written: str, file: str) -> dict[str, Any]:
    """The content of a settings file's text. BadSettings for all that can't be taken."""
    try:
        return parsed(written)
    except tomllib.TOMLDecodeError as trouble:
        raise BadSettings("bad_toml", file=file, detail=trouble) from None


def read(path: Path) -> dict[str, Any] | None:
    """The content of a settings file, None where there is none."""
    written = text(path)
    return None if written is None else of_file(written, path.name)
