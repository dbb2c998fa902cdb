"""Runs analysis/sql: each file is a step that makes one table, named as the file; the two digits of folder and file are the order.

A line `{profit_rows}` in a step is the text of that step, so that a rule stands once.

What SQL can't say is a step in Python, in the same listing. Its docstring states the grain, READS names the tables that it reads,
COLUMNS its columns with their SQL types, and `rows` makes the rows from those of READS.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Literal

import duckdb

from analysis.dictionary import metrics
from analysis.dictionary.batches import BATCHES
from analysis.progress import Progress, silent
from analysis.sql.tables import (
    Row,
    StoreTable,
    comment,
    execute,
    literal,
    register,
    rows_of,
    stated_grain,
)
from analysis.stores import sources, two_at_a_time

SQL = Path(__file__).parent.parent / "sql"


@dataclass(frozen=True)
class Step:
    """One file: the table that it makes, the sentence that states its grain, its text. A view is computed when it is read."""

    folder: str
    table: str
    grain: str
    text: str
    kind: Literal["table", "view", "python"]
    file: Path

    @property
    def select(self) -> str:
        """The SQL of a step in SQL."""
        assert self.kind != "python", f"{self.table} is made in Python"
        return self.text

    @property
    def module(self) -> ModuleType:
        """The module of a step in Python."""
        assert self.kind == "python", f"{self.table} is made in SQL"
        return importlib.import_module(f"analysis.sql.{self.folder}.{self.file.stem}")

    @property
    def names(self) -> set[str]:
        """What the step may read: tables, and columns of `settings`; rather one too many than one too few."""
        return (
            set(self.module.READS) if self.kind == "python" else set(re.findall(r"\w+", self.text))
        )


def _read(path: Path) -> Step:
    text = sources.text_of(path)
    name, *kept_as = path.stem.split(".")
    table = re.sub(r"^\d+_", "", name)
    if path.suffix == ".py":
        found = re.match(r'"""(.+?)\n?"""', text, re.S)
        assert found, f"{path.name} does not open with its grain"
        return Step(path.parent.name, table, " ".join(found.group(1).split()), text, "python", path)
    found = re.match(r"(--[^\n]*\n)+", text)
    assert found, f"{path.name} does not open with its grain"
    grain = " ".join(line.removeprefix("--").strip() for line in found.group().splitlines())
    body = text[found.end() :]
    for place, select in _from_the_dictionary().items():
        body = body.replace(place, select)
    body = re.sub(r"^\{(\w+)\}$", lambda found: _read(_file_of(found[1])).select, body, flags=re.M)
    return Step(
        path.parent.name,
        table,
        grain,
        found.group() + body,
        "view" if kept_as == ["view"] else "table",
        path,
    )


def _file_of(table: str) -> Path:
    """The file of a step whose text stands in another one, as its name in braces on a line."""
    [file] = SQL.glob(f"[0-9][0-9]_*/[0-9][0-9]_{table}.sql")
    return file


@cache
def _from_the_dictionary() -> Mapping[str, str]:
    """What stands once in the dictionary, as SQL in the place of a name in braces."""
    client_metrics = [f"{metrics.BY_NAME[name].sql} as {name}" for name in metrics.CLIENT_COLUMNS]
    bounds = [
        f"when pieces <= {top} then {place}"
        for place, top in enumerate(BATCHES.values())
        if top is not None
    ]
    return {
        "{metrics}": ",\n    ".join(client_metrics),
        "{batch_class}": f"case {' '.join(bounds)} else {len(bounds)} end",
    }


@cache
def steps() -> tuple[Step, ...]:
    files = [
        file for ending in ("sql", "py") for file in SQL.glob(f"[0-9][0-9]_*/[0-9][0-9]_*.{ending}")
    ]
    return tuple(_read(file) for file in sorted(files))


@cache
def checks() -> tuple[Step, ...]:
    """Queries that return the guilty rows: `checks` say that the arithmetic is broken, `notices` that the data is odd."""
    return tuple(
        _read(p) for folder in ("checks", "notices") for p in sorted(SQL.glob(f"{folder}/*.sql"))
    )


def step(table: str) -> Step:
    return next(s for s in steps() if s.table == table)


def over(given: Mapping[str, str], *tables: str) -> str:
    """SQL: the last of these steps over `given` (name → select) in place of the tables of these names, by way of the steps before it.

    So a slice of history, other thresholds or the past go through the text that made the table. What is given comes first, or in its
    place among the steps where it is named there.
    """
    *before, last = tables
    shadows = {name: select for name, select in given.items() if name not in before}
    shadows |= {table: given.get(table) or step(table).select for table in before}
    ctes = ",\n".join(f"{name} as (\n{select}\n)" for name, select in shadows.items())
    return f"with {ctes}\nselect * from (\n{step(last).select}\n)"


@cache
def fingerprint() -> str:
    """Of the text of every step and check, and of all that the steps in Python import: another text, another store."""
    texts = [s.text for s in (*steps(), *checks())]
    python = sources.behind(s.file for s in steps() if s.kind == "python")
    return hashlib.sha256("\0".join([*texts, *python, *python.values()]).encode()).hexdigest()


def run(
    con: duckdb.DuckDBPyConnection,
    progress: Progress = silent,
    changed: Collection[str] | None = None,
    beside: duckdb.DuckDBPyConnection | None = None,
) -> None:
    """Builds the tables in the connection, which holds raw_* and the tables of decided.DECISIONS; the checks come after.

    changed: what is other than when the connection's tables were built (tables, or columns of `settings`): only what reads
    it is built anew. None: everything. beside: a second connection to the same, by which a step is made at the same time.
    """
    wanted = steps() if changed is None else following(changed)
    if beside is not None:
        two_at_a_time.make_all(wanted, partial(make, con), partial(make, beside), progress)
    else:
        for done, each in enumerate(wanted):
            make(con, each)
            progress((done + 1) / (len(wanted) + 1))
    progress(1.0)


def make(con: duckdb.DuckDBPyConnection, each: Step) -> None:
    """The step's table or view, with its grain as a comment."""
    if each.kind == "python":
        register(con, _computed(con, each), each.grain)
    else:
        execute(con, f"create or replace {each.kind} {each.table} as\n{each.select}")
        comment(con, each.kind, each.table, each.grain)


