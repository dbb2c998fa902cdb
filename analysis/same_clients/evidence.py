"""What speaks for two clients being one, and what against: numbers that they are known by, and their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from analysis.intake.values.client_names import PlainName, plain

SIMILAR = 0.85  # of names: 2 × letters in common ÷ letters of both
SIMILAR_REST = 0.8  # of the words that only one of the two names has
LETTERS_PER_SLIP = 8  # a slip of the pen in so many letters; one is allowed in any name
UNLIKE = 0.6  # under which a name speaks against a common tax number
TOWN_LETTERS = 4  # of a town's name, whose ending depends on the case
SHORTEST = 5  # letters of a name that can be called similar: one letter makes another word of a shorter one


@dataclass(frozen=True)
class ClientRecord:
    """A client as it counts now. `codes`: ids of its own, none where its name is its id; `revenue`: None without orders."""

    client_id: str
    client_name: str
    orders: int = 0
    revenue: float | None = None
    last_order_on: dt.date | None = None
    codes: frozenset[str] = frozenset()
    tax_numbers: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()

    @cached_property
    def plain(self) -> PlainName:
        return plain(self.client_name)

    @property
    def known_by(self) -> frozenset[str]:
        own = self.plain.tax_number
        return self.tax_numbers | ({own} if own else frozenset())

    @property
    def all_branches(self) -> frozenset[str]:
        return self.branches | ({self.plain.branch} - {""})

    @property
    def rank(self) -> tuple[float, int, str]:
        """The one with more revenue first: its name and id stay unless a person says otherwise."""
        return (-(self.revenue or 0.0), -self.orders, self.client_id)


@dataclass(frozen=True)
class MatchEvidence:
    """`code` chooses the words (texts "same.for.<code>", "same.against.<code>"), `values` fill them."""

    code: str
    speaks_for: bool
    values: Mapping[str, Any] = field(default_factory=dict)


def between(a: ClientRecord, b: ClientRecord) -> list[MatchEvidence]:
    return [*_numbers(a, b), *_names(a, b)]


def _numbers(a: ClientRecord, b: ClientRecord) -> Iterator[MatchEvidence]:
    ours, theirs = a.known_by | (a.codes & b.known_by), b.known_by | (b.codes & a.known_by)
    if common := ours & theirs:
        yield MatchEvidence("same_tax_number", True, {"number": min(common)})
        here, there = a.all_branches, b.all_branches
        if here and there and not here & there:
            yield MatchEvidence("other_branch", False, {"first": min(here), "second": min(there)})
    if (against := told_apart(a, b)) is not None:
        yield against
    elif bool(a.codes | ours) != bool(b.codes | theirs):
        yield MatchEvidence("without_id", True)


def told_apart(a: ClientRecord, b: ClientRecord) -> MatchEvidence | None:
    """What ids say against the two being one."""
    ours, theirs = a.known_by | (a.codes & b.known_by), b.known_by | (b.codes & a.known_by)
    if ours and theirs and not ours & theirs:
        return MatchEvidence("other_tax_number", False, {"first": min(ours), "second": min(theirs)})
    own, others = a.codes - ours, b.codes - theirs
    if own and others and not own & others:
        return MatchEvidence("other_id", False, {"first": min(own), "second": min(others)})
    return None


def _names(a: ClientRecord, b: ClientRecord) -> Iterator[MatchEvidence]:
    x, y = a.plain, b.plain
    score = similarity(x, y)
    if x.key and x.key == y.key:
        yield MatchEvidence("same_name", True)
    elif is_initials(x, y):
        yield MatchEvidence("same_initials", True)
    elif is_same_sound(x, y):
        yield MatchEvidence("same_sound", True)
    elif score >= UNLIKE:
        yield MatchEvidence("similar_name", True, {"score": score})
    else:
        yield MatchEvidence("other_name", False)
    if x.form and y.form and x.form != y.form:
        yield MatchEvidence("other_form", False)
    if x.maker and y.maker and x.maker != y.maker:
        yield MatchEvidence("other_maker", False)
    if x.note and y.note and x.note != y.note:
        yield MatchEvidence("other_note", False)
    elif x.note != y.note:
        yield MatchEvidence("one_note", False)


def similarity(x: PlainName, y: PlainName) -> float:
    """Of plain names, 0 to 1: with their words in order, and written together."""
    return max(ratio(x.key, y.key), ratio(x.in_order, y.in_order)) / 100


def is_similar(x: PlainName, y: PlainName) -> bool:
    """Alike as a whole and in the words that differ, which begin alike, with the same numbers, initials and places.

    «Самарский завод» is not «Саратовский завод», nor Омск Томск; a slip of the pen seldom falls on a first letter.
    """
    if x.told_by != y.told_by or min(len(x.key), len(y.key)) < SHORTEST or are_elsewhere(x, y):
        return False
    if similarity(x, y) < SIMILAR:
        return False
    slips = min(OSA.distance(x.key, y.key), OSA.distance(x.in_order, y.in_order))
    if slips > max(1, len(x.key) // LETTERS_PER_SLIP):
        return False
    rest = [
        "".join(w for w in one.words if w not in other.words) for one, other in ((x, y), (y, x))
    ]
    if rest == ["", ""]:
        return True
    return all(rest) and rest[0][0] == rest[1][0] and ratio(*rest) / 100 >= SIMILAR_REST


def is_another_spelling(x: PlainName, y: PlainName) -> bool:
    """By a slip of the pen, by initials, or in another alphabet."""
    return (
        is_similar(x, y) or is_initials(x, y) or (is_same_sound(x, y) and not are_elsewhere(x, y))
    )


def is_initials(x: PlainName, y: PlainName) -> bool:
    """«ИП Иванов И. П.» and «ИП Иванов Иван Петрович»."""
    if (
        "person" not in (x.form, y.form)
        or min(len(x.words), len(y.words)) < 2
        or x.words[0] != y.words[0]
    ):
        return False
    short, long = sorted((x.words, y.words), key=lambda words: (len("".join(words)), words))
    letters = "".join(word[0] for word in long[1:])
    if len(short) != 2 or len(short[1]) > 2 or (len(long) == 2 and len(long[1]) <= 2):
        return False
    return letters.startswith(short[1]) or short[1].startswith(letters)


def is_same_sound(x: PlainName, y: PlainName) -> bool:
    """«Ромашка» and Romashka: one name in two alphabets."""
    return len(x.sound) >= SHORTEST and x.sound == y.sound


def are_elsewhere(x: PlainName, y: PlainName) -> bool:
    """Names of one kind of client in two towns («Водоканал г. Саранск»), or with other numbers in notes («Школа (№ 1)»)."""
    if x.note_numbers and y.note_numbers and x.note_numbers != y.note_numbers:
        return True
    return bool(x.place and y.place) and x.place[:TOWN_LETTERS] != y.place[:TOWN_LETTERS]
