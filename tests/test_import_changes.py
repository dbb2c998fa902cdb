"""What an import changes, before (trial run) and after: orders added, changed, left out by a newer export; with their money."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import analysis
from analysis.actions.deals import keeping
from analysis.delivery import manifest
from analysis.delivery.change_records import RowChange, Sum
from analysis.language import words
from analysis.stores import kept, store
from dashboard.data.imports import changed_orders
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


HEAD = "order_id,line_no,client_name,order_date,revenue,direct_cost\n"
JANUARY = (
    HEAD
    + "1,1,A,2025-01-05,100,40\n2,1,B,2025-01-11,200,50\n2,2,B,2025-01-11,20,5\n3,1,C,2025-01-20,300,60\n4,1,D,2025-01-31,7,1\n"
)
OTHERWISE = "".join(f"0{line}\n" for line in JANUARY.splitlines()[1:])


def written(root: Path, name: str, text: str) -> Path:
    path = root.parent / name
    path.write_text(text, "utf-8")
    return path


def take(root: Path, name: str, text: str) -> analysis.ImportResult:
    return analysis.import_paths(root, [written(root, name, text)], table="order_lines")


@pytest.fixture
def january(tmp_path: Path, built: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """A workspace of the test's own that took JANUARY in."""
    made = built("January", lambda root: take(root, "old.csv", JANUARY))
    return Path(shutil.copytree(made, tmp_path / "ws"))


def files(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()
    }


def money(one: Sum) -> tuple[int, Decimal | None, Decimal | None]:
    return one.orders, one.revenue_before, one.revenue_after


def test_a_re_export_told_before_and_after(january: Path) -> None:
    """1 as it was, 2 loses a line and a price falls, 3 is left out, 5 is new; 4 lies after the newer file's last day."""
    again = HEAD + "1,1,A,2025-01-05,100,40\n2,1,B,2025-01-11,190,50\n5,1,E,2025-01-25,10,6\n"
    before = files(january)
    tried = analysis.dry_run(january, [written(january, "jan2.csv", again)], table="order_lines")
    assert files(january) == before
    take(january, "jan2.csv", again)
    done = analysis.import_changes(january)
    for told in (tried.changes, done):
        assert told is not None
        assert money(told.added) == (1, None, 10)
        assert money(told.changed) == (1, 220, 190)
        assert (told.changed.direct_cost_before, told.changed.direct_cost_after) == (55, 50)
        assert money(told.vanished) == (2, 307, 307)
        assert (told.untouched, told.new_clients) == (1, ("E",))
        assert [(o.order_id, o.what, o.at_the_edge) for o in told.orders] == [
            ("3", "vanished", False),
            ("4", "vanished", True),
            ("2", "changed", False),
            ("5", "added", False),
        ]
        assert told.orders[0].order_date == dt.date(2025, 1, 20)
        assert told.rows == (
            RowChange("order_lines", 3, 3),
        )  # 8 lines there now or in 5 + 3: 5 of 8 count
    with analysis.open_workspace(january) as ws:
        assert ws.metric("revenue") == 100 + 190 + 300 + 7 + 10  # what is left out still counts


def test_money_in_progress_and_cancelled_is_beside_the_revenue_of_new_orders(
    tmp_path: Path,
) -> None:
    """Taken in 100 + 30 + 7 = 137: revenue 100, in progress 30, cancelled 7."""
    root = tmp_path / "ws"
    head = "order_id,client_name,order_date,revenue,status\n"
    take(
        root,
        "orders.csv",
        head
        + "1,A,2025-01-05,100,done\n2,B,2025-01-11,30,in progress\n3,C,2025-01-20,7,cancelled\n",
    )
    told = analysis.import_changes(root)
    assert told is not None
    assert money(told.added) == (3, None, 100)
    assert (told.added.open_after, told.added.cancelled_after) == (30, 7)
    assert changed_orders.added_said(words("ru"), told.added).replace("\u00a0", " ") == (
        "Новых заказов: 3 на 100 ₽. Ещё в работе 30 ₽ и отменено 7 ₽: в выручку это не входит, а вместе с ней — 137 ₽."
    )


