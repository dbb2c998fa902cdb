"""Which header of a row gives which column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.intake.columns.header_words import (
    program_lists,
    work_hours,
)
from analysis.intake.columns.header_words.meanings import index_of, meanings
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.contract import Table
from analysis.intake.files.invisible import without

_OF_PROGRAMS = 900  # a rank after all usual names


@dataclass(frozen=True)
class Match:
    """Which header gives which column: positions in the header row."""

    table: Table
    columns: Mapping[str, int]
    constants: frozenset[str] = frozenset()
    headers: tuple[
        str, ...
    ] = ()  # those that the positions count, where the header has several rows; else empty
    rows: int = 1  # of the header

    @property
    def missing(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """The required alternatives of which no header (and no constant) gives any."""
        given = self.columns.keys() | self.constants
        return tuple(
            a for a in self.table.required if not any(alternative <= given for alternative in a)
        )


_PIECES = re.compile(r"\b(?:шт|штук|pcs|pieces)\b")


def match(
    headers: Sequence[str],
    table: Table,
    chosen: Mapping[str, int] | None = None,
    constants: Iterable[str] = (),
) -> Match:
    """Give each column the header that fits it best; `chosen` (from a mapping, -1 = leave empty) goes first."""
    constants = frozenset(constants)
    columns = dict.fromkeys(constants, -1) | dict(chosen or {})
    taken = set(columns.values())
    offers = sorted(
        (rank, position, column)
        for position, header in enumerate(headers)
        if position not in taken
        for column, rank in meanings(header, table)
    )
    for _, position, column in sorted([*offers, *_of_programs(headers, table, taken)]):
        if column not in columns and position not in taken:
            columns[column] = position
            taken.add(position)
    stamped = {"started_at", "ended_at", "quantity"} <= columns.keys() and "quantity" not in (
        chosen or {}
    )
    if (
        stamped
        and columns["quantity"] >= 0
        and _PIECES.search(headers[columns["quantity"]].casefold())
    ):
        del columns["quantity"]  # the hours follow from start and end
    if (
        table.name == "usage"
        and "quantity" not in (chosen or {})
        and _counts_pieces(headers, columns)
    ):
        del columns["quantity"]  # pieces beside the hours of one are no hours
    return Match(table, {c: columns[c] for c in table.names if columns.get(c, -1) >= 0}, constants)


def _counts_pieces(headers: Sequence[str], columns: Mapping[str, int]) -> bool:
    position = columns.get("quantity", -1)
    if position < 0 or "unit" in columns or not any(work_hours.are_of_one(h) for h in headers):
        return False
    stated = plain(headers[position])
    return not stated.unit and work_hours.counts_pieces(stated.words)


def _of_programs(
    headers: Sequence[str], table: Table, taken: set[int]
) -> list[tuple[int, int, str]]:
    """What headers mean in the lists of well-known programs: a number there is the order, less than «Номер заказа», more than «Договор»."""
    if table.name != "order_lines":
        return []
    [(_, rank)] = [(c, r) for c, r in index_of(table.name)["договор"] if c == "order_id"]
    words = [plain(h).words if len(h) <= 120 else "" for h in headers]
    found = [(rank - 1, i, "order_id") for i in program_lists.numbers(headers, words)]
    found += [(_OF_PROGRAMS, i, column) for i, column in program_lists.others(headers, words)]
    return [offer for offer in found if offer[1] not in taken]


def unique(headers: Sequence[str], width: int) -> tuple[str, ...]:
    """Names to show and to store under: no blanks, none twice (whatever the case), no NUL, which SQL can't hold."""
    names: list[str] = []
    seen: set[str] = set()
    for position in range(width):
        name = (
            " ".join(without(headers[position]).replace("\x00", "").split())
            if position < len(headers)
            else ""
        )
        name = name or f"(column {position + 1})"
        base, count = name, 1
        while name.casefold() in seen:
            count += 1
            name = f"{base} ({count})"
        seen.add(name.casefold())
        names.append(name)
    return tuple(names)
