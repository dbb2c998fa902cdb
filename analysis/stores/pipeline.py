"""Runs analysis/sql: each file is one table, named as the file; the two digits of folder and file are the order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from analysis.dictionary import metrics

SQL = Path(__file__).parent.parent / "sql"


@dataclass(frozen=True)
class Step:
    """One file: the table that it makes, the sentence that states its grain, its select."""

    folder: str
    table: str
    grain: str
    select: str


def _read(path: Path) -> Step:
    text = path.read_text("utf-8")
    comments = re.match(r"(--[^\n]*\n)+", text)
    assert comments, f"{path.name} does not open with its grain"
    grain = " ".join(line.removeprefix("--").strip() for line in comments.group().splitlines())
    return Step(path.parent.name, re.sub(r"^\d+_", "", path.stem), grain, text)


@cache
def steps() -> tuple[Step, ...]:
    return tuple(_read(p) for p in sorted(SQL.glob("[0-9][0-9]_*/[0-9][0-9]_*.sql")))


@cache
def checks() -> tuple[Step, ...]:
    """Queries that return the guilty rows: `checks` say that the arithmetic is broken, `notices` that the data is odd."""
    return tuple(_read(p) for folder in ("checks", "notices") for p in sorted(SQL.glob(f"{folder}/*.sql")))


def step(table: str) -> Step:
    return next(s for s in steps() if s.table == table)


@cache
def fingerprint() -> str:
    """Of the pipeline's text and of the metrics: another text, another store."""
    texts = [s.select for s in (*steps(), *checks())] + [repr(metrics.METRICS)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def client_profit_sql(rows: str = "profit_by_month") -> str:
    """Clients of a relation shaped as profit_by_month: the table client_profit, for any scope.

    A client of whose orders nothing that was sold is costed has no true profit; what was spent on it (cancelled orders, use outside
    orders) stands in spent_beside (METHOD, rule 11).
    """
    measures = ",\n        ".join(f"{metrics.BY_NAME[name].sql} as {name}" for name in metrics.CLIENT_COLUMNS)
    columns = ",\n    ".join(f"added.{name}" for name in metrics.CLIENT_COLUMNS)
    return f"""select
    added.client_id,
    clients.client_name,
    {columns},
    added.spent_beside
from (
    select
        client_id,
        {measures},
        -sum(spent_beside) as spent_beside
    from ({judged(rows)}) as judged
    group by client_id
) as added
left join clients on added.client_id = clients.client_id"""


def judged(rows: str) -> str:
    """A relation shaped as profit_by_month, with true_profit moved to spent_beside for clients of whose orders nothing sold is costed.

    Of a client without any order all is known: what was spent on it is its loss.
    """
    of_client = "over (partition by client_id)"
    is_judged = f"sum(costed_sold_orders) {of_client} > 0 or sum(orders) {of_client} = 0"
    return (
        f"select given.* replace (case when {is_judged} then true_profit end as true_profit), "
        f"case when {is_judged} then 0 else true_profit end as spent_beside from {rows} as given"
    )


def run(
    con: duckdb.DuckDBPyConnection,
    progress: Callable[[float], None] = lambda part: None,
    changed: Collection[str] | None = None,
) -> None:
    """Builds the tables in the connection, which holds raw_* and the tables of decided.DECISIONS; the checks come after.

    changed: what is other than when the connection's tables were built (tables, or columns of `settings`): only what reads
    it is built anew. None: everything.
    """
    wanted = steps() if changed is None else following(changed)
    for done, each in enumerate(wanted):
        con.execute(f"create or replace table {each.table} as\n{each.select}")
        con.execute(f"comment on table {each.table} is {literal(each.grain)}")
        progress((done + 1) / (len(wanted) + 2))
    if changed is None or any(each.table == "profit_by_month" for each in wanted):
        con.execute(f"create or replace table client_profit as\n{client_profit_sql()}")
        con.execute("comment on table client_profit is 'One row per client, over all history.'")
    progress(1.0)


def following(changed: Collection[str]) -> tuple[Step, ...]:
    """The steps whose text names what changed, or a table that follows from it; rather one too many than one too few."""
    names, found = set(changed), []
    for each in steps():
        if names & set(re.findall(r"\w+", each.select)):
            names.add(each.table)
            found.append(each)
    return tuple(found)


def run_checks(con: duckdb.DuckDBPyConnection, without: Collection[str] = ()) -> None:
    """Makes the table checks: for each check and notice, how many rows break it. without: tables that are not there to be checked."""
    con.execute("create or replace table checks (name varchar, level varchar, sentence varchar, guilty_rows bigint)")
    for each in checks():
        if set(without) & set(re.findall(r"\w+", each.select)):
            continue
        guilty = con.execute(f"select count(*) from ({each.select})").fetchone()
        con.execute(
            "insert into checks values (?, ?, ?, ?)", [each.table, each.folder, each.grain, guilty[0] if guilty else 0]
        )