def _computed(con: duckdb.DuckDBPyConnection, each: Step) -> StoreTable:
    module = each.module

    def read(table: str) -> list[Row]:
        assert table in module.READS, f"{each.table} reads {table} without saying so"
        return rows_of(con, table)

    made = [tuple(row[name] for name in module.COLUMNS) for row in module.rows(read)]
    return StoreTable(each.table, module.COLUMNS, made)


def following(changed: Collection[str]) -> tuple[Step, ...]:
    """The steps that name what changed, or a table that follows from it."""
    names, found = set(changed), []
    for each in steps():
        if names & each.names:
            names.add(each.table)
            found.append(each)
    return tuple(found)


def run_checks(con: duckdb.DuckDBPyConnection, without: Collection[str] = ()) -> None:
    """Makes the table checks: for each check and notice, how many rows break it. without: tables that are not there to be checked."""
    con.execute(
        "create or replace table checks (name varchar, level varchar, sentence varchar, guilty_rows bigint)"
    )
    comment(con, "table", "checks", stated_grain("checks"))
    found: list[str | int] = []
    for each in checks():
        if set(without) & each.names:
            continue
        guilty = execute(con, f"select count(*) from ({each.select})").fetchone()
        found += [each.table, each.folder, each.grain, guilty[0] if guilty else 0]
    if found:
        con.execute(
            f"insert into checks values {', '.join(['(?, ?, ?, ?)'] * (len(found) // 4))}", found
        )


__all__ = [
    "Step",
    "checks",
    "fingerprint",
    "following",
    "literal",
    "make",
    "over",
    "run",
    "run_checks",
    "step",
    "steps",
]
