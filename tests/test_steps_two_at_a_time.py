"""Steps of a build are made two at a time where that is worth it: each after all that it reads, an error of either is the build's."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from analysis.isolation import connections
from analysis.stores import pipeline, store, two_at_a_time


@dataclass(frozen=True)
class Step:
    table: str
    names: set[str] = field(default_factory=set)


STEPS = [Step("a"), Step("b"), Step("c", {"a"}), Step("d", {"a", "b"}), Step("e", {"d"})]


def test_each_step_is_made_once_after_what_it_reads() -> None:
    made: list[str] = []
    parts: list[float] = []
    both = threading.Barrier(2, timeout=300)

    def make(step: Step) -> None:
        if step.table in "ab":
            both.wait()  # made at the same time
        assert step.names <= set(made)
        made.append(step.table)

    two_at_a_time.make_all(STEPS, make, make, parts.append)
    assert sorted(made) == ["a", "b", "c", "d", "e"]
    assert parts == sorted(parts)


@pytest.mark.parametrize("is_beside", [True, False])
def test_a_step_that_fails_ends_both(is_beside: bool) -> None:
    made: list[str] = []
    failed = threading.Event()

    def fails(step: Step) -> None:
        failed.set()
        raise ValueError(step.table)

    def makes(step: Step) -> None:
        assert failed.wait(300)
        made.append(step.table)

    given = (makes, fails) if is_beside else (fails, makes)
    with pytest.raises(ValueError, match=r"^[ab]$"):
        two_at_a_time.make_all(STEPS, *given, lambda part: None)
    assert len(made) <= 1, "the one that was being made"


def test_the_store_is_the_same(own_tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(own_tiny)
    monkeypatch.setattr(store, "TINY_INPUTS", 0)
    by: set[int] = set()
    real = pipeline.make

    def make(con: duckdb.DuckDBPyConnection, each: pipeline.Step) -> None:
        by.add(threading.get_ident())
        real(con, each)

    monkeypatch.setattr(pipeline, "make", make)
    store.build(own_tiny, anew=True)
    assert len(by) == 2
    assert contents(own_tiny) == before


def contents(root: Path) -> dict[str, list[str]]:
    """Table or view → its rows as text; without when it was built."""
    name = store.current(root)
    assert name
    with connections.connect() as con:
        con.execute(f"attach '{store.path(root, name)}' as built (read_only)")
        con.execute("use built")
        found = con.execute("select table_name from information_schema.tables").fetchall()
        return {
            table: sorted(map(str, con.execute(f"select * from {table}").fetchall()))
            for (table,) in found
            if table != "build_info"
        }
