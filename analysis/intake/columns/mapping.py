"""A mapping: the user's own word on which header gives which column, kept as TOML (data/README.md)."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

import tomlkit

from analysis import places, toml, validation
from analysis.errors import BadMapping, causes
from analysis.errors.phrases import Phrase, phrase
from analysis.intake.contract import TABLES
from analysis.intake.questions import check_answer

Shape = Literal["table", "grouped", "matrix"]
Scale = Literal["one", "thousand", "million"]  # as header_words.units.FACTORS
SHAPES: tuple[str, ...] = get_args(Shape)
SCALES: tuple[str, ...] = get_args(Scale)
FORMAT: dict[str, Any] = {
    "encoding": Any,
    "delimiter": Any,
    "decimal": Any,
    "date": Any,
    "sheet": Any,
    "header_row": Any,
    "shape": Shape,
    "vat": Any,
    "vat_rate": Any,
    "currency": Any,
    "scale": Scale,
}
FORMAT_KEYS = tuple(FORMAT)
WRITTEN: dict[str, Any] = {
    "table": Literal[tuple(TABLES)],
    **dict.fromkeys(("columns", "constants", "format", "answers", "saved"), Any),
}
CHOICES = {"table": tuple(TABLES), "format.shape": SHAPES, "format.scale": SCALES}
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
    file: str = ""
    saved: str = ""
    kept_as: str = (
        ""  # the fingerprint of the saved mapping that was fitted to a file's own headers
    )

    @property
    def name(self) -> Phrase | str:
        """How an error calls it: by its file, where it has one."""
        return self.file or phrase("mapping.unnamed")

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
                "mapping_bad_header_row", file=self.name, value=told, last=LAST_HEADER_ROW
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
    return phrase("hint.near", name=by_fold[close[0]]) if close else phrase("hint.none")


def load_mapping(path: Path | str) -> FileMapping:
    """Read a mapping file; unknown keys, tables, columns and formats raise BadMapping."""
    path = Path(path)
    if path.exists() and not path.is_file():
        raise BadMapping("mapping_unreadable", file=path.name, problem=phrase("detail.pipe"))
    try:
        content = toml.parsed(places.small_file(path, 4 * toml.LONGEST).decode("utf-8-sig"))
    except OSError as error:
        raise BadMapping(
            "mapping_unreadable", file=path.name, problem=causes.of_system(error)
        ) from error
    except UnicodeDecodeError as error:
        raise BadMapping(
            "mapping_unreadable", file=path.name, problem=causes.of_json(error)
        ) from error
    except toml.NotToml as error:
        raise BadMapping("mapping_unreadable", file=path.name, problem=error.cause) from error
    refusing = _OfMapping(path.name)
    written = validation.table(content, WRITTEN, "", refusing)
    table: str | None = written.get("table")
    columns = (
        TABLES[table].names if table else sorted({n for t in TABLES.values() for n in t.names})
    )
    parts: dict[str, dict[str, str]] = {}
    for part, known in (
        ("columns", dict.fromkeys(columns, Any)),
        ("constants", dict.fromkeys(columns, Any)),
        ("format", FORMAT),
    ):
        section = validation.table(written.get(part, {}), known, part, refusing)
        parts[part] = {key: _text(value) for key, value in section.items()}
    answers = validation.names(written.get("answers", {}), Any, "answers", refusing)
    parts["answers"] = {question: _text(answer) for question, answer in answers.items()}
    for question, answer in parts["answers"].items():
        check_answer(path.name, question, answer)
    return FileMapping(
        table, parts["columns"], parts["constants"], parts["format"], parts["answers"], path.name
    )


class _OfMapping:
    """BadMapping about a file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def unknown(self, key: str, names: Sequence[str]) -> BadMapping:
        key = key.rpartition(".")[2]
        return BadMapping(
            "mapping_unknown_key", file=self.file, key=key, hint=did_you_mean(key, names)
        )

    def bad(self, key: str, value: Any, mend: Phrase) -> BadMapping:
        choices = CHOICES.get(key)
        if choices is None:
            return BadMapping("mapping_not_a_section", file=self.file, key=key)
        name = key.rpartition(".")[2]
        hint = did_you_mean(str(value), choices)
        return BadMapping(
            f"mapping_unknown_{name}", file=self.file, hint=hint, **{name: str(value)}
        )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
