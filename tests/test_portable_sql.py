"""The pipeline keeps to SQL that DuckDB and Spark both run; sqlglot parses each file in both dialects, as a lint only."""

from __future__ import annotations

import re

import pytest
import sqlglot

from analysis.stores import decided, pipeline

TABLES = tuple(step for step in pipeline.steps() if step.kind != "python")
STEPS = (*TABLES, *pipeline.checks())
BANNED = (
    r"group by all",
    r"\bqualify\b",
    r"distinct on",
    r"quantile",
    r"\bmedian\b",
    r"arg_max",
    r"//",
    r"date_diff",
    r"->",
    r"\bilike\b",
    r"::",
    r"\bexclude\b",
    r"\breplace\s*\(",
)


def _code(text: str) -> str:
    return re.sub(r"--[^\n]*", "", text).lower()


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.table)
@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_parses(step: pipeline.Step, dialect: str) -> None:
    assert len(sqlglot.parse(step.select, read=dialect)) == 1


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.table)
def test_uses_nothing_that_one_of_the_two_lacks(step: pipeline.Step) -> None:
    found = [word for word in BANNED if re.search(word, _code(step.select))]
    assert found == []


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.table)
def test_every_division_is_guarded(step: pipeline.Step) -> None:
    unguarded = re.sub(GUARDED_BY_CASE, "", _code(step.select))
    divisors = re.findall(r"/\s*([a-z_0-9.(]+)", unguarded)
    bad = [
        d
        for d in divisors
        if not (d.startswith("nullif(") or re.fullmatch(r"[0-9.]+", d) or d in GUARDED)
    ]
    assert bad == []


@pytest.mark.parametrize(
    "step", [s for s in pipeline.steps() if s.kind == "python"], ids=lambda s: s.table
)
def test_a_step_in_python_reads_only_what_comes_before_it(step: pipeline.Step) -> None:
    order = [*decided.DECISIONS, *(s.table for s in pipeline.steps())]
    assert set(step.module.READS) <= set(order[: order.index(step.table)])
    assert step.names == set(step.module.READS)


GUARDED_BY_CASE = r"case when (.+?) > 0 then cast\(.+? as double\) / cast\(\1 as double\) end"  # metrics.py's ratios
GUARDED = {"order_weight", "families"}  # under `when order_weight > 0`; a count of rows in hand


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.table)
def test_orders_of_nulls_are_stated_in_windows(step: pipeline.Step) -> None:
    windows = re.findall(r"over \(([^()]*(?:\([^()]*\)[^()]*)*)\)", _code(step.select))
    assert [w for w in windows if "order by" in w and "nulls" not in w] == []


@pytest.mark.parametrize("step", pipeline.steps(), ids=lambda s: s.table)
def test_first_line_states_the_grain(step: pipeline.Step) -> None:
    assert step.grain.startswith("One row per ")


@pytest.mark.parametrize("step", TABLES, ids=lambda s: s.table)
def test_a_file_reads_only_what_comes_before_it(step: pipeline.Step) -> None:
    order = [s.table for s in pipeline.steps()]
    tables = {
        t.name for t in sqlglot.parse_one(step.select, read="duckdb").find_all(sqlglot.exp.Table)
    }
    later = order[order.index(step.table) :]
    local = {
        c.alias for c in sqlglot.parse_one(step.select, read="duckdb").find_all(sqlglot.exp.CTE)
    }
    assert (tables - local) & set(later) == set()


def test_every_file_has_a_number_of_two_digits_of_its_own() -> None:
    files = [path for path in pipeline.SQL.glob("[0-9]*/*") if path.name != "__pycache__"]
    names = [path.relative_to(pipeline.SQL).as_posix() for path in files]
    numbers = [re.match(r"\d\d_[a-z]+/\d\d(?=_)", name) for name in names]
    assert None not in numbers
    assert len({found.group() for found in numbers if found}) == len(names) == len(pipeline.steps())


def test_the_listing_names_every_step_in_its_order_with_its_grain() -> None:
    listed = re.findall(
        r"^\| `(\d\d_[^`]+)` \| (per .+) \|$", (pipeline.SQL / "README.md").read_text("utf-8"), re.M
    )
    grains = [
        step.grain.split(". ")[0].removesuffix(".").removeprefix("One row ")
        for step in pipeline.steps()
    ]
    assert listed == [
        (f"{s.folder}/{s.file.name}", g) for s, g in zip(pipeline.steps(), grains, strict=True)
    ]


def test_the_rooms_that_the_listing_names_are_there() -> None:
    text = (pipeline.SQL / "README.md").read_text("utf-8")
    named = set(re.findall(r"`(\d\d_[\w./]+|analysis/[\w./]+)`", text))
    assert len(named) > 30
    assert [
        n
        for n in named
        if not (pipeline.SQL / n).exists() and not (pipeline.SQL.parent.parent / n).exists()
    ] == []
