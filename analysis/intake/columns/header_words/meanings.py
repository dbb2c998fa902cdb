"""Which columns of a table a header can mean, by the alias lists and what may be written around a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from analysis.intake.columns.amounts import per_piece
from analysis.intake.columns.header_words import (
    abbreviations,
    per_piece_words,
    periods,
    technical_names,
    units,
    work_hours,
)
from analysis.intake.columns.header_words.aliases import ALIASES, ASIDE
from analysis.intake.columns.header_words.spelling import STACK, VAT, plain, role, words_of
from analysis.intake.contract import TABLES, Table
from analysis.intake.patterns import bounded
from analysis.intake.time_units import TIMED, without_unit

_HYPHEN = re.compile(
    r"(?<=[a-zа-яё])-[ \t]*[\r\n]+\s*(?=[a-zа-яё])"
)  # a word broken over two lines of a cell
PLANNED = (
    "план",
    "бюджет",
    "прогноз",
    "отклонение",
    "прошлый год",
    "plan",
    "planned",
    "budget",
    "forecast",
    "остаток",
)
_ACTUAL = ("факт", "фактически", "actual", "")
# What stands under a group says little by itself: the kinds of the column that it asks the group for.
_GENERIC: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("сумма", "всего", "итого", "стоимость", "amount", "sum", "total", "value", "значение"),
        ("money",),
    ),
    **dict.fromkeys(("дата", "date", "день"), ("date",)),
    **dict.fromkeys(("номер", "код", "id", "no", "number", "code"), ("id",)),
    **dict.fromkeys(("наименование", "название", "name"), ("text",)),
}
_LAST = {
    "after": -200,
    "": 0,
    "before": 2000,
}  # what is paid goes before what would have been without a discount
_BESIDE = {
    ("product_name", "id"): "sku",
    ("client_name", "id"): "client_id",
    ("client_id", "text"): "client_name",
    ("sku", "text"): "product_name",
}


@cache
def index_of(table: str) -> dict[str, list[tuple[str, int]]]:
    """Alias → the columns that it can mean, each with its rank in that column's list (0 = the column's own name)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for column in TABLES[table].names:
        shortened = abbreviations.SPELLINGS.get(column, ()) if table == "order_lines" else ()
        own = _names_of(TABLES[table].column(column).headers)
        names = (column.replace("_", " "), *ALIASES[table].get(column, ()), *shortened, *own)
        for rank, alias in enumerate(dict.fromkeys(names)):
            found.setdefault(alias, []).append((column, rank + 300 * ((table, column) in ASIDE)))
    return found


def _names_of(headers: Sequence[str]) -> tuple[str, ...]:
    """Of the headers that a column's record shows those that are names alone, without a unit or a period."""
    return tuple(plain(h).words for h in headers if "," not in h and periods.without(h) in ("", h))


@cache
def _by_length(table: str) -> abbreviations.Lengths:
    return abbreviations.by_length(index_of(table))


@cache
def _joined(table: str) -> dict[str, list[tuple[str, int]]]:
    """Alias without its blanks → the columns: `ORDERDATE`, as databases write it."""
    return {
        alias.replace(" ", ""): found
        for alias, found in index_of(table).items()
        if len(alias) >= _JOINED_LEAST
    }


def meanings(header: str, table: Table) -> Sequence[tuple[str, int]]:
    """Columns of the table that the header can mean, with the alias's rank; VAT-inclusive amounts rank last."""
    return _meanings(header, table.name) if is_worded(header) else ()


def is_worded(cell: str) -> bool:
    """Whether a cell can be a header at all: no blank, no number, no date, no long text."""
    return len(cell) <= 120 and not _WORDLESS.fullmatch(cell)


_WORDLESS = re.compile(r"[\d\s.,:;/+()'−–-]*")  # most of the cells that are tried as headers
_JOINED_LEAST = 8  # letters and blanks of an alias that is known without its blanks
_BEHIND_RANK = 600  # of a header with unknown words in brackets
_ASKED = bounded(r"[\s?]+$")


