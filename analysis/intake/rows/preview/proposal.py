"""What a person sees of a file before it goes in: each table recognised, or how far the recognising came.

A table that can't go in yet shows its first rows, the headers under which it was tried and what is still missing, so that the
columns can be named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis.errors import DealfitError
from analysis.intake.columns import unused
from analysis.intake.columns.header_row import find_header
from analysis.intake.columns.header_words.headers import Match, unique
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.unused import UnusedColumn
from analysis.intake.columns.workbook_tables import Beginning, Known
from analysis.intake.contract import TABLES
from analysis.intake.questions import Question
from analysis.intake.rows.preview.recognition import NoTable, Recognised, recognise_all

TO_BE_NAMED = ("no_known_header", "columns_missing")  # troubles that naming columns mends
TO_BE_SAID = (
    "ambiguous_dates",
    "vat_unknown",
)  # troubles that saying how the file is written mends
Missing = tuple[tuple[frozenset[str], ...], ...]


@dataclass(frozen=True)
class Seen:
    """A table of a file. columns: input column → header; missing: requirements that no header meets (see contract.Table).

    error: why it can't go in, None where it can. table and header_row are None where they are not known.
    beginning: the first filled rows as they stand. header_cells: the row of headers among them, unchanged.
    """

    file: str
    sheet: str | None
    table: str | None
    header_row: int | None
    headers: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    missing: Missing = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    sample: tuple[tuple[str, ...], ...] = ()
    beginning: Beginning = field(default_factory=Beginning)
    mapping: FileMapping = field(default_factory=FileMapping)
    error: DealfitError | None = None
    questions: tuple[Question, ...] = ()
    beside: tuple[
        str, ...
    ] = ()  # headers of what other columns say of the amounts (a rate of VAT, a kind of document)

    @property
    def saved(self) -> str:
        """The key of the kept mapping that was used, "" for none."""
        return self.mapping.saved

    @property
    def header_cells(self) -> tuple[str, ...]:
        at = dict(zip(self.beginning.numbers, self.beginning.rows, strict=True))
        return at.get(self.header_row or 0, self.headers)

    @property
    def extras(self) -> tuple[str, ...]:
        """Headers that no column takes but that are kept under their own names."""
        return self._free if self.table and TABLES[self.table].keeps_extra else ()

    @property
    def unused(self) -> tuple[str, ...]:
        return () if self.extras else self._free

    @property
    def unused_columns(self) -> tuple[UnusedColumn, ...]:
        """Those of numbers or dates, where the table is known."""
        return (
            unused.of(self.table, self.headers, self.sample, self.unused, self.columns)
            if self.table
            else ()
        )

    @property
    def _free(self) -> tuple[str, ...]:
        used = set(self.columns.values())
        used.update(self.beside)
        return tuple(h for h in self.headers if h not in used and not h.startswith("(column "))


def look(
    path: Path, *, mapping: FileMapping | None = None, known: Known | None = None
) -> tuple[Seen, ...]:
    """Every table of the file, or of the sheet that the mapping names. Raises DealfitError where the file can't be read."""
    mapping = mapping or FileMapping()
    return tuple(
        _whole(part) if isinstance(part, Recognised) else _partly(part)
        for part in recognise_all(path, mapping=mapping, known=known)
    )


def _whole(found: Recognised) -> Seen:
    taken = {*found.columns.values(), *found.unused}
    beside = (
        () if TABLES[found.table].keeps_extra else tuple(h for h in found.headers if h not in taken)
    )
    return Seen(
        found.file,
        found.sheet,
        found.table,
        found.header_row,
        found.headers,
        found.columns,
        (),
        found.formats,
        found.sample,
        found.beginning,
        found.mapping,
        None,
        found.questions,
        beside,
    )


def _partly(part: NoTable) -> Seen:
    """The headers under which the table was tried: the row that was told, the best known one, else the fullest."""
    mapping = part.mapping
    bare = Seen(
        part.file,
        part.sheet,
        mapping.table,
        None,
        beginning=part.beginning,
        mapping=mapping,
        error=part.error,
    )
    if not part.beginning.rows:
        return bare
    position, matched = _tried(part, mapping)
    cells = part.beginning.rows[position]
    below = part.beginning.rows[position + 1 :]
    headers = unique(cells, len(cells))
    return replace(
        bare,
        header_row=part.beginning.numbers[position],
        headers=headers,
        sample=below,
        table=matched.table.name if matched else None,
        columns={c: headers[i] for c, i in matched.columns.items()} if matched else {},
        missing=matched.missing if matched else (),
    )


def _tried(part: NoTable, mapping: FileMapping) -> tuple[int, Match | None]:
    rows: Sequence[Sequence[str]] = part.beginning.rows
    told = mapping.header_row
    first = part.beginning.numbers.index(told) if told in part.beginning.numbers else None
    if first is not None:
        rows = rows[first : first + 1]
    found = find_header(rows, mapping.table, mapping, part.file)
    if found:
        return (first or 0) + found[0], found[1]
    fullest = max(range(len(rows)), key=lambda n: sum(bool(c.strip()) for c in rows[n]))
    return (first or 0) + fullest, Match(TABLES[mapping.table], {}) if mapping.table else None
