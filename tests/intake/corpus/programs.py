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
    "a list of sales of NetSuite": Case(
        "Document Number,Date,Name,Type,Item,Quantity,Amount (Net),Est. Extended Cost,Ship Date\n"
        "SO1001,1/15/2025,Acme,Sales Order,PT-100,5,600.00,350.00,2/1/2025\n"
        "RMA55,2/20/2025,Acme,Return Authorization,PT-100,-1,-120.00,-70.00,\n",
        ["SO1001 Acme PT-100 600 350", "RMA55 Acme PT-100 -120 -70"],
        ("order_id", "client_name", "product_name", "revenue", "direct_cost"),
    ),
    "a list of orders of SAP": Case(
        "Sales Document;Item;Sold-to party;Name 1;Created on;Material;Description;Order Quantity;Sales unit;Net value;Cost\n"
        "10001;10;200001;Siemens;15.01.2025;M-1;Sensor;10;EA;1.500,00;900,00\n"
        "10001;20;200001;Siemens;15.01.2025;M-2;Cable;5;EA;75,50-;40,00-\n",
        ["10 200001 Siemens M-1 Sensor 10 1500 900", "20 200001 Siemens M-2 Cable 5 -75.5 -40"],
        (
            "line_no",
            "client_id",
            "client_name",
            "sku",
            "product_name",
            "quantity",
            "revenue",
            "direct_cost",
        ),
        notices=["codes_no_cost"],
    ),
    "a list of invoices of Dynamics": Case(
        "Document No.;Posting Date;Sell-to Customer No.;Sell-to Customer Name;Description;Quantity;Amount\n"
        "103001;15-01-25;10000;Cannon;Desk;10;6.498,00\n103002;25-02-25;10000;Cannon;Desk;1;649,80\n",
        ["10000 Cannon 2025-01-15 6498", "10000 Cannon 2025-02-25 649.8"],
        ("client_id", "client_name", "order_date", "revenue"),
    ),
    "a list of orders of Odoo": Case(
        "Order Reference,Creation Date,Customer,Salesperson,Untaxed Amount,Total,Status\n"
        "S21,2025-01-15 10:12:00,Azure,M,1000.0,1200.0,Sales Order\nS23,2025-01-17 09:00:00,Deco,M,300.0,360.0,Quotation\n",
        ["S21 2025-01-15 1000 Sales Order", "S23 2025-01-17 300 Quotation"],
        ("order_id", "order_date", "revenue", "status"),
        notices=["unknown_statuses"],
    ),
    "sales by customer of QuickBooks": Case(
        ",Type,Date,Num,Name,Item,Qty,Sales Price,Amount,Balance\nAcme,,,,,,,,,\n"
        ",Invoice,01/15/2025,1001,Acme,Widget,5,20.00,100.00,100.00\n,Credit Memo,01/20/2025,1002,Acme,Widget,-1,20.00,-20.00,80.00\n"
        "Total Acme,,,,,,,,80.00,80.00\nTOTAL,,,,,,,,80.00,80.00\n",
        ["1001 Acme 100", "1002 Acme -20"],
        ("order_id", "client_name", "revenue"),
        {5: "totals_row", 6: "totals_row"},
    ),
    "amounts by accounts of 1C": Case(
        "Период;Регистратор;Контрагент;Выручка (Кт 90.01);Себестоимость (Дт 90.02)\n"
        "15.01.2025;Реализация (акт, накладная) 0000-000001 от 15.01.2025 12:00:00;А;120 000,00;80 000,00\n",
        ["А 120000 80000"],
        ("client_name", "revenue", "direct_cost"),
    ),
    "what was shipped, its pieces and its amount": Case(
        [
            ["Заказ", "Клиент", "Дата заказа", "Отгружено", None, None],
            [None, None, None, "Кол-во, шт.", "Сумма, тыс. руб.", "Дата"],
            ["A-1", "А", "12.01.2025", 10, 150.5, "20.01.2025"],
        ],
        ["10 150500 2025-01-20"],
        ("quantity", "revenue", "shipped_on"),
        notices=["thousands"],
    ),
    "a client's total without an order": Case(
        "Клиент;Заказ;Дата;Сумма\nООО А;1;15.01.2025;100\nООО А;2;16.01.2025;200\nООО А итого;;;300\nВсего;;;300\n",
        ["1 100", "2 200"],
        refused={4: "totals_row", 5: "totals_row"},
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
