"""What exports call each column, in Russian and English, the likeliest first.

Written the way `spelling.plain` leaves a header: lower case, ё as е, no units, no VAT remark, words apart by one space.
A last word `days` stands for a unit of days («Срок поставки, дн» is a number, «Срок поставки» a date).
"""

from __future__ import annotations

from analysis.intake.columns.header_words import lead_aliases
from analysis.intake.columns.header_words.order_line_aliases import (
    CLIENT_ID,
    CLIENT_NAME,
    ORDER,
    ORDER_LINES,
    listed,
)
from analysis.intake.columns.header_words.quote_aliases import QUOTES

_PERSON = listed(
    "person|сотрудник|исполнитель|работник|фио|фио сотрудника|employee|employee name|user|worker|имя сотрудника"
    "|пользователь|assignee|кто|специалист|resource name|author|full name|полное имя|worklog author|logged by|user name|username"
    "|имя пользователя|фамилия имя отчество|фамилия и о|фамилия инициалы|фамилия|фамилия инициалы должность специальность профессия"
    "|фамилия инициалы должность|работники|ф и о|employee full name|member|автор|last name|surname"
)
_POOL = listed(
    "pool|пул|пул ресурсов|ресурс|подразделение|отдел|служба|цех|участок|группа ресурсов|вид ресурса|department"
    "|resource|resource pool|cost center|cost centre|work center|work centre|team|центр затрат|центр ответственности"
    "|мвз|рабочий центр|наименование ресурса|структурное подразделение|group|groups|user group|tempo team|teams|группа|бригада"
    "|роль|должность|role"
)

