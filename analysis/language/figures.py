"""Numbers, money and days as a language writes them; an unknown number is said to be unknown, never 0."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import babel.dates
import babel.numbers
from babel import Locale

MINUS = "−"


class Count(int):
    """A whole number that brings its noun: format spec `form|form|form`, in the order of the language's plurals."""

    locale: Locale

    def __new__(cls, value: int, locale: Locale) -> Count:
        made = super().__new__(cls, value)
        made.locale = locale
        return made

    def __format__(self, forms: str) -> str:
        number = babel.numbers.format_decimal(int(self), locale=self.locale).replace("-", MINUS)
        if not forms:
            return number
        kinds = {"one": 0, "few": 1, "many": 2} if self.locale.language == "ru" else {"one": 0}
        words = forms.removeprefix("=").split("|")
        place = kinds.get(self.locale.plural_form(abs(int(self))), len(words) - 1)
        word = words[min(place, len(words) - 1)]
        return word if forms.startswith("=") else f"{number} {word}"


@dataclass(frozen=True)
class Figures:
    """Of one language and currency; `analysis.language.Words` adds the texts, which the units come from."""

    lang: str
    currency: str = "RUB"

    def __call__(self, key: str, /, **values: Any) -> str:
        raise NotImplementedError

    @property
    def locale(self) -> Locale:
        return _locale(self.lang)

    @property
    def unknown(self) -> str:
        return self("unknown")

    @property
    def currency_sign(self) -> str:
        return _symbol(self.currency)

    def number(self, value: Any, digits: int = 0) -> str:
        if is_unknown(value):
            return self.unknown
        return self._grouped(value, digits)

    def _grouped(self, value: Any, digits: int) -> str:
        """As Babel's format_decimal writes it, ten times faster: a table has thousands of numbers."""
        return format(_rounded(value, digits), f",.{digits}f").translate(_marks(self.lang))

    def money(self, value: Any, digits: int = 0) -> str:
        """In full: "1 234 567 ₽"."""
        return self._with_symbol(value, self.number(value, digits))

    def short_money(self, value: Any) -> str:
        """For headlines and charts: "117,2 млн ₽"."""
        if is_unknown(value) or abs(value) < 10_000:
            return self.money(value)
        digits = 0 if 1e5 <= abs(value) < 1e6 else 1
        text = babel.numbers.format_compact_decimal(
            _rounded(value, 2), locale=self.locale, fraction_digits=digits
        )
        return self._with_symbol(value, text.replace("-", MINUS))

    def apart(self, one: Any, other: Any) -> tuple[str, str]:
        """Two amounts as headlines, with as many digits as it takes to tell one from the other: "1,512 млрд ₽", "1,530 млрд ₽"."""
        for digits in (None, 2, 3, 4):
            said = self._headline(one, digits), self._headline(other, digits)
            if said[0] != said[1] or is_unknown(one) or is_unknown(other) or one == other:
                return said
        return self.money(one), self.money(other)

    def _headline(self, value: Any, digits: int | None) -> str:
        if digits is None or is_unknown(value) or abs(value) < 10_000:
            return self.short_money(value)
        text = babel.numbers.format_compact_decimal(
            _rounded(value, 2), locale=self.locale, fraction_digits=digits
        )
        return self._with_symbol(value, text.replace("-", MINUS))

    def _with_symbol(self, value: Any, text: str) -> str:
        if is_unknown(value):
            return self.unknown
        symbol = _symbol(self.currency)
        if self.lang == "ru":
            return f"{text}\u00a0{symbol}"
        gap = "\u00a0" if symbol.isalpha() else ""
        return (
            f"{MINUS}{symbol}{gap}{text[1:]}" if text.startswith(MINUS) else f"{symbol}{gap}{text}"
        )

    def share(self, value: Any, digits: int = 1) -> str:
        if is_unknown(value):
            return self.unknown
        return self._grouped(value * 100, digits) + ("\u00a0%" if self.lang == "ru" else "%")

    def change(self, part: Any) -> str:
        """+4,2 %"""
        return ("+" if part > 0 else "") + self.share(part, 0 if abs(part) >= 1 else 1)

    @staticmethod
    def signed(said: str) -> str:
        """A difference in words: what isn't below zero gets its plus."""
        return said if said.startswith(MINUS) else f"+{said}"

    def about_hours(self, value: Any) -> str:
        """An estimate, to three figures: "≈ 154 000 ч"."""
        if is_unknown(value):
            return self.unknown
        rounded = float(f"{value:.3g}")
        return f"≈\u00a0{self.hours(rounded, 0 if rounded == round(rounded) else 1)}"

    def hours(self, value: Any, digits: int = 0) -> str:
        if is_unknown(value):
            return self.unknown
        return f"{self.number(value, digits)}\u00a0{self('unit.hours')}"

    def days(self, value: Any) -> str:
        return self.unknown if is_unknown(value) else self("unit.days", n=round(value))

    def date(self, value: Any) -> str:
        if is_unknown(value):
            return self.unknown
        pattern = "dd.MM.yyyy" if self.lang == "ru" else "d MMM yyyy"
        return str(babel.dates.format_date(_day(value), pattern, locale=self.locale))

    def month(self, value: Any) -> str:
        if is_unknown(value):
            return self.unknown
        return (
            str(babel.dates.format_skeleton("yMMM", _day(value), locale=self.locale))
            .removesuffix(" г.")
            .removesuffix("\u202fг.")
        )

    def moment(self, value: Any) -> str:
        if is_unknown(value):
            return self.unknown
        pattern = "dd.MM.yyyy HH:mm" if self.lang == "ru" else "d MMM yyyy HH:mm"
        return str(babel.dates.format_datetime(value, pattern, locale=self.locale))

    def zone(self, name: str) -> str:
        """A time zone by its city: of «Asia/Novosibirsk», «Новосибирск»."""
        return _city(name, str(self.locale))

    def value(self, value: Any, unit: str) -> str:
        """A number of a metric by its unit."""
        if is_unknown(value):
            return self.unknown
        match unit:
            case "money":
                return self.money(value)
            case "kopecks":
                return self.money(value, 2)
            case "share":
                return self.share(value)
            case "hours":
                return self.hours(value)
            case "money per hour":
                return f"{self.money(value)}/{self('unit.hours')}"
            case "points":
                return self.number(value, 1)
            case "date":
                return self.date(value)
            case "text":
                return str(value)
            case "quantity":
                return self.number(value, 0 if float(value).is_integer() else 2)
            case _:
                return self.number(value)


def is_unknown(value: Any) -> bool:
    if value is None:
        return True
    try:
        return bool(value != value)  # NaN and NaT differ from themselves
    except (TypeError, ValueError):
        return True  # pandas.NA


def _rounded(value: Any, digits: int) -> Decimal:
    number = Decimal(repr(float(value))) if not isinstance(value, Decimal) else value
    if not math.isfinite(number):
        return Decimal(0)
    rounded = number.quantize(Decimal(1).scaleb(-digits))
    return rounded if rounded else abs(rounded)  # no −0


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse({"ru": "ru_RU", "en": "en_US"}[lang])


@cache
def _marks(lang: str) -> dict[int, str]:
    symbols = _locale(lang).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"], "-": MINUS})


@cache
def _symbol(currency: str) -> str:
    return str(babel.numbers.get_currency_symbol(currency, "ru" if currency == "RUB" else "en_US"))


@cache
def _city(zone: str, locale: str) -> str:
    return str(babel.dates.get_timezone_location(zone, locale=locale, return_city=True))
