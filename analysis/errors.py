"""Errors that a person reads: one sentence that says what is wrong, where, and the mend.

An error is raised by its code: `UnreadableFile("empty_file", file="orders.csv")`. The English sentence stands in
MESSAGES; the screen has the Russian one under the same code (`dashboard/wording`), and a test compares the two lists.
"""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "empty_file": "{file} is empty: export it again.",
    "no_workspace": "No data has been imported into {workspace} yet: run `dealfit import FILE`.",
}


class DealfitError(Exception):
    """Anything that the user can put right; shown as its text, never as a traceback."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(MESSAGES[code].format(**details))


class UnreadableFile(DealfitError):
    """A file that can't be read at all: empty, damaged, protected, a picture, no table in it."""


class UnknownColumns(DealfitError):
    """A table whose headers don't give the required columns; the text names them and what was seen."""


class BadMapping(DealfitError):
    """A mapping file with unknown keys, or with columns that the file does not have."""


class BadSettings(DealfitError):
    """settings.toml or portrait.toml with an unknown key or an impossible value."""


class BadScope(DealfitError):
    """A slice that can't be: a date that is none, an end before its start, an unknown field."""


class BadQuery(DealfitError):
    """A query that DuckDB refuses, or that is not a single SELECT."""


class NoData(DealfitError):
    """A workspace, order or client that isn't there."""
