"""Order numbers that are given anew each year, as 1C does each January: no year's orders may swallow another's."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


LINES = "order_id,line_no,client_name,order_date,product_name,revenue\n"
IN_2024 = "Т-1,1,A,2024-02-01,P,100\nТ-1,2,A,2024-02-01,Q,40\nТ-2,1,B,2024-03-01,P,7\n"
IN_2025 = "Т-1,1,A,2025-01-20,P,500\nТ-3,1,B,2025-04-01,P,9\n"
BOTH = [("Т-1", 140.0), ("Т-1 (2025)", 500.0), ("Т-2", 7.0), ("Т-3", 9.0)]


def take(root: Path, **files: str) -> analysis.ImportResult:
    paths = [root.parent / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    return analysis.import_paths(root, paths)


def orders(root: Path) -> list[tuple[str, float]]:
    with analysis.open_workspace(root) as ws:
        found = ws.sql("select order_id, revenue from order_profit order by order_id")
    return list(zip(found["order_id"], found["revenue"].astype(float), strict=True))


@pytest.mark.parametrize(
    "way", ["one file", "one delivery", "two deliveries", "the newer year first"]
)
def test_each_years_order_counts_however_the_years_arrive(tmp_path: Path, way: str) -> None:
    root = tmp_path / "ws"
    first, second = {"order_lines_2024": LINES + IN_2024}, {"order_lines_2025": LINES + IN_2025}
    if way == "one file":
        result = take(root, order_lines=LINES + IN_2024 + IN_2025)
        assert result.rows_rejected == 0
    elif way == "one delivery":
        take(root, **first, **second)
    else:
        for files in (first, second) if way == "two deliveries" else (second, first):
            take(root, **files)
    assert orders(root) == BOTH


def test_an_order_whose_lines_run_over_new_year_stays_one(tmp_path: Path) -> None:
    lines = "Т-1,1,A,2024-12-20,P,100\nТ-1,2,A,2025-01-15,Q,40\n"
    take(tmp_path / "ws", order_lines=LINES + lines)
    assert orders(tmp_path / "ws") == [("Т-1", 140.0)]


def test_but_not_where_the_next_years_is_another_clients(tmp_path: Path) -> None:
    lines = "Т-1,1,A,2024-12-20,P,100\nТ-1,2,B,2025-01-15,Q,40\n"
    take(tmp_path / "ws", order_lines=LINES + lines)
    assert orders(tmp_path / "ws") == [("Т-1", 100.0), ("Т-1 (2025)", 40.0)]


def test_a_line_number_twice_in_one_years_order_is_still_refused(tmp_path: Path) -> None:
    twice = "Т-1,1,A,2025-01-21,P,1\n"
    result = take(tmp_path / "ws", order_lines=LINES + IN_2024 + IN_2025 + twice)
    assert result.rows_rejected == 1
    assert orders(tmp_path / "ws") == BOTH


def test_a_corrected_year_replaces_its_own_orders_only(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, order_lines=LINES + IN_2024 + IN_2025)
    take(root, corrected=LINES + "Т-1,1,A,2025-01-20,P,450\n")
    assert orders(root) == [("Т-1", 140.0), ("Т-1 (2025)", 450.0), ("Т-2", 7.0), ("Т-3", 9.0)]
    changes = analysis.import_changes(root)
    assert changes is not None
    assert [(c.order_id, c.what, c.revenue_before, c.revenue_after) for c in changes.orders] == [
        ("Т-1 (2025)", "changed", 500, 450)
    ]


def test_the_order_of_one_year_that_a_new_export_lacks_is_shown(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, order_lines=LINES + IN_2024 + IN_2025)
    take(root, newer=LINES + IN_2024 + "Т-3,1,B,2025-04-01,P,9\n")
    changes = analysis.import_changes(root)
    assert changes is not None
    assert [(c.order_id, c.what) for c in changes.orders] == [("Т-1 (2025)", "vanished")]


USED = "order_id,pool,quantity,date\n"
POOLS = "pool,unit,rate\ndesign,h,10\n"


RECORDS = [  # order and day of a record of time → the order that it belongs to
    ("Т-1", "2024-02-10", "Т-1"),
    ("Т-1", "2024-11-30", "Т-1"),  # long after, and too early for the next one
    ("Т-1", "2024-12-20", "Т-1 (2025)"),  # drawn in the month before the order was written
    ("Т-1", "2025-06-01", "Т-1 (2025)"),
    ("Т-1", "2024-01-10", "Т-1"),  # before the first order there was
    ("Т-1 (2025)", "", "Т-1 (2025)"),
]


@pytest.fixture(scope="module")
def charged(tmp_path_factory: pytest.TempPathFactory) -> list[list[list[object]]]:
    """For each record the costs of orders that came of it: a resource of its own tells it."""
    root = tmp_path_factory.mktemp("records") / "ws"
    usage = "".join(f"{order},design {n},3,{day}\n" for n, (order, day, _) in enumerate(RECORDS))
    pools = "".join(f"design {n},h,10\n" for n in range(len(RECORDS)))
    take(
        root,
        order_lines=LINES + IN_2024 + IN_2025,
        usage=USED + usage,
        pools="pool,unit,rate\n" + pools,
    )
    found = "select order_id, quantity, cost from order_costs where quantity is not null and pool = 'design {}'"
    with analysis.open_workspace(root) as ws:
        return [ws.sql(found.format(n)).values.tolist() for n in range(len(RECORDS))]


@pytest.mark.parametrize("n", range(len(RECORDS)), ids=["{} {}".format(*r) for r in RECORDS])
def test_a_record_of_time_belongs_to_the_order_that_had_begun(
    charged: list[list[list[object]]], n: int
) -> None:
    assert charged[n] == [[RECORDS[n][2], 3, 30]]


def test_without_a_day_it_is_set_aside_and_says_why(tmp_path: Path) -> None:
    result = take(
        tmp_path / "ws",
        order_lines=LINES + IN_2024 + IN_2025,
        usage=USED + "Т-1,design,3,\n",
        pools=POOLS,
    )
    assert [(aside.rows, aside.example) for aside in result.set_aside] == [(1, "Т-1")]
    assert result.set_aside[0].reason == "order of several years"


def test_the_build_says_which_numbers_recur(tmp_path: Path) -> None:
    result = take(tmp_path / "ws", order_lines=LINES + IN_2024 + IN_2025)
    assert [
        (n.name, n.rows) for n in result.noticed if n.name == "an_order_number_is_given_anew"
    ] == [("an_order_number_is_given_anew", 1)]
