"""Texts on which a pattern that grows faster than its text takes long: made of what the pattern itself repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

PLAIN = (
    "1",
    "0",
    "a",
    "я",
    "А",
    " ",
    "\t",
    "\n",
    ".",
    ",",
    "-",
    "/",
    "(",
    ")",
    "'",
    '"',
    "%",
    "№",
    "_",
    "<",
    "=",
    "\u00a0",
    "1 ",
    "a ",
    "я ",
    "a.",
    "1.",
    "01.02.",
    "1,",
    "aA",
    "Aa",
    "a1",
    "a_",
    "a-",
    "a/",
    "( ",
    "<a ",
    '="',
    "\u0301",
    "г.",
)
ENDS = ("", "\x00", "x", "1", " ", "!")
CATEGORIES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_NOT_DIGIT": "x",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "x",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_WORD": "-",
}


def of(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Texts of about this length, as str."""
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    pieces = dict.fromkeys(PLAIN)
    for before, body in _repeated(
        _parser.parse(
            source,
            pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags,
        ),
        "",
    ):
        for piece in (body, before + body, before + body + " "):
            if piece:
                pieces[piece] = None
        if before and body:
            for end in ENDS[:3]:
                yield before + body * (length // len(body)) + end
    for piece in pieces:
        for end in ENDS:
            yield piece * (length // len(piece)) + end


def _repeated(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each repetition without an end: a text that leads to it, and one that it repeats."""
    for op, argument in tree:
        for inner in _inside(op, argument):
            yield from _repeated(inner, before)
        if (
            op
            in (
                _constants.MAX_REPEAT,
                _constants.MIN_REPEAT,
                getattr(_constants, "POSSESSIVE_REPEAT", None),
            )
            and argument[1] > 50
        ):
            for body in _samples(argument[2]):
                yield before, body
        before += _sample([(op, argument)])


def _inside(op: Any, argument: Any) -> Iterator[Any]:
    if op in (
        _constants.MAX_REPEAT,
        _constants.MIN_REPEAT,
        getattr(_constants, "POSSESSIVE_REPEAT", None),
    ):
        yield argument[2]
    elif op is _constants.SUBPATTERN:
        yield argument[-1]
    elif op is _constants.BRANCH:
        yield from argument[1]
    elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
        yield argument[1]
    elif op is getattr(_constants, "ATOMIC_GROUP", None):
        yield argument


def _samples(tree: Any) -> Iterator[str]:
    """Some texts that the tree matches: of each branch, of each member of a lone set."""
    items = list(tree)
    if len(items) == 1 and items[0][0] is _constants.IN:
        yield from (
            {_member(*m) for m in items[0][1] if m[0] is not _constants.NEGATE}
            if items[0][1][0][0] is not _constants.NEGATE
            else {_sample(items)}
        )
    elif len(items) == 1 and items[0][0] is _constants.SUBPATTERN:
        yield from _samples(items[0][1][-1])
    elif len(items) == 1 and items[0][0] is _constants.BRANCH:
        for branch in items[0][1][1]:
            yield _sample(branch)
    else:
        yield _sample(items)


def _sample(tree: Any) -> str:
    text = ""
    for op, argument in tree:
        if op is _constants.LITERAL:
            text += chr(argument)
        elif op is _constants.NOT_LITERAL:
            text += "a" if argument != ord("a") else "b"
        elif op is _constants.ANY:
            text += "a"
        elif op is _constants.IN:
            text += _of_set(argument)
        elif op in (
            _constants.MAX_REPEAT,
            _constants.MIN_REPEAT,
            getattr(_constants, "POSSESSIVE_REPEAT", None),
        ):
            text += _sample(argument[2]) * min(argument[0], 20)
        elif op is _constants.SUBPATTERN:
            text += _sample(argument[-1])
        elif op is _constants.BRANCH:
            text += _sample(argument[1][0])
        elif op is getattr(_constants, "ATOMIC_GROUP", None):
            text += _sample(argument)
    return text


def _of_set(members: Any) -> str:
    if members[0][0] is not _constants.NEGATE:
        return _member(*members[0])
    barred = members[1:]
    return next((c for c in "a1 -яx.z\x01" if not any(_holds(m, c) for m in barred)), "\x02")


def _member(op: Any, argument: Any) -> str:
    if op is _constants.LITERAL:
        return chr(argument)
    if op is _constants.RANGE:
        return chr(argument[0])
    return CATEGORIES.get(str(argument), "a")


def _holds(member: Any, char: str) -> bool:
    op, argument = member
    if op is _constants.LITERAL:
        return chr(argument) == char
    if op is _constants.RANGE:
        return argument[0] <= ord(char) <= argument[1]
    if op is _constants.CATEGORY:
        name = str(argument)
        held = {
            "DIGIT": char.isdigit(),
            "SPACE": char.isspace(),
            "WORD": char.isalnum() or char == "_",
        }
        base = name.removeprefix("CATEGORY_").removeprefix("NOT_")
        return held.get(base, False) != ("NOT_" in name)
    return False
