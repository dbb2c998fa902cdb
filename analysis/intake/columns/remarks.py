"""What is said of amounts outside their own header (a title, a cell above, a row of units): their unit, VAT and currency."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.intake.columns.header_words.spelling import names_unit, plain
from analysis.intake.columns.header_words.units import FACTORS
from analysis.intake.currency import CODES
from analysis.intake.patterns import bounded

_PIECES = re.compile(r"[,;:()\[\]]")
_FILTER = re.compile(
    r"^\W*(?:отбор|показател|группировк|фильтр|сортировк|filter|columns|measures|group)",
    re.IGNORECASE,
)
_VAT = bounded(
    r"(?:сумм\w*|стоимост\w*|цен\w*|выручк\w*|данные|amounts?|prices?|sales)\b.*?"
    r"((?:с уч[её]том|без уч[её]та|с|без|включая|incl\w*|excl\w*|with|without)\s+(?:ндс|vat|tax)\b(?:\W{0,3}\d{1,2} ?%)?)",
    re.IGNORECASE,
)
_LARGE = re.compile(r"\bв\s+(тысячах|тыс\.?|миллионах|млн\.?)\s*(?:руб\w*|р)\b", re.IGNORECASE)
_CURRENCY = bounded(r"^(?:валюта|currency)\b[^:]*:\s*([\w$€₽. ]+)$", re.IGNORECASE)


def remark(text: str) -> str:
    """The words of a title or a corner that hold for all amounts under it: «тыс. руб.», «с учетом НДС», «USD»; "" for none.

    «Отбор: …» and «Показатели: …» name columns and values, and hold for nothing.
    """
    text = " ".join(text.split())
    if not text or len(text) > 200 or _FILTER.match(text):
        return ""
    if names_unit(text):
        return text
    if large := _LARGE.search(text):
        return "тыс. руб." if large.group(1).startswith("тыс") else "млн руб."
    if found := _CURRENCY.match(text):
        return (
            found.group(1)
            if " ".join(found.group(1).casefold().replace(".", " ").split()) in CODES
            else ""
        )
    if found := _VAT.search(text):
        return found.group(1)
    last = [p.strip() for p in _PIECES.split(text) if p.strip()][-1:]
    return (
        last[0]
        if last and last[0] != text and names_unit(last[0]) and says_something(f"x, {last[0]}")
        else ""
    )


def says_something(header: str) -> bool:
    """Whether the header states thousands, VAT or a currency."""
    read = plain(header)
    return read.unit in FACTORS or bool(read.vat or read.currency)


def above(rows: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The remarks of the cells above a header that hold for amounts, in their order."""
    found = (said for row in rows for cell in row if (said := remark(cell)))
    return tuple(dict.fromkeys(said for said in found if says_something(f"x, {said}")))


def lacking(header: str, remarks: Iterable[str]) -> tuple[str, ...]:
    """The remarks that tell of an amount what its own header doesn't."""
    own = plain(header)
    found: list[str] = []
    for said in remarks:
        told = plain(f"x, {said}")
        new_unit = (
            told.unit in FACTORS and own.unit not in FACTORS and not own.currency
        )  # «руб.» is no «тыс. руб.»
        new_vat = bool(told.vat) and not own.vat
        new_currency = bool(told.currency) and not own.currency
        if (new_unit or new_vat or new_currency) and said not in found:
            found.append(said)
    return tuple(found)
