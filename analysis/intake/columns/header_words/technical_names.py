"""A technical name in brackets behind a header that a person reads: «order date (DateOrders)», «Контрагент (Ссылка)», `Net [SUM_NET]`."""

from __future__ import annotations

import re

from analysis.intake.patterns import bounded

_BEHIND = bounded(r"^\s*(\S.*?)\s*[(\[{<]\s*([^()\[\]{}<>\s]{1,60})\s*[)\]}>]\s*$")
_CODE = bounded(
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


_BRACKETED = bounded(r"^\s*(\S.*?)\s*[(\[{<]\s*([^()\[\]{}<>]{1,60}?)\s*[)\]}>]\s*$")
_TYPED = bounded(
    r"^\s*(\S.*?)\s*:\s*(text|string|str|date|datetime|timestamp|number|numeric|decimal|int|integer|float|double|money|bool|boolean|"
    r"строка|число|дата|текст)\s*$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"[a-zа-яё]", re.IGNORECASE)


def typed(header: str) -> str:
    """The header before the type of its values, «Order No» of `Order No: text`; "" for any other header."""
    found = _TYPED.match(header)
    return found.group(1) if found else ""


def bracketed(header: str) -> tuple[str, str] | None:
    """The header before its brackets and what stands in them, whatever that is; None for a header without."""
    found = _BRACKETED.match(header)
    return (found.group(1), found.group(2)) if found else None


def changes_meaning(before: str, name: str) -> bool:
    """Whether the words in the brackets make another column of it: «Сумма (план)»."""
    own = before.casefold()
    return any(word.casefold() not in own for word in _MEANING.findall(name))


def is_foreign(text: str) -> bool:
    """Whether the text has letters of neither alphabet that is known here: «客户»."""
    return _FOREIGN.search(text) is None


def without(header: str) -> tuple[str, str] | None:
    """The header before the brackets and what stands in them, where that looks like a technical name; None for any other header."""
    found = _BEHIND.match(header)
    if not found:
        return None
    before, name = found.groups()
    if name.casefold() in _TYPES or name.casefold() in before.casefold().split():
        return before, name
    if changes_meaning(before, name):
        return None
    return (before, name) if _CODE.fullmatch(name) else None
