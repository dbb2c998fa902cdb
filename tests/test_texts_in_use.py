"""No text without use, and none that is asked for and missing.

A key is in use where the code names it, or builds it (`f"find.portrait_{who}"`, `words.code("flag", …)`, `"data." + code`) of parts that
stand in the code themselves: as a literal, a name, a word of SQL or the name of a step.
"""

from __future__ import annotations

import ast
import itertools
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest

from analysis import cli
from analysis.advice import causes
from analysis.advice.causes import Burden
from analysis.command import speaking
from analysis.journal.settings import Settings
from analysis.language import LANGUAGES, TEXTS
from dashboard.method import setting_fields

REPO = Path(__file__).parent.parent
LANGUAGE = REPO / "analysis" / "language"
FROM_CLICK = "click."  # its own English sentence follows, under which it asks for the text
NUMBERS = (click.types.IntParamType, click.IntRange, click.types.FloatParamType, click.FloatRange)
LOSS_CAUSES = (*Burden().parts(), causes.CUSTOM)
CLICK = tuple(module for module in speaking._MODULES if isinstance(module, ModuleType))
Pieces = tuple[str, ...]  # of an f-string; "" where a value stands
CLICK_UNHEARD = re.compile(  # what no command here can make click say
    r"deprecat|version|\(dynamic\)|UUID|boolean|format|executable|nargs|len_type|declaration|defined|Invalid start"
    r"|Confirm|Boolean|continue|Choice|iterable|env var|unknown error|open file|Choose from|Positional"
)


@cache
def trees() -> tuple[ast.Module, ...]:
    """All modules but those of the texts themselves."""
    paths = [p for folder in ("analysis", "dashboard") for p in (REPO / folder).rglob("*.py")]
    texts = tuple(LANGUAGE / lang for lang in LANGUAGES)
    return tuple(
        ast.parse(path.read_text("utf-8"))
        for path in paths
        if not any(path.is_relative_to(folder) for folder in texts)
    )


@cache
def code() -> tuple[frozenset[str], frozenset[str], frozenset[Pieces]]:
    """String literals; names and words within literals and SQL; f-strings."""
    literals, names, strings = set(), set(), set()
    for tree in trees():
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)):
                    literals.add(text)
                case ast.JoinedStr(values=parts):
                    strings.add(tuple(map(_piece, parts)))
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                    names.add(name)
                case ast.keyword(arg=str(name)) | ast.FunctionDef(name=name):
                    names.add(name)
    steps = list((REPO / "analysis").rglob("*.sql"))
    names |= {re.sub(r"^\d+_", "", step.stem) for step in steps}
    for text in (*literals, *(step.read_text("utf-8") for step in steps)):
        names |= set(re.findall(r"\w+", text)) | set(re.findall(r"'([^'\n]+)'", text))
    return frozenset(literals), frozenset(names), frozenset(strings)


def _piece(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


@cache
def built() -> tuple[Pieces, ...]:
    """What says something itself: f-strings, and what is put before a code."""
    literals, _, strings = code()
    before = {(text, "") for text in literals if re.fullmatch(r"[\w.]+[._]", text)}
    return tuple(
        before
        | {pieces for pieces in strings if any(re.search("[a-z]{2}", each) for each in pieces)}
    )


def stands(part: str) -> bool:
    """Whether the code has it; a code of two words becomes part of another with an underscore."""
    literals, names, _ = code()
    return not part or part in literals or part in names or part.replace("_", " ") in literals


def is_built(text: str, depth: int) -> bool:
    return any(
        text.startswith(pieces[0])
        and text.endswith(pieces[-1])
        and all(piece in text for piece in pieces)
        and _is_made_of(text, pieces, depth)
        for pieces in built()
    )


def _is_made_of(text: str, pieces: Pieces, depth: int) -> bool:
    """Whether what stands in place of each value of the f-string stands in the code too."""
    if not pieces:
        return not text
    first, *rest = pieces
    if first:
        return text.startswith(first) and _is_made_of(text.removeprefix(first), tuple(rest), depth)
    return any(
        (stands(part) or (depth > 1 and is_built(part, depth - 1)))
        and _is_made_of(text[len(part) :], tuple(rest), depth)
        for part in (text[:end] for end in range(len(text), -1, -1))
    )


def is_used(key: str) -> bool:
    literals, _, _ = code()
    bare = key.removesuffix(".command")
    if bare in literals or is_built(bare, 2 if bare.startswith(("find.", "metric.")) else 1):
        return True
    groups = (place.start() for place in re.finditer(r"\.", bare))
    return any(
        bare[:at] in literals and (stands(bare[at + 1 :]) or is_built(bare[at + 1 :], 1))
        for at in groups
    )


def listed() -> set[str]:
    """Keys that are built of records, or in two places."""
    settings = {f"setting.{field.key}" for field in setting_fields.fields_of(Settings())}
    placeholders = {
        param.metavar or speaking._metavar(param)
        for command in cli.main.commands.values()
        for param in command.params
    }
    placeholders |= set(speaking._METAVARS.values())  # once the command has spoken in Russian
    known = {f"help.metavar.{each}" for each in placeholders} & TEXTS["ru"].keys()
    moved = itertools.product(("profit", "book", "plant", "revenue"), ("up", "down", "same"))
    return {
        *settings,
        *(f"{key}.moves" for key in settings),
        *known,
        *(f"help.type.{kind.name}" for kind in NUMBERS),
        *(f"find.what_if_{amount}_{way}" for amount, way in moved),
        *(f"find.decision_loss_{cause}" for cause in LOSS_CAUSES),
        *(f"find.only_{profit}_of_part" for profit in ("book_profit", "gross_margin")),
    }


@cache
def asked() -> frozenset[str]:
    """Keys that are called for as they stand."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Name(id="words" | "w") | ast.Attribute(attr="words" | "w"),
                    args=[ast.Constant(value=str(key)), *_],
                ) if key not in LANGUAGES:
                    found.add(key)
    return frozenset(found)


@cache
def asked_by_click() -> frozenset[str]:
    return frozenset(
        argument.value
        for module in CLICK
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_unused(lang: str) -> None:
    known = listed()
    unused = {
        key
        for key in TEXTS[lang]
        if not key.startswith(FROM_CLICK) and key not in known and not is_used(key)
    }
    assert unused == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_that_is_asked_for_by_its_key_is_there(lang: str) -> None:
    """`words("key")`, and all that is listed."""
    assert len(asked()) > 500
    assert (asked() | listed()) - TEXTS[lang].keys() == set()


def test_what_click_says_is_translated() -> None:
    """Under its own sentences, which change with its versions."""
    texts = {key.removeprefix(FROM_CLICK) for key in TEXTS["ru"] if key.startswith(FROM_CLICK)}
    own = {"[OPTIONS]", "COMMAND [ARGS]...", "required"}  # not asked for by a literal
    assert texts - asked_by_click() - own == set()
    assert {text for text in asked_by_click() - texts if not CLICK_UNHEARD.search(text)} == set()
