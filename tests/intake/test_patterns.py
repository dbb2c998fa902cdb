"""No pattern grows faster than its text: every one that meets a file's text, on texts made to slow it down.

Patterns are collected from the modules, so that none is forgotten: those that stand in a module's names, and those written
in a call such as `re.sub(…)`.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import re
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import DealfitError
from analysis.intake import patterns, statuses
from analysis.intake.columns.grouped.document import document
from analysis.intake.columns.grouped.kinds import combined, is_level
from analysis.intake.columns.grouped.levels import total_of
from analysis.intake.columns.header_words import technical_names
from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.periods import period, without
from analysis.intake.columns.header_words.spelling import plain, role
from analysis.intake.columns.remarks import remark
from analysis.intake.columns.stacking import is_words
from analysis.intake.contract import ORDER_LINES
from analysis.intake.rows.preview import proposal
from analysis.intake.values import client_names
from tests import adversarial_texts

ROOT = Path(__file__).parents[2]
MEET_FILES = (
    "intake",
    "imports",
    "same_clients",
    "kinds",
    "portrait",
    "decisions",
    "pools",
    "export.py",
    "patterns.py",
)
SIGNS, SECONDS = 100_000, 0.2
FEW = 2_000  # signs of the texts among which the slowest are sought
SLOWEST = 3  # of them, that are run with all signs
METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / "analysis").rglob("*.py")):
        inside = path.relative_to(ROOT / "analysis")
        if inside.parts[0] in MEET_FILES:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


def _held(value: Any) -> Iterator[re.Pattern[Any] | patterns.Bounded]:
    if isinstance(value, (re.Pattern, patterns.Bounded)):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _held(each)


@cache
def _sources() -> str:
    return "\n".join(path.read_text("utf-8") for _, path in _modules())


def _found() -> Iterator[tuple[str, re.Pattern[Any] | patterns.Bounded, tuple[str, ...]]]:
    """Where the pattern is, the pattern, and the methods by which it is used."""
    for name, path in _modules():
        module = importlib.import_module(name)
        source = path.read_text("utf-8")
        tree = ast.parse(source)
        for key, value in vars(module).items():
            own = [v for v in _held(value)] if not key.startswith("__") else []
            if own and not re.search(rf"import .*\b{key}\b", source):
                uses = rf"\b{key}(?:\[\w+\])?\.(\w+)\("
                used = set(re.findall(uses, source) or re.findall(uses, _sources())) & set(METHODS)
                for number, pattern in enumerate(own):
                    yield f"{name}.{key}{number or ''}", pattern, tuple(sorted(used)) or METHODS[:3]
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            yield from _written(name, call, vars(module))


def _written(
    name: str, call: ast.Call, names: dict[str, Any]
) -> Iterator[tuple[str, re.Pattern[Any], tuple[str, ...]]]:
    """A pattern in a call of the module `re`, where it is a text (or can be worked out from the module's names)."""
    said = call.func
    if (
        not (
            isinstance(said, ast.Attribute)
            and isinstance(said.value, ast.Name)
            and said.value.id == "re"
        )
        or said.attr not in METHODS
    ):
        return
    given = [*call.args[1:], *(k.value for k in call.keywords)]
    flags = [each for each in given if "re." in ast.unparse(each)]
    try:
        text, *told = (
            eval(compile(ast.Expression(each), name, "eval"), dict(names))
            for each in (call.args[0], *flags)
        )
    except NameError:
        return
    if isinstance(text, (str, bytes)):
        yield f"{name}:{call.lineno}", re.compile(text, *told), (said.attr,)


FOUND = list(_found())


def _took(use: Callable[[], object]) -> float:
    """CPU seconds, at most some more than allowed: what takes longer is stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, 2 * SECONDS)
    try:
        use()
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - start


def _seconds(pattern: Any, method: str, text: str) -> float:
    is_bytes = isinstance(getattr(pattern, "pattern", b""), bytes)
    return _took(lambda: _used(pattern, method, text.encode() if is_bytes else text))


def _at_best(pattern: Any, method: str, text: str) -> float:
    """The least of a few tries: others on the machine slow a processor's second down, a pattern that grows is slow each time."""
    took = _seconds(pattern, method, text)
    for _ in range(3):
        if took <= SECONDS:
            break
        took = min(took, _seconds(pattern, method, text))
    return took


def _used(pattern: Any, method: str, text: Any) -> object:
    if method == "sub":
        return pattern.sub(b"" if isinstance(text, bytes) else "", text)
    found = getattr(pattern, method)(text)
    return sum(1 for _ in found) if method == "finditer" else found


def test_patterns_are_found() -> None:
    assert len(FOUND) > 200


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer stops a pattern here")
@pytest.mark.parametrize(("where", "pattern", "methods"), FOUND, ids=[where for where, *_ in FOUND])
def test_a_pattern_is_as_fast_as_its_text_is_long(
    where: str, pattern: re.Pattern[Any] | patterns.Bounded, methods: tuple[str, ...]
) -> None:
    bare = pattern.pattern if isinstance(pattern, patterns.Bounded) else pattern
    made = list(
        zip(adversarial_texts.of(bare, FEW), adversarial_texts.of(bare, SIGNS), strict=True)
    )
    tried = [
        (_seconds(pattern, method, short), method, long)
        for short, long in made
        for method in methods
    ]
    for _, method, text in sorted(tried, reverse=True)[:SLOWEST]:
        took = _at_best(pattern, method, text)
        assert took <= SECONDS, (where, bare.pattern, method, text[:20], text[-3:])


LONG = {
    "a number that is none": "1" * SIGNS + "x",
    "noughts": "0" * 2 * SIGNS + "x",
    "dates": "01.02." * (SIGNS // 6),
    "blanks": " " * SIGNS + "x",
    "commas": "1," * (SIGNS // 2),
    "brackets": "(" * SIGNS,
    "words": "сумма " * (SIGNS // 6),
    "quotes": '"' * SIGNS + "x",
    "camels": "aA" * (SIGNS // 2),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize(
    "use",
    [
        lambda text: is_words([text]),
        plain,
        role,
        lambda text: meanings(text, ORDER_LINES),
        statuses.plain,
        client_names.plain,
        document,
        is_level,
        lambda text: total_of(text, ()),
        combined,
        period,
        without,
        remark,
        technical_names.without,
    ],
)
def test_what_looks_at_a_cell(use: Callable[[str], object], text: str) -> None:
    assert _took(lambda: use(text)) <= SECONDS


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("place", ["title", "header", "cell"])
def test_a_text_of_a_hundred_thousand_signs_holds_nobody_up(
    tmp_path: Path, text: str, place: str
) -> None:
    """40 KB froze the dashboard for minutes."""
    lines = ["Номер заказа;Клиент;Дата заказа;Выручка", "1;А;2025-01-05;5", "2;Б;2025-01-06;6"]
    said = text.replace('"', "'") if place != "title" else text
    match place:
        case "title":
            lines.insert(0, said)
        case "header":
            lines = [lines[0] + ";" + said, *(line + ";1" for line in lines[1:])]
        case "cell":
            lines[1] = f"1;{said};2025-01-05;5"
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    begun = time.process_time()
    with contextlib.suppress(DealfitError):
        proposal.look(path)
    assert time.process_time() - begun < 4
