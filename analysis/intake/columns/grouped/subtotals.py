"""Whether a grouped report adds up: each group's and total's amounts against the lines under it.

Shown amounts are rounded, so a sum of n of them may differ from the rounded sum by half a unit of the last shown digit for each,
and one half for the sum itself: (n + 1) / 2 at most. That bound would hide real errors under many lines; rounding errors
are spread evenly and add up like √n × 0.29 units, so 0.5 + 2 × √n units is taken where it is less: seven standard deviations.
Whole quantities are counted, not rounded: they must be equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from analysis.intake.columns.grouped.amounts import decimals
from analysis.intake.columns.grouped.levels import Tree, plain_name
from analysis.intake.columns.grouped.lines import Line


@dataclass(frozen=True)
class SubtotalDifference:
    """A sum that isn't one: the row (from 0), its text, and what stands there against what the lines give."""

    row: int
    text: str
    column: int
    stands: Decimal
    lines: Decimal


@dataclass(frozen=True)
class Checked:
    """`checks`: rows of the report compared with their lines; `totals`: column → what the lines give altogether."""

    checks: int
    differences: Sequence[SubtotalDifference]
    totals: Mapping[int, Decimal]
    grand: Line | None  # the row that claims to be the report's total

    @property
    def wrong(self) -> int:
        return len({d.row for d in self.differences})


def only_above(tree: Tree, checked: Checked) -> dict[int, int]:
    """Columns whose amounts stand on groups alone → how many groups; nothing of them reaches the lines."""
    found: dict[int, int] = {}
    for node in tree.nodes:
        for column, value in node.line.amounts.items():
            if node.children and value and column not in checked.totals:
                found[column] = found.get(column, 0) + 1
    return found


def slack(values: int, unit: Decimal) -> Decimal:
    """The most by which rounding explains that so many shown values miss their shown sum."""
    return unit * Decimal(min((values + 1) / 2, 0.5 + 2 * sqrt(values)))


def check(tree: Tree, exact: frozenset[int]) -> Checked:
    """Compare every group and totals row with the sum of its lines; `exact`: columns of quantities."""
    nodes = tree.nodes
    columns = sorted({c for node in nodes for c in node.line.amounts})
    shown = {
        c: decimals([n.line.amounts[c] for n in nodes if c in n.line.amounts]) for c in columns
    }
    unit = {
        c: Decimal(0) if c in exact and not shown[c] else Decimal(1).scaleb(-shown[c])
        for c in columns
    }
    sums: list[dict[int, Decimal]] = [{} for _ in nodes]
    counts = [0] * len(nodes)
    asked = {before for _, before, _ in tree.totals}
    running: dict[int, dict[int, Decimal]] = {}  # the sums of all lines before a totals row
    total: dict[int, Decimal] = {}
    for n, node in enumerate(nodes):
        if n in asked:
            running[n] = dict(total)
        if node.children:
            continue
        for column, value in node.line.amounts.items():
            total[column] = total.get(column, Decimal(0)) + value
            for group in node.above:
                sums[group][column] = sums[group].get(column, Decimal(0)) + value
        for group in node.above:
            counts[group] += 1
    running[len(nodes)] = dict(total)
    compare = _Comparison(unit, total.keys())
    for n, node in enumerate(nodes):
        if node.children:
            compare(node.line, sums[n], counts[n])
    leaves = sum(1 for _ in tree.leaves)
    unnamed = [
        (line, before)
        for line, before, its_group in tree.totals
        if its_group is None and not line.total_of
    ]
    end = 1 + max(
        (n for n, node in enumerate(nodes) if node.line.amounts), default=-1
    )  # signatures may follow the total
    grand = next((line for line, before in reversed(unnamed) if before == 0 or before >= end), None)
    for line, before, its_group in tree.totals:
        if its_group is not None:
            is_line = not nodes[its_group].children
            compare(
                line,
                nodes[its_group].line.amounts if is_line else sums[its_group],
                counts[its_group],
            )
        elif line is grand:
            compare(line, total, leaves)
        elif line.total_of and (named := _before(tree, before, line.total_of)):
            compare(line, *named)
        else:
            groups = [
                g for g in (*nodes[before - 1].above, before - 1) if before and nodes[g].children
            ]
            open_sums = (sums[g] for g in groups if compare.fits(line, sums[g], counts[g]))
            compare(line, next(open_sums, running[before]), leaves)
    return Checked(compare.checks, compare.differences, total, grand)


def _before(tree: Tree, before: int, name: str) -> tuple[dict[int, Decimal], int] | None:
    """The sums and the number of the lines right before a totals row that stand under its name; None for no such line."""
    found: dict[int, Decimal] = {}
    lines = 0
    for n in range(before - 1, -1, -1):
        node = tree.nodes[n]
        if node.children:
            continue
        if plain_name(name) not in map(plain_name, node.stated.values()):
            break
        lines += 1
        for column, value in node.line.amounts.items():
            found[column] = found.get(column, Decimal(0)) + value
    return (found, lines) if lines else None


class _Comparison:
    def __init__(self, unit: Mapping[int, Decimal], on_lines: Set[int]) -> None:
        self.unit = unit
        self.on_lines = on_lines  # columns of which some line has an amount
        self.checks = 0
        self.differences: list[SubtotalDifference] = []

    def fits(self, line: Line, sums: Mapping[int, Decimal], lines: int) -> bool:
        return not self._differences(line, sums, lines)

    def __call__(self, line: Line, sums: Mapping[int, Decimal], lines: int) -> None:
        if line.amounts:
            self.checks += 1
            self.differences += self._differences(line, sums, lines)

    def _differences(
        self, line: Line, sums: Mapping[int, Decimal], lines: int
    ) -> list[SubtotalDifference]:
        found = []
        for column, stands in line.amounts.items():
            given = sums.get(column, Decimal(0) if column in self.on_lines else None)
            if given is not None and abs(stands - given) > slack(
                lines, self.unit.get(column, Decimal(0))
            ):
                found.append(SubtotalDifference(line.at, line.text.strip(), column, stands, given))
        return found
