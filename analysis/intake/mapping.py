"""A mapping: the user's own word on which header gives which column, kept as TOML."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from ..errors import BadMapping
from .contract import TABLES

FORMAT_KEYS = ("encoding", "delimiter", "decimal", "date", "sheet")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class FileMapping:
    """`columns`: input column → header in the file ("" leaves the column empty); `constants`: column → one value."""

    table: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    constants: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    format: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    file: str = "the mapping"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`: did you mean 'x'?` for the known word closest to it, else a full stop."""
    by_fold = {k.casefold(): k for k in known}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return f": did you mean '{by_fold[close[0]]}'?" if close else "."


def load_mapping(path: Path | str) -> FileMapping:
    """Read a mapping file; unknown keys, tables, columns and formats raise BadMapping."""
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMapping("mapping_unreadable", file=path.name, problem=str(error)) from error
    _known(path.name, content, ("table", "columns", "constants", "format"))
    table = content.get("table")
    if table is not None and table not in TABLES:
        hint = did_you_mean(str(table), TABLES)
        raise BadMapping("mapping_unknown_table", file=path.name, table=table, hint=hint)
    parts: dict[str, dict[str, str]] = {}
    columns = TABLES[table].names if table else sorted({n for t in TABLES.values() for n in t.names})
    for part, known in (("columns", columns), ("constants", columns), ("format", FORMAT_KEYS)):
        section = content.get(part, {})
        if not isinstance(section, dict):
            raise BadMapping("mapping_not_a_section", file=path.name, key=part)
        _known(path.name, section, known)
        parts[part] = {key: _text(value) for key, value in section.items()}
    return FileMapping(table, parts["columns"], parts["constants"], parts["format"], path.name)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _known(file: str, section: Mapping[str, object], known: Iterable[str]) -> None:
    known = tuple(known)
    for key in section:
        if key not in known:
            raise BadMapping("mapping_unknown_key", file=file, key=key, hint=did_you_mean(key, known))
