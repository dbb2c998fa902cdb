"""What a column is, as its neighbours and its own cells say: a place, a fact, hours, a name with a technical one behind it."""

from __future__ import annotations

from .amounts import lines
from .case import Case

PLACE = "Order No,Customer,Order date,{},Net amount\n"
STATUS = ("order_id", "revenue", "status")
PROMISED = ("order_id", "promised_on", "shipped_on")
DAYS = "Order No,Customer,Order date,Ship date,{},Net amount\n"
MATERIALS = (
    ("Material", "MAT-001", "MAT-002"),
    ("Material", "100-100", "100-200"),
    ("Материал", "000000000000100234", "000000000000100235"),
    ("Материал", "Вал-12", "Б7"),
    ("Material", "P7", "H11"),
)
USED = ("pool", "quantity", "unit")


def _state(
    headers: str, *cells: str, statuses: bool = False, notices: bool = True, header: str = "State"
) -> Case:
    rows = "".join(f"A-{n},C,2025-01-15,{cell},{n}\n" for n, cell in enumerate(cells, start=1))
    at = headers.split(",").index(header)
    taken = [
        f"A-{n} {n} {cell.split(',')[at] if statuses else None}"
        for n, cell in enumerate(cells, start=1)
    ]
    return Case(
        PLACE.format(headers) + rows, taken, STATUS, notices=["place_not_meant"] if notices else []
    )


def _delivery(header: str, *days: tuple[str, str, str], promise: bool, asked: bool) -> Case:
    rows = "".join(
        f"A-{n},C,{ordered},{shipped},{day},5\n"
        for n, (ordered, shipped, day) in enumerate(days, start=1)
    )
    taken = [
        f"A-{n} {day if promise else None} {shipped}"
        for n, (_, shipped, day) in enumerate(days, start=1)
    ]
    return Case(
        DAYS.format(header) + rows, taken, PROMISED, notices=["open_question"] if asked else []
    )


AFTER = (
    ("2025-01-01", "2025-01-15", "2025-01-20"),
    ("2025-01-01", "2025-01-15", "2025-01-25"),
    ("2025-01-02", "2025-01-09", "2025-01-11"),
)
LATE = (
    ("2025-01-01", "2025-01-15", "2025-01-10"),
    ("2025-01-01", "2025-01-15", "2025-01-25"),
    ("2025-01-02", "2025-01-09", "2025-01-11"),
)
TERM = (
    ("2025-01-01", "2025-01-15", "2025-01-31"),
    ("2025-01-02", "2025-01-15", "2025-02-01"),
    ("2025-01-03", "2025-01-09", "2025-02-02"),
)


def _hours(header: str, hours: str, taken: str, unit: object = "h") -> Case:
    return Case(
        f"Участок;Дата;Операция;{header};Количество\nМех;15.01.2025;Токарная;{hours};100\n",
        [f"Мех {taken} {unit}"],
        USED,
    )


def _named(*headers: str) -> Case:
    return Case(
        "\t".join(headers) + "\nA-1\tC1\t1/31/2025 21:05\t100\n",
        ["A-1 C1 2025-01-31 100"],
        ("order_id", "client_name", "order_date", "revenue"),
    )


