"""Characters that show nothing, in every kind of cell; spaces, minus signs and groups of digits of every print."""

from __future__ import annotations

from analysis.intake import reasons

from .amounts import lines, taken
from .case import Case

HEAD = "Номер заказа;Контрагент;Дата заказа;Количество;Сумма без НДС;Статус\n"
SEEN = ("order_id", "client_name", "order_date", "quantity", "revenue", "status")
_ALL = (
    "\u200b",
    "\u200e",
    "\u200f",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u202a",
    "\u202c",
    "\u2066",
    "\u2069",
    "\u180e",
    "\u200d",
    "\u2062",
)


CASES = {
    f"what shows nothing, U+{ord(sign):04X}": Case(
        HEAD
        + f"{sign}A-1;К{sign}1;15.{sign}01.2025;{sign}2{sign};1{sign}234,5{sign}0;Отме{sign}нён\n",
        ["A-1 К1 2025-01-15 2 1234.5 Отменён"],
        SEEN,
    )
    for sign in _ALL
} | {
    "what shows nothing, in a sheet": Case(
        [
            [
                "Номер заказа",
                "Контр\u00adагент",
                "Дата\u200b заказа",
                "Количество",
                "Сумма без НДС",
                "Статус",
            ],
            [
                "\u200eA-1",
                "К\u20601",
                "\ufeff15.01.2025",
                "\u200b2",
                "1\u200b234,50",
                "В\u00ad работе",
            ],
            ["A-2", "К1", "15.01.2025", 3, 100.5, None],
        ],
        ["A-1 К1 2025-01-15 2 1234.5 В работе", "A-2 К1 2025-01-15 3 100.5 None"],
        SEEN,
    ),
    "what shows nothing, beside a minus and a currency": Case(
        lines(
            "Сумма без НДС",
            "-\ufeff100,25",
            "\u200e(5,50)",
            "\u2066100,00\u2069 ₽",
            "7,5\u200f-",
            "\u200b",
        ),
        ["A-1 -100.25", "A-2 -5.5", "A-3 100", "A-4 -7.5"],
        refused={6: reasons.REQUIRED},
    ),
    "what shows nothing, in words with a meaning": Case(
        lines("Сумма с НДС;Ставка НДС", "120;20\u200b%", "100;Без\u00a0НДС\u200e"),
        ["A-1 100", "A-2 100"],
        said={"vat": "removed ('Ставка НДС')"},
    ),
    "a minus of every print": Case(
        lines("Сумма без НДС", "−5,5", "–5,5", "—5,5", "‐5,5", "‑5,5", "‒5,5", "5,5−", "- 5,5"),
        taken(*["-5.5"] * 8),
    ),
    "blanks of every width between thousands": Case(
        lines(
            "Сумма без НДС",
            *(
                f"1{blank}234,5"
                for blank in "\u00a0\u202f\u2009\u2007\u2002\u2003\u2005\u2008\u200a\u3000\t"
            ),
        ),
        taken(*["1234.5"] * 11),
    ),
    "lakhs as India writes them": Case(
        "Order No,Customer,Order date,Net amount\n"
        + "".join(
            f'A-{n},C,2025-01-15,"{amount}"\n'
            for n, amount in enumerate(
                ("1,23,456.78", "12,34,567", "1,00,00,000.00", "(1,23,456.78)", "99,999.50"),
                start=1,
            )
        ),
        taken("123456.78", "1234567", "10000000", "-123456.78", "99999.5"),
    ),
    "lakhs without a decimal mark": Case(
        "Order No,Customer,Order date,Net amount\n"
        + "".join(
            f'A-{n},C,2025-01-15,"{amount}"\n'
            for n, amount in enumerate(("1,23,456", "45,678", "123"), start=1)
        ),
        taken("123456", "45678", "123"),
    ),
}
