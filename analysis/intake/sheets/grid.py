"""A sheet as cells with what a person sees beside their values, and the flat table that a report of another shape becomes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from analysis.intake.reasons import Notice

if TYPE_CHECKING:
    from analysis.intake.sheets.cell_errors import CellErrors

Cell = object  # what calamine gives: str ("" for nothing), float, bool, date, datetime, time, timedelta


class Shown(float):
    """A number with the sign that its format alone shows: a currency's code, or per cent (see sheets.cell_formats.codes)."""

    sign: str

    def __new__(cls, number: float, sign: str) -> Shown:
        made = super().__new__(cls, number)
        made.sign = sign
        return made


@dataclass(frozen=True)
class Looks:
    """What a sheet says without words; rows and columns counted from 0, as in Grid.rows."""

    levels: Mapping[int, int] = field(
        default_factory=dict
    )  # row → outline level, where it is over 0
    indents: Mapping[tuple[int, int], int] = field(
        default_factory=dict
    )  # (row, column) → indent, where it is over 0
    hidden: frozenset[int] = frozenset()  # rows
    red: frozenset[tuple[int, int]] = (
        frozenset()
    )  # cells whose number format or font makes them red
    merged: tuple[
        tuple[int, int, int, int], ...
    ] = ()  # first row, first column, last row, last column


class SheetDetails(Protocol):
    """What stands beside a sheet's values, as its kind of file says it (see sheets.details)."""

    @property
    def facts(self) -> CellErrors: ...
    @property
    def looks(self) -> Looks: ...
    def is_folded(self, rows: int) -> bool: ...
    def formats(self, unless: Collection[str] = ()) -> Mapping[tuple[int, int], str]: ...


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet from its first row on. `looks` and `facts` are read when they are asked for: they cost more than the cells."""

    file: str
    sheet: str | None
    rows: list[list[Cell]]
    looks: Callable[[], Looks] = Looks
    is_folded: Callable[[], bool] = (
        bool  # whether its rows are folded into outline levels, by a glance
    )
    facts: Callable[[], CellErrors | None] = _nothing  # formulas without values, errors


@dataclass(frozen=True)
class Flat:
    """A table made out of a report: one row per line, with the row of the sheet (from 1) where each stood.

    `said` goes to the file's formats (such as shape: "client → order → product"); `notices` to its warnings. Rows of the report that are
    neither lines nor its structure (titles, groups, subtotals) must come as rows too: they are refused with their reason
    in `faults` (position in `rows` → reason).
    """

    headers: tuple[str, ...]
    rows: list[list[Cell]]
    numbers: list[int]
    header_row: int
    said: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    faults: Mapping[int, str] = field(default_factory=dict)
    table: str | None = None  # which table it is, where the shape says so
    places: int = (
        1  # where a row of the sheet gives several rows here, `numbers` are row × places + column
    )
