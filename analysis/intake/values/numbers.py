"""Numbers as text into DECIMAL, never through a float: SQL expressions and the decimal mark of a column.

A column has one decimal mark. What says which: a mark followed by other than three digits, a mark after a leading zero,
both marks in one number. `1,234` says nothing by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.intake.currency import signs
from analysis.intake.sqltext import one_of

SCALED = (
    "DECIMAL(26,9)"  # of a number in thousands or billions: its kopecks stand far behind the mark
)
Mark = Literal[".", ","]

# No tons beside kilograms, no thousands: a word that multiplies must stand in the header.
UNITS = r"(?:шт(?:ук[аи]?)?\.?|ед\.?|pcs\.?|pc\.?|кг\.?|kg|м\.?|л\.?|компл\.?|упак\.?|пар[аы]?)"
_MINUS = "−–—‐‑‒﹣－"  # what other programs print for a minus
_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000\t\r\n"
_EMPTY = ("", "-", "—", "–", "null", "none", "nan", "nat", "n/a", "н/д")
# Of numbers and dates only («Скидка: нет», «Дата оплаты: не оплачено»), and without blanks; a client may be called so.
_NONE = (
    "нет",
    "нету",
    "no",
    "nil",
    "na",
    "n.a.",
    "н/п",
    "нетскидки",
    "безскидки",
    "скидкинет",
    "nodiscount",
    "отсутствует",
    "непредусмотрена",
    "непредусмотрено",
    "неприменимо",
    "notapplicable",
    "пусто",
    "(пусто)",
    "blank",
    "(blank)",
    "(null)",
    "(none)",
    "empty",
    "неоплачено",
    "неоплачен",
    "неоплачена",
    "notpaid",
    "unpaid",
    "неотгружено",
    "неотгружен",
    "notshipped",
    "unshipped",
)


@dataclass(frozen=True)
class NumberFormat:
    """`mark` None: no mark was seen. `mixed`: both marks occur, so that ambiguous values are refused."""

    mark: Mark | None = None
    mixed: bool = False
    ambiguous: bool = False  # only values such as 1,234 were seen: the mark is a guess
    signs: str = signs()  # what may stand beside the number, as a regular expression: currencies, or UNITS beside a quantity
    odd_signs: bool = True  # the file has a +, _ or 1e somewhere: 1.23E+10 and 1_0, which DuckDB reads, must be looked for


def is_empty(text: str) -> str:
    """SQL: the cell of a number or date column holds nothing (blank, a dash, NULL as other programs write it)."""
    return one_of(
        rf"coalesce(regexp_replace(lower({text}), '[\s\p{{Z}}]', '', 'g'), '')", (*_EMPTY, *_NONE)
    )


def says_nothing(text: str) -> str:
    """SQL: an id or a name that stands for none, as `is_empty`; by the usual spellings, since every name is asked."""
    spellings = dict.fromkeys(
        s for word in _EMPTY if word for s in (word, word.upper(), word.title())
    )
    nothing = one_of(text, (*spellings, "NaN", "NaT"))
    return (
        f"CASE WHEN {surely_says_something(text)} OR {text} IS NULL THEN false ELSE {nothing} END"
    )


def surely_says_something(text: str) -> str:
    """SQL, cheap: longer than any word for nothing, or beginning with a digit or A to M as none does."""
    return f"(strlen({text}) > 5 OR ({text} >= '0' AND {text} < 'N'))"


def cleaned(text: str, currency: str = signs()) -> str:
    """SQL: signs made plain, currency off, brackets and a trailing minus made a leading one, an apostrophe (Excel's "text") off."""
    plain = f"""translate(trim({text}), '{_MINUS}{_SPACES}’`', '{"-" * len(_MINUS)}{" " * len(_SPACES)}''''')"""
    plain = rf"regexp_replace({plain}, '^''([^'']+)$', '\1')"
    bracketed = rf"regexp_replace({plain}, '^{currency}? *\((.*)\) *{currency}?$', '-\1', 'i')"
    return rf"regexp_replace({bracketed}, '^([-+]?) *{currency}? *([-+]?)(.*?) *{currency}? *(-?)$', '\1\2\4\3', 'i')"


def number(text: str, fmt: NumberFormat, duckdb_type: str = "DECIMAL(18,4)") -> str:
    """SQL: the number, or NULL where it is none in the column's format. The cheap reading is tried first."""
    mark = fmt.mark or "."
    tail = rf"(?:\{mark}\d*)?" if fmt.mark else ""
    bare = rf"|^[-+]?\{mark}\d+$" if fmt.mark else ""
    group = "" if not fmt.mark else (r"\." if mark == "," else ",")
    lakhs = r"|\d{1,3}(?:,\d\d)+,\d{3}" if group == "," else ""  # 1,23,456.78, as India writes
    shape = rf"^[-+]?(?:\d+|\d{{1,3}}(?:[ ''{group}]\d{{3}})+{lakhs}){tail}$|^[-+]?\d+\.?\d*[eE]-\d+${bare}"
    other = "." if mark == "," else ","
    slow = f"try_cast(translate(regexp_extract({cleaned(text, fmt.signs)}, '{shape}'), '{mark} ''{other}', '.') AS {duckdb_type})"
    slow = f"CASE WHEN regexp_full_match({text}, '(?i)\\s*[-–—]\\s*{fmt.signs}\\s*') THEN 0 ELSE {slow} END"
    if fmt.mixed:
        return f"CASE WHEN NOT regexp_matches({text}, '{_AMBIGUOUS}') THEN {slow} END"
    if mark == ",":
        quick = f"try_cast(replace({text}, ',', '.') AS {duckdb_type})"
        spaced = rf"regexp_full_match({text}, '-?\d{{1,3}}(?:[ \x{{a0}}]\d{{3}})+(?:,\d*)?')"
        slow = f"CASE WHEN {spaced} THEN try_cast(translate({text}, ', \u00a0', '.') AS {duckdb_type}) ELSE {slow} END"
    else:
        quick = f"try_cast({text} AS {duckdb_type})"
    forbidden = ["."] if mark == "," or not fmt.mark else []
    forbidden += (
        ["+", "_", "e", "E"] if fmt.odd_signs else []
    )  # 1e5, as 1,5E+3, is what is left of a longer number
    if forbidden:
        conditions = " AND ".join(f"NOT contains({text}, '{c}')" for c in forbidden)
        quick = f"CASE WHEN {conditions} THEN {quick} END"
    return f"coalesce({quick}, {slow})"


def scaled(value: str, factor: int | Decimal, duckdb_type: str) -> str:
    """SQL: a number of type SCALED times the factor of its header's unit; NULL where the type can't hold it."""
    return f"try_cast(({value}) * {Decimal(factor):f} AS {duckdb_type})"


def wide(value: str, decimals: int) -> str:
    """SQL: the value as the first factor of a product: as wide as any DECIMAL, since DuckDB multiplies narrow ones in 18 digits.

    1,000 pieces × 100,000 roubles have 19: 9 before the mark and 6 + 4 behind it.
    """
    return f"CAST({value} AS DECIMAL(38,{decimals}))"


def whole(text: str, fmt: NumberFormat) -> str:
    """SQL: the whole number, or NULL."""
    value = number(text, fmt, "DECIMAL(18,4)")
    return f"CASE WHEN ({value}) % 1 = 0 THEN try_cast({value} AS BIGINT) END"


_AMBIGUOUS = r"^\D{0,6}[1-9]\d{0,2}[.,]\d{3}\D{0,6}$"


def _evidence(mark: str) -> str:
    """A pattern for a cleaned number that can only be read with this decimal mark."""
    m, other = re.escape(mark), re.escape("," if mark == "." else ".")
    grouped = r"\d{1,3}(?:[ '']\d{3})+"
    lakhs = r"|\d{1,3}(?:,\d\d)+,\d{3}(?:\.\d*)?" if mark == "." else ""
    return (
        rf"^[-+]?(?:\d*{m}(?:\d{{0,2}}|\d{{4,}})|0*{m}\d{{3}}|0\d*{m}\d{{3}}|\d{{4,}}{m}\d{{3}}|{grouped}{m}\d*"
        rf"|\d{{1,3}}(?:{other}\d{{3}})+{m}\d*|\d{{1,3}}(?:{other}\d{{3}}){{2,}}{lakhs})$"
    )


def evidence_counts(text: str) -> str:
    """SQL aggregates: values that prove a point, that prove a comma, ambiguous ones with a point, with a comma."""
    value = cleaned(text, f"(?:{signs()}|{UNITS})")
    return (
        f"count(*) FILTER (regexp_matches({value}, '{_evidence('.')}')), "
        f"count(*) FILTER (regexp_matches({value}, '{_evidence(',')}')), "
        rf"count(*) FILTER (regexp_matches({value}, '^[-+]?[1-9]\d{{0,2}}\.\d{{3}}$')), "
        rf"count(*) FILTER (regexp_matches({value}, '^[-+]?[1-9]\d{{0,2}},\d{{3}}$'))"
    )


def decide(point: int, comma: int, dotted: int, commaed: int, usual: Mark) -> NumberFormat:
    """The format that the counts of `evidence_counts` speak for; `usual` is the file's own habit, for the doubtful."""
    if point and comma:
        return NumberFormat(
            "." if point > comma or (point == comma and usual == ".") else ",", mixed=True
        )
    if point or comma:
        return NumberFormat("." if point else ",")
    if dotted and commaed:
        return NumberFormat(usual, mixed=True)
    if dotted or commaed:
        return NumberFormat(usual, ambiguous=True)
    return NumberFormat(None)
