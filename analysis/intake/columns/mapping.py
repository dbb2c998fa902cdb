"""A mapping: the user's own word on which header gives which column, kept as TOML (data/README.md)."""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import tomlkit

from analysis import places, toml
from analysis.errors import BadMapping
from analysis.errors.phrases import Phrase, phrase
from analysis.intake.contract import TABLES
from analysis.intake.questions import check_answer

FORMAT_KEYS = (
    "encoding",
    "delimiter",
    "decimal",
    "date",
    "sheet",
    "header_row",
    "shape",
    "vat",
    "vat_rate",
    "currency",
    "scale",
)
SHAPES = ("table", "grouped", "matrix")
SCALES = ("one", "thousand", "million")  # as header_words.units.FACTORS
LAST_HEADER_ROW = 1000
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class FileMapping:
    """`columns`: input column → header in the file ("" leaves the column empty); `constants`: column → one value.

    `answers`: the id of a question (see analysis.intake.questions) → the answer.
    `saved`: the key of a mapping kept in the workspace, "" for any other.
    """

    table: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    constants: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    format: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    answers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    file: str = "the mapping"
    saved: str = ""
    kept_as: str = (
        ""  # the fingerprint of the saved mapping that was fitted to a file's own headers
    )

    @property
    def fingerprint(self) -> str:
        """Of what it says; "" where it says nothing. The same words in another order or file are the same mapping."""
        if self.kept_as:
            return self.kept_as
        said = [
            self.table,
            *(sorted(part.items()) for part in (self.columns, self.constants, self.format)),
        ]
        said += [sorted(self.answers.items())] if self.answers else []
        if not any(said):
            return ""
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def header_row(self) -> int | None:
        """The row that holds the headers, as a person counts; None: to be found."""
        told = self.format.get("header_row")
        if told is None:
            return None
        if not told.isdecimal() or not 1 <= int(told) <= LAST_HEADER_ROW:
            raise BadMapping(
                "mapping_bad_header_row", file=self.file, value=told, last=LAST_HEADER_ROW
            )
        return int(told)

    def to_toml(self) -> str:
        """As `load_mapping` reads it."""
        document = tomlkit.document()
        if self.table:
            document["table"] = self.table
        for name in ("columns", "constants", "format", "answers"):
            if part := dict(getattr(self, name)):
                document[name] = part
        return tomlkit.dumps(document)


def did_you_mean(word: str, known: Iterable[str]) -> Phrase:
    """`: did you mean 'x'?` for the known word closest to it, else a full stop."""
    by_fold = {k.casefold(): k for k in known}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return phrase("hint.name", name=by_fold[close[0]]) if close else phrase("hint.none")


def load_mapping(path: Path | str) -> FileMapping:
    """Read a mapping file; unknown keys, tables, columns and formats raise BadMapping."""
    path = Path(path)
    if path.exists() and not path.is_file():
        raise BadMapping("mapping_unreadable", file=path.name, problem="no file")
    try:
        content = toml.parsed(places.small_file(path, 4 * toml.LONGEST).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMapping(
            "mapping_unreadable", file=path.name, problem=getattr(error, "strerror", None) or error
        ) from error
    _known(path.name, content, ("table", "columns", "constants", "format", "answers", "saved"))
    table = content.get("table")
    if table is not None and table not in TABLES:
        hint = did_you_mean(str(table), TABLES)
        raise BadMapping("mapping_unknown_table", file=path.name, table=table, hint=hint)
    parts: dict[str, dict[str, str]] = {}
    columns = (
        TABLES[table].names if table else sorted({n for t in TABLES.values() for n in t.names})
    )
    for part, known in (
        ("columns", columns),
        ("constants", columns),
        ("format", FORMAT_KEYS),
        ("answers", None),
    ):
        section = content.get(part, {})
        if not isinstance(section, dict):
            raise BadMapping("mapping_not_a_section", file=path.name, key=part)
        if known is not None:
            _known(path.name, section, known)
        parts[part] = {key: _text(value) for key, value in section.items()}
    for question, answer in parts["answers"].items():
        check_answer(path.name, question, answer)
    shape = parts["format"].get("shape")
    if shape is not None and shape not in SHAPES:
        raise BadMapping(
            "mapping_unknown_shape", file=path.name, shape=shape, hint=did_you_mean(shape, SHAPES)
        )
    scale = parts["format"].get("scale")
    if scale is not None and scale not in SCALES:
        raise BadMapping(
            "mapping_unknown_scale", file=path.name, scale=scale, hint=did_you_mean(scale, SCALES)
        )
    return FileMapping(
        table, parts["columns"], parts["constants"], parts["format"], parts["answers"], path.name
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _known(file: str, section: Mapping[str, object], known: Iterable[str]) -> None:
    known = tuple(known)
    for key in section:
        if key not in known:
            raise BadMapping(
                "mapping_unknown_key", file=file, key=key, hint=did_you_mean(key, known)
            )
