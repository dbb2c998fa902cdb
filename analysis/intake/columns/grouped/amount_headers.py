"""The headers of a grouped report's amounts, each out of the cells above one another, and which amounts several columns claim."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.intake.columns.grouped.kinds import column_of, is_measure
from analysis.intake.columns.header_words.meanings import PLANNED
from analysis.intake.columns.header_words.spelling import STACK, names_unit, plain, role
from analysis.intake.columns.remarks import lacking, says_something
from analysis.intake.patterns import bounded

# Upper headers that say nothing against the lower ones, and lower ones that say only what the upper mean in money.
_NEUTRAL = re.compile(
    r"^(?:продажи|реализация|отгрузка|отгружено|отгрузки|заказы?|показатели|факт|фактически|итого|всего|за период|данные"
    r"|обороты?|продано|sales|total|actual|shipped|orders?|figures|выручка|доходы?|расчет прибыли|финансовый результат)$"
)
SUMS = re.compile(
    r"^(?:сумма|стоимость|всего|итого|руб\.?|₽|в рублях|без ндс|с ндс|amount|total|sum|value|rub|usd|eur|\$|€)?$"
)
_ASIDE = re.compile(
    r"план|остат|долг|plan|budget|бюджет|прогноз|скидк"
)  # amounts, but not those of the sales
_BACK = re.compile(r"возврат|корректир|returns?\b")  # amounts that the sales are less by
_FACT = ("факт", "фактически", "actual")
_MONTH = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*"
_DAY = r"(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d|\d\d\.\d{4})"
_PERIOD = bounded(
    rf"(?:{_MONTH}\s+)?(?:19|20)\d\d(?:\s*г(?:\.|од)?)?|(?:(?:с|за|период)\s*:?\s*)?{_DAY}(?:\s*(?:[-–—]|по|to)\s*{_DAY})?",
    re.IGNORECASE,
)
Spans = Sequence[tuple[int, int, int]]  # row of the block, first and last column of merged cells


@dataclass(frozen=True)
class AmountHeaders:
    """`columns`: position → header; `repeated`: amounts that several columns claim, in the words of both rows; `of`: their columns."""

    columns: Mapping[int, str]
    repeated: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()


def is_period(cell: str) -> bool:
    """Whether the cell is a year, a day or a period and nothing else."""
    return _PERIOD.fullmatch(cell.strip()) is not None


def is_sub_header(cell: str) -> bool:
    """Whether the cell tells the amounts under one header apart or names one: «Факт», «без НДС», «тыс. руб.», «Количество»."""
    words = plain(cell).words
    known = (
        words in PLANNED
        or words in _FACT
        or names_unit(cell)
        or bool(role(cell))
        or is_measure(cell)
    )
    return known or is_period(cell) or bool(cell.strip() and SUMS.match(cell.casefold()))


def amount_headers(
    block: Sequence[Mapping[int, str]], start: int, spans: Spans, title: Sequence[str]
) -> AmountHeaders:
    """The headers from column `start` on; `block`: the header's rows, position → text; `title`: remarks of the rows above."""
    width = max(max(row, default=0) for row in block) + 1
    rows = [_spread(block, k, start, width, spans) for k in range(len(block))]
    pieces = {i: [row[i] for row in rows if row.get(i)] for i in range(start, width)}
    found = {i: _joined(cells) for i, cells in pieces.items() if cells}
    bare = {
        i: [c for n, c in enumerate(cells) if n == 0 or not names_unit(c)]
        for i, cells in pieces.items()
        if cells
    }
    over = {i: STACK.join(cells[:-1]) for i, cells in bare.items()}
    own = {i: cells[-1] for i, cells in bare.items()}
    columns, repeated, of = _claimed(found, over, own)
    without, unsure = _undecided(found, over, own)
    said = {i: _with_title(header, title) for i, header in columns.items()}
    return AmountHeaders(said, (*repeated, *without), frozenset(of | unsure))


def _spread(
    block: Sequence[Mapping[int, str]], k: int, start: int, width: int, spans: Spans
) -> dict[int, str]:
    """A row's cells in all the columns that they stand over: merged ones, else as long as columns go on below."""
    row = block[k]
    if k == len(block) - 1:
        return {i: c for i, c in row.items() if i >= start}
    below = {i for lower in block[k + 1 :] for i in lower}
    found: dict[int, str] = {}
    last = ""
    for i in range(start, width):
        last = row.get(i, last if not spans and i in below and i - 1 in below else "")
        found[i] = last
    for at, a, b in spans:
        if at == k and a in row:
            found.update({i: row[a] for i in range(a, b + 1)})
    return found


