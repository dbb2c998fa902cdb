"""What only the build finds, told before the import: uses of pools that it sets aside, and what it notices in the data.

Both come from a build in a folder that is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from analysis.actions import after_import
from analysis.actions.after_import import Noticed, SetAside
from analysis.delivery.manifest import Delivery
from analysis.errors import CannotBuild
from analysis.isolation import connections
from analysis.journal import settings
from analysis.journal.settings import Settings
from analysis.stores import decided, loading, pipeline, sandbox, store

SAID_BY_FILE = (
    after_import.SAID_BY_FILE,
    "an_order_has_no_hours",
)  # told elsewhere; known of every file of orders before its hours


def foretold(
    root: Path,
    deliveries: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path],
    chosen: Settings,
    scratch: Path,
) -> tuple[tuple[SetAside, ...], tuple[Noticed, ...]]:
    """Of the last delivery's files, the uses that are set aside; and checks and notices that have more guilty rows with it than now.

    Of the latter, with how many more; the gravest first. scratch: a folder for a store that nobody opens. Raises CannotBuild where the
    import could not be built either.
    """
    before = _guilty_now(root)
    try:
        with connections.connect(
            scratch / "trial.duckdb",
            settings.store_bounds(root),
            scratch / "spill",
            **store.how_it_grows(root, deliveries, elsewhere),
        ) as con:
            con.execute("set preserve_insertion_order = false")
            decided.load(con, decided.of_workspace(root, chosen))
            loading.inputs(con, root, deliveries, elsewhere)
            pipeline.run(con)
            pipeline.run_checks(con)
            aside, found = after_import.set_aside(con), after_import.noticed(con)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as trouble:
        raise CannotBuild("build_failed", detail=str(trouble).splitlines()[0]) from trouble
    more = (
        replace(n, rows=n.rows - before.get(n.name, 0)) for n in found if n.name not in SAID_BY_FILE
    )
    new = {f.import_id for f in deliveries[-1].files}
    return tuple(a for a in aside if a.import_id in new), tuple(n for n in more if n.rows > 0)


def _guilty_now(root: Path) -> dict[str, int]:
    """Check or notice → its guilty rows in the published store."""
    name = store.current(root)
    if name is None:
        return {}
    with sandbox.looked_into(store.path(root, name)) as con:
        return dict(con.execute("select name, guilty_rows from checks").fetchall())
