"""Why a file can't be read stands in the reader's language, down to what the system, SQLite and the parsers say."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from analysis import toml
from analysis.errors import BadSettings, DealfitError, causes
from analysis.language import LANGUAGES, TEXTS, words


def russian(trouble: DealfitError) -> str:
    return words("ru").error(trouble)


@pytest.mark.parametrize(
    ("text", "english", "sentence"),
    [
        ("a = 1\nb = = 2", "line 2 can't be read: b = = 2", "не читается строка 2: b = = 2"),
        (
            "a = 1\na = 2",
            "line 2 says again what stands above it: a = 2",
            "строка 2 повторяет то, что уже задано выше: a = 2",
        ),
        (
            "a = [1,",
            "a text, list or table in it is not closed",
            "в нём не закрыты кавычки или скобки",
        ),
        ("a = " + "[" * 21 + "]" * 21, "nested deeper than 20 levels", "глубже 20 уровней"),
        ("#" * 200_001, "longer than 200,000 characters", "больше 200\u00a0000 символов"),
    ],
)
def test_toml_that_can_not_be_taken(text: str, english: str, sentence: str) -> None:
    with pytest.raises(BadSettings) as trouble:
        toml.of_file(text, "settings.toml")
    assert english in str(trouble.value)
    assert sentence in russian(trouble.value)


def test_what_the_system_says(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as trouble:
        toml.text(tmp_path)
    assert "(Is a directory)" in str(trouble.value)
    assert "(это папка)" in russian(trouble.value)
    other = OSError(errno.EDOM, "a word of the system")
    assert causes.of_system(other) == "a word of the system"


def test_what_sqlite_says(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(sqlite3.DatabaseError) as trouble:
        sqlite3.connect(path).execute("select 1 from sqlite_master")
    cause = causes.of_sqlite(trouble.value)
    assert (str(cause), words("ru").phrase(cause)) == (
        "file is not a database",
        "это не база данных",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cause_has_its_words(lang: str) -> None:
    wanted = {f"detail.system.{code}" for code in causes.SYSTEM} | set(causes.SQLITE.values())
    assert wanted - TEXTS[lang].keys() == set()
    assert [code for code in causes.SYSTEM if not hasattr(errno, code)] == []
