"""The table client_decision: for every client a proposal, its reason, what it would need, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import duckdb

from analysis import decisions, shrinkage
from analysis.decisions import Facts
from analysis.kinds.batches import BATCHES
from analysis.settings.decision_thresholds import Decisions as Limits
from analysis.shrinkage import Client, Sizes

ENOUGH_ORDERS = 5  # of a batch class, to say whether it earns
COLUMNS = {
    "client_id": "varchar", "client_name": "varchar", "decision": "varchar", "reason": "varchar", "orders_behind_it": "bigint",
    "confidence": "varchar", "reason_code": "varchar", "fit_score": "double", "verdict": "varchar", "fit_group": "varchar",
    "revenue": "double", "true_profit": "double", "true_margin": "double", "peers": "varchar", "peer_margin": "double",
    "shrunk_margin": "double", "margin_low": "double", "margin_high": "double", "own_weight": "double", "target_margin": "double",
    "at_stake": "double", "price_rise": "double", "batch_kind": "varchar", "min_batch": "bigint", "mean_batch": "double",
    "approval_rounds": "double", "payment_days": "double", "credit_share": "double", "hours_per_round": "double",
    "lead_days_kept": "bigint", "lead_orders": "bigint", "hours": "double",
    "hours_share": "double", "revenue_share": "double", "custom_share": "double", "late_share": "double",
}  # fmt: skip

MEASURED = """
with costed as (
    select client_id, kind, lines, quantity, cast(revenue as double) as revenue, cast(true_profit as double) as profit,
        cast(credit_cost as double) as credit
    from order_profit where true_profit is not null
),
margins as (
    select client_id, sum(profit) / nullif(sum(revenue), 0) as margin from costed where revenue > 0 group by client_id
),
scattered as (
    select costed.client_id, count(case when revenue > 0 then 1 end) as orders, sum(revenue) as costed_revenue, sum(credit) as credit_cost,
        sum(case when revenue > 0 then revenue * revenue end) as squares,
        sum(case when revenue > 0 then revenue * revenue * revenue end) as cubes,
        sum(case when revenue > 0 then (profit - margin * revenue) * (profit - margin * revenue) end) as scatter
    from costed left join margins on costed.client_id = margins.client_id
    group by costed.client_id
),
kinds as (
    select client_id, kind, sum(profit) as profit,
        cast(sum(case when quantity > 0 then quantity end) as double) / nullif(sum(case when quantity > 0 then lines end), 0) as mean_batch
    from costed group by client_id, kind
),
least as (
    select *, row_number() over (partition by client_id order by profit, kind) as place from kinds
),
leads as (
    select client_id, days, count(*) over (partition by client_id) as orders,
        row_number() over (partition by client_id order by days) as place
    from (select client_id, coalesce(shipped_on, last_day.day) - order_date as days from order_profit cross join last_day
        where (state = 'done' and shipped_on >= order_date) or is_late_so_far) as lasted
),
kept as (
    select client_id, min(days) as lead_days, min(orders) as lead_orders from leads where place >= 0.8 * orders - 1e-9 group by client_id
)
select fit.client_id, fit.client_name, fit.fit_score, fit.verdict, clients.industry, profit.revenue, profit.true_profit,
    profit.true_margin, profit.gross_margin, profit.hours, profit.hours_share, profit.revenue_share, profit.custom_share,
    profit.late_share, measures.approval_rounds, measures.late_payment_days as payment_days,
    scattered.credit_cost / nullif(scattered.costed_revenue, 0) as credit_share, coalesce(scattered.orders, 0) as orders,
    coalesce(scattered.costed_revenue, 0) as costed_revenue, coalesce(scattered.credit_cost, 0) as credit_cost,
    scattered.squares, scattered.cubes, scattered.scatter, least.kind as batch_kind, least.mean_batch, kept.lead_days, kept.lead_orders
