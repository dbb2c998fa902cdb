"""An order's number and date out of the text by which reports name it."""

from __future__ import annotations

import pytest

from analysis.intake.columns.grouped.document import day, document, is_cancelled
from analysis.intake.columns.grouped.order_ids import order_texts

from .conftest import Taker


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("Заказ клиента ТД00-000123 от 05.01.2013 10:00:00", "ТД00-000123", "2013-01-05"),
        (
            "Реализация (акт, накладная) 0000-000123 от 05.01.2013 0:00:00",
            "0000-000123",
            "2013-01-05",
        ),
        ("Заказ покупателя № 123 от 05.01.13", "123", "2013-01-05"),
        ("Счет на оплату покупателю № 45 от 5 января 2013 г.", "45", "2013-01-05"),
        ("ТД00-000123 от 05.01.2013 (проведен)", "ТД00-000123", "2013-01-05"),
        ("Заказ N 7/15 от 01.02.1999", "7/15", "1999-02-01"),
        ("Invoice 1037 (01/05/2013)", "1037", "01/05/2013"),
        ("Sales Order SO-1037, 2013-01-05", "SO-1037", "2013-01-05"),
        ("Invoice #1037 Jan 5, 2013", "1037", "2013-01-05"),
        ("Заказ 1037", "1037", ""),
        ("Заказ от 05.01.2013 № 15", "15", "2013-01-05"),
        ("05.01.2013 Заказ клиента ТД00-000015", "ТД00-000015", "2013-01-05"),
        (
            "По договору 7 от 01.01.2012 заказ ТД00-000015 от 05.01.2013",
            "ТД00-000015",
            "2013-01-05",
        ),
        ("Договор № 7 от 01.01.2012", "7", "2012-01-01"),
        ("Реализация 15 от 05.01.2013 по договору 7 от 01.01.2012", "15", "2013-01-05"),
        ("Заказ клиента 5 от 31.02.2013", "5", "31.02.2013"),
    ],
)
def test_number_and_date(text: str, number: str, date: str) -> None:
    found = document(text)
    assert found is not None
    assert (found.number, found.date) == (number, date)


@pytest.mark.parametrize(
    "text", ["Без заказа", "<...>", "", "Racing Socks, L", "05.03.2013", "Заказ " + "9" * 400]
)
def test_no_document(text: str) -> None:
    assert document(text) is None


def test_days_and_what_is_no_day() -> None:
    assert [
        day(t) for t in ("05.03.2013", "5 марта 2013 г.", "2013-03-05", "05.03.2013 0:00:00")
    ] == [
        "2013-03-05",
        "2013-03-05",
        "2013-03-05",
        "2013-03-05",
    ]
    assert [day(t) for t in ("Март 2013", "2013", "1 квартал 2013 г.")] == ["", "", ""]


def test_a_name_that_ends_in_a_number_is_the_id_as_a_whole() -> None:
    orders, shared = order_texts(["Проект Восток 12", "АБВ", "Без номера"])
    assert [order.order_id for order in orders.values()] == ["Проект Восток 12", "АБВ", ""]
    assert shared == ()


def test_orders_of_one_number_and_other_days_are_other_orders() -> None:
    """1C counts anew each year: the first keeps the number."""
    texts = [
        "Заказ клиента 17 от 07.01.2014",
        "Заказ клиента 17 от 05.12.2013",
        "Заказ 17 от 05.12.2013",
        "Заказ клиента 17",
    ]
    orders, shared = order_texts(texts)
    assert [order.order_id for order in orders.values()] == [
        "17 (заказ клиента 2014-01-07)",
        "17",
        "17",
        "17",
    ]
    assert shared == ("17",)
    assert (
        order_texts(["Order 17 (01/05/2014)", "Order 17 (12/05/2013)"])[0][
            "Order 17 (12/05/2013)"
        ].order_id
        == "17"
    )


def test_two_names_of_one_order_are_no_collision() -> None:
    assert order_texts(["Заказ клиента 17 от 05.12.2013", "Заказ 17 от 05.12.2013"])[1] == ()


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        (
            ["Заказ клиента 15 от 05.01.2013 10:00:00", "Заказ клиента 15 от 05.01.2013 16:40:12"],
            ["15", "15 (заказ клиента 2013-01-05 16:40:12)"],
        ),
        (
            ["Заказ клиента 15 от 05.01.2013 10:00:00", "Заказ клиента 15 от 05.01.2013"],
            ["15", "15"],
        ),
        (
            ["Возврат 1 от 10.02.2013", "Возврат 1 от 11.02.2014"],
            ["1 (возврат)", "1 (возврат 2014-02-11)"],
        ),
        (
            ["Заказ клиента 15 от 05.01.2013", "Заказ-наряд 15 от 05.01.2013"],
            ["15", "15 (заказ-наряд 2013-01-05)"],
        ),
        (
            ["Заказ клиента ТД 00123 от 05.01.2013", "Заказ клиента АБ 00123 от 05.01.2013"],
            ["00123 (заказ клиента тд 2013-01-05)", "00123"],
        ),
    ],
)
def test_different_documents_of_one_number_are_different_orders(
    texts: list[str], ids: list[str]
) -> None:
    assert [order.order_id for order in order_texts(texts)[0].values()] == ids


def test_what_is_cancelled_in_words() -> None:
    assert is_cancelled("Заказ клиента 15 от 05.01.2013 (отменён)")
    assert not is_cancelled("Отмена заказа 15 от 05.01.2013")


def test_a_list_gives_the_ids_that_a_report_gives(taking: Taker) -> None:
    names = [
        "Заказ клиента ТД00-000001 от 05.01.2025 10:00:00",
        "Реализация товаров ТД00-000001 от 09.01.2025 12:00:00",
        "Возврат товаров ТД00-000001 от 20.01.2025 9:00:00",
        "Заказ клиента ТД00-000001 от 12.06.2026 10:00:00",
    ]
    taken = taking.text(
        "Документ;Контрагент;Сумма\n" + "".join(f"{n};А;{i}\n" for i, n in enumerate(names))
    )
    orders = order_texts(names)[0]
    assert [(r["order_id"], r["order_date"].isoformat()) for r in taken.rows] == [
        (orders[n].order_id, orders[n].date) for n in names
    ]
