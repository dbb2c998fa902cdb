"""Which column a header means: spelling, units and VAT remarks taken off, then the alias lists.

«Сумма с НДС, тыс. руб.» is the words `сумма`, the unit `thousand`, with VAT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from analysis.intake.columns.amounts import per_piece
from analysis.intake.columns.header_words import (
    abbreviations,
    discount_words,
    periods,
    program_lists,
    technical_names,
    units,
    work_hours,
)
from analysis.intake.columns.header_words.aliases import ALIASES, ASIDE
from analysis.intake.columns.header_words.units import FACTORS
from analysis.intake.contract import TABLES, Table
from analysis.intake.currency import named_in
from analysis.intake.files.invisible import without
from analysis.intake.patterns import bounded
from analysis.intake.time_units import TIMED, TimeUnit, named_unit, without_unit

_VAT = re.compile(
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
    "currency": r"валюта(?: (?:документа|договора|расчетов|взаиморасчетов|заказа))?|код валюты|currency(?: code)?|curr",
}
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s*(?=[^\W\d])")  # «1. Номер заказа»
_HYPHEN = re.compile(r"(?<=[a-zа-яё])-[ \t]*[\r\n]+\s*(?=[a-zа-яё])")  # a word broken over two lines of a cell
_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_EXEMPT = ("ндс не облагается", "не облагается ндс", "не облагается", "vat exempt")
_WITHOUT = ("без", "ex", "without", "net of")
# What pivot tables of Excel and LibreOffice put before the name of an amount.
_PIVOT = re.compile(r"^\s*(?:сумма по полю |sum of |(?:сумма|sum) - )(?=\w)", re.IGNORECASE)
_TIME_UNITS: dict[str, TimeUnit] = {"minutes": "min", "hours": "h", "days": "d"}
_HALVES = (
    ("часы", "часов", "час", "ч", "hours", "hour", "h", "hrs"),
    ("минуты", "минут", "мин", "minutes", "min", "mins", "m"),
)
_NAME_PARTS = {"имя": "given_name", "first name": "given_name", "given name": "given_name", "отчество": "middle_name"}
LONGEST = 100  # signs of a header that are looked at
STACK = " / "  # between the rows of a header: «Выручка / Сумма»
PLANNED = ("план", "бюджет", "прогноз", "отклонение", "прошлый год", "plan", "planned", "budget", "forecast", "остаток")
_ACTUAL = ("факт", "фактически", "actual", "")
# What stands under a group says little by itself: the kinds of the column that it asks the group for.
_GENERIC: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("сумма", "всего", "итого", "стоимость", "amount", "sum", "total", "value", "значение"), ("money",)
    ),
    **dict.fromkeys(("дата", "date", "день"), ("date",)),
    **dict.fromkeys(("номер", "код", "id", "no", "number", "code"), ("id",)),
    **dict.fromkeys(("наименование", "название", "name"), ("text",)),
}
_OF_PROGRAMS = 900  # a rank after all usual names
_LAST = {"after": -200, "": 0, "before": 2000}  # what is paid goes before what would have been without a discount
_BESIDE = {("product_name", "id"): "sku", ("client_name", "id"): "client_id", ("client_id", "text"): "client_name",
           ("sku", "text"): "product_name"}  # fmt: skip


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

    @property
    def with_vat(self) -> bool:
        return self.vat == "with"

    def factor(self, column: str) -> int | Decimal:
        """By which the column's values are multiplied to stand in units (pieces, rubles)."""
        scale = FACTORS.get(self.unit, 1)
        if column not in per_piece.PRICES and (not self.piece or column in ("quantity", "capacity")):
            return scale
        pieces = scale if self.unit.endswith(" pieces") else 1
        return Decimal(scale) / (Decimal(pieces) ** 2 * self.per)


