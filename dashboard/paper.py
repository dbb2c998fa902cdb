"""A table as it is printed: the one on screen is a drawing of the rows in sight, which a printer would cut off there."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary.units import NUMBERS, unit_of
from analysis.language import Words, is_unknown

ROWS = 60  # printed at most; the files hold all
CHARACTERS = 165  # that a line of a page holds beside its neighbours
LONGEST_WORDS = 32  # characters of a text before it goes on in the next line
Texts = dict[str, list[str]]  # column → its cells as they are written


def texts(cells: pd.DataFrame, words: Words) -> Texts:
    """The first ROWS as text. cells: codes in words already, numbers and days as they are."""
    first = cells.head(ROWS)
    return {
        str(name): [written(value, str(name), words) for value in first[name]] for name in first
    }


def written(value: Any, name: str, words: Words) -> str:
    if is_unknown(value):
        return words.unknown
    unit = unit_of(name)
    if isinstance(value, str):
        return value
    if unit == "month":
        return words.month(value)
    return words.value(value, unit)


def show(
    headed: Mapping[str, str],
    said: Texts,
    rows: int,
    words: Words,
    total: Mapping[Any, Any] | None = None,
) -> None:
    """Unseen on screen (style.css). headed: column → its head, in their order; rows: how many there are in all."""
    names = _fitting(headed, said)
    body = [
        "<tr>" + "".join(_cell(name, said[name][place]) for name in names) + "</tr>"
        for place in range(len(said[names[0]]))
    ]
    if total is not None:
        sums = [words("table.total"), *(_sum(total, name, words) for name in names[1:])]
        cells = (_cell(name, said) for name, said in zip(names, sums, strict=True))
        body.append(f'<tr class="total">{"".join(cells)}</tr>')
    heads = "".join(_cell(name, headed[name], "th") for name in names)
    note = ""
    if rows > ROWS or len(names) < len(headed):
        note = words(
            "table.printed",
            rows=min(rows, ROWS),
            of=words.number(rows),
            columns=len(names),
            all=len(headed),
        )
        note = f"<caption>{html.escape(note)}</caption>"
    st.html(
        f'<table class="dealfit-paper">{note}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table>"
    )


def _sum(total: Mapping[Any, Any], name: str, words: Words) -> str:
    return "" if is_unknown(total.get(name)) else written(total[name], name, words)


def _fitting(headed: Mapping[str, str], said: Texts) -> Sequence[str]:
    """The first columns, as many as a line of a page holds; always the first one."""
    found: list[str] = []
    used = 0
    for name, head in headed.items():
        longest_word = max((len(part) for part in head.split()), default=0)
        longest = max((len(text) for text in said[name]), default=0)
        used += min(max(longest, longest_word), LONGEST_WORDS) + 2
        if found and used > CHARACTERS:
            break
        found.append(name)
    return found


def _cell(name: str, text: str, tag: str = "td") -> str:
    kind = ' class="number"' if unit_of(name) in NUMBERS else ""
    return f"<{tag}{kind}>{html.escape(text)}</{tag}>"
