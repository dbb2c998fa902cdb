"""Rows of usage that the build may set aside: of a pool, an order or a person that the data don't know, told before the import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from analysis.imports.after_import import SetAside, short
from analysis.imports.manifest import Delivery, ImportedFile
from analysis.intake import contract
from analysis.pools import entered_rates
from analysis.settings import Settings
from analysis.stores import loading

TABLES = (contract.ORDER_LINES, contract.POOLS, contract.USAGE)


def set_aside(
    root: Path, deliveries: tuple[Delivery, ...], elsewhere: Mapping[str, Path], chosen: Settings
) -> tuple[SetAside, ...]:
    """Of the last delivery's files. By names alone: the build also looks at years of order numbers, so it may set aside more."""
    files = {f.import_id: f for f in deliveries[-1].files if f.table == contract.USAGE.name and f.rows_accepted}
    if not files:
        return ()
    with duckdb.connect() as con:
        for table in TABLES:
            con.execute(
                f"create temp view raw_{table.name} as {loading.relation(con, root, deliveries, table, elsewhere)}"
            )
        con.execute("create temp table people (person varchar)")
        con.execute("create temp table entered_pools (pool varchar)")
        for each in entered_rates.read(root):
            con.execute("insert into entered_pools values (lower(trim(?)))", [each.pool])
        for person, _ in chosen.people:
            con.execute("insert into people values (lower(trim(?)))", [person])
        found = con.execute(
            """with known_people as (
                select person from people
                union select lower(trim(person)) from raw_usage where pool is not null and person is not null
                    group by lower(trim(person)) having count(distinct lower(trim(pool))) = 1
            ),
            known_pools as (select lower(trim(pool)) as pool from raw_pools where pool is not null),
            priced_pools as (select pool from known_pools union all select pool from entered_pools),
            told as (
                select import_id, pool, order_id, person,
                    case when pool is null and lower(trim(person)) not in (select person from known_people) then 'unknown person'
                        when exists (select 1 from known_pools) and lower(trim(pool)) not in (select pool from priced_pools)
                            then 'unknown pool'
                        when order_id not in (select order_id from raw_order_lines where order_id is not null) then 'unknown order'
                    end as why
                from raw_usage where list_contains(?, import_id)
            ),
            named as (
                select import_id, why, case why when 'unknown person' then person when 'unknown pool' then pool else order_id end as name
                from told where why is not null
            )
            select import_id, why, count(*), count(distinct name), min(name) from named group by import_id, why order by import_id, why""",
            [list(files)],
        ).fetchall()
    return tuple(_said(files[i], why, rows, names, first) for i, why, rows, names, first in found)


def _said(file: ImportedFile, why: str, rows: int, names: int, first: str | None) -> SetAside:
    return SetAside(file.file, loading.SET_ASIDE[why], rows, names, short(first), file.import_id)
