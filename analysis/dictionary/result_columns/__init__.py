"""Columns of the result tables: a record each, from which units of tables and exports and the tables of data/README.md follow.

Those of a table that a step in Python makes have their SQL types here too: the step declares no column a second time.
A column's title stands under `metric.<name>` in both languages. A name has one unit, whatever table it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.dictionary.result_columns.figures import FIGURES
from analysis.dictionary.result_columns.records import RECORDS

LINE = re.compile(
    r"(?P<name>\w+): (?P<unit>[a-z ]+?)(?: as (?P<kind>\w+(?:\(\d+, \d+\))?))?(?P<unknown>, or unknown)?"
)
USUAL_TYPES = {
    "text": "varchar",
    "date": "date",
    "month": "date",
    "count": "bigint",
    "days": "bigint",
}


@dataclass(frozen=True)
class ResultColumn:
    """`unit`: of `units.Unit`; "text" also stands for yes and no, and for times. `may_be_unknown`: the store has NULL then.

    `sql_type`: where a step in Python makes the table; a step in SQL says its own.
    """

    table: str
    name: str
    unit: str
    may_be_unknown: bool
    sql_type: str

    @property
    def title(self) -> str:
        """The key of its title."""
        return f"metric.{self.name}"


def _read(table: str, line: str) -> ResultColumn:
    """A line of figures or records: `name: unit`, `as` an SQL type where it isn't the unit's usual one, `or unknown`."""
    found = LINE.fullmatch(line.strip())
    assert found, f"{table}: {line}"
    unit = found["unit"]
    sql_type = found["kind"] or USUAL_TYPES.get(unit, "double")
    return ResultColumn(table, found["name"], unit, found["unknown"] is not None, sql_type)


RESULTS: Mapping[str, tuple[ResultColumn, ...]] = {
    table: tuple(_read(table, line) for line in lines.strip().split("\n"))
    for table, lines in {**FIGURES, **RECORDS}.items()
}
UNITS: Mapping[str, str] = {c.name: c.unit for columns in RESULTS.values() for c in columns}


def sql_types(table: str) -> dict[str, str]:
    """Column → SQL type, in the order of the store."""
    return {column.name: column.sql_type for column in RESULTS[table]}
