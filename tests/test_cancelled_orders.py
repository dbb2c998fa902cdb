"""Orders that a newer export lacks, counted as cancelled by a person: no revenue, the hours stay, until a delivery brings them again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import analysis
from analysis import DealfitError
from analysis.actions import cancelling, change_history
from analysis.journal import cancelled_orders
from tests.deliveries import FIGURES, builds
from tests.examiner import conserved

_builds = builds(*FIGURES)


HEAD = "order_id,line_no,client_name,order_date,revenue,direct_cost\n"
JANUARY = HEAD + "1,1,A,2025-01-05,100,40\n2,1,B,2025-01-11,200,50\n3,1,C,2025-01-20,300,60\n"
AGAIN = HEAD + "1,1,A,2025-01-05,100,40\n3,1,C,2025-01-20,300,60\n"


def take(root: Path, name: str, text: str, table: str = "order_lines") -> analysis.ImportResult:
    (root.parent / name).write_text(text, "utf-8")
    return analysis.import_paths(root, [root.parent / name], table=table)


@pytest.fixture(scope="module")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Order 2 (200 of revenue, 50 of cost, 3 hours at 10) is missing in the newer export of January."""
    folder = tmp_path_factory.mktemp("built")
    root = folder / "ws"
    take(root, "pools.csv", "pool,unit,cost,capacity\ndesign,h,100,10\n", "pools")
    take(root, "usage.csv", "order_id,pool,quantity\n1,design,1\n2,design,3\n", "usage")
    take(root, "jan.csv", JANUARY)
    take(root, "jan2.csv", AGAIN)
    return root


@pytest.fixture
def root(built_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_root, tmp_path / "workspace"))


def numbers(root: Path) -> tuple[object, ...]:
    """Revenue, hours, cancelled orders; revenue, true profit and state of order 2. The checks hold."""
    with analysis.open_workspace(root) as ws:
        conserved(ws)
        two = ws.order("2")
        whole = (ws.metric("revenue"), ws.metric("hours"), ws.metric("cancelled_orders"))
        return (*whole, float(two["revenue"]), float(two["true_profit"]), two["state"])


BEFORE = (600, 4, 0, 200, 200 - 50 - 30, "done")
AFTER = (400, 4, 1, 0, -30, "cancelled")


def test_numbers_before_and_after_and_its_undoing(root: Path) -> None:
    assert numbers(root) == BEFORE
    cancelling.count_as_cancelled(root, ["2"], " Anna ", "deleted in 1C")
    assert numbers(root) == AFTER
    (change, _), *_ = change_history.read(root)
    assert (change.what, cancelled_orders.names(change), change.who, change.why) == (
        "cancelled orders",
        ["2"],
        "Anna",
        "deleted in 1C",
    )
    assert change_history.can_undo(change)
    change_history.undo(root, change, "Boris", "it was only moved")
    assert numbers(root) == BEFORE
    (undone, _), *_ = change_history.read(root)
    change_history.undo(root, undone, "Anna", "deleted all the same")
    assert numbers(root) == AFTER


def test_a_newer_delivery_brings_it_back_until_it_is_undone(root: Path) -> None:
    cancelling.count_as_cancelled(root, ["2"], "Anna", "deleted in 1C")
    take(root, "feb.csv", HEAD + "4,1,A,2025-02-05,10,4\n")
    assert numbers(root)[3:] == AFTER[3:]
    (root.parent / "late.csv").write_text(HEAD + "2,1,B,2025-01-11,200,50\n", "utf-8")
    tried = analysis.dry_run(root, [root.parent / "late.csv"], table="order_lines")
    assert tried.changes is not None
    assert [
        (o.order_id, o.what, o.revenue_before, o.revenue_after) for o in tried.changes.orders
    ] == [("2", "changed", 0, 200)]
    analysis.import_paths(root, [root.parent / "late.csv"], table="order_lines")
    assert numbers(root)[3:] == BEFORE[3:]
    analysis.undo_last_import(root, "Anna")
    assert numbers(root)[3:] == AFTER[3:]


def test_what_the_import_changed_tells_vanished_from_cancelled(root: Path) -> None:
    found = analysis.import_changes(root)
    assert found is not None
    assert (
        found.vanished.orders,
        found.vanished.revenue_after,
        found.vanished_orders,
        found.cancelled.orders,
    ) == (
        1,
        200,
        ("2",),
        0,
    )
    cancelling.count_as_cancelled(root, found.vanished_orders, "Anna", "deleted in 1C")
    found = analysis.import_changes(root)
    assert found is not None
    assert (found.vanished.orders, found.vanished_orders) == (0, ())
    assert [(o.order_id, o.what, o.revenue_before, o.revenue_after) for o in found.orders] == [
        ("2", "cancelled", 200, 0)
    ]
    assert (found.cancelled.orders, found.cancelled.revenue_before) == (1, 200)


@pytest.mark.parametrize(
    ("orders", "who", "why", "code"),
    [
        ([], "Anna", "w", "no_orders_chosen"),
        (["2"], " ", "w", "who_is_missing"),
        (["2"], "Anna", "", "why_is_missing"),
    ],
)
def test_without_orders_a_name_or_a_reason_nothing_changes(
    root: Path, orders: list[str], who: str, why: str, code: str
) -> None:
    with pytest.raises(DealfitError) as trouble:
        cancelling.count_as_cancelled(root, orders, who, why)
    assert trouble.value.code == code
    assert cancelled_orders.read(root) == {}


def test_deals_that_were_lost_bring_nothing(tmp_path: Path) -> None:
    """Two won (100 + 1), two lost (1000, 10), one open (10 000): 101 of revenue."""
    deals = [
        "Успешно реализовано;100",
        "Закрыто и не реализовано;1000",
        "Сделка провалена;10",
        "Сделка успешна;1",
        "Переговоры;10000",
    ]
    lines = "".join(f"A-{n};К1;15.01.2025;{deal}\n" for n, deal in enumerate(deals, start=1))
    take(
        tmp_path / "ws",
        "deals.csv",
        "Номер заказа;Контрагент;Дата заказа;Статус сделки;Сумма без НДС\n" + lines,
    )
    with analysis.open_workspace(tmp_path / "ws") as ws:
        found = ws.sql(
            "select state, sum(revenue) as revenue from order_lines group by state order by state"
        )
        assert ws.metric("revenue") == 101
    assert dict(zip(found["state"], found["revenue"], strict=True)) == {
        "cancelled": 1010,
        "done": 101,
        "in progress": 10000,
    }
