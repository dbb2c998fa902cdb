"""A value that can't be read and that its row stands without: the row is taken in, the value is unknown, and it is listed.

An order line can't stand without its order, client, day, what decides whether it counts, and its revenue or the parts that give it. A
record of time or a pool stands on its day or month: another one would charge another month's rate. A bad part of a cost makes the
line's direct cost unknown, never the sum of the other parts (METHOD rule 4: unknown is not zero).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from analysis.dictionary.input_columns import LEADS
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice
from analysis.intake.sqltext import literal
from analysis.intake.values.cell_checks import Check
from analysis.intake.values.cell_sql import raw
from analysis.intake.values.formats import Formats

PARTS_OF_COST = (
    "material_cost",
    "labour_cost",
    "other_direct_cost",
    "unit_cost",
    "direct_cost",
    "penalty",
)
_OPTIONAL = {
    "order_lines": (
        "promised_on",
        "shipped_on",
        "paid_on",
        "manager",
        "sku",
        "product_name",
        "product_family",
        "base_sku",
        "kind",
        *PARTS_OF_COST,
        "book_overhead",
        "book_cost",
        "lead_time_days",
        "approval_rounds",
        "is_rush",
        "is_new_client",
    ),
    "clients": ("employees", "annual_revenue", "industry", "region"),
    "pools": ("is_time", "is_design"),
    "quotes": ("cost_estimate", "kind", "markup", "quantity", "result", "reason", "order_id"),
    "leads": tuple(c.name for c in LEADS if c.name not in ("lead_id", "company")),
    "touches": (
        "left_on",
        "hours",
        "person",
        "result",
        "reason",
        "amount",
        "stalled_until",
        "budget_state",
        "budget_amount",
        "budget_by",
    ),
}
_OF_REVENUE = ("quantity", "unit_price")  # needed where revenue is computed
DATES = (
    "promised_on",
    "shipped_on",
    "paid_on",
)  # not there is not yet: one that can't be read is no such fact
NAMED = 3  # values in a notice


def columns(layout: Layout, formats: Formats) -> frozenset[str]:
    """The columns that a row stands without."""
    found = set(_OPTIONAL.get(layout.table.name, ()))
    if (
        layout.table.name == "order_lines"
        and "revenue" in layout.columns
        and not formats.order_totals
    ):
        found |= {c for c in _OF_REVENUE if c not in formats.of_one}
        if not formats.take_off:
            found.add("discount")
        if "revenue" in formats.of_one:
            found.discard("quantity")
    return frozenset(found)


def parted(checks: Sequence[Check], optional: frozenset[str]) -> tuple[list[Check], list[Check]]:
    """Those that refuse the row, and those that leave a value unknown."""
    return [c for c in checks if c.column not in optional], [
        c for c in checks if c.column in optional
    ]


def flags(checks: Sequence[Check]) -> Mapping[str, str]:
    """Name of a flag → SQL of the cells as they read: the row's cell of that column can't be read."""
    of_column: dict[str, list[Check]] = {}
    for check in checks:
        of_column.setdefault(check.column, []).append(check)
    return {flag(column): _any_of(found) for column, found in of_column.items()}


def flag(column: str) -> str:
    return f"blank_{column}"


def _any_of(checks: Sequence[Check]) -> str:
    hit = " OR ".join(f"coalesce({check.condition}, false)" for check in checks)
    if all(check.sound for check in checks):
        sound = " AND ".join(dict.fromkeys(check.sound for check in checks))
        return f"CASE WHEN {sound} THEN false ELSE {hit} END"
    return hit


def blanked(checks: Sequence[Check]) -> Mapping[str, str]:
    """Column → SQL of the condition under which it is unknown, from the flags."""
    found: dict[str, list[str]] = {}
    for column in dict.fromkeys(check.column for check in checks):
        for touched in PARTS_OF_COST if column in PARTS_OF_COST else (column,):
            found.setdefault(touched, []).append(flag(column))
    return {column: " OR ".join(conditions) for column, conditions in found.items()}


def dates(checks: Sequence[Check]) -> str:
    """SQL: the names of the row's dates that can't be read, from the flags; NULL for none."""
    blamed = {check.column for check in checks}
    found = {flag(c): f"CASE WHEN {flag(c)} THEN '{c}' END" for c in DATES if c in blamed}
    if not found:
        return "CAST(NULL AS VARCHAR)"
    return f"CASE WHEN {' OR '.join(found)} THEN concat_ws(' ', {', '.join(found.values())}) END"


def any_of(checks: Sequence[Check]) -> str:
    """SQL: a value of the row is left unknown, from the flags."""
    return " OR ".join(dict.fromkeys(flag(check.column) for check in checks)) or "false"


def write(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    checks: Sequence[Check],
    values: str,
    good: str,
    import_id: str,
    target: Path,
    scratch: Path,
) -> tuple[Notice, ...]:
    """Writes the values of good rows of `typed` that are unknown, if any, with what is wrong; a notice for each column.

    values: the SELECT of the cells as they read, with v_<column>.
    """
    if not con.execute(f"SELECT count(*) FROM typed WHERE {good} AND blanked").fetchall()[0][0]:
        return ()
    beside = scratch / "unread.parquet"  # read once for all checks
    con.execute(
        f"COPY (SELECT * FROM ({values}) WHERE row IN (SELECT source_row FROM typed WHERE {good} AND blanked)) "
        f"TO {literal(beside)} (FORMAT parquet)"
    )
    cells_read = f"read_parquet({literal(beside)})"
    hits = ", ".join(f"coalesce(bool_or({check.condition}), false)" for check in checks)
    [met] = con.execute(f"SELECT {hits} FROM {cells_read}").fetchall()
    selects = []
    for place, check in enumerate(checks):
        if not met[place]:
            continue
        reasons = " ".join(
            f"WHEN {condition} THEN {literal(reason)}" for reason, condition in check.reasons
        )
        header = layout.named.get(check.column, check.column)
        selects.append(
            f'SELECT {place} AS place, row // {layout.places} AS row_number, {literal(header)} AS "column", '
            f"CAST({raw(layout, check.column) or 'NULL'} AS VARCHAR) AS value, CASE {reasons} END AS reason "
            f"FROM {cells_read} WHERE coalesce({check.condition}, false)"
        )
    con.execute(
        f"""COPY (
            SELECT {literal(import_id)} AS import_id, {literal(layout.file)} AS file,
                CAST({literal(layout.sheet) if layout.sheet else "NULL"} AS VARCHAR) AS sheet,
                row_number, "column", value, reason
            FROM ({" UNION ALL ".join(selects)}) QUALIFY row_number() OVER (PARTITION BY row_number, "column" ORDER BY place) = 1
            ORDER BY row_number, place
        ) TO {literal(target)} (FORMAT parquet)"""
    )
    return _notices(con, layout, target)


def _notices(con: duckdb.DuckDBPyConnection, layout: Layout, target: Path) -> tuple[Notice, ...]:
    found = con.execute(
        f"""SELECT "column", count(*), (array_agg(value ORDER BY row_number))[1:{NAMED}],
            (array_agg(row_number ORDER BY row_number))[1:{NAMED}]
        FROM read_parquet({literal(target)}) GROUP BY "column" ORDER BY min(row_number), "column" """
    ).fetchall()
    costs = {layout.named[c] for c in PARTS_OF_COST if c in layout.named}
    told = []
    for header, count, values, rows in found:
        listed = ", ".join(
            f"{row}: '{str(value)[:40]}'" for row, value in zip(rows, values, strict=True)
        )
        code = "unread_costs" if header in costs else "unread_values"
        told.append(
            Notice(
                code,
                {
                    "header": header,
                    "rows": count,
                    "values": listed + (", …" if count > NAMED else ""),
                },
            )
        )
    return tuple(told)
