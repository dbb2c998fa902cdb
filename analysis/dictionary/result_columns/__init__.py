"""Columns of the result tables: a record each, from which units of tables and exports and the tables of data/README.md follow.

A column's title stands under `metric.<name>` in both languages. A name has one unit, whatever table it stands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.dictionary.result_columns.figures import FIGURES
from analysis.dictionary.result_columns.records import RECORDS


@dataclass(frozen=True)
class ResultColumn:
    """`unit`: of `units.Unit`; "text" also stands for yes and no, and for times. `may_be_unknown`: the store has NULL then."""

    table: str
    name: str
    unit: str
    may_be_unknown: bool

    @property
    def title(self) -> str:
        """The key of its title."""
        return f"metric.{self.name}"


UNKNOWN = ", or unknown"


def _read(table: str, line: str) -> ResultColumn:
    name, unit = line.strip().split(": ")
    return ResultColumn(table, name, unit.removesuffix(UNKNOWN), unit.endswith(UNKNOWN))


RESULTS: Mapping[str, tuple[ResultColumn, ...]] = {
    table: tuple(_read(table, line) for line in lines.strip().split("\n"))
    for table, lines in {**FIGURES, **RECORDS}.items()
}
UNITS: Mapping[str, str] = {c.name: c.unit for columns in RESULTS.values() for c in columns}