_UNIT = listed("unit|ед изм|единица|единица измерения|ед|unit of measure|uom|единицы|ед измерения")


ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "order_lines": ORDER_LINES,
    "clients": {
        "client_id": (*CLIENT_ID, *listed("код|code|id")),
        "client_name": (
            *CLIENT_NAME,
            *listed("наименование|название|name|полное наименование|краткое наименование"),
        ),
        "industry": listed(
            "industry|отрасль|сфера деятельности|вид деятельности|отрасль клиента|sector|industry name|сфера"
        ),
        "region": listed(
            "region|регион|область|субъект рф|регион клиента|english country region name|country|страна"
            "|территория|region name|federal district|федеральный округ|country region name|territory|state|штат|край|state province"
            "|province|область край|регион область"
        ),
        "employees": listed(
            "employees|численность|численность персонала|количество сотрудников|число сотрудников"
            "|сотрудников|штат|number employees|number of employees|employee count|headcount|численность сотрудников"
            "|среднесписочная численность|кол во сотрудников|staff"
        ),
        "annual_revenue": listed(
            "annual revenue|годовая выручка|выручка за год|годовой оборот|выручка|оборот|annual sales"
            "|turnover|revenue|выручка компании|годовой доход|annual turnover|yearly revenue"
        ),
    },
    "usage": {
        "order_id": (*ORDER, *listed("key|project name|имя проекта|epic link|epic")),
        "client_id": CLIENT_ID,
        "client_name": CLIENT_NAME,
        "pool": _POOL,
        "quantity": listed(
            "quantity|часы|часов|трудозатраты|количество часов|hours|отработано|время|кол во часов|затрачено"
            "|факт|отработано часов|затраченное время|hours worked|time spent|duration|длительность"
            "|человеко часы|чел час|чел ч|трудоемкость|time|spent|фактические трудозатраты"
            "|трудоемкость факт|фактические часы|log time|ч|час|h|hrs|hour|minutes|минуты|минут|мин|min|mins"
            "|количество минут|кол во минут|человекочасы|человеко часов|нормо часы|нормочасы|labour hours|labor hours"
            "|man hours|person hours|actual hours|hours spent|minutes spent|minutes worked|расход ресурса|журнал времени"
            "|время работы|часы работы|logged|logged hours|time spent seconds|duration decimal|отработанное время|фактически отработано"
            "|затраты времени|spent time|списано|billed hours|отработано ч|seconds|длительность работ|рабочее время|интервал|час а ов"
            "|расход|количество|кол во|qty"
        ),
        "unit": _UNIT,
        "started_at": listed(
            "started at|начало|время начала|начало работ|дата начала|start|start time|started|from|начато|start date|с"
            "|начало работы|приход|время прихода|time in|clock in"
        ),
        "ended_at": listed(
            "ended at|окончание|время окончания|конец|завершено|окончание работ|дата окончания|end|end time"
            "|ended|finished at|finish|to|stop|end date|stop time|по|окончание работы|уход|время ухода|time out|clock out"
        ),
        "ended_on": listed("ended on|end date|stop date|дата окончания|дата конца|finish date"),
        "date": listed(
            "date|дата|день|дата работ|дата работы|дата записи|work date|day|logged on|spent on|дата отчета|worked on|date worked"
            "|log date|date started|start date|дата начала|месяц|month|отчетный месяц|created|создано|период|отчетный период|period"
        ),
        "person": _PERSON,
        "activity": listed(
            "activity|деятельность|вид работ|вид работы|работа|работы|операция|вид деятельности|содержание работ|task"
            "|задача|описание|description|комментарий|activity type|work type|операция наименование|содержание"
            "|activity name|имя активности|work description|описание работы|comment|comments|issue summary|тема запроса"
            "|summary|issue|notes|note|worklog comment|log comment"
        ),
        "stage": listed("stage|этап|стадия|этап работ|этап заказа|phase|фаза|стадия заказа"),
        "details": listed(
            "details|комментарий|комментарии|описание|description|comment|comments|примечание|задача|task|тема запроса|issue summary"
            "|summary|issue|notes|note|содержание работ|описание работ|описание работы|work description|worklog comment|log comment"
        ),
    },
    "pools": {
        "pool": _POOL,
        "month": listed("month|месяц|период|дата|period|отчетный месяц|date|отчетный период"),
        "since": listed(
            "since|с месяца|действует с|начиная с|с даты|from month|valid from|from|effective from|дата начала|начало действия"
        ),
        "unit": _UNIT,
        "cost_period": listed(
            "cost period|период затрат|за какой период|периодичность|период|за период|per|period|frequency|cost per|затраты за"
            "|периодичность затрат|интервал|срок"
        ),
        "capacity_period": listed("capacity period|период мощности|capacity per|мощность за"),
        "cost": listed(
            "cost|затраты за месяц|затраты|расходы|расходы за месяц|сумма затрат|стоимость|monthly cost"
            "|cost per month|costs|сумма|затраты в месяц|расходы в месяц|стоимость содержания|total cost|amount"
            "|фот|фонд оплаты труда|payroll|payroll cost"
        ),
        "capacity": listed(
            "capacity|практическая мощность|мощность|практическая емкость|доступно часов|фонд времени"
            "|фонд рабочего времени|practical capacity|available hours|располагаемый фонд|фонд|доступная мощность"
            "|плановый фонд времени|доступно минут|available minutes"
        ),
        "rate": listed(
            "rate|ставка|тариф|стоимость часа|ставка ресурса|capacity rate|hourly rate|стоимость единицы|цена часа"
            "|ставка за час|ставка часа|тариф за час|цена за час|стоимость за час|затраты на час|себестоимость часа"
            "|стоимость нормо часа|цена нормо часа|стоимость человеко часа|часовая ставка|rate per hour|cost per hour|hourly cost"
            "|labor cost per hour|labour cost per hour|cost rate|burden rate"
        ),
        "is_time": listed(
            "is time|время людей|люди|это время людей|трудовой ресурс|people|people time|time|труд|это люди"
        ),
        "is_design": listed(
            "is design|design|designs|designers|конструирует|проектирует|конструкторский|это конструкторы|это проектировщики|разрабатывает|ресурс разработки"
        ),
        "treatment": listed(
            "treatment|способ отнесения|отнесение|способ распределения|как относить|порядок отнесения|учет"
            "|вид отнесения|метод|порядок учета|способ учета"
        ),
        "spread_basis": listed(
            "spread basis|база распределения|база|драйвер|основа распределения|allocation base|allocation basis|basis|driver"
        ),
    },
    "contacts": {
        "client_id": CLIENT_ID,
        "client_name": CLIENT_NAME,
        "lead_id": listed("lead id|код лида|лид|lead|номер лида|id лида"),
        "name": listed(
            "name|контактное лицо|контакт|фио|имя|фио контакта|contact|contact name|full name|person"
            "|contact person|представитель|представитель клиента|лицо"
        ),
        "role": listed(
            "role|роль|роль в сделке|роль в закупке|тип контакта|contact role|роль контакта|buying role"
        ),
        "stance": listed(
            "stance|отношение|позиция|настрой|отношение к нам|attitude|лояльность|sentiment"
        ),
    },
    "quotes": QUOTES,
    "leads": lead_aliases.LEADS,
    "touches": lead_aliases.TOUCHES,
}

