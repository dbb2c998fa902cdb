"""What an import changed in the orders: added, changed, left out by the newer export; with their money.

Worked out from the inputs with and without the delivery, so that it is right however many stores were built since. True
profit needs whole stores: it is known where both are still kept and were built under the same settings.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import duckdb

from analysis.actions import order_changes
from analysis.delivery import manifest
from analysis.delivery.change_records import Changes, Costs, OrderChange, RowChange, Sum
from analysis.delivery.manifest import Delivery
from analysis.isolation import connections, scratch
from analysis.journal import settings
from analysis.stores import kept, pipeline, whole

STATES = ("before", "after")
ADDED, CHANGED, VANISHED, CANCELLED = "added", "changed", "vanished", "cancelled"
COSTING = ("usage", "pools")  # tables that change what orders cost
SHOWN = 500  # orders, those with the most money at stake first


def is_comparable(root: Path, delivery_no: int) -> bool:
    """Whether a delivery brought orders and there were orders before it: the first one can only add."""
    standing = manifest.read(root / "imports")
    upto = tuple(d for d in standing if d.delivery_no <= delivery_no)
    return bool(order_changes.files_of(upto[-1:])) and bool(order_changes.files_of(upto[:-1]))


def import_changes(root: Path, delivery_no: int | None = None) -> Changes | None:
    """What a delivery (None: the newest that stands) changed, beside those before it; None where nothing was imported."""
    standing = manifest.read(root / "imports")
    upto = tuple(d for d in standing if delivery_no is None or d.delivery_no <= delivery_no)
    if not upto or (delivery_no is not None and upto[-1].delivery_no != delivery_no):
        return None
    return between(root, upto[:-1], upto, fill_in=True)


def between(
    root: Path,
    before: tuple[Delivery, ...],
    after: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
    *,
    fill_in: bool = False,
) -> Changes:
    """What the last delivery of `after` changes. elsewhere: see loading.relation. fill_in: true profit from kept stores.

    DealfitError where an earlier import's file is damaged.
    """
    try:
        return _between(root, before, after, elsewhere, fill_in)
    except duckdb.Error as trouble:
        raise whole.why_not_built(trouble, root, after if fill_in else before) from trouble


def _between(
    root: Path,
    before: tuple[Delivery, ...],
    after: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path],
    fill_in: bool,
) -> Changes:
    delivery = after[-1]
    with (
        scratch.folder("spill", root / "stores") as spill,
        connections.connect(bounds=settings.store_bounds(root), spill=Path(spill)) as con,
    ):
        order_changes.prepare(con, root, before, after, elsewhere)
        with (
            _stores(con, root, before, after) if fill_in else contextlib.nullcontext(False) as known
        ):
            con.execute(_changes(known))
            sums = {what: _sum(con, what) for what in (ADDED, CHANGED, VANISHED, CANCELLED)}
            untouched = _one(con, "select count(*) from changes where what = 'untouched'")
            new_clients = con.execute(
                "select client_name from new_clients order by client_name limit 500"
            ).fetchall()
            return Changes(
                delivery.delivery_no,
                sums[ADDED],
                sums[CHANGED],
                sums[VANISHED],
                untouched,
                tuple(str(name) for (name,) in new_clients),
                _one(con, "select count(*) from new_clients"),
                tuple(_orders(con)),
                tuple(_rows(con, delivery, known)),
                sums[CANCELLED],
                tuple(_vanished(con)),
                _costs(con, delivery) if known else None,
            )


def _changes(known: bool) -> str:
    """SQL: the table changes, an order concerned; with true profit where the stores of both states are attached."""
    profits = [
        f"{s}_profit.true_profit" if known else "cast(null as decimal(18, 6))" for s in STATES
    ]
    joins = " ".join(
        f"left join store_{s}.order_profit as {s}_profit on {s}_profit.order_id = ids.order_id"
        for s in STATES
        if known
    )
    return f"""create table changes as
        select ids.order_id, coalesce(new.client_name, old.client_name, new.client_id, old.client_id, '') as client,
            case when old.order_id is null then 'added' when new.order_id is null then 'gone'
                when vanishing.order_id is not null and list_contains(new.imports, vanishing.import_id)
                    then case when by_person.order_id is not null then 'cancelled' else 'vanished' end
                when old.mark <> new.mark or old.revenue <> new.revenue then 'changed' else 'untouched' end as what,
            coalesce(new.order_date, old.order_date) as order_date,
            case when by_person.order_id is not null then old.cancelled_revenue else old.revenue end as revenue_before,
            new.revenue as revenue_after,
            old.direct_cost as direct_cost_before, new.direct_cost as direct_cost_after,
            {profits[0]} as true_profit_before, {profits[1]} as true_profit_after,
            coalesce(vanishing.at_the_edge, false) as at_the_edge,
            new.open_revenue as open_after, new.cancelled_revenue as cancelled_after
        from (select order_id from orders_before union select order_id from orders_after) as ids
        left join orders_before as old on ids.order_id = old.order_id
        left join orders_after as new on ids.order_id = new.order_id
        left join vanishing on ids.order_id = vanishing.order_id
        left join order_cancellations as by_person
            on ids.order_id = by_person.order_id and old.cancelled_revenue <> 0 and new.cancelled_revenue <> 0
        {joins}"""


def _sum(con: duckdb.DuckDBPyConnection, what: str) -> Sum:
    names = [
        f"{m}_{w}" for m in ("revenue", "direct_cost", "true_profit") for w in ("before", "after")
    ]
    names += ["open_after", "cancelled_after"]
    sums = ", ".join(f"case when count({n}) = count(*) then sum({n}) end" for n in names)
    kinds = ("changed", "gone") if what == CHANGED else (what,)
    [(orders, *money)] = con.execute(
        f"select count(*), {sums} from changes where what in {_listed(kinds)}"
    ).fetchall()
    return Sum(int(orders), *money)


def _orders(con: duckdb.DuckDBPyConnection) -> Iterator[OrderChange]:
    rows = con.execute(
        f"""select * exclude (open_after, cancelled_after) replace (case when what = 'gone' then 'changed' else what end as what)
        from changes where what <> 'untouched'
        order by case what when 'vanished' then 0 when 'cancelled' then 0 when 'changed' then 1 when 'gone' then 1 else 2 end,
            abs(case when what = 'vanished' then revenue_after
                else coalesce(revenue_after, 0) - coalesce(revenue_before, 0) end) desc, order_id
        limit {SHOWN}"""
    )
    return (OrderChange(*row) for row in rows.fetchall())


def _vanished(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute(
        "select order_id from changes where what = 'vanished' order by abs(revenue_after) desc, order_id"
    )
    return [order for (order,) in rows.fetchall()]


def _rows(con: duckdb.DuckDBPyConnection, delivery: Delivery, known: bool) -> Iterator[RowChange]:
    for table in dict.fromkeys(f.table for f in delivery.files):
        added = sum(f.rows_accepted for f in delivery.files if f.table == table)
        counted: list[int] = []
        if table == "order_lines":
            counted = [
                _one(con, f"select coalesce(sum(line_count), 0) from orders_{s}") for s in STATES
            ]
        elif known:
            of_table = f"imports where \"table\" = '{table}'"
            if not _one(
                con, f"select coalesce(sum(rows_set_aside), 0) from store_after.{of_table}"
            ):
                counted = [
                    _one(con, f"select coalesce(sum(rows_in_use), 0) from store_{s}.{of_table}")
                    for s in STATES
                ]
        yield RowChange(table, added, counted[0] + added - counted[1] if counted else None)


def _costs(con: duckdb.DuckDBPyConnection, delivery: Delivery) -> Costs | None:
    """Of a delivery of hours or pools alone: orders that it brings change for their own sake."""
    tables = {f.table for f in delivery.files}
    if not tables & set(COSTING) or order_changes.LINES.name in tables:
        return None
    both = "old.true_profit is not null and new.true_profit is not null"
    [row] = con.execute(
        f"""select count(*), coalesce(sum(old.hours), 0), coalesce(sum(new.hours), 0), count(old.true_profit), count(new.true_profit),
            count(*) filter ({both}), sum(old.true_profit) filter ({both}), sum(new.true_profit) filter ({both})
        from store_before.order_profit as old inner join store_after.order_profit as new using (order_id)
        where old.hours is distinct from new.hours or old.true_profit is distinct from new.true_profit"""
    ).fetchall()
    return Costs(*row)


def _one(con: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(con.execute(query).fetchall()[0][0])


def _listed(words: tuple[str, ...]) -> str:
    return "(" + ", ".join(pipeline.literal(w) for w in words) + ")"


@contextlib.contextmanager
def _stores(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    before: tuple[Delivery, ...],
    after: tuple[Delivery, ...],
) -> Iterator[bool]:
    """Attaches the newest kept store of each state as store_before and store_after; whether both are there: only a pair compares."""
    found = kept.pair(root, before, after)
    try:
        for state, path in zip(STATES, found or (), strict=False):
            con.execute(f"attach {pipeline.literal(str(path))} as store_{state} (read_only)")
    except duckdb.Error:  # forgotten just now
        found = None
    yield found is not None
