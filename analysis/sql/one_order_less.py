"""What is left of a client's facts without its most telling order: a proposal that rests on one order is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.advice.decisions import ClientFacts
from analysis.dictionary.codes import GROW, TO_CHANGE
from analysis.estimates import shrinkage
from analysis.estimates.shrinkage import ClientMargin, Plant, Shrunk, Sizes
from analysis.sql.judged_clients import JudgedClient
from analysis.sql.tables import Row, Rows


def without_telling_order(
    read: Rows, clients: Sequence[JudgedClient], plant: Plant
) -> dict[str, tuple[str, ClientFacts | None]]:
    """client → its most telling order and what is known without it (None: nothing), for proposals that must withstand that.

    The plant is taken as it was: one order moves its robust variances by next to nothing.
    """
    telling = read("telling_orders")
    worst = {row["client_id"]: row for row in telling if row["is_worst"]}
    best = {row["client_id"]: row for row in telling if row["is_best"]}
    least = {row["client_id"]: row for row in read("least_gross_orders")}
    found: dict[str, tuple[str, ClientFacts | None]] = {}
    asked: list[tuple[JudgedClient, Row]] = []
    for each in clients:
        client = each.row["client_id"]
        if each.proposed.code == "below_cost":
            order = least[client]
            left = replace(each.facts, gross_margin=order["margin_left"])
            found[client] = order["order_id"], left
        elif each.proposed.decision in (*TO_CHANGE, GROW):
            order = (best if each.proposed.decision == GROW else worst)[client]
            found[client] = order["order_id"], None
            if order["margin_left"] is not None:
                asked.append((each, order))
    drawn = shrinkage.judge([_margin_without(each.row, order) for each, order in asked], plant)
    for (each, order), margin in zip(asked, drawn, strict=True):
        found[each.row["client_id"]] = order["order_id"], _facts_without(each.facts, order, margin)
    return found


def _facts_without(known: ClientFacts, order: Row, drawn: Shrunk) -> ClientFacts:
    """`order`: of telling_orders; `drawn`: the client's margin without it."""
    part = order["revenue_left"] / known.revenue
    return replace(
        known,
        orders=order["orders_left"],
        revenue=order["revenue_left"],
        true_profit=order["profit_left"],
        credit_cost=known.credit_cost - order["credit"],
        own=drawn.own,
        margin=drawn.margin,
        high=drawn.high,
        weight=drawn.weight,
        peer_margin=drawn.peer_margin,
        spread=known.spread and known.spread.of(min(part, 1.0)),
    )


def _margin_without(row: Row, order: Row) -> ClientMargin:
    middle = order["p"] / order["w"]
    scatter = max(0.0, order["pp"] - 2 * middle * order["pw"] + middle**2 * order["ww"])
    sizes = Sizes(order["ww"], order["www"], scatter)
    return ClientMargin(
        row["client_id"],
        row["industry"],
        order["orders_left"],
        order["revenue_left"],
        order["margin_left"],
        sizes=sizes,
    )
