"""Returns that only the kind or the name of a document tells, and signs that contradict each other."""

from __future__ import annotations

from ..reports import csv
from .amounts import HEAD, lines
from .case import Case

SOLD = ("order_id", "quantity", "revenue")
KINDS = (
    "Возврат товаров от покупателя",
    "Возврат",
    "Сторно",
    "Сторно реализации",
    "Кредит-нота",
    "Возврат от клиента",
    "ВОЗВРАТ ПОКУПАТЕЛЯ",
    "Credit note",
    "Credit memo",
    "Return",
    "Refund",
    "Sales return",
    "CreditNote",
    "Returned goods",
    "Reversal",
)
HEADERS = (
    "Вид документа",
    "Тип документа",
    "Хозяйственная операция",
    "Вид операции",
    "Document type",
    "Transaction type",
    "Type",
    "Doc type",
    "Регистратор",
    "Тип операции",
    "Наименование документа",
    "Invoice type",
)
GIVEN_BACK = (
    "Сумма возврата",
    "Возврат, руб.",
    "Возвраты",
    "Возвращено покупателю",
    "Refund amount",
    "Amount refunded",
    "Returns",
    "Refunds",
)
CODES = (
    ("Document category", "C", "H"),
    ("SD document category", "M", "O"),
    ("Sales document category", "M", "N"),
    ("VBTYP", "C", "K"),
    ("Категория документа сбыта", "C", "H"),
    ("Billing type", "F2", "RE"),
    ("Billing Type", "F2", "G2"),
    ("Billing type", "F2", "S1"),
    ("Billing document type", "F2", "ZRE"),
    ("Sales document type", "OR", "ROB"),
    ("Sales Doc. Type", "TA", "RE"),
    ("FKART", "F2", "g2"),
    ("Вид фактуры", "F2", "RE"),
    ("Document type", "RV", "DG"),
    ("Type", "F2", "G2"),
    ("Invoice type code", "380", "381"),
    ("Billing type", "Invoice", "Credit memo"),
    ("Document type", "Invoice", "Invoice cancellation"),
    ("Belegart", "Rechnung", "Retoure"),
)
NO_CODES = (
    ("Document category", "S"),
    ("Document category", "P"),
    ("Billing type", "S2"),
    ("Billing type", "L2"),
    ("Document type", "RE"),
    ("Document type", "Credit memo cancellation"),
    ("Type", "H"),
    ("Document type", "Cancellation of credit memo"),
)
FLAGS = (
    ("Returned", "Yes", "No"),
    ("Returned", "Yes", ""),
    ("Возврат", "Да", "Нет"),
    ("Is returned", "1", "0"),
    ("Refunded", "TRUE", "FALSE"),
    ("Return status", "Returned", "Not Returned"),
    ("Возвращено", "да", ""),
    ("order_returned", "True", "False"),
)
PIECES_BACK = (
    "Кол-во возврата",
    "Количество возвратов",
    "Возвращено, шт",
    "Возврат (шт.)",
    "Возвращено шт.",
    "Returned qty",
    "Quantity returned",
    "Returned units",
    "Qty returned, pcs",
    "Returns (units)",
    "Кол-во возвращенных",
    "Return quantity",
)
NOT_RETURNS = (
    "Реализация возвратной тары",
    "Возврат товаров поставщику",
    "Сторно возврата",
    "Реализация товаров",
    "Sale, no return",
)


def of_kind(kind: str, header: str = "Вид документа") -> Case:
    return Case(
        lines(
            f"{header};Количество;Выручка",
            "Реализация товаров;10;1000",
            f"{kind};4;400",
            f"{kind};-1;-100",
        ),
        ["A-1 10 1000", "A-2 -4 -400", "A-3 -1 -100"],
        SOLD,
        notices=["returns_negative"],
    )


