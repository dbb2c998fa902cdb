"""Leads, the people there and the steps of sales, as the telemarketers' lists and the plant's CRM would write them."""

from __future__ import annotations

from datetime import date

from .blemishes import Cells
from .leads import AS_OF, Lead, Person
from .sale_paths import STAGES, WORDS, Step


def lead_row(lead: Lead) -> Cells:
    return {
        "Код лида": lead.code,
        "Компания": lead.company,
        "Отрасль": lead.industry,
        "Регион": lead.town.region,
        "Город": lead.town.name,
        "Часовой пояс": lead.town.zone,
        "Численность": _or_blank(lead.employees),
        "Подходит серийное изделие": lead.serial_suits,
        "Закупка через тендер": lead.tender,
        "Что нужно": lead.wants,
        "Ожидаемая сумма": _or_blank(lead.amount),
        "Срок поставки, дн": _or_blank(lead.lead_time),
        "Последняя покупка": day(lead.bought_on),
        "Последний поставщик": lead.supplier,
        "Цикл закупки, дн": _or_blank(lead.cycle),
        "Нужно к": day(lead.need_by),
        "Ответственный": lead.assigned_to,
        "Телефон": lead.phone,
    }


def person_row(lead: Lead, person: Person) -> Cells:
    return {
        "Код лида": lead.code,
        "Компания": lead.company,
        "ФИО": person.name,
        "Должность": person.position,
        "Роль": person.role,
        "Отношение": person.stance,
    }


def step_row(step: Step) -> Cells:
    return {
        "Номер сделки": step.deal,
        "Код лида": step.lead,
        "Код контрагента": step.client,
        "Этап": STAGES[step.stage - 1],
        "Дата начала этапа": day(step.entered_on),
        "Дата окончания этапа": day(step.left_on),
        "Часы": f"{step.hours:g}".replace(".", ","),
        "Ответственный": step.person,
        "Результат": WORDS[step.result] if step.result else "",
        "Причина": step.reason,
        "Сумма сделки": "" if step.amount is None else f"{step.amount:.2f}".replace(".", ","),
        "Номер заказа": step.order,
    }


def day(found: date | None) -> str:
    return found.strftime("%d.%m.%Y") if found else ""


def _or_blank(number: int | None) -> str:
    return "" if number is None else str(number)


def planted_leads(leads: list[Lead]) -> dict[str, object]:
    """What is true of the leads on the day of the export: step, reason, and from which day on each would buy."""
    return {
        "as_of": AS_OF.isoformat(),
        "next_steps": {
            lead.code: [*lead.next_step, lead.buys_from.isoformat() if lead.buys_from else None]
            for lead in leads
            if lead.next_step
        },
        "became_clients": {lead.code: lead.client_code for lead in leads if lead.client_code},
    }
