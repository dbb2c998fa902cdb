"""What headers say of discounts: an amount or a price before it or after it, and a discount or profit in per cent."""

from __future__ import annotations

import re

_ALL = r"(?:всех )?"
_AFTER = re.compile(
    rf"\b(?:со скидк(?:ой|ами)|с учетом {_ALL}скид(?:ки|ок)|после {_ALL}скид(?:ки|ок)|за вычетом {_ALL}скид(?:ки|ок)"
    r"|за минусом скид(?:ки|ок)"
    r"|(?:after|net of|less|with|incl(?:uding|usive of)?|minus) (?:all |the )?discounts?|discounted|post discount)\b"
)
_BEFORE = re.compile(
    rf"\b(?:без (?:учета )?{_ALL}скид(?:ки|ок)|до (?:вычета |применения |учета )?{_ALL}скид(?:ки|ок)"
    r"|(?:before|without|excl(?:uding|usive of)?|pre) (?:all |the )?discounts?|undiscounted|pre discount)\b"
)
# Words that mean the same without speaking of a discount, and what they leave.
_AFTER_NAMED = {
    "к оплате": "итого",
    "итого к оплате": "итого",
    "сумма к оплате": "сумма",
    "итоговая цена": "цена",
    "конечная цена": "цена",
    "цена итоговая": "цена",
    "цена фактическая": "цена",
    "фактическая цена": "цена",
    "net price": "price",
    "final price": "price",
    "actual price": "price",
    "price net": "price",
    "net unit price": "price",
    "sold price": "price",
    "цена нетто": "цена",
    "сумма нетто": "сумма",
    "net total": "total",
    "total net": "total",
    "net value": "amount",
    "итоговая сумма": "сумма",
}
_BEFORE_NAMED = {
    "list price": "price",
    "catalog price": "price",
    "catalogue price": "price",
    "full price": "price",
    "regular price": "price",
    "original price": "price",
    "base price": "price",
    "gross price": "price",
    "price list": "price",
    "msrp": "price",
    "rrp": "price",
    "прайсовая цена": "цена",
    "цена по прайсу": "цена",
    "цена прайс": "цена",
    "цена прайса": "цена",
    "прайс": "цена",
    "базовая цена": "цена",
    "цена базовая": "цена",
    "цена каталога": "цена",
    "цена по каталогу": "цена",
    "полная цена": "цена",
    "цена брутто": "цена",
    "цена прейскурантная": "цена",
    "цена по прейскуранту": "цена",
    "gross amount": "amount",
    "gross sales": "sales",
    "gross revenue": "revenue",
    "gross total": "total",
    "gross value": "amount",
    "сумма брутто": "сумма",
    "валовая выручка": "выручка",
    "list amount": "amount",
    "extended list price": "amount",
    "сумма по прайсу": "сумма",
    "полная сумма": "сумма",
    "gross": "amount",
}
_PERCENT = re.compile(
    r"^(?:процент|%|percent|percentage|pct)(?: of)? (?=\w)|(?<=\w) (?:в )?(?:процент(?:ах|ов|ы)?|percent|percentage|pct|perc|проц)$"
)
_RATES = (
    "discount rate",
    "rate of discount",
    "ставка скидки",
    "рентабельность",
    "рентабельность продаж",
    "маржинальность",
    "маржинальность продаж",
    "эффективность",
    "доходность",
    "profit margin",
    "margin rate",
    "gross margin rate",
)


_DISCOUNT = re.compile(r"\b(?:скидк[аи]|уценк[аи]|discounts?|rebates?)\b")
_OF_DISCOUNT = re.compile(  # what only names a discount, or is an amount beside it
    r"\b(?:карт\w*|код\w*|вид|тип|причин\w*|основани\w*|групп\w*|категори\w*|номер\w*|срок|дат[аы]|условие|программ\w*"
    r"|есть|без|до|после|со|за|цен[аы]|стоимост\w*|выручк\w*|итого|всего|сумма с|дн|дней|количество|число"
    r"|id|no|codes?|types?|reasons?|names?|card|band|coupon|group|level|date|key|flag|is|has|before|after|price|days|count|number)\b"
)


def names_discount(words: str) -> bool:
    """Whether the words speak of a discount and of nothing else that it may belong to: «скидка покупателя», not «код скидки»."""
    return _DISCOUNT.search(words) is not None and _OF_DISCOUNT.search(words) is None


def told_apart(words: str) -> tuple[str, str]:
    """The words of a header without what they say of a discount, and that: "before", "after" or ""."""
    if words in _AFTER_NAMED:
        return _AFTER_NAMED[words], "after"
    if words in _BEFORE_NAMED:
        return _BEFORE_NAMED[words], "before"
    for pattern, said in ((_BEFORE, "before"), (_AFTER, "after")):
        bare = " ".join(pattern.sub(" ", words).split())
        if bare != words:
            return (bare, said) if bare else (words, "")
    return words, ""


def without_percent(words: str) -> tuple[str, bool]:
    """The words without «процент» or `pct` before or behind them, and whether they mean a rate."""
    bare = _PERCENT.sub("", words)
    return bare, bare != words or bare in _RATES
