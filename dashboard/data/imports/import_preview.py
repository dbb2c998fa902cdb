"""The first rows of a table as they would be taken in, and those of them that would be refused."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from analysis import intake
from analysis.intake.reasons import NOT_DATA
from analysis.intake.rows.preview.first_rows import RowsPreview
from analysis.language import Words, is_unknown, plain
from dashboard import page
from dashboard.data.imports import import_sentences
from dashboard.view import View

FEW, MORE = 5, 10  # rows drawn: of a table that is as it should be; of one that is being corrected
NUMBERS = ("money", "quantity", "integer")
NOTHING = "—"


def show(view: View, key: str, found: RowsPreview, correcting: bool) -> None:
    words = view.words
    rows = found.rows[: MORE if correcting else FEW]
    if not rows:
        st.warning(plain(words("import.preview.none")))
    else:
        page.quiet(words("import.preview"), f"quiet-preview-{key}")
        table = intake.TABLES[found.table]
        columns = [c for c in table.names if any(row.get(c) is not None for row in rows)]
        kinds = {c: "unit" if c == "unit" else table.column(c).kind for c in columns}
        frame = pd.DataFrame(
            {c: [value(words, row.get(c), kinds[c]) for row in rows] for c in columns}
        )
        config: dict[Any, Any] = {
            c: st.column_config.TextColumn(
                words.title(c), alignment="right" if kinds[c] in NUMBERS else "left"
            )
            for c in columns
        }
        st.dataframe(
            frame,
            column_config=config,
            hide_index=True,
            key=f"importpreview-{key}",
            row_height=30,
            height="content",
            alt=plain(words("import.preview")),
        )
    _refused(words, key, found)
    _unread(words, key, found)


def value(words: Words, read: Any, kind: str) -> str:
    """A value as it was read, in full: no roubles rounded off."""
    if is_unknown(read):
        return NOTHING
    match kind:
        case "date":
            return words.date(read)
        case "stamp":
            return words.moment(read)
        case "money":
            return words.number(read, 2)
        case "quantity" | "integer":
            return words.value(float(read), "quantity")
        case "unit":
            return words.code("pool_unit", read)
        case "flag":
            return words("import.yes") if read else words("import.no")
    return str(read)


def _refused(words: Words, key: str, found: RowsPreview) -> None:
    refused = [row for row in found.refused if row.reason not in NOT_DATA]
    if bare := len(found.refused) - len(refused):
        page.quiet(words("import.preview.not_data", n=bare), f"quiet-bare-{key}")
    if not refused:
        return
    said = [words("import.preview.refused", rows=found.read - bare, refused=len(refused))]
    said += [
        f"• {import_sentences.refused_row(words, asdict(row))}"
        for row in refused[: import_sentences.SHOWN]
    ]
    if len(refused) > import_sentences.SHOWN:
        said.append(words("import.preview.more", n=len(refused) - import_sentences.SHOWN))
    with st.container(key=f"importrefused-{key}"):
        st.warning(plain_lines(said))


def _unread(words: Words, key: str, found: RowsPreview) -> None:
    """Values that stay unknown in rows that go in."""
    if not found.unread:
        return
    said = [words("import.preview.unread", n=len(found.unread))]
    said += [
        f"• {import_sentences.refused_row(words, asdict(row))}"
        for row in found.unread[: import_sentences.SHOWN]
    ]
    if len(found.unread) > import_sentences.SHOWN:
        said.append(words("import.preview.more", n=len(found.unread) - import_sentences.SHOWN))
    with st.container(key=f"importunread-{key}"):
        st.warning(plain_lines(said))


def plain_lines(lines: list[str]) -> str:
    return "  \n".join(plain(line) for line in lines)
