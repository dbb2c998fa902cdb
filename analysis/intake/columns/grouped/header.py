"""The header of a grouped report: up to four rows, levels stacked on the left («Контрагент» over «Заказ»), amounts on the right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.dictionary.input_columns import Column
from analysis.intake.columns.grouped.amount_headers import (
    SUMS,
    amount_headers,
    is_period,
    is_sub_header,
)
from analysis.intake.columns.grouped.document import day, document
from analysis.intake.columns.grouped.kinds import (
    ORDER_LINES,
    column_of,
    combined,
    is_level,
    is_measure,
    is_plural,
)
from analysis.intake.columns.remarks import remark
from analysis.intake.patterns import bounded

WITHIN = 60  # rows
WIDEST, LONGEST = 500, 200  # columns, and characters of a cell, that are looked at
HIGHEST = 4  # rows of a header
_DETAIL = re.compile(r"характеристик|артикул|ед\.|единиц|код\b|серия|вариант|unit|sku|variant")
_NUMBERS = bounded(
    r"(?:№|n|no\.?|#|номер)(?:\s*п\s*[/.]?\s*п\.?)?|п/п", re.IGNORECASE
)  # of the rows
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
    repeated_of: frozenset[str] = frozenset()  # the columns of order_lines concerned
    repeated: tuple[
        str, ...
    ] = ()  # amounts that several columns claim: «Январь: Сумма», «Февраль: Сумма»
    above: tuple[str, ...] = ()  # texts of the title and parameter rows
    told: Mapping[int, str] = field(
        default_factory=dict
    )  # position → column of order_lines, by the user's mapping

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.levels, *self.columns.values())

    def column(self, position: int) -> Column | None:
        """What the column at this position means: by the mapping, else by its header."""
        told = self.told.get(position)
        return ORDER_LINES.column(told) if told else column_of(self.columns[position])

    @property
    def is_russian(self) -> bool:
        return any("а" <= c <= "я" for name in self.names for c in name.lower())


def find_group_header(
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    merged: Sequence[tuple[int, int, int, int]] = (),
    told: int | None = None,
    asked: Mapping[str, str] | None = None,
) -> GroupHeader | None:
    """The header among the first rows (texts; whether each row has amounts); None where none names an amount.

    `told`: the row that the user says to be a header; `asked`: header in lower case → the column that a mapping takes it for.
    """
    asked = asked or {}
    given = [[_whole_words(cell[:LONGEST]) for cell in row[:WIDEST]] for row in rows]
    rows = [[_as_told(cell, asked) for cell in row] for row in given]
    counts = [
        sum(is_measure(c) for i, c in enumerate(row) if i) * 10
        + any(is_level(c) or combined(c) for c in row)
        if not numeric[n] and told in (None, n)
        else 0
        for n, row in enumerate(rows[:WITHIN])
    ]
    if not counts or max(counts) < 10:
        return None
    anchor = counts.index(max(counts))
    first, last = _extent(rows, numeric, anchor)
    return _with_mapping(_read(rows, first, last, merged), given, asked)


def _whole_words(cell: str) -> str:
    """«Коли-» over «чество» in one cell is «Количество», where that is known."""
    whole = re.sub(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-zа-яё])", "", cell) if "\n" in cell else cell
    return whole if whole != cell and (column_of(whole) or is_level(whole)) else cell


def _as_told(cell: str, asked: Mapping[str, str]) -> str:
    """The cell, by its column's own name where a mapping says what amount it is."""
    column = asked.get(" ".join(cell.split()).casefold()) if asked else None
    return column if column and ORDER_LINES.column(column).kind in ("money", "quantity") else cell


def _with_mapping(
    header: GroupHeader, given: Sequence[Sequence[str]], asked: Mapping[str, str]
) -> GroupHeader:
    """The columns under the headers that the file gives them; what the mapping says of one, no other one claims."""
    columns, told = dict(header.columns), {}
    for i, name in header.columns.items():
        for row in given[header.first : header.last + 1]:
            cell = " ".join(row[i].split()) if i < len(row) else ""
            if column := asked.get(cell.casefold()):
                columns[i] = (
                    name if name.casefold() == cell.casefold() else name.replace(column, cell)
                )
                told[i] = column
        if column := asked.get(name.casefold()):
            told[i] = column
    chosen = {column for column in told.values() if list(told.values()).count(column) == 1}
    repeated = () if header.repeated_of <= chosen else header.repeated
    return replace(header, columns=columns, told=told, repeated=repeated)


def _filled(row: Sequence[str]) -> list[tuple[int, str]]:
    """Position and text of the filled cells; lines of a cell stay apart: levels may stand in one."""
    return [
        (i, "\n".join(" ".join(x.split()) for x in c.split("\n") if x.strip()))
        for i, c in enumerate(row)
        if c.strip()
    ]


