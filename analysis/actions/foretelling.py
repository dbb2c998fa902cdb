"""What only the build finds, told before the import: usage that it may set aside, and what it notices in the data.

Usage is set aside for a pool, an order or a person that the data don't know. Notices come from a build in a folder that is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from analysis.actions import after_import
from analysis.actions.after_import import Noticed, SetAside, short
from analysis.apart import connections
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.errors import CannotBuild
from analysis.intake import contract
from analysis.journal import entered_rates, settings
from analysis.journal.settings import Settings
from analysis.stores import decided, loading, pipeline, store

SAID_BY_FILE = (
    after_import.SAID_BY_FILE,
    "an_order_has_no_hours",
)  # told elsewhere; known of every file of orders before its hours
TABLES = (contract.ORDER_LINES, contract.POOLS, contract.USAGE)


def set_aside(
    root: Path, deliveries: tuple[Delivery, ...], elsewhere: Mapping[str, Path], chosen: Settings
) -> tuple[SetAside, ...]:
    """Of the last delivery's files. By names alone: the build also looks at years of order numbers, so it may set aside more."""
    files = {
        f.import_id: f
        for f in deliveries[-1].files
        if f.table == contract.USAGE.name and f.rows_accepted
    }
    if not files:
        return ()
    with connections.connect(bounds=settings.store_bounds(root)) as con:
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


def noticed(
    root: Path,
    deliveries: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path],
    chosen: Settings,
    scratch: Path,
) -> tuple[Noticed, ...]:
    """Checks and notices that have more guilty rows with the last delivery than they have now, with how many more; the gravest first.

    scratch: a folder for a store that nobody opens. Raises CannotBuild where the import could not be built either.
    """
    before = _guilty_now(root)
    try:
        with connections.connect(
            scratch / "trial.duckdb", settings.store_bounds(root), scratch / "spill"
        ) as con:
            con.execute("set preserve_insertion_order = false")
            decided.load(con, decided.of_workspace(root, chosen))
            loading.inputs(con, root, deliveries, elsewhere)
            pipeline.run(con)
            pipeline.run_checks(con)
            found = after_import.noticed(con)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as trouble:
        raise CannotBuild("build_failed", detail=str(trouble).splitlines()[0]) from trouble
    more = (
        replace(n, rows=n.rows - before.get(n.name, 0)) for n in found if n.name not in SAID_BY_FILE
    )
    return tuple(n for n in more if n.rows > 0)


def _guilty_now(root: Path) -> dict[str, int]:
    """Check or notice → its guilty rows in the published store."""
    name = store.current(root)
    if name is None:
        return {}
    with connections.connect() as con:
        con.execute(
            f"attach {pipeline.literal(str(root / 'stores' / f'{name}.duckdb'))} as built (read_only)"
        )
        return dict(con.execute("select name, guilty_rows from built.checks").fetchall())


def _said(file: ImportedFile, why: str, rows: int, names: int, first: str | None) -> SetAside:
    return SetAside(file.file, why, rows, names, short(first), file.import_id)
