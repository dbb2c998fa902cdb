"""Cells as a CSV holds them, safe in any spreadsheet: one rule for every file that is written.

A formula begins with = + - @, also in their full-width and small forms, behind anything that shows nothing: spaces, signs of no
width, marks of direction, control characters. An apostrophe in front stops it. A tab or line break in front is stopped as it is:
it begins a cell of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SIGNS = frozenset("=+-@")
BREAKS = ("\t", "\r", "\n")
FILLERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
)  # letters and marks by category that show nothing
LONGEST_CELL = 32_767  # characters that a cell of a spreadsheet holds


def begins_formula(text: str) -> bool:
    if text.startswith(BREAKS):
        return True
    first = next((sign for sign in text if not _shows_nothing(sign)), "")
    return unicodedata.normalize("NFKC", first) in SIGNS


def _shows_nothing(sign: str) -> bool:
    """Spaces (Z…), control, format and unassigned characters (C…), variation selectors and fillers."""
    return unicodedata.category(sign)[0] in "ZC" or sign in FILLERS or "\ufe00" <= sign <= "\ufe0f"


def stopped(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return "'" + text if begins_formula(text) else text


def safe_text(text: str) -> str:
    """The same, cut to what a cell holds."""
    return stopped(text)[:LONGEST_CELL]


DELIMITERS = re.compile(r'[;,\t|"\r\n]')
NUMBER = re.compile(r"[-+]?[\d \u00a0.,]+")


def line(cells: Iterable[str], delimiter: str, end: str = "\r\n") -> str:
    """A row of a CSV. A text with any program's delimiter is quoted: where Excel splits at another one, a part could begin a formula."""
    return delimiter.join(_quoted(cell, delimiter) for cell in cells) + end


def _quoted(cell: str, delimiter: str) -> str:
    is_plain = not DELIMITERS.search(cell) or (delimiter not in cell and NUMBER.fullmatch(cell))
    return cell if is_plain else '"' + cell.replace('"', '""') + '"'
