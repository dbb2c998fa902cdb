"""The text of a cell as SQL: of a column of the file, or the mapping's constant."""

from __future__ import annotations

from analysis.intake.columns.layout import Layout
from analysis.intake.files.encoding import INVISIBLE
from analysis.intake.sqltext import literal
from analysis.intake.values.formats import ODD_SPACES

_UNSEEN = r"[\p{Cf}\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"


def raw(layout: Layout, column: str) -> str | None:
    """SQL of the column's text: a cell, a constant of the mapping, or None where the file has neither."""
    if column in layout.columns:
        return f"c{layout.columns[column]}"
    return literal(layout.constants[column]) if column in layout.constants else None


def words(text: str, odd_spaces: str = ODD_SPACES) -> str:
    """SQL: the text without blanks around it and with single spaces inside, without what shows nothing; NULL for nothing.

    The cheap tests (`< '!'`: empty, or beginning with a blank) spare nearly every cell the rest.
    """
    odd = [f"{text} < '!'", f"contains({text}, '  ')", f"ends_with({text}, ' ')"]
    odd += [f"contains({text}, chr({ord(c)}))" for c in odd_spaces if c != INVISIBLE]
    seen = text
    if INVISIBLE in odd_spaces:
        odd.append(f"regexp_matches({text}, '{_UNSEEN}')")
        seen = f"regexp_replace({text}, '{_UNSEEN}+', '', 'g')"
    tidied = f"nullif(trim(regexp_replace({seen}, '[\\s\\p{{Z}}]+', ' ', 'g')), '')"
    return f"CASE WHEN {' OR '.join(odd)} THEN {tidied} ELSE {text} END"
