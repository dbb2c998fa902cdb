"""Настройки возможных клиентов: названия и на что влияют."""

TEXTS: dict[str, str] = {
    "setting.section.leads": "Лиды",
    "setting.leads.complex_amount": "Сложная сделка от суммы",
    "setting.leads.complex_amount.moves": "От такой ожидаемой суммы сделка сложная: нужна встреча, а не звонок.",
    "setting.leads.complex_lead_time_days": "Сложная сделка от срока поставки, дней",
    "setting.leads.complex_lead_time_days.moves": "От такого срока поставки сделка сложная.",
    "setting.leads.complex_deciders": "Сложная сделка от числа решающих",
    "setting.leads.complex_deciders.moves": "Если АПР, ЛПР и ЛВР вместе столько человек или больше, сделка сложная.",
    "setting.leads.active_days": "Действующий клиент: покупал за последние дни",
    "setting.leads.active_days.moves": "Клиент, который не покупал дольше, считается потерянным.",
}