@lru_cache(8192)
def _meanings(header: str, table_name: str) -> Sequence[tuple[str, int]]:
    table = TABLES[table_name]
    if role(header) == "vat_included":  # a flag of its own, though its words begin as a price's
        return ()
    if header.rstrip().endswith(
        "?"
    ):  # a question is answered by yes or no: `Employee?` is nobody's name
        asked = _ASKED.sub("", header)  # whatever blanks stand among the marks
        return tuple(
            (c, r) for c, r in _meanings(asked, table_name) if table.column(c).kind == "flag"
        )
    if table_name == "pools" and (bare := periods.without(header)) not in ("", header):
        named = tuple(index_of(table_name).get(plain(header).words, ()))
        return named or tuple(
            (c, r + 200) for c, r in _meanings(bare, table_name) if c in ("cost", "capacity")
        )
    if STACK in header:
        return stacked(header, table)
    read = plain(header)
    index = index_of(table_name)
    if table_name == "order_lines" and (of_one := per_piece.meanings(read, index)):
        return of_one
    if table_name == "order_lines" and per_piece_words.is_rate(header):
        return tuple(
            (c, r) for c, r in index.get(read.words, []) if table.column(c).kind != "money"
        )
    if read.words not in index and _HYPHEN.search(header):
        read = plain(_HYPHEN.sub("", header))
    if read.unit == "days":
        found = index.get(f"{read.words} days") or [
            (c, r) for c, r in index.get(read.words, []) if table.column(c).kind == "integer"
        ]
    else:
        found = index.get(read.words, [])
    if not found and table_name == "usage" and work_hours.are_meant(read.words, read.unit):
        found = [("quantity", index_of("usage")["расход"][0][1] - 1)]  # before a column of pieces
    if not found and (bare := technical_names.typed(header)):
        return _meanings(bare, table_name)
    if not found and (behind := technical_names.without(header)):
        own, other = (_meanings(name, table_name) for name in behind)
        return own if not other or {c for c, _ in own} & {c for c, _ in other} else ()
    if not found and not read.unit and (beside := technical_names.bracketed(header)):
        return _bracketed(beside, table)
    if not found and table_name in TIMED:  # `duration_min`
        found = [
            (c, r + 500)
            for c, r in index.get(without_unit(read.words), [])
            if c == TIMED[table_name]
        ]
    if not found:
        found = _joined(table_name).get(read.words, [])
    if not found:
        found = list(abbreviations.fitting(_bare(header), _by_length(table_name)))
    if table_name == "quotes" and (read.currency or read.piece):
        # a markup in money is none, nor is a price for one piece the offer's amount
        found = [
            (c, r)
            for c, r in found
            if c != "markup" and not (read.piece and table.column(c).kind == "money")
        ]
    if read.currency and table_name in TIMED:  # «Затраты, руб./чел.-ч» are no hours
        found = _of_money(found, table, is_rate=read.unit in units.TIMES.values())
    kinds = {"percent": ("discount", "profit", "markup"), "minutes": ("quantity", "capacity")}
    if read.per != 1 or read.unit.endswith(" pieces"):
        found = [
            (c, r)
            for c, r in found
            if c in per_piece_words.PRICES or (read.per == 1 and table.column(c).kind == "quantity")
        ]
    if read.unit in kinds:
        found = [(c, r) for c, r in found if c in kinds[read.unit]]
    more = _LAST[read.discount] + (1000 if read.with_vat else 0)
    return tuple((c, r + more) for c, r in found)


def _of_money(
    found: Sequence[tuple[str, int]], table: Table, *, is_rate: bool
) -> list[tuple[str, int]]:
    """Of columns of time and what it costs those that a header with a currency can mean; an amount per hour is a rate, no cost."""
    if is_rate:
        return [("rate", r) for c, r in found if c in ("rate", "cost")]
    return [(c, r) for c, r in found if c != TIMED[table.name]]


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
    return " ".join(
        [first, *(p for p in rest if not units.read(words_of(p)) and not VAT.search(words_of(p)))]
    )


def stacked(header: str, table: Table) -> Sequence[tuple[str, int]]:
    """Columns that a header of several rows can mean: as a whole, else by its last piece, else by the group that it stands in."""
    pieces = [p for p in header.split(STACK) if p.strip()]
    whole = plain(" ".join(pieces))
    *above, last = (plain(p) for p in pieces)
    if any(p.words in PLANNED for p in (*above, last)):
        return ()  # never planned passed off as actual
    more = 1000 if whole.with_vat or any(p.with_vat for p in above) else 0
    if (
        table.name == "order_lines"
        and whole.piece
        and (of_one := per_piece.meanings(whole, index_of(table.name)))
    ):
        return of_one
    if found := index_of(table.name).get(whole.words):
        return [(c, r + more) for c, r in found]
    groups = [
        (c, r) for piece in reversed(above) for c, r in index_of(table.name).get(piece.words, ())
    ]
    own = [(c, r) for c, r in _meanings(pieces[-1], table.name) if r < 1000 or last.with_vat]
    if last.words in _ACTUAL:
        return [(c, r + more) for c, r in groups]
    kinds = _GENERIC.get(last.words)
    if kinds and groups:
        fitting = [(c, r) for c, r in groups if table.column(c).kind in kinds]
        fitting = fitting or [
            (_BESIDE[c, k], r) for c, r in groups for k in kinds if (c, k) in _BESIDE
        ]
        if fitting:
            return [(c, r + more) for c, r in fitting]
        if not any(c in ("order_id", "product_name", "sku", "shipped_on") for c, _ in groups):
            return ()  # «Оплата / Сумма» is not what was sold, «Отгружено / Сумма» is
    return [(c, r + more) for c, r in own]
