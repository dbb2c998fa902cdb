"""data/README.md names every input column, its kind, and which are required; the contract is the code's."""

import re
from pathlib import Path

import pytest

from analysis.intake import contract

README = (Path(__file__).parent.parent / "data" / "README.md").read_text("utf-8")


def documented(table: str) -> dict[str, tuple[str, bool]]:
    section = re.search(rf"^## {table}: .*?(?=^## |\Z)", README, re.M | re.S)
    assert section, f"data/README.md has no section for {table}"
    rows = re.findall(r"^\| (\*\*)?(\w+)(?:\*\*)? \| (\w+) \|", section.group(), re.M)
    return {name: (kind, bool(bold)) for bold, name, kind in rows if name != "column"}


@pytest.mark.parametrize("table", contract.TABLES.values(), ids=lambda t: t.name)
def test_every_column_is_documented_with_its_kind(table: contract.Table) -> None:
    assert {n: k for n, (k, _) in documented(table.name).items()} == {c.name: c.kind for c in table.columns}


@pytest.mark.parametrize("table", contract.TABLES.values(), ids=lambda t: t.name)
def test_bold_columns_are_those_that_can_be_required(table: contract.Table) -> None:
    bold = {n for n, (_, required) in documented(table.name).items() if required}
    able = {name for alternatives in table.required for names in alternatives for name in names}
    assert bold <= able
    for alternatives in table.required:
        assert any(names <= bold for names in alternatives)