CASES = {
    **{
        f"the material is a code: {header} {one}": Case(
            lines(f"{header};Выручка", f"{one};1000", f"{other};500", ";20"),
            [f"A-1 1000 None {one}", f"A-2 500 None {other}", "A-3 20 None None"],
            ("order_id", "revenue", "material_cost", "sku"),
            notices=["codes_no_cost"],
        )
        for header, one, other in MATERIALS
    },
    "the material is a code of digits beside its description": Case(
        lines("Material;Material description;Выручка", "100234;Valve;1000", "100235;Pump;500"),
        ["A-1 None 100234 Valve", "A-2 None 100235 Pump"],
        ("order_id", "material_cost", "sku", "product_name"),
        notices=["codes_no_cost"],
    ),
    "the material is a cost": Case(
        lines("Материалы;Выручка", "120,50;1000", "н/д;500", "-;20", "1 200 руб.;3000"),
        ["A-1 1000 120.5", "A-2 500 None", "A-3 20 None", "A-4 3000 1200"],
        ("order_id", "revenue", "material_cost"),
    ),
    "a state beside country and city": _state(
        "Country,State,City", "Landia,New,X", "Landia,Texas,Y"
    ),
    "a state beside a postal code": _state(
        "State,Postal Code", "Kentucky,42420", "New,90036", "Open,33311"
    ),
    "a state that is a place by its words alone": _state("State", "Texas", "Utah", "Ohio"),
    "a state that is a status": _state(
        "State", "Closed", "In progress", "Cancelled", statuses=True, notices=False
    ),
    "a state that is a status beside a city": _state(
        "State,City", "Closed,X", "In progress,Y", statuses=True, notices=False
    ),
    "a state that is a place, and a status": Case(
        PLACE.format("State,City,Order status") + "A-1,C,2025-01-15,Texas,X,Closed,5\n",
        ["A-1 5 Closed"],
        STATUS,
    ),
    "a state among an order's places": _state(
        "Order City,State,Order Country", "X,New,L", "Y,Done,L", "Z,Ohio,L"
    ),
    "a delivery that follows every shipment": _delivery(
        "DeliveryDate", *AFTER, promise=False, asked=True
    ),
    "a delivery that follows every shipment, in Russian": _delivery(
        "Дата поставки", *AFTER, promise=False, asked=True
    ),
    "a delivery before some shipments is a promise": _delivery(
        "Delivery date", *LATE, promise=True, asked=False
    ),
    "a delivery as many days after every order is a term": _delivery(
        "Delivery date", *TERM, promise=True, asked=False
    ),
    "a due date that follows every shipment is a promise": _delivery(
        "Due date", *AFTER, promise=True, asked=False
    ),
    "a required date that follows every shipment is a promise": _delivery(
        "RequiredDate", *AFTER, promise=True, asked=False
    ),
    "a term of delivery that follows every shipment is a promise": _delivery(
        "Срок поставки", *AFTER, promise=True, asked=False
    ),
    "a planned day of delivery is a promise": _delivery(
        "Дата поставки план", *AFTER, promise=True, asked=False
    ),
    "a day of arrival is nothing": _delivery("Дата доставки", *AFTER, promise=False, asked=False),
    "a day of receipt is nothing": _delivery("Дата получения", *AFTER, promise=False, asked=False),
    "delivered on, beside the shipment, is nothing": _delivery(
        "Delivered on", *AFTER, promise=False, asked=False
    ),
    "a delivery that a person calls a promise": Case(
        DAYS.format("DeliveryDate") + "A-1,C,2025-01-01,2025-01-15,2025-01-20,5\n",
        ["A-1 2025-01-20 2025-01-15"],
        PROMISED,
        mapping='[answers]\n"delivery_day:DeliveryDate" = "promise"',
    ),
    "a delivery that a mapping names": Case(
        DAYS.format("DeliveryDate") + "A-1,C,2025-01-01,2025-01-15,2025-01-20,5\n",
        ["A-1 2025-01-20 2025-01-15"],
        PROMISED,
        mapping='[columns]\npromised_on = "DeliveryDate"',
    ),
    "the promise beside the arrival": Case(
        DAYS.format("Delivery date,Required date")
        + "A-1,C,2025-01-01,2025-01-15,2025-01-20,2025-01-10,5\n",
        ["A-1 2025-01-10 2025-01-15"],
        PROMISED,
    ),
    "standard hours beside pieces": _hours("Нормо-часы", "0,5", "0.5"),
    "standard hours beside pieces, shortened": _hours("н/ч", "0,5", "0.5"),
    "standard hours beside pieces, in two letters": _hours("нч", "0,5", "0.5"),
    "hours of men beside pieces": _hours("чел.-ч", "0,5", "0.5"),
    "hours of machines beside pieces": _hours("Станко-часы", "0,5", "0.5"),
    "a norm of time beside pieces": _hours("Норма времени, мин", "30", "30", "min"),
    "time beside pieces": _hours("Время, ч", "0,5", "0.5"),
    "time in fact beside pieces": _hours("Факт. время, час", "0,5", "0.5"),
    "labour beside pieces": _hours("Трудоёмкость, н/ч", "0,5", "0.5"),
    "hours in English beside pieces": Case(
        "Work center,Date,Std hours,Qty\nTurning,2025-01-15,0.5,100\n",
        ["Turning 0.5 h"],
        USED,
    ),
    "labor hours in English beside pieces": Case(
        "Work center,Date,Labor hrs,Pieces\nTurning,2025-01-15,0.5,100\n",
        ["Turning 0.5 h"],
        USED,
    ),
    "pieces beside a start and an end": Case(
        "Участок;Дата;Начало;Окончание;Количество, шт\nМех;15.01.2025;8:00;8:30;100\n",
        ["Мех 0.5"],
        ("pool", "quantity"),
    ),
    **{
        f"pieces beside the time for one are no hours: {h}": Case(
            f"Участок;Дата;Количество;{h}\nМех;15.01.2025;100;0,5\n", error="columns_missing"
        )
        for h in (
            "Нормо-часы на ед.",
            "Часов на 1 шт.",
            "Тшт, мин",
            "Hours per unit",
            "Н/ч на деталь",
        )
    },
    "hours beside the hours for one": Case(
        "Участок;Дата;Часы;Часы на ед.\nМех;15.01.2025;50;0,5\n",
        ["Мех 50 h"],
        USED,
    ),
    "pieces alone are what the pool counts": Case(
        "Участок;Дата;Количество;Ед. изм.\nМех;15.01.2025;100;шт\n",
        ["Мех 100 шт"],
        USED,
    ),
    "a technical name behind the header": _named(
        "Order ID", "Customer", "order date (DateOrders)", "Net amount"
    ),
    "technical names of an ERP": _named(
        "Order No (VBELN)", "Customer [KUNNR]", "Order date {ERDAT}", "Net amount (NETWR)"
    ),
    "technical names of 1C": _named(
        "Номер заказа (Номер)",
        "Контрагент (Ссылка)",
        "Дата заказа (ДатаДок)",
        "Сумма без НДС (СуммаБезНДС)",
    ),
    "types behind the headers": _named(
        "Order ID (PK)", "Customer (string)", "Order date (datetime)", "Net amount (numeric)"
    ),
    "notes behind the headers that are no units": _named(
        "Order ID (id)", "Customer (name)", "Order date (UTC)", "Net amount (dec_12_2)"
    ),
    "what brackets say of another amount is not taken off": Case(
        "Номер заказа;Контрагент;Дата заказа;Сумма (ПланПродаж)\nA-1;К1;15.01.2025;5\n",
        error="columns_missing",
    ),
}
