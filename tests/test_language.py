"""One key, two texts: every text has both languages with the same placeholders, and every code that is raised has its text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest

from analysis import language
from analysis.dictionary.codes import SET_ASIDE
from analysis.errors import DealfitError, phrases
from analysis.intake.questions import KINDS
from analysis.intake.reasons import REASONS, WRITTEN_FORMERLY, Notice
from analysis.language import LANGUAGES, TEXTS
from analysis.stores import pipeline, reason_words

REPO = Path(__file__).parent.parent
COMMAND = ".command"  # a second text, for the command, where a page's own tells of its widgets


@cache
def tree(path: Path) -> ast.Module:
    """Parsed once for all the rules, which only look at it."""
    return ast.parse(path.read_text("utf-8"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    """A step states its grain in English itself."""
    keys = {lang: {k for k in TEXTS[lang] if not k.endswith(COMMAND)} for lang in LANGUAGES}
    of_steps = {f"grain.{step.table}" for step in pipeline.steps()}
    assert keys["ru"] ^ keys["en"] <= of_steps


def test_both_languages_have_the_same_placeholders() -> None:
    differing = [
        k
        for k in TEXTS["ru"].keys() & TEXTS["en"].keys()
        if placeholders(TEXTS["ru"][k]) != placeholders(TEXTS["en"][k])
    ]
    assert differing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_for_the_command_stands_beside_the_pages(lang: str) -> None:
    beside = {key for key in TEXTS[lang] if key.endswith(COMMAND)}
    assert {
        key
        for key in beside
        if not placeholders(TEXTS[lang][key])
        <= placeholders(TEXTS[lang].get(key.removesuffix(COMMAND), ""))
    } == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_key_stands_in_one_module(lang: str) -> None:
    package = importlib.import_module(f"{language.__name__}.{lang}")
    found = Counter(
        key
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        for key in getattr(importlib.import_module(module.name), "TEXTS", ())
    )
    assert [key for key, times in found.items() if times > 1] == []


def raised(names: set[str], prefix: str) -> Iterator[str]:
    """The keys of codes that calls of these names give as their first word."""
    for path in (*(REPO / "analysis").rglob("*.py"), *(REPO / "dashboard").rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args:
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                called = node.func.id if isinstance(node.func, ast.Name) else called
                first = node.args[0]
                if called in names and isinstance(first, ast.Constant):
                    yield f"{prefix}{first.value}"


def kinds_of(error: type) -> set[str]:
    return {error.__name__, *(name for each in error.__subclasses__() for name in kinds_of(each))}


@pytest.mark.parametrize(
    ("names", "prefix", "least"),
    [
        (kinds_of(DealfitError), "error.", 150),
        ({phrases.phrase.__name__}, "", 20),
        ({Notice.__name__}, "warning.", 30),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_that_is_raised_has_its_text(
    lang: str, names: set[str], prefix: str, least: int
) -> None:
    keys = set(raised(names, prefix))
    assert len(keys) > least
    assert keys - TEXTS[lang].keys() == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_and_question_has_its_text(lang: str) -> None:
    wanted = {f"reason.{reason}" for reason in (*REASONS, *SET_ASIDE)}
    wanted |= {f"question.{code}" for code in KINDS}
    wanted |= {f"answer.{code}.{answer}" for code, known in KINDS.items() for answer in known}
    assert wanted - TEXTS[lang].keys() == set()


def test_the_english_sentence_of_an_error_is_its_text() -> None:
    """A few of every kind: bare, with a hint, with an error inside, with a count's noun."""
    near = DealfitError("unknown_metric", name="revenu", hint=phrases.hint(["revenue"], []))
    assert str(near) == "There is no metric 'revenu': did you mean 'revenue'?."
    waits = DealfitError("import_waits", trouble=near)
    assert str(waits).endswith("as soon as this is mended: " + str(near))
    found = Notice("unread_values", {"header": "Price", "rows": 1, "values": "3: 'x'"})
    assert "“Price” can't be read in 1 row (" in str(found)
    limits = phrases.phrase("mend.range", least=0.5, most=1_000_000)
    assert str(limits) == "write a number from 0.5 to 1,000,000"


