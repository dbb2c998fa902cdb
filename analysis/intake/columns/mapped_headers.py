"""Whether the headers that a mapping names stand in the file."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.errors import BadMapping
from analysis.intake.columns.header_words.headers import Match
from analysis.intake.columns.header_words.spelling import STACK
from analysis.intake.columns.mapping import FileMapping, did_you_mean
from analysis.intake.files.invisible import without


def same_header(header: str) -> str:
    """A header in the form by which two spellings of it are one."""
    return " ".join(without(header).replace(STACK, " ").split()).casefold()


def check_mapping(
    mapping: FileMapping, row: Sequence[str], matched: Match | None, file: str
) -> None:
    """BadMapping where it names an unknown column, or a header that the row does not have."""
    headers = [" ".join(c.split()) for c in row if c.strip()]
    known = {same_header(h) for h in headers} | {
        same_header(h.rpartition(STACK)[2]) for h in headers if STACK in h
    }
    for column, header in mapping.columns.items():
        if matched and column not in matched.table.names:
            hint = did_you_mean(column, matched.table.names)
            raise BadMapping("mapping_unknown_key", file=mapping.name, key=column, hint=hint)
        if header.strip() and same_header(header) not in known:
            hint = did_you_mean(header, headers)
            raise BadMapping(
                "mapping_header_missing", file=file, header=header, column=column, hint=hint
            )
