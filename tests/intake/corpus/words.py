"""Words in place of a figure: no VAT, and what became of a deal."""

from __future__ import annotations

from .amounts import lines, taken
from .case import Case

REMOVED = {"vat": "removed ('Ставка НДС')"}
_NONE = (
    "НДС не облагается",
    "БезНДС",
    "Без НДС",
    "не облаг.",
    "Не облагается НДС",
    "Освобождено",
    "освобождается от НДС",
    "без налога (НДС)",
    "0%",
    "НДС 0%",
    "VAT exempt",
    "zero rated",
    "Zero-rated",
    "НДС не облагается (ст. 149 НК РФ)",
    "Без НДС (УСН)",
    "НДС0",
    "No VAT",
)
_TWENTY = ("20%", "НДС 20%", "НДС20", "20/120", "20% / 120%", "НДС20_120", "20", "0,2", "20,00 %")
DONE = (
    "Успешно реализовано",
    "Сделка успешна",
    "Выиграна",
    "Won",
    "Closed Won",
    "C1:WON",
    "Закрыта успешно",
    "Сделка заключена",
)
LOST = (
    "Закрыто и не реализовано",
    "Сделка провалена",
    "Проиграна",
    "Проиграно",
    "Отказ",
    "Lost",
    "Closed lost",
    "Closed-Lost",
    "Rejected",
    "LOSE",
    "Сделка потеряна",
    "Отказ клиента",
    "Закрыта неуспешно",
    "Анализ причины провала",
)
OPEN = (
    "Переговоры",
    "Первичный контакт",
    "Принимают решение",
    "Согласование договора",
    "Счёт на предоплату",
    "Неразобранное",
    "Negotiation",
    "Proposal/Price Quote",
    "Qualification",
    "Contract sent",
    "Подготовка документов",
    "Финальный счёт",
)

CASES = {
    "VAT: words for none": Case(
        lines("Сумма с НДС;Ставка НДС", *(f"100;{word}" for word in _NONE)),
        taken(*[100] * len(_NONE)),
        said=REMOVED,
    ),
    "VAT: spellings of twenty per cent": Case(
        lines("Сумма с НДС;Ставка НДС", *(f"120;{word}" for word in _TWENTY)),
        taken(*[100] * len(_TWENTY)),
        said=REMOVED,
    ),
    "VAT: words for none in the column of its amount": Case(
        lines(
            "Сумма с НДС;Сумма НДС", "120;20", "100;Без НДС", "100;не облагается", "100;—", "100;0"
        ),
        taken(*[100] * 5),
        said={"vat": "removed ('Сумма НДС')"},
    ),
}
