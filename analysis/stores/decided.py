"""What people decided, as tables that an engine registers: settings, kinds, cancelled orders, clients that are one, rates, the portrait,
saved deals, steps of sales.

The pipeline reads these tables and knows of people's decisions nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from analysis import validation
from analysis.journal import (
    cancelled_orders,
    client_groups,
    entered_rates,
    kind_corrections,
    portrait,
    sale_entries,
    same_clients,
    saved_deals,
    settings,
    typed_leads,
)
from analysis.journal.client_groups import Membership
from analysis.journal.entered_rates import EnteredRate
from analysis.journal.portrait import Portrait
from analysis.journal.sale_entries import SaleEntry
from analysis.journal.same_clients import Merged
from analysis.journal.saved_deals import SavedDeal
from analysis.journal.settings import segment_targets
from analysis.journal.typed_leads import TypedLead
from analysis.sql import deal_tables, lead_tables, portrait_tables, sale_tables
from analysis.sql.tables import StoreTable, register, stated_grain

_TYPES: dict[Any, str] = {
    int: "integer",
    float: "double",
    bool: "boolean",
}  # of a setting; the rest are texts


def tables(
    chosen: settings.Settings,
    corrected: Mapping[str, str],
    merged: Iterable[Merged] = (),
    cancelled: Mapping[str, int] = MappingProxyType({}),
    rates: Iterable[EnteredRate] = (),
    drawn: Portrait | None = None,
    deals: Iterable[SavedDeal] = (),
    sales: Iterable[SaleEntry] = (),
    leads: Iterable[TypedLead] = (),
    grouped: Iterable[Membership] = (),
) -> tuple[StoreTable, ...]:
    """corrected: order → kind. cancelled: order → the delivery up to which it counts as cancelled. drawn: the portrait."""
    return (
        *_of_settings(chosen),
        StoreTable(
            "kind_corrections",
            {"order_id": "varchar", "kind": "varchar"},
            list(corrected.items()),
        ),
        StoreTable(
            "order_cancellations",
            {"order_id": "varchar", "upto": "integer"},
            list(cancelled.items()),
        ),
        StoreTable(
            "same_clients",
            dict.fromkeys(("client_id", "client_name", "kept_id", "kept_name"), "varchar"),
            [(m.client_id, m.client_name, m.kept_id, m.kept_name) for m in merged],
        ),
        StoreTable(
            "chosen_groups",
            dict.fromkeys(("client_id", "client_name", "group_name"), "varchar"),
            [(m.client_id, m.client_name, m.group_name) for m in grouped],
        ),
        StoreTable(
            "entered_rates",
            {
                "pool": "varchar",
                "since": "date",
                "unit": "varchar",
                "cost": "decimal(18, 4)",
                "capacity": "decimal(18, 6)",
                "rate": "decimal(18, 6)",
                "entered_upto": "integer",
            },
            [(r.pool, r.since, r.unit, r.cost, r.capacity, r.rate, r.upto) for r in rates],
        ),
        *portrait_tables.tables(drawn or Portrait()),
        *deal_tables.tables(deals),
        *sale_tables.tables(chosen.sale_stage, sales),
        lead_tables.typed(leads),
    )


def _of_settings(chosen: settings.Settings) -> tuple[StoreTable, ...]:
    """The values in one row, and what they list: targets of segments, terms of time equations, people, pools that design."""
    row = chosen.row()
    kinds = {
        name: _TYPES.get(validation.plain_type(kind), "varchar")
        for name, kind in settings.COLUMNS.items()
    }
    targets = [
        (n, t.client, t.family, t.kind, t.industry, t.client_revenue_from, t.true_margin)
        for n, t in enumerate(segment_targets.placed(chosen.target))
    ]
    terms = [
        (e.pool, e.unit, feature, each, e.when == settings.NO_LOG_AT_ALL)
        for e in chosen.time_equation
        for feature, each in ((None, e.base), *e.terms)
    ]
    return (
        StoreTable(
            "settings",
            kinds,
            [tuple(row[name] for name in kinds)],
        ),
        StoreTable(
            "segment_targets",
            {
                "place": "integer",
                **dict.fromkeys(("client", "family", "kind", "industry"), "varchar"),
                **dict.fromkeys(("client_revenue_from", "target_margin"), "double"),
            },
            targets,
        ),
        StoreTable(
            "time_equations",
            {
                **dict.fromkeys(("pool", "unit", "feature"), "varchar"),
                "each": "double",
                "needs_no_log_at_all": "boolean",
            },
            terms,
        ),
        StoreTable(
            "people",
            {"person": "varchar", "pool": "varchar"},
            chosen.people,
        ),
        StoreTable(
            "design_pools_set",
            {"pool": "varchar", "is_design": "boolean"},
            chosen.design_pools,
        ),
    )


# Tables that move no figure of an order or a client.
MOVE_NO_FIGURE = (*deal_tables.NAMES, *sale_tables.NAMES, lead_tables.TYPED)
DECISIONS = tuple(table.name for table in tables(settings.Settings(), {}))


def of_workspace(root: Path, chosen: settings.Settings) -> tuple[StoreTable, ...]:
    """What people decided in the workspace, and its settings."""
    cancelled, rates = cancelled_orders.read(root), entered_rates.read(root)
    drawn = portrait.load(root / "settings" / portrait.FILE)
    corrected, merged, deals = (
        kind_corrections.read(root),
        same_clients.read(root),
        saved_deals.kept(root),
    )
    sales, leads = sale_entries.read(root), typed_leads.read(root)
    grouped = client_groups.read(root)
    return tables(chosen, corrected, merged, cancelled, rates, drawn, deals, sales, leads, grouped)


def marks(root: Path) -> list[str]:
    """Of what people decided in the workspace, but for its settings: where another text stands, another store must."""
    found = [f"{order_id}={kind}" for order_id, kind in kind_corrections.read(root).items()]
    found += [repr(each) for each in same_clients.read(root)]
    found += [repr(each) for each in client_groups.read(root)]
    found += [
        f"{order_id} cancelled {upto}" for order_id, upto in cancelled_orders.read(root).items()
    ]
    found += [each.stated for each in entered_rates.read(root)]
    found += saved_deals.marks(root)
    found += sale_entries.marks(root)
    found += typed_leads.marks(root)
    return found


def load(con: duckdb.DuckDBPyConnection, decided: Iterable[StoreTable]) -> None:
    """The tables of DECISIONS in the connection, anew where they stood before."""
    for each in decided:
        register(con, each, stated_grain(each.name))


def read(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the decisions in force are: `settings` by column, the other tables by their rows."""
    found: dict[str, Any] = {
        t: con.execute(f"select * from {t} order by all").fetchall() for t in DECISIONS[1:]
    }
    names = [d[0] for d in con.execute("select * from settings").description or ()]
    return found | dict(
        zip(names, con.execute("select * from settings").fetchall()[0], strict=True)
    )
