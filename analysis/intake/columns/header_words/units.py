"""The unit that a piece of a header states: a scale, a currency, pieces, time; and «за 1000 шт.», by which a price is divided."""

from __future__ import annotations

import re
from decimal import Decimal

from analysis.dictionary import time_units
from analysis.intake.currency import SIGNS

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
        ("тыс", "тысяч", "тысячи", "тысячах", "т", "k", "thousand", "thousands"), "thousand"
    ),
    **dict.fromkeys(
        ("млн", "миллион", "миллионов", "миллионах", "mln", "million", "millions"), "million"
    ),
    **dict.fromkeys(("млрд", "миллиардов", "миллиардах", "bn", "billion", "billions"), "billion"),
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
    if bare not in _FROM_OR_SHOP and (time := time_units.exactly(bare)) in TIMES:
        return TIMES[time], ""
    first, _, rest = bare.partition(" ")
    before, _, last = bare.rpartition(" ")
    if bare in _MONEY or bare in _PIECES:
        return "", _MONEY.get(bare, "")
    if bare in _SCALES:
        return (_SCALES[bare], "") if bare != "т" else None
    if first in _SCALES and rest in _MONEY:
        return _SCALES[first], _MONEY[rest]
    if first in _SCALES and rest in _PIECES:
        return f"{_SCALES[first]} pieces", ""
    if last in _SCALES and before in _MONEY:
        return _SCALES[last], _MONEY[before]
    return None


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
