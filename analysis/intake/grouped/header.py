"""The header of a grouped report: up to four rows, levels stacked on the left («Контрагент» over «Заказ»), amounts on the right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.intake.grouped.kinds import column_of, combined, is_level, is_measure, is_plural

WITHIN = 60  # rows
WIDEST, LONGEST = 500, 200  # columns, and characters of a cell, that are looked at
HIGHEST = 4  # rows of a header
# Upper headers that say nothing against the lower ones, and lower ones that say only what the upper mean in money.
_NEUTRAL = re.compile(
    r"^(?:продажи|реализация|отгрузка|отгружено|отгрузки|заказы?|показатели|факт|фактически|итого|всего|за период|данные"
    r"|обороты?|продано|sales|total|actual|shipped|orders?|figures|выручка|доходы?|расчет прибыли|финансовый результат)$"
)
_SUMS = re.compile(
    r"^(?:сумма|стоимость|всего|итого|руб\.?|₽|в рублях|без ндс|с ндс|amount|total|sum|value|rub|usd|eur|\$|€)?$"
)
_PLACES = ("количество", "кол-во", "quantity", "qty")
_DETAIL = re.compile(r"характеристик|артикул|ед\.|единиц|код\b|серия|вариант|unit|sku|variant")
_PARAMETER = re.compile(r":\s*$|:\s+\S|\d\d\.\d\d\.\d{4}")


@dataclass(frozen=True)
class GroupHeader:
    """Rows and columns counted from 0; `levels`: names, outermost first; `columns`: position → header of the other columns."""

    first: int
    last: int
    levels: tuple[str, ...]
    is_stacked: bool  # the header itself says that rows are levels
    text_columns: tuple[int, ...]  # where the groups' texts stand
    columns: Mapping[int, str]
    repeated: tuple[str, ...] = ()  # amounts that several columns claim: «Январь: Сумма», «Февраль: Сумма»
    above: tuple[str, ...] = ()  # texts of the title and parameter rows

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.levels, *self.columns.values())

    @property
    def is_russian(self) -> bool:
        return any("а" <= c <= "я" for name in self.names for c in name.lower())


def find_group_header(
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    merged: Sequence[tuple[int, int, int, int]] = (),
    told: int | None = None,
) -> GroupHeader | None:
    """The header among the first rows (texts; whether each row has amounts); None where none names an amount.

    `told`: the row that the user says to be a header.
    """  # fmt: skip
    rows = [[cell[:LONGEST] for cell in row[:WIDEST]] for row in rows]
    counts = [
        sum(is_measure(c) for i, c in enumerate(row) if i) * 10 + any(is_level(c) or combined(c) for c in row)
        if not numeric[n] and told in (None, n) else 0
        for n, row in enumerate(rows[:WITHIN])
    ]  # fmt: skip
    if not counts or max(counts) < 10:
        return None
    anchor = counts.index(max(counts))
    first, last = _extent(rows, numeric, anchor)
    return _read(rows, first, last, merged)


def _filled(row: Sequence[str]) -> list[tuple[int, str]]:
    """Position and text of the filled cells; lines of a cell stay apart: levels may stand in one."""
    return [
        (i, "\n".join(" ".join(x.split()) for x in c.split("\n") if x.strip())) for i, c in enumerate(row) if c.strip()
    ]


def _extent(rows: Sequence[Sequence[str]], numeric: Sequence[bool], anchor: int) -> tuple[int, int]:
    """First and last row of the header around the row with most amounts."""
    amounts = [i for i, c in enumerate(rows[anchor]) if i and is_measure(c)]
    first = last = anchor
    while (
        first > 0
        and anchor - first < 2
        and _joins_above(rows[first - 1], rows[anchor], amounts[0])
        and not numeric[first - 1]
    ):
        first -= 1
    waiting = 0  # rows of unknown names, taken only if a known one follows
    end = anchor + 1
    while end < min(len(rows), first + HIGHEST + 2) and not numeric[end] and (cells := _filled(rows[end])):
        known = all(is_level(c) or combined(c) or column_of(c) or _SUMS.match(c.casefold()) for _, c in cells)
        if not known and (len(cells) > 1 or cells[0][0] >= amounts[0] or re.search(r"\d", cells[0][1])):
            break
        waiting = 0 if known else waiting + 1
        end += 1
        if known:
            last = end - 1
    below = range(end, min(end + 20, len(rows)))
    if waiting and below and all(numeric[n] and _filled(rows[n])[0][0] == _filled(rows[end - 1])[0][0] for n in below):
        last = end - 1  # every row below has a text and amounts: this one is a header
    if last + 1 < len(rows) and _is_numbering(rows[last + 1]):
        last += 1
    return first, last


def _joins_above(row: Sequence[str], anchor: Sequence[str], first_amount: int) -> bool:
    """Whether the row above goes with the header: names over its amounts, or a level over its only level (no title: «Заказы»)."""
    cells = _filled(row)
    if not cells or any(_PARAMETER.search(c) for _, c in cells):
        return False
    if cells[-1][0] >= first_amount:
        return True
    leading = [i for i, _ in _filled(anchor) if i < first_amount]
    return len(cells) == len(leading) == 1 and is_level(cells[0][1]) and not is_plural(cells[0][1])


def _is_numbering(row: Sequence[str]) -> bool:
    """«1 | 2 | 3 | 4» under the header, as printed forms have it."""
    cells = [c for _, c in _filled(row)]
    return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]


def _read(
    rows: Sequence[Sequence[str]], first: int, last: int, merged: Sequence[tuple[int, int, int, int]]
) -> GroupHeader:
    block = [dict(_filled(row)) for row in rows[first : last + 1] if not _is_numbering(row)]
    amounts = [i for row in block for i, c in row.items() if i and is_measure(c)]
    leading = range(min(amounts))
    named = [(n, i, c) for n, row in enumerate(block) for i, c in sorted(row.items()) if i in leading]
    levels, at = _levels(named)
    attributes = {i: c for _, i, c in named if i not in at}
    columns = dict(attributes)
    repeated: tuple[str, ...] = ()
    below, repeated = _amounts(block, leading.stop, merged, first)
    columns |= below
    text_columns = tuple(i for i in leading if i not in attributes)
    above = tuple(c for row in rows[:first] for _, c in _filled(row))
    levels = tuple(" ".join(name.split()) for name in levels)
    columns = {i: " ".join(name.split()) for i, name in columns.items()}
    return GroupHeader(first, last, levels, len(levels) > 1, text_columns, columns, repeated, above)


def _levels(named: Sequence[tuple[int, int, str]]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The names of the levels, and the columns in which they stand."""
    named = [(row, at, _plain(cell) if len({r for r, *_ in named}) > 1 else cell) for row, at, cell in named]
    for _, position, cell in named:
        if names := combined(cell):
            return names, frozenset({position})
    firsts: dict[int, tuple[int, str]] = {}
    for row, position, cell in named:
        firsts.setdefault(row, (position, cell))
    if len(firsts) > 1 and all(is_level(c) for _, c in list(firsts.values())[:1]):
        return tuple(c for _, c in firsts.values()), frozenset(p for p, _ in firsts.values())
    if len(named) == 1:
        return (named[0][2],), frozenset({named[0][1]})
    return (), frozenset()


