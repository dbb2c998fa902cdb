"""What exports call each column, in Russian and English, the likeliest first.

Written the way `headers.plain` leaves a header: lower case, ё as е, no units, no VAT remark, words apart by one space.
A last word `days` stands for a unit of days («Срок поставки, дн» is a number, «Срок поставки» a date).
"""

from __future__ import annotations


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|") if part.strip())


_ORDER = _list(
    "order id|номер заказа|заказ номер|код заказа|заказ|заказ клиента|заказ покупателя|заказ наряд|номер заказ наряда"
    "|sales order number|order number|sales order|order no|order nr|order|so number|номер документа|документ"
    "|номер счета|счет|invoice number|invoice no|invoice id|номер накладной|номер реализации|договор|номер договора"
    "|sales order id|номер заказа клиента|order key|id заказа|num|issue key|ключ запроса|ключ задачи|issue id|заказ id|проект|номер проекта|project|шпз|шифр заказа"
    "|производственный заказ|заказ на производство|наряд|наряд заказ|sales document"
    "|document number|document no|document id|document|документ реализации|документ продажи|документ отгрузки|документ движения"
    "|регистратор|recorder|order reference|order ref|deal id|opportunity id|id сделки|номер сделки|сделка id|auftragsnummer|auftrag"
    "|belegnummer|rechnungsnummer|numero de commande|numero de pedido"
)
_CLIENT_ID = _list(
    "client id|код контрагента|код клиента|код заказчика|код покупателя|id клиента|id контрагента|инн|инн контрагента"
    "|customer id|customer number|customer code|customer no|client code|client no|client number|account id"
    "|reseller key|customer key|клиент id|контрагент код|inn|account number|номер клиента"
)
_CLIENT_NAME = _list(
    "client name|контрагент|клиент|заказчик|покупатель|наименование контрагента|наименование клиента"
    "|контрагент наименование|наименование заказчика|название клиента|название контрагента|имя клиента"
    "|клиент наименование|reseller name|company name|customer name|customer|client|company|reseller|account name"
    "|buyer|buyer name|партнер|дебитор|организация покупатель|название компании|компания|ship name|account"
    "|грузополучатель|наименование покупателя|sold to party|sold to|bill to|bill to name|billing name|billing company|customer company"
    "|компания контакта|kunde|kundenname|auftraggeber"
)
_PERSON = _list(
    "person|сотрудник|исполнитель|работник|фио|фио сотрудника|employee|employee name|user|worker|имя сотрудника"
    "|пользователь|assignee|кто|специалист|resource name|author|full name|полное имя|worklog author|logged by|user name|username"
    "|имя пользователя|фамилия имя отчество|фамилия и о|фамилия инициалы|фамилия|фамилия инициалы должность специальность профессия"
    "|фамилия инициалы должность|работники|ф и о|employee full name|member|автор|last name|surname"
)
_POOL = _list(
    "pool|пул|пул ресурсов|ресурс|подразделение|отдел|служба|цех|участок|группа ресурсов|вид ресурса|department"
    "|resource|resource pool|cost center|cost centre|work center|work centre|team|центр затрат|центр ответственности"
    "|мвз|рабочий центр|наименование ресурса|структурное подразделение|group|groups|user group|tempo team|teams|группа|бригада"
    "|роль|должность|role"
)

