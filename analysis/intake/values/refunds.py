"""A column of what was given back, «Сумма возврата» or `Refund amount`, beside the amount that was sold."""

from __future__ import annotations

import re

from analysis.intake.columns.headers import plain
from analysis.intake.columns.layout import Layout

_MONEY_BACK = re.compile(
    r"(?:(?:итого |всего |общая )?(?:сумм[аы]|стоимость|итого|всего|величина|размер) )?(?:возврат(?:а|ов|ы|у)?|возвращено|возвращенная)"
    r"(?: (?:товар(?:а|ов)?|от|по|покупател[юяей]+|клиент(?:у|а|ов|ам)|денег|средств|денежных|продаж[аи]?|реализаци[ий]|заказу|сумм[аы]"
    r"|итого|всего))*"
    r"|(?:total |amount |sum )?(?:of )?(?:the )?(?:sales |customer |item |order |line )?(?:refund(?:s|ed)?|return(?:s|ed)|credit notes?"
    r"|chargebacks?|credited)(?: (?:amount|amt|total|value|sum|sales|revenue))*"
    r"|return (?:amount|value|total|sum)|gutschrift(?:en|sbetrag)?|retouren(?:wert|betrag)?"
)


def is_refund(header: str) -> bool:
    """Whether the header is one of money given back; whether its cells are amounts, they say themselves."""
    return _MONEY_BACK.fullmatch(plain(header).words) is not None


def places(layout: Layout) -> tuple[int, ...]:
    """Positions of such columns that nothing else takes. A list of orders only."""
    if layout.table.name != "order_lines":
        return ()
    used = {*layout.columns.values(), *(i for c, more in layout.more.items() if c != "revenue" for i in more)}
    return tuple(i for i, header in enumerate(layout.headers) if i not in used and is_refund(header))
