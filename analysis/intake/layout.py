"""Where the table is in a file: its header row, which column each header means, how the file is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..errors import BadMapping, UnknownColumns, UnreadableFile
from .aliases import ALIASES, STEMS
from .contract import TABLES, Table
from .headers import Match, match, meanings, plain, unique
from .mapping import FileMapping, did_you_mean

HEADER_WITHIN = 30  # rows
Row = Sequence[str]


@dataclass(frozen=True)
class Layout:
    """Everything that reading needs to know. `columns`: contract column → position in the row."""

    file: str
    container: Literal["csv", "sheet", "parquet"]
    table: Table
    headers: tuple[str, ...]  # one per position, unique
    columns: Mapping[str, int]
    header_row: int  # as a person counts, from 1
    skip: int  # rows or lines before the first row of data
    mapping: FileMapping
    sample: tuple[tuple[str, ...], ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    least: int = 0  # cells that make a row, where the header has fewer than most rows
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.headers)

    @property
    def extras(self) -> dict[int, str]:
        """Position → name of the further columns that the table keeps, none named like a column of the table."""
        if not self.table.keeps_extra:
            return {}
        used = set(self.columns.values())
        taken = {*self.table.names, "import_id", "source_row", "trouble", "unknown", "fault"}
        return {
            i: f"{h} (2)" if h.casefold() in taken else h
            for i, h in enumerate(self.headers)
            if i not in used and not h.startswith("(column ")
        }

    @property
    def unused(self) -> tuple[str, ...]:
        used = set(self.columns.values()) | set(self.extras)
        return tuple(h for i, h in enumerate(self.headers) if i not in used and not h.startswith("(column "))

    @property
    def named(self) -> dict[str, str]:
        """Contract column → header in the file."""
        return {column: self.headers[position] for column, position in self.columns.items()}

    @property
    def is_russian(self) -> bool:
        return any("а" <= c <= "я" for h in self.headers for c in h.lower())


def find_header(rows: Sequence[Row], table: str | None, mapping: FileMapping, file: str) -> tuple[int, Match] | None:
    """The header row among the first rows and the table that it is; None where no row has a known header."""
    stem = stem_table(file)
    told = table or mapping.table
    if told and told not in TABLES:
        raise BadMapping("mapping_unknown_table", file=file, table=told, hint=did_you_mean(told, TABLES))
    best: tuple[tuple[bool, int], int, Match] | None = None
    for position, row in enumerate(rows[:HEADER_WITHIN]):
        found = _choose([_matched(row, TABLES[t], mapping) for t in ([told] if told else TABLES)], told, stem)
        if found and found.columns:
            rank = (not found.missing, len(found.columns))
            if best is None or rank > best[0]:
                best = rank, position, found
    return (best[1], best[2]) if best else None


def _matched(row: Row, table: Table, mapping: FileMapping) -> Match:
    chosen: dict[str, int] = {}
    wanted = {c: h for c, h in mapping.columns.items() if c in table.names}
    at = {_same(cell): i for i, cell in reversed(list(enumerate(row))) if cell.strip()}
    for column, header in wanted.items():
        if not header.strip():
            chosen[column] = -1
        elif _same(header) in at:
            chosen[column] = at[_same(header)]
    return match(row, table, chosen, [c for c in mapping.constants if c in table.names])


def _same(header: str) -> str:
    return " ".join(header.split()).casefold()


def _choose(matches: Sequence[Match], told: str | None, stem: str | None) -> Match | None:
    if told:
        return matches[0]
    for found in matches:
        if found.table.name == stem and not found.missing:
            return found
    most = max(matches, key=lambda m: (len(m.columns), not m.missing))
    whole = [m for m in matches if not m.missing]
    fullest = max(whole, key=lambda m: len(m.columns), default=None)
    if fullest:
        # A name is all that a client needs: only headers that fit no other table as well make it one.
        others = max(len(m.columns) for m in matches if m.table.name != "clients")
        if fullest.table.name == "clients" and len(fullest.columns) > others:
            return fullest
        if fullest.table.name != "clients" and len(fullest.columns) + 1 >= len(most.columns):
            return fullest
    for found in matches:
        if found.table.name == stem and found.columns:
            return found
    return max(matches, key=lambda m: (len(m.columns), m.table.name != "clients"))


def stem_table(file: str) -> str | None:
    """The table that the file's name speaks of."""
    words = plain(Path(file).stem).words
    for stem in sorted(STEMS, key=len, reverse=True):
        if words == stem or words.startswith(stem + " ") or words.endswith(" " + stem):
            return STEMS[stem]
    return None