_UNIT = _list("unit|ед изм|единица|единица измерения|ед|unit of measure|uom|единицы|ед измерения")

ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "order_lines": {
        "order_id": _ORDER,
        "line_no": _list(
            "line no|номер строки|строка|номер позиции|позиция|line number|sales order line number|line"
            "|order line|order line number|item no|item number|номер строки заказа|position|line id|order line id|pos"
        ),
        "client_id": _CLIENT_ID,
        "client_name": _CLIENT_NAME,
        "order_date": _list(
            "order date|дата заказа|дата документа|дата|дата оформления|дата создания|дата договора"
            "|дата счета|date|ordered on|ordered at|created|created at|created on|document date|invoice date"
            "|дата заявки|booking date|дата создания сделки|created time|doc date|posting date|auftragsdatum|belegdatum|bestelldatum|rechnungsdatum|дата продажи|sale date|transaction date|дата размещения|дата поступления заказа|период"
        ),
        "promised_on": _list(
            "promised on|срок поставки|срок по договору|дата поставки план|плановая дата отгрузки"
            "|дата отгрузки план|срок отгрузки|плановый срок|срок исполнения|required date|due date|promised date"
            "|promise date|requested delivery date|срок|обещанная дата"
            "|срок поставки по договору|дата исполнения|плановая дата поставки|желаемая дата отгрузки|срок готовности"
            "|date required|requested date|due on|due|promised delivery date|planned delivery date|плановый срок поставки|дата поставки по договору"
            "|scheduled delivery date|scheduled ship date|scheduled date|expected delivery date|delivery date|дата поставки|date of delivery|день поставки"
        ),
        "shipped_on": _list(
            "shipped on|дата отгрузки|отгружено|дата фактической отгрузки|фактическая дата отгрузки"
            "|дата отгрузки факт|ship date|shipped date|shipping date|shipment date|дата реализации|отгрузка"
            "|дата поставки факт|shipped|фактическая дата поставки|дата накладной|delivered on|actual ship date|actual delivery date|actual shipment date"
        ),
        "paid_on": _list(
            "paid on|дата оплаты|оплачено|дата платежа|payment date|paid date|paid at|дата поступления оплаты"
            "|оплата|дата поступления денег|фактическая дата оплаты"
        ),
        "status": _list(
            "status|статус|состояние|статус заказа|order status|состояние заказа|state|стадия|стадия сделки|статус сделки"
            "|этап сделки|deal stage|deal status|sales stage|opportunity stage|статус документа|document status|stage"
            "|результат сделки|итог сделки|этап воронки"
        ),
        "is_posted": _list("is posted|проведен|проведена|проведено|документ проведен"),
        "is_deleted": _list(
            "is deleted|пометка удаления|пометка на удаление|помечен на удаление|помечено на удаление|deletion mark|marked for deletion"
        ),
        "manager": _list(
            "manager|менеджер|ответственный|ответственный менеджер|менеджер по продажам|sales manager"
            "|sales person|salesperson|sales rep|account manager|employee|employee name|owner|куратор"
            "|sales person name"
        ),
        "sku": _list(
            "sku|артикул|код номенклатуры|код товара|код продукции|код изделия|обозначение|product id|product code"
            "|item code|product number|part number|децимальный номер|product key|item id|шифр|каталожный номер"
            "|stock code|материал код|material number|material no|material code|номер материала|код материала|materialnummer"
        ),
        "product_name": _list(
            "product name|номенклатура|наименование номенклатуры|товар|наименование товара|изделие|product service"
            "|продукция|наименование|наименование изделия|наименование продукции|english product name|product|item"
            "|item name|description|товары работы услуги|product description|название товара|позиция номенклатуры"
            "|продукт|item description|номенклатура наименование|material description|material name|описание материала"
            "|краткий текст материала|материал краткий текст|наименование материала|название материала|materialkurztext|bezeichnung"
        ),
        "product_family": _list(
            "product family|номенклатурная группа|вид номенклатуры|группа номенклатуры|группа товаров"
            "|товарная группа|категория|семейство|english product category name|english product subcategory name"
            "|product category|category|category name|product line|product group|family|группа|категория товара"
            "|вид продукции|продуктовая линейка|product category name|группа продукции|subcategory"
            "|product subcategory"
        ),
        "base_sku": _list(
            "base sku|базовый артикул|базовое изделие|базовая модель|base product|base model|base item|прототип"
        ),
        "kind": _list(
            "kind|вид исполнения|исполнение|тип заказа|вид заказа|тип изделия|тип исполнения|order type"
            "|серийность|вид производства|тип производства|order kind|product type|вид изделия|характер заказа|custom"
        ),
        "quantity": _list(
            "quantity|количество|кол во|колво|кол|menge|stuckzahl|order quantity|qty|order qty|units|pieces|количество штук"
            "|объем|количество заказано|ordered quantity|quantity ordered|штук|amount of units|order item quantity|item quantity|line quantity|lineitem quantity"
            "|product quantity|quantity sold|units sold|sold quantity|количество проданных единиц|продано штук|количество товара"
        ),
        "unit_price": _list(
            "unit price|цена|цена за единицу|цена за ед|цена продажи|price|sales price|sale price|price per unit"
            "|price each|item price|отпускная цена|цена реализации|selling price|order item product price|product price|lineitem price|line item price"
            "|item unit price|цена товара|einzelpreis|stuckpreis|retail price|price unit|rate per unit"
        ),
        "discount": _list(
            "discount|скидка|сумма скидки|rabatt|nachlass|order item discount|line item discount|lineitem discount|item discount|discount amount|скидка сумма|discount sum|величина скидки|unit price discount"
            "|discount applied|скидки|скидок|сумма скидок|размер скидки|итого скидка|скидка итого|предоставленная скидка|discounts"
            "|discount rate|order item discount rate|rate of discount|ставка скидки|discount value|total discount|discount total|applied discount|rebate"
            "|автоматическая скидка|скидка автоматическая|скидка авто|авто скидка|автоскидка|автоматической скидки|сумма автоматической скидки"
            "|ручная скидка|скидка ручная|ручной скидки|сумма ручной скидки|скидка покупателю|скидка клиента|line discount"
            "|discount given|price discount|discount amt|disc|disc amount"
        ),
        "revenue": _list(
            "revenue|выручка|сумма|сумма продажи|сумма продаж|стоимость продажи|выручка от продажи"
            "|сумма выручки|sales amount|line revenue|net revenue|net amount|line total|amount|sales|line amount"
            "|subtotal|sub total|промежуточный итог|подытог|сумма товаров|стоимость товаров|goods total|items total|items subtotal"
            "|merchandise total|net goods|goods amount|стоимость|сумма заказа|итого|сумма реализации|доход|реализация|оборот|turnover|total|extended price"
            "|net sales|total revenue|total sales|продажи|стоимость реализации|объем продаж|сумма строки|всего|сумма отгрузки|revenue net"
            "|стоимость заказа|order total|сумма по заказу|invoice total|grand total|итого сумма|сумма итого|invoice amount"
            "|бюджет сделки|сумма сделки|deal amount|deal value|opportunity amount|untaxed amount|untaxed total|nettobetrag|netto"
            "|nettoumsatz|umsatz|order item total|item total|lineitem total|sales per customer|order value|order amount|order sum|total amount|total price|total value|amount total|total sum|total due|amount due|общая сумма|общая стоимость|итоговая стоимость"
        ),
        "material_cost": _list(
            "material cost|материалы|затраты на материалы|материальные затраты|сырье и материалы"
            "|стоимость материалов|сырье|materials|materials cost|direct materials|прямые материалы"
            "|материалы и комплектующие|direct material cost|себестоимость материалов|material|мпз|материал"
        ),
        "labour_cost": _list(
            "labour cost|оплата труда|зарплата|заработная плата|фот|прямая зарплата|labor cost"
            "|direct labour|direct labor|зарплата основных рабочих|зарплата производственных рабочих|labour|labor"
            "|основная заработная плата|трудовые затраты|труд|затраты на оплату труда|прямая оплата труда"
            "|direct labour cost|direct labor cost"
        ),
        "other_direct_cost": _list(
            "other direct cost|прочие прямые затраты|прочие прямые расходы|прочие прямые"
            "|прочие затраты|other direct costs|услуги сторонних организаций|субподряд|subcontract|other costs"
            "|кооперация|прочие расходы"
        ),
        "direct_cost": _list(
            "direct cost|прямые затраты|себестоимость|прямая себестоимость|прямые расходы"
            "|себестоимость продаж|сумма себестоимости|производственная себестоимость|total product cost|direct costs"
            "|cost of goods sold|cogs|product cost|cost|затраты|cost amount|total cost|цеховая себестоимость"
            "|себестоимость реализации|переменные затраты|себестоимость сумма|variable cost|standard cost|себест"
            "|закупочная стоимость|сумма закупки|стоимость закупки|сумма в закупочных ценах"
            "|нормативная себестоимость|стандартная себестоимость|фактическая себестоимость|себестоимость факт|std cost"
        ),
        "unit_cost": _list(
            "unit cost|себестоимость единицы|cost per unit|cost each|unit cost price|cost price|unit price cost|закупочная цена"
            "|цена закупки|цена закупочная|учетная цена|цена учетная|цена себестоимости|цена по себестоимости"
            "|себестоимость цена|цена поставщика|входная цена|цена прихода|цена поступления|цена приобретения|цена покупки|цена закупа|закупочная цена единицы"
            "|средняя себестоимость|средняя цена закупки|purchase price|buying price|buy price|supplier price|average cost"
            "|avg cost|average unit cost|standard unit cost|unit standard cost|standard price|product standard cost|cost unit"
        ),
        "profit": _list(
            "profit|валовая прибыль|gross profit|прибыль|маржа|маржинальный доход|маржинальная прибыль|gross margin|margin|валовая маржа"
            "|contribution margin|contribution|сумма прибыли|прибыль сумма|gross profit amount|margin amount|profit amount|маржа сумма"
            "|сумма маржи|прибыль от продаж|прибыль от продажи|прибыль от реализации|рентабельность|рентабельность продаж|маржинальность"
            "|маржинальность продаж|доходность|profit margin|gross profit margin|наценка|торговая наценка|сумма наценки|markup|mark up"
            "|эффективность|gp|рентабельности|маржи|прибыли|наценки|margin rate|gross margin rate|вп|операционная маржа"
            "|прибыль убыток|прибыль убыток от продаж|финансовый результат|order profit|order profit per order|profit per order|benefit per order|line profit|gross income|total profit|total gross profit|общая прибыль|gross profit loss|profit loss"
        ),
        "book_overhead": _list(
            "book overhead|общезаводские затраты|общезаводские расходы|общехозяйственные расходы"
            "|накладные расходы|накладные|накладные затраты|охр|общехозяйственные затраты|overhead|overheads"
            "|plant overhead|косвенные расходы|косвенные затраты|allocated overhead|overhead cost"
            "|manufacturing overhead|общие расходы|ожр"
        ),
        "book_cost": _list(
            "book cost|полная себестоимость|полные затраты|full cost|себестоимость полная"
            "|плановая себестоимость|коммерческая себестоимость|fully loaded cost"
        ),
        "penalty": _list(
            "penalty|неустойка|штраф|пени|штрафы|пеня|penalties|сумма неустойки|liquidated damages"
            "|неустойка за просрочку|fine"
        ),
        "lead_time_days": _list(
            "lead time days|срок изготовления|срок изготовления days|lead time|срок производства"
            "|срок производства days|срок поставки days|срок исполнения days|срок days|days to manufacture"
            "|production days|lead days|срок отгрузки days|lead time in days|длительность изготовления"
            "|длительность изготовления days|цикл изготовления"
        ),
        "is_rush": _list("is rush|rush|urgent|срочный|срочность|срочный заказ|срочно|срочная"),
        "is_new_client": _list("is new client|new client|новый клиент|новый контрагент|первый заказ"),
        "approval_rounds": _list(
            "approval rounds|количество согласований|согласования|кол во согласований"
            "|число согласований|итераций согласования|approvals|approval cycles|количество итераций|итерации"
            "|revisions|число итераций согласования"
        ),
    },
    "clients": {
        "client_id": (*_CLIENT_ID, *_list("код|code|id")),
        "client_name": (*_CLIENT_NAME, *_list("наименование|название|name|полное наименование|краткое наименование")),
        "industry": _list(
            "industry|отрасль|сфера деятельности|вид деятельности|отрасль клиента|sector|industry name|сфера"
        ),
        "region": _list(
            "region|регион|область|субъект рф|регион клиента|english country region name|country|страна"
            "|территория|region name|federal district|федеральный округ|country region name|territory|state|штат|край|state province"
            "|province|область край|регион область"
        ),
        "employees": _list(
            "employees|численность|численность персонала|количество сотрудников|число сотрудников"
            "|сотрудников|штат|number employees|number of employees|employee count|headcount|численность сотрудников"
            "|среднесписочная численность|кол во сотрудников|staff"
        ),
        "annual_revenue": _list(
            "annual revenue|годовая выручка|выручка за год|годовой оборот|выручка|оборот|annual sales"
            "|turnover|revenue|выручка компании|годовой доход|annual turnover|yearly revenue"
        ),
    },
    "usage": {
        "order_id": (*_ORDER, *_list("key|project name|имя проекта|epic link|epic")),
        "client_id": _CLIENT_ID,
        "client_name": _CLIENT_NAME,
        "pool": _POOL,
        "quantity": _list(
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
        "started_at": _list(
            "started at|начало|время начала|начало работ|дата начала|start|start time|started|from|начато|start date|с"
            "|начало работы|приход|время прихода|time in|clock in"
        ),
        "ended_at": _list(
            "ended at|окончание|время окончания|конец|завершено|окончание работ|дата окончания|end|end time"
            "|ended|finished at|finish|to|stop|end date|stop time|по|окончание работы|уход|время ухода|time out|clock out"
        ),
        "ended_on": _list("ended on|end date|stop date|дата окончания|дата конца|finish date"),
        "date": _list(
            "date|дата|день|дата работ|дата работы|дата записи|work date|day|logged on|spent on|дата отчета|worked on|date worked"
            "|log date|date started|start date|дата начала|месяц|month|отчетный месяц|created|создано"
        ),
        "person": _PERSON,
        "activity": _list(
            "activity|деятельность|вид работ|вид работы|работа|работы|операция|вид деятельности|содержание работ|task"
            "|задача|описание|description|комментарий|activity type|work type|операция наименование|содержание"
            "|activity name|имя активности|work description|описание работы|comment|comments|issue summary|тема запроса"
            "|summary|issue|notes|note|worklog comment|log comment"
        ),
        "stage": _list("stage|этап|стадия|этап работ|этап заказа|phase|фаза|стадия заказа"),
        "details": _list(
            "details|комментарий|комментарии|описание|description|comment|comments|примечание|задача|task|тема запроса|issue summary"
            "|summary|issue|notes|note|содержание работ|описание работ|описание работы|work description|worklog comment|log comment"
        ),
    },
    "pools": {
        "pool": _POOL,
        "month": _list("month|месяц|период|дата|period|отчетный месяц|date|отчетный период"),
        "since": _list(
            "since|с месяца|действует с|начиная с|с даты|from month|valid from|from|effective from|дата начала|начало действия"
        ),
        "unit": _UNIT,
        "cost_period": _list(
            "cost period|период затрат|за какой период|периодичность|период|за период|per|period|frequency|cost per|затраты за"
            "|периодичность затрат|интервал|срок"
        ),
        "capacity_period": _list("capacity period|период мощности|capacity per|мощность за"),
        "cost": _list(
            "cost|затраты за месяц|затраты|расходы|расходы за месяц|сумма затрат|стоимость|monthly cost"
            "|cost per month|costs|сумма|затраты в месяц|расходы в месяц|стоимость содержания|total cost|amount"
        ),
        "capacity": _list(
            "capacity|практическая мощность|мощность|практическая емкость|доступно часов|фонд времени"
            "|фонд рабочего времени|practical capacity|available hours|располагаемый фонд|фонд|доступная мощность"
            "|плановый фонд времени|доступно минут|available minutes"
        ),
        "rate": _list(
            "rate|ставка|тариф|стоимость часа|ставка ресурса|capacity rate|hourly rate|стоимость единицы|цена часа"
        ),
        "is_time": _list(
            "is time|время людей|люди|это время людей|трудовой ресурс|people|people time|time|труд|это люди"
        ),
        "is_design": _list(
            "is design|design|designs|designers|конструирует|проектирует|конструкторский|это конструкторы|это проектировщики|разрабатывает|ресурс разработки"
        ),
        "treatment": _list(
            "treatment|способ отнесения|отнесение|способ распределения|как относить|порядок отнесения|учет"
            "|вид отнесения|метод|порядок учета|способ учета"
        ),
        "spread_basis": _list(
            "spread basis|база распределения|база|драйвер|основа распределения|allocation base|allocation basis|basis|driver"
        ),
    },
    "contacts": {
        "client_id": _CLIENT_ID,
        "client_name": _CLIENT_NAME,
        "lead_id": _list("lead id|код лида|лид|lead|номер лида|id лида"),
        "name": _list(
            "name|контактное лицо|контакт|фио|имя|фио контакта|contact|contact name|full name|person"
            "|contact person|представитель|представитель клиента|лицо"
        ),
        "role": _list("role|роль|роль в сделке|роль в закупке|тип контакта|contact role|роль контакта|buying role"),
        "stance": _list("stance|отношение|позиция|настрой|отношение к нам|attitude|лояльность|sentiment"),
    },
}