from client_fit as fit
left join clients on fit.client_id = clients.client_id
left join client_profit as profit on fit.client_id = profit.client_id
left join client_measures as measures on fit.client_id = measures.client_id
left join scattered on fit.client_id = scattered.client_id
left join least on fit.client_id = least.client_id and least.place = 1
left join kept on fit.client_id = kept.client_id
order by fit.client_id
"""

FORM = repr((COLUMNS, MEASURED))  # a store of another form is built anew


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Makes client_decision, one row per client with COLUMNS; needs client_fit, client_profit, client_measures, order_profit."""
    target, limits = _limits(con)
    rows = _rows(con)
    judged = shrinkage.shrink([_client(row) for row in rows])
    smallest, per_round = smallest_batches(con), hours_per_round(con)
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for row, shrunk in zip(rows, judged, strict=True):
        facts = _facts(row, shrunk)
        found = decisions.decide(facts, target, limits)
        batch = smallest.get(row["batch_kind"])
        values = {
            **row, "decision": found.decision, "reason": decisions.reason(found, facts, target),
            "orders_behind_it": shrunk.orders, "confidence": found.confidence, "reason_code": found.code,
            "fit_group": decisions.group(row["verdict"], facts.true_profit), "peers": shrunk.peers, "peer_margin": shrunk.peer_margin,
            "shrunk_margin": shrunk.margin, "margin_low": shrunk.low, "margin_high": shrunk.high, "own_weight": shrunk.weight,
            "target_margin": target, "at_stake": decisions.at_stake(facts.revenue, facts.true_profit, target),
            "true_profit": facts.true_profit,
            "price_rise": found.price_rise, "hours_per_round": per_round, "lead_days_kept": row["lead_days"],
            "min_batch": batch if batch and row["mean_batch"] is not None and row["mean_batch"] < batch else None,
        }  # fmt: skip
        for name, column in columns.items():
            column.append(values[name])
    unnested = ", ".join(f"unnest(?::{kind}[]) as {name}" for name, kind in COLUMNS.items())
    con.execute(f"create or replace table client_decision as select {unnested}", list(columns.values()))
    con.execute(
        "comment on table client_decision is 'One row per client: what to do about it, why, and what that would need.'"
    )


def _limits(con: duckdb.DuckDBPyConnection) -> tuple[float, Limits]:
    """The target margin and the thresholds in force."""
    names = [field.name for field in fields(Limits)]
    row = con.execute(f"select target_margin, {', '.join(names)} from settings").fetchall()[0]
    return float(row[0]), Limits(*row[1:])


def _rows(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    cursor = con.execute(MEASURED)
    names = [str(d[0]) for d in cursor.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    money = ("revenue", "true_profit", "gross_margin", "hours")
    return [row | {name: None if row[name] is None else float(row[name]) for name in money} for row in found]


def _client(row: Mapping[str, Any]) -> Client:
    sizes = Sizes(row["squares"], row["cubes"], row["scatter"]) if row["orders"] else None
    return Client(
        row["client_id"], row["industry"], row["orders"], row["costed_revenue"], row["true_margin"], sizes=sizes
    )


def _facts(row: Mapping[str, Any], shrunk: shrinkage.Shrunk) -> Facts:
    """True profit of nobody's costed orders is unknown, not what was used outside them."""
    return Facts(
        row["verdict"], shrunk.orders, row["costed_revenue"], row["true_profit"] if row["true_margin"] is not None else None,
        row["credit_cost"], shrunk.own, shrunk.margin, shrunk.high, shrunk.weight, shrunk.peer_margin, row["gross_margin"],
        row["hours_share"], row["revenue_share"], row["custom_share"], row["late_share"],
    )  # fmt: skip


def smallest_batches(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """kind → pieces in a line from which on this kind of order earns in every batch class, where smaller classes lose.

    A kind that never loses, or loses in its largest class too, has none. Classes as analysis.kinds.batches.
    """
    tops = [top for top in BATCHES.values() if top is not None]
    bounds = " ".join(f"when each <= {top} then {place}" for place, top in enumerate(tops))
    rows = con.execute(
        f"""select kind, case {bounds} else {len(tops)} end as class, sum(true_profit) as profit
        from (select kind, true_profit, cast(quantity as double) / nullif(lines, 0) as each from order_profit
            where state = 'done' and quantity > 0 and true_profit is not null)
        where each is not null group by 1, 2 having count(*) >= {ENOUGH_ORDERS} order by 1, 2"""
    ).fetchall()
    found = {}
    for kind in {row[0] for row in rows}:
        classes = [(place, profit) for k, place, profit in rows if k == kind]
        losing = [n for n, (_, profit) in enumerate(classes) if profit < 0]
        if losing and losing[-1] + 1 < len(classes):
            place = classes[losing[-1] + 1][0]
            found[kind] = int(tops[place - 1]) + 1
    return found


def hours_per_round(con: duckdb.DuckDBPyConnection) -> float | None:
    """People's hours that one round of approval takes by the plant's time equations; None where they don't say."""
    found = con.execute(
        """select sum(each * case when lower(unit) like 'мин%' or lower(unit) like 'min%' then 1.0 / 60 else 1.0 end)
        from time_equations where feature = 'approval_rounds'
            and (lower(unit) like 'мин%' or lower(unit) like 'min%' or lower(unit) like 'ч%' or lower(unit) like 'h%')"""
    ).fetchone()
    return None if found is None or found[0] is None else float(found[0])
