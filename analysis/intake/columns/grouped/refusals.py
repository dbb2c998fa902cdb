"""Why a grouped report can't be read, said with what was seen and what would help."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.errors import UnreadableFile
from analysis.intake.columns.grouped.flattened import ReportReading, Source
from analysis.intake.columns.grouped.header import GroupHeader
from analysis.intake.columns.grouped.lines import Line
from analysis.intake.columns.grouped.names import texts_at
from analysis.intake.columns.grouped.subtotals import only_above
from analysis.intake.sheets.grid import Grid

_PERIOD = re.compile(r"период|period", re.IGNORECASE)


def _quoted(texts: Sequence[str], most: int = 3) -> str:
    return ", ".join(f"'{' '.join(t.split())[:40]}'" for t in texts[:most]) + (
        " …" if len(texts) > most else ""
    )


def _names(header: GroupHeader) -> str:
    return " / ".join(header.levels) or _quoted(tuple(header.columns.values()), 6)


def unclear(grid: Grid, header: GroupHeader, lines: Sequence[Line]) -> UnreadableFile:
    samples = _quoted([line.text for line in lines if line.text.strip()])
    return UnreadableFile(
        "grouped_levels_unclear",
        file=grid.file,
        names=_names(header),
        rows=len(lines),
        samples=samples,
    )


def levels_differ(
    grid: Grid, header: GroupHeader, misfits: Sequence[tuple[str, int]], lines: Sequence[Line]
) -> UnreadableFile:
    misfits = [each for each in misfits if each[1] != len(header.levels)]
    if not misfits:  # as many levels as names, and the orders at another one
        return unclear(grid, header, lines)
    samples = _quoted([line.text for line in lines if line.text.strip()])
    return UnreadableFile(
        "grouped_levels_differ",
        file=grid.file,
        named=len(header.levels),
        names=_names(header),
        found=misfits[0][1],
        samples=samples,
    )


def repeated_columns(grid: Grid, header: GroupHeader) -> UnreadableFile:
    return UnreadableFile(
        "grouped_columns_repeat", file=grid.file, headers=_quoted(header.repeated, 4)
    )


def without(
    grid: Grid,
    reading: ReportReading,
    lacking: Sequence[Sequence[frozenset[str]]],
    columns: Sequence[Source],
) -> UnreadableFile:
    """The first thing that the report lacks for order lines."""
    first = sorted(c for alternative in lacking[0] for c in alternative)[0]
    samples = _quoted(texts_at(reading.tree, 0)) or "—"
    if first == "order_id":
        return UnreadableFile(
            "grouped_without_orders", file=grid.file, shape=reading.shape, samples=samples
        )
    if first == "order_date":
        period = next((t for t in reading.header.above if _PERIOD.search(t)), "—")
        sample = _quoted(texts_at(reading.tree, reading.order_level), 1) or "—"
        return UnreadableFile("grouped_without_dates", file=grid.file, sample=sample, period=period)
    if first == "client_id":
        return UnreadableFile(
            "grouped_without_clients", file=grid.file, shape=reading.shape, samples=samples
        )
    seen = _quoted([s.header for s in columns], 12)
    return UnreadableFile("grouped_without_amounts", file=grid.file, shape=reading.shape, seen=seen)


def only_on_groups(grid: Grid, reading: ReportReading) -> UnreadableFile:
    headers = [
        name
        for i, name in reading.header.columns.items()
        if i in only_above(reading.tree, reading.checked)
    ]
    lowest = max((n.depth for n in reading.tree.nodes if n.children), default=0)
    level = reading.levels[min(lowest, len(reading.levels) - 1)].name
    return UnreadableFile(
        "grouped_amounts_above", file=grid.file, headers=_quoted(headers), level=level
    )


def doesnt_add_up(grid: Grid, reading: ReportReading) -> UnreadableFile:
    first = reading.checked.differences[0]
    return UnreadableFile(
        "grouped_sums_differ",
        file=grid.file,
        shape=reading.shape,
        wrong=reading.checked.wrong,
        checks=reading.checked.checks,
        row=first.row + 1,
        text=first.text[:60],
        column=reading.header.columns[first.column],
        stands=f"{first.stands:f}",
        lines=f"{first.lines:f}",
    )