def test_refused_rows_of_an_earlier_version_are_read(tmp_path: Path) -> None:
    """Written then: the sentence alone, and no `amount`. What no version knows stands as it is; the order stays."""
    former = [*WRITTEN_FORMERLY, "written by a later version"]
    path = tmp_path / "refused.parquet"
    with duckdb.connect() as con:
        con.execute("create table old as select unnest(?::varchar[]) as reason", [former])
        con.execute(f"copy old to '{path}' (format parquet)")
        old = reason_words.with_words(f"read_parquet('{path}')")
        found = con.execute(f"from {old}").fetchall()
    assert len(former) == 49
    assert found == [
        *((text, code) for text, code in WRITTEN_FORMERLY.items()),
        ("written by a later version", "written by a later version"),
    ]
    assert set(WRITTEN_FORMERLY.values()) == set(REASONS)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('НПО "Вектор-Д"', "«НПО „Вектор-Д“»"),
        ("ООО «Рога и копыта»", "«ООО „Рога и копыта“»"),
        ('Труба 1/2"', '«Труба 1/2"»'),
        ("Альфа {0}", "«Альфа {0}»"),
    ],
)
def test_a_name_s_own_quotes_stand_inside_ours(name: str, shown: str) -> None:
    assert shown in language.words("ru")("find.capacity_bottleneck", pool=name, load="90 %")


SENTENCE = re.compile(  # four words in a row: from a capital on that no keyword of SQL begins, or in Russian
    r"(?:[A-ZА-ЯЁ][a-zа-яё’']+|[а-яё]+)[,;:]? (?:[^\W\d_][\w'’-]*[,;:]? ){2,}[^\W\d_]"
)
VOCABULARIES = (  # words that files use: what is recognised, never said
    "intake/columns",
    "intake/currency.py",
    "intake/values/legal_forms.py",
    "intake/values/letters.py",
    "intake/statuses.py",
    "intake/vocabulary.py",
    "databases/postgresql_says.py",
)


def literals(path: Path) -> Iterator[str]:
    """String literals but docstrings, and what an assertion says to a programmer; of an f-string its parts."""
    whole = tree(path)
    aside = {
        id(inner)
        for node in ast.walk(whole)
        if isinstance(node, ast.Expr | ast.Assert)
        for inner in ast.walk(node if isinstance(node, ast.Assert) else node.value)
        if isinstance(node, ast.Assert) or isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(whole):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.value


def test_sentences_stand_under_language_alone() -> None:
    found = {
        (path.relative_to(REPO / "analysis").as_posix(), text)
        for path in (REPO / "analysis").rglob("*.py")
        if not path.relative_to(REPO / "analysis")
        .as_posix()
        .startswith(("language/", *VOCABULARIES))
        for text in literals(path)
        if SENTENCE.search(text)
    }
    assert found == set()


FRAGMENT = re.compile(r"[A-Za-z][a-z'’]+[,;:]? [a-z'’]{2,}")  # two English words
CARRIERS = {*kinds_of(DealfitError), phrases.phrase.__name__, Notice.__name__, "NoAnswer"}
PARTS = {"detail", "problem", "cause", "what", "why", "mend", "hint"}  # of an error's sentence


def parts_of_sentences(path: Path) -> Iterator[str]:
    """String literals, those of f-strings too, that a call gives to an error, a phrase or a notice."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        given: list[ast.AST] = [each.value for each in node.keywords if each.arg in PARTS]
        if called in CARRIERS or "damaged" in called:
            given = [*node.args, *(each.value for each in node.keywords)]
        for part in given:
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield inner.value


def test_no_part_of_a_sentence_is_written_in_english() -> None:
    """What an error, a notice or a hint carries is a code with values: two words in a row would stand in a Russian sentence."""
    found = {
        (path.relative_to(REPO).as_posix(), text)
        for folder in ("analysis", "dashboard")
        for path in (REPO / folder).rglob("*.py")
        if not path.is_relative_to(REPO / "analysis" / "language")
        for text in parts_of_sentences(path)
        if FRAGMENT.search(text)
    }
    assert found == set()
