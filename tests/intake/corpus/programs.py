"""Lists as well-known programs export them, with the columns that their money rests on."""

from __future__ import annotations

from .case import Case

CASES = {
    "a shop's orders, one of them given back": Case(
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,"
        "Lineitem name,Lineitem price,Billing Name,Refunded Amount\n"
        "#1001,a@b.c,paid,2025-01-13,RUB,1000.00,50.00,200.00,1250.00,0.00,2025-01-13,10,Valve,100.00,Alpha,0.00\n"
        "#1002,a@b.c,paid,2025-01-13,RUB,300.00,0.00,0.00,300.00,0.00,2025-01-14,3,Valve,100.00,Beta,100.00\n",
        ["#1001 Alpha 1000", "#1002 Beta 200"],
        ("order_id", "client_name", "revenue"),
        notices=["open_question"],
    ),
    "a list of deals": Case(
        "ID;Название;Стадия сделки;Сумма;Валюта;Клиент;Дата создания\n1;Сделка 1;Сделка успешна;1000;RUB;Альфа;13.01.2025\n",
        ["1 1000"],
    ),
    "a list of sales of MoySklad": Case(
        "№;Время;Контрагент;Организация;Сумма;Оплачено;Статус\n00001;15.01.2025 10:30;Альфа;Мы;1 000,00;1000;Отгружен\n"
        "00002;16.01.2025 11:00;Бета;Мы;500,00;0;Отгружен\n",
        ["00001 Альфа 2025-01-15 1000", "00002 Бета 2025-01-16 500"],
        ("order_id", "client_name", "order_date", "revenue"),
        notices=["numbers_not_days"],
    ),
    "a list of deals of amoCRM": Case(
        "ID;Название сделки;Компания;Основной контакт;Бюджет ₽;Ответственный;Этап;Дата создания\n"
        "7;Сделка А;Альфа;Иванов;1000;И;Успешно реализовано;15.01.2025 10:10:10\n"
        "8;Сделка Б;Бета;Петров;70;И;Закрыто и не реализовано;16.01.2025\n",
        ["7 Альфа 1000 Успешно реализовано", "8 Бета 70 Закрыто и не реализовано"],
        ("order_id", "client_name", "revenue", "status"),
    ),
    "a list of deals of amoCRM without their numbers": Case(
        "Название сделки;Бюджет ₽;Дата создания;Этап;Основной контакт\nПоставка валов;1000;15.01.2025;Успешно реализовано;Иванов\n",
        ["Поставка валов Иванов 1000"],
        ("order_id", "client_name", "revenue"),
    ),
    "a number of lines is no order": Case(
        "№;Дата;Контрагент;Сумма\n1;15.01.2025;Альфа;1000\n", error="columns_missing"
    ),
    "a German list": Case(
        "Auftragsnummer;Kunde;Auftragsdatum;Menge;Einzelpreis;Rabatt %;Nettobetrag;MwSt;Bruttobetrag\n"
        "1;A;15.01.2025;10;100,00;10;900,00;171,00;1071,00\n",
        ["1 900 100"],
        ("order_id", "revenue", "discount"),
    ),
}