def _plain(cell: str) -> str:
    """«Номенклатура, Характеристика» under other levels is one level: a product and what it is like."""
    first, *more = re.split(r"\s*,\s*", cell)
    return first if more and all(_DETAIL.match(name.casefold()) for name in more) else cell


def _amounts(
    block: Sequence[Mapping[int, str]], start: int, merged: Sequence[tuple[int, int, int, int]], first: int
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Position → header of the columns on the right, each out of its upper and lower cell; and what stands there twice."""
    width = max(max(row, default=0) for row in block) + 1
    over: dict[int, str] = {}
    spans = [(r - first, a, b) for r, a, _, b in merged if first <= r < first + len(block) and b > a >= start]
    upper = block[0]
    lower_of = {i: c for row in block[1:] for i, c in row.items() if i >= start}
    last_seen = ""
    for i in range(start, width):
        last_seen = upper.get(i, last_seen if not spans and i in lower_of and i - 1 in lower_of else "")
        over[i] = last_seen
    for row, a, b in spans:
        if row == 0 and a in upper:
            over.update({i: upper[a] for i in range(a, b + 1)})
    found = {i: _header(over.get(i, ""), lower_of.get(i, "")) for i in range(start, width)}
    found = {i: header for i, header in found.items() if header}
    claims: dict[str, list[int]] = {}
    for i, header in found.items():
        if i in lower_of and is_measure(header) and (column := column_of(header)):
            claims.setdefault(column.name, []).append(i)
    repeated: list[str] = []
    for places in claims.values():
        plain = [i for i in places if not over.get(i) or _NEUTRAL.match(over[i].casefold()) or column_of(over[i])]
        if len(places) > 1:
            sure = [i for i in plain if "себестоим" not in over.get(i, "").casefold()] or plain
            if len(sure) != 1:
                repeated += [f"{over.get(i) or '—'}: {lower_of[i]}" for i in places]
            for i in places:
                if i not in sure:
                    found[i] = f"{over[i]}: {lower_of[i]} ({i + 1})"
    return found, tuple(repeated)


def _header(upper: str, lower: str) -> str:
    """One header out of two: «Себестоимость» over «Сумма» is the cost, «Продажи» over «Сумма» is the amount."""
    if not upper or not lower or upper == lower:
        return lower or upper
    joined = f"{upper}, {lower}"
    if column_of(joined):
        return joined
    if column_of(upper) and _SUMS.match(lower.casefold()):
        return upper
    if re.match(r"возврат|план|остат|долг|returns?\b|plan|budget|бюджет|прогноз|скидк|корректир", upper.casefold()):
        return f"{upper}: {lower}"
    return lower
