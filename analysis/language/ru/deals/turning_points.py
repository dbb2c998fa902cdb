"""Новая сделка: где меняется ответ."""

TEXTS: dict[str, str] = {
    "deal.along.price": "Цена: ниже {low} — {answer}; {changes}.",
    "deal.along.price.from": "с {low} — {answer}",
    "deal.along.price.one": "Цена: от {low} до {high} ответ один — {answer}.",
    "deal.along.batch": "Партия по той же цене за штуку: меньше {low}\u00a0шт. — {answer}; {changes}.",
    "deal.along.batch.from": "с {low}\u00a0шт. — {answer}",
    "deal.along.batch.one": "Партия по той же цене за штуку: от {low} до {high}\u00a0шт. ответ один — {answer}.",
    "deal.along": "Где меняется ответ",
    "deal.along.asked": "спрошено",
    "deal.along.pieces": "{answer}: от {low} до {high}\u00a0шт.",
    "deal.breaks.left_out": "Не учтено: {parts}. Нужны пары «штук × цена», не больше {most}.",
}
