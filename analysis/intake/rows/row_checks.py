"""What can be wrong between the cells of a row, and rows that are no data: the headers once more, the numbers of the columns."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.intake import reasons
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.stacking import is_column_numbers
from analysis.intake.sqltext import literal, one_of
from analysis.intake.values import (
    returns,
    times,
)
from analysis.intake.values.cell_checks import Check, always
from analysis.intake.values.cell_sql import raw
from analysis.intake.values.formats import Formats


def row_troubles(layout: Layout) -> list[Check]:
    """What can be wrong between cells."""
    if layout.table.name == "usage" and raw(layout, "started_at") and raw(layout, "ended_at"):
        late = f"coalesce({times.stamp(layout, 'ended_at')} < v_started_at, false)"
        days = f"v_quantity IS NULL AND v_started_at IS NOT NULL AND v_ended_at IS NOT NULL AND {times.hold_no_time(layout)}"
        return [
            Check("ended_at", late, always(reasons.ENDS_BEFORE_START)),
            Check("ended_at", days, always(reasons.DAYS_WITHOUT_HOURS)),
        ]
    if layout.table.name == "order_lines":
        lost = "revenue IS NULL AND v_quantity IS NOT NULL AND v_unit_price IS NOT NULL"
        return [Check("revenue", lost, always(reasons.TOO_LARGE), "revenue IS NOT NULL")]
    return []


def returned(layout: Layout, formats: Formats) -> list[Check]:
    """Rows that are returns as none of the file's others is, so that their amounts are not turned."""
    found: list[Check] = []
    if layout.table.name != "order_lines":
        return found
    base = next((c for c in ("revenue", "quantity") if c in layout.columns), None)
    for pattern, known in (
        (returns.OF_DOCUMENT, formats.back.returns),
        (returns.CORRECTED, formats.back.corrections),
    ):
        if base and not known and (back := returns.said(layout, pattern)) != "false":
            condition = f"({back}) AND coalesce(v_{base} > 0, false)"
            found.append(
                Check(base, condition, always(reasons.RETURN_SOLD), returns.surely_none(layout))
            )
    if base and not formats.back.statuses and (stated := returns.by_status(layout)) != "false":
        condition = f"({stated}) AND coalesce(v_{base} > 0, false)"
        found.append(Check(base, condition, always(reasons.RETURN_SOLD), f"NOT ({stated})"))
    price = "v_unit_price" if "unit_price" in layout.columns else None
    two = returns.of_two_signs(layout, "v_quantity", "v_revenue", price)
    if two != "false" and not formats.back.signs:
        sound = "coalesce((v_revenue < 0) = (v_quantity < 0), true)"
        found.append(Check("revenue", two, always(reasons.TWO_SIGNS), sound))
    return found


def column_to_blame(layout: Layout, alternatives: Sequence[frozenset[str]]) -> str:
    """The column to name when none of the alternatives is there: one that the file has, if any."""
    wanted = [c for alternative in alternatives for c in sorted(alternative)]
    return next((c for c in wanted if c in layout.columns), wanted[0])


def repeats_header(layout: Layout) -> str:
    """SQL: the row is the header (or one of its rows) once more."""
    found = []
    for head in layout.heads or (layout.headers,):
        shown = [
            i
            for i in (range(len(head)) if layout.heads else layout.columns.values())
            if i < len(head) and head[i].strip()
        ]
        same = [f"coalesce(trim(c{i}) = {literal(head[i].strip())}, false)" for i in shown[:3]]
        found.append(f"({' AND '.join(same) or 'false'})")
    return f"({' OR '.join(found)})"


def counts_columns(layout: Layout) -> str:
    """SQL: the row is the numbers of the columns (1, 2, 3 …); looked for only where the first rows have one."""
    if not any(is_column_numbers(row) for row in layout.sample):
        return "false"
    cells = ", ".join(f"nullif(trim(c{i}), '')" for i in range(layout.width))
    counted = [" ".join(map(str, range(1, n + 1))) for n in range(3, layout.width + 1)]
    return one_of(f"concat_ws(' ', {cells})", counted)
