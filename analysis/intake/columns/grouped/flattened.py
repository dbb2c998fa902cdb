"""The lines of an understood report as a flat table: groups' texts beside each line, its own amounts, what groups say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.intake import reasons
from analysis.intake.columns.grouped.body import measures
from analysis.intake.columns.grouped.document import day, is_cancelled
from analysis.intake.columns.grouped.header import GroupHeader
from analysis.intake.columns.grouped.kinds import ORDER_LINES, column_of, safe_name
from analysis.intake.columns.grouped.levels import Node, Tree
from analysis.intake.columns.grouped.lines import Line
from analysis.intake.columns.grouped.names import Level, texts_at
from analysis.intake.columns.grouped.order_ids import OrderText, order_texts
from analysis.intake.columns.grouped.subtotals import Checked, SubtotalDifference, only_above
from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.header_words.spelling import STACK, role
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.reasons import Notice
from analysis.intake.sheets.grid import Cell, Flat, Grid

_ROLES = ("currency", "vat_rate", "document_kind")  # what a group says of the amounts of its lines
_OWN = ("money", "quantity")  # never taken over from a group
CANCELLED = "отменён"  # as the vocabulary of statuses knows it
SHOWN = 3  # rows that a notice quotes


@dataclass(frozen=True)
class ReportReading:
    """A report as it is understood."""

    header: GroupHeader
    tree: Tree
    levels: Sequence[Level]
    checked: Checked

    @property
    def shape(self) -> str:
        return " → ".join(level.name for level in self.levels)

    @property
    def folders(self) -> frozenset[int]:
        """Depths between the orders and the deepest level that the header has no name for."""
        below = range(self.order_level + 1, len(self.levels) - 1) if self.order_level >= 0 else ()
        return frozenset(d for d in below if self.levels[d].name == f"level {d + 1}")

    @property
    def order_level(self) -> int:
        """The depth of the orders; -1 where no level is theirs."""
        return next(
            (depth for depth, level in enumerate(self.levels) if level.kind == "order_id"), -1
        )


@dataclass(frozen=True)
class Source:
    """A column of the flat table: a level's text (its order's id, its day), the order's date, or a column of the sheet."""

    header: str
    level: int | None = None
    kind: str = ""
    position: int | None = None
    inherited: bool = False


def sources(reading: ReportReading, mapping: FileMapping) -> tuple[Source, ...]:
    """The columns of the flat table. Levels of no column's kind are left out unless the mapping asks for them by name."""
    header, russian = reading.header, reading.header.is_russian
    asked = {" ".join(h.split()).casefold() for h in mapping.columns.values() if h.strip()}
    found: list[Source] = []
    for depth, level in enumerate(reading.levels):
        place = f"level {depth + 1}"
        if place in asked:  # a mapping may always say which one it means by its place
            level = Level(place, level.kind)
        is_asked = level.name.casefold() in asked
        known = column_of(level.name)
        if level.kind and not is_asked and (known is None or known.name != level.kind):
            found.append(Source(safe_name(level.kind, russian), depth, level.kind))
        elif level.kind or is_asked or role(level.name) in _ROLES:
            found.append(Source(level.name, depth, level.kind))
    given = {s.kind for s in found}
    for position, name in sorted(header.columns.items()):
        column = header.column(position)
        if column and column.name in given and name.casefold() not in asked:
            name = f"{name} ({position + 1})"
        inherited = (
            bool(column and column.kind not in _OWN)
            or name.casefold() in asked
            or role(name) in _ROLES
        )
        found.append(
            Source(name, position=position, kind=column.name if column else "", inherited=inherited)
        )
        given |= {column.name} if column and column.kind == "date" else set()
    if "order_id" in given and "order_date" not in given and _dates(reading):
        found.append(Source(safe_name("order_date", russian), kind="order_date"))
    if (
        "order_id" in given
        and "status" not in given
        and any(map(is_cancelled, texts_at(reading.tree, reading.order_level)))
    ):
        found.append(Source(safe_name("status", russian), kind="status"))
    return tuple(found)


def _dates(reading: ReportReading) -> bool:
    texts = texts_at(reading.tree, reading.order_level)
    return any(order.date for order in order_texts(texts)[0].values())


def missing(
    found: Sequence[Source], mapping: FileMapping
) -> tuple[tuple[frozenset[str], ...], ...]:
    """What order_lines requires and neither the columns nor the mapping give."""
    headers = [s.header for s in found]
    at = {h.rpartition(STACK)[2].casefold(): i for i, h in reversed(list(enumerate(headers)))}
    at |= {" ".join(h.split()).casefold(): i for i, h in reversed(list(enumerate(headers)))}
    chosen = {
        c: at.get(" ".join(h.split()).casefold(), -1)
        for c, h in mapping.columns.items()
        if c in ORDER_LINES.names
    }
    return match(
        headers, ORDER_LINES, chosen, [c for c in mapping.constants if c in ORDER_LINES.names]
    ).missing


