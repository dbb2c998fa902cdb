"""Leads and the steps of a sale: recognised by their headers, told from clients, contacts and offers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from .conftest import Taker

LEADS = (
    "Код лида;Компания;Отрасль;Регион;Численность;Тендер;Что нужно;Ожидаемая сумма, руб.;Срок поставки, дн;Последняя покупка;"
    "Поставщик;Цикл закупки, дн;Нужно к;Дата встречи;Ответственный;Телефон\n"
    "L-1;ООО «Турбина»;Энергетика;Урал;500;нет;модификация;350 000,00;45;05.02.2026;Конкурент;365;01.03.2027;;Анна;8 (495) 123-45-67\n"
    "L-2;НПО «Насос»;;;;;;;;;;;;;;\n"
)
TOUCHES = (
    "Номер сделки;Код лида;Этап;Дата начала этапа;Дата окончания этапа;Часы;Ответственный;Результат;Причина;Сумма сделки\n"
    "D-1;L-1;Отношения;05.02.2026;10.02.2026;1,5;Анна;;;\n"
    "D-1;L-1;КП;10.02.2026;01.03.2026;4;Борис;Отказ;цена;120 000,00\n"
    "D-2;L-2;Отношения;06.02.2026;;;Анна;В работе;;\n"
)
ENGLISH = (
    "opportunity_id,sales_agent,account,deal_stage,engage_date,close_date,close_value\n"
    "1C1I7A6R,Moses Frase,Cancity,Won,2016-10-20,2017-03-01,1054\n"
    "Z063OYW0,Darcel Schlecht,Isdom,Engaging,2016-10-25,,\n"
)


def test_a_list_of_leads(taking: Taker) -> None:
    taken = taking.text(LEADS)
    assert (taken.report.table, taken.report.rows_accepted) == ("leads", 2)
    first, second = taken.rows
    assert {name: first[name] for name in ("lead_id", "company", "wants", "assigned_to")} == {
        "lead_id": "L-1",
        "company": "ООО «Турбина»",
        "wants": "modified",
        "assigned_to": "Анна",
    }
    assert (first["expected_amount"], first["lead_time_days"]) == (Decimal(350_000), 45)
    assert (first["last_purchase_on"], first["purchase_cycle_days"]) == (date(2026, 2, 5), 365)
    assert (first["need_by"], first["meeting_on"]) == (date(2027, 3, 1), None)
    assert (first["Тендер"], first["phone"]) == ("нет", "8 (495) 123-45-67")
    known = {name for name, value in second.items() if value is not None}
    assert known <= {"lead_id", "company", "source_row", "import_id"}


def test_steps_of_sales(taking: Taker) -> None:
    taken = taking.text(TOUCHES)
    assert (taken.report.table, taken.report.rows_accepted) == ("touches", 3)
    assert [(r["deal_id"], r["stage"], r["result"]) for r in taken.rows] == [
        ("D-1", "Отношения", None),
        ("D-1", "КП", "lost"),
        ("D-2", "Отношения", "open"),
    ]
    assert (taken.rows[1]["hours"], taken.rows[1]["amount"]) == (Decimal(4), Decimal(120_000))
    assert (taken.rows[1]["entered_on"], taken.rows[1]["left_on"]) == (
        date(2026, 2, 10),
        date(2026, 3, 1),
    )


def test_a_pipeline_in_english(taking: Taker) -> None:
    taken = taking.text(ENGLISH)
    assert taken.report.table == "touches"
    first = taken.rows[0]
    assert (first["deal_id"], first["client_name"], first["person"]) == (
        "1C1I7A6R",
        "Cancity",
        "Moses Frase",
    )
    assert (first["stage"], first["entered_on"], first["left_on"]) == (
        "Won",
        date(2016, 10, 20),
        date(2017, 3, 1),
    )
    assert first["amount"] == Decimal(1054)


@pytest.mark.parametrize(
    ("text", "file", "table"),
    [
        ("Контрагент;Отрасль;Численность\nА;энергетика;5\n", "export.csv", "clients"),
        ("Компания;Отрасль;Регион\nА;энергетика;Урал\n", "export.csv", "clients"),
        ("Код;Компания;Отрасль;Нужно к\n1;А;энергетика;01.03.2027\n", "лиды.csv", "leads"),
        (  # Bitrix24
            "ID;Стадия;Название лида;Имя;Название компании;Рабочий телефон;Сумма\n5;Новый;Заявка;Иван;А;7,4951E+10;350000\n",
            "export.csv",
            "leads",
        ),
        ("Код лида;ФИО;Роль;Отношение\n1;Иванов;ЛПР;за\n", "export.csv", "contacts"),
        ("Код лида;Компания;ФИО;Роль\n1;А;Иванов;ЛПР\n", "export.csv", "contacts"),
        ("Lead ID,Company,Industry,Phone\n1,A,energy,+7 495 1234567\n", "export.csv", "leads"),
        (
            "№ КП;Дата КП;Заказчик;Сумма КП;Статус КП\n1;05.01.2025;А;1;Выиграно\n",
            "export.csv",
            "quotes",
        ),
        ("Сделка;Клиент;Этап;Дата;Сумма\nD1;А;КП;05.01.2025;5\n", "export.csv", "touches"),
        (
            "Номер заказа;Клиент;Дата;Сделка;Товар;Кол-во;Выручка\n1;А;05.01.2025;D1;датчик;1;100\n",
            "export.csv",
            "order_lines",
        ),
    ],
)
def test_what_a_file_is(taking: Taker, text: str, file: str, table: str) -> None:
    assert taking.text(text, name=file).report.table == table


@pytest.mark.parametrize("missing", ["Код лида", "Компания"])
def test_a_lead_without_its_code_or_company_is_refused_alone(taking: Taker, missing: str) -> None:
    text = "Код лида;Компания;Отрасль\nL-1;А;энергетика\n" + (
        ";Б;энергетика\n" if missing == "Код лида" else "L-2;;энергетика\n"
    )
    taken = taking.text(text, name="лиды.csv")
    assert (taken.report.rows_accepted, taken.report.rows_rejected) == (1, 1)
    assert taken.refused[0]["column"] == missing


AMO = (
    "ID;Название сделки;Основной контакт;Компания;Ответственный;Этап сделки;Бюджет ₽;Дата создания сделки;Дата закрытия;Причина отказа\n"
    "1001;Датчики;Иванов;А;Анна;Первичный контакт;350 000;05.02.2026 10:11;;\n"
    "1003;Термопары;Сидоров;Б;Борис;Закрыто и не реализовано;90 000;07.02.2026 12:30;05.03.2026 15:00;Дорого\n"
)


def test_deals_of_a_crm_are_steps_where_that_is_asked(taking: Taker) -> None:
    taken = taking.text(AMO, table="touches")
    assert (taken.report.table, taken.report.rows_rejected) == ("touches", 0)
    assert [
        (r["deal_id"], r["client_name"], r["stage"], r["entered_on"], r["left_on"], r["amount"])
        for r in taken.rows
    ] == [
        ("1001", "А", "Первичный контакт", date(2026, 2, 5), None, Decimal(350_000)),
        (
            "1003",
            "Б",
            "Закрыто и не реализовано",
            date(2026, 2, 7),
            date(2026, 3, 5),
            Decimal(90_000),
        ),
    ]
    assert taken.rows[1]["reason"] == "Дорого"


def test_a_step_without_a_day_stays_and_one_with_no_such_day_does_not(taking: Taker) -> None:
    text = "Сделка;Этап;Дата начала этапа\nD1;КП;\nD2;КП;31.02.2026\n"
    taken = taking.text(text)
    assert [(r["deal_id"], r["entered_on"]) for r in taken.rows] == [("D1", None)]
    assert [each[:2] for each in taken.reasons] == [(3, "Дата начала этапа")]


def test_phones_that_excel_made_numbers(taking: Taker) -> None:
    """Under a title; a whole number stays one; what was rounded is kept as written, and a notice of the store names it."""
    rows = [
        ["База лидов на 30.11.2026", None, None],
        [None, None, None],
        ["Код лида", "Компания", "Телефон"],
        ["1", "А", 74950123456],
        ["2", "Б", "7,4951E+10"],
    ]
    taken = taking.sheet(rows)
    assert [r["phone"] for r in taken.rows] == ["74950123456", "7,4951E+10"]
