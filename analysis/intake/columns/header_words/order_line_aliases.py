"""What exports call each column of order lines, in Russian and English, the likeliest first (see aliases)."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|") if part.strip())


ORDER = listed(
    "order id|номер заказа|заказ номер|код заказа|заказ|заказ клиента|заказ покупателя|заказ наряд|номер заказ наряда"
    "|sales order number|order number|sales order|order no|order nr|order|so number|номер документа|документ"
    "|номер счета|счет|invoice number|invoice no|invoice id|номер накладной|номер реализации|договор|номер договора"
    "|sales order id|номер заказа клиента|order key|id заказа|num|issue key|ключ запроса|ключ задачи|issue id|заказ id|проект|номер проекта|project|шпз|шифр заказа"
    "|производственный заказ|заказ на производство|наряд|наряд заказ|sales document"
    "|document number|document no|document id|document|документ реализации|документ продажи|документ отгрузки|документ движения"
    "|регистратор|recorder|order reference|order ref|deal id|opportunity id|id сделки|номер сделки|сделка id|auftragsnummer|auftrag"
    "|belegnummer|rechnungsnummer|numero de commande|numero de pedido"
)
CLIENT_ID = listed(
    "client id|код контрагента|код клиента|код заказчика|код покупателя|id клиента|id контрагента|инн|инн контрагента"
    "|customer id|customer number|customer code|customer no|client code|client no|client number|account id"
    "|reseller key|customer key|клиент id|контрагент код|inn|account number|номер клиента"
    "|sell to customer no|bill to customer no|sold to party no|sold to no|sell to no|bill to no|sold to party|sell to customer|bill to customer"
)
CLIENT_NAME = listed(
    "client name|контрагент|клиент|заказчик|покупатель|наименование контрагента|наименование клиента"
    "|sell to customer name|sell to name|bill to customer name|sold to party name|sold to name|name 1|customer name 1"
    "|контрагент наименование|наименование заказчика|название клиента|название контрагента|имя клиента"
    "|клиент наименование|reseller name|company name|customer name|customer|client|company|reseller|account name"
    "|buyer|buyer name|партнер|дебитор|организация покупатель|название компании|компания|ship name|account"
    "|грузополучатель|наименование покупателя|sold to party|sold to|sell to|bill to|bill to name|billing name|billing company|customer company"
    "|компания контакта|kunde|kundenname|auftraggeber"
)
ORDER_LINES: dict[str, tuple[str, ...]] = {
    "order_id": ORDER,
    "line_no": listed(
        "line no|номер строки|строка|номер позиции|позиция|line number|sales order line number|line"
        "|order line|order line number|item no|item number|номер строки заказа|position|line id|order line id|pos"
    ),
    "client_id": CLIENT_ID,
    "client_name": CLIENT_NAME,
    "order_date": listed(
        "order date|дата заказа|дата документа|дата|дата оформления|дата создания|дата договора"
        "|дата счета|date|ordered on|ordered at|created|created at|created on|document date|invoice date|creation date|дата подписания|дата подписания договора|дата заключения|дата заключения договора"
        "|дата заявки|booking date|дата создания сделки|created time|doc date|posting date|auftragsdatum|belegdatum|bestelldatum|rechnungsdatum|дата продажи|sale date|transaction date|дата размещения|дата поступления заказа|период"
    ),
    "promised_on": listed(
        "promised on|срок поставки|срок по договору|дата поставки план|плановая дата отгрузки"
        "|дата отгрузки план|срок отгрузки|плановый срок|срок исполнения|required date|due date|promised date"
        "|promise date|requested delivery date|срок|обещанная дата"
        "|срок поставки по договору|дата исполнения|плановая дата поставки|желаемая дата отгрузки|срок готовности"
        "|date required|requested date|due on|due|promised delivery date|planned delivery date|плановый срок поставки|дата поставки по договору"
        "|scheduled delivery date|scheduled ship date|scheduled date|expected delivery date|delivery date|дата поставки|date of delivery|день поставки"
    ),
    "shipped_on": listed(
        "shipped on|дата отгрузки|отгружено|дата фактической отгрузки|фактическая дата отгрузки"
        "|дата отгрузки факт|ship date|shipped date|shipping date|shipment date|дата реализации|отгрузка"
        "|дата поставки факт|shipped|фактическая дата поставки|дата накладной|delivered on|actual ship date|actual delivery date|actual shipment date"
    ),
    "paid_on": listed(
        "paid on|дата оплаты|оплачено|дата платежа|payment date|paid date|paid at|дата поступления оплаты"
        "|оплата|дата поступления денег|фактическая дата оплаты"
    ),
    "status": listed(
        "status|статус|состояние|статус заказа|order status|состояние заказа|state|стадия|стадия сделки|статус сделки"
        "|этап сделки|deal stage|deal status|sales stage|opportunity stage|статус документа|document status|stage"
        "|результат сделки|итог сделки|этап воронки"
    ),
    "is_posted": listed("is posted|проведен|проведена|проведено|документ проведен"),
    "is_deleted": listed(
        "is deleted|пометка удаления|пометка на удаление|помечен на удаление|помечено на удаление|deletion mark|marked for deletion"
    ),
    "manager": listed(
        "manager|менеджер|ответственный|ответственный менеджер|менеджер по продажам|sales manager"
        "|sales person|salesperson|sales rep|account manager|employee|employee name|owner|куратор"
        "|sales person name"
    ),
    "sku": listed(
        "sku|артикул|код номенклатуры|код товара|код продукции|код изделия|обозначение|product id|product code"
        "|item code|product number|part number|децимальный номер|product key|item id|шифр|каталожный номер"
        "|stock code|материал код|material number|material no|material code|номер материала|код материала|materialnummer"
    ),
    "product_name": listed(
        "product name|номенклатура|наименование номенклатуры|товар|наименование товара|изделие|product service"
        "|продукция|наименование|наименование изделия|наименование продукции|english product name|product|item name"
        "|description|item|товары работы услуги|product description|название товара|позиция номенклатуры"
        "|продукт|item description|номенклатура наименование|material description|material name|описание материала"
        "|краткий текст материала|материал краткий текст|наименование материала|название материала|materialkurztext|bezeichnung|artikel"
    ),
    "product_family": listed(
        "product family|номенклатурная группа|вид номенклатуры|группа номенклатуры|группа товаров"
        "|товарная группа|категория|семейство|english product category name|english product subcategory name"
        "|product category|category|category name|product line|product group|family|группа|категория товара"
        "|вид продукции|продуктовая линейка|product category name|группа продукции|subcategory"
        "|product subcategory"
    ),
    "base_sku": listed(
        "base sku|базовый артикул|базовое изделие|базовая модель|base product|base model|base item|прототип"
    ),
    "kind": listed(
        "kind|вид исполнения|исполнение|тип заказа|вид заказа|тип изделия|тип исполнения|order type"
        "|серийность|вид производства|тип производства|order kind|product type|вид изделия|характер заказа|custom"
    ),
    "quantity": listed(
        "quantity|количество|кол во|колво|кол|menge|stuckzahl|order quantity|qty|order qty|units|pieces|количество штук"
        "|объем|количество заказано|ordered quantity|quantity ordered|штук|amount of units|order item quantity|item quantity|line quantity|lineitem quantity"
        "|product quantity|quantity sold|units sold|sold quantity|количество проданных единиц|продано штук|количество товара"
    ),
    "unit_price": listed(
        "unit price|цена|цена за единицу|цена за ед|цена продажи|price|sales price|sale price|price per unit"
        "|price each|item price|отпускная цена|цена реализации|selling price|order item product price|product price|lineitem price|line item price"
        "|item unit price|цена товара|einzelpreis|stuckpreis|retail price|price unit|rate per unit"
    ),
    "discount": listed(
        "discount|скидка|сумма скидки|rabatt|nachlass|order item discount|line item discount|lineitem discount|item discount|discount amount|скидка сумма|discount sum|величина скидки|unit price discount"
        "|discount applied|скидки|скидок|сумма скидок|размер скидки|итого скидка|скидка итого|предоставленная скидка|discounts"
        "|discount rate|order item discount rate|rate of discount|ставка скидки|discount value|total discount|discount total|applied discount|rebate"
        "|автоматическая скидка|скидка автоматическая|скидка авто|авто скидка|автоскидка|автоматической скидки|сумма автоматической скидки"
        "|ручная скидка|скидка ручная|ручной скидки|сумма ручной скидки|скидка покупателю|скидка клиента|line discount"
        "|discount given|price discount|discount amt|disc|disc amount"
    ),
    "revenue": listed(
        "revenue|выручка|сумма|сумма продажи|сумма продаж|стоимость продажи|выручка от продажи"
        "|сумма выручки|sales amount|line revenue|net revenue|net amount|untaxed amount|untaxed total|amount net|line total|amount|sales|line amount"
        "|subtotal|sub total|промежуточный итог|подытог|сумма товаров|стоимость товаров|goods total|items total|items subtotal"
        "|merchandise total|net goods|goods amount|стоимость|сумма заказа|итого|сумма реализации|доход|реализация|оборот|turnover|total|extended price"
        "|net sales|total revenue|total sales|продажи|стоимость реализации|объем продаж|сумма строки|всего|сумма отгрузки|revenue net"
        "|стоимость заказа|order total|сумма по заказу|invoice total|grand total|итого сумма|сумма итого|invoice amount"
        "|бюджет сделки|сумма сделки|deal amount|deal value|opportunity amount|nettobetrag|netto|nettowert"
        "|nettoumsatz|umsatz|order item total|item total|lineitem total|sales per customer|order value|order amount|order sum|total amount|total price|total value|amount total|total sum|total due|amount due|общая сумма|общая стоимость|итоговая стоимость"
    ),
    "material_cost": listed(
        "material cost|материалы|затраты на материалы|материальные затраты|сырье и материалы"
        "|стоимость материалов|сырье|materials|materials cost|direct materials|прямые материалы"
        "|материалы и комплектующие|direct material cost|себестоимость материалов|material|мпз|материал"
    ),
    "labour_cost": listed(
        "labour cost|оплата труда|зарплата|заработная плата|фот|прямая зарплата|labor cost"
        "|direct labour|direct labor|зарплата основных рабочих|зарплата производственных рабочих|labour|labor"
        "|основная заработная плата|трудовые затраты|труд|затраты на оплату труда|прямая оплата труда"
        "|direct labour cost|direct labor cost"
    ),
    "other_direct_cost": listed(
        "other direct cost|прочие прямые затраты|прочие прямые расходы|прочие прямые"
        "|прочие затраты|other direct costs|услуги сторонних организаций|субподряд|subcontract|other costs"
        "|кооперация|прочие расходы"
    ),
    "direct_cost": listed(
        "direct cost|прямые затраты|себестоимость|прямая себестоимость|прямые расходы"
        "|себестоимость продаж|сумма себестоимости|производственная себестоимость|total product cost|direct costs"
        "|cost of goods sold|cogs|product cost|cost|затраты|cost amount|total cost|herstellkosten|selbstkosten|extended cost|est extended cost|estimated extended cost|цеховая себестоимость"
        "|себестоимость реализации|переменные затраты|себестоимость сумма|variable cost|standard cost|себест"
        "|закупочная стоимость|сумма закупки|стоимость закупки|сумма в закупочных ценах"
        "|нормативная себестоимость|стандартная себестоимость|фактическая себестоимость|себестоимость факт|std cost"
    ),
    "unit_cost": listed(
        "unit cost|себестоимость единицы|cost per unit|cost each|unit cost price|cost price|unit price cost|закупочная цена"
        "|цена закупки|цена закупочная|учетная цена|цена учетная|цена себестоимости|цена по себестоимости"
        "|себестоимость цена|цена поставщика|входная цена|цена прихода|цена поступления|цена приобретения|цена покупки|цена закупа|закупочная цена единицы"
        "|средняя себестоимость|средняя цена закупки|purchase price|buying price|buy price|supplier price|average cost"
        "|avg cost|average unit cost|standard unit cost|unit standard cost|standard price|product standard cost|cost unit"
    ),
    "profit": listed(
        "profit|валовая прибыль|gross profit|прибыль|маржа|маржинальный доход|маржинальная прибыль|gross margin|margin|валовая маржа"
        "|contribution margin|contribution|сумма прибыли|прибыль сумма|gross profit amount|margin amount|profit amount|маржа сумма"
        "|сумма маржи|прибыль от продаж|прибыль от продажи|прибыль от реализации|рентабельность|рентабельность продаж|маржинальность"
        "|маржинальность продаж|доходность|profit margin|gross profit margin|наценка|торговая наценка|сумма наценки|markup|mark up"
        "|эффективность|gp|рентабельности|маржи|прибыли|наценки|margin rate|gross margin rate|вп|операционная маржа"
        "|прибыль убыток|прибыль убыток от продаж|финансовый результат|order profit|order profit per order|profit per order|benefit per order|line profit|gross income|total profit|total gross profit|общая прибыль|gross profit loss|profit loss"
    ),
    "book_overhead": listed(
        "book overhead|общезаводские затраты|общезаводские расходы|общехозяйственные расходы"
        "|накладные расходы|накладные|накладные затраты|охр|общехозяйственные затраты|overhead|overheads"
        "|plant overhead|косвенные расходы|косвенные затраты|allocated overhead|overhead cost"
        "|manufacturing overhead|общие расходы|ожр"
    ),
    "book_cost": listed(
        "book cost|полная себестоимость|полные затраты|full cost|себестоимость полная"
        "|плановая себестоимость|коммерческая себестоимость|fully loaded cost"
    ),
    "penalty": listed(
        "penalty|неустойка|штраф|пени|штрафы|пеня|penalties|сумма неустойки|liquidated damages"
        "|неустойка за просрочку|fine"
    ),
    "lead_time_days": listed(
        "lead time days|срок изготовления|срок изготовления days|lead time|срок производства"
        "|срок производства days|срок поставки days|срок исполнения days|срок days|days to manufacture"
        "|production days|lead days|срок отгрузки days|lead time in days|длительность изготовления"
        "|длительность изготовления days|цикл изготовления"
    ),
    "is_rush": listed("is rush|rush|urgent|срочный|срочность|срочный заказ|срочно|срочная"),
    "is_new_client": listed("is new client|new client|новый клиент|новый контрагент|первый заказ"),
    "approval_rounds": listed(
        "approval rounds|количество согласований|согласования|кол во согласований"
        "|число согласований|итераций согласования|approvals|approval cycles|количество итераций|итерации"
        "|revisions|число итераций согласования"
    ),
}
