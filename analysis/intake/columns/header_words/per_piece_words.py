"""Headers of amounts for one piece: «Себестоимость, руб./шт.», «Цена за ед.», `Unit cost`; and for one hour, which is a rate."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.intake.patterns import bounded

PRICES = ("unit_price", "unit_cost")  # amounts for one piece by themselves
_PIECE = (
    r"(?:шт(?:ук[аиу]?)?|ед(?:иниц[аыу])?|изд(?:ели[яе])?|компл(?:ект)?|упак(?:овку)?|кг|м[23²³]?|т|л"
    r"|pcs?|pieces?|units?|each|ea|items?|kg|m[23²³]?)"
)
_ONE = r"(?:1\s*|одн[уо]\s+|one\s+|each\s+|a\s+)?"
_OF_WHAT = r"(?:\s+(?:изм(?:ерения)?\b\.?|продукции|изделия|товара|номенклатуры|of\s+product))?"
# «руб./шт.», «за 1 шт.», «на единицу продукции», `per unit`
_AFTER_STROKE = bounded(rf"(?:(?<=\W)р\.?)?\s*[/\\]\s*{_ONE}{_PIECE}\b\.?{_OF_WHAT}", re.IGNORECASE)
_WORDED = bounded(rf"(?<!\w)(?:за|на|per)\s+{_ONE}{_PIECE}\b\.?{_OF_WHAT}", re.IGNORECASE)
# «Затраты на упаковку»: what money was spent on; «Цена на упаковку» is one for a pack
_SPENT_ON = bounded(
    r"(?:затрат|расход|издерж|материал|работ|труд|услуг|зарплат|списан)\w*[\s.,]+(?:\w+\s+)?на\s+упаковку\b",
    re.IGNORECASE,
)
_AHEAD = bounded(
    r"^\s*(?:unit|per[ -]unit|удельн\w+|единичн\w+|ед\.)\s+(?!of\b)(?=\w)", re.IGNORECASE
)
_BEHIND = bounded(
    rf"[\s(,]+(?:единиц[ыу]|ед\.?(?:\s+изм\.?)?|1\s*шт\.?|(?:одной\s+)?штуки|одной\s+единицы|одного\s+изделия|each|ea|(?<=[(,]\s)unit|(?<=[(,])unit){_OF_WHAT}\s*(?=$|[,;()])\)?",
    re.IGNORECASE,
)
# «Реализация, шт.» counts pieces, yet «Себестоимость, шт.» can only be meant of one.
_COUNTED = bounded(r"\s*[\s,(]\s*(?:шт(?:ук)?|pcs)\b\.?\s*\)?\s*$", re.IGNORECASE)
_PER_TIME = re.compile(
    r"[/\\]\s*(?:1\s*)?(?:ч|час[а]?|h|hr|hour|дн|день|day|смену|мес|месяц|month|нед|week|год|year)\b"
    r"|(?<!\w)(?:в|за|per|an)\s+(?:1\s*|один\s+)?(?:час|hour|h)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])|_")  # UnitCost, cost_per_unit
LONGEST = 120


@lru_cache(8192)
def without(header: str) -> str:
    """The header without the words by which its amount is for one piece; "" where it has none, or nothing but them."""
    if len(header) > LONGEST:
        return ""
    text = _JOINED.sub(" ", header)
    worded = () if _SPENT_ON.search(text) else (_WORDED,)
    for found in (_AFTER_STROKE, *worded, _AHEAD, _BEHIND):
        bare = found.sub(" ", text, count=1)
        if bare != text:
            return " ".join(bare.split()) if re.search(r"\w", bare) else ""
    return ""


def without_count(header: str) -> str:
    """The header without «шт.» behind it; "" where none is there."""
    bare = _COUNTED.sub("", header)
    return bare if bare != header and re.search(r"\w", bare) and len(header) <= LONGEST else ""


def is_rate(header: str) -> bool:
    """Whether the amount is one for an hour, a day, a month: a rate, which no line of an order is."""
    return len(header) <= LONGEST and _PER_TIME.search(header) is not None
