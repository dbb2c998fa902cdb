"""Names of columns that say what came of a client, or what the plant itself did, rather than what the client was before the first deal."""

from __future__ import annotations

import re

from analysis.intake.patterns import bounded

# Whatever stands beside them, these are the outcome of working with a client.
OUTCOME = re.compile(
    r"\b(abc|авс|абц|абв|xyz|rfm|ltv|clv|nps|vip|вип)\b|\b(рейтинг|скоринг|скидк|бонус|наценк|задолж|дебитор|просроч|неплат|неоплач"
    r"|приоритет|лояльн|благонадежн|надежн|проблемн|прибыл|марж|рентабел|убыт|доходност|рекламац|претензи|жалоб|возврат|отсрочк"
    r"|платежн\w* дисциплин|кредитн|ключев\w* клиент|важност|значимост|ценност|балл|объем\w* (продаж|закуп|покуп|отгруз)"
    r"|(сумма|число|количество|кол) (заказов|покупок|закупок|отгрузок|сделок)|средн\w* чек|продажи|оборот с нами"
    r"|rating|scor(e|ing)|discount|bonus|rebate|markup|debt|arrears|overdue|receivable|unpaid|priorit|loyal|profit|margin|loss(es)?\b"
    r"|complain|claim|returns?\b|key account|customer value|client value|lifetime|credit|sales\b|(number|count) of orders|tiers?\b|grade)"
    r"|\bдолг(и|ов|а|у|ам|ах)?\b"
)
# These are the outcome where they are the client's, and plain facts where they are of something else.
DOUBTFUL = re.compile(
    r"\b(класс|категор|статус|сегмент|ранг|разряд|уров|риск|оценк|class|categor|status|segment|rank|level|risk|value\b)"
)
PLAIN = re.compile(
    r"отрасл|рын|оквэд|сектор|точност|опасност|напряж|регион|продук|товар|издел|юр\b|юридич|егрюл|мсп|субъект|налог"
    r"|industr|market|sector|product|voltage|accuracy|hazard|legal|region|tax|enterprise size|company size"
)
# What the plant did badly is no trait of its client.
OWN_FAULT = bounded(
    r"опозда|срыв\w* (срок|постав|отгруз)|просроч\w* (отгруз|постав|заказ|срок)|отгруж\w* (с просроч|позже)|\bв срок"
    r"|late (share|ship|deliver|order)|(shipped|delivered) late|on time|otif|рекламац|брак\b|complain|defect"
)


def says_result(field: str) -> bool:
    """Whether the name of a column lets one suspect a result: ABC, class, status, rating, discount, debt, priority and the like."""
    name = _words(field)
    return bool(OUTCOME.search(name)) or bool(DOUBTFUL.search(name) and not PLAIN.search(name))


def says_own_fault(field: str) -> bool:
    """Whether a column tells of the plant's own lateness or defects."""
    return bool(OWN_FAULT.search(_words(field)))


def _words(field: str) -> str:
    """In lower case, words apart: «КлассКлиента», client_class and "Client class" alike."""
    apart = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", field)
    return " ".join(re.sub(r"[\W_]+", " ", apart.casefold().replace("ё", "е")).split())
