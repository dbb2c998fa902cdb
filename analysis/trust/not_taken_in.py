"""What of the files is in no number: rows refused as data, and their money as far as it is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

from analysis.dictionary.codes import SET_ASIDE
from analysis.intake.reasons import NO_DATA
from analysis.stores.reader import Reader

ROWS = """
select import_id, raw, cast(amount as varchar) as amount, imports."table" as of_table, delivery_no, imports.columns
from rejected_rows inner join imports using (import_id)
where not imports.is_replaced and not list_contains(?, reason_code)
"""
NEWEST = "select order_id, max(delivery_no) as delivery_no from order_lines inner join imports using (import_id) group by order_id"


@dataclass(frozen=True)
class NotTakenIn:
    """lines: refused lines of orders, unknown: those among them whose amount can't be read, money: of the others; rows: of other tables.

    A line whose order a later delivery brought anew, taken in or refused again, is lost no more. What the build sets aside is told apart.
    """

    lines: int
    unknown: int
    money: Decimal
    rows: int

    def __bool__(self) -> bool:
        return bool(self.lines or self.rows)


def find(ws: Reader) -> NotTakenIn:
    lines = unknown = others = 0
    money = Decimal(0)
    found = ws._frame(ROWS, [sorted({*NO_DATA, *SET_ASIDE})]).to_dict("records")
    newest: dict[str, int] = {}
    if found:
        newest = {
            str(r["order_id"]): int(r["delivery_no"]) for r in ws._frame(NEWEST).to_dict("records")
        }
    for row in found:
        if row["of_table"] == "order_lines" and (order := _order(row["raw"], row["columns"])):
            newest[order] = max(newest.get(order, 0), int(row["delivery_no"]))
    for row in found:
        if row["of_table"] != "order_lines":
            others += 1
            continue
        if newest.get(_order(row["raw"], row["columns"]), 0) > int(row["delivery_no"]):
            continue
        lines += 1
        if row["amount"] is None or row["amount"] != row["amount"]:
            unknown += 1
        else:
            money += Decimal(str(row["amount"]))
    return NotTakenIn(lines, unknown, money, others)


def _order(raw: str, columns: str) -> str:
    """The number of the order as it stands in the refused row; "" where it has none."""
    header = json.loads(columns).get("order_id", "")
    return str(json.loads(raw).get(header, "") or "").strip()
