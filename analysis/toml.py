"""TOML that somebody else wrote: whatever is wrong with it is one kind of error."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from analysis import places
from analysis.errors import BadSettings, causes
from analysis.errors.phrases import Phrase, phrase

LONGEST = 200_000  # characters; settings, portraits and mappings have some thousand
DEEPEST = 20  # sections within sections
DOTS = 200  # of a line: the parser's memory grows with the square of a key's parts
QUOTED = 60  # characters of the line that is wrong
_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")


class NotToml(ValueError):
    """A text that can't be taken, and why."""

    def __init__(self, cause: Phrase) -> None:
        self.cause = cause
        super().__init__(cause)


def parsed(text: str) -> dict[str, Any]:
    """The content; NotToml for all that can't be taken: the grammar, a number or date that is none, what is nested without end."""
    if len(text) > LONGEST:
        raise NotToml(phrase("detail.longer", most=LONGEST))
    if any(line.count(".") > DOTS for line in text.splitlines()):
        raise NotToml(phrase("detail.dots", most=DOTS))
    try:
        content = tomllib.loads(f"{text}\n")  # so that the last line has a number in an error too
    except tomllib.TOMLDecodeError as trouble:
        raise NotToml(_cause(str(trouble), text)) from None
    except RecursionError:
        raise NotToml(phrase("detail.nested_deeper", most=DEEPEST)) from None
    except ValueError:
        raise NotToml(phrase("detail.no_such_value")) from None
    if not _is_flat(content):
        raise NotToml(phrase("detail.nested_deeper", most=DEEPEST))
    return content


def _cause(said: str, text: str) -> Phrase:
    """The line that is wrong, from the parser's message: its error has no other place for the line's number."""
    if not (place := _PLACE.search(said)):
        return phrase("detail.not_closed")
    number = int(place[1])
    line = "".join(text.split("\n")[number - 1 : number]).strip()[:QUOTED]
    code = "detail.line_again" if said.startswith("Cannot ") else "detail.line"
    return phrase(code, line=str(number), text=line)


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
        raise BadSettings("cannot_open", file=path.name, detail=causes.of_system(trouble)) from None


def of_file(written: str, file: str) -> dict[str, Any]:
    """The content of a settings file's text. BadSettings for all that can't be taken."""
    try:
        return parsed(written)
    except NotToml as trouble:
        raise BadSettings("bad_toml", file=file, detail=trouble.cause) from None


def read(path: Path) -> dict[str, Any] | None:
    """The content of a settings file, None where there is none."""
    written = text(path)
    return None if written is None else of_file(written, path.name)
