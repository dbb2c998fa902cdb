"""The sentences of letters to clients in both languages, as templates."""

from __future__ import annotations

RU = {
    "dear": "Уважаемые коллеги!",
    "dear_named": "Здравствуйте, {name}!",
    "grow": "Благодарим за совместную работу: ваши заказы хорошо подходят нашему производству. Предлагаем обсудить ваши планы "
    "на год, чтобы заранее закрепить под них мощности и сроки.",
    "reprice": "Мы пересмотрели, во что обходится подготовка и выполнение ваших заказов. Чтобы и дальше выполнять их в срок, предлагаем:\n",
    "set expectations": "Чтобы ваши заказы выполнялись в срок и без лишних согласований, предлагаем закрепить условия:\n",
    "refuse": "Благодарим за обращение и за совместную работу. Ваши заказы далеки от того, на что рассчитано наше производство, и новых "
    "заказов принять мы не сможем. Всё, что уже согласовано, выполним полностью.",
    "refuse_offer": "Ваши заказы далеки от того, на что рассчитано наше производство. На прежних условиях новых заказов принять мы не "
    "сможем; возможны такие условия:\n",
    "price": "Цена: со следующего заказа выше на {rise} %. В ней учтены подготовка и сопровождение заказа.",
    "batch": "Минимальная партия: {batch} шт. в строке заказа.",
    "payment": "Оплата: не позднее {days} {day_word} после отгрузки.",
    "payment_open": "Оплата: не позднее ____ дней после отгрузки.",
    "rounds": "Согласования: в цену заказа входит до {rounds} {round_word}. Каждый следующий оплачивается отдельно: ____.",
    "no_rounds": "Согласования оплачиваются отдельно: ____.",
    "lead": "Срок: до {days} {day_word} с даты заказа. Это срок, который мы действительно выдерживаем.",
    "change": "Изменения после согласования: ____ за изменение и новый срок.",
    "person": "Решения: один ответственный с вашей стороны, который согласует чертежи и сроки: ____.",
    "or_price": "\nНа прежних условиях мы готовы продолжать при цене выше на {rise} %.",
    "talk": "\nГотовы обсудить условия в удобное вам время.",
    "talk_grow": "\nГотовы встретиться в удобное вам время.",
    "end": "\nС уважением,\n{signed_by}",
    "file": "Письмо {client} {day}",
}
EN = {
    "dear": "Dear colleagues,",
    "dear_named": "Dear {name},",
    "grow": "Thank you for working with us: your orders suit our production well. We would like to talk about your plans for the year, "
    "so that capacity and dates can be set aside for them.",
    "reprice": "We have looked again at what it takes to prepare and fulfil your orders. To go on delivering them on time, we propose:\n",
    "set expectations": "To deliver your orders on time and without needless rounds of approval, we propose to agree on these terms:\n",
    "refuse": "Thank you for your inquiries and for working with us. Your orders are far from what our production is built for, and we "
    "cannot take new ones. Whatever is agreed already we shall complete.",
    "refuse_offer": "Your orders are far from what our production is built for. We cannot take new ones on the present terms; these "
    "would be possible:\n",
    "price": "Price: {rise}% higher from the next order on. It covers preparing and handling the order.",
    "batch": "Minimum batch: {batch} pieces per order line.",
    "payment": "Payment: within {days} {day_word} of shipment.",
    "payment_open": "Payment: within ____ days of shipment.",
    "rounds": "Approvals: the price of an order includes up to {rounds} {round_word}. Each further one is charged separately: ____.",
    "no_rounds": "Approvals are charged separately: ____.",
    "lead": "Lead time: up to {days} {day_word} from the order. This is the time that we really keep.",
    "change": "Changes after approval: ____ per change, and a new date.",
    "person": "Decisions: one person on your side who approves drawings and dates: ____.",
    "or_price": "\nOn the present terms we can go on at prices {rise}% higher.",
    "talk": "\nWe are glad to discuss these terms at a time that suits you.",
    "talk_grow": "\nWe are glad to meet at a time that suits you.",
    "end": "\nYours sincerely,\n{signed_by}",
    "file": "Letter {client} {day}",
}
WORDS = {"ru": (("круга", "кругов"), ("дня", "дней")), "en": (("round", "rounds"), ("day", "days"))}
