"""Legal forms and other words that stand before or after a client's name, short and written out."""

from __future__ import annotations

from analysis.intake.values.letters import looks_like

FORMS = {  # family of legal forms → how they are written; a plant that was ОАО and became ПАО is the same plant
    "limited": "ооо тоо одо осоо тов llc ltd limited gmbh sro srl sarl bv oy kft doo pte",
    "joint stock": "ао оао зао пао нао jsc ojsc cjsc pjsc inc incorporated corp corporation plc ag sa spa nv ab zao oao pao",
    "person": "ип чп флп пбоюл ip",
    "state": "гуп муп мп фгуп гп фгбу фгку фгау фгаоу фгбоу гбу гку гау гбоу мбу мку мау мбоу маоу мдоу мбдоу рупп руп куп ано нко",
    "farm": "кфх спк схпк",
}
SAYS_NOTHING = "компания фирма предприятие организация company"
MAKERS = "нпо нпп нпф нпк нпц пкф пкп ппп"  # no legal forms, but often left out of a name
PHRASES = {  # forms written out
    "общество с ограниченной ответственностью": "ооо",
    "товарищество с ограниченной ответственностью": "тоо",
    "общество с дополнительной ответственностью": "одо",
    "непубличное акционерное общество": "нао",
    "публичное акционерное общество": "пао",
    "открытое акционерное общество": "оао",
    "закрытое акционерное общество": "зао",
    "акционерное общество": "ао",
    "индивидуальный предприниматель": "ип",
    "крестьянское фермерское хозяйство": "кфх",
    "федеральное государственное унитарное предприятие": "фгуп",
    "федеральное государственное бюджетное учреждение": "фгбу",
    "федеральное государственное казенное учреждение": "фгку",
    "федеральное государственное автономное учреждение": "фгау",
    "государственное унитарное предприятие": "гуп",
    "государственное бюджетное учреждение": "гбу",
    "государственное казенное учреждение": "гку",
    "государственное автономное учреждение": "гау",
    "государственное бюджетное общеобразовательное учреждение": "гбоу",
    "муниципальное унитарное предприятие": "муп",
    "муниципальное бюджетное учреждение": "мбу",
    "муниципальное казенное учреждение": "мку",
    "муниципальное автономное учреждение": "мау",
    "муниципальное бюджетное общеобразовательное учреждение": "мбоу",
    "автономная некоммерческая организация": "ано",
    "научно производственное объединение": "нпо",
    "научно производственное предприятие": "нпп",
    "научно производственная фирма": "нпф",
    "научно производственная компания": "нпк",
    "научно производственный центр": "нпц",
    "производственно коммерческая фирма": "пкф",
    "торговый дом": "тд",
    "торговая компания": "тк",
    "строительная компания": "ск",
    "управляющая компания": "ук",
    "производственная компания": "пк",
    "группа компаний": "гк",
    "limited liability company": "llc",
    "joint stock company": "jsc",
    "gesellschaft mit beschränkter haftung": "gmbh",
    "sp z o o": "ltd",
    "s r o": "sro",
    "co ltd": "ltd",
}
AT_THE_END = frozenset(
    {"sa", "ag", "ab", "oy", "nv", "bv", "co", "spa", "ip"}
)  # words elsewhere in a name


def _looks(words: str) -> frozenset[str]:
    return frozenset(looks_like(word) for word in words.split())


FAMILY = {looks_like(word): family for family, words in FORMS.items() for word in words.split()}
MAKER_WORDS = _looks(MAKERS)
EMPTY_WORDS = _looks(SAYS_NOTHING)
ENDINGS = _looks(" ".join(AT_THE_END))
WRITTEN_OUT: dict[
    str, list[tuple[tuple[str, ...], str]]
] = {}  # first word → whole phrases, the longer first
for _phrase, _form in sorted(PHRASES.items(), key=lambda p: -len(p[0])):
    _phrase_words = tuple(looks_like(_phrase).split())
    WRITTEN_OUT.setdefault(_phrase_words[0], []).append((_phrase_words, _form))


def without_forms(words: list[str]) -> tuple[list[str], str, str]:
    """Lower-case words, the family of the form that stood at an end of them, the maker's word; a name of nothing else keeps its words."""
    rest, form, maker = list(words), "", ""
    while rest:
        first, last = looks_like(rest[0]), looks_like(rest[-1])
        if first in FAMILY and first not in ENDINGS:
            rest.pop(0)
            form = form or FAMILY[first]
        elif last in FAMILY and form != "person":  # after ИП, letters at the end are a person's
            rest.pop()
            form = form or FAMILY[last]
        elif first in MAKER_WORDS or last in MAKER_WORDS:
            rest.pop(0 if first in MAKER_WORDS else -1)
            maker = maker or (first if first in MAKER_WORDS else last)
        elif first in EMPTY_WORDS or last in EMPTY_WORDS:
            rest.pop(0 if first in EMPTY_WORDS else -1)
        else:
            break
    return (rest, form, maker) if rest else (list(words), form, "")
