"""The sheet for the meeting about a deal."""

TEXTS: dict[str, str] = {
    "deal_sheet.button": "Лист к встрече (PDF)",
    "deal_sheet.file": "Сделка {client} {day}",
    "deal_sheet.name": "сделка {deal}, вариант {version}",
    "deal_sheet.day": "ответ от {day}",
    "deal_sheet.lead": "Предложение: {decision}",
    "deal_sheet.asked": "Что спрашивают",
    "deal_sheet.term": "{name}: {value}",
    "deal_sheet.more": "И ещё {n:строка|строки|строк}.",
    "deal_sheet.span": "Затраты от и до",
    "deal_sheet.from_to": "{low} – {high}",
    "deal_sheet.profit": "Реальная прибыль",
    "deal_sheet.batch": "Наименьшая партия",
    "deal_sheet.why": "Почему",
    "deal_sheet.no_date": "Надёжный срок не назвать: отгруженных заказов этого вида с датами — {n:заказ|заказа|заказов}.",
    "deal_sheet.short": "Ресурсу «{pool}» не хватит часов к сроку: отложить придётся серийные заказы, которые приносят на нём {earns} до вычета ресурсов.",
    "deal_sheet.order": "Заказ",
    "deal_sheet.decided": "Что решили",
    "deal_sheet.decided.blank": "Решение: ____________________   Кто: ____________________   Дата: ____________",
    "deal_sheet.decided.by": "{decision}: {who}, {at}.",
    "deal_sheet.foot": "Деньги без НДС. Для встречи внутри предприятия: клиенту этот лист не показывают.",
}