def _extent(rows: Sequence[Sequence[str]], numeric: Sequence[bool], anchor: int) -> tuple[int, int]:
    """First and last row of the header around the row with most amounts."""
    amounts = [i for i, c in enumerate(rows[anchor]) if i and is_measure(c)]
    first = last = anchor
    while (
        first > 0
        and anchor - first < 2
        and _joins_above(rows[first - 1], rows[anchor], amounts[0], numeric[first - 1])
    ):
        first -= 1
    waiting = 0  # rows of unknown names, taken only if a known one follows
    end = anchor + 1
    while (
        end < min(len(rows), first + HIGHEST + 2)
        and not numeric[end]
        and (cells := _filled(rows[end]))
    ):
        known = all(
            is_level(c) or combined(c) or column_of(c) or SUMS.match(c.casefold()) for _, c in cells
        )
        known = known or _goes_on(cells, amounts[0])
        if not known and (
            len(cells) > 1 or cells[0][0] >= amounts[0] or re.search(r"\d", cells[0][1])
        ):
            break
        waiting = 0 if known else waiting + 1
        end += 1
        if known:
            last = end - 1
    below = range(end, min(end + 20, len(rows)))
    if (
        waiting
        and below
        and all(
            numeric[n] and _filled(rows[n])[0][0] == _filled(rows[end - 1])[0][0] for n in below
        )
    ):
        last = end - 1  # every row below has a text and amounts: this one is a header
    if last + 1 < len(rows) and _is_numbering(rows[last + 1]):
        last += 1
    return first, last


def _goes_on(cells: Sequence[tuple[int, str]], first_amount: int) -> bool:
    """Whether a row under the amounts goes on with the header: something in it tells them apart, and nothing in it is a group's text."""
    texts = [c for _, c in cells]
    if (
        is_level(texts[0])
        and all(i < first_amount for i, _ in cells)
        and sum(bool(column_of(c)) for c in texts) > 1
    ):
        return True  # «Номенклатура | Артикул | Ед. изм.»
    if any(len(c) > 60 or day(c) or ((found := document(c)) and found.is_whole) for c in texts):
        return False
    return any(is_sub_header(c) for i, c in cells if i >= first_amount)


def _joins_above(
    row: Sequence[str], anchor: Sequence[str], first_amount: int, is_numeric: bool
) -> bool:
    """Whether the row above goes with the header: names, years or periods over its amounts, or a level over its only level
    (no title: «Заказы»).
    """
    cells = _filled(row)
    over = [c for i, c in cells if i >= first_amount]
    if (
        over
        and all(map(is_period, over))
        and all(is_level(c) for i, c in cells if i < first_amount)
    ):
        return True
    if is_numeric or not cells or any(_PARAMETER.search(c) for _, c in cells):
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
    rows: Sequence[Sequence[str]],
    first: int,
    last: int,
    merged: Sequence[tuple[int, int, int, int]],
) -> GroupHeader:
    block = [dict(_filled(row)) for row in rows[first : last + 1] if not _is_numbering(row)]
    amounts = [i for row in block for i, c in row.items() if i and is_measure(c)]
    leading = range(min(amounts))
    named = [
        (n, i, c) for n, row in enumerate(block) for i, c in sorted(row.items()) if i in leading
    ]
    levels, at = _levels([each for each in named if not _NUMBERS.fullmatch(each[2])] or named)
    attributes = {i: c for _, i, c in named if i not in at}
    columns = dict(attributes)
    above = tuple(c for row in rows[:first] for _, c in _filled(row))
    spans = [
        (r - first, a, b) for r, a, _, b in merged if first <= r <= last and b > a >= leading.stop
    ]
    below = amount_headers(
        block, leading.stop, spans, [said for text in above if (said := remark(text))]
    )
    columns |= below.columns
    text_columns = tuple(i for i in leading if i not in attributes)
    levels = tuple(" ".join(name.split()) for name in levels)
    columns = {i: " ".join(name.split()) for i, name in columns.items()}
    return GroupHeader(
        first, last, levels, len(levels) > 1, text_columns, columns, below.of, below.repeated, above
    )


def _levels(named: Sequence[tuple[int, int, str]]) -> tuple[tuple[str, ...], frozenset[int]]:
    """The names of the levels, and the columns in which they stand."""
    named = [
        (row, at, _plain(cell) if len({r for r, *_ in named}) > 1 else cell)
        for row, at, cell in named
    ]
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
    first, *more = (piece.strip() for piece in cell.split(","))
    return first if more and all(_DETAIL.match(name.casefold()) for name in more) else cell
