"""A document as reports name it: «Заказ клиента ТД00-000123 от 05.01.2013 10:00:00», `Invoice 1037 (01/05/2013)`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.intake.patterns import bounded

_MONTHS = (
    "янв",
    "фев",
    "мар",
    "апр",
    "ма[йя]",
    "июн",
    "июл",
    "авг",
    "сен",
    "окт",
    "ноя",
    "дек",
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = "|".join(f"(?:{month})" for month in (*_MONTHS, *_ENGLISH))
_DATE = re.compile(
    rf"""(?<![\w.,/-])(?:
        (?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d{{2}})(?![\d.])
        |(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})(?!\d)
        |(?P<slashed>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}}))(?![\d/])
        |(?P<named_day>\d{{1,2}})\s+(?P<named>{_NAMED})\w*\.?,?\s+(?P<named_year>\d{{4}})
        |(?P<month_first>{"|".join(_ENGLISH)})\w*\.?\s+(?P<english_day>\d{{1,2}}),?\s+(?P<english_year>\d{{4}})
    )(?:[\sT,]*(?:в\s+)?(?P<time>\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:\s*[ap]m)?))?(?:\s*(?:года|г)\b\.?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_DATE = bounded(r"(?:[\s,(/]|\b(?:от|dated|of|from|on|date)\b:?)+$", re.IGNORECASE)
_MARKED = bounded(r"(?:№|\bno\b\.?|\bnr\b\.?|#|\bN\b)\s*:?\s*([\w][\w./\\-]*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"(?<![\w./\\-])(?=[\w./\\-]*\d)\w[\w./\\-]*")
_SALE = re.compile(
    r"заказ|реализаци|сч[её]т|накладн|акт\b|упд|продаж|отгрузк|order|invoice|sale|receipt|bill",
    re.IGNORECASE,
)
_BASIS = re.compile(r"договор|основани|contract|agreement|basis", re.IGNORECASE)
_CANCELLED = re.compile(
    r"(?<!\w)(?:отмен[её]н[аоы]?|аннулирован[аоы]?|cancell?ed|voided)(?!\w)", re.IGNORECASE
)
_RETURN = re.compile(
    r"возврат|корректиров|сторно|отмена|return|credit|refund|reversal", re.IGNORECASE
)
LONGEST = 300


@dataclass(frozen=True)
class Document:
    """`date`: YYYY-MM-DD, or with slashes as it was written (which comes first, the whole file decides), or ""."""

    kind: str  # what stands before the number: «заказ клиента»
    number: str
    date: str
    time: str = ""  # as it was written

    @property
    def is_whole(self) -> bool:
        """Number and date: no client and no product is called like this."""
        return bool(self.number and self.date)

    @property
    def takes_back(self) -> bool:
        return bool(_RETURN.search(self.kind))


def document(text: str) -> Document | None:
    """The document that the text names; None where it has no number."""
    return _document(text) if 0 < len(text) <= LONGEST else None


def is_documents_name(text: str) -> bool:
    """Whether the text is what a document is called and nothing else: its kind, its number, then perhaps its date; or number and date."""
    found = document(text)
    if not found or not (found.kind or found.date) or any(c.isdigit() for c in found.kind):
        return False
    text = " ".join(text.split())
    dated, start = _dated(text)
    before = _BEFORE_DATE.sub("", text[start : dated.start()]) if dated else text
    return before.rstrip(" )").endswith(found.number)


@lru_cache(8192)
def _document(text: str) -> Document | None:
    text = " ".join(text.split())
    found, start = _dated(text)
    before = _BEFORE_DATE.sub("", text[start : found.start()]) if found else text
    number = _number(before)
    if (
        not number and found and _SALE.search(text)
    ):  # «Заказ от 05.01.2013 № 15», «05.01.2013 Заказ 15»
        after = text[found.end() :]
        marked = _MARKED.match(after.strip()) or _SALE.search(after)
        number = _number(after) if marked else ""
        before = f"{before} {after}"
    if not number:
        return None
    kind = before[: before.rfind(number)]
    kind = re.sub(r"[№#(),:]|\b(?:no|nr|n)\b\.?", " ", kind, flags=re.IGNORECASE)
    return Document(
        " ".join(kind.split()).casefold(),
        number,
        _written(found) if found else "",
        (found and found["time"]) or "",
    )


def _number(text: str) -> str:
    """The number of a document out of the words around it, or ""."""
    marked = _MARKED.search(text)
    numbers = [marked.group(1)] if marked else _NUMBER.findall(_IN_BRACKETS.sub(" ", text) or text)
    number = numbers[-1].strip("./\\-") if numbers else ""
    return number if any(c.isdigit() for c in number) else ""


def is_cancelled(text: str) -> bool:
    """Whether the text says that the document doesn't count: «Заказ клиента 15 от 05.01.2013 (отменён)»."""
    return len(text) <= LONGEST and _CANCELLED.search(text) is not None


def day(text: str) -> str:
    """The text as a day if it is nothing else: YYYY-MM-DD (or as written with slashes), or ""."""
    text = " ".join(text.split())
    found = _DATE.fullmatch(text) if len(text) <= 60 else None
    return _written(found) if found else ""


def _dated(text: str) -> tuple[re.Match[str] | None, int]:
    """The date that belongs to the number, and where its document's words begin: the first one after «от», else the first.

    «По договору 7 от 01.01.2012 заказ 15 от 05.01.2013» is the order: a basis before it is passed over.
    """
    dates = list(_DATE.finditer(text))
    after = [d for d in dates if re.search(r"\b(?:от|dated)\s*$", text[: d.start()], re.IGNORECASE)]
    start = 0
    for date in after:
        words = text[start : date.start()]
        if not _BASIS.search(words) or _SALE.search(words) or date is after[-1]:
            return date, start
        start = date.end()
    return next(iter(dates), None), 0


def _written(found: re.Match[str]) -> str:
    said = found.groupdict()
    if said["slashed"]:
        return str(said["slashed"])
    if said["iso"]:
        year, month, day_ = (int(p) for p in said["iso"].split("-"))
    elif said["day"]:
        year, month, day_ = int(said["year"]), int(said["month"]), int(said["day"])
        year += (2000 if year < 70 else 1900) if len(said["year"]) == 2 else 0
    else:
        name = said["named"] or said["month_first"]
        known = _MONTHS if re.search("[а-я]", name, re.IGNORECASE) else _ENGLISH
        month = next(n for n, m in enumerate(known, start=1) if re.match(m, name, re.IGNORECASE))
        year, day_ = (
            int(said["named_year"] or said["english_year"]),
            int(said["named_day"] or said["english_day"]),
        )
    try:
        return dt.date(year, month, day_).isoformat()
    except ValueError:
        return found.group()  # no such day: the row will be refused for it
