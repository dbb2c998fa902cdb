"""Which orders one state of the inputs has otherwise than another: by the pipeline's own steps, over the orders concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.intake import contract
from analysis.journal import cancelled_orders, kind_corrections, same_clients, settings
from analysis.stores import decided, loading, pipeline

LINES = contract.ORDER_LINES
WHICH_COUNT = (
    "names_of_one_number",
    "client_spellings",
    "client_names",
    "order_numbers",
    "copied_orders",
    "replaced_orders",
)  # decided over all rows
STEPS = (
    "written_statuses",
    "status_states",
    "order_lines",
    "last_day",
    "recorded_payments",
    "recorded_shipments",
    "order_totals",
)
NAMING = (contract.ORDER_LINES, contract.CLIENTS, contract.USAGE)  # tables that tie names to ids


def files_of(deliveries: Iterable[Delivery], table: str = LINES.name) -> list[ImportedFile]:
    """The files of a table that count."""
    deliveries = tuple(deliveries)
    gone = manifest.replaced(deliveries)
    return [
        f
        for d in deliveries
        for f in d.files
        if f.table == table and f.rows_accepted and f.import_id not in gone
    ]


def prepare(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    before: tuple[Delivery, ...],
    after: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path],
) -> None:
    """Makes the tables orders_before, orders_after (an order: client, date, revenue, open_revenue, cancelled_revenue, direct_cost, mark),
    vanishing, new_clients.

    They hold the orders of files that count in one state and not in the other, and those that a newer export left out.
    """
    try:
        chosen = settings.load(root / "settings" / "settings.toml")
    except (
        Exception
    ):  # settings that are wrong just now: revenue and direct cost don't ask for them
        chosen = settings.Settings()
    cancelled = cancelled_orders.read(root)
    decided.load(
        con, decided.tables(chosen, kind_corrections.read(root), same_clients.read(root), cancelled)
    )
    con.execute(
        "create table counted_clients as select *, kept_id as own_id, cast(null as varchar) as group_id from same_clients"
    )  # each client by itself, whatever group it is of
    now, then = files_of(after), files_of(before)
    new = [f for f in now if f not in then]
    con.execute("create table concerned (order_number varchar)")
    for file in new + [f for f in then if f not in now]:
        con.execute(
            f"insert into concerned select distinct order_id from {_parquet(root, file, elsewhere)}"
        )
    _vanishing(con, root, new, [f for f in then if f in now], elsewhere)
    for state, deliveries in (("before", before), ("after", after)):
        _orders(con, root, deliveries, elsewhere, state)
    con.execute(
        """create table vanishing as
        select coalesce(order_numbers.order_id, left_out.order_number) as order_id, min(import_id) as import_id,
            bool_and(at_the_edge) as at_the_edge
        from left_out left join order_numbers
            on left_out.order_number = order_numbers.order_number
            and (day between first_day and last_day or (is_of_a_client and year(day) = year(first_day)))
        group by all"""
    )
    con.execute(
        """create table new_clients as select client_id, max(client_name) as client_name from known_after
        where client_id not in (select client_id from known_before where client_id is not null)
            and coalesce(client_name, '') not in (  -- known by the name until now: the file brings the id
                select client_name from known_before where client_name = client_id
            )
        group by client_id"""
    )


def _parquet(root: Path, file: ImportedFile, elsewhere: Mapping[str, Path]) -> str:
    path = elsewhere.get(file.import_id, root) / "inputs" / file.table / f"{file.import_id}.parquet"
    return f"read_parquet({pipeline.literal(str(path))})"


def _orders(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path],
    state: str,
) -> None:
    for table in NAMING:
        rows = loading.relation(con, root, deliveries, table, elsewhere)
        con.execute(f"create or replace temp view raw_{table.name} as {rows}")
    for step in WHICH_COUNT:
        _step(con, step)
    con.execute(
        f"""create table known_{state} as
        with named as (select client_id, client_name from raw_order_lines union select client_id, client_name from raw_clients),
        known as (
            select coalesce(named.client_id, client_names.client_id, named.client_name) as client_id, named.client_name
            from named left join client_names on named.client_id is null and named.client_name = client_names.client_name
        )
        select distinct coalesce(kept_id, known.client_id) as client_id, coalesce(kept_name, known.client_name) as client_name
        from known left join same_clients on known.client_id = same_clients.client_id"""
    )
    lines = loading.relation(con, root, deliveries, LINES, elsewhere)
    con.execute(
        f"create or replace temp view raw_order_lines as select * from ({lines}) where order_id in (select order_number from concerned)"
    )
    for step in STEPS:
        _step(con, step)
    marked = ", ".join(c.name for c in LINES.columns if c.name != "order_id" and not c.gives)
    con.execute(
        f"""create table orders_{state} as
        select order_totals.order_id, order_totals.client_id, client_name, order_totals.order_date, order_totals.revenue,
            order_totals.open_revenue, order_totals.cancelled_revenue, order_totals.direct_cost, mark, imports, line_count
        from order_totals inner join (
            select order_id, sum(cast(hash({marked}) as hugeint)) as mark, max(client_name) as client_name,
                list(distinct import_id) as imports, count(*) as line_count
            from order_lines group by order_id
        ) as marked using (order_id)"""
    )
    for made in (
        "order_totals",
        "order_lines",
        "replaced_orders",
    ):  # their memory, before the other state's are made
        con.execute(f"drop table {made}")


def _step(con: duckdb.DuckDBPyConnection, table: str) -> None:
    pipeline.make(con, pipeline.step(table))


def _vanishing(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    new: Sequence[ImportedFile],
    old: Sequence[ImportedFile],
    elsewhere: Mapping[str, Path],
) -> None:
    """Orders that earlier files of the same shape have in the days that a new file speaks of, and no new file has.

    An earlier file is a forerunner where it has the same headers for the same columns and the same days, and an order in common
    or, for at least half of the new file's orders of those days, one of the same client, day and money under another number
    (files of two branches have neither). The days that the new file speaks of are those of its months, without months of
    which it has little beside its others and beside the forerunner: a late correction doesn't make it a file of January.
    Between the first and the last of them an order is missing for certain; between these and the ends of their months
    (at_the_edge) the new file may be of fewer days. A window that moved on leaves out what lies before it.
    """
    con.execute(
        "create table left_out (order_number varchar, day date, import_id varchar, at_the_edge boolean)"
    )
    shapes = {_shape(f) for f in new if not f.mends}
    old = [f for f in old if _shape(f) in shapes and not f.mends]
    if not old:
        return
    for name, files in (("new_orders", [f for f in new if not f.mends]), ("old_orders", old)):
        selects = [
            f"select order_id, year(order_date) as year, min(order_date) as day, min(coalesce(client_id, client_name)) as client, "
            f"sum(revenue) as revenue, {pipeline.literal(f.import_id)} as import_id, {pipeline.literal(_shape(f))} as shape "
            f"from {_parquet(root, f, elsewhere)} group by order_id, year(order_date)"
            for f in files
        ]
        con.execute(f"create temp table {name} as {' union all '.join(selects)}")
    con.execute(
        """insert into left_out
        with new_months as (
            select import_id, shape, date_trunc('month', day) as month, count(*) as orders, min(day) as first_day, max(day) as last_day
            from new_orders group by all
        ),
        old_months as (
            select import_id, date_trunc('month', day) as month, count(*) as orders from old_orders group by all
        ),
        old_files as (
            select import_id, shape, min(day) as first_day, max(day) as last_day from old_orders group by all
        ),
        in_common as (
            select distinct new_orders.import_id as new_id, old_orders.import_id as old_id
            from new_orders inner join old_orders using (order_id, year, shape)
        ),
        twins as (
            select new_orders.import_id as new_id, old_orders.import_id as old_id, count(distinct new_orders.order_id) as orders
            from new_orders inner join old_orders using (client, day, revenue, shape)
            where new_orders.revenue <> 0
            group by all
        ),
        forerunners as (
            select new_id, old_id from in_common
            union
            select new_id, old_id from twins
            inner join old_files on old_id = import_id
            where 2 * orders >= (
                select count(*) from new_orders where new_orders.import_id = new_id and day between first_day and last_day
            )
        ),
        spoken_of as (
            select new_id, old_id, min(new_months.first_day) as first_day, max(new_months.last_day) as last_day
            from forerunners
            inner join new_months on new_id = new_months.import_id
            left join old_months on old_id = old_months.import_id and old_months.month = new_months.month
            where 2 * new_months.orders >= coalesce(old_months.orders, 0) and old_months.orders is not null
                or 2 * new_months.orders > (select max(orders) from new_months as all_months where all_months.import_id = new_id)
            group by new_id, old_id
        ),
        spans as (
            select old_id, spoken_of.first_day, spoken_of.last_day,
                case when (select max(last_day) from new_months where import_id = new_id) > old_files.last_day then spoken_of.first_day
                    else cast(date_trunc('month', spoken_of.first_day) as date) end as widest_first,
                case when (select min(first_day) from new_months where import_id = new_id) < old_files.first_day then spoken_of.last_day
                    else last_day(spoken_of.last_day) end as widest_last
            from spoken_of
            inner join old_files on spoken_of.old_id = old_files.import_id
        )
        select order_id, min(day), min(old_orders.import_id), bool_and(day < first_day or day > last_day)
        from old_orders inner join spans on old_orders.import_id = spans.old_id and day between widest_first and widest_last
        where (order_id, year) not in (select (order_id, year) from new_orders)
        group by order_id, year"""
    )
    con.execute("insert into concerned select order_number from left_out")


def _shape(file: ImportedFile) -> str:
    return repr(sorted(file.columns.items()))