def test_true_profit_where_both_stores_are_kept(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    written(root, "pools.csv", "pool,rate,unit\ndesign,2,h\n")
    written(
        root,
        "usage.csv",
        "order_id,pool,quantity,date\n1,design,3,2025-01-05\n2,design,1,2025-01-11\n",
    )
    analysis.import_paths(root, [root.parent / "pools.csv", root.parent / "usage.csv"])
    take(root, "jan.csv", JANUARY)
    take(root, "jan2.csv", HEAD + "1,1,A,2025-01-05,90,40\n")
    changed = analysis.import_changes(root)
    assert changed is not None
    assert (changed.changed.true_profit_before, changed.changed.true_profit_after) == (
        100 - 40 - 6,
        90 - 40 - 6,
    )
    (root / "settings").mkdir(exist_ok=True)
    for rate in (0.1, 0.2):
        (root / "settings" / "settings.toml").write_text(
            f"[credit]\ncost_of_capital = {rate}\n", "utf-8"
        )
        analysis.open_workspace(root).close()
    later = analysis.import_changes(root)  # several builds later it is right still
    assert later is not None
    assert (money(later.changed), later.changed.true_profit_before) == ((1, 100, 90), 100 - 40 - 6)
    for old in sorted(root.glob("stores/*.duckdb"))[:-1]:
        old.unlink()
    later = analysis.import_changes(root)  # what isn't known any more is said so
    assert later is not None
    assert (money(later.changed), later.changed.true_profit_before) == ((1, 100, 90), None)


def test_next_month_has_no_forerunner(january: Path) -> None:
    take(january, "feb.csv", HEAD + "6,1,A,2025-02-05,100,40\n")
    found = analysis.import_changes(january)
    assert found is not None
    assert (found.added.orders, found.vanished.orders, found.new_clients) == (1, 0, ())


@pytest.mark.parametrize(
    ("newer", "vanished"),
    [
        (
            "3,1,C,2025-01-20,300,60\n4,1,D,2025-01-31,7,1\n8,1,D,2025-02-03,7,1\n",
            [],
        ),  # the window moved on
        ("1,1,A,2025-01-05,100,40\n4,1,D,2025-01-31,7,1\n", [("2", False), ("3", False)]),
        ("2,1,B,2025-01-11,200,50\n3,1,C,2025-01-20,300,60\n", [("1", True), ("4", True)]),
        (
            "1,1,A,2025-01-05,100,40\n9,1,A,2025-03-05,1,1\n",
            [("2", False), ("3", False), ("4", False)],
        ),  # a longer one
        (
            "1,2,A,2025-01-05,1,1\n6,1,A,2025-02-05,1,1\n7,1,A,2025-02-25,1,1\n",
            [],
        ),  # of February, with a late line of January
        (
            OTHERWISE,
            [("1", False), ("2", False), ("3", False), ("4", False)],
        ),  # every number written otherwise
        ("11,1,Z,2025-01-05,1,1\n12,1,Y,2025-01-31,7,1\n", []),  # another branch's
    ],
)
def test_what_a_newer_export_leaves_out(
    january: Path, newer: str, vanished: list[tuple[str, bool]]
) -> None:
    take(january, "new.csv", HEAD + newer)
    found = analysis.import_changes(january)
    assert found is not None
    assert (
        sorted((o.order_id, o.at_the_edge) for o in found.orders if o.what == "vanished")
        == vanished
    )


def test_a_file_of_other_columns_is_no_newer_export(january: Path) -> None:
    take(
        january,
        "other.csv",
        "order_id,line_no,client_name,order_date,revenue\n1,1,A,2025-01-05,100\n4,1,D,2025-01-31,7\n",
    )
    found = analysis.import_changes(january)
    assert found is not None
    assert found.vanished.orders == 0


def test_an_order_that_a_later_file_brought_anew_is_not_vanished(january: Path) -> None:
    take(
        january,
        "third.csv",
        "order_id,line_no,client_name,order_date,revenue\n3,1,C,2025-01-20,301\n",
    )
    take(
        january,
        "new.csv",
        HEAD + "1,1,A,2025-01-05,100,40\n2,1,B,2025-01-11,200,50\n4,1,D,2025-01-31,7,1\n",
    )
    found = analysis.import_changes(january)
    assert found is not None
    assert [o.order_id for o in found.orders if o.what == "vanished"] == []


def test_an_unfinished_order_brings_no_revenue_until_it_is_done(tmp_path: Path) -> None:
    root, head = tmp_path / "ws", "order_id,client_name,order_date,revenue,status\n"
    take(root, "a.csv", head + "1,A,2025-01-05,100,в работе\n")
    take(root, "b.csv", head + "1,A,2025-01-05,100,закрыт\n")
    found = analysis.import_changes(root)
    assert found is not None
    assert money(found.changed) == (1, 0, 100)


def test_the_same_file_by_another_mapping_is_compared_with_its_former_reading(
    tmp_path: Path,
) -> None:
    root, path, mapping = tmp_path / "ws", tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text(
        "order_id,client_name,order_date,revenue,net\n1,A,2025-01-10,120,100\n2,A,2025-01-10,5,5\n",
        "utf-8",
    )
    analysis.import_paths(root, [path], table="order_lines")
    mapping.write_text('[columns]\nrevenue = "net"\n', "utf-8")
    tried = analysis.dry_run(root, [path], table="order_lines", mapping=mapping)
    assert tried.changes is not None
    assert (money(tried.changes.changed), tried.changes.untouched) == ((1, 120, 100), 1)
    assert analysis.dry_run(root, [path], table="order_lines").unchanged == ("a.csv",)


def test_a_trial_run_says_what_would_be_refused_with_its_money(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    file = written(
        root,
        "a.csv",
        HEAD + "1,1,A,2025-01-05,100,40\n2,1,B,2025-13-05,20,5\n3,1,C,2025-01-05,x,5\n",
    )
    tried = analysis.dry_run(root, [file], table="order_lines")
    [part] = tried.parts
    amounts = [
        part.taken.money(name) for name in ("revenue_read", "revenue_accepted", "revenue_rejected")
    ]
    assert (part.taken.rows_read, part.taken.rows_accepted, part.taken.rows_rejected, amounts) == (
        3,
        1,
        2,
        [120, 100, 20],
    )
    assert [(r.row_number, r.column, r.value, r.reason) for r in part.refused] == [
        (3, "order_date", "2025-13-05", "no_such_day"),
        (4, "revenue", "x", "not_a_number"),
    ]
    assert tried.changes is not None
    assert money(tried.changes.added) == (1, None, 100)
    assert not root.exists()


def test_a_trial_run_of_an_unreadable_file_says_why(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    tried = analysis.dry_run(root, [written(root, "a.csv", "")])
    assert [t.code for _, t in tried.unreadable] == ["empty_file"]
    assert tried.changes is None


def test_what_an_earlier_delivery_changed(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    for n, amount in enumerate((100, 90, 80)):
        take(root, f"{n}.csv", HEAD + f"1,1,A,2025-01-05,{amount},40\n")
    second = analysis.import_changes(root, 2)
    assert second is not None
    assert money(second.changed) == (1, 100, 90)
    assert analysis.import_changes(root, 7) is None
    analysis.undo_last_import(root, "Anna")
    last = analysis.import_changes(root)
    assert last is not None
    assert (last.delivery_no, money(last.changed)) == (2, (1, 100, 90))
    assert [d.delivery_no for d in manifest.read(root / "imports")] == [1, 2]


def test_a_client_known_by_name_is_not_new_where_the_next_export_gives_its_id(
    tmp_path: Path,
) -> None:
    root = tmp_path / "ws"
    for name, text in (
        ("jan.csv", "order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n"),
        (
            "feb.csv",
            "order_id,client_id,client_name,order_date,revenue\n2,17,A,2025-02-10,5\n3,18,B,2025-02-11,5\n",
        ),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        analysis.import_paths(root, [tmp_path / name])
    changes = analysis.import_changes(root)
    assert changes is not None
    assert (changes.new_client_count, changes.new_clients) == (1, ("B",))


def test_orders_that_come_again_under_other_numbers_are_noticed(tmp_path: Path) -> None:
    root, name = tmp_path / "ws", "a_file_brings_known_orders_under_other_numbers"
    take(root, "jan.csv", JANUARY)
    take(root, "branch.csv", HEAD + "11,1,A,2025-01-05,1,1\n12,1,Y,2025-01-31,7,1\n")
    with analysis.open_workspace(root) as ws:
        assert ws.guilty(name).empty
    again = HEAD + "001,1,A,2025-01-05,100,40\n003,1,C,2025-01-20,300,60\n5,1,E,2025-01-25,10,6\n"
    done = take(root, "again.csv", again)
    assert [n.rows for n in done.noticed if n.name == name] == [2]
    with analysis.open_workspace(root) as ws:
        found = ws.guilty(name)[["order_id", "older_order_id"]].values.tolist()
    assert sorted(found) == [["001", "1"], ["003", "3"]]


def test_hours_that_come_alone_change_what_orders_cost(tmp_path: Path) -> None:
    """Orders 1 and 2 get 3 and 1 hours at 2: true profit 100 − 40 − 6 and 220 − 55 − 2, unknown before."""
    root = tmp_path / "ws"
    analysis.import_paths(root, [written(root, "pools.csv", "pool,rate,unit\ndesign,2,h\n")])
    take(root, "order_lines.csv", JANUARY)
    hours = "order_id,pool,quantity,date\n1,design,3,2025-01-05\n2,design,1,2025-01-11\n"
    analysis.import_paths(root, [written(root, "usage.csv", hours)])
    first = analysis.import_changes(root)
    assert first is not None
    assert first.costs is not None
    assert (first.order_count, first.costs.orders, first.costs.hours_after) == (0, 2, 4)
    assert (first.costs.known_before, first.costs.known_after, first.costs.compared) == (0, 2, 0)
    analysis.import_paths(
        root, [written(root, "usage2.csv", hours.replace("1,design,3", "1,design,5"))]
    )
    second = analysis.import_changes(root)
    assert second is not None
    assert second.costs is not None
    assert (second.costs.orders, second.costs.compared) == (1, 1)
    assert (second.costs.true_profit_before, second.costs.true_profit_after) == (
        100 - 40 - 6,
        100 - 40 - 10,
    )


def test_refused_rows_are_told_by_their_reasons_after_the_import(tmp_path: Path) -> None:
    text = (
        HEAD
        + "1,1,A,2025-01-05,?,40\n2,1,B,2025-01-11,?,50\n3,1,C,soon,20,5\n4,1,C,2025-01-11,20,5\nИтого,,,,20,5\n"
    )
    result = take(tmp_path / "ws", "jan.csv", text)
    assert [(r.reason, r.rows) for r in result.refused] == [("not_a_number", 2), ("not_a_date", 1)]
    [file] = result.taken
    assert (file.rows_not_data, file.revenue_not_data, file.rows_without_amount) == (
        1,
        "20.0000",
        2,
    )


def test_deals_saved_after_an_import_leave_what_it_changed_known(january: Path) -> None:
    """Each saved deal is a store of its own; the one from before the import stays, and counts as built under the same decisions."""
    take(january, "feb.csv", HEAD + "6,1,F,2025-02-01,10,4\n")
    answer = {
        **dict.fromkeys(
            ("decision", "price", "direct_cost", "floor_price", "target_price", "client_id")
        ),
        **{"date": "2025-02-10", "reasons": [], "hours": {}, "uses": {}, "pool_costs": {}},
        "cost": {"low": None, "mid": None, "high": None},
        "lead_time_days": {"p50": None, "p80": None},
    }
    for n in range(store.KEPT_STORES):
        keeping.save(january, {"client": str(n), "line": []}, answer, "", "Anna")
    taken = manifest.read(january / "imports")
    assert len(list((january / "stores").glob("*.duckdb"))) == store.KEPT_STORES + 1
    assert kept.pair(january, taken[:1], taken) is not None