# Columns that take a header only where the likelier column has another: «End date» is the end, beside «End time» its day;
# a comment is the activity where nothing else is.
ASIDE = frozenset({("usage", "ended_on"), ("usage", "details")})

# A file's table is its name's: the beginnings of stems, longest match first.
STEMS: dict[str, str] = {
    "order_lines": "order_lines", "orders": "order_lines", "order": "order_lines", "sales": "order_lines",
    "zakazy": "order_lines", "zakaz": "order_lines", "заказы": "order_lines", "заказ": "order_lines",
    "prodazhi": "order_lines", "продажи": "order_lines", "реализация": "order_lines", "realizatsiya": "order_lines",
    "otgruzki": "order_lines", "отгрузки": "order_lines", "строки заказов": "order_lines",
    "clients": "clients", "client": "clients", "customers": "clients", "klienty": "clients", "клиенты": "clients",
    "контрагенты": "clients", "kontragenty": "clients", "заказчики": "clients", "zakazchiki": "clients",
    "usage": "usage", "tabel": "usage", "табель": "usage", "trudozatraty": "usage", "трудозатраты": "usage",
    "timesheet": "usage", "timesheets": "usage", "time entries": "usage", "timelog": "usage", "worklog": "usage",
    "worklogs": "usage", "toggl": "usage", "clockify": "usage", "tempo": "usage",
    "time": "usage", "hours": "usage", "часы": "usage", "chasy": "usage",
    "журнал времени": "usage", "учет времени": "usage", "raskhod": "usage", "расход ресурса": "usage",
    "расход ресурсов": "usage",
    "pools": "pools", "pool": "pools", "resources": "pools", "resursy": "pools", "ресурсы": "pools", "пулы": "pools",
    "puly": "pools", "мощности": "pools", "moshchnosti": "pools",
    "contacts": "contacts", "contact": "contacts", "kontakty": "contacts", "контакты": "contacts",
}  # fmt: skip
