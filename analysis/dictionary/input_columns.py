"""The columns of the input tables: one record each.

From them follow the types of the inputs, the tips on the page of an import and the tables of data/README.md; the headers are recognised.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "date", "stamp", "money", "quantity", "integer", "flag"]

DUCKDB_TYPE: dict[Kind, str] = {
    "id": "VARCHAR",  # identifiers stay text: leading zeros survive
    "text": "VARCHAR",
    "date": "DATE",
    "stamp": "TIMESTAMP",
    "money": "DECIMAL(18,4)",  # exports carry up to four decimals; sums stay exact
    "quantity": "DECIMAL(18,6)",  # pieces, hours, kilometres
    "integer": "BIGINT",
    "flag": "BOOLEAN",
}


LIMIT: dict[Kind, int] = {
    "money": 10**11,
    "quantity": 10**9,
}  # from here on no amount, and sums might not fit their type


_READ_AS: dict[Kind, str] = {
    "money": "DECIMAL(15,4)",
    "quantity": "DECIMAL(15,6)",
}  # hold just what lies under the limits


@dataclass(frozen=True)
class Column:
    """`headers`: some that files have above it, each of which is recognised; further ones stand in `header_words`.

    `unit` of a value, "" for none. What the column is stands under `input.<table>.<name>` in both languages.
    """

    name: str
    kind: Kind
    headers: tuple[str, ...]
    unit: str = ""
    minimum: int | None = None  # values under it are refused
    gives: str = (
        ""  # the column that follows from it while a file is taken in; nothing further on reads it
    )

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPE[self.kind]

    @property
    def read_as(self) -> str:
        """The type that a cell is read as: a number beyond the limit is none, so that no sum of a few values overflows."""
        return _READ_AS.get(self.kind, self.duckdb_type)

    @property
    def limit(self) -> int | None:
        """Values of this size and beyond are refused."""
        return LIMIT.get(self.kind)


ORDER_LINES: tuple[Column, ...] = (
    Column("order_id", "id", ("Номер заказа", "Заказ клиента", "SalesOrderNumber")),
    Column("line_no", "id", ("Номер строки", "Позиция")),
    Column("client_id", "id", ("Код контрагента", "ИНН")),
    Column("client_name", "text", ("Контрагент", "Заказчик", "Покупатель")),
    Column("order_date", "date", ("Дата заказа", "OrderDate"), unit="day"),
    Column("promised_on", "date", ("Срок поставки", "Срок по договору"), unit="day"),
    Column("shipped_on", "date", ("Дата отгрузки", "Отгружено"), unit="day"),
    Column("paid_on", "date", ("Дата оплаты",), unit="day"),
    Column("status", "text", ("Статус", "Состояние")),
    Column("is_posted", "flag", ("Проведён",)),
    Column("is_deleted", "flag", ("Пометка удаления",)),
    Column("manager", "text", ("Менеджер", "Ответственный")),
    Column("sku", "id", ("Артикул",)),
    Column("product_name", "text", ("Номенклатура", "Товар")),
    Column("product_family", "text", ("Номенклатурная группа", "Вид номенклатуры")),
    Column("base_sku", "id", ("Базовый артикул",)),
    Column("kind", "text", ("Вид исполнения",)),
    Column("quantity", "quantity", ("Количество",), unit="pieces"),
    Column("unit_price", "money", ("Цена без НДС",), unit="per piece"),
    Column("discount", "money", ("Скидка", "Процент скидки", "Discount Applied"), unit="per line"),
    Column("revenue", "money", ("Выручка без НДС", "Сумма без НДС"), unit="per line"),
    Column("material_cost", "money", ("Материалы",), unit="per line"),
    Column("labour_cost", "money", ("Оплата труда",), unit="per line"),
    Column("other_direct_cost", "money", ("Прочие прямые затраты",), unit="per line"),
    Column("direct_cost", "money", ("Себестоимость", "TotalProductCost"), unit="per line"),
    Column(
        "unit_cost",
        "money",
        ("Себестоимость, руб./шт.", "Закупочная цена", "Учётная цена", "Unit cost"),
        unit="per piece",
        gives="direct_cost",
    ),
    Column(
        "profit",
        "money",
        ("Валовая прибыль", "Маржа, руб.", "Рентабельность, %", "Gross profit"),
        unit="per line",
        gives="direct_cost",
    ),
    Column("book_overhead", "money", ("Общезаводские затраты",), unit="per line"),
    Column("book_cost", "money", ("Полная себестоимость",), unit="per line"),
    Column("penalty", "money", ("Неустойка",), unit="per line"),
    Column("lead_time_days", "integer", ("Срок изготовления, дн",), unit="days"),
    Column("approval_rounds", "integer", ("Количество согласований",), minimum=0),
    Column("is_rush", "flag", ("Срочный заказ",)),
    Column("is_new_client", "flag", ("Новый клиент",)),
)

CLIENTS = (
    Column("client_id", "id", ("Код контрагента", "ИНН")),
    Column("client_name", "text", ("Контрагент", "ResellerName")),
    Column("industry", "text", ("Отрасль",)),
    Column("region", "text", ("Регион",)),
    Column("employees", "integer", ("Численность",), unit="people", minimum=0),
    Column("annual_revenue", "money", ("Годовая выручка",), unit="per year"),
)

USAGE = (
    Column("order_id", "id", ("Заказ",)),
    Column("client_id", "id", ("Код контрагента",)),
    Column("client_name", "text", ("Контрагент",)),
    Column("pool", "text", ("Подразделение", "Отдел")),
    Column(
        "quantity",
        "quantity",
        ("Часы", "Минуты", "Трудозатраты, ч", "Время, мин", "Hours worked", "Расход ресурса"),
        unit="unit, else the pool's unit",
        minimum=0,
    ),
    Column("unit", "text", ("Ед. изм.", "UOM")),
    Column("started_at", "stamp", ("Начало",), unit="time"),
    Column("ended_at", "stamp", ("Окончание",), unit="time"),
    Column("ended_on", "date", ("Stop date",), unit="day"),
    Column("date", "date", ("Дата",), unit="day"),
    Column("person", "text", ("Сотрудник",)),
    Column("activity", "text", ("Вид работ",)),
    Column("stage", "text", ("Этап",)),
    Column("details", "text", ("Примечание",)),
)

POOLS = (
    Column("pool", "text", ("Ресурс",)),
    Column("month", "date", ("Месяц",), unit="month"),  # any day of the month; kept as its first
    Column("since", "date", ("С месяца", "Действует с", "Valid from"), unit="month"),  # likewise
    Column("unit", "text", ("Ед. изм.", "UOM")),
    Column(
        "cost",
        "money",
        ("Затраты за месяц", "Затраты за год", "Annual cost"),
        unit="per month, or cost_period",
    ),
    Column(
        "capacity",
        "quantity",
        ("Практическая мощность", "Практическая мощность, мин", "Capacity, h"),
        unit="unit per month, or capacity_period",
        minimum=0,
    ),
    Column("rate", "quantity", ("Ставка",), unit="money per unit", minimum=0),
    Column("cost_period", "text", ("Период затрат", "Периодичность")),
    Column("capacity_period", "text", ("Период мощности",)),
    Column("is_time", "flag", ("Время людей",)),
    Column("is_design", "flag", ("Конструирует", "Designs")),
    Column("treatment", "text", ("Порядок учёта", "Способ учёта", "Порядок отнесения")),
    Column("spread_basis", "text", ("База распределения",)),
)

CONTACTS = (
    Column("client_id", "id", ("Код контрагента",)),
    Column("client_name", "text", ("Контрагент",)),
    Column("lead_id", "id", ("Код лида",)),
    Column("name", "text", ("ФИО",)),
    Column("role", "text", ("Роль",)),
    Column("stance", "text", ("Отношение",)),
)

QUOTES = (
    Column(
        "quote_id",
        "id",
        ("№ КП", "КП", "Номер коммерческого предложения", "ТКП", "Quote No", "Offer number"),
    ),
    Column("client_id", "id", ("Код контрагента",)),
    Column("client_name", "text", ("Контрагент", "Заказчик")),
    Column("quoted_on", "date", ("Дата КП", "Quote date")),
    Column("amount", "money", ("Сумма КП", "Цена предложения", "Quoted price")),
    Column("cost_estimate", "money", ("Расчётная себестоимость", "Калькуляция", "Estimated cost")),
    Column("kind", "text", ("Вид исполнения",)),
    Column("markup", "quantity", ("Наценка, %", "Markup"), unit="share of the cost"),
    Column("quantity", "quantity", ("Количество",), unit="pieces", minimum=0),
    Column("result", "text", ("Результат", "Статус КП", "Outcome")),
    Column("reason", "text", ("Причина отказа", "Причина проигрыша", "Loss reason")),
    Column("order_id", "id", ("№ заказа", "Order No")),
)

LEADS = (
    Column("lead_id", "id", ("Код лида", "Лид", "Lead ID")),
    Column("company", "text", ("Компания", "Организация", "Company")),
    Column("industry", "text", ("Отрасль",)),
    Column("region", "text", ("Регион",)),
    Column("employees", "integer", ("Численность",), unit="people", minimum=0),
    Column("annual_revenue", "money", ("Годовая выручка",), unit="per year"),
    Column("wants", "text", ("Что нужно", "Вид исполнения")),
    Column("expected_amount", "money", ("Ожидаемая сумма", "Expected amount")),
    Column("lead_time_days", "integer", ("Срок поставки, дн",), unit="days", minimum=0),
    Column("last_purchase_on", "date", ("Последняя покупка", "Last purchase"), unit="day"),
    Column("last_supplier", "text", ("Последний поставщик", "Current supplier")),
    Column("purchase_cycle_days", "integer", ("Цикл закупки, дн",), unit="days", minimum=1),
    Column("need_by", "date", ("Нужно к", "Дата потребности", "Need by"), unit="day"),
    Column("meeting_on", "date", ("Дата встречи", "Meeting date"), unit="day"),
    Column("assigned_to", "text", ("Ответственный", "Lead owner")),
    Column("phone", "text", ("Телефон", "Phone")),
)

TOUCHES = (
    Column("deal_id", "id", ("Номер сделки", "Сделка", "Deal ID", "Opportunity ID")),
    Column("lead_id", "id", ("Код лида",)),
    Column("client_id", "id", ("Код контрагента",)),
    Column("client_name", "text", ("Контрагент",)),
    Column("stage", "text", ("Этап", "Стадия сделки", "Deal stage")),
    Column("entered_on", "date", ("Дата начала этапа", "Entered on", "Engage date"), unit="day"),
    Column("left_on", "date", ("Дата окончания этапа", "Close date"), unit="day"),
    Column("hours", "quantity", ("Часы",), unit="hours", minimum=0),
    Column("person", "text", ("Ответственный", "Sales agent")),
    Column("result", "text", ("Результат", "Outcome")),
    Column("reason", "text", ("Причина отказа", "Loss reason")),
    Column("amount", "money", ("Сумма сделки", "Close value")),
    Column("order_id", "id", ("Номер заказа", "Order No")),
    Column("stalled_until", "date", ("Ждёт до", "Stalled until"), unit="day"),
    Column("budget_state", "text", ("Бюджет клиента", "Budget state")),
    Column("budget_amount", "money", ("Сумма бюджета", "Budget amount")),
    Column("budget_by", "date", ("Бюджет к", "Budget by"), unit="day"),
)
