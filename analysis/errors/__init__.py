"""Errors that a person reads: one sentence that says what is wrong, where, and the mend.

An error is raised by its code: `UnreadableFile("empty_file", file="orders.csv")`. Its sentence stands in `analysis/language`
under `error.CODE`, in both languages.
"""

from __future__ import annotations

from typing import Any

from analysis.errors.phrases import MissingColumns, Phrase


class DealfitError(Exception):
    """Anything that the user can put right; shown as its text, never as a traceback."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        self.questions: tuple[
            Any, ...
        ] = ()  # analysis.intake.questions that an answer to would mend it
        super().__init__(code, details)

    def __str__(self) -> str:
        from analysis.language import english  # here: who only catches it loads no texts

        return english.sentence(f"error.{self.code}", self.details)

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: details that are more than a text or a number as their text."""
        kept = {
            name: each
            if isinstance(each, str | int | float | Phrase | MissingColumns | None)
            else str(each)
            for name, each in self.details.items()
        }
        return _made, (type(self), self.code, kept, self.questions)


class UnreadableFile(DealfitError):
    """A file that can't be read at all: empty, damaged, protected, a picture, no table in it."""


class UnknownColumns(DealfitError):
    """A table whose headers don't give the required columns; the text names them and what was seen."""


class BadMapping(DealfitError):
    """A mapping file with unknown keys, or with columns that the file does not have."""


class BadSettings(DealfitError):
    """settings.toml or portrait.toml with an unknown key or an impossible value."""


class BadDeal(DealfitError):
    """A deal that can't be judged: an unknown key, a line without pieces, a day that is none, two currencies."""


class DamagedFile(DealfitError):
    """A file of the workspace itself that can't be read: damaged, replaced, or of a newer version."""


class DamagedStore(DamagedFile):
    """A store that can't be read, or not to its end: it is built anew from the imports (workspace.build_anew)."""


class CannotWrite(DealfitError):
    """The workspace can't be written: no permission, a disk that only reads, another program's lock."""


class DiskFull(CannotWrite):
    """There is no room left on the workspace's disk."""


class NeedsMemory(DealfitError):
    """What is worked out takes more memory, or room to set aside, than it may: no file's fault."""


class BadScope(DealfitError):
    """A slice that can't be: a date that is none, an end before its start, an unknown field."""


class BadQuery(DealfitError):
    """A query that DuckDB refuses, or that is not a single SELECT."""


class DatabaseTrouble(DealfitError):
    """A database that can't be reached or refuses, or a query file that is not one SELECT."""


class CannotBuild(DealfitError):
    """Inputs that no store can be built from: what was published before stays in service."""


class ImporterBusy(DealfitError):
    """Another import holds the workspace."""


class NoData(DealfitError):
    """A workspace, order or client that isn't there."""


def _made(
    kind: type[DealfitError], code: str, details: dict[str, object], questions: tuple[Any, ...]
) -> DealfitError:
    error = kind(code, **details)
    error.questions = questions
    return error
