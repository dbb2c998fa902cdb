"""Codes: each has its words in both languages, no words stand for a code that isn't there, and the store holds no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.dictionary import codes
from analysis.intake.vocabulary import VOCABULARY
from analysis.kinds.order_kinds import PIECES
from analysis.language import LANGUAGES, TEXTS

REPO = Path(__file__).parent.parent
OTHERS = {  # words under the same name that are no codes: of questions' answers, of a year's change
    "answer": re.compile(r"\w+\.\w+"),
    "change": re.compile("period|last_year|loss_smaller|loss_larger"),
}


@pytest.mark.parametrize("of", codes.SETS, ids=lambda s: s.words)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_has_its_words_and_nothing_else_has(lang: str, of: codes.CodeSet) -> None:
    begins = f"{of.words}."
    found = {k.removeprefix(begins) for k in TEXTS[lang] if k.startswith(begins)}
    other = OTHERS.get(of.words)
    assert {code for code in found if not (other and other.fullmatch(code))} == set(of.codes)


def test_a_column_holds_codes_of_one_set() -> None:
    columns = [column for of in codes.SETS for column in of.columns]
    assert len(columns) == len(set(columns))


def test_the_store_holds_no_other_codes(demo: analysis.Workspace) -> None:
    for of in codes.SETS:
        for stored in of.stored:
            table, column = stored.split(".")
            rows = demo.sql(
                f"select distinct {column} as code from {table} where {column} is not null"
            )
            assert set(rows["code"]) <= set(of.codes), stored
            assert len(rows), stored
    reasons = demo.sql("select distinct kind_reasons from order_kind")["kind_reasons"].dropna()
    assert {each for text in reasons for each in text.split("; ")} <= set(codes.KIND_REASONS)


def test_the_intake_turns_words_into_these_codes() -> None:
    known = {of.words: of.codes for of in codes.SETS}
    assert set(VOCABULARY["kind"]) == set(codes.LINE_KINDS)
    assert set(VOCABULARY["treatment"]) == set(known["treatment"])
    assert set(VOCABULARY["stance"]) == set(known["stance"])
    assert set(PIECES.values()) <= set(codes.KIND_REASONS)


def asked() -> Iterator[tuple[str, str]]:
    """(file, key) of every text that a call `words("…")`, `self.words("…")` or `view.words("…")` asks for by a whole key."""
    for root in ("analysis", "dashboard"):
        for path in (REPO / root).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = (
                    node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else getattr(node.func, "id", "")
                )
                first = node.args[0]
                if name == "words" and isinstance(first, ast.Constant) and type(first.value) is str:
                    yield str(path.relative_to(REPO)), first.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_that_is_asked_for_by_its_key_is_there(lang: str) -> None:
    keys = {(file, key) for file, key in asked() if key not in LANGUAGES}
    assert len(keys) > 300
    assert {(file, key) for file, key in keys if key not in TEXTS[lang]} == set()