def checked_header(
    rows: Sequence[Row], table: str | None, mapping: FileMapping, file: str, *, grouped: bool = False
) -> tuple[int, Match]:
    """The header row with every required column, or the error that says what is missing."""
    found = find_header(rows, table, mapping, file)
    fullest = max(rows[:5], key=lambda row: sum(bool(c.strip()) for c in row), default=())
    seen = [c for c in (rows[found[0]] if found else fullest) if c.strip()]
    if found:
        position, matched = found
        if len(matched.columns) > 1 and (grouped or _is_stacked(rows, position)):
            raise UnreadableFile("grouped_report", file=file)
        _mapping_fits(mapping, rows[position], matched, file)
        if not matched.missing:
            return found
    elif mapping.columns:
        _mapping_fits(mapping, [c for row in rows[:HEADER_WITHIN] for c in row], None, file)
    if not found:
        raise UnknownColumns("no_known_header", file=file, seen=_listed(seen))
    missing = " and ".join(_alternatives(a) for a in found[1].missing)
    hint = _guess(found[1], rows[found[0]])
    raise UnknownColumns(
        "columns_missing", file=file, table=found[1].table.name, missing=missing, seen=_listed(seen), hint=hint
    )


def _is_stacked(rows: Sequence[Row], position: int) -> bool:
    """Whether headers go on in the row below («Контрагент» over «Заказ» over «Номенклатура»): a grouped report."""
    below = [c for c in rows[position + 1] if c.strip()] if position + 1 < len(rows) else []
    return 0 < len(below) <= 3 and all(any(meanings(c, table) for table in TABLES.values()) for c in below)


def _mapping_fits(mapping: FileMapping, row: Row, matched: Match | None, file: str) -> None:
    headers = [" ".join(c.split()) for c in row if c.strip()]
    known = {_same(h) for h in headers}
    for column, header in mapping.columns.items():
        if matched and column not in matched.table.names:
            hint = did_you_mean(column, matched.table.names)
            raise BadMapping("mapping_unknown_key", file=mapping.file, key=column, hint=hint)
        if header.strip() and _same(header) not in known:
            hint = did_you_mean(header, headers)
            raise BadMapping("mapping_header_missing", file=file, header=header, column=column, hint=hint)


def _alternatives(alternatives: Iterable[frozenset[str]]) -> str:
    return " or ".join(" and ".join(sorted(a)) for a in alternatives)


def _listed(seen: Sequence[str]) -> str:
    shown = ", ".join(f"'{' '.join(s.split())[:40]}'" for s in seen[:12])
    return (shown + (" …" if len(seen) > 12 else "")) or "nothing"


def _guess(found: Match, row: Row) -> str:
    """`did you mean …` for the missing columns whose aliases come close to an unused header."""
    import difflib

    used = set(found.columns.values())
    free = {plain(c).words: " ".join(c.split()) for i, c in enumerate(row) if i not in used and c.strip()}
    for alternatives in found.missing:
        for column in sorted(c for a in alternatives for c in a):
            for alias in (column.replace("_", " "), *ALIASES[found.table.name][column][:12]):
                close = difflib.get_close_matches(alias, free, n=1, cutoff=0.75)
                if close:
                    return f" (did you mean '{free[close[0]]}' for {column}?)"
    return ""


def trimmed_headers(row: Row, width: int) -> tuple[str, ...]:
    return unique(row, width)
