"""What people decided, put into a DuckDB connection: settings, kinds, cancelled orders, clients that are one, people's pools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import duckdb

from analysis.journal import settings
from analysis.journal.entered_rates import EnteredRate
from analysis.journal.same_clients import Merged
from analysis.journal.settings import segment_targets


def load(
    con: duckdb.DuckDBPyConnection, chosen: settings.Settings, corrected: dict[str, str], merged: Iterable[Merged] = (),
    cancelled: Mapping[str, int] = MappingProxyType({}), rates: Iterable[EnteredRate] = (),
) -> None:  # fmt: skip
    """The tables of DECISIONS: what people decided, anew where they stood before."""
    row = chosen.row()
    con.execute(
        """create or replace table settings (
            currency varchar, overhead_basis varchar, overhead_rate double, cost_of_capital double,
            mostly_recorded double, target_margin double,
            healthy_gross_margin double, serial_min_batch double, design_hours double,
            design_times double, design_hours_always double, many_products integer,
            few_pieces double, history_orders integer, once_share double, tail_orders integer, by_chance double, small_share double,
            new_months integer, lot_codes integer, rush_days double, bearable_rise double, unbearable_rise double,
            heavy_hours double, mostly double, few_orders integer, enough_orders integer,
            least_spread double, least_rise double, safe_share double, first_share double, price_step double, worth_asking double,
            useful_auc double, telling_auc double, strong_auc double, clear_confidence double, result_auc double)"""
    )
    con.execute(f"insert into settings by name select {', '.join(f'? as {name}' for name in row)}", list(row.values()))
    con.execute(
        """create or replace table time_equations (
            pool varchar, unit varchar, feature varchar, each double, needs_no_log_at_all boolean)"""
    )
    terms = [
        (e.pool, e.unit, feature, each, e.when == settings.NO_LOG_AT_ALL)
        for e in chosen.time_equation
        for feature, each in ((None, e.base), *e.terms)
    ]
    if terms:
        con.executemany("insert into time_equations values (?, ?, ?, ?, ?)", terms)
    con.execute(
        """create or replace table segment_targets (
            place integer, client varchar, family varchar, kind varchar, industry varchar, client_revenue_from double,
            target_margin double)"""
    )
    if chosen.target:
        con.executemany(
            "insert into segment_targets values (?, ?, ?, ?, ?, ?, ?)",
            [[n, t.client, t.family, t.kind, t.industry, t.client_revenue_from, t.true_margin]
             for n, t in enumerate(segment_targets.placed(chosen.target))],
        )  # fmt: skip
    con.execute("create or replace table kind_corrections (order_id varchar, kind varchar)")
    if corrected:
        con.execute(
            "insert into kind_corrections select unnest(?::varchar[]), unnest(?::varchar[])",
            [list(corrected), list(corrected.values())],
        )
    con.execute("create or replace table order_cancellations (order_id varchar, upto integer)")
    if cancelled:
        con.execute(
            "insert into order_cancellations select unnest(?::varchar[]), unnest(?::integer[])",
            [list(cancelled), list(cancelled.values())],
        )
    con.execute(
        "create or replace table same_clients (client_id varchar, client_name varchar, kept_id varchar, kept_name varchar)"
    )
    if rows := [[m.client_id, m.client_name, m.kept_id, m.kept_name] for m in merged]:
        con.executemany("insert into same_clients values (?, ?, ?, ?)", rows)
    con.execute("create or replace table people (person varchar, pool varchar)")
    if chosen.people:
        con.executemany("insert into people values (?, ?)", [list(each) for each in chosen.people])
    con.execute(
        """create or replace table entered_rates (
            pool varchar, since date, unit varchar, cost decimal(18, 4), capacity decimal(18, 6), rate decimal(18, 6),
            entered_upto integer)"""
    )
    if entered := [[r.pool, r.since, r.unit, r.cost, r.capacity, r.rate, r.upto] for r in rates]:
        con.executemany("insert into entered_rates values (?, ?, ?, ?, ?, ?, ?)", entered)
    con.execute("create or replace table design_pools_set (pool varchar, is_design boolean)")
    if chosen.design_pools:
        con.executemany(
            "insert into design_pools_set values (lower(trim(?)), ?)", [list(each) for each in chosen.design_pools]
        )
    for table, grain in (
        ("settings", "One row: the rates, thresholds and targets in force."),
        (
            "segment_targets",
            "One row per target of a segment; of those that an order meets, the one of the largest `place` holds.",
        ),
        ("time_equations", "One row per term of a time equation; the base is the term without a feature."),
        ("people", "One row per person whose pool the settings name."),
        ("design_pools_set", "One row per pool of which the settings say whether it designs."),
        ("kind_corrections", "One row per order whose kind a person corrected."),
        (
            "order_cancellations",
            "One row per order that a person counts as cancelled until a delivery after `upto` brings it.",
        ),
        (
            "entered_rates",
            "One row per pool and month from which on a person stated its rate, or its cost and capacity a month.",
        ),
        ("same_clients", "One row per client that counts under another: people called the two one client."),
    ):
        con.execute(f"comment on table {table} is '{grain}'")


DECISIONS = (
    "settings",
    "segment_targets",
    "time_equations",
    "people",
    "design_pools_set",
    "kind_corrections",
    "order_cancellations",
    "same_clients",
    "entered_rates",
)


def read(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the decisions in force are: `settings` by column, the other tables by their rows."""
    found: dict[str, Any] = {t: con.execute(f"select * from {t} order by all").fetchall() for t in DECISIONS[1:]}
    names = [d[0] for d in con.execute("select * from settings").description or ()]
    return found | dict(zip(names, con.execute("select * from settings").fetchall()[0], strict=True))
