"""Writes the history as the plant's programs would: 1C's CSV in cp1251, Excel's time sheets, a truth file for tests."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from random import Random

import xlsxwriter

from .blemishes import ORDER_BLEMISHES, SHEET_BLEMISHES, Cells, spoil
from .client_cards import Card, Contact, cards, contacts
from .lead_exports import lead_row, person_row, planted_leads, step_row
from .order import CANCELLED, DONE, Order
from .plant import PLANT, PoolMonth
from .plant_history import SEED, History
from .quotes import LOST, NO_DECISION, REASONS, WIN_CURVE, Quote
from .sale_paths import planted_sales
from .timesheets import Entry

NBSP = "\xa0"
EXPORTED_AT = datetime(2026, 11, 2, 9, 0)  # fixed: the same bytes on every run
YEARS = {"2023-2024": (2023, 2024), "2025": (2025,), "2026": (2026,)}
KIND_WORDS = {"serial": "серийное", "modified": "модификация", "unique": "уникальное"}
KIND_FILLED_IN = {
    "serial": 0.72,
    "modified": 0.62,
    "unique": 0.55,
}  # the rest is left to the evidence


def write_exports(history: History, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    unfilled = Random(f"{SEED}/unfilled cells")
    for years, numbers in YEARS.items():
        file = folder / f"zakazy_{years}.csv"
        lines = [
            row
            for o in history.orders
            if o.ordered_on.year in numbers
            for row in _order_rows(unfilled, o)
        ]
        _write_csv(file, spoil(lines, ORDER_BLEMISHES[file.name]), "cp1251")
        file = folder / f"tabel_{years}.xlsx"
        entries = [_entry_row(entry) for entry in history.entries if entry.day.year in numbers]
        title = f"Табель учёта рабочего времени по заказам, {years.replace('-', '–')}."
        _write_time_sheet(file, title, spoil(entries, SHEET_BLEMISHES[file.name]))
    known = Random(f"{SEED}/client cards")
    _write_csv(folder / "klienty.csv", map(_card_row, cards(known, history.clients)), "cp1251")
    _write_csv(
        folder / "kontakty.csv", map(_contact_row, contacts(known, history.clients)), "cp1251"
    )
    _write_csv(folder / "resursy.csv", map(_pool_row, history.pool_months), "utf-8-sig")
    _write_csv(folder / "kp_2023-2026.csv", map(_quote_row, history.quotes), "cp1251")
    _write_csv(folder / "lidy_2026.csv", map(lead_row, history.leads), "cp1251")
    people = [person_row(lead, person) for lead in history.leads for person in lead.people]
    _write_csv(folder / "kontakty_lidov.csv", people, "cp1251")
    steps = [step_row(step) for _, found in history.sales.values() for step in found]
    _write_csv(folder / "etapy_sdelok.csv", steps, "cp1251")
    (folder / "truth.json").write_bytes(_truth(history).encode())


def money(amount: float) -> str:
    """1 234 567,89 with no-break spaces, as 1C prints it."""
    return f"{amount:,.2f}".replace(",", NBSP).replace(".", ",")


def _amount(number: float) -> str:
    return f"{number:,g}".replace(",", NBSP).replace(".", ",")


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


def _order_rows(rng: Random, order: Order) -> list[Cells]:
    labelled = rng.random()
    uncosted = rng.random() < 0.004  # the calculation card was never closed
    rows: list[Cells] = []
    for number, line in enumerate(order.lines, start=1):
        product = line.product
        cost = [line.material, line.labour, line.other, line.overhead]
        costs = (
            ["", "", "", ""]
            if uncosted and order.status == DONE
            else [money(part) for part in cost]
        )
        rows.append(
            {
                "Номер заказа": order.number,
                "Номер строки": str(number),
                "Код контрагента": order.client.code,
                "Контрагент": order.client.name,
                "Дата заказа": _day(order.ordered_on),
                "Срок поставки": _day(order.promised_on),
                "Дата отгрузки": _day(line.shipped_on),
                "Дата оплаты": _day(order.paid_on),
                "Статус": order.status,
                "Менеджер": order.client.manager,
                "Артикул": product.sku,
                "Номенклатура": product.name,
                "Номенклатурная группа": product.family,
                "Базовый артикул": product.base_sku if rng.random() < 0.75 else "",
                "Вид исполнения": KIND_WORDS[product.kind]
                if labelled < KIND_FILLED_IN[product.kind]
                else "",
                "Количество": _amount(line.quantity),
                "Цена без НДС": money(line.unit_price),
                "Скидка": money(line.discount),
                "Выручка без НДС": money(line.revenue),
                "Материалы": costs[0],
                "Оплата труда": costs[1],
                "Прочие прямые затраты": costs[2],
                "Общезаводские затраты": costs[3],
                "Неустойка": money(order.penalty) if number == 1 and order.penalty else "",
                "Количество согласований": str(order.approvals),
                "Срок изготовления, дн": str((order.promised_on - order.ordered_on).days),
            }
        )
    return rows


def _entry_row(entry: Entry) -> Cells:
    return {
        "Дата": entry.day,
        "Сотрудник": entry.person,
        "Подразделение": entry.pool,
        "Заказ": entry.order,
        "Контрагент": entry.client,
        "Часы": entry.hours,
        "Вид работ": entry.activity,
        "Этап": entry.stage,
    }


def _card_row(card: Card) -> Cells:
    millions = card.turnover_millions
    return {
        "Код контрагента": card.client.code,
        "Контрагент": card.client.name,
        "ИНН": card.tax_number,
        "Отрасль": card.industry,
        "Регион": card.region,
        "Численность": "" if card.employees is None else _amount(card.employees),
        "Годовая выручка": "" if millions is None else money(millions * 1e6),
        "Подходит серийное изделие": card.serial_suits,
        "Кто принимает решение": card.decider,
        "Источник": card.source,
        "Закупка через тендер": card.tender,
    }


def _contact_row(contact: Contact) -> Cells:
    return {
        "Код контрагента": contact.client.code,
        "Контрагент": contact.client.name,
        "ФИО": contact.name,
        "Должность": contact.position,
        "Роль": contact.role,
        "Отношение": contact.stance,
    }


def _pool_row(month: PoolMonth) -> Cells:
    return {
        "Ресурс": month.pool,
        "Месяц": _day(month.month),
        "Ед. изм.": "ч",
        "Затраты за месяц": money(month.cost),
        "Практическая мощность": _amount(month.capacity),
        "Время людей": "да",
        "Порядок отнесения": "по расходу",
    }


def _quote_row(quote: Quote) -> Cells:
    return {
        "Номер КП": quote.number,
        "Дата КП": _day(quote.quoted_on),
        "Код контрагента": quote.client_code,
        "Контрагент": quote.client,
        "Вид исполнения": KIND_WORDS[quote.kind],
        "Количество": _amount(quote.quantity),
        "Расчётная себестоимость": money(quote.cost_estimate),
        "Наценка, %": f"{quote.markup * 100:.1f}".replace(".", ","),
        "Сумма КП без НДС": money(quote.amount),
        "Результат": quote.wording,
        "Причина отказа": quote.reason,
        "Номер заказа": quote.order,
    }


def _write_csv(file: Path, rows: Iterable[Cells], encoding: str) -> None:
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))


def _write_time_sheet(file: Path, title: str, rows: list[Cells]) -> None:
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": EXPORTED_AT, "author": PLANT})
    sheet = book.add_worksheet("Табель")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_string(0, 0, f"{PLANT} (вымышленный)", bold)
    sheet.write_string(1, 0, f"{title} Выгружено {_day(EXPORTED_AT)}")
    header = list(rows[0])
    sheet.write_row(3, 0, header, bold)
    sheet.set_column(0, len(header) - 1, 16)
    sheet.freeze_panes(4, 0)
    for number, row in enumerate(rows, start=4):
        for column, cell in enumerate(row.values()):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, float):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, str(cell))
    book.close()


def _truth(history: History) -> str:
    """What was planted: for measuring what a method finds, never for importing."""
    truth = {
        "fictional": True,
        "clients": {
            client.code: {"name": client.name, "role": client.role} for client in history.clients
        },
        "custom_orders": {
            order.number: order.kind for order in history.orders if order.is_custom
        },  # the rest: serial
        "without_time_sheets": _silent_orders(history),
        "quotes": {
            "win_curve": WIN_CURVE,
            "no_decision": NO_DECISION,
            "reasons": REASONS,
            "results": {
                result: sum(quote.result == result for quote in history.quotes)
                for result in sorted({quote.result for quote in history.quotes})
            },
            "lost_without_a_reason": sum(
                quote.result == LOST and not quote.reason for quote in history.quotes
            ),
        },
        "leads": planted_leads(history.leads),
        "sales": planted_sales(history.sales),
        "cancelled": [order.number for order in history.orders if order.status == CANCELLED],
    }
    return json.dumps(truth, ensure_ascii=False, indent=0) + "\n"


def _silent_orders(history: History) -> list[str]:
    heard = {entry.order for entry in history.entries}
    return [order.number for order in history.orders if order.number not in heard]
