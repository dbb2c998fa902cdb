"""The rows under a report's header as lines: texts of groups, amounts, and whose total a totals row is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.intake.grid import Cell
from analysis.intake.grouped.amounts import amount, decimal_mark, is_amount
from analysis.intake.grouped.header import GroupHeader
from analysis.intake.grouped.kinds import is_amount_of, is_level
from analysis.intake.grouped.levels import Line, plain_name, total_of

Text = Callable[[Cell], str]


def measures(header: GroupHeader) -> dict[int, str]:
    """Position → header of the columns whose amounts add up."""
    return {i: name for i, name in header.columns.items() if is_amount_of(header.column(i))}


def has_money(header: GroupHeader) -> bool:
    return any((column := header.column(i)) and column.kind == "money" for i in measures(header))


def with_level_columns(header: GroupHeader, rows: Sequence[Sequence[Cell]], text: Text) -> GroupHeader:
    """Where levels stand beside each other («Контрагент | Заказ | Номенклатура»), each filled on its own rows only."""
    first_amount = min(measures(header), default=0)
    if header.levels or any(text(row[i]).strip() for row in rows for i in header.text_columns if i < len(row)):
        return header
    filled = {
        i: {n for n, row in enumerate(rows) if i < len(row) and text(row[i]).strip()}
        for i, name in header.columns.items()
        if i < first_amount and is_level(name)
    }
    together: list[list[int]] = []  # columns filled on the same rows say more about one level
    for i, at in filled.items():
        same = next((s for s in together if len(at ^ filled[s[0]]) <= 0.05 * len(at | filled[s[0]])), None)
        if at and same:
            same.append(i)
        elif at:
            together.append([i])
    if len(together) < 2:
        return header
    chosen = [columns[0] for columns in together if columns is not together[-1] or len(columns) == 1]
    columns = {i: name for i, name in header.columns.items() if i not in chosen}
    levels = tuple(header.columns[i] for i in chosen)
    return replace(header, levels=levels, text_columns=tuple(chosen), columns=columns)


def report_lines(header: GroupHeader, rows: Sequence[Sequence[Cell]], text: Text, decimal: str | None) -> list[Line]:
    """The filled rows under the header, the header's own repetitions apart; `rows`: of the whole sheet."""
    body = range(header.last + 1, len(rows))
    heads = {_texts(rows[n], text) for n in range(header.first, header.last + 1)}
    amounts = measures(header)
    marks = {
        i: decimal or decimal_mark((rows[n][i] for n in body if i < len(rows[n])), _usual(header)) for i in amounts
    }
    others = [i for i in header.columns if i not in amounts]
    groups: set[str] = set()
    found: list[Line] = []
    for n in body:
        row = rows[n]
        if (said := _texts(row, text)) in heads or not any(said):
            continue
        texts = {i: text(row[i]) for i in header.text_columns if i < len(row) and text(row[i]).strip()}
        shown = {i: amount(row[i], marks[i]) for i in amounts if i < len(row)}
        columns = any(i < len(row) and said[i] and not is_amount(row[i]) for i in others)
        values: dict[int, Decimal] = {i: v for i, v in shown.items() if v is not None}
        found.append(Line(n, texts, values, None, columns))
        groups.update(map(plain_name, texts.values()))
    return [_totalled(line, groups) for line in found]


def _totalled(line: Line, groups: set[str]) -> Line:
    for name in line.texts.values():
        whose = total_of(name, groups)
        if whose is not None and plain_name(whose) != plain_name(name):
            return replace(line, total_of=whose)
    return line


def _usual(header: GroupHeader) -> str:
    return "," if header.is_russian else "."


def _texts(row: Sequence[Cell], text: Text) -> tuple[str, ...]:
    return tuple(" ".join(text(c).split()) for c in row)
