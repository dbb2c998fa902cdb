"""Words that exports use for the few values with a fixed meaning."""

from __future__ import annotations

from analysis.intake import quote_results
from analysis.intake.period_words import PERIODS
from analysis.intake.sqltext import literal, one_of

YES = (
    "да",
    "yes",
    "true",
    "1",
    "1.0",
    "y",
    "t",
    "истина",
    "д",
    "+",
    "x",
    "х",
    "v",
    "правда",
    "так",
    "проведен",
    "помечен",
)
NO = ("нет", "no", "false", "0", "0.0", "n", "f", "ложь", "н", "-", "не проведен", "не помечен")

_KIND = {
    "serial": "serial standard std стандарт стандартное стандартный стандартная серийное серийный серийная "
    "серия серийн "
    "типовой типовое типовая каталог гост stock series mass",
    "modified": "modified модификация модифицированный модифицированное модифицированная модиф доработка доработанное "
    "исполнение modification variant adapted измененное доработанный",
    "unique": "unique уникальное уникальный уникальная спецзаказ заказное индивидуальное индивидуальный "
    "индивидуальная ниокр "
    "окр custom special спецзаказное разработка bespoke опытный опытное эксклюзив "
    "нестандарт нестандартное нестандартный",
}
_PHRASES = {
    "unique": (
        "r&d",
        "спец заказ",
        "спец. заказ",
        "на заказ",
        "опытный образец",
        "one-off",
        "made to order",
    )
}

VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "cost_period": PERIODS,
    "capacity_period": PERIODS,
    "kind": {value: (*words.split(), *_PHRASES.get(value, ())) for value, words in _KIND.items()},
    "wants": {value: (*words.split(), *_PHRASES.get(value, ())) for value, words in _KIND.items()},
    "treatment": {
        "usage": (
            "usage",
            "по расходу",
            "расход",
            "по использованию",
            "прямо",
            "по часам",
            "на заказ",
        ),
        "spread": (
            "spread",
            "распределить",
            "распределение",
            "распределять",
            "по базе",
            "allocate",
            "пропорционально",
        ),
        "period": (
            "period",
            "период",
            "на период",
            "расходы периода",
            "не относить",
            "в расходы периода",
            "не распределять",
        ),
    },
    "spread_basis": {
        "revenue": (
            "выручка",
            "по выручке",
            "доход",
            "оборот",
            "sales",
            "turnover",
            "net sales",
            "сумма продаж",
        ),
        "direct_cost": (
            "direct cost",
            "direct costs",
            "прямые затраты",
            "прямая себестоимость",
            "прямые расходы",
            "по прямым затратам",
            "себестоимость",
        ),
        "labour_cost": (
            "labour cost",
            "labor cost",
            "labor_cost",
            "labour",
            "labor",
            "direct labour",
            "direct labor",
            "wages",
            "труд",
            "зарплата",
            "заработная плата",
            "оплата труда",
            "фот",
            "прямая зарплата",
            "затраты на оплату труда",
            "по зарплате",
            "по фот",
        ),
        "material_cost": (
            "material cost",
            "materials",
            "material",
            "direct materials",
            "материалы",
            "материал",
            "сырье",
            "затраты на материалы",
            "материальные затраты",
            "стоимость материалов",
            "по материалам",
        ),
        "quantity": (
            "количество",
            "кол-во",
            "штуки",
            "шт",
            "шт.",
            "штук",
            "units",
            "pieces",
            "qty",
            "по количеству",
            "число штук",
            "объем",
        ),
        "orders": (
            "order",
            "заказы",
            "заказ",
            "по заказам",
            "число заказов",
            "количество заказов",
            "number of orders",
        ),
        "lines": (
            "line",
            "order lines",
            "строки",
            "строка",
            "строки заказов",
            "строки заказа",
            "позиции",
            "по строкам",
            "число строк",
            "количество строк",
            "number of lines",
        ),
        "hours": (
            "hour",
            "h",
            "часы",
            "час",
            "ч",
            "трудозатраты",
            "трудоемкость",
            "время",
            "time",
            "по часам",
            "человеко-часы",
            "чел-ч",
            "чел.-ч",
            "нормо-часы",
            "labour hours",
            "labor hours",
            "labour_hours",
            "labor_hours",
        ),
    },
    "role": {
        "contact": ("контакт", "контактное лицо"),
        "АПР": (
            "апр",
            "агент, принимающий решение",
            "агент принятия решения",
            "influencer",
            "агент",
        ),
        "ЛПР": ("лпр", "лицо, принимающее решение", "decision maker", "decision-maker"),
        "ЛВР": (
            "лвр",
            "лицо, влияющее на решение",
            "лицо, влияющее на принятие решения",
            "влияет на решение",
        ),
    },
    "stance": {
        "supports": (
            "supports",
            "поддерживает",
            "за",
            "союзник",
            "лоялен",
            "лояльный",
            "положительное",
            "positive",
            "supporter",
            "позитивное",
            "друг",
            "сторонник",
        ),
        "neutral": (
            "neutral",
            "нейтрально",
            "нейтральный",
            "нейтрален",
            "нейтральное",
            "нейтральна",
            "безразличен",
        ),
        "against": (
            "against",
            "против",
            "противник",
            "отрицательное",
            "враждебен",
            "враждебное",
            "negative",
            "блокирует",
            "негативное",
            "opponent",
            "hostile",
            "враждебный",
            "мешает",
        ),
    },
    "budget_state": {
        "known": ("известен", "известна", "знаем", "назван"),
        "requested": ("запрошен", "подана заявка", "на согласовании", "заявлен", "applied for"),
        "approved": ("утвержден", "согласован", "одобрен", "выделен", "granted", "confirmed"),
    },
    "result": dict.fromkeys(quote_results.VALUES, ()),  # told by parts of words: see quote_results
}

_ENDS = {  # words in the column of stages that say how a sale ended
    "won": "won|closed won|deal won|win|выиграна|выиграно|выигран|выигрыш|сделка выиграна|сделка успешна|успех|успешно"
    "|успешно реализовано|успешно реализована|успешно закрыта|победа|договор подписан",
    "lost": "lost|closed lost|deal lost|loss|проиграна|проиграно|проигран|проигрыш|сделка проиграна|сделка провалена|провал|провалена"
    "|отказ|отказ клиента|закрыто и не реализовано|закрыта неуспешно|неуспешно|анализ причины провала|не реализовано",
}
RESULT_OF_STAGE = {word: result for result, words in _ENDS.items() for word in words.split("|")}


def meaning(column: str, text: str) -> str:
    """SQL: what the word stands for in a column of VOCABULARY, or NULL."""
    if column == "result":
        return quote_results.meant(text)
    return normalised(text, VOCABULARY[column])


def normalised(text: str, words: dict[str, tuple[str, ...]]) -> str:
    """SQL: the value that the word stands for, or NULL. The value itself is the cheap case."""
    pairs = {word: value for value, known in words.items() for word in (value.lower(), *known)}
    listed, meant = ", ".join(map(literal, pairs)), ", ".join(map(literal, pairs.values()))
    plain = f"replace(lower(trim({text})), 'ё', 'е')"
    return (
        f"CASE WHEN {text} IN ({', '.join(map(literal, words))}) THEN {text} "
        f"ELSE list_extract([{meant}], list_position([{listed}], {plain})) END"
    )


def yes_or_no(text: str) -> str:
    """SQL: true, false or NULL."""
    plain = f"replace(lower(trim({text})), 'ё', 'е')"
    return f"CASE WHEN {one_of(plain, YES)} THEN true WHEN {one_of(plain, NO)} THEN false END"
