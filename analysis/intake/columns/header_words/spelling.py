"""A header as it is spelt: words as the alias lists have them; the unit, the currency and the remark on VAT taken off.

«Сумма с НДС, тыс. руб.» is the words `сумма`, the unit `thousand`, with VAT.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from analysis.dictionary.time_units import Code
from analysis.intake.columns.header_words import (
    discount_words,
    per_piece_words,
    units,
)
from analysis.intake.columns.header_words.units import FACTORS
from analysis.intake.currency import named_in
from analysis.intake.files.invisible import without
from analysis.intake.time_units import named_unit

VAT = re.compile(
    r"\b(без|с|вкл\w*|включая|в т ?ч|в том числе|incl\w*|excl\w*|ex|with|without|net of)\s+(уч[её]та\s+|уч[её]том\s+)?"
    r"(?:ндс|vat|tax)\b(?:\s*(\d{1,2})\s*%)?"
)
_ROLES = {
    "vat_amount": r"(?:(?:сумма|в т ?ч|в том числе|всего) )?ндс(?: (?:сумма|всего|\d{1,2} ?%))?|vat(?: (?:amount|sum))?",
    "vat_rate": r"ставка ндс|ндс ставка|(?:%|процент) ндс|ндс ?%|vat rate|vat ?%|rate of vat",
    "vat_included": r"(?:цен[аы]|сумм[аы]|стоимость) включа[ею]т ндс|(?:price|amount|total)s? includes? vat|vat included",
    "tax": r"(?:total |sales |order |invoice )?(?:tax(?:es)?|gst|hst|mwst|ust|iva|tva|налог)(?: (?:amount|amt|total|sum|value|сумма))?"
    r"|(?:сумма|всего) налога|tax \d{1,2} ?%",
    "document_kind": r"(?:вид|тип|название|наименование) (?:документа|операции|движения|сделки|продажи|реализации|строки|записи"
    r"|регистратора)(?: продажи| реализации| движения)?|документ(?: вид| тип| движения| продажи| реализации)?|хозяйственная операция"
    r"|хоз ?операция|операция|движение|регистратор|тип|вид|(?:document|doc|transaction|trans|txn|invoice|record|entry|line|sales?|movement"
    r"|operation|voucher|posting)(?: document)? (?:type|kind|category|class)|type(?: of (?:document|transaction|sale|operation))?"
    r"|document|doc|док|transaction|document name|doc name|operation|invoice kind",
    "unit": r"(?:баз(?:овая|овые)? |учетн(?:ая|ые) )?(?:ед(?:иниц[аы])? ?изм(?:ерения)?|единица(?: хранения)?|еи)"
    r"(?: (?:товара|номенклатуры|продукции|количества))?|(?:код )?океи"
    r"|(?:base |sales |order |basic )?(?:unit|uom|uo m)(?: of measure(?:ment)?)?(?: code)?|meins|vrkme",
    "currency": r"валюта(?: (?:документа|договора|расчетов|взаиморасчетов|заказа|счета|цены|суммы|сделки|операции))?|код валюты"
    r"|(?:(?:doc|document|order|transaction|trans|invoice|sales|deal|local|sd document) )?curr(?:ency)?(?: code| key)?"
    r"|wahrung|währung|waers",
}
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s*(?=[^\W\d])")  # «1. Номер заказа»
_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_EXEMPT = ("ндс не облагается", "не облагается ндс", "не облагается", "vat exempt")
_ACCOUNT = re.compile(r"(?:кт|дт|кредит|дебет|сч|счет|счета)(?: счета?)?(?: \d+)+")  # «(Кт 90.01)»
_WITHOUT = ("без", "ex", "without", "net of")
# What pivot tables of Excel and LibreOffice put before the name of an amount.
_PIVOT = re.compile(r"^\s*(?:сумма по полю |sum of |(?:сумма|sum) - )(?=\w)", re.IGNORECASE)
_TIME_UNITS: dict[str, Code] = {"minutes": "min", "hours": "h", "days": "d"}
_HALVES = (
    ("часы", "часов", "час", "ч", "hours", "hour", "h", "hrs"),
    ("минуты", "минут", "мин", "minutes", "min", "mins", "m"),
)
_NAME_PARTS = {
    "имя": "given_name",
    "first name": "given_name",
    "given name": "given_name",
    "отчество": "middle_name",
}
LONGEST = 100  # signs of a header that are looked at
STACK = " / "  # between the rows of a header: «Выручка / Сумма»


@dataclass(frozen=True)
class Header:
    """A header as a person means it: `words` in the spelling of the alias lists."""

    words: str
    unit: str  # "", "days", "percent", "minutes", "hours", or one of FACTORS
    vat: str = ""  # "with" or "without", where the header says so
    vat_rate: str = ""  # per cent, as in «с НДС 20%»
    currency: str = ""  # such as USD, where the header says so
    per: int = 1  # pieces that a price is for, as in «руб./тыс. шт.»
    piece: str = ""  # the words without those that say so, where the amount is for a piece: «себестоимость» of «Себестоимость ед.»
    counted: str = ""  # the words without «шт.» behind them
    discount: str = ""  # "before" or "after", where the header says so of an amount or a price
    times: int = 1  # of the unit of time that one in the column is: 1000 in «тыс. чел.-ч»

    @property
    def with_vat(self) -> bool:
        return self.vat == "with"

    def factor(self, column: str) -> int | Decimal:
        """By which the column's values are multiplied to stand in units (pieces, rubles)."""
        scale = FACTORS.get(self.unit, self.times)
        if column not in per_piece_words.PRICES and (
            not self.piece or column in ("quantity", "capacity")
        ):
            return scale
        pieces = scale if self.unit.endswith(" pieces") else 1
        return Decimal(scale) / (Decimal(pieces) ** 2 * self.per)


