"""Amounts in another currency than the workspace's: told by a column, a header or the cells; converted by a rate, or refused.

The rate of a day is the latest one that the settings give ([[exchange_rate]]) from that day or before it. It is applied when the
file is taken in: rates that change later change nothing that is in already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analysis.intake.sqltext import literal, values

_WRITTEN = {
    "RUB": "руб|рубль|рубля|рублей|рубли|р|₽|rub|rur|643|810|российский рубль",
    "USD": "$|usd|us$|доллар|доллары|долларов|долл|долл сша|доллар сша|доллары сша|840",
    "EUR": "€|eur|евро|978",
    "CNY": "¥|cny|rmb|юань|юани|юаней|156",
    "KZT": "₸|kzt|тенге|тг|398",
    "BYN": "byn|byr|br|бел руб|белорусский рубль|белорусских рублей|933",
    "GBP": "£|gbp|826",
    "UAH": "₴|uah|гривна|грн|980",
}
CODES: dict[str, str] = {
    word: code for code, words in _WRITTEN.items() for word in words.split("|")
}
# In headers, after a comma or as the last word: nothing that means something else there.
SIGNS: dict[str, str] = {
    w: c for w, c in CODES.items() if not w.isdecimal() and w not in ("р", "us$") and " " not in w
}
_IN_CELLS = {
    "BYN": r"BYN|BYR|Br|бел\.? ?руб\.?",
    "RUB": r"руб(?:лей|ля|ль)?\.?|[рp]\.?|₽|RUB|RUR",
    "USD": r"US\$|\$|USD|долл\.?",
    "EUR": "€|EUR|евро",
    "CNY": "¥|CNY",
    "KZT": r"₸|KZT|тенге|тг\.?",
    "GBP": "£|GBP",
    "UAH": "₴|UAH|грн\\.?",
    "TRY": "₺|TRY",
    "INR": "₹|INR",
    "PLN": "zł|PLN",
    "KRW": "₩|KRW",
    "ILS": "₪|ILS",
}
# Of the others a cell bears the code: «100 CHF».
_OTHERS = (
    "AED AMD AUD AZN BGN BRL CAD CHF CZK DKK EGP GEL HKD HUF IDR JPY KGS MDL MXN MYR NOK NZD QAR RON RSD SAR SEK SGD THB TJS TMT "
    "TWD UZS VND ZAR"
)
_CODED = _OTHERS.split()
_IN_CELLS |= dict(zip(_CODED, _CODED, strict=True))
_OTHER_SIGNS = {
    "₺": "TRY",
    "₹": "INR",
    "rs": "INR",
    "zł": "PLN",
    "₩": "KRW",
    "₪": "ILS",
    "kč": "CZK",
    "ft": "HUF",
    "fr": "CHF",
    "sfr": "CHF",
    "r$": "BRL",
    "лв": "BGN",
    "som": "UZS",
    "som m": "UZS",
    "сўм": "UZS",
    "сум": "UZS",
    "сом": "KGS",
    "֏": "AMD",
    "₾": "GEL",
    "₼": "AZN",
    "man": "AZN",
    "lei": "RON",
    "₫": "VND",
    "฿": "THB",
    "￥": "CNY",
    "p": "RUB",
    "a$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nt$": "TWD",
    "hk$": "HKD",
    "s$": "SGD",
    "nz$": "NZD",
    "us$": "USD",
    "mx$": "MXN",
    "元": "CNY",
    "円": "JPY",
}


@dataclass(frozen=True)
class ExchangeRate:
    """So much of the workspace's currency for one of `currency`, from the day `since` on."""

    currency: str
    since: dt.date
    rate: Decimal


@dataclass(frozen=True)
class Money:
    """What amounts are counted in. `home` None: whatever the file has, nothing is converted."""

    home: str | None = None
    rates: tuple[ExchangeRate, ...] = ()

    def has(self, currency: str) -> bool:
        return currency == self.home or any(r.currency == currency for r in self.rates)


