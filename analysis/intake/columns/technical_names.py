"""A technical name in brackets behind a header that a person reads: «order date (DateOrders)», «Контрагент (Ссылка)», `Net [SUM_NET]`."""

from __future__ import annotations

import re

_BEHIND = re.compile(r"^\s*(\S.*?)\s*[(\[{<]\s*([^()\[\]{}<>\s]{1,60})\s*[)\]}>]\s*$")
_CODE = re.compile(
    r"[A-Z][A-Z0-9$]{2,}|\w+_\w*|_\w+|[a-zа-яё0-9]+[A-ZА-ЯЁ]\w*|[A-ZА-ЯЁ][a-zа-яё0-9]+[A-ZА-ЯЁ]\w*|(?:[A-ZА-ЯЁ][a-zа-яё0-9]+){2,}|\w+\.\w+(?:\.\w+)*|\w*\d\w*"
)
_NOTES = (
    "id pk fk key uid guid uuid ref ссылка строка число дата текст string str text date datetime timestamp number numeric decimal int "
    "integer float double varchar char nvarchar bigint money bool boolean utc msk gmt мск local дд.мм.гггг dd.mm.yyyy yyyy-mm-dd "
    "mm/dd/yyyy dd/mm/yyyy дд.мм.гг обязательно required optional ед value name code код наименование"
)
_TYPES = frozenset(_NOTES.split())
# Words that make another column of it, however they are spelt.
_MEANING = re.compile(
    r"план|plan|budget|бюдж|прогноз|forecast|возвр|ret(?!ail)|refund|скид|disc|ндс|vat|tax|оплат|paid|pay|долг|остат|балан|отмен|cancel|себест"
    r"|cost|закуп|прошл|prev|last|факт|отгр|ship|deliv|достав|постав|usd|eur|rub|kzt|cny|тыс|млн|gross|before|after|откл",
    re.IGNORECASE,
)


def without(header: str) -> tuple[str, str] | None:
    """The header before the brackets and what stands in them, where that looks like a technical name; None for any other header."""
    found = _BEHIND.match(header)
    if not found:
        return None
    before, name = found.groups()
    if name.casefold() in _TYPES or name.casefold() in before.casefold().split():
        return before, name
    added = _MEANING.findall(name)
    own = before.casefold()
    if any(word.casefold() not in own for word in added):
        return None
    return (before, name) if _CODE.fullmatch(name) else None