@dataclass(frozen=True)
class Match:
    """Which header gives which column: positions in the header row."""

    table: Table
    columns: Mapping[str, int]
    constants: frozenset[str] = frozenset()
    headers: tuple[str, ...] = ()  # those that the positions count, where the header has several rows; else empty
    rows: int = 1  # of the header

    @property
    def missing(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """The required alternatives of which no header (and no constant) gives any."""
        given = self.columns.keys() | self.constants
        return tuple(a for a in self.table.required if not any(alternative <= given for alternative in a))


def _cyrillic(word: str) -> str:
    """A Russian word without the Latin letters that look like its own: «Cумма» typed on the other keyboard."""
    alien = {c for c in word if "a" <= c <= "z"}
    russian = any("а" <= c <= "я" for c in word)
    return word.translate(_LOOK_ALIKE) if russian and alien and alien <= set("abcehkmoptxy") else word


def _words(text: str) -> str:
    text = re.sub(r"(?<=[a-zа-яё0-9])(?=[A-ZА-ЯЁ][a-zа-яё])|(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", without(text))
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
        words = _words(piece)
        remark = _VAT.search(words)
        if remark:
            excluded = remark.group(1) in _WITHOUT or remark.group(1).startswith("excl")
            vat, vat_rate = "without" if excluded else "with", remark.group(3) or ""
            words = " ".join((words[: remark.start()] + words[remark.end() :]).split())
        if vat and not vat_rate and re.fullmatch(r"\d{1,2} ?%", words):
            vat_rate, words = words.rstrip(" %"), ""
        if words in _EXEMPT:
            vat, words = "without", ""
        if position and (stated := units.read(words)):
            unit, currency = unit or stated[0], currency or stated[1]
        elif words:
            currency = currency or (named_in(words) if position else "")
            kept.append(words)
    words, tail_unit, tail_currency = units.without_tail(" ".join(kept))
    unit, currency = unit or tail_unit, currency or tail_currency
    words, discount = discount_words.told_apart(words)
    words, is_rate = discount_words.without_percent(words)
    unit = unit or ("percent" if is_rate else "")
    bare = per_piece.without(given) if per == 1 else header
    counted = per_piece.without_count(given)
    of_one, of_count = (plain(t).words if t else "" for t in (bare, counted))
    return Header(words, unit, vat, vat_rate, currency, per, of_one, of_count, discount)


@lru_cache(8192)
def role(header: str) -> str:
    """What a column says of the amounts beside it: vat_amount, vat_rate, vat_included, tax, document_kind, currency; "" for any other."""
    header = header[:LONGEST]
    if STACK in header:
        header = " ".join(header.split(STACK))
    header = _NUMBERED.sub("", header)
    pieces = (_words(p) for p in re.split(r"[,;()\[\]/|:]", header))
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
    words = _words(text)
    return units.read(words) is not None or _VAT.fullmatch(words) is not None


def time_unit(header: str) -> TimeUnit:
    """The unit of time that the header states; "" for none, or for two («Часы, мин»)."""
    read = plain(header)
    aside = _TIME_UNITS.get(read.unit, "")
    named = named_unit(read.words)
    return "" if aside and named and aside != named else aside or named


@cache
def _index(table: str) -> dict[str, list[tuple[str, int]]]:
    """Alias → the columns that it can mean, each with its rank in that column's list (0 = the column's own name)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for column in TABLES[table].names:
        shortened = abbreviations.SPELLINGS.get(column, ()) if table == "order_lines" else ()
        names = (column.replace("_", " "), *ALIASES[table].get(column, ()), *shortened)
        for rank, alias in enumerate(dict.fromkeys(names)):
            found.setdefault(alias, []).append((column, rank + 300 * ((table, column) in ASIDE)))
    return found


@cache
def _by_length(table: str) -> abbreviations.Lengths:
    return abbreviations.by_length(_index(table))


@cache
def _joined(table: str) -> dict[str, list[tuple[str, int]]]:
    """Alias without its blanks → the columns: `ORDERDATE`, as databases write it."""
    return {alias.replace(" ", ""): found for alias, found in _index(table).items() if len(alias) >= _JOINED_LEAST}


def meanings(header: str, table: Table) -> Sequence[tuple[str, int]]:
    """Columns of the table that the header can mean, with the alias's rank; VAT-inclusive amounts rank last."""
    return _meanings(header, table.name) if is_worded(header) else ()


def is_worded(cell: str) -> bool:
    """Whether a cell can be a header at all: no blank, no number, no date, no long text."""
    return len(cell) <= 120 and not _WORDLESS.fullmatch(cell)


_WORDLESS = re.compile(r"[\d\s.,:;/+()'−–-]*")  # most of the cells that are tried as headers
_PIECES = re.compile(r"\b(?:шт|штук|pcs|pieces)\b")
_JOINED_LEAST = 8  # letters and blanks of an alias that is known without its blanks
_BEHIND_RANK = 600  # of a header with unknown words in brackets
_ASKED = bounded(r"[\s?]+$")


@lru_cache(8192)
def _meanings(header: str, table_name: str) -> Sequence[tuple[str, int]]:
    table = TABLES[table_name]
    if role(header) == "vat_included":  # a flag of its own, though its words begin as a price's
        return ()
    if header.rstrip().endswith("?"):  # a question is answered by yes or no: `Employee?` is nobody's name
        asked = _ASKED.sub("", header)  # whatever blanks stand among the marks
        return tuple((c, r) for c, r in _meanings(asked, table_name) if table.column(c).kind == "flag")
    if table_name == "pools" and (bare := periods.without(header)) not in ("", header):
        named = tuple(_index(table_name).get(plain(header).words, ()))
        return named or tuple((c, r + 200) for c, r in _meanings(bare, table_name) if c in ("cost", "capacity"))
    if STACK in header:
        return stacked(header, table)
    read = plain(header)
    index = _index(table_name)
    if table_name == "order_lines" and (of_one := per_piece.meanings(read, index)):
        return of_one
    if table_name == "order_lines" and per_piece.is_rate(header):
        return tuple((c, r) for c, r in index.get(read.words, []) if table.column(c).kind != "money")
    if read.words not in index and _HYPHEN.search(header):
        read = plain(_HYPHEN.sub("", header))
    if read.unit == "days":
        found = index.get(f"{read.words} days") or [
            (c, r) for c, r in index.get(read.words, []) if table.column(c).kind == "integer"
        ]
    else:
        found = index.get(read.words, [])
    if not found and table_name == "usage" and work_hours.are_meant(read.words, read.unit):
        found = [("quantity", _index("usage")["расход"][0][1] - 1)]  # before a column of pieces
    if not found and (bare := technical_names.typed(header)):
        return _meanings(bare, table_name)
    if not found and (behind := technical_names.without(header)):
        own, other = (_meanings(name, table_name) for name in behind)
        return own if not other or {c for c, _ in own} & {c for c, _ in other} else ()
    if not found and not read.unit and (beside := technical_names.bracketed(header)):
        return _bracketed(beside, table)
    if not found and table_name in TIMED:  # `duration_min`
        found = [(c, r + 500) for c, r in index.get(without_unit(read.words), []) if c == TIMED[table_name]]
    if not found:
        found = _joined(table_name).get(read.words, [])
    if not found:
        found = list(abbreviations.fitting(_bare(header), _by_length(table_name)))
    kinds = {"percent": ("discount", "profit"), "minutes": ("quantity", "capacity")}
    if read.per != 1 or read.unit.endswith(" pieces"):
        found = [
            (c, r) for c, r in found if c in per_piece.PRICES or (read.per == 1 and table.column(c).kind == "quantity")
        ]
    if read.unit in kinds:
        found = [(c, r) for c, r in found if c in kinds[read.unit]]
    more = _LAST[read.discount] + (1000 if read.with_vat else 0)
    return tuple((c, r + more) for c, r in found)


def _bracketed(parts: tuple[str, str], table: Table) -> Sequence[tuple[str, int]]:
    """Columns that a header with words in brackets can mean: both mean them, or the part outside does and is no number and no date."""
    own, inside = (_meanings(part, table.name) for part in parts)
    if technical_names.is_foreign(parts[0]):
        return inside
    both = {c for c, _ in own} & {c for c, _ in inside}
    if both:
        return [(c, r) for c, r in own if c in both]
    if inside or technical_names.changes_meaning(*parts):
        return ()
    return [(c, r + _BEHIND_RANK) for c, r in own if table.column(c).kind in ("id", "text")]


def _bare(header: str) -> str:
    """The header as it stands, without units and remarks on VAT behind it."""
    first, *rest = [p for p in re.split(r"[,;()\[\]|:]", header) if p.strip()] or [""]
    return " ".join([first, *(p for p in rest if not units.read(_words(p)) and not _VAT.search(_words(p)))])


def stacked(header: str, table: Table) -> Sequence[tuple[str, int]]:
    """Columns that a header of several rows can mean: as a whole, else by its last piece, else by the group that it stands in."""
    pieces = [p for p in header.split(STACK) if p.strip()]
    whole = plain(" ".join(pieces))
    *above, last = (plain(p) for p in pieces)
    if any(p.words in PLANNED for p in (*above, last)):
        return ()  # never planned passed off as actual
    more = 1000 if whole.with_vat or any(p.with_vat for p in above) else 0
    if table.name == "order_lines" and whole.piece and (of_one := per_piece.meanings(whole, _index(table.name))):
        return of_one
    if found := _index(table.name).get(whole.words):
        return [(c, r + more) for c, r in found]
    groups = [(c, r) for piece in reversed(above) for c, r in _index(table.name).get(piece.words, ())]
    own = [(c, r) for c, r in _meanings(pieces[-1], table.name) if r < 1000 or last.with_vat]
    if last.words in _ACTUAL:
        return [(c, r + more) for c, r in groups]
    kinds = _GENERIC.get(last.words)
    if kinds and groups:
        fitting = [(c, r) for c, r in groups if table.column(c).kind in kinds]
        fitting = fitting or [(_BESIDE[c, k], r) for c, r in groups for k in kinds if (c, k) in _BESIDE]
        if fitting:
            return [(c, r + more) for c, r in fitting]
        if not any(c in ("order_id", "product_name", "sku") for c, _ in groups):
            return ()  # «Оплата / Сумма» is not what was sold
    return [(c, r + more) for c, r in own]


def match(
    headers: Sequence[str], table: Table, chosen: Mapping[str, int] | None = None, constants: Iterable[str] = ()
) -> Match:
    """Give each column the header that fits it best; `chosen` (from a mapping, -1 = leave empty) goes first."""
    constants = frozenset(constants)
    columns = dict.fromkeys(constants, -1) | dict(chosen or {})
    taken = set(columns.values())
    offers = sorted(
        (rank, position, column)
        for position, header in enumerate(headers)
        if position not in taken
        for column, rank in meanings(header, table)
    )
    for _, position, column in sorted([*offers, *_of_programs(headers, table, taken)]):
        if column not in columns and position not in taken:
            columns[column] = position
            taken.add(position)
    stamped = {"started_at", "ended_at", "quantity"} <= columns.keys() and "quantity" not in (chosen or {})
    if stamped and columns["quantity"] >= 0 and _PIECES.search(headers[columns["quantity"]].casefold()):
        del columns["quantity"]  # the hours follow from start and end
    if table.name == "usage" and "quantity" not in (chosen or {}) and _counts_pieces(headers, columns):
        del columns["quantity"]  # pieces beside the hours of one are no hours
    return Match(table, {c: columns[c] for c in table.names if columns.get(c, -1) >= 0}, constants)


def _counts_pieces(headers: Sequence[str], columns: Mapping[str, int]) -> bool:
    position = columns.get("quantity", -1)
    if position < 0 or "unit" in columns or not any(work_hours.are_of_one(h) for h in headers):
        return False
    stated = plain(headers[position])
    return not stated.unit and work_hours.counts_pieces(stated.words)


def _of_programs(headers: Sequence[str], table: Table, taken: set[int]) -> list[tuple[int, int, str]]:
    """What headers mean in the lists of well-known programs: a number there is the order, less than «Номер заказа», more than «Договор»."""
    if table.name != "order_lines":
        return []
    [(_, rank)] = [(c, r) for c, r in _index(table.name)["договор"] if c == "order_id"]
    words = [plain(h).words if len(h) <= 120 else "" for h in headers]
    found = [(rank - 1, i, "order_id") for i in program_lists.numbers(headers, words)]
    found += [(_OF_PROGRAMS, i, column) for i, column in program_lists.others(headers, words)]
    return [offer for offer in found if offer[1] not in taken]


def unique(headers: Sequence[str], width: int) -> tuple[str, ...]:
    """Names to show and to store under: no blanks, none twice (whatever the case), no NUL, which SQL can't hold."""
    names: list[str] = []
    seen: set[str] = set()
    for position in range(width):
        name = " ".join(without(headers[position]).replace("\x00", "").split()) if position < len(headers) else ""
        name = name or f"(column {position + 1})"
        base, count = name, 1
        while name.casefold() in seen:
            count += 1
            name = f"{base} ({count})"
        seen.add(name.casefold())
        names.append(name)
    return tuple(names)
