"""Writes what follows from records in data/README.md: `python -m data.document`; a test compares.

The tables of input columns, the table of result columns, and a line with its default for each setting. A new setting's line says what the
form says of it; a line that stands keeps its own words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from analysis.dictionary.input_columns import Column
from analysis.dictionary.result_columns import RESULTS
from analysis.intake.contract import TABLES, Table
from analysis.journal import settings
from analysis.journal.settings import settings_editing
from analysis.language import words

README = Path(__file__).parent / "README.md"
HEAD = """| column | kind | unit | what it is | headers recognised, among others |
|---|---|---|---|---|
"""
RESULT_HEAD = """| table | column | unit | what it is |
|---|---|---|---|
"""
EXAMPLE = "```toml\ncurrency"


def written(text: str) -> str:
    """The README with all that follows from records anew."""
    for name, of in TABLES.items():
        start = text.index(HEAD, text.index(f"\n## {name}: "))
        end = re.compile(r"^(?!\|)", re.M).search(text, start)
        assert end is not None
        text = text[:start] + table(of) + text[end.start() :]
    start = text.index(RESULT_HEAD, text.index("\n## Result tables"))
    end = re.compile(r"^(?!\|)", re.M).search(text, start)
    assert end is not None
    text = text[:start] + results() + text[end.start() :]
    start = text.index(EXAMPLE)
    end_of_example = text.index("```\n", start + len(EXAMPLE))
    example = text[start:end_of_example]
    for section, record in settings.SECTIONS.items():
        example = _with_section(example, section, record)
    return text[:start] + example + text[end_of_example:]


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


def results() -> str:
    """The columns of the result tables, a row each."""
    english = words("en")
    rows = [
        f"| `{c.table}` | {c.name} | {c.unit}{' (may be unknown)' if c.may_be_unknown else ''} | {english(c.title)} |\n"
        for columns in RESULTS.values()
        for c in columns
    ]
    return RESULT_HEAD + "".join(rows)


def _with_section(example: str, section: str, record: Any) -> str:
    start = example.index(f"\n[{section}]") + 1
    end = example.find("\n\n", start)
    lines = example[start:end].split("\n")
    for place, field in enumerate(fields(record), 1):
        at = next((n for n, line in enumerate(lines) if line.startswith(f"{field.name} =")), None)
        if field.default is MISSING or field.default is None:
            continue  # an example, not a default
        if at is None:
            lines.insert(place, _line(section, field.name, field.default))
        elif tomllib.loads(lines[at])[field.name] != settings_editing.plain(field.default):
            lines[at] = _line(section, field.name, field.default)
    return example[:start] + "\n".join(lines) + example[end:]


def _line(section: str, name: str, default: Any) -> str:
    value = settings_editing.plain(default)
    shown = value if isinstance(value, list) else f"{value:g}"
    return f"{f'{name} = {shown}':<31} # {words('en')(f'setting.{section}.{name}.moves')}"


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
