"""What an import changes, or has changed, in the orders: added, changed, vanished, and their money."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from analysis.actions.delivery_changes import ADDED, COSTING
from analysis.delivery.change_records import Changes, Costs, OrderChange, Sum
from analysis.language import Words
from dashboard import page, tables
from dashboard.view import View

COLUMNS = (
    "change",
    "order_id",
    "client_name",
    "order_date",
    "revenue_was",
    "revenue_became",
    "revenue_difference",
)

DRAWN = 200


def sentences(view: View, changes: Changes) -> list[str]:
    words = view.words
    said = []
    if changes.added.orders:
        said.append(added_said(words, changes.added))
    if changes.changed.orders:
        said.append(
            words(
                "import.change.changed",
                n=changes.changed.orders,
                before=words.money(changes.changed.revenue_before),
                after=words.money(changes.changed.revenue_after),
            )
        )
    if changes.vanished.orders:
        vanished = changes.vanished
        said.append(
            _with_money(words, "import.change.vanished", vanished.orders, vanished.revenue_before)
        )
    if changes.cancelled.orders:
        said.append(
            words(
                "import.change.cancelled",
                n=changes.cancelled.orders,
                money=words.money(changes.cancelled.revenue_before),
            )
        )
    if changes.costs:
        said += _costs(words, changes.costs)
    elif {row.table for row in changes.rows} & set(COSTING):
        said.append(words("import.change.costs_later"))
    elif not said:
        said.append(words("import.change.nothing"))
    elif changes.untouched:
        said.append(words("import.change.same", n=changes.untouched))
    if changes.new_client_count:
        said.append(words("import.change.clients", n=changes.new_client_count))
    for row in changes.rows:
        if row.table != "order_lines" and (row.added or row.replaced):
            table = words.code("table", row.table)
            key = "import.change.rows" if row.replaced is not None else "import.change.rows.added"
            said.append(words(key, table=table, added=row.added, replaced=row.replaced))
    return said


def added_said(words: Words, added: Sum) -> str:
    """New orders and their revenue; beside it the money of the files that is in no revenue: of orders in progress, of cancelled ones."""
    said = _with_money(words, "import.change.added", added.orders, added.revenue_after)
    apart = [
        words(f"import.change.added.{what}", money=words.money(money))
        for what, money in (("open", added.open_after), ("cancelled", added.cancelled_after))
        if money
    ]
    if added.revenue_after is None or not apart:
        return said
    total = added.revenue_after + (added.open_after or 0) + (added.cancelled_after or 0)
    return f"{said} {words('import.change.added.apart', parts=words.join(apart), total=words.money(total))}"


def _with_money(words: Words, key: str, orders: int, money: Decimal | None) -> str:
    if money is None:
        return words(f"{key}.unknown", n=orders)
    return words(key, n=orders, money=words.money(money))


def _costs(words: Words, costs: Costs) -> list[str]:
    """What hours and pools changed: the costs of orders, not the orders."""
    if not costs.orders:
        return [words("import.change.costs_same")]
    said = [
        words(
            "import.change.costs",
            n=costs.orders,
            hours_before=words.hours(costs.hours_before),
            hours_after=words.hours(costs.hours_after),
        )
    ]
    if costs.known_before != costs.known_after:
        said.append(
            words("import.change.costs_known", before=costs.known_before, after=costs.known_after)
        )
    if costs.compared:
        said.append(
            words(
                "import.change.costs_profit",
                n=costs.compared,
                before=words.money(costs.true_profit_before),
                after=words.money(costs.true_profit_after),
            )
        )
    return said


def show(view: View, changes: Changes, key: str, done: bool) -> None:
    """done: the import has taken place: its orders can be opened."""
    words = view.words
    with st.container(key=f"importchanges-{key}", gap="small"):
        for said in sentences(view, changes):
            st.text(said)
    if changes.orders:
        frame = pd.DataFrame([_row(order) for order in changes.orders], columns=list(COLUMNS))
        cut = changes.order_count > len(frame)
        tables.show(
            view,
            frame,
            COLUMNS,
            key=f"changes-{key}",
            first=DRAWN,
            opens=("order", "order_id") if done else None,
            shown=words(
                "import.change.shown",
                n=min(DRAWN, len(frame)),
                file=len(frame),
                of=changes.order_count,
            )
            if cut
            else "",
        )
        if any(o.at_the_edge for o in changes.orders):
            page.quiet(words("import.change.edge"), f"quiet-edge-{key}")


def _row(order: OrderChange) -> tuple[object, ...]:
    """A new order had no revenue: all of it is difference. A revenue that is unknown stays unknown."""
    before, after = Decimal(0) if order.what == ADDED else order.revenue_before, order.revenue_after
    difference = None if before is None or after is None else after - before
    return (order.what, order.order_id, order.client, order.order_date, before, after, difference)
