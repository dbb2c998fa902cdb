"""What the levels of a grouped report can be, by the names that its header gives them."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.dictionary.input_columns import Column
from analysis.intake.columns.header_words.aliases import ALIASES
from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.per_piece_words import PRICES
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.contract import TABLES

ORDER_LINES = TABLES["order_lines"]
LEVELS = (
    "order_id",
    "client_name",
    "client_id",
    "manager",
    "product_name",
    "sku",
    "product_family",
    "order_date",
    "status",
    "kind",
    "base_sku",
)
_MORE = {
    "order_id": (
        "документ",
        "регистратор",
        "документ движения",
        "сделка",
        "реализация",
        "документ продажи",
        "документ реализации",
        "реализация товаров и услуг",
        "распоряжение",
        "документ отгрузки",
        "заказ клиента реализация",
        "накладная",
        "расходная накладная",
        "документ расчетов",
        "invoice",
        "document",
        "sales document",
        "transaction",
        "num",
        "sale",
        "ссылка",
        "order",
        "orders",
        "заказы",
        "документы",
        "invoices",
        "счет на оплату",
        "счет фактура",
    ),
    "client_name": (
        "клиенты",
        "контрагенты",
        "покупатели",
        "заказчики",
        "партнеры",
        "customers",
        "clients",
        "получатель",
    ),
    "product_name": (
        "товары",
        "продукты",
        "products",
        "items",
        "номенклатура характеристика",
        "изделия",
        "услуга",
    ),
    "order_date": ("день", "day", "период день", "по дням", "date"),
    "manager": ("менеджеры", "managers", "sales rep", "rep"),
    "product_family": ("группы номенклатуры", "товарная категория", "ценовая группа"),
}
# Names of levels that no column of the contract takes, yet that a header surely says.
_OTHERS = (
    "подразделение",
    "отдел",
    "склад",
    "организация",
    "регион",
    "бизнес регион",
    "город",
    "страна",
    "месяц",
    "период",
    "год",
    "квартал",
    "неделя",
    "соглашение",
    "договор",
    "характеристика",
    "серия",
    "канал сбыта",
    "сегмент",
    "филиал",
    "период месяц",
    "department",
    "region",
    "warehouse",
    "month",
    "quarter",
    "year",
    "period",
    "branch",
    "segment",
    "country",
    "city",
    "territory",
    "location",
    "организации",
    "склад отгрузки",
    "договор контрагента",
    "валюта",
    "направление деятельности",
    "проект",
    "project",
    "class",
    "job",
)
_MONEY = ("money", "quantity")


@lru_cache(4096)
def level_kind(name: str) -> str:
    """The column of order_lines that a level of this name gives; "" for none."""
    words = plain(name).words
    if words in _OTHERS:
        return ""
    for kind, more in _MORE.items():
        if words in more:
            return kind
    found = [(rank, column) for column, rank in meanings(name, ORDER_LINES) if column in LEVELS]
    first = name.split(",")[0]
    if not found and first != name:  # «Номенклатура, Характеристика»
        return level_kind(first)
    return min(found)[1] if found else ""


def is_level(name: str) -> bool:
    """Whether the text is the name of a level, taken into the contract or not."""
    return bool(level_kind(name)) or plain(name).words in _OTHERS


def is_plural(name: str) -> bool:
    """«Заказы», `Orders`: the title of a report rather than the name of a level."""
    return plain(name).words.endswith(("ы", "и", "s"))


@lru_cache(4096)
def column_of(header: str) -> Column | None:
    """The column of order_lines that the header means first of all."""
    found = sorted((rank, column) for column, rank in meanings(header, ORDER_LINES))
    return ORDER_LINES.column(found[0][1]) if found else None


def is_measure(header: str) -> bool:
    """Whether the header is that of an amount that adds up."""
    return is_amount_of(column_of(header))


def adds_up(column: Column | None, header: str) -> bool:
    """Whether the amounts under the header add up: no rates, and no amounts of one piece, of which groups show averages."""
    read = plain(header)
    of_one = bool(read.piece) and column is not None and column.kind == "money"
    return is_amount_of(column) and read.unit != "percent" and not of_one


def is_amount_of(column: Column | None) -> bool:
    """Whether the column holds amounts that add up."""
    return column is not None and column.kind in _MONEY and column.name not in PRICES


def safe_name(column: str, russian: bool) -> str:
    """A header that means this column and no other, in the report's language."""
    wanted = next(
        (a for a in ALIASES["order_lines"][column] if bool(re.search("[а-я]", a)) == russian), ""
    )
    named = wanted.capitalize()
    found = column_of(named) if wanted else None
    return named if found and found.name == column else column


def combined(cell: str) -> tuple[str, ...]:
    """«Контрагент / Заказ / Номенклатура» in one cell as its levels; () for any other text."""
    for edge in (r"[/\\|>→\n;]+", r","):
        names = tuple(" ".join(n.split()) for n in re.split(edge, cell.strip()) if n.strip(" -"))
        if (
            2 <= len(names) <= 8
            and all(is_level(n) for n in names)
            and any(level_kind(n) for n in names)
        ):
            return names
    return ()
