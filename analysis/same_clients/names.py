"""Plain client names: without legal form, quotes, case, dashes and brackets; letters that look alike count as one.

Only for comparing: nobody is shown a plain name, and no client is known by it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LIKE_LATIN = str.maketrans(
    "авекмнорстухіјѕ", "abekmhopctyxijs"
)  # Cyrillic letters and the Latin ones they are taken for

FORMS = {  # family of legal forms → how they are written; a plant that was ОАО and became ПАО is the same plant
    "limited": "ооо тоо одо осоо тов llc ltd limited gmbh sro srl sarl bv oy kft doo pte",
    "joint stock": "ао оао зао пао нао jsc ojsc cjsc pjsc inc incorporated corp corporation plc ag sa spa nv ab zao oao pao",
    "person": "ип чп флп пбоюл ip",
    "state": "гуп муп мп фгуп гп фгбу фгку фгау гбу мбу маоу мку мау рупп руп куп гау ано нко",
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
    "государственное унитарное предприятие": "гуп",
    "муниципальное унитарное предприятие": "муп",
    "научно производственное объединение": "нпо",
    "научно производственное предприятие": "нпп",
    "научно производственная фирма": "нпф",
    "производственно коммерческая фирма": "пкф",
    "limited liability company": "llc",
    "joint stock company": "jsc",
    "gesellschaft mit beschränkter haftung": "gmbh",
    "sp z o o": "ltd",
    "s r o": "sro",
    "co ltd": "ltd",
}
AT_THE_END = frozenset({"sa", "ag", "ab", "oy", "nv", "bv", "co", "spa", "ip"})  # words elsewhere in a name

BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
TAX_NUMBER = re.compile(r"\bинн\W{0,3}(\d{12}|\d{10})\b")
DOTTED = re.compile(r"\b(?:\w\.){2,}")
WORDS = re.compile(r"[^\W_]+")
DIGITS = re.compile(r"\d+")


def looks_like(text: str) -> str:
    """A text in which letters that look alike are one: «ООО» typed in Latin letters is «ООО»."""
    return text.translate(LIKE_LATIN)


def _looks(words: str) -> frozenset[str]:
    return frozenset(looks_like(word) for word in words.split())


FAMILY = {looks_like(word): family for family, words in FORMS.items() for word in words.split()}
MAKER_WORDS = _looks(MAKERS)
EMPTY_WORDS = _looks(SAYS_NOTHING)
WRITTEN_OUT = [(looks_like(phrase), looks_like(form)) for phrase, form in PHRASES.items()]
ENDINGS = _looks(" ".join(AT_THE_END))


@dataclass(frozen=True)
class PlainName:
    """`words`: what is left of a name. `form`: family of its legal form; `maker`: НПО, ПКФ …; `note`: what stood in brackets;
    `tax_number`: ИНН written into the name. Each empty where there is none."""

    words: tuple[str, ...]
    form: str = ""
    maker: str = ""
    note: str = ""
    tax_number: str = ""

    @property
    def key(self) -> str:
        """The same for names that are one but for spaces and dashes."""
        return "".join(self.words)

    @property
    def numbers(self) -> tuple[str, ...]:
        """«СМУ-3» and «СМУ-5» are two clients, however alike."""
        return tuple(sorted(DIGITS.findall(" ".join(self.words))))

    @property
    def in_order(self) -> str:
        """For comparing: words by the alphabet, as «завод Альфа» is «Альфа завод»."""
        return " ".join(sorted(self.words))


def plain(name: str) -> PlainName:
    text = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    found = TAX_NUMBER.search(text)
    text = TAX_NUMBER.sub(" ", text)
    outside = BRACKETS.sub(" ", text)
    if not WORDS.search(outside):
        outside = text
    note = "" if outside == text else " ".join(" ".join(_words(a or b)) for a, b in BRACKETS.findall(text))
    words = _words(outside)
    rest, form, maker = _without_forms(words)
    return PlainName(tuple(rest), form, maker, note, found.group(1) if found else "")


def _words(text: str) -> list[str]:
    """Words in look-alike letters; forms written out as their letters; initials as one word."""
    text = text.replace("+", " плюс ").replace("&", " и ")
    text = DOTTED.sub(lambda m: m.group().replace(".", "") + " ", text)
    line = f" {looks_like(' '.join(WORDS.findall(text)))} "
    for phrase, form in WRITTEN_OUT:
        line = line.replace(f" {phrase} ", f" {form} ")
    joined: list[str] = []
    was_letter = False
    for word in line.split():
        is_letter = len(word) == 1 and word.isalpha()
        if is_letter and was_letter:
            joined[-1] += word
        else:
            joined.append(word)
        was_letter = is_letter
    return joined


def _without_forms(words: list[str]) -> tuple[list[str], str, str]:
    """Words, the family of the form that stood at an end of them, the maker's word; a name of nothing else keeps its words."""
    rest, form, maker = list(words), "", ""
    while rest:
        if rest[0] in FAMILY and rest[0] not in ENDINGS:
            word = rest.pop(0)
            form = form or FAMILY[word]
        elif rest[-1] in FAMILY and not (form and FAMILY[rest[-1]] == "person"):  # «ИП Иванов И. П.»
            word = rest.pop()
            form = form or FAMILY[word]
        elif rest[0] in MAKER_WORDS or rest[-1] in MAKER_WORDS:
            word = rest.pop(0 if rest[0] in MAKER_WORDS else -1)
            maker = maker or word
        elif rest[0] in EMPTY_WORDS or rest[-1] in EMPTY_WORDS:
            rest.pop(0 if rest[0] in EMPTY_WORDS else -1)
        else:
            break
    return (rest, form, maker) if rest else (list(words), form, "")
