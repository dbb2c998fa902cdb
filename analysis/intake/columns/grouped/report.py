"""A grouped report, as 1C and others write them, as a flat table of order lines (client → order → product, and others).

Rows that have rows under them are groups: their texts go to their lines, their amounts only check. Rows without any are lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from analysis.errors import UnreadableFile
from analysis.intake import reasons
from analysis.intake.columns.grouped.amounts import is_amount
from analysis.intake.columns.grouped.body import (
    Text,
    end_of,
    has_money,
    measures,
    report_lines,
    with_level_columns,
)
from analysis.intake.columns.grouped.flattened import ReportReading, flat_of, missing, sources
from analysis.intake.columns.grouped.header import WITHIN, GroupHeader, find_group_header
from analysis.intake.columns.grouped.kinds import ORDER_LINES
from analysis.intake.columns.grouped.levels import Tree, readings
from analysis.intake.columns.grouped.lines import Line
from analysis.intake.columns.grouped.names import LevelMismatch, name_levels
from analysis.intake.columns.grouped.refusals import (
    doesnt_add_up,
    levels_differ,
    only_on_groups,
    repeated_columns,
    unclear,
    without,
)
from analysis.intake.columns.grouped.subtotals import check, only_above
from analysis.intake.columns.grouped.sums_as_days import without_sums_as_days
from analysis.intake.columns.header_row import find_header
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.sheets.grid import Cell, Flat, Grid

SAMPLE = 300  # rows that show whether a table with all its columns is a plain one
PLAIN = 0.5  # of them complete
FEW = 3  # sums to check: fewer prove nothing
MOSTLY = 0.8  # of the sums, where only they say that a table holds groups
PERFECT = (1.0, 0, True, True)  # as _worth says
TRUE = 1 / 3  # of the sums, at least: fewer mean that the levels were not understood


def flatten_grouped(grid: Grid, table: str | None, mapping: FileMapping) -> Flat | None:
    """The report's lines; None for a plain table. Raises UnreadableFile for a grouped report that isn't understood."""
    from analysis.intake.sheets.cell_texts import cell_text

    told = mapping.format.get("shape")
    if (table or mapping.table) not in (None, "order_lines") or told not in (None, "grouped"):
        return None
    top = grid.rows[: WITHIN + 10]
    texts, numeric = (
        [[cell_text(c) for c in row] for row in top],
        [any(map(is_amount, row)) for row in top],
    )
    row = mapping.format.get("header_row", "")
    at = int(row) - 1 if row.isdecimal() else None
    asked = asked_columns(mapping)
    header = find_group_header(texts, numeric, told=at, asked=asked)
    if header is None:
        return None
    plain = find_header(texts, table, mapping, grid.file)
    other = (
        plain
        and not plain[1].missing
        and (plain[1].table.name == "order_lines" or not has_money(header))
    )
    sure = told == "grouped" or (header.is_stacked and not other)
    if not sure and plain and plain[1].table.name != "order_lines":
        return None
    folded = False
    if not sure and plain and not plain[1].missing:
        folded = grid.is_folded()
        if not folded and is_plain(grid.rows[plain[0] + 1 :], plain[1].columns, cell_text):
            return None
    if header.last > header.first:
        header = find_group_header(texts, numeric, grid.looks().merged, at, asked) or header
    if header.repeated:
        if sure:
            raise repeated_columns(grid, header)
        return None
    if not measures(header):
        return None
    complete = not sure and plain is not None and not plain[1].missing
    return _flat(grid, header, mapping, cell_text, sure=sure, complete=complete, folded=folded)


def asked_columns(mapping: FileMapping) -> Mapping[str, str]:
    """Header, in lower case → the column of order_lines that the mapping takes it for."""
    columns = {
        c: " ".join(h.split()).casefold()
        for c, h in mapping.columns.items()
        if c in ORDER_LINES.names
    }
    return {header: column for column, header in columns.items() if header}


def is_plain(rows: Sequence[Sequence[Cell]], columns: Mapping[str, int], text: Text) -> bool:
    """Whether most rows with an amount have all that an order line needs."""
    needed = [
        i for c, i in columns.items() if c in ("order_id", "client_id", "client_name", "order_date")
    ]
    amounts = [i for c, i in columns.items() if c in ("revenue", "quantity")]
    seen = complete = 0
    for row in rows[:SAMPLE]:
        if any(i < len(row) and is_amount(row[i]) for i in amounts):
            seen += 1
            complete += all(i < len(row) and text(row[i]).strip() for i in needed)
    return complete >= PLAIN * seen


def _flat(
    grid: Grid,
    header: GroupHeader,
    mapping: FileMapping,
    text: Text,
    *,
    sure: bool,
    complete: bool,
    folded: bool,
) -> Flat | None:
    """`sure`: the header itself says that it is grouped; `complete`: it is that of a table with all columns, which is read as
    one unless sums among its rows prove that they would count twice; `folded`: such a table's rows are folded.
    """
    if not folded:
        header = with_level_columns(header, grid.rows[header.last + 1 :], text)
    known = grid.facts()
    for (row, column), error in known.errors.items() if known else ():
        if row < len(grid.rows) and column < len(grid.rows[row]):
            grid.rows[row][column] = error
    end = end_of(header, grid.rows, text)
    lines = report_lines(header, grid.rows, text, mapping.format.get("decimal"), end)
    if sure and all(line.total_of is not None for line in lines):
        raise UnreadableFile("header_only", file=grid.file)
    found, misfits = _readings(grid, header, lines)
    if not found:
        if not sure:
            return None
        raise (
            levels_differ(grid, header, misfits, lines) if misfits else unclear(grid, header, lines)
        )
    reading = max(found, key=_worth)
    reading = replace(reading, header=without_sums_as_days(reading, grid.rows))
    checked = reading.checked
    right = checked.checks - checked.wrong
    columns = sources(reading, mapping)
    lacking = missing(columns, mapping)
    apart = {
        n: reasons.OTHER_REPORT
        for n in range(end, len(grid.rows))
        if any(text(c).strip() for c in grid.rows[n])
    }
    if known:
        apart |= {
            row: reasons.NO_VALUE
            for row, column in known.valueless
            if row < end and column in header.columns
        }
    groups = sum(node.children > 0 for node in reading.tree.nodes)
    proven = groups > 0 and right > (checked.grand is not None)
    if complete:
        adds_up = (
            proven
            and not lacking
            and right >= MOSTLY * checked.checks
            and _are_sums(reading, grid, text)
        )
        return flat_of(grid, reading, columns, text, apart) if adds_up else None
    if lacking and (sure or header.levels or proven):
        raise without(grid, reading, lacking, columns)
    if lacking:
        return None
    if checked.checks >= FEW and right < TRUE * checked.checks:
        raise doesnt_add_up(grid, reading)
    above = [
        c
        for i in only_above(reading.tree, checked)
        if (c := reading.header.column(i)) and c.name == "revenue"
    ]
    if above and not any(
        c.name == "revenue" for i in checked.totals if (c := reading.header.column(i))
    ):
        raise only_on_groups(grid, reading)
    if known and _are_valueless(reading, known.valueless):
        raise UnreadableFile("formulas_without_values", file=grid.file)
    return flat_of(grid, reading, columns, text, apart)


def _are_valueless(reading: ReportReading, valueless: Set[tuple[int, int]]) -> bool:
    """Whether no line has all its amounts: its formulas were saved without their values."""
    rows = {row for row, column in valueless if column in reading.header.columns}
    return bool(rows) and all(node.line.at in rows for _, node in reading.tree.leaves)


def _are_sums(reading: ReportReading, grid: Grid, text: Text) -> bool:
    """Whether rows with others under them are sums: of several, or with fewer cells filled than the one under them."""

    def filled(n: int) -> int:
        return sum(bool(text(c).strip()) for c in grid.rows[reading.tree.nodes[n].line.at])

    groups = [n for n, node in enumerate(reading.tree.nodes) if node.children]
    return any(reading.tree.nodes[n].children > 1 or filled(n) < filled(n + 1) for n in groups)


def _readings(
    grid: Grid, header: GroupHeader, lines: Sequence[Line]
) -> tuple[list[ReportReading], list[tuple[str, int]]]:
    """The readings whose levels fit the header's names; of the others, how levels were told and how many there were."""
    exact = frozenset(i for i in header.columns if (c := header.column(i)) and c.name == "quantity")
    found: list[ReportReading] = []
    misfits: list[tuple[str, int]] = []
    for tree in readings(lines, grid.looks, header.text_columns):
        tree = _without_false_totals(tree, lines, grid, header, exact)
        try:
            found.append(ReportReading(header, tree, name_levels(tree, header), check(tree, exact)))
        except LevelMismatch:
            misfits.append((tree.source, tree.depth))
        if found and found[-1].checked.checks >= FEW and _worth(found[-1]) == PERFECT:
            break  # no other way can explain it better
    return found, misfits