CASES = {
    **{f"a return by its kind: {k}": of_kind(k) for k in KINDS},
    **{f"a return by the column {h}": of_kind("Возврат от покупателя", h) for h in HEADERS},
    **{
        f"no return: {k}": Case(
            lines("Вид документа;Количество;Выручка", "Реализация;10;1000", f"{k};4;400"),
            ["A-1 10 1000", "A-2 4 400"],
            SOLD,
        )
        for k in NOT_RETURNS
    },
    **{
        f"a return by its code: {h} {code}": Case(
            lines(f"{h};Количество;Выручка", f"{sold};10;1000", f"{code};4;400", f"{sold};1;100"),
            ["A-1 10 1000", "A-2 -4 -400", "A-3 1 100"],
            SOLD,
            notices=["returns_negative"],
        )
        for h, sold, code in CODES
    },
    **{
        f"no return by its code: {h} {code}": Case(
            lines(f"{h};Количество;Выручка", f"{code};10;1000"), ["A-1 10 1000"], SOLD
        )
        for h, code in NO_CODES
    },
    "returns that are negative already": Case(
        lines("Вид документа;Количество;Выручка", "Реализация;10;1000", "Возврат;-4;-400"),
        ["A-1 10 1000", "A-2 -4 -400"],
        SOLD,
    ),
    "a return by the order's name": Case(
        "Документ;Контрагент;Дата;Количество;Сумма без НДС\n"
        "Реализация (акт, накладная) 0000-000001 от 15.01.2025 10:00:00;К1;15.01.2025;10;1000\n"
        "Возврат товаров от покупателя 0000-000002 от 20.01.2025 10:00:00;К1;20.01.2025;4;400\n",
        ["0000-000001 10 1000", "0000-000002 (возврат товаров от покупателя) -4 -400"],
        SOLD,
        notices=["returns_negative"],
    ),
    "a return by the order's name, in English": Case(
        "Document,Customer,Date,Qty,Net amount\nInvoice 1037 (01/15/2025),C1,2025-01-15,10,1000\n"
        "Credit note 1038 (01/20/2025),C1,2025-01-20,4,400\n",
        ["1037 10 1000", "1038 (credit note) -4 -400"],
        SOLD,
        notices=["returns_negative"],
    ),
    "a return by a document beside its number": Case(
        "Номер заказа;Документ;Контрагент;Дата;Количество;Сумма без НДС\n1;Реализация 1;К1;15.01.2025;10;1000\n"
        "2;Возврат 2;К1;20.01.2025;4;400\n",
        ["1 10 1000", "2 -4 -400"],
        SOLD,
        notices=["returns_negative"],
    ),
    "a return's costs and its price": Case(
        lines(
            "Вид документа;Количество;Цена;Сумма;Материалы;Себестоимость, руб./шт.;Неустойка",
            "Реализация;10;100;1000;300;60;0",
            "Возврат;4;100;400;120;60;5",
        ),
        ["A-1 1000 300 600 0 100", "A-2 -400 -120 -240 5 100"],
        ("order_id", "revenue", "material_cost", "direct_cost", "penalty", "unit_price"),
        notices=["of_one_piece", "returns_negative"],
    ),
    "a return without an amount": Case(
        lines(
            "Вид документа;Количество;Цена;Скидка, %", "Реализация;10;100;10", "Возврат;4;100;10"
        ),
        ["A-1 10 900", "A-2 -4 -360"],
        SOLD,
        notices=["returns_negative"],
    ),
    "a return's profit": Case(
        lines(
            "Вид документа;Выручка;Прибыль",
            "Реализация;1000;250",
            "Возврат;400;100",
            "Возврат;-400;-100",
        ),
        ["A-1 1000 750", "A-2 -400 -300", "A-3 -400 -300"],
        ("order_id", "revenue", "direct_cost"),
        notices=["cost_by_profit", "returns_negative"],
    ),
    "a return's VAT": Case(
        lines("Вид документа;Сумма с НДС;Сумма НДС", "Реализация;1200;200", "Возврат;480;80"),
        ["A-1 1000", "A-2 -400"],
        ("order_id", "revenue"),
        notices=["returns_negative"],
        said={"vat": "removed ('Сумма НДС')"},
    ),
    "a return whose quantity alone is negative": Case(
        lines("Вид документа;Количество;Выручка", "Реализация;10;1000", "Возврат;-4;400"),
        ["A-1 10 1000", "A-2 -4 -400"],
        SOLD,
        notices=["open_question", "returns_negative"],
    ),
    **{
        f"a return by a flag: {h}": Case(
            lines(f"{h};Количество;Выручка", "Нет;10;1000", "Да;4;400", ";1;100"),
            ["A-1 10 1000", "A-2 -4 -400", "A-3 1 100"],
            SOLD,
            notices=["returns_negative"],
        )
        for h in ("Это возврат", "Признак возврата", "Is return")
    },
    **{
        f"a sale that came back by a flag: {h}": Case(
            lines(f"{h};Количество;Выручка", f"{no};10;1000", f"{yes};4;400", f"{no};1;100"),
            ["A-1 10 1000", "A-2 -4 -400", "A-3 1 100"],
            SOLD,
            notices=["open_question"],
        )
        for h, yes, no in FLAGS
    },
    "a sale that came back by a flag, as a person says": Case(
        lines("Returned;Количество;Выручка", "No;10;1000", "Yes;4;400"),
        ["A-1 1000 None", "A-2 400 True"],
        ("order_id", "revenue", "is_deleted"),
        mapping='[answers]\n"returned_status:Returned" = "came_back"',
    ),
    "a sale that stays in spite of a flag, as a person says": Case(
        lines("Returned;Количество;Выручка", "No;10;1000", "Yes;4;400"),
        ["A-1 10 1000", "A-2 4 400"],
        SOLD,
        mapping='[answers]\n"returned_status:Returned" = "as_written"',
    ),
    "a flag and a status of what came back": Case(
        lines("Статус;Returned;Количество;Выручка", "Выполнен;No;10;1000", "Возврат;Yes;4;400"),
        ["A-1 1000 None", "A-2 400 True"],
        ("order_id", "revenue", "is_deleted"),
        mapping='[answers]\n"returned_status:Статус, Returned" = "came_back"',
    ),
    **{
        f"sums given back: {h}": Case(
            lines(f"Выручка;{h}", "1000;0", "500;40", "300;-10", "200;"),
            ["A-1 1000", "A-2 460", "A-3 290", "A-4 200"],
            notices=["open_question"],
        )
        for h in GIVEN_BACK
    },
    **{
        f"pieces that came back: {h}": Case(
            lines(f"Количество;{h};Выручка", "10;0;1000", "5;2;500", "4;;300"),
            ["A-1 10 1000", "A-2 5 500", "A-3 4 300"],
            SOLD,
            notices=["pieces_back"],
        )
        for h in PIECES_BACK
    },
    "pieces that came back are off already": Case(
        lines("Количество;Цена;Возвращено, шт;Сумма", "10;100;0;1000", "5;100;2;300"),
        ["A-1 1000", "A-2 300"],
        ("order_id", "revenue"),
    ),
    "sums given back, beside quantity and price": Case(
        lines("Количество;Цена;Сумма возврата", "10;100;0", "5;100;40", "-1;100;100"),
        ["A-1 1000", "A-2 460", "A-3 -100"],
        ("order_id", "revenue"),
        notices=["open_question"],
    ),
    "sums given back that are off already": Case(
        lines("Количество;Цена;Сумма;Сумма возврата", "10;100;1000;0", "5;100;460;40"),
        ["A-1 1000", "A-2 460"],
        ("order_id", "revenue"),
    ),
    "sums given back, as a person says": Case(
        lines("Выручка;Сумма возврата", "1000;0", "500;40"),
        ["A-1 1000", "A-2 500"],
        ("order_id", "revenue"),
        mapping='[answers]\n"refund_beside:Сумма возврата" = "inside"',
    ),
    "nothing was given back": Case(
        lines("Выручка;Сумма возврата", "1000;0", "500;"),
        ["A-1 1000", "A-2 500"],
        ("order_id", "revenue"),
    ),
    "sums given back with VAT in them": Case(
        lines("Сумма с НДС 20%;Сумма возврата", "1200;0", "600;240"),
        ["A-1 1000", "A-2 300"],
        ("order_id", "revenue"),
        notices=["open_question"],
    ),
    **{
        f"an order whose status is {s}": Case(
            lines("Статус;Количество;Выручка", "Выполнен;10;1000", f"{s};4;400", f"{s};-1;-100"),
            ["A-1 10 1000", "A-2 -4 -400", "A-3 -1 -100"],
            SOLD,
            notices=["open_question"],
        )
        for s in ("Возврат", "Возвращён", "Возвращен покупателем", "Returned", "Refunded")
    },
    "an order that came back, as a person says": Case(
        lines("Статус;Количество;Выручка", "Выполнен;10;1000", "Возврат;4;400"),
        ["A-1 1000 None", "A-2 400 True"],
        ("order_id", "revenue", "is_deleted"),
        mapping='[answers]\n"returned_status:Статус" = "came_back"',
    ),
    "an order that stays, as a person says": Case(
        lines("Статус;Количество;Выручка", "Выполнен;10;1000", "Возврат;4;400"),
        ["A-1 10 1000", "A-2 4 400"],
        SOLD,
        mapping='[answers]\n"returned_status:Статус" = "as_written"',
    ),
    **{
        f"an order that is not back: {s}": Case(
            lines("Статус;Количество;Выручка", "Выполнен;10;1000", f"{s};4;400"),
            ["A-1 10 1000", "A-2 4 400"],
            SOLD,
            notices=["unknown_statuses"],
        )
        for s in ("Частичный возврат", "partially_refunded", "Ожидает возврата", "Return requested")
    },
    "corrections that say no sign": Case(
        lines(
            "Вид документа;Количество;Выручка",
            "Реализация;10;1000",
            "Корректировка реализации;4;400",
        ),
        ["A-1 10 1000", "A-2 -4 -400"],
        SOLD,
        notices=["open_question"],
    ),
    "corrections that say their sign": Case(
        lines(
            "Вид документа;Выручка",
            "Реализация;1000",
            "Корректировка реализации;400",
            "Корректировка реализации;-100",
        ),
        ["A-1 1000", "A-2 400", "A-3 -100"],
        ("order_id", "revenue"),
    ),
    "corrections as a person says": Case(
        lines(
            "Вид документа;Количество;Выручка",
            "Реализация;10;1000",
            "Корректировка реализации;4;400",
        ),
        ["A-1 10 1000", "A-2 4 400"],
        SOLD,
        mapping='[answers]\n"corrections:Вид документа" = "as_written"',
    ),
    "quantity and amount of two signs": Case(
        lines("Количество;Цена;Сумма", "10;100;1000", "-4;100;400", "3;100;-300", "-2;100;-200"),
        ["A-1 10 1000", "A-2 -4 -400", "A-3 -3 -300", "A-4 -2 -200"],
        SOLD,
        notices=["open_question"],
    ),
    "two signs without a price": Case(
        lines("Количество;Выручка", "10;1000", "-4;400", "1;-50"),
        ["A-1 10 1000", "A-2 -4 -400", "A-3 1 -50"],
        SOLD,
        notices=["open_question"],
    ),
    "two signs as a person says": Case(
        lines("Количество;Выручка", "10;1000", "-4;400"),
        ["A-1 10 1000", "A-2 -4 400"],
        SOLD,
        mapping='[answers]\n"two_signs:Количество, Выручка" = "as_written"',
    ),
    "a sheet with a return": Case(
        [
            [*HEAD.rstrip(";").split(";"), "Вид документа", "Количество", "Выручка"],
            ["A-1", "Альфа", "10.01.2025", "Реализация", 10, 1000],
            ["A-2", "Альфа", "10.01.2025", "Возврат", 4, 400],
        ],
        ["A-1 10 1000", "A-2 -4 -400"],
        SOLD,
        notices=["returns_negative"],
    ),
    "a report with a return by its document": Case(
        [
            ["Контрагент", "Количество", "Выручка"],
            ["Документ"],
            ["Номенклатура"],
            ["Альфа", 16, 1600],
            ["Реализация товаров 1 от 10.01.2025", 12, 1200],
            ["Вал", 10, 1000],
            ["Болт", 2, 200],
            ["Возврат товаров от покупателя 2 от 20.01.2025", 4, 400],
            ["Вал", 4, 400],
            ["Итого", 16, 1600],
        ],
        ["1 10 1000", "1 2 200", "2 (возврат товаров от покупателя) -4 -400"],
        SOLD,
        notices=["returns_negative"],
    ),
    "a report with returns in a level of their own": Case(
        csv(
            [["Контрагент", "Количество", "Выручка"], ["Вид документа"], ["Заказ"]],
            [
                (0, ["Альфа", 14, 1400]),
                (1, ["Реализация", 10, 1000]),
                (2, ["Заказ клиента 1 от 10.01.2025", 10, 1000]),
                (1, ["Возврат от покупателя", 4, 400]),
                (2, ["Заказ клиента 2 от 20.01.2025", 4, 400]),
                (0, ["Итого", 14, 1400]),
            ],
        ),
        ["1 10 1000", "2 -4 -400"],
        SOLD,
        notices=["returns_negative"],
    ),
}