def _cyrillic(word: str) -> str:
    """A Russian word without the Latin letters that look like its own: «Cумма» typed on the other keyboard."""
    alien = {c for c in word if "a" <= c <= "z"}
    russian = any("а" <= c <= "я" for c in word)
    return (
        word.translate(_LOOK_ALIKE) if russian and alien and alien <= set("abcehkmoptxy") else word
    )


def words_of(text: str) -> str:
    text = re.sub(
        r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ][a-zа-яё])|(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", without(text)
    )
    text = (
        " ".join(map(_cyrillic, text.casefold().split(" ")))
        .replace("ё", "е")
        .replace("№", " номер ")
        .replace("#", " no ")
    )
    return " ".join(re.sub(r"[^\w$€₽%]+|_", " ", text).split())


@lru_cache(8192)
def plain(header: str) -> Header:
    """Take a header apart into words, unit and VAT remark; of a longer text its beginning."""
    header = header[:LONGEST]
    given = _PIVOT.sub("", _NUMBERED.sub("", header))
    header, per = units.per(given)
    pieces = [p for p in re.split(r"[,;()\[\]/|:]", header) if p.strip()]
    unit = vat = vat_rate = currency = ""
    kept: list[str] = []
    for position, piece in enumerate(pieces):
        words = words_of(piece)
        remark = VAT.search(words)
        if remark:
            excluded = remark.group(1) in _WITHOUT or remark.group(1).startswith("excl")
            vat, vat_rate = "without" if excluded else "with", remark.group(3) or ""
            words = " ".join((words[: remark.start()] + words[remark.end() :]).split())
        if vat and not vat_rate and re.fullmatch(r"\d{1,2} ?%", words):
            vat_rate, words = words.rstrip(" %"), ""
        if words in _EXEMPT:
            vat, words = "without", ""
        if position and _ACCOUNT.fullmatch(words):
            continue
        stated = units.read(words)
        if position and stated:
            unit, currency = units.joined(unit, stated[0]), currency or stated[1]
        elif stated and units.of_time(stated[0])[1] > 1:  # «Тыс. чел.-ч» and nothing before it
            unit = stated[0]
            kept.append(words.partition(" ")[2])
        elif words:
            currency = currency or (named_in(words) if position else "")
            kept.append(words)
    words, tail_unit, tail_currency = units.without_tail(" ".join(kept))
    unit, currency = units.joined(unit, tail_unit), currency or tail_currency
    words, discount = discount_words.told_apart(words)
    words, is_rate = discount_words.without_percent(words)
    unit = unit or ("percent" if is_rate else "")
    bare = per_piece_words.without(given) if per == 1 else header
    counted = per_piece_words.without_count(given)
    of_one, of_count = (plain(t).words if t else "" for t in (bare, counted))
    unit, times = units.of_time(unit)
    return Header(words, unit, vat, vat_rate, currency, per, of_one, of_count, discount, times)


@lru_cache(8192)
def role(header: str) -> str:
    """What a column says of the amounts beside it: vat_amount, vat_rate, vat_included, tax, document_kind, unit, currency; else ""."""
    header = header[:LONGEST]
    if STACK in header:
        header = " ".join(header.split(STACK))
    header = _NUMBERED.sub("", header)
    pieces = (words_of(p) for p in re.split(r"[,;()\[\]/|:]", header))
    words = " ".join(p for p in pieces if p and (p == "%" or not units.read(p)))
    return next((role for role, pattern in _ROLES.items() if re.fullmatch(pattern, words)), "")


def minutes_of(header: str, hours: str) -> bool:
    """Whether the columns are the two halves of a duration: «Часы» and «Минуты»."""
    bare = (plain(text).words for text in (hours, header))
    return all(words in names for words, names in zip(bare, _HALVES, strict=True))


def parts_of_name(header: str, person: str) -> str:
    """Which part of the name a column adds to that of the surnames: "given_name", "middle_name" or ""."""
    if plain(person).words not in ("фамилия", "last name", "surname"):
        return ""
    return _NAME_PARTS.get(plain(header).words, "")


def names_unit(text: str) -> bool:
    """Whether the text is a unit, a currency or a remark on VAT and nothing else: «тыс. руб.», «шт.», «без НДС»."""
    words = words_of(text)
    return units.read(words) is not None or VAT.fullmatch(words) is not None


def time_unit(header: str) -> Code | Literal[""]:
    """The unit of time that the header states; "" for none, or for two («Часы, мин»)."""
    read = plain(header)
    aside, named = _TIME_UNITS.get(read.unit), named_unit(read.words)
    return "" if aside and named and aside != named else aside or named