def flat_of(
    grid: Grid,
    reading: ReportReading,
    found: Sequence[Source],
    text: Callable[[Cell], str],
    apart: Mapping[int, str],
) -> Flat:
    """The report's lines under these columns; rows that are neither lines nor structure come with their fault.

    `apart`: rows of the sheet (from 0) with a fault that is known already.
    """
    tree, at = reading.tree, reading.order_level
    orders, shared = order_texts({node.stated[at] for node in tree.nodes if at in node.stated})
    lost = [Node(line, 0, {}, ()) for line in tree.lost]
    lost += [
        Node(Line(n, {}, {}), 0, {}, ()) for n, why in apart.items() if why == reasons.OTHER_REPORT
    ]
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    faults: dict[int, str] = {}
    for node in sorted([*(n for _, n in tree.leaves), *lost], key=lambda n: n.line.at):
        order = orders.get(node.stated.get(at, ""))
        fault = reasons.NO_GROUP if node in lost else _fault(node, tree, order)
        fault = apart.get(node.line.at, fault)
        if fault:
            faults[len(rows)] = fault
        rows.append([_cell(source, node, order, grid, reading, text) for source in found])
        numbers.append(node.line.at + 1)
    how_read = _how_read(reading, len(rows) - len(faults))
    notices = _notices(reading, shared)
    headers = tuple(source.header for source in found)
    return Flat(
        headers,
        rows,
        numbers,
        reading.header.last + 1,
        how_read,
        notices,
        faults,
        table="order_lines",
    )


def _cell(
    source: Source,
    node: Node,
    order: OrderText | None,
    grid: Grid,
    reading: ReportReading,
    text: Callable[[Cell], str],
) -> Cell:
    """What a line has in this column: its own cell, else that of the nearest group over it; or what its groups are called."""
    tree = reading.tree
    if source.position is not None:
        own = _at(grid, node, source.position)
        if source.inherited and not text(own).strip():
            above = (_at(grid, tree.nodes[n], source.position) for n in reversed(node.above))
            own = next((cell for cell in above if text(cell).strip()), own)
            if source.kind == "order_date" and order and not text(own).strip():
                return order.date
        return own
    if source.level is None and source.kind == "status":
        return CANCELLED if is_cancelled(node.stated.get(reading.order_level, "")) else ""
    if source.level is None:
        return order.date if order else ""
    said = node.stated.get(source.level, "")
    if not said and source.level == tree.depth - 1 and node.depth in reading.folders:
        said = node.line.text.strip()  # a product beside folders of products
    if source.kind == "order_id":
        return (order and order.order_id) or said
    return (day(said) or said) if source.kind == "order_date" else said


def _at(grid: Grid, node: Node, position: int) -> Cell:
    row = grid.rows[node.line.at]
    return row[position] if position < len(row) else ""


def _fault(node: Node, tree: Tree, order: OrderText | None) -> str | None:
    if (
        not node.line.amounts
        and not node.is_detail
        and (node.depth < tree.depth - 1 or not node.above)
    ):
        return reasons.NEITHER
    if not node.above and any(depth not in node.stated for depth in range(node.depth)):
        return reasons.NO_GROUP
    if order is not None and not order.order_id:
        return reasons.NO_ORDER_NUMBER
    return None


def _how_read(reading: ReportReading, lines: int) -> Mapping[str, str]:
    groups = sum(1 for node in reading.tree.nodes if node.children)
    found = {
        "shape": reading.shape,
        "levels_by": reading.tree.source,
        "lines": str(lines),
        "groups": str(groups),
    }
    if left := [
        level.name for level in reading.levels if not level.kind and role(level.name) not in _ROLES
    ]:
        found["levels_left_out"] = ", ".join(left)
    if reading.checked.grand:
        for position in measures(reading.header):
            column = reading.header.column(position)
            if column and position in reading.checked.grand.amounts:
                found[f"total_{column.name}"] = format(reading.checked.grand.amounts[position], "f")
    return found


def _quoted(row: int, differences: Sequence[SubtotalDifference], header: GroupHeader) -> str:
    """«5: Заказ 1 (Выручка: 31 ≠ 30, Количество: 4 ≠ 3)»: no words, so that it fits any language."""
    amounts = ", ".join(
        f"{header.columns[d.column]}: {d.stands:f} ≠ {d.lines:f}" for d in differences
    )
    return f"{row + 1}: {differences[0].text[:60]} ({amounts})"


def _notices(reading: ReportReading, shared: Sequence[str]) -> tuple[Notice, ...]:
    notices = []
    checked = reading.checked
    if checked.differences:
        rows: dict[int, list[SubtotalDifference]] = {}
        for difference in checked.differences:
            rows.setdefault(difference.row, []).append(difference)
        quoted = "; ".join(
            _quoted(row, found, reading.header) for row, found in sorted(rows.items())[:SHOWN]
        )
        details = {"rows": checked.wrong, "checked": checked.checks, "examples": quoted}
        notices.append(Notice("subtotals_differ", details))
    for column, groups in only_above(reading.tree, checked).items():
        notices.append(
            Notice("amounts_above", {"header": reading.header.columns[column], "groups": groups})
        )
    if shared:
        notices.append(
            Notice(
                "document_numbers_repeat", {"count": len(shared), "numbers": ", ".join(shared[:5])}
            )
        )
    return tuple(notices)
