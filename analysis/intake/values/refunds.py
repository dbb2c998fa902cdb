"""A column of what was given back, «Сумма возврата» or `Refund amount`, beside the amount that was sold."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.patterns import bounded

_MONEY_BACK = re.compile(
    r"(?:(?:итого |всего |общая )?(?:сумм[аы]|стоимость|итого|всего|величина|размер) )?(?:возврат(?:а|ов|ы|у)?|возвращено|возвращенная)"
    r"(?: (?:товар(?:а|ов)?|от|по|покупател[юяей]+|клиент(?:у|а|ов|ам)|денег|средств|денежных|продаж[аи]?|реализаци[ий]|заказу|сумм[аы]"
    r"|итого|всего))*"
    r"|(?:total |amount |sum )?(?:of )?(?:the )?(?:sales |customer |item |order |line )?(?:refund(?:s|ed)?|return(?:s|ed)|credit notes?"
    r"|chargebacks?|credited)(?: (?:amount|amt|total|value|sum|sales|revenue))*"
    r"|return (?:amount|value|total|sum)|gutschrift(?:en|sbetrag)?|retouren(?:wert|betrag)?"
)

_BACK = (
    r"(?:возврат(?:а|ов|ы|у)?|возвращен(?:о|ных|ного|ные|ное)|returned|returns?|refunded|retoure[n]?|r[uü]ckgabe[n]?|rma)"
    r"(?: (?:товар(?:а|ов)?|покупател[юяей]+|клиент(?:ом|ами|ов|а)|от|by|customer|клиента|from))*"
)
_COUNT = r"(?:кол во|количество|число|qty|quantity|units|pieces|pcs|items|count|number|menge|stuck|шт|штук|единиц)"
_PIECES_BACK = re.compile(
    rf"(?:{_COUNT} (?:of )?(?:шт |штук |единиц |units |pieces |items )?{_BACK}(?: {_COUNT})?|{_BACK} {_COUNT}|(?:retouren|r[uü]ckgabe)menge"
    r"|возвращенн?ое количество)"
)
_IN_PIECES = bounded(
    r"[\s,;(\[]\s*(?:шт|штук|ед|pcs|pieces|units|qty)\.?\s*[)\]]?\s*$", re.IGNORECASE
)


def is_of_pieces(header: str) -> bool:
    """Whether the header is one of pieces that came back: «Кол-во возврата», «Возвращено, шт», `Returned qty`."""
    words = plain(header).words
    return _PIECES_BACK.fullmatch(words) is not None or (
        _MONEY_BACK.fullmatch(words) is not None and _IN_PIECES.search(header) is not None
    )


def is_refund(header: str) -> bool:
    """Whether the header is one of money given back; whether its cells are amounts, they say themselves."""
    return _MONEY_BACK.fullmatch(plain(header).words) is not None and not is_of_pieces(header)


def places(layout: Layout) -> tuple[int, ...]:
    """Positions of such columns that nothing else takes. A list of orders only."""
    if layout.table.name != "order_lines":
        return ()
    return _free(layout, is_refund)


def places_of_pieces(layout: Layout) -> tuple[int, ...]:
    """Positions of free columns of pieces that came back. A list of orders only."""
    return _free(layout, is_of_pieces) if layout.table.name == "order_lines" else ()


def _free(layout: Layout, is_one: Callable[[str], bool]) -> tuple[int, ...]:
    used = {
        *layout.columns.values(),
        *(i for c, more in layout.more.items() if c != "revenue" for i in more),
    }
    return tuple(i for i, header in enumerate(layout.headers) if i not in used and is_one(header))
