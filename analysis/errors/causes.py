"""Why a file can't be read or written, as the system, SQLite or a parser has it: by code, with words in both languages.

Of a kind that is not known here, their own words are quoted.
"""

from __future__ import annotations

import errno
import json
import sqlite3

from analysis.errors.phrases import Phrase, phrase

SYSTEM = (  # `detail.system.CODE`
    *("EACCES", "EPERM", "EROFS", "EBUSY", "ETXTBSY"),
    *("EISDIR", "ENOTDIR", "ENOENT", "ELOOP", "ENAMETOOLONG", "EINVAL"),
    *("EIO", "ENODEV", "ENXIO", "EFBIG", "ENOSPC", "EDQUOT", "EMFILE", "ENFILE"),
    *("ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"),
)
SQLITE = {
    "SQLITE_NOTADB": "detail.no_database",
    "SQLITE_CORRUPT": "detail.corrupt_database",
    "SQLITE_READONLY": "detail.read_only_database",
    "SQLITE_CANTOPEN": "detail.cannot_open_database",
    "SQLITE_IOERR": "detail.system.EIO",
    "SQLITE_PERM": "detail.system.EACCES",
    "SQLITE_AUTH": "detail.system.EACCES",
}


def of_system(trouble: OSError | ValueError) -> Phrase | str:
    """An error of the system; of one that this program raised, the phrase that stands in place of the system's words.

    ValueError: a path that no system takes.
    """
    if isinstance(trouble, ValueError):
        return phrase("detail.no_path")
    words: object = trouble.strerror
    if isinstance(words, Phrase):
        return words
    code = errno.errorcode.get(trouble.errno or 0, "")
    return phrase(f"detail.system.{code}") if code in SYSTEM else str(words or trouble)


def of_sqlite(trouble: BaseException) -> Phrase | str:
    """An error of SQLite, whose names are families: SQLITE_CORRUPT_VTAB is a SQLITE_CORRUPT. Any other as it says itself."""
    if isinstance(trouble, OSError):
        return of_system(trouble)
    name = getattr(trouble, "sqlite_errorname", "") if isinstance(trouble, sqlite3.Error) else ""
    for family, code in SQLITE.items():
        if name.startswith(family):
            return phrase(code)
    return str(trouble)


def of_json(trouble: Exception) -> Phrase:
    """What `json.loads` raises."""
    if isinstance(trouble, json.JSONDecodeError):
        return phrase("detail.json", line=str(trouble.lineno), column=str(trouble.colno))
    if isinstance(trouble, RecursionError):
        return phrase("detail.nested")
    if isinstance(trouble, UnicodeDecodeError):
        return phrase("detail.no_utf8")
    return phrase("detail.other_form")
