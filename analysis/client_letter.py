"""A draft letter to a client: what both sides may expect. A text to edit; nothing is ever sent from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.findings import known

RU = {
    "start": "{client}\n\nУважаемые коллеги!\n\n"
    "Чтобы ваши заказы выполнялись в срок и без лишних согласований, предлагаем зафиксировать условия:\n",
    "price": "Цена: с очередного заказа выше на {rise} %. Она учитывает подготовку и сопровождение заказа.",
    "batch": "Минимальная партия: {batch} шт. в строке заказа.",
    "rounds": "Согласования: в цену входит {rounds} (число раундов на заказ). Каждый следующий оплачивается отдельно: ____ руб.",
    "lead": "Срок: {days} дней с даты заказа. Это срок, который мы реально выдерживаем.",
    "change": "Изменения после согласования: ____ руб. за изменение и новый срок.",
    "person": "Решения: один ответственный с вашей стороны, который согласует чертежи и сроки: ____.",
    "end": "\nГотовы обсудить условия в удобное вам время.\n\nС уважением,\n____",
}
EN = {
    "start": "{client}\n\nDear colleagues,\n\n"
    "To deliver your orders on time and without needless rounds of approval, we propose to agree on these terms:\n",
    "price": "Price: {rise}% higher from the next order on. It covers preparing and handling the order.",
    "batch": "Minimum batch: {batch} pieces per order line.",
    "rounds": "Approvals: the price includes {rounds} (rounds per order). Each further round is charged separately: ____.",
    "lead": "Lead time: {days} days from the order. This is the time that we really keep.",
    "change": "Changes after approval: ____ per change, and a new date.",
    "person": "Decisions: one person on your side who approves drawings and dates: ____.",
    "end": "\nWe are glad to discuss these terms at a time that suits you.\n\nYours sincerely,\n____",
}


def draft(row: Mapping[Any, Any], lang: str) -> str:
    """row: of client_decision; lang: ru or en. A term whose number isn't known is left out, fees are left open."""
    texts = RU if lang == "ru" else EN
    rise = row["price_rise"]
    terms = []
    if known(rise) and rise > 0:
        number = f"{rise * 100:.1f}"
        terms.append(texts["price"].format(rise=number.replace(".", ",") if lang == "ru" else number))
    if known(row["min_batch"]):
        terms.append(texts["batch"].format(batch=int(row["min_batch"])))
    rounds = round(row["approval_rounds"]) if known(row["approval_rounds"]) else 0
    if rounds >= 1:
        terms.append(texts["rounds"].format(rounds=rounds))
    if known(row["lead_days_kept"]):
        terms.append(texts["lead"].format(days=int(row["lead_days_kept"])))
    terms += [texts["change"], texts["person"]]
    numbered = [f"{place}. {term}" for place, term in enumerate(terms, 1)]
    return "\n".join([texts["start"].format(client=row["client_name"]), *numbered, texts["end"]])