def _joined(cells: Sequence[str]) -> str:
    header = cells[-1]
    for upper in reversed(cells[:-1]):
        header = _header(upper, header)
    return header


def _header(upper: str, lower: str) -> str:
    """One header out of two: «Себестоимость» over «Сумма» is the cost, «Продажи» over «Сумма» is the amount."""
    if not upper or not lower or upper == lower:
        return lower or upper
    joined, stacked = f"{upper}, {lower}", f"{upper}{STACK}{lower}"
    if (
        plain(lower).words in PLANNED
        or _ASIDE.match(upper.casefold())
        or _BACK.match(upper.casefold())
    ):
        return f"{upper}: {lower}"
    if column_of(joined):
        return joined
    if (
        _NEUTRAL.match(upper.casefold())
        and names_unit(lower)
        and plain(f"x, {lower}").vat
        and not column_of(upper)
    ):
        return f"Сумма, {lower}"
    column, beside = column_of(upper), column_of(stacked)
    if column and SUMS.match(lower.casefold()):
        return upper
    if column and beside and column.name == beside.name and column.kind == "money":
        return stacked
    if (
        beside
        and beside.kind == "money"
        and says_something(f"x, {upper}")
        and lacking(lower, _pieces(upper))
    ):
        return stacked
    return lower


def _pieces(upper: str) -> list[str]:
    return [p for p in re.split(r"[,;()\[\]]", upper) if p.strip()]


def _with_title(header: str, title: Sequence[str]) -> str:
    """«Выручка» under the title «…, тыс. руб.» is «Суммы, тыс. руб. / Выручка»."""
    column = column_of(header)
    more = lacking(header, title) if column and column.kind == "money" else ()
    return f"{', '.join(('Суммы', *more))}{STACK}{header}" if more else header


def _claimed(
    found: Mapping[int, str], over: Mapping[int, str], own: Mapping[int, str]
) -> tuple[dict[int, str], list[str], set[str]]:
    """The headers, those that aren't the amount meant told apart from it; what several columns claim, and which columns these are."""
    columns = dict(found)
    claims: dict[tuple[str, str], list[int]] = {}
    for i, header in found.items():
        if is_measure(header) and (column := column_of(header)):
            claims.setdefault((column.name, plain(header).vat), []).append(i)
    repeated: list[str] = []
    of: set[str] = set()
    for (name, _), places in claims.items():
        back = [i for i in over if _BACK.match(over[i].casefold()) and _means(own[i], name)]
        if len(places) == 1 and not back:
            continue
        if not any(over[i] for i in (*places, *back)):
            words = [plain(found[i]) for i in places]
            twice = [i for i, w in zip(places, words, strict=True) if words.count(w) > 1]
            repeated += [f"{own[i]} ({i + 1})" for i in twice]
            of |= {name} if twice else set()
            continue
        plainly = [
            i
            for i in places
            if not over[i] or _NEUTRAL.match(over[i].casefold()) or column_of(over[i])
        ]
        sure = [i for i in plainly if "себестоим" not in over[i].casefold()] or plainly
        if len(sure) != 1 or back:
            repeated += [f"{over[i] or '—'}: {own[i]}" for i in (*places, *back)]
            of.add(name)
        for i in places:
            if i not in sure:
                columns[i] = f"{over[i]}: {own[i]} ({i + 1})"
    return columns, repeated, of


def _means(header: str, column: str) -> bool:
    meant = column_of(header)
    return meant is not None and meant.name == column and meant.kind == "money"


def _undecided(
    found: Mapping[int, str], over: Mapping[int, str], own: Mapping[int, str]
) -> tuple[list[str], set[str]]:
    """Columns under one amount of which none is surely it: «Выручка» over «2012 год | 2013 год»."""
    groups: dict[str, list[int]] = {}
    for i, upper in over.items():
        if upper and is_measure(upper):
            groups.setdefault(upper, []).append(i)
    listed: list[str] = []
    of: set[str] = set()
    for upper, places in groups.items():
        if len(places) > 1 and not any(is_measure(found[i]) or role(found[i]) for i in places):
            listed += [f"{upper}: {own[i]}" for i in places]
            of |= {column.name} if (column := column_of(upper)) else set()
    return listed, of
