"""data/README.md names every input column, its kind, headers for it, and which are required; the contract is the code's."""

import re
from pathlib import Path

import pytest

from analysis.intake import contract
from analysis.intake.columns.header_words.headers import match
from data import document

README = (Path(__file__).parent.parent / "data" / "README.md").read_text("utf-8")


def section(table: str) -> str:
    found = re.search(rf"^## {table}: .*?(?=^## |\Z)", README, re.M | re.S)
    assert found, f"data/README.md has no section for {table}"
    return found.group()


def documented(table: str) -> dict[str, tuple[str, bool]]:
    rows = re.findall(r"^\| (\*\*)?(\w+)(?:\*\*)? \| (\w+) \|", section(table), re.M)
    return {name: (kind, bool(bold)) for bold, name, kind in rows if name != "column"}


def documented_headers() -> list[tuple[str, str, str]]:
    """(table, column, header) for each header in the last column of the tables; «» enclose one with a comma inside."""
    return [
        (table, name, (quoted or bare).strip())
        for table in contract.TABLES
        for name, headers in re.findall(r"^\| \**(\w+)\** \|.*\|([^|]*)\|$", section(table), re.M)
        if name != "column"
        for quoted, bare in re.findall(r"«([^»]+)»|([^,«»]*[^,«» ])", headers)
    ]


@pytest.mark.parametrize("table", contract.TABLES.values(), ids=lambda t: t.name)
def test_every_column_is_documented_with_its_kind(table: contract.Table) -> None:
    assert {n: k for n, (k, _) in documented(table.name).items()} == {
        c.name: c.kind for c in table.columns
    }


def test_the_tables_follow_from_the_records() -> None:
    """`python -m data.document` writes them."""
    assert document.written(README) == README


@pytest.mark.parametrize("table", contract.TABLES.values(), ids=lambda t: t.name)
def test_bold_columns_are_those_that_can_be_required(table: contract.Table) -> None:
    bold = {n for n, (_, required) in documented(table.name).items() if required}
    able = {name for alternatives in table.required for names in alternatives for name in names}
    assert bold <= able
    for alternatives in table.required:
        assert any(names <= bold for names in alternatives)


@pytest.mark.parametrize(("table", "column", "header"), documented_headers())
def test_documented_headers_are_recognised(table: str, column: str, header: str) -> None:
    assert dict(match([header], contract.TABLES[table]).columns) == {column: 0}


def test_every_table_documents_headers() -> None:
    found = documented_headers()
    assert ("usage", "quantity", "Трудозатраты, ч") in found
    assert ("pools", "treatment", "Порядок учёта") in found
    without = {(t, c) for t, known in contract.TABLES.items() for c in known.names} - {
        (t, c) for t, c, _ in found
    }
    assert not without, "columns without a header in the README"