# Columns that take a header only where the likelier column has another: «End date» is the end, beside «End time» its day;
# a comment is the activity where nothing else is.
ASIDE = frozenset({("usage", "ended_on"), ("usage", "details")})

# A file's table is its name's: the beginnings of stems, longest match first.
STEMS: dict[str, str] = {
    "order_lines": "order_lines",
    "orders": "order_lines",
    "order": "order_lines",
    "sales": "order_lines",
    "zakazy": "order_lines",
    "zakaz": "order_lines",
    "заказы": "order_lines",
    "заказ": "order_lines",
    "prodazhi": "order_lines",
    "продажи": "order_lines",
    "реализация": "order_lines",
    "realizatsiya": "order_lines",
    "otgruzki": "order_lines",
    "отгрузки": "order_lines",
    "строки заказов": "order_lines",
    "clients": "clients",
    "client": "clients",
    "customers": "clients",
    "klienty": "clients",
    "клиенты": "clients",
    "контрагенты": "clients",
    "kontragenty": "clients",
    "заказчики": "clients",
    "zakazchiki": "clients",
    "usage": "usage",
    "tabel": "usage",
    "табель": "usage",
    "trudozatraty": "usage",
    "трудозатраты": "usage",
    "timesheet": "usage",
    "timesheets": "usage",
    "time entries": "usage",
    "timelog": "usage",
    "worklog": "usage",
    "worklogs": "usage",
    "toggl": "usage",
    "clockify": "usage",
    "tempo": "usage",
    "time": "usage",
    "hours": "usage",
    "часы": "usage",
    "chasy": "usage",
    "журнал времени": "usage",
    "учет времени": "usage",
    "raskhod": "usage",
    "расход ресурса": "usage",
    "расход ресурсов": "usage",
    "pools": "pools",
    "pool": "pools",
    "resources": "pools",
    "resursy": "pools",
    "ресурсы": "pools",
    "пулы": "pools",
    "puly": "pools",
    "мощности": "pools",
    "moshchnosti": "pools",
    "contacts": "contacts",
    "contact": "contacts",
    "kontakty": "contacts",
    "контакты": "contacts",
    "quotes": "quotes",
    "quote": "quotes",
    "quotations": "quotes",
    "quotation": "quotes",
    "quote log": "quotes",
    "offers": "quotes",
    "proposals": "quotes",
    "kp": "quotes",
    "tkp": "quotes",
    "кп": "quotes",
    "ткп": "quotes",
    "реестр кп": "quotes",
    "журнал кп": "quotes",
    "список кп": "quotes",
    "коммерческие предложения": "quotes",
    "коммерческое предложение": "quotes",
    "реестр коммерческих предложений": "quotes",
    "журнал коммерческих предложений": "quotes",
    "предложения": "quotes",
    "predlozheniya": "quotes",
    "kommercheskie predlozheniya": "quotes",
} | lead_aliases.STEMS
