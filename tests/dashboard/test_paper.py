"""A table on paper: all rows that fit, what a name says shown letter by letter, its total last."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis import language
from dashboard import paper


def printed(shown: object) -> list[list[list[str]]]:
    """Tables → rows → cells, as they stand in the page."""
    bodies = [e.proto.body for e in shown.app.get("html") if e.proto.body.startswith("<table")]  # type: ignore[attr-defined]
    rows = [re.findall(r"<tr.*?</tr>", body) for body in bodies]
    return [
        [[re.sub(r"<.*?>", "", c) for c in re.findall(r"<t[hd].*?</t[hd]>", r)] for r in table]
        for table in rows
    ]


def test_a_table_is_printed_whole_with_its_total(screen: Callable, tiny_root: Path) -> None:
    [table] = printed(screen(tiny_root, "client_table", lang="en"))
    assert [row[0] for row in table] == [
        "Client",
        "ООО &quot;Альфа&quot;",
        "ЗАО &quot;Гамма&quot;",
        "НПО &quot;Бета&quot;",
        "Total",
    ]
    place = table[0].index("True profit")
    assert [row[place] for row in table[1:]] == ["₽5,600", "−₽250", "−₽900", "₽4,450"]


def test_a_hostile_name_is_printed_letter_by_letter(screen: Callable, hostile_root: Path) -> None:
    names = [row[0] for row in printed(screen(hostile_root, "client_table"))[0]]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in names


@pytest.mark.parametrize(
    ("rows", "columns", "note"),
    [
        (3, 2, None),
        (61, 2, "On paper: 60 rows of 61, 2 columns of 2"),
        (3, 40, "On paper: 3 rows of 3, 4 columns of 40"),
    ],
)
def test_what_is_left_out_is_said(
    monkeypatch: pytest.MonkeyPatch, rows: int, columns: int, note: str | None
) -> None:
    """165 characters hold four columns of 32 and their gaps: 4 × 34 = 136, 5 × 34 = 170."""
    words = language.words("en")
    names = [f"c{n}" for n in range(columns)]
    width = 40 if columns > 2 else 4
    cells = pd.DataFrame({name: ["x" * width] * rows for name in names})
    made: list[str] = []
    monkeypatch.setattr(paper.st, "html", made.append)
    paper.show(dict(zip(names, names, strict=True)), paper.texts(cells, words), rows, words)
    assert (note in made[0]) if note else ("caption" not in made[0])
    assert made[0].count("<tr>") == 1 + min(rows, paper.ROWS)