def given_twice(rates: Sequence[ExchangeRate]) -> int | None:
    """The place of the first rate that an earlier one of the same currency and day contradicts."""
    first: dict[tuple[str, dt.date], Decimal] = {}
    for place, each in enumerate(rates):
        if first.setdefault((each.currency, each.since), each.rate) != each.rate:
            return place
    return None


def money_from(said: Mapping[str, Any]) -> Money:
    """Back from what `asdict` made of it, and JSON of that."""
    rates = (
        ExchangeRate(r["currency"], dt.date.fromisoformat(r["since"]), Decimal(r["rate"]))
        for r in said.get("rates", ())
    )
    return Money(said.get("home"), tuple(rates))


def named_in(words: str) -> str:
    """The currency that a header's words name, such as `тыс usd`; "" for none."""
    return next((SIGNS[w] for w in words.split() if w in SIGNS), "")


def by_sign(text: str) -> str:
    """The code of the currency that a sign or a word names, such as «руб.» or €; "" for anything else."""
    words = " ".join(text.casefold().replace(".", " ").replace("'", "").split())
    coded = words.upper()
    return CODES.get(words) or _OTHER_SIGNS.get(words) or (coded if coded in _IN_CELLS else "")


def code(text: str) -> str:
    """A currency as people write it, by its code: «долл. США» is USD."""
    words = " ".join(text.casefold().replace(".", " ").split())
    return CODES.get(words, words.upper())


def signs(currencies: Iterable[str] = tuple(_IN_CELLS)) -> str:
    """A regular expression for these currencies as cells write them."""
    return "(?:" + "|".join(_IN_CELLS[c] for c in currencies if c in _IN_CELLS) + ")"


def known(home: str | None) -> str:
    """A regular expression for what may stand beside an amount in the workspace's currency."""
    return signs() if home is None else signs([home]) if home in _IN_CELLS else f"(?:{home})"


def code_sql(text: str) -> str:
    """SQL: the code of the currency that a cell names; NULL for a blank one."""
    plain = f"trim(replace(lower(trim({text})), '.', ' '))"
    plain = f"replace({plain}, '  ', ' ')"
    coded = f"list_extract([{values(CODES.values())}], list_position([{values(CODES)}], {plain}))"
    return f"CASE WHEN trim({text}) <> '' THEN coalesce({coded}, upper(trim({text}))) END"


def sign_sql(text: str) -> str:
    """SQL: the code of the currency whose sign stands in the cell of an amount; NULL for a bare number."""
    cases = " ".join(
        f"WHEN regexp_matches({text}, '(?i)(?:^|[^a-zа-яё]){p}(?:[^a-zа-яё]|$)|\\d(?:{p})$') THEN {literal(c)}"
        for c, p in ((c, signs([c])) for c in _IN_CELLS if c not in _CODED)
    )
    coded = rf"upper(regexp_extract({text}, '(?i)(?:^|[^a-zа-яё])({'|'.join(_CODED)})(?:[^a-zа-яё]|$)', 1))"
    cases += f" ELSE nullif({coded}, '')"
    return f"CASE WHEN regexp_full_match({text}, '[-+\\d.,\\s]*') THEN NULL {cases} END"


def rate_sql(money: Money, currency: str, day: str) -> str:
    """SQL: so much of the workspace's currency for one of `currency` (SQL of a code) on the day; NULL: no rate is known."""
    cases = [f"WHEN {currency} = {literal(money.home or '')} THEN CAST(1 AS DECIMAL(18,8))"]
    for rate in sorted(money.rates, key=lambda r: r.since, reverse=True):
        when = f"{currency} = {literal(rate.currency)} AND {day} >= DATE '{rate.since.isoformat()}'"
        cases.append(f"WHEN {when} THEN CAST('{rate.rate:f}' AS DECIMAL(18,8))")
    return f"CASE {' '.join(cases)} END"
