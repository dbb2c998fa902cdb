"""The rows under a report's header as lines: texts of groups, amounts, and whose total a totals row is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.intake.columns.grouped.amounts import amount, decimal_mark, is_amount
from analysis.intake.columns.grouped.header import GroupHeader
from analysis.intake.columns.grouped.kinds import adds_up, combined, is_level, is_measure
from analysis.intake.columns.grouped.levels import plain_name, total_of
from analysis.intake.columns.grouped.lines import Line
from analysis.intake.sheets.grid import Cell

_PAGE = re.compile(
    r"(?:(?:итого|всего|(?:sub)?-?total)\s+(?:на|по|за|for|on|of)\s+)?(?:страниц[аеуы]|стр\.?|лист|page)(?:\s*(?:№\s*)?\d+)?"
    r"(?:\s*(?:из|of|/)\s*\d+)?\s*:?",
    re.IGNORECASE,
)
Text = Callable[[Cell], str]


def measures(header: GroupHeader) -> dict[int, str]:
    """Position → header of the columns whose amounts add up."""
    return {i: name for i, name in header.columns.items() if adds_up(header.column(i), name)}


def has_money(header: GroupHeader) -> bool:
    return any((column := header.column(i)) and column.kind == "money" for i in measures(header))


def with_level_columns(
    header: GroupHeader, rows: Sequence[Sequence[Cell]], text: Text
) -> GroupHeader:
    """Where levels stand beside each other («Контрагент | Заказ | Номенклатура»), each filled on its own rows only."""
    first_amount = min(measures(header), default=0)
    if header.levels or any(
        text(row[i]).strip() for row in rows for i in header.text_columns if i < len(row)
    ):
        return header
    filled = {
        i: {n for n, row in enumerate(rows) if i < len(row) and text(row[i]).strip()}
        for i, name in header.columns.items()
        if i < first_amount and is_level(name)
    }
    together: list[list[int]] = []  # columns filled on the same rows say more about one level
    for i, at in filled.items():
        same = next(
            (s for s in together if len(at ^ filled[s[0]]) <= 0.05 * len(at | filled[s[0]])), None
        )
        if at and same:
            same.append(i)
        elif at:
            together.append([i])
    if len(together) < 2:
        return header
    chosen = [
        columns[0] for columns in together if columns is not together[-1] or len(columns) == 1
    ]
    columns = {i: name for i, name in header.columns.items() if i not in chosen}
    levels = tuple(header.columns[i] for i in chosen)
    return replace(header, levels=levels, text_columns=tuple(chosen), columns=columns)


def end_of(header: GroupHeader, rows: Sequence[Sequence[Cell]], text: Text) -> int:
    """The row where another report's header begins, levels and amounts of other names; the number of rows where none does."""
    own = {_texts(rows[n], text) for n in range(header.first, header.last + 1)}
    first_amount = min(measures(header), default=0)
    for n in range(header.last + 1, len(rows)):
        if any(map(is_amount, rows[n])):
            continue
        said = _texts(rows[n], text)
        if said in own or not any(map(is_measure, said[first_amount:])):
            continue
        if any(is_level(c) or combined(c) for c in said[:first_amount]):
            return n
    return len(rows)


def report_lines(
    header: GroupHeader, rows: Sequence[Sequence[Cell]], text: Text, decimal: str | None, end: int
) -> list[Line]:
    """The filled rows under the header and before the row `end`, the header's own repetitions apart; `rows`: of the whole sheet."""
    body = range(header.last + 1, end)
    heads = {_texts(rows[n], text) for n in range(header.first, header.last + 1)}
    again = _repeated_titles(header, rows, text)
    amounts = measures(header)
    marks = {
        i: decimal or decimal_mark((rows[n][i] for n in body if i < len(rows[n])), _usual(header))
        for i in amounts
    }
    others = [i for i in header.columns if i not in amounts]
    groups: set[str] = set()
    found: list[Line] = []
    for n in body:
        row = rows[n]
        if (said := _texts(row, text)) in heads or n in again or not any(said) or _is_page(said):
            continue
        texts = {
            i: text(row[i]) for i in header.text_columns if i < len(row) and text(row[i]).strip()
        }
        shown = {i: amount(row[i], marks[i]) for i in amounts if i < len(row)}
        columns = any(i < len(row) and said[i] and not is_amount(row[i]) for i in others)
        values: dict[int, Decimal] = {i: v for i, v in shown.items() if v is not None}
        beside = () if texts else tuple(c for i, c in enumerate(said) if c and i not in values)
        found.append(
            Line(
                n,
                texts,
                values,
                next((w for c in beside if (w := total_of(c, ())) is not None), None),
                columns,
            )
        )
        groups.update(map(plain_name, texts.values()))
    return [_totalled(line, groups) for line in found]


def _totalled(line: Line, groups: set[str]) -> Line:
    if line.total_of is not None:
        return line
    for name in line.texts.values():
        whose = total_of(name, groups)
        if whose is not None and plain_name(whose) != plain_name(name):
            return replace(line, total_of=whose)
    return line


def _repeated_titles(header: GroupHeader, rows: Sequence[Sequence[Cell]], text: Text) -> set[int]:
    """Rows of the title that stand once more right above the header's repetition, as on each printed page."""
    first = _texts(rows[header.first], text)
    found: set[int] = set()
    for n in range(header.last + 1, len(rows)) if header.first else ():
        if any(map(is_amount, rows[n])) or _texts(rows[n], text) != first:
            continue
        title, above = header.first - 1, n - 1
        while title >= 0 and above > header.last:
            if not any(said := _texts(rows[above], text)):
                above -= 1
            elif not any(own := _texts(rows[title], text)):
                title -= 1
            elif said in (own, first):
                found.add(above)
                above, title = above - 1, title - 1
            else:
                title -= 1  # not every row of the title is repeated
    return found


def _is_page(row: Sequence[str]) -> bool:
    """Whether the row is of the printed page, not of the report: «Страница 2», «Итого на странице»."""
    return any(map(_PAGE.fullmatch, row)) and all(
        not c or _PAGE.fullmatch(c) or is_amount(c) for c in row
    )


def _usual(header: GroupHeader) -> str:
    return "," if header.is_russian else "."


def _texts(row: Sequence[Cell], text: Text) -> tuple[str, ...]:
    return tuple(" ".join(text(c).split()) for c in row)
