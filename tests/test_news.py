"""What happened since the last import, on plants worked by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import analysis
from analysis.findings import news
from analysis.findings.news import Loser

POOLS = "pool,unit,rate\nКБ,ч,100\n"
LINES = "order_id,client_name,order_date,revenue,direct_cost,book_overhead\n"
FIRST = f"{LINES}1,А,2025-01-10,1000,500,100\n2,Б,2025-02-11,900,500,100\n"
USAGE = "order_id,pool,quantity,date\n1,КБ,1,2025-01-10\n2,КБ,2,2025-02-11\n"
MORE = f"{LINES}3,Б,2025-03-10,500,400,50\n4,В,2025-03-31,300,290,5\nx,В,2025-03-32,1,1,1\n"
MORE_USAGE = "order_id,pool,quantity,date\n3,КБ,6,2025-03-11\n4,КБ,1,2025-03-31\n"


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """After the first import, and after the second.

    Order 1 makes 1,000 − 500 − 100 = 400; 2: 900 − 500 − 200 = 200; 3: 500 − 400 − 600 = −500, by the book 50; 4: 300 − 290 − 100
    = −90, by the book 5. So Б turns from 200 to −300, and В is new with −90.
    """
    folder = tmp_path_factory.mktemp("news")
    copied = folder / "first"
    deliveries = (
        {"order_lines": FIRST, "usage": USAGE, "pools": POOLS},
        {"order_lines": MORE, "usage": MORE_USAGE},
    )
    for place, files in enumerate(deliveries):
        came = folder / f"came{place}"
        came.mkdir()
        for name, text in files.items():
            (came / f"{name}.csv").write_text(text, "utf-8")
        for root in (folder / "workspace", copied)[: 2 - place]:
            analysis.import_paths(root, [came], who="Анна")
    return copied, folder / "workspace"


def test_the_first_import_has_nothing_beside_it(roots: tuple[Path, Path]) -> None:
    with analysis.open_workspace(roots[0]) as ws:
        found = news.news(ws)
    assert found.brought is not None
    assert found.brought.files == ("order_lines.csv", "pools.csv", "usage.csv")
    assert (found.brought.rows, found.brought.rows_refused) == (5, 0)
    assert (found.brought.revenue, found.brought.is_first, found.brought.who) == (
        1900,
        True,
        "Анна",
    )
    assert (found.before, found.now) == (None, None)


def test_an_import_tells_what_it_changed_and_which_losses_are_new(
    roots: tuple[Path, Path],
) -> None:
    with analysis.open_workspace(roots[1]) as ws:
        found = news.news(ws)
    assert found.brought is not None
    assert (found.brought.rows, found.brought.rows_refused, found.brought.revenue) == (4, 1, 800)
    assert found.before == {"orders": 2, "revenue": 1900, "true_profit": 600, "hidden_loss": 0}
    assert found.now == {"orders": 4, "revenue": 2700, "true_profit": 10, "hidden_loss": -590}
    losses = found.losses
    assert losses is not None
    assert losses.month is None
    assert losses.clients == 2
    assert losses.named_clients == (Loser("Б", "Б", -300), Loser("В", "В", -90))
    assert (losses.orders, losses.orders_loss) == (2, 590)
    assert losses.named_orders == (Loser("3", "Б", -500), Loser("4", "В", -90))


def test_without_the_former_store_the_last_month_is_told(
    roots: tuple[Path, Path], tmp_path: Path
) -> None:
    with analysis.open_workspace(roots[1]) as ws:
        losses = news.of_last_month(ws)
    assert losses is not None
    assert losses.month == dt.date(2025, 3, 1)
    # the last twelve months hold all of it: 600 of the two orders before, −590 of March
    assert [c.key for c in losses.named_clients] == ["Б", "В"]
    assert [o.key for o in losses.named_orders] == ["3", "4"]


def test_a_month_that_is_not_over_is_not_the_last(roots: tuple[Path, Path]) -> None:
    with analysis.open_workspace(roots[0]) as ws:  # up to 11 February
        losses = news.of_last_month(ws)
    assert losses is not None
    assert losses.month == dt.date(2025, 1, 1)
    assert (losses.clients, losses.orders, losses.orders_loss) == (0, 0, 0)
