"""Headers as plants' registers shorten them: «ЗП осн. произв.», «Срок по дог.», «Факт отгр.», «Зак-к», «Мат-лы», «ОХР/ОПР».

Two ways. SPELLINGS are added to the aliases (the likelier column's own come first). Beyond them a word that ends in a dot stands for any
word of an alias that begins so («Накл. расх.»), one with a hyphen for any that begins and ends so («Ст-ть»): all words must fit, in
their order, and where the fitting aliases belong to several columns, the header means none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

SHORTEST = 2  # letters of a word before its dot; where it is the whole header, one more
HYPHENED = 4  # letters beside a hyphen: «К-т» may be anything
RANK = 400  # after all that is written out


def _list(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|") if part.strip())


def _each(heads: str, tails: str) -> tuple[str, ...]:
    return tuple(f"{head} {tail}" for head in _list(heads) for tail in _list(tails))


SPELLINGS: dict[str, tuple[str, ...]] = {  # of order lines, as spelling.plain leaves a header
    "order_id": _list(
        "ном заказа|номер зак|ном зак|зак номер|зак наряд|зн|з н|номер з н|номер зн|номер сз|внутр номер заказа"
    ),
    "client_name": _list(
        "зак к|заказ к|контр т|контрагент покупатель|плательщик|заказчик покупатель|наим заказчика"
    ),
    "promised_on": _list(
        "срок по договору|срок по дог|срок договора|дата по договору|договорной срок|срок по контракту|срок по спецификации"
        "|срок отгрузки по договору|плановая отгрузка|отгрузка план|план отгрузки|план дата отгрузки|срок сдачи|срок выполнения"
        "|крайний срок|контрактный срок|плановая дата|срок поставки план|дата сдачи план"
    ),
    "shipped_on": _list(
        "факт отгрузки|факт отгрузка|отгрузка факт|отгружено факт|фактическая отгрузка|факт дата отгрузки|дата факт отгрузки|факт отгр"
        "|дата отгр факт|факт поставки|факт поставка|поставка факт|факт дата поставки|дата сдачи|дата сдачи факт|дата выдачи|дата упд"
        "|дата вывоза|дата отгрузки фактическая"
    ),
    "paid_on": _list(
        "факт оплаты|факт оплата|оплата факт|дата факт оплаты|факт дата оплаты|дата окончательной оплаты|дата полной оплаты"
        "|дата последней оплаты|дата оплаты факт|окончательный расчет"
    ),
    "product_name": _list("наим изделия|наименов изделия|наим продукции|наим|изд"),
    "quantity": _list("кол|кол во|к во|колич|кол во изделий|кол изделий"),
    "revenue": _list(
        "ст ть|ст ть заказа|сумма договора|сумма по договору|стоимость по договору|цена договора"
    ),
    "material_cost": (
        *_list(
            "мат лы|мат ли|мат|матер|мат затраты|матер затраты|осн материалы|основные материалы|материалы и пки|пки|пки и материалы"
        ),
        *_list(
            "покупные изделия|покупные комплектующие|комплектующие|сырье и комплектующие|материалы основные|сырье материалы"
        ),
    ),
    "labour_cost": (
        *_list(
            "зп|з п|з пл|фзп|фот опр|зп опр|осн зп|осн з п|основная зп|основная зарплата|прямая зп|зп прямая|фот прямой|прямой фот"
        ),
        *_each(
            "зп|з п|фот|зарплата|заработная плата|оплата труда|зп с начислениями|осн зп",
            "основных рабочих|производственных рабочих|основных производственных рабочих|основного производства|рабочих"
            "|осн произв|осн рабочих|произв рабочих|производства|с начислениями|с отчислениями|сдельщиков|цеха",
        ),
    ),
    "other_direct_cost": _list(
        "прочие прямые затр|пр прямые|прямые прочие|субподрядчики|услуги сторонние|кооперация и услуги"
    ),
    "direct_cost": _list(
        "с с|с ть|себ|себест ть|с сть|прям затраты|пр затраты|прямые затр|цех себестоимость|цеховая с с|произв себестоимость"
        "|производств себестоимость|производств с с|себестоимость прямая|с с прямая"
    ),
    "book_overhead": _list(
        "охр|охр опр|опр охр|опр|охр и опр|опр и охр|опр плюс охр|общепроизводственные расходы|общепроизводственные затраты"
        "|общепроизводственные|общехозяйственные|общепроизводственные и общехозяйственные расходы|цеховые расходы|цеховые затраты|цеховые"
        "|цеховые и общезаводские|общезаводские|общецеховые расходы|общецеховые"
        "|накл|накл расх|накл расходы|нр|н р|н расх|косв расходы|косв затраты"
        "|косвенные|накладные цеховые|накладные общезаводские"
    ),
    "book_cost": _list("полная с с|полн себестоимость|полная с ть|полн с с|псс"),
    "penalty": _list("штрафные санкции|штраф неустойка|неуст"),
    "approval_rounds": _list(
        "согласований|кол согласований|раундов согласования|число правок|кол во правок|правок"
    ),
}

_WORD = re.compile(r"[a-zа-яё0-9]+(?:-[a-zа-яё]+)?\.?", re.IGNORECASE)


Lengths = Mapping[int, Sequence[tuple[Sequence[str], Sequence[tuple[str, int]]]]]


def by_length(index: Mapping[str, Sequence[tuple[str, int]]]) -> Lengths:
    """Number of words → the aliases of so many, in words, with their columns and ranks. index: alias → its columns and ranks."""
    found: dict[int, list[tuple[Sequence[str], Sequence[tuple[str, int]]]]] = {}
    for alias, meant in index.items():
        words = alias.split(" ")
        found.setdefault(len(words), []).append((words, meant))
    return found


def fitting(header: str, aliases: Lengths) -> tuple[tuple[str, int], ...]:
    """The one column whose aliases the shortened header fits, with its rank; () for none, or for several columns."""
    words = [w.casefold().replace("ё", "е") for w in _WORD.findall(header)]
    if not any(_is_short(w) for w in words) or not all(_is_enough(w, len(words)) for w in words):
        return ()
    ranks: dict[str, int] = {}
    for of_alias, meant in aliases.get(len(words), ()):
        if all(_fits(w, a) for w, a in zip(words, of_alias, strict=True)):
            for column, rank in meant:
                ranks[column] = min(rank + RANK, ranks.get(column, rank + RANK))
    return tuple(ranks.items()) if len(ranks) == 1 else ()


def _is_short(word: str) -> bool:
    return word.endswith(".") or "-" in word


def _is_enough(word: str, words: int) -> bool:
    if "-" in word:
        return len(word.rstrip(".")) - 1 >= HYPHENED
    if not word.endswith("."):
        return True
    return len(word) - 1 >= (SHORTEST + 1 if words == 1 else SHORTEST)


def _fits(word: str, alias: str) -> bool:
    if word.endswith("."):
        stem = word[:-1]
        return alias.startswith(stem)
    first, hyphen, last = word.partition("-")
    if hyphen:
        return (
            alias.startswith(first) and alias.endswith(last) and len(alias) > len(first) + len(last)
        )
    return word == alias
