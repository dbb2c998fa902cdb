"""Every column of a result table is one record: its unit, its titles, whether it may be unknown."""

from __future__ import annotations

import re
from typing import get_args

import pytest

import analysis
from analysis.dictionary.metrics import BY_NAME
from analysis.dictionary.result_columns import RESULTS, ResultColumn
from analysis.dictionary.units import COLUMNS, NUMBERS, Unit, unit_of
from analysis.language import words

RECORDS = [column for columns in RESULTS.values() for column in columns]


def test_the_store_has_these_columns_in_this_order(demo: analysis.Workspace) -> None:
    for table, columns in RESULTS.items():
        stored = demo.sql(f"select * from {table} limit 0").columns
        assert [c.name for c in columns] == list(stored), table


def test_a_unit_fits_the_type_of_its_column(demo: analysis.Workspace) -> None:
    declared = demo.sql(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = 'main'"
    )
    types = {(t, c): kind for t, c, kind in declared.itertuples(index=False)}
    differing = {}
    for column in RECORDS:
        kind = types[column.table, column.name]
        is_number = re.match("DECIMAL|DOUBLE|.*INT", kind) is not None
        wanted = NUMBERS if is_number else ("date", "month") if kind == "DATE" else ("text",)
        if column.unit not in wanted:
            differing[column.table, column.name] = (kind, column.unit)
    assert differing == {}


def test_what_is_never_unknown_is_known(demo: analysis.Workspace) -> None:
    for table, columns in RESULTS.items():
        known = [c.name for c in columns if not c.may_be_unknown]
        nulls = ", ".join(f'count(*) - count("{name}") as "{name}"' for name in known)
        (found,) = demo.sql(f"select {nulls} from {table}").to_dict("records")
        assert {name: n for name, n in found.items() if n} == {}, table


def test_a_name_has_one_unit_wherever_it_stands() -> None:
    listed = {name for names in COLUMNS.values() for name in names.split()}
    for column in RECORDS:
        assert column.unit in get_args(Unit)
        assert unit_of(column.name) == column.unit, column
        assert column.name not in listed, column
        assert column.name not in BY_NAME or BY_NAME[column.name].unit == column.unit


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("column", {c.name: c for c in RECORDS}.values(), ids=lambda c: c.name)
def test_every_column_has_a_title(column: ResultColumn, lang: str) -> None:
    assert words(lang).has(column.title)
