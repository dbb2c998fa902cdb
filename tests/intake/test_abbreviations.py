"""Headers of plants' registers, shortened as they are there; and shortened headers that may mean several columns, or none."""

from __future__ import annotations

import pytest

from analysis.intake.columns.header_words.headers import match
from analysis.intake.contract import TABLES

ORDER_LINES = TABLES["order_lines"]
KNOWN = {
    "order_id": "Ном. заказа|№ зак.|Номер зак.|№ заказа|Зак. №|Зак.-наряд",
    "client_name": "Зак-к|Заказ-к|Контр-т|Контраг.|Покуп.|Наим. заказчика|Наименов. клиента|Плательщик",
    "order_date": "Дата док.|Дата зак.|Дата оформл.|Дата договора",
    "promised_on": "Срок по дог.|Срок по договору|Срок отгр.|План. дата отгр.|Срок дог.|План отгрузки|Срок пост.|Срок исполн.",
    "shipped_on": "Факт отгр.|Дата отгр. факт|Факт. отгрузка|Дата отгр.|Факт. дата отгр.|Отгрузка факт|Дата факт. отгрузки|Дата УПД",
    "paid_on": "Дата опл.|Факт. дата оплаты|Оплата факт|Дата плат.|Дата факт. оплаты|Дата поступл. оплаты",
    "manager": "Отв. менеджер|Менедж.|Ответств.",
    "product_name": "Изд.|Наим. изд.|Номенкл.|Наименов. продукции|Прод-ция",
    "product_family": "Номенкл. группа|Товарн. группа|Группа прод.",
    "quantity": "кол.|Кол-во|К-во|Кол., шт.|Колич.|Кол-во, шт",
    "revenue": "Ст-ть|Стоим.|Ст-ть, руб.|Стоим., тыс. руб.|Сумма продаж|Сумма дог.",
    "material_cost": "Мат-лы|Матер. затраты|ПКИ|Мат. затраты|Матер.|Материалы и ПКИ|Осн. материалы|Мат-лы, тыс. руб.|Затр. на материалы",
    "labour_cost": "ЗП осн. произв.|ЗП осн. рабочих|ФОТ|З/п осн. рабочих|Зарпл.|Осн. зарплата|ФОТ осн. рабочих|З/пл|ЗП ОПР|Оплата тр."
    "|ЗП произв. рабочих|Осн. з/п",
    "other_direct_cost": "Проч. прямые затраты|Прочие прям. расходы|Субподр.",
    "direct_cost": "Себест.|С/с|Прям. затраты|Произв. себест.|Цех. себестоимость|Прямые затр.|Производств. с/с",
    "book_overhead": "ОХР|ОПР|ОХР/ОПР|ОПР/ОХР|цеховые|Накл. расх.|Накл. расходы|Общехоз. расходы|Цех. расходы|Общезав. расходы|Косв. расх."
    "|ОПР и ОХР|Общепроизв. расходы",
    "book_cost": "Полн. себест.|Полная с/с|Полн. себестоимость",
    "penalty": "Неуст.|Штраф. санкции|Сумма неуст.",
    "approval_rounds": "Кол-во согл.|Кол-во согласований|Числ. согласований",
}
CASES = [(column, header) for column, headers in KNOWN.items() for header in headers.split("|")]
NONE = (
    "Ст.",
    "С.",
    "Сум. НДС",
    "Прим.",
    "Коммент.",
    "Адр.",
    "Тел.",
    "Скл.",
    "ИНН/КПП",
    "п/п",
    "№ п/п",
    "Дог. скл.",
    "А-я",
    "Т.",
    "Факт.",
    "План.",
    "Рез-т",
    "К-т",
    "С-т",
    "П-к",
    "E-mail",
    "Т-ра",
)


@pytest.mark.parametrize(("column", "header"), CASES, ids=[h for _, h in CASES])
def test_a_shortened_header_is_known(column: str, header: str) -> None:
    assert dict(match([header], ORDER_LINES).columns) == {column: 0}


@pytest.mark.parametrize("header", NONE)
def test_what_may_be_anything_is_nothing(header: str) -> None:
    assert dict(match([header], ORDER_LINES).columns) == {}


def test_what_is_written_out_goes_first() -> None:
    assert dict(match(["Себест.", "Себестоимость"], ORDER_LINES).columns) == {"direct_cost": 1}
    assert dict(match(["Дата отгр.", "Дата отгрузки"], ORDER_LINES).columns) == {"shipped_on": 1}


def test_a_register_of_a_plant() -> None:
    headers = [
        "№ зак.",
        "Зак-к",
        "Дата",
        "Изд.",
        "Кол.",
        "Ст-ть",
        "Мат-лы",
        "ЗП осн. произв.",
        "ОХР/ОПР",
        "Срок по дог.",
        "Факт отгр.",
        "Дата опл.",
    ]
    found = match(headers, ORDER_LINES)
    assert [headers[i] for i in sorted(found.columns.values())] == headers
    assert found.missing == ()
