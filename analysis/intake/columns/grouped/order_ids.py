"""The id and the date of an order out of its text in a report, so that the same order has the same id in a plain export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from analysis.intake.columns.grouped.document import Document, document, is_documents_name
from analysis.intake.patterns import bounded

_KINDS = re.compile(
    r"заказ|реализаци|сч[её]т|документ|накладн|акт\b|упд|договор|сделк|продаж|отгрузк|чек|order|invoice|sale|receipt|bill"
    r"|document|shipment|return|credit|возврат|корректиров|наряд",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"договор|contract", re.IGNORECASE
)  # numbered by whoever drew it up: no number is unique
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_ORDER = bounded(r"заказ|.*\border$")
_PLAIN_ORDER = re.compile(
    r"заказ(?: клиента| покупателя)?|(?:sales |customer )?order"
)  # two names of one order


@dataclass(frozen=True)
class OrderText:
    """`order_id` "": the text names no order; `date` "" where it has none."""

    order_id: str
    date: str


def order_texts(texts: Iterable[str]) -> tuple[Mapping[str, OrderText], tuple[str, ...]]:
    """Text → its order, and the numbers that several documents share.

    The number is the id. A return («Возврат …») is never the order of the same number, nor another day's return, and of several
    documents with one number only the first one called an order keeps it: the others' ids say what they are (the kind, the day
    and, of one day, the time). Orders of different years keep it too (1C counts anew each January): they are told apart where all
    files are together, by sql/00_arrivals/10_order_numbers.
    """
    read: dict[str, Document | None] = {t: document(t) for t in texts}
    numbers: dict[str, list[Document]] = {}
    for found in read.values():
        if found:
            numbers.setdefault(found.number, []).append(found)
    known = {number: _Number(documents) for number, documents in numbers.items()}
    orders = {
        t: _order(t, found, known[found.number] if found else None) for t, found in read.items()
    }
    apart = {
        found.number
        for t, found in read.items()
        if found and not found.takes_back and orders[t].order_id != found.number
    }
    return orders, tuple(sorted(number for number in apart if known[number].is_shared))


def is_orders_name(text: str) -> bool:
    """Whether a cell of a list is an order as 1C calls it («Заказ клиента ТД00-000123 от 05.01.2013»), not merely its number."""
    if not is_documents_name(text) or not (found := document(text)):
        return False
    return bool(not found.kind or _KINDS.search(found.kind)) and not _CONTRACT.search(found.kind)


class _Number:
    """The documents of one number."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._times: dict[tuple[str, str], set[str]] = {}
        for each in documents:
            self._times.setdefault((_class(each), each.date), set()).update({each.time} - {""})
        sold = sorted({self.of(d) for d in documents if not d.takes_back}, key=_when)
        orders = [of for of in sold if _ORDER.match(of[0])]
        self.is_shared = len(sold) > 1
        self.first = next((of for of in orders if of[1]), None)
        self.days = {
            date for kind, date, _ in orders if date and self.first and kind == self.first[0]
        }
        back = sorted({self.of(d) for d in documents if d.takes_back}, key=_when)
        self._first_back = {kind: (date, time) for kind, date, time in reversed(back)}

    def of(self, found: Document) -> tuple[str, str, str]:
        """Kind, day, and the time where several stand on that day."""
        several = len(self._times[_class(found), found.date]) > 1
        return _class(found), found.date, found.time if several else ""

    def is_first(self, found: Document) -> bool:
        kind, date, time = self.of(found)
        if not _ORDER.match(kind):
            return False
        return not date or (kind, date, time) == self.first

    def is_first_return(self, found: Document) -> bool:
        kind, date, time = self.of(found)
        return self._first_back[kind] == (date, time)


def _class(found: Document) -> str:
    return "заказ" if _PLAIN_ORDER.fullmatch(found.kind) else found.kind


def _when(of: tuple[str, str, str]) -> tuple[str, str, str, str]:
    """Sorts by year and day (one with slashes by its year, then as it is written), then by the time."""
    kind, date, time = of
    return (date[-4:] if "/" in date else date[:4], date, time.zfill(8), kind)


def _is_of_another_year(date: str, others: Set[str]) -> bool:
    """Whether a year ends and five months lie between the day and any other."""
    if not all(_ISO.fullmatch(each) for each in (date, *others)):
        return False
    year, month = int(date[:4]), int(date[5:7])
    return all(
        year != int(o[:4]) and abs(12 * (year - int(o[:4])) + month - int(o[5:7])) >= 5
        for o in others
    )


def _order(text: str, found: Document | None, number: _Number | None) -> OrderText:
    text = " ".join(text.split())
    if found is None or number is None:
        return OrderText(text if re.fullmatch(r"[\w./-]+", text) else "", "")
    if not found.date and found.kind and not _KINDS.search(found.kind):
        return OrderText(text, "")  # «Проект Восток 12»: the name as a whole
    _, date, time = number.of(found)
    if found.takes_back:
        said = (
            found.kind if number.is_first_return(found) else f"{found.kind} {date} {time}".strip()
        )
        return OrderText(f"{found.number} ({said})", found.date)
    is_kept = not number.is_shared or number.is_first(found)
    if not is_kept and not time and number.first and _class(found) == number.first[0]:
        is_kept = _is_of_another_year(date, number.days - {date})
    if not is_kept:
        return OrderText(
            f"{found.number} ({' '.join(f'{found.kind} {date} {time}'.split())})", found.date
        )
    return OrderText(found.number, found.date)
