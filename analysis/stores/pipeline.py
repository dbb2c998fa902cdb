"""Runs analysis/sql: each file is a step that makes one table, named as the file; the two digits of folder and file are the order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from analysis.dictionary import metrics

SQL = Path(__file__).parent.parent / "sql"
METRICS = "{metrics}"  # in a file: the metrics of a client stand here, as analysis.metrics defines them


@dataclass(frozen=True)
class Step:
    """One file: the table that it makes, the sentence that states its grain, its select; a view is computed when it is read."""

    folder: str
    table: str
    grain: str
    select: str
    is_view: bool = False


def _read(path: Path) -> Step:
    text = path.read_text("utf-8")
    comments = re.match(r"(--[^\n]*\n)+", text)
    assert comments, f"{path.name} does not open with its grain"
    grain = " ".join(line.removeprefix("--").strip() for line in comments.group().splitlines())
    name, *kept_as = path.name.removesuffix(".sql").split(".")
    head, body = comments.group(), text[comments.end() :].replace(METRICS, _client_metrics())
    return Step(path.parent.name, re.sub(r"^\d+_", "", name), grain, head + body, kept_as == ["view"])


def _client_metrics() -> str:
    """SQL: the metrics of a client over rows shaped as profit_by_month, a column each."""
    return ",\n    ".join(f"{metrics.BY_NAME[name].sql} as {name}" for name in metrics.CLIENT_COLUMNS)


@cache
def steps() -> tuple[Step, ...]:
    return tuple(_read(p) for p in sorted(SQL.glob("[0-9][0-9]_*/[0-9][0-9]_*.sql")))


@cache
def checks() -> tuple[Step, ...]:
    """Queries that return the guilty rows: `checks` say that the arithmetic is broken, `notices` that the data is odd."""
    return tuple(_read(p) for folder in ("checks", "notices") for p in sorted(SQL.glob(f"{folder}/*.sql")))


def step(table: str) -> Step:
    return next(s for s in steps() if s.table == table)


def over(given: Mapping[str, str], *tables: str) -> str:
    """SQL: the last of these steps over `given` (name → select) in place of the tables of these names, by way of the steps before it.

    So a slice of history, other thresholds or the past go through the text that made the table.
    """
    *before, last = tables
    shadows = dict(given) | {table: step(table).select for table in before if table not in given}
    ctes = ",\n".join(f"{name} as (\n{select}\n)" for name, select in shadows.items())
    return f"with {ctes}\nselect * from (\n{step(last).select}\n)"


@cache
def fingerprint() -> str:
    """Of the pipeline's text and of the metrics: another text, another store."""
    texts = [s.select for s in (*steps(), *checks())] + [repr(metrics.METRICS)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


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
        make(con, each)
        progress((done + 1) / (len(wanted) + 1))
    progress(1.0)


def make(con: duckdb.DuckDBPyConnection, each: Step) -> None:
    """The step's table or view, with its grain as a comment."""
    kind = "view" if each.is_view else "table"
    con.execute(f"create or replace {kind} {each.table} as\n{each.select}")
    con.execute(f"comment on {kind} {each.table} is {literal(each.grain)}")


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
