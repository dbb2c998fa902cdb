"""The unit that a piece of a header states: a scale, a currency, pieces, time, thousands of each; and «за 1000 шт.»."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.dictionary import time_units
from analysis.intake.currency import SIGNS, named_in

FACTORS: dict[str, int | Decimal] = {
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "hundredth": Decimal("0.01"),
    "thousand pieces": 1_000,
    "million pieces": 1_000_000,
}
_SCALES: dict[str, str] = {
    **dict.fromkeys(
        (
            "тыс",
            "тысяч",
            "тысячи",
            "тысячах",
            "т",
            "k",
            "к",
            "thousand",
            "thousands",
            "tsd",
            "000",
            "000s",
            "x1000",
            "х1000",
        ),
        "thousand",
    ),
    **dict.fromkeys(
        ("млн", "миллион", "миллионов", "миллионах", "mln", "mio", "million", "millions"), "million"
    ),
    **dict.fromkeys(
        ("млрд", "миллиардов", "миллиардах", "bn", "mrd", "billion", "billions"), "billion"
    ),
}
_MONEY = {
    **SIGNS,
    **dict.fromkeys(("р", "рублях"), "RUB"),
    **dict.fromkeys(("долларах", "долларов сша", "долларах сша", "долл сша"), "USD"),
    **dict.fromkeys(("юанях",), "CNY"),
    **dict.fromkeys(("гривнах",), "UAH"),
}
_PIECES = ("шт", "штук", "pcs", "pc", "ед", "units", "кг", "м", "компл")
_OTHERS: dict[str, str] = {
    **dict.fromkeys(("чел", "н", "чч", "мм", "сс", "hh", "mm", "ss", "days off"), ""),
    **dict.fromkeys(("календарных дней", "к дн"), "days"),
    **dict.fromkeys(("%", "в %", "проц", "percent"), "percent"),
    **dict.fromkeys(("коп", "копеек", "копейки", "копейках"), "hundredth"),
    "тр": "thousand",
}
TIMES: dict[str, str] = {"min": "minutes", "h": "hours", "d": "days"}  # of a unit of time
_LETTERS = ("т", "к")  # «т. ч.» is no thousand of hours, «в т. ч.» even less
_WHOSE = ("чел", "н", "человеко", "нормо")  # whose time: «тыс. н» of «тыс. н/ч»
# `kUSD`, `TEUR`, `M$`, `$000`: the scale and the currency in one word
_IN_ONE_WORD = (
    (re.compile(r"(k|к|t|tsd)([a-zа-я]{3}|[$€₽])"), "thousand"),
    (re.compile(r"(m|mm|mn|mio|mln|м)([a-z]{3}|[$€₽])"), "million"),
    (re.compile(r"([$€₽])(k|000|000s)"), "thousand"),
    (re.compile(r"([$€₽])(m|mm|mn|mln)"), "million"),
)
_FROM_OR_SHOP = ("с", "s", "д", "d")  # «Дата, с», «Цех Д»
_TAIL_WORDS = 4  # «в тыс. долларах США»
_PER = re.compile(
    r"(?:/|\bза|\bper)\s*(?:(1[ \u00a0]?000|100|10|hundred|сотню)(?=[ \u00a0]*(?:шт|ед|pcs|pieces|units|кг|м\b))"
    r"|(тыс\w*\.?|thousand))(?:\s*(?:шт\w*|ед\w*|pcs|pieces|units|кг|м)\b\.?)?",
    re.IGNORECASE,
)


def read(words: str) -> tuple[str, str] | None:
    """The unit and the currency that these words (see `headers`) state and nothing else: «тыс руб» is (thousand, RUB)."""
    if words in _OTHERS:
        return _OTHERS[words], ""
    bare = re.sub(r"^(?:в|in) ", "", words)
    if bare in _OTHERS:
        return _OTHERS[bare], ""
    if time := _time(bare):
        return time, named_in(bare)
    first, _, rest = bare.partition(" ")
    before, _, last = bare.rpartition(" ")
    before = re.sub(r" (?:в|in)$", "", before)  # `USD in thousands`
    if bare in _MONEY or bare in _PIECES:
        return "", _MONEY.get(bare, "")
    if bare in _SCALES:
        return (_SCALES[bare], "") if bare not in _LETTERS else None
    if first in _SCALES and rest in _MONEY:
        return _SCALES[first], _MONEY[rest]
    if first in _SCALES and rest in _PIECES:
        return f"{_SCALES[first]} pieces", ""
    if last in _SCALES and before in _MONEY:
        return _SCALES[last], _MONEY[before]
    if first in _SCALES and first not in _LETTERS:
        if rest in _WHOSE:
            return _SCALES[first], ""
        if time := _time(rest):
            return f"{_SCALES[first]} {time}", named_in(rest)
    return _in_one_word(bare)


def _time(words: str) -> str:
    """minutes, hours or days, where the words are such a unit and nothing else."""
    return TIMES.get(time_units.exactly(words), "") if words not in _FROM_OR_SHOP else ""


def _in_one_word(word: str) -> tuple[str, str] | None:
    for pattern, scale in _IN_ONE_WORD:
        if (found := pattern.fullmatch(word)) and (
            signs := [_MONEY[part] for part in found.groups() if part in _MONEY]
        ):
            return scale, signs[0]
    return None


def joined(one: str, other: str) -> str:
    """The unit of two pieces of a header: «тыс. н» and «ч» of «тыс. н/ч» are thousands of hours; else the first that there is."""
    for scale, time in ((one, other), (other, one)):
        if scale in _SCALES.values() and time in TIMES.values():
            return f"{scale} {time}"
    return one or other


def of_time(unit: str) -> tuple[str, int]:
    """A unit of time and how many of it one is: hours and 1000 of `thousand hours`; any other unit as it is, and 1."""
    scale, _, time = unit.partition(" ")
    return (time, int(FACTORS[scale])) if time in TIMES.values() else (unit, 1)


def without_tail(words: str) -> tuple[str, str, str]:
    """Words without the unit that they end with, the unit, the currency: «сумма в тыс руб» → («сумма», thousand, RUB)."""
    parts = words.split()
    for count in range(min(_TAIL_WORDS, len(parts) - 1), 0, -1):
        tail = " ".join(parts[-count:])
        found = read(tail) if _ends(parts[-count:]) else None
        if found:
            return " ".join(parts[:-count]), *found
    return words, "", ""


def _ends(tail: list[str]) -> bool:
    """Whether the words may be a unit though no comma parts them from the name: a lone «т» or «р» is a letter."""
    money = tail[-1] in SIGNS or tail[-1] in (
        "сша",
        "рублях",
        "долларах",
        "юанях",
        "гривнах",
        "копейках",
    )
    scaled = len(tail) > 1 and (
        tail[0] in _SCALES or (tail[0] in ("в", "in") and tail[1] in _SCALES)
    )
    scaled = scaled or (len(tail) > 1 and tail[-1] in _SCALES and tail[-2] in SIGNS)
    return tail == ["%"] or money or scaled or tail in (["тыс"], ["млн"], ["млрд"])


def per(header: str) -> tuple[str, int]:
    """The header without «за 1000 шт.» or «/ тыс. шт.», and the number of pieces that its price is for (1 by default)."""
    found = _PER.search(header)
    if not found:
        return header, 1
    count = re.sub(r"\D", "", found.group(1) or "")
    each = int(count) if count else 100 if found.group(1) else 1_000
    return header[: found.start()] + header[found.end() :], each
