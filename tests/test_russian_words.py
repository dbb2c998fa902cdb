"""One concept, one word: the Russian texts use the glossary's words, and none of those that it dropped."""

from __future__ import annotations

import re

import pytest

from analysis.decisions import letter_texts
from analysis.language import TEXTS

RU = {**TEXTS["ru"], **{f"letter {key}": text for key, text in letter_texts.RU.items()}}

DROPPED = {  # a dropped word in all its forms: the glossary's word
    r"фактическ": "реальная прибыль; the actual day is «факт»",
    r"факт\.": "реал.",
    r"на деле": "реально",
    r"общезаводские назад": "общезаводские сняты",
    r"маржа|марже|маржу|маржи|маржой": "рентабельность",
    r"срез(?!а[тл])\w*|разрез\w*": "отбор",
    r"фильтр\w*": "отбор",
    r"вердикт\w*": "по портрету",
    r"теря(?:ет|ют|ем|л)\w*|потеря(?:ет|ют|ть|ла?|ли)": "убыток на клиенте",
    r"в плюсе|в минусе|зарабатыва\w+|дотягива\w+|не дотян\w+": "прибыльный, приносит",
    r"уравнени\w+": "формула трудоёмкости",
    r"журнал\w* времени|запис(?:и|ей) журнала": "трудозатраты",
    r"(?:с полным|без полного) расч[её]т\w*|полностью не рассчитан|полностью рассчитан\w*": "с полными данными",
    r"вклад(?!к)\w*": "маржинальный доход; прибыль до ресурсов",
    r"пул|пула|пулы|пулов|пулу": "ресурс",
    r"по оценке|оцен[её]н\w*|оценк\w+": "расчётные",
    r"внутренни\w+ дел\w*|внутренн\w+ расход\w*": "внутренние работы",
    r"ниже черты": "расходы периода",
    r"неисп\.|не использовано": "недозагрузка",
    r"занятост\w+|занято": "загрузка",
    r"просроч\w+": "опоздание",
    r"обещано|обещанн\w+ (?:срок|дн|день)\w*|вышло": "по договору, факт",
    r"раунд\w*": "круг согласования",
    r"(?<!лишних )согласований": "кругов согласования",
    r"уникальн\w+|модификаци\w+": "разработка по ТЗ, доработка",
    r"исключающ\w+": "стоп-фактор",
    r"растить|держать|договориться об условиях": "развивать, без изменений, пересмотреть условия",
    r"отказан\w*|отказы": "отклонено",
    r"(?<!ничего )не известн[аоы]?(?! сразу)": "неизвестно",
    r"не по чему|не с чем|нечего|некого|не от чего": "what is missing, then the step",
    r"рабоч\w+ (?:пространств\w*|мест\w*)": "данные Dealfit",
    r"контрагент\w*|заказчик\w*": "клиент",
    r"платят|платит": "прибыльны",
    r"худш\w+|плохого|плохих|приучать|что с ним делать": "самые убыточные; rule 8 of tone",
    r"судить|судим|судят": "предложение",
    r"труд[ау]? рабочих(?<!оплата труда рабочих)(?<!оплаты труда рабочих)": "оплата труда рабочих",
    r"накладн\w+": "общезаводские затраты",
    r"штраф\w*": "неустойка",
    r"целев(?:ая|ой|ую) рентабельност\w+": "цель по рентабельности",
    r"наценк\w+|съел\w*": "ниже цели: затраты; of an offer the markup is a figure of its own",
    r"\w+\(а\)": "rule 5: a name is never asked its sex",
    r"читаю|собираю|готовлю|считаю|сравниваю|пересчитываю|возвращаю|подбираем|спросим|спрашиваем": "rule 6: neither «я» nor «мы»",
    r"показан[аоы]? \{": "rule 4: «на экране», with no verb to agree",
    r"сигмоид\w*|бутстреп\w*|уилсон\w*|ньюкомб\w*": "rule 10: statistics in words",
}
OF_OFFERS = (  # keys of texts on an offer's markup
    "input.quotes.",
    "metric.markup",
    "metric.gain",
    "missing.quotes",
    "quotes.",
    "find.quotes_",
)


@pytest.mark.parametrize("word", DROPPED)
def test_no_text_uses_a_dropped_word(word: str) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{word})(?!\w)", re.I)
    found = {
        key: match[0]
        for key, text in RU.items()
        if (match := pattern.search(text))
        and not (key.startswith(OF_OFFERS) and match[0].lower().startswith("наценк"))
    }
    assert found == {}, f"say: {DROPPED[word]}"


def test_numbers_keep_their_units() -> None:
    broken = re.compile(r"[\d}] (?:%|₽|шт\.|дн\.|млн|млрд|тыс\.|п\.)|п\. п\.|№ [\d{]")
    assert [key for key, text in RU.items() if broken.search(text)] == []
