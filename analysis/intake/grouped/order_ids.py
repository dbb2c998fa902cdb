"""The id and the date of an order out of its text in a report, so that the same order has the same id in a plain export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .document import Document, document

_KINDS = re.compile(
    r"заказ|реализаци|сч[её]т|документ|накладн|акт\b|упд|договор|сделк|продаж|отгрузк|чек|order|invoice|sale|receipt|bill"
    r"|document|shipment|return|credit|возврат|корректиров|наряд",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class OrderText:
    """`order_id` "": the text names no order; `date` "" where it has none."""

    order_id: str
    date: str


def order_texts(texts: Iterable[str]) -> tuple[Mapping[str, OrderText], tuple[str, ...]]:
    """Text → its order, and the numbers that several documents share.

    The number is the id. A return («Возврат …») is never the order of the same number, and of several documents with one number
    only the one called an order keeps it: the others' ids say what they are.
    """
    read: dict[str, Document | None] = {t: document(t) for t in texts}
    sharing: dict[str, set[tuple[str, str]]] = {}
    for found in read.values():
        if found and not found.takes_back:
            sharing.setdefault(found.number, set()).add((found.kind, found.date))
    shared = tuple(sorted(number for number, documents in sharing.items() if len(documents) > 1))
    return {t: _order(t, found, shared) for t, found in read.items()}, shared


def _order(text: str, found: Document | None, shared: tuple[str, ...]) -> OrderText:
    text = " ".join(text.split())
    if found is None:
        return OrderText(text if re.fullmatch(r"[\w./-]+", text) else "", "")
    if not found.date and found.kind and not _KINDS.search(found.kind):
        return OrderText(text, "")  # «Проект Восток 12»: the name as a whole
    if found.takes_back:
        return OrderText(f"{found.number} ({found.kind})", found.date)
    if found.number in shared and not re.match(r"заказ|.*\border$", found.kind):
        return OrderText(f"{found.number} ({f'{found.kind} {found.date}'.strip()})", found.date)
    return OrderText(found.number, found.date)
