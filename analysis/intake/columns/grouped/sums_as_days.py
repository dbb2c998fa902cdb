"""Columns called like days («Оплачено», «Отгружено») that hold amounts: their groups are the sums of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.intake.columns.grouped.amounts import amount, decimal_mark
from analysis.intake.columns.grouped.flattened import ReportReading
from analysis.intake.columns.grouped.header import GroupHeader
from analysis.intake.columns.grouped.subtotals import slack
from analysis.intake.sheets.grid import Cell


def without_sums_as_days(reading: ReportReading, rows: Sequence[Sequence[Cell]]) -> GroupHeader:
    """The header in which such columns are called what they are, so that no amount is taken for a serial day."""
    header = reading.header
    days = [
        i
        for i in header.columns
        if (c := header.column(i)) and c.kind == "date" and i not in header.told
    ]
    word = "сумма" if header.is_russian else "amount"
    named = {i: f"{header.columns[i]}: {word}" for i in days if _adds_up(reading, rows, i)}
    return replace(header, columns={**header.columns, **named}) if named else header


def _adds_up(reading: ReportReading, rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether some group of several lines is their sum here, and none is anything else."""
    nodes = reading.tree.nodes
    cells = [rows[n.line.at][column] if column < len(rows[n.line.at]) else "" for n in nodes]
    mark = decimal_mark(cells, "," if reading.header.is_russian else ".")
    amounts = [amount(cell, mark) for cell in cells]
    lines: dict[int, list[Decimal]] = {}
    for node, value in zip(nodes, amounts, strict=True):
        if value is None or node.children:
            continue
        for group in node.above:
            lines.setdefault(group, []).append(value)
    several = {n: each for n, each in lines.items() if len(each) > 1 and any(each)}
    if not several:
        return False
    return all(
        (value := amounts[n]) is not None
        and abs(value - sum(each)) <= slack(len(each), Decimal("0.01"))
        for n, each in several.items()
    )
