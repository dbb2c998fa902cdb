"""What exports call each column of leads and of the steps of a sale, in Russian and English, the likeliest first (see aliases).

A list of leads looks like one of clients, a list of steps like one of offers: a file is either only where a header names a lead or
a deal beside a stage (see `are_meant`), or where the file's own name says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.intake.columns.header_words.order_line_aliases import CLIENT_ID, CLIENT_NAME, listed
from analysis.intake.columns.header_words.spelling import STACK, plain

_LEAD = listed(
    "lead id|код лида|лид|lead|номер лида|id лида|lead number|lead no|лид номер|лид id|id lead|lead key|потенциальный клиент код"
    "|код потенциального клиента|номер потенциального клиента"
)
_DEAL = listed(
    "deal id|код сделки|номер сделки|id сделки|сделка|сделка id|сделка номер|deal|deal no|deal number|opportunity id|opportunity"
    "|opportunity number|opportunity no|id opportunity|возможность|код возможности"
)
_OF_LEADS = frozenset(
    listed("название лида|имя лида|стадия лида|статус лида|lead status|lead stage")
)
_STAGE = listed(
    "stage|стадия|этап|стадия сделки|этап сделки|deal stage|sales stage|opportunity stage|этап продажи|стадия продажи|шаг|шаг продажи"
    "|этап воронки|стадия воронки|pipeline stage|stage name"
)
_ENTERED = listed(
    "entered on|вошел|вошла|вход|дата входа|дата начала|начало|дата начала этапа|начало этапа|дата этапа|дата входа в этап"
    "|дата стадии|engage date|start date|started on|entered|entry date|stage entered|stage start|stage date|дата перехода|с|дата|date"
    "|дата создания|дата создания сделки|created|created on|created at|open date|дата изменения"
)

LEADS: dict[str, tuple[str, ...]] = {
    "lead_id": (*_LEAD, *listed("код|номер|id|code|number|no")),
    "company": listed(
        "company|компания|название компании|организация|наименование|название|потенциальный клиент|компания лида|company name|account"
        "|account name|organization|organisation|lead name|наименование компании|наименование организации|название организации"
        "|контрагент|клиент|client|customer|name|предприятие"
    ),
    "industry": listed("industry|отрасль|сфера деятельности|вид деятельности|sector|сфера"),
    "region": listed("region|регион|область|субъект рф|город|city|country|страна|territory"),
    "employees": listed(
        "employees|численность|численность персонала|количество сотрудников|число сотрудников|сотрудников|штат|number of employees"
        "|employee count|headcount"
    ),
    "annual_revenue": listed(
        "annual revenue|годовая выручка|выручка за год|годовой оборот|оборот|annual sales|turnover|выручка компании"
    ),
    "wants": listed(
        "wants|что нужно|нужно|потребность|вид исполнения|исполнение|вид продукции|тип продукции|interest|need type|тип потребности"
        "|интерес|kind"
    ),
    "expected_amount": listed(
        "expected amount|ожидаемая сумма|сумма|бюджет|возможная сумма|предполагаемая сумма|потенциал|amount|expected value|deal value"
        "|estimated value|value|budget|estimated amount|ожидаемый объем|сумма сделки|opportunity amount"
    ),
    "lead_time_days": listed(
        "lead time days|срок поставки days|срок изготовления days|срок производства days|срок days|lead time|срок поставки"
        "|срок изготовления|lead days|required lead time days"
    ),
    "last_purchase_on": listed(
        "last purchase on|последняя покупка|дата последней покупки|последняя закупка|дата последней закупки|last purchase"
        "|last purchase date|last order date|last bought|дата последнего заказа|last bought on|покупали последний раз|последний заказ"
    ),
    "last_supplier": listed(
        "last supplier|последний поставщик|поставщик|у кого купили|текущий поставщик|current supplier|supplier|у кого покупают"
        "|действующий поставщик|конкурент|competitor"
    ),
    "purchase_cycle_days": listed(
        "purchase cycle days|цикл закупки days|цикл закупок days|период закупки days|цикл покупки days|частота закупок days"
        "|цикл закупки|цикл закупок|purchase cycle|buying cycle days|buying cycle|reorder cycle days|reorder days|периодичность закупок days"
    ),
    "need_by": listed(
        "need by|нужно к|нужен к|требуется к|дата потребности|когда нужно|срок потребности|needed by|required by|need date"
        "|required date|дата поставки|желаемая дата поставки|due date|нужно к дате|к какой дате нужно"
    ),
    "meeting_on": listed(
        "meeting on|встреча|дата встречи|meeting|meeting date|назначена встреча|встреча назначена"
    ),
    "assigned_to": listed(
        "assigned to|ответственный|назначен|кому назначен|owner|lead owner|sales agent|менеджер|manager|assignee|account manager"
        "|телемаркетолог|оператор"
    ),
    "phone": listed(
        "phone|телефон|телефоны|тел|phone number|mobile|мобильный|контактный телефон|tel|номер телефона|рабочий телефон"
        "|мобильный телефон|телефон рабочий|телефон мобильный|телефон контакт|телефон компании|work phone|mobile phone|phones"
    ),
}

TOUCHES: dict[str, tuple[str, ...]] = {
    "deal_id": (*_DEAL, *listed("id|код|номер")),
    "lead_id": _LEAD,
    "client_id": CLIENT_ID,
    "client_name": CLIENT_NAME,
    "stage": _STAGE,
    "entered_on": _ENTERED,
    "left_on": listed(
        "left on|вышел|выход|дата выхода|дата окончания|окончание|конец этапа|окончание этапа|дата завершения|close date|end date"
        "|closed on|left|exit date|stage end|stage left|дата закрытия|по"
    ),
    "hours": listed(
        "hours|часы|часов|трудозатраты|время|hours spent|time spent|затрачено|затрачено часов"
    ),
    "person": listed(
        "person|сотрудник|менеджер|ответственный|исполнитель|кто|sales agent|owner|deal owner|manager|sales rep|специалист|agent"
    ),
    "result": listed(
        "result|результат|итог|исход|результат сделки|итог сделки|outcome|deal result|status|статус|статус сделки|deal status"
        "|выиграна проиграна|won lost"
    ),
    "reason": listed(
        "reason|причина|причина отказа|причина проигрыша|причина потери|loss reason|lost reason|reason lost|причина остановки|stall reason"
    ),
    "amount": listed(
        "amount|сумма|сумма сделки|close value|deal value|value|deal amount|opportunity amount|бюджет сделки|бюджет|стоимость"
    ),
    "order_id": listed(
        "order id|номер заказа|заказ|заказ клиента|заказ покупателя|код заказа|id заказа|order no|order number|order|sales order"
    ),
    "stalled_until": listed("stalled until|ждет до|отложена до|пауза до|on hold until"),
    "budget_state": listed(
        "budget state|бюджет клиента|состояние бюджета|статус бюджета|budget status"
    ),
    "budget_amount": listed(
        "budget amount|сумма бюджета|бюджет сумма|размер бюджета|client budget"
    ),
    "budget_by": listed("budget by|бюджет к|бюджет будет к|дата бюджета|срок бюджета|budget date"),
}

STEMS = {
    **dict.fromkeys(
        (
            "leads",
            "lead",
            "лиды",
            "лид",
            "lidy",
            "база лидов",
            "список лидов",
            "потенциальные клиенты",
            "prospects",
        ),
        "leads",
    ),
    **dict.fromkeys(
        (
            "touches",
            "touch",
            "касания",
            "kasaniya",
            "этапы сделок",
            "etapy sdelok",
            "шаги сделок",
            "воронка",
            "voronka",
            "воронка продаж",
            "sales pipeline",
            "pipeline",
            "путь сделок",
        ),
        "touches",
    ),
}


def are_meant(
    table: str, columns: Mapping[str, int], headers: Sequence[str], told: set[str]
) -> bool:
    """Whether headers that could be a table's of leads or of steps speak of them. `told`: columns that a mapping gives."""
    if table == "leads":
        named = "lead_id" in told or _says(columns, headers, "lead_id", _LEAD)
        speaks = "lead_id" in columns and any(plain(h).words in _OF_LEADS for h in headers)
        return "company" in columns and (named or speaks)
    named = "deal_id" in told or _says(columns, headers, "deal_id", _DEAL)
    staged = "stage" in told or _says(columns, headers, "stage", _STAGE)
    return named and staged and "entered_on" in columns


def _says(
    columns: Mapping[str, int], headers: Sequence[str], column: str, names: tuple[str, ...]
) -> bool:
    position = columns.get(column)
    if position is None:
        return False
    pieces = [plain(piece).words for piece in headers[position].split(STACK)]
    return any(piece in names for piece in (*pieces, " ".join(pieces)))
