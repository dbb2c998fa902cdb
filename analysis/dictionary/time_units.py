"""One vocabulary of units of time: «мин.», «чел.-мин», «н/ч», «чел·дн», `man-days`; in headers, cells, pools and equations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

Code = Literal["s", "min", "h", "d"]


@dataclass(frozen=True)
class TimeUnit:
    """`in_an_hour`: how many of it make an hour. `letters`: abbreviations that are this unit only where no unknown word stands beside."""

    code: Code
    in_an_hour: float
    names: tuple[str, ...]
    letters: tuple[str, ...] = ()


UNITS: tuple[TimeUnit, ...] = (
    TimeUnit(
        "s",
        3600,
        ("сек", "секунд", "секунда", "секунды", "секундах", "sec", "secs", "second", "seconds"),
        ("с", "s"),
    ),
    TimeUnit(
        "min",
        60,
        ("мин", "минут", "минута", "минуты", "минутах", "min", "mins", "minute", "minutes"),
    ),
    TimeUnit(
        "h",
        1,
        ("час", "часа", "часов", "часы", "часах", "hr", "hrs", "hour", "hours"),
        ("ч", "h"),
    ),
    TimeUnit(
        "d",
        0.125,  # a day of work is 8 hours
        ("день", "дня", "дней", "дни", "днях", "day", "days"),
        ("дн", "д", "d"),
    ),
)
BY_CODE: dict[str, TimeUnit] = {unit.code: unit for unit in UNITS}
_BY_NAME = {name: unit for unit in UNITS for name in (*unit.names, *unit.letters)}
_LETTERS = frozenset(letter for unit in UNITS for letter in unit.letters)

# Whose time it is, or by which norm: how the words before a unit begin; the short ones stand as they are.
_PEOPLE = ("челов", "нормо", "норма", "нормир", "стандарт", "труд", "раб", "person", "labo", "work")
_PEOPLE_WHOLE = ("чел", "норм", "н", "man", "men", "people", "staff", "std", "standard")
_ENGINEERS = ("engineer", "engineers", "engineering", "конструктор", "инженер", "инженеро")
_MACHINES = ("маш", "стан", "оборуд", "machin", "equipment", "мото")
_MACHINES_WHOLE = ("ст", "станк", "mach")
_PEOPLE_TIME: dict[str, Code] = {
    **dict.fromkeys(("нч", "чч", "mh", "mhr", "mhrs"), "h"),  # of people: н/ч, ч/ч
    **dict.fromkeys(("чд", "чдн"), "d"),
}
_NO_TIME = frozenset(
    [
        "квт",
        "мвт",
        "вт",
        "kwh",
        "kw",
        "wh",
        "w",
        "гкал",
        "gcal",
        "ампер",
        "тыс",
        "млн",
        "k",
        "thousand",
        "million",
    ]
)
_MONEY = frozenset(
    ["руб", "рублей", "рубль", "рубли", "р", "rub", "usd", "eur", "cny", "₽", "$", "€"]
)

_WHOSE = "человеко|чел|нормо|норма|норм|трудо|станко|машино|маш|мото|бригадо|агрегато|крано|авто|man|person|labou?r|machine|work|staff"
_JOINED = re.compile(  # «нормочасов», «станкочас», `manhours`
    rf"({_WHOSE})(" + "|".join(n for u in UNITS for n in u.names if len(n) > 2) + ")"
)
_MIXED = str.maketrans("abcehkmoptxy", "авсенкмортху")
_WORDS = re.compile(r"[a-zа-я₽$€]+")
_TIMES = ("х", "x")  # «чел. х час»
_PER = re.compile(r"(?<=[\s.])(?:per|a|each|за|на|в)(?=\s)|/")
CLOCK_UNITS: tuple[Code, ...] = ("s", "min", "h")
LONGEST = 60  # signs of a text that may be a unit


NAMED_IN_WORDS: dict[str, Code] = {  # a word of a header that names the unit wherever it stands
    **{name: unit.code for unit in UNITS for name in (*unit.names, *unit.letters)},
    **_PEOPLE_TIME,
    **{
        f"{whose}{name}": unit.code
        for unit in UNITS
        for name in unit.names
        for whose in ("человеко", "нормо")
    },
}
for _letter in ("с", "s", "д"):  # «дата с», «цех д»
    del NAMED_IN_WORDS[_letter]


@dataclass(frozen=True)
class TimeReading:
    """What a text that names a unit of time says. `of_people`: not the time of machines. `is_all`: it says nothing else."""

    unit: TimeUnit
    of_people: bool
    is_all: bool


@lru_cache(4096)
def read(text: str) -> TimeReading | None:
    """The unit of time that the text names; None where it names none, several, or one of something else («шт/ч», «кВт·ч»)."""
    if len(text) > LONGEST:
        return None
    folded = " ".join(text.casefold().replace("ё", "е").replace("(s)", "s").split())
    if any(c.isdigit() for c in folded):
        return None
    words, is_all = _counted(re.sub(r"^(?:в|in) ", "", folded))
    found = _read([w for w in words if w not in _TIMES and w not in _MONEY])
    return replace(found, is_all=found.is_all and is_all) if found else None


def _counted(folded: str) -> tuple[list[str], bool]:
    """The words of what is counted, and whether they are all: of «мин/шт» the first part, of «чел./ч», «₽/ч» and «ч/ч» both."""
    first, *rest = (
        [_one_alphabet(word) for word in _WORDS.findall(part)] for part in _PER.split(folded)
    )
    words = first
    for part in rest:
        is_hour = words == ["ч"] and part[:1] != [] and _BY_NAME.get(part[0]) is BY_CODE["h"]
        if not is_hour and not all(_is_qualifier(w) or w in _MONEY for w in words):
            return words, False
        words = words + part
    return words, True


def _read(words: list[str]) -> TimeReading | None:
    if not _NO_TIME.isdisjoint(words):
        return None
    if len(words) == 2 and words[0] == "ч" and words[1] in ("ч", *BY_CODE["h"].names):
        return TimeReading(BY_CODE["h"], True, True)  # «ч/ч», «ч-ч»: a person's hour
    before: list[str] = []
    found: list[TimeUnit] = []
    others: list[str] = []
    for word in words:
        unit, whose = _unit_of(word)
        if unit is not None:
            found.append(unit)
            before += [*others, *whose] if len(found) == 1 else whose
        else:
            others.append(word)
    strange = [w for w in others if not _is_qualifier(w)]
    if len(set(found)) != 1 or (strange and not _LETTERS.isdisjoint(words)):
        return None
    machines = any(_is_of_machines(w) for w in (*others, *before))
    of_people = not machines and all(_is_of_people(w) for w in before)
    return TimeReading(found[0], of_people, not strange)


def _unit_of(word: str) -> tuple[TimeUnit | None, list[str]]:
    """The unit, and the word that is joined with it."""
    if word in _BY_NAME:
        return _BY_NAME[word], []
    if word in _PEOPLE_TIME:
        return BY_CODE[_PEOPLE_TIME[word]], ["чел"]
    joined = _JOINED.fullmatch(word)
    return (_BY_NAME[joined[2]], [joined[1]]) if joined else (None, [])


def _is_of_people(word: str) -> bool:
    return word in _PEOPLE_WHOLE or word in _ENGINEERS or word.startswith(_PEOPLE)


def _is_of_machines(word: str) -> bool:
    is_machine = word in _MACHINES_WHOLE or word.startswith(_MACHINES)
    return is_machine and not _is_of_people(word)


def _is_qualifier(word: str) -> bool:
    return _is_of_people(word) or _is_of_machines(word)


def _one_alphabet(word: str) -> str:
    """A Russian word without the Latin letters that look like its own."""
    is_mixed = any("а" <= c <= "я" for c in word) and any("a" <= c <= "z" for c in word)
    return word.translate(_MIXED) if is_mixed else word


def code(text: str) -> Code | Literal[""]:
    """The code of the unit of time that the text names, "" for none."""
    found = read(text)
    return found.unit.code if found else ""


def exactly(text: str) -> Code | Literal[""]:
    """As `code`, of a text that says nothing else and whose unit is more than a letter or has its worker: «чел ч», not «с»."""
    found = read(text)
    return found.unit.code if found and found.is_all else ""


def at_end(title: str) -> Code | Literal[""]:
    """The unit that a title names behind a comma or in brackets at its end: «Табель за март, чел.-мин»."""
    tail = re.search(r"[,(]\s*([^,()]{1,40}(?:\(s\))?)\)?\s*$", title[-LONGEST:])
    return exactly(tail[1]) if tail else ""


def pattern(unit: Code) -> str:
    """RE2, for a text in lower case: it begins with the unit, before which only stands whose time it is."""
    begun = [f"{w}[a-zа-я]*" for w in (*_PEOPLE, *_MACHINES)]
    whose = "|".join([*begun, *_PEOPLE_WHOLE, *_ENGINEERS, *_MACHINES_WHOLE])
    names = "|".join([*BY_CODE[unit].names, *BY_CODE[unit].letters])
    short = "".join(f"|{name}" for name, code in _PEOPLE_TIME.items() if code == unit)
    of_people = r"|ч[^a-zа-я0-9]*(?:ч|час[а-я]*)" if unit == "h" else ""
    ends = "(?:[^a-zа-я0-9]|$)"
    return rf"^\s*(?:(?:в|in) )?(?:(?:{whose})[^a-zа-я0-9]+)*(?:(?:{_WHOSE})?(?:{names}){short}{of_people}){ends}"
