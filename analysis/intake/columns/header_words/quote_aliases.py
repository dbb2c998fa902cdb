"""What exports call each column of offers, in Russian and English, the likeliest first (see aliases).

The names of a column stand in two lists where some of them say nothing by themselves: «Номер», «Статус» are a quote's only where the
file is known to hold quotes (see `are_meant`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.intake import quote_results
from analysis.intake.columns.header_words.order_line_aliases import (
    CLIENT_ID,
    CLIENT_NAME,
    ORDER_LINES,
    listed,
)
from analysis.intake.columns.header_words.spelling import STACK, plain

_NUMBER = listed(
    "номер кп|кп номер|кп|код кп|id кп|коммерческое предложение|номер коммерческого предложения|номер предложения|предложение"
    "|предложение номер|ткп|номер ткп|ткп номер|технико коммерческое предложение|номер технико коммерческого предложения"
    "|номер оферты|коммерческое предложение номер|коммерческое предложение клиенту|quote|quote no|quote number|quote nr|quotation"
    "|quotation id|quotation no|quotation number|offer|offer id|offer no|offer number|proposal|proposal id|proposal no|proposal number"
    "|id предложения|код предложения|angebot|angebotsnummer"
)
_ASKED_FOR = listed(
    "номер|код|id|no|number|номер документа|документ|номер заявки|заявка|номер запроса|запрос|номер тендера|тендер|rfq|rfq no|reference"
    "|ref|num|исх номер|исходящий номер|номер п п|номер пп|п п"
)
_ANY_NUMBER = (*_ASKED_FOR, *listed("номер сделки|сделка|id сделки|deal id|opportunity id"))
_RESULT = listed(
    "результат|результат кп|итог кп|исход|итог|статус кп|статус предложения|статус коммерческого предложения|результат предложения"
    "|состояние кп|состояние предложения|исход кп|outcome|quote status|quotation status|quote result|quote outcome|offer status"
    "|offer result|proposal status|won lost|win loss|won or lost|решение клиента|решение заказчика|результат рассмотрения"
    "|результат рассмотрения кп|результат переговоров|результат тендера|итог тендера|чем закончилось|результат по кп|итог по кп"
    "|выиграно проиграно|выигран проигран|стадия кп|quote stage"
)
_STATUS = listed("статус|состояние|status|state|стадия|stage|решение")
_ANY_RESULT = (
    *_STATUS,
    *listed(
        "результат сделки|итог сделки|статус сделки|стадия сделки|этап сделки|deal stage|deal status|deal result"
    ),
)

_OFFER = re.compile(r"\b(?:кп|ткп|предложени\w*|quot\w*|offer\w*|proposal\w*)\b")

QUOTES: dict[str, tuple[str, ...]] = {
    "quote_id": (*_NUMBER, *_ANY_NUMBER),
    "client_id": CLIENT_ID,
    "client_name": CLIENT_NAME,
    "quoted_on": listed(
        "дата кп|кп от|дата предложения|дата коммерческого предложения|дата ткп|дата отправки кп|дата выставления кп|дата выдачи кп"
        "|quote date|quotation date|date quoted|offer date|proposal date|date of quote|date of offer|дата отправки|дата выставления"
        "|дата выдачи|дата расчета|дата|date|дата документа|дата создания|created|created at|created on|created date|sent on|sent date"
        "|date sent|дата подачи|дата подачи кп|от|angebotsdatum"
    ),
    "amount": listed(
        "сумма кп|сумма предложения|сумма коммерческого предложения|цена кп|цена предложения|стоимость кп|стоимость предложения"
        "|сумма ткп|цена ткп|предложенная цена|предложенная сумма|сумма по кп|цена по кп|quote amount|quote value|quote total|quoted amount"
        "|quoted price|quoted value|quote price|quotation amount|quotation value|offer amount|offered price|offer price|offer value"
        "|offered amount|proposal amount|proposal value|сумма|стоимость|итого|всего|total|total price|total amount|grand total|value"
        "|сумма документа|сумма сделки|бюджет сделки|deal amount|deal value|opportunity amount|net amount|сумма итого|итого сумма"
        "|общая сумма|общая стоимость|angebotssumme"
    ),
    "cost_estimate": listed(
        "расчетная себестоимость|себестоимость по расчету|себестоимость расчетная|плановая себестоимость|себестоимость плановая"
        "|оценка себестоимости|оценка затрат|сметная себестоимость|сметная стоимость|смета|калькуляция|плановая калькуляция"
        "|себестоимость по калькуляции|себестоимость кп|себестоимость|расчетные затраты|плановые затраты|затраты|себестоимость план"
        "|прямые затраты|estimated cost|estimate|cost|quoted cost|calculated cost|planned cost|total cost|costing|direct cost"
    ),
    "kind": ORDER_LINES["kind"],
    "markup": listed(
        "наценка|mark up|торговая наценка|ставка наценки|размер наценки|наценки|markup rate|mark up rate|наценка к себестоимости"
        "|наценка на себестоимость|markup on cost|плановая наценка|наценка кп|наценка в кп"
    ),
    "quantity": ORDER_LINES["quantity"],
    "result": (*_RESULT, *_ANY_RESULT),
    "reason": listed(
        "причина отказа|причина проигрыша|причина потери|причина|причина результата|причина неудачи|причина отклонения"
        "|причина закрытия|причина отказа клиента|причина отказа заказчика|причина проигрыша кп|причина нереализации"
        "|почему проиграли|почему отказались|loss reason|lost reason|reason lost|reason for loss|reason for losing|reason of loss"
        "|rejection reason|closed reason|win loss reason|reason for rejection|close reason|комментарий к результату"
    ),
    "order_id": listed(
        "номер заказа|заказ номер|код заказа|заказ|заказ клиента|заказ покупателя|id заказа|заказ id|номер заказа клиента|sales order"
        "|sales order number|order number|order no|order nr|order|so number|sales order id|заказ по кп|номер договора|договор|order ref"
    ),
}


def are_meant(
    columns: Mapping[str, int], headers: Sequence[str], told: set[str], is_orders: bool
) -> bool:
    """Whether headers that could be a quote's speak of quotes and not of the orders themselves.

    `columns`: which header gives which column of quotes. `told`: columns that a mapping gives. `is_orders`: the same headers make a
    whole table of order lines. An order may name the quote that it came of, after its own number; a list of quotes begins with theirs.
    """
    named = "quote_id" in told or _says(columns, headers, "quote_id", _NUMBER)
    outcome = "result" in told or _says(columns, headers, "result", _RESULT)
    if is_orders:
        first = columns.get("quote_id", 0) < columns.get("order_id", len(headers))
        return named and outcome and first
    own = any(
        _OFFER.search(plain(headers[columns[column]]).words)
        for column in ("amount", "quoted_on")
        if column in columns and columns[column] >= 0
    )
    return named or ("quote_id" in columns and own) or (outcome and "reason" in columns)


def are_told_by_statuses(
    columns: Mapping[str, int], headers: Sequence[str], below: Sequence[Sequence[str]]
) -> bool:
    """Whether headers are any document's («Номер», «Статус») and what stands under the status is said of offers alone.

    `columns`: see are_meant. `below`: rows of the table.
    """
    return (
        _says(columns, headers, "quote_id", _ASKED_FOR)
        and _says(columns, headers, "result", (*_RESULT, *_STATUS))
        and quote_results.are_of_offers(
            [row[columns["result"]] for row in below if columns["result"] < len(row)]
        )
    )


def _says(
    columns: Mapping[str, int], headers: Sequence[str], column: str, names: tuple[str, ...]
) -> bool:
    position = columns.get(column)
    if position is None:
        return False
    pieces = [plain(piece).words for piece in headers[position].split(STACK)]
    return column.replace("_", " ") in pieces or any(
        piece in names for piece in (*pieces, " ".join(pieces))
    )
