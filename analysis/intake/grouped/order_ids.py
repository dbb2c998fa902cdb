"""The id and the date of an order out of its text in a report, so that the same order has the same id in a plain export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from analysis.intake.grouped.document import Document, document

_KINDS = re.compile(
    r"заказ|реализаци|сч[её]т|документ|накладн|акт\b|упд|договор|сделк|продаж|отгрузк|чек|order|invoice|sale|receipt|bill"
    r"|document|shipment|return|credit|возврат|корректиров|наряд",
    re.IGNORECASE,
)  # fmt: skip
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_ORDER = re.compile(r"заказ|.*\border$")


@dataclass(frozen=True)
class OrderText:
    """`order_id` "": the text names no order; `date` "" where it has none."""

    order_id: str
    date: str


def order_texts(texts: Iterable[str]) -> tuple[Mapping[str, OrderText], tuple[str, ...]]:
    """Text → its order, and the numbers that several documents share.

    The number is the id. A return («Возврат …») is never the order of the same number, and of several documents with one number
    only the one called an order keeps it, of several orders those of the first day: the others' ids say what they are. Orders of
    different years keep it too (1C counts anew each January): they are told apart where all files are together, by
    sql/1_clean/2_order_numbers.
    """
    read: dict[str, Document | None] = {t: document(t) for t in texts}
    sharing: dict[str, set[tuple[str, str]]] = {}
    for found in read.values():
        if found and not found.takes_back:
            sharing.setdefault(found.number, set()).add((found.kind, found.date))
    shared = tuple(sorted(number for number, documents in sharing.items() if len(documents) > 1))
    first = {
        number: min((date for kind, date in sharing[number] if date and _ORDER.match(kind)), key=_when, default="")
        for number in shared
    }
    days = {number: {date for kind, date in sharing[number] if date and _ORDER.match(kind)} for number in shared}
    orders = {t: _order(t, found, first, days) for t, found in read.items()}
    apart = {found.number for t, found in read.items() if found and orders[t].order_id != found.number}
    return orders, tuple(number for number in shared if number in apart)


def _when(date: str) -> tuple[str, str]:
    """Sorts days by year; one with slashes by its year, then as it is written."""
    return (date[-4:], date) if "/" in date else (date[:4], date)


def _is_of_another_year(date: str, others: Set[str]) -> bool:
    """Whether a year ends and five months lie between the day and any other."""
    if not all(_ISO.fullmatch(each) for each in (date, *others)):
        return False
    year, month = int(date[:4]), int(date[5:7])
    return all(year != int(o[:4]) and abs(12 * (year - int(o[:4])) + month - int(o[5:7])) >= 5 for o in others)


def _order(text: str, found: Document | None, first: Mapping[str, str], days: Mapping[str, Set[str]]) -> OrderText:
    """For numbers that several documents share: the day of the first order of the number, and the days of all."""
    text = " ".join(text.split())
    if found is None:
        return OrderText(text if re.fullmatch(r"[\w./-]+", text) else "", "")
    if not found.date and found.kind and not _KINDS.search(found.kind):
        return OrderText(text, "")  # «Проект Восток 12»: the name as a whole
    if found.takes_back:
        return OrderText(f"{found.number} ({found.kind})", found.date)
    is_order = bool(_ORDER.match(found.kind))
    if is_order and found.number in days and _is_of_another_year(found.date, days[found.number] - {found.date}):
        return OrderText(found.number, found.date)
    if found.number in first and not (is_order and found.date in ("", first[found.number])):
        return OrderText(f"{found.number} ({f'{found.kind} {found.date}'.strip()})", found.date)
    return OrderText(found.number, found.date)
