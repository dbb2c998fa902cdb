"""The sentences of letters to clients in both languages, as templates."""

from __future__ import annotations

RU = {
    "dear": "Уважаемые коллеги!",
    "dear_named": "Здравствуйте, {name}!",
    "grow": "Благодарим за совместную работу: ваши заказы хорошо подходят нашему производству. Предлагаем обсудить ваши планы "
    "на год, чтобы заранее закрепить под них мощности и сроки.",
    "reprice": "Мы пересмотрели, во что обходится подготовка и выполнение ваших заказов. Чтобы и дальше выполнять их в срок, предлагаем:\n",
    "set expectations": "Чтобы выполнять ваши заказы в срок и без лишних согласований, предлагаем закрепить следующие условия:\n",
    "refuse": "Благодарим за обращение и за совместную работу. Ваши заказы далеки от того, на что рассчитано наше производство, и новых "
    "заказов принять мы не сможем. Всё, что уже согласовано, выполним полностью.",
    "refuse_offer": "Ваши заказы далеки от того, на что рассчитано наше производство. На прежних условиях новых заказов принять мы не "
    "сможем; возможны такие условия:\n",
    "price": "Цена: со следующего заказа повышается на {rise}\u00a0%. В неё включены подготовка и сопровождение заказа.",
    "batch": "Минимальная партия: {batch}\u00a0шт. в строке заказа.",
    "payment": "Оплата: не позднее {days} {day_word} после отгрузки.",
    "payment_open": "Оплата: не позднее ____ дней после отгрузки.",
    "rounds": "Согласования: в цену входит до {rounds} {round_word} согласования документации. Дополнительные оплачиваются отдельно: ____.",
    "no_rounds": "Согласования оплачиваются отдельно: ____.",
    "lead": "Срок изготовления: до {days} {day_word} с даты заказа. Он подтверждён нашей статистикой отгрузок.",
    "change": "Изменения после согласования оформляются дополнительным соглашением: стоимость ____, срок пересматривается.",
    "person": "С вашей стороны документацию и сроки согласует один уполномоченный представитель: ____.",
    "or_price": "\nПри прежних условиях мы готовы работать, если цена будет выше на {rise}\u00a0%.",
    "talk": "\nГотовы обсудить условия в удобное вам время.",
    "talk_grow": "\nГотовы встретиться в удобное вам время.",
    "end": "\nС уважением,\n{signed_by}",
    "unsigned": "____ (имя, должность, телефон)",
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
    "price": "Price: it rises by {rise}% from the next order on, and includes preparing and handling the order.",
    "batch": "Minimum batch: {batch} pieces per order line.",
    "payment": "Payment: within {days} {day_word} of shipment.",
    "payment_open": "Payment: within ____ days of shipment.",
    "rounds": "Approvals: the price includes up to {rounds} {round_word} of approvals. Further ones are charged separately: ____.",
    "no_rounds": "Approvals are charged separately: ____.",
    "lead": "Lead time: up to {days} {day_word} from the order. Our record of shipments confirms it.",
    "change": "Changes after approval are agreed in an addendum: the cost ____, the date is revised.",
    "person": "On your side one authorised person approves the documents and dates: ____.",
    "or_price": "\nOn the present terms we can work if the price is {rise}% higher.",
    "talk": "\nWe are glad to discuss these terms at a time that suits you.",
    "talk_grow": "\nWe are glad to meet at a time that suits you.",
    "end": "\nYours sincerely,\n{signed_by}",
    "unsigned": "____ (name, post, telephone)",
    "file": "Letter {client} {day}",
}
WORDS = {"ru": (("круга", "кругов"), ("дня", "дней")), "en": (("round", "rounds"), ("day", "days"))}
