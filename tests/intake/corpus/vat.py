"""VAT in another unit than the amounts, against the rows beside it, and by a flag of each row."""

from __future__ import annotations

from analysis.intake import reasons

from .amounts import lines, taken
from .case import Case

CONTRADICTS = reasons.VAT_CONTRADICTS

CASES = {
    "VAT in thousands": Case(
        lines("Сумма с НДС, тыс. руб.;НДС, тыс. руб.", "1,2;0,2"),
        taken("1000"),
        notices=["thousands"],
    ),
    "VAT in thousands, which only the amount says": Case(
        lines("Сумма с НДС, тыс. руб.;Сумма НДС", "1,2;0,2"), taken("1000"), notices=["thousands"]
    ),
    "VAT in rubles beside thousands": Case(
        lines("Сумма с НДС, тыс. руб.;Сумма НДС, руб.", "1,2;200"),
        taken("1000"),
        notices=["thousands"],
    ),
    "VAT in rubles beside thousands, which nothing says": Case(
        lines("Сумма с НДС, тыс. руб.;Сумма НДС", "1,2;200", "1,2;0,2"),
        ["A-2 1000"],
        refused={2: CONTRADICTS},
        notices=["thousands"],
    ),
    "VAT in thousands, by the arithmetic of the rows": Case(
        lines("Сумма, тыс. руб.;НДС, тыс. руб.", "12;2", "24;4"),
        taken("10000", "20000"),
        notices=["thousands"],
    ),
    "one row has VAT on top where the others have it inside": Case(
        lines("Сумма;НДС", *["1200;200"] * 12, "1000;200"),
        taken(*["1000"] * 12),
        refused={14: CONTRADICTS},
    ),
    "one row has VAT inside where the others have it on top": Case(
        lines("Сумма;НДС", *["1000;200"] * 12, "1200;200"),
        taken(*["1000"] * 12),
        refused={14: CONTRADICTS},
    ),
    "rows of both kinds prove nothing for the odd ones": Case(
        lines("Сумма;НДС", "1000;200", "1200;200"),
        taken("1000"),
        refused={3: CONTRADICTS},
        notices=["vat_unclear"],
    ),
    "more VAT than any rate gives": Case(
        lines("Сумма с НДС;НДС", "1200;200", "1200;1200", "1200;5000"),
        taken("1000"),
        refused={3: CONTRADICTS, 4: CONTRADICTS},
    ),
    "VAT of another sign, and of returns": Case(
        lines("Сумма с НДС;НДС", "1200;-200", "-1200;-200"), ["A-2 -1000"], refused={2: CONTRADICTS}
    ),
    "VAT that its own rate does not give": Case(
        lines("Сумма с НДС;Ставка НДС;НДС", "1200;20%;0", "1200;20%;200", "1200;Без НДС;0"),
        ["A-2 1000", "A-3 1200"],
        refused={2: CONTRADICTS},
    ),
    "the price includes VAT, row by row": Case(
        lines(
            "Количество;Цена;Цена включает НДС;Ставка НДС",
            "10;120;Да;20%",
            "10;100;Нет;20%",
            "10;110;Да;",
        ),
        taken("1000", "1000"),
        refused={4: reasons.VAT_UNKNOWN},
    ),
    "the amount includes VAT, row by row": Case(
        lines("Сумма;НДС;Цена включает НДС", "1200;200;Да", "1000;200;Нет", "1000;200;"),
        taken("1000", "1000"),
        refused={4: reasons.VAT_UNKNOWN},
    ),
    "the amount includes VAT, and nothing says how much": Case(
        lines("Сумма;Цена включает НДС", "1200;Да", "1000;Нет"),
        ["A-2 1000"],
        refused={2: reasons.VAT_UNKNOWN},
    ),
}