def _without_false_totals(
    tree: Tree, lines: Sequence[Line], grid: Grid, header: GroupHeader, exact: frozenset[int]
) -> Tree:
    """The tree in which rows that only sound like totals («Масло Total») are lines, where more of the report adds up so."""
    checked = check(tree, exact)
    wrong = {difference.row for difference in checked.differences}
    false = {
        line.at
        for line, *_ in tree.totals
        if line.at in wrong and line is not checked.grand and line.texts
    }
    if not false:
        return tree
    as_lines = [replace(line, total_of=None) if line.at in false else line for line in lines]
    other = next(
        (t for t in readings(as_lines, grid.looks, header.text_columns) if t.source == tree.source),
        None,
    )
    return other if other and check(other, exact).wrong < checked.wrong - len(false) else tree


def _worth(reading: ReportReading) -> tuple[float, int, bool, bool]:
    """How well a reading explains the report: sums that add up, few rows without a place, an order, as many levels as names."""
    checked, tree = reading.checked, reading.tree
    share = (checked.checks - checked.wrong) / checked.checks if checked.checks else 0.5
    empty = sum(not node.line.amounts and not node.is_detail for _, node in tree.leaves)
    return (
        round(share, 2),
        -empty - len(tree.lost),
        any(level.kind == "order_id" for level in reading.levels),
        len(reading.levels) == len(reading.header.levels),
    )
