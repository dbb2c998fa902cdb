"""How amounts are written, with VAT and without, in rubles and not."""

from __future__ import annotations

from analysis.intake import reasons

from .case import Case

HEAD = "Номер заказа;Контрагент;Дата заказа;"
RATES = "".join(
    f'[[exchange_rate]]\ncurrency = "USD"\nsince = {day}\nrate = {rate}\n'
    for day, rate in (("2025-01-01", 90), ("2025-02-01", 100))
)


def lines(header: str, *cells: str) -> str:
    """A text file of one order per cell (or cells), all of 10.01.2025."""
    return (
        HEAD
        + header
        + "\n"
        + "".join(f"A-{n};Альфа;10.01.2025;{cell}\n" for n, cell in enumerate(cells, start=1))
    )


def taken(*amounts: object) -> list[str]:
    return [f"A-{n} {amount}" for n, amount in enumerate(amounts, start=1)]


CASES = {
    "negative in brackets": Case(lines("Выручка", "(1 234,50)", "5,5"), taken("-1234.5", "5.5")),
    "brackets with a currency": Case(
        lines("Выручка", "(1 234,50 ₽)", "(5,50) руб."), taken("-1234.5", "-5.5")
    ),
    "a minus of print": Case(lines("Выручка", "−5,5", "7-"), taken("-5.5", "-7")),
    "spaces of every width": Case(
        lines("Выручка", "1\u00a0234,5 ", "1\u202f234,5\u00a0", " 1 234,5"),
        taken("1234.5", "1234.5", "1234.5"),
    ),
    "as the Swiss write": Case(lines("Выручка", "1'234.50", "1’234.50"), taken("1234.5", "1234.5")),
    "points between thousands": Case(
        lines("Выручка", "1.234,50", "1.234.567,00"), taken("1234.5", "1234567")
    ),
    "an apostrophe that keeps text": Case(
        lines("Выручка", "'1 234,50").replace("A-1", "'00123"), ["00123 1234.5"]
    ),
    "dashes for nothing": Case(
        lines("Выручка;Неустойка", "5;-", "6;—"),
        taken("5 None", "6 None"),
        ("order_id", "revenue", "penalty"),
    ),
    "rounded by Excel": Case(
        lines("Выручка", "5,5E+02", "7"), ["A-2 7"], refused={2: reasons.ROUNDED}
    ),
    "percent of discount": Case(lines("Количество;Цена;Скидка", "2;50;12 %"), taken("88")),
    "VAT by the mapping": Case(
        lines("Сумма с НДС", "120", "100"),
        taken("100", "83.3333"),
        mapping="[format]\nvat_rate = 20",
        said={"vat": "removed (20 %)"},
    ),
    "VAT that nothing tells": Case(lines("Сумма с НДС", "120"), error="vat_unknown"),
    "VAT: the user says there is none": Case(
        lines("Сумма с НДС", "120"),
        taken("120"),
        mapping='[format]\nvat = "without"',
        said={"vat": "without (mapping)"},
    ),
    "VAT: the user says there is some": Case(
        lines("Сумма", "122"), taken("100"), mapping='[format]\nvat = "with"\nvat_rate = 22'
    ),
    "VAT: the user's word against the header's": Case(
        lines("Выручка без НДС", "122"),
        taken("100"),
        mapping='[format]\nvat = "with"\nvat_rate = 22',
        said={"vat": "removed (22 %)"},
    ),
    "VAT: a rate alone says nothing against the header": Case(
        lines("Выручка без НДС", "122"),
        taken("122"),
        mapping="[format]\nvat_rate = 22",
        notices=["vat_rate_unused"],
    ),
    "amounts in thousands, as the mapping says": Case(
        lines("Количество;Цена;Скидка;Материалы, руб.", "3;1,5;1,5;10", "2;1,5;10 %;20"),
        ["3000 1500 10000", "2700 1500 20000"],
        ("revenue", "unit_price", "material_cost"),
        mapping='[format]\nscale = "thousand"',
        notices=["thousands"],
    ),
    "a header's own scale comes before the mapping's": Case(
        lines("Выручка, млн руб.", "1,5"),
        taken("1500000"),
        mapping='[format]\nscale = "thousand"',
        notices=["thousands"],
    ),
    "a constant for every row": Case(
        "Номер заказа;Контрагент;Выручка\nA-1;Альфа;100\nA-2;Бета;5\n",
        ["A-1 2025-03-05 100", "A-2 2025-03-05 5"],
        ("order_id", "order_date", "revenue"),
        mapping='[constants]\norder_date = "05.03.2025"',
    ),
    "VAT in the header": Case(
        lines("Сумма с НДС 20%", "120"), taken("100"), said={"vat": "removed (20 %)"}
    ),
    "VAT by its amount": Case(
        lines("Сумма с НДС;Сумма НДС", "120;20", "110;10", "50;Без НДС", "60;"),
        taken("100", "100", "50"),
        refused={5: reasons.VAT_UNKNOWN},
        said={"vat": "removed ('Сумма НДС')"},
    ),
    "VAT by its rate": Case(
        lines("Сумма с НДС;Ставка НДС", "120;20%", "110;НДС 10%", "50;Без НДС", "122;22/122"),
        taken("100", "100", "50", "100"),
        said={"vat": "removed ('Ставка НДС')"},
    ),
    "VAT inside, by the arithmetic of the rows": Case(
        lines("Сумма;НДС", "120;20", "110;10"),
        taken("100", "100"),
        said={"vat": "removed ('НДС')"},
    ),
    "VAT on top, by the arithmetic of the rows": Case(
        lines("Сумма;НДС", "100;20", "110;11"),
        taken("100", "110"),
        said={"vat": "without ('НДС' comes on top)"},
    ),
    "VAT that fits nothing": Case(
        lines("Сумма;НДС", "100;21", "110;17"), taken("100", "110"), notices=["vat_unclear"]
    ),
    "prices with VAT": Case(
        lines("Количество;Цена с НДС", "3;100"),
        taken("250 83.3333"),
        ("order_id", "revenue", "unit_price"),
        mapping="[format]\nvat_rate = 20",
    ),
    "a price with VAT beside revenue without": Case(
        lines("Выручка без НДС;Цена с НДС", "100;60"),
        taken("100 None"),
        ("order_id", "revenue", "unit_price"),
        notices=["with_vat_left_out"],
    ),
    "statuses: known, known by their beginning, unknown": Case(
        lines(
            "Выручка;Статус",
            "1;Удалён",
            "2;Не отменен",
            "3;Отменён покупателем",
            "4;Не проведен (цех)",
            "5;Архив",
            "6;",
        ),
        taken(
            "1 Удалён",
            "2 Не отменен",
            "3 Отменён покупателем",
            "4 Не проведен (цех)",
            "5 Архив",
            "6 None",
        ),
        ("order_id", "revenue", "status"),
        notices=["statuses_cancelled", "statuses_in_progress", "unknown_statuses"],
    ),
    "posted, and marked for deletion": Case(
        lines(
            "Выручка;Проведён;Пометка удаления",
            "1;Да;Нет",
            "2;Нет;Нет",
            "3;нет;Да",
            "4;Не проведён;",
        ),
        taken("1 True False", "2 False False", "3 False True", "4 False None"),
        ("order_id", "revenue", "is_posted", "is_deleted"),
    ),
    "the plant's own currency": Case(
        lines("Выручка;Валюта", "100;руб.", "5;RUB", "6;"), taken("100", "5", "6")
    ),
    "another currency without a rate": Case(
        lines("Выручка;Валюта", "100;руб.", "5;EUR", "6;у.е."),
        taken("100"),
        refused={3: reasons.CURRENCY, 4: reasons.CURRENCY},
    ),
    "another currency by the rate of the day": Case(
        lines("Выручка;Валюта", "100;руб.", "5;USD").replace("A-2;Альфа;10.01", "A-2;Альфа;10.02")
        + "A-3;Альфа;31.01.2025;5;долл. США\n"
        "A-4;Альфа;31.12.2024;5;USD\n",
        ["A-1 100", "A-2 500", "A-3 450"],
        refused={5: reasons.CURRENCY},
        settings=RATES,
        notices=["converted"],
    ),
    "a currency in the header": Case(
        lines("Выручка, USD", "5"), taken("450"), settings=RATES, notices=["converted"]
    ),
    "a currency in the header without a rate": Case(
        lines("Revenue (EUR)", "5"), error="currency_without_rate"
    ),
    "the currency of the settings in the header": Case(
        lines("Revenue (EUR)", "5 €"), taken("5"), settings='currency = "EUR"\n'
    ),
    "currencies in the cells": Case(
        lines("Выручка", "$1 200,50", "100 руб.", "5 €"),
        taken("108045", "100"),
        refused={4: reasons.CURRENCY},
        settings=RATES,
        notices=["converted"],
    ),
    "a mapping names the currency": Case(
        lines("Выручка", "5"),
        taken("450"),
        settings=RATES,
        mapping='[format]\ncurrency = "USD"',
        notices=["converted"],
    ),
    "the order's total in each of its lines": Case(
        HEAD
        + "Количество;Цена;Сумма заказа\nA-1;А;09.01.2025;1;100;150\nA-1;А;09.01.2025;1;50;150\nA-2;А;10.01.2025;1;50;50\n",
        ["A-1 100", "A-1 50", "A-2 50"],
        notices=["order_totals"],
    ),
    "the order's total in each of its lines, without prices": Case(
        HEAD + "Сумма заказа\nA-1;А;09.01.2025;150\nA-1;А;09.01.2025;150\nA-2;А;10.01.2025;50\n",
        error="order_totals",
    ),
    "lines of an order under a header that says order": Case(
        HEAD
        + "Количество;Цена;Сумма заказа\nA-1;А;09.01.2025;1;100;100\nA-1;А;09.01.2025;1;50;50\nA-2;А;10.01.2025;1;70;70\n"
        "A-2;А;10.01.2025;1;70;70\n",
        ["A-1 100", "A-1 50", "A-2 70", "A-2 70"],
        notices=["exact_duplicates"],
    ),
    "two lines of an order that cost the same, at their prices": Case(
        HEAD
        + "Артикул;Количество;Цена;Сумма заказа\nA-1;А;09.01.2025;x;2;50;100\nA-1;А;09.01.2025;y;1;100;100\n",
        ["A-1 100", "A-1 100"],
    ),
    "amounts in the plant's currency beside foreign ones": Case(
        lines("Сумма USD;Сумма руб.", "10;900"), taken("900")
    ),
    "the plant's currency beside a column of currencies": Case(
        lines("Сумма;Валюта;Сумма руб.", "10;USD;900"), taken("900")
    ),
    "in rubles beside the document's currency": Case(
        lines("Сумма в валюте;Сумма в рублях;Валюта", "10;900;USD"), taken("900")
    ),
    "the plant's currency is another": Case(
        lines("Сумма USD;Сумма руб.", "10;900"), taken("10"), settings='currency = "USD"\n'
    ),
    "header and column name different currencies": Case(
        lines("Сумма, USD;Валюта", "10;EUR", "10;USD", "10;"),
        ["A-2 900", "A-3 900"],
        refused={2: reasons.CURRENCIES_DIFFER},
        settings=RATES,
        notices=["converted"],
    ),
    "header in rubles, column in dollars": Case(
        lines("Сумма, руб.;Валюта", "10;USD", "10;RUB"),
        ["A-2 10"],
        refused={2: reasons.CURRENCIES_DIFFER},
        settings=RATES,
    ),
    "cell and column name different currencies": Case(
        lines("Сумма;Валюта", "$10;RUB", "10 руб.;USD", "10;USD", "$10;", "$10;USD"),
        ["A-3 900", "A-4 900", "A-5 900"],
        refused={2: reasons.CURRENCIES_DIFFER, 3: reasons.CURRENCIES_DIFFER},
        settings=RATES,
        notices=["converted"],
    ),
    "cell and header name different currencies": Case(
        lines("Сумма, USD", "10 руб.", "$10"),
        ["A-2 900"],
        refused={2: reasons.CURRENCIES_DIFFER},
        settings=RATES,
        notices=["converted"],
    ),
    "a dollar under a header in rubles": Case(
        lines("Сумма, руб.", "$10", "10"),
        ["A-2 10"],
        refused={2: reasons.CURRENCIES_DIFFER},
        settings=RATES,
    ),
    "a mapping ends the dispute of currencies": Case(
        lines("Сумма, USD;Валюта", "10;EUR"),
        taken("900"),
        settings=RATES,
        mapping='[format]\ncurrency = "USD"',
        notices=["converted"],
    ),
    "thousands parted by a tab, and an accountant's zero": Case(
        lines("Количество;Цена;Сумма", "1;5;1\t234,5", "1;5;- ₽", "1;5;-"),
        taken("1234.5", "0", "5"),
    ),
    "numbers that lost their digits, and none at all": Case(
        lines("Сумма", "1e5", "1,5E+3", "Infinity", "-inf", "7"),
        ["A-5 7"],
        refused={
            2: reasons.ROUNDED,
            3: reasons.ROUNDED,
            4: reasons.NOT_A_NUMBER,
            5: reasons.NOT_A_NUMBER,
        },
    ),
    "a small number as a program writes it": Case(
        lines("Сумма", "1.5e-2", "7"), taken("0.015", "7")
    ),
}
