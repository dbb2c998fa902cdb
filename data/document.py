"""Writes the tables of input columns in data/README.md from their records: `python -m data.document`; a test compares them."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.dictionary.input_columns import Column
from analysis.intake.contract import TABLES, Table
from analysis.language import words

README = Path(__file__).parent / "README.md"
HEAD = """| column | kind | unit | what it is | headers recognised, among others |
|---|---|---|---|---|
"""


def table(of: Table) -> str:
    """The table's columns, a row each; bold: what the table can't be without, by itself or in place of another."""
    return HEAD + "".join(_row(of, column) for column in of.columns)


def _row(of: Table, column: Column) -> str:
    alone = any({column.name} in alternatives for alternatives in of.required)
    about = f"input.{of.name}.{column.name}"
    english = words("en")
    cells = (
        f"**{column.name}**" if alone else column.name,
        column.kind,
        column.unit,
        english(about) if english.has(about) else "",
        ", ".join(f"«{h}»" if "," in h else h for h in column.headers),
    )
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells) + "\n"


def written(text: str) -> str:
    """The README with its tables of input columns anew."""
    for name, of in TABLES.items():
        start = text.index(f"\n## {name}: ")
        start = text.index(HEAD, start)
        end = re.compile(r"^(?!\|)", re.M).search(text, start)
        assert end is not None
        text = text[:start] + table(of) + text[end.start() :]
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
