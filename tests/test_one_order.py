"""One order never decides (METHOD rule 14), through the real import: blame, praise, a wild stranger, and the order is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import pytest

import analysis
from analysis.dictionary.codes import EXPECT, GROW, KEEP, REFUSE, REPRICE

PORTRAIT = '[[criterion]]\nfield = "industry"\naccept = ["energy"]\n'
Order = tuple[str, str, float, float]  # id, client, revenue, direct cost


@pytest.fixture
def decided(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., pd.DataFrame]:
    """The table client_decision of orders that each take one hour at 10, by client_id. Clients called "not …" are food, others energy."""

    def make(orders: Iterable[Order], settings: str = "") -> pd.DataFrame:
        exports = tmp_path_factory.mktemp("plant")
        rows = list(orders)
        lines = ["order_id,client_id,client_name,order_date,revenue,direct_cost"]
        lines += [
            f"{order},{client},{client},2024-03-{1 + n % 28:02d},{revenue},{cost}"
            for n, (order, client, revenue, cost) in enumerate(rows)
        ]
        people = [
            f"{c},{c},{'food' if c.startswith('not ') else 'energy'}"
            for c in sorted({r[1] for r in rows})
        ]
        files = {
            "order_lines.csv": lines,
            "usage.csv": [
                "order_id,pool,quantity,date",
                *(f"{order[0]},eng,1,2024-03-10" for order in rows),
            ],
            "pools.csv": ["pool,unit,rate", "eng,h,10"],
            "clients.csv": ["client_id,client_name,industry", *people],
            "portrait.toml": [PORTRAIT],
        }
        for name, text in files.items():
            (exports / name).write_text("\n".join(text) + "\n", "utf-8")
        if settings:
            (exports / "settings.toml").write_text(settings, "utf-8")
        analysis.import_paths(exports / "ws", [exports])
        with analysis.open_workspace(exports / "ws") as ws:
            return ws.table("client_decision").set_index("client_id")

    return make


def peers() -> list[Order]:
    """Forty clients of twelve orders: margin of client p is 34 − p points less 0, 3 or 6 points, less the hour's 10."""
    return [
        (f"p{p}-{j}", f"p{p:02d}", 1000, 650 + 10 * p + 30 * (j % 3))
        for p in range(40)
        for j in range(12)
    ]


@pytest.mark.parametrize(
    ("good", "cost", "without"),
    [
        (4, 4000, 0.20),  # four of five orders earn 20 %: 1,000 − 790 − 10; the fifth loses 3,010
        (2, 4000, 0.20),
        (11, 4000, 0.20),
        (7, 7000, 0.20),
    ],
)
def test_one_bad_order_asks_for_no_change(
    decided: Callable, good: int, cost: float, without: float
) -> None:
    bad: list[Order] = [(f"x{n}", "not x", 1000, 790) for n in range(good)] + [
        ("x-bad", "not x", 1000, cost)
    ]
    row = decided([*peers(), *bad]).loc["not x"]
    assert (row["decision"], row["true_margin"]) == (
        KEEP,
        pytest.approx((good * 200 - (cost - 990)) / (good + 1) / 1000),
    )
    if row["reason_code"] == "one_order":
        assert (row["telling_order"], row["margin_without"]) == ("x-bad", pytest.approx(without))
        assert "x-bad" in row["reason"]
    else:  # its own scatter has already lowered its weight
        assert row["reason_code"] in ("few_bad", "scattered", "near")


def test_many_bad_orders_do(decided: Callable) -> None:
    """Ten orders at 1,000 − 1,500 − 10: not ours and lost by any of them; ours are asked for terms, and never refused."""
    bad = [
        (f"{client}{n}", client, 1000.0, 1500.0 + n)
        for client in ("not x", "ours")
        for n in range(10)
    ]
    rows = decided([*peers(), *bad])
    assert rows.loc["not x", "decision"] == REFUSE
    assert rows.loc["ours", "decision"] == EXPECT
    # to the target (150 + 514.5) ÷ 850 = 78.2 %; the refusal ends where 50 % of it remain: 1.782 ÷ 1.5 − 1 = 18.8 %
    assert rows.loc["not x", "price_rise"] == pytest.approx(664.5 / 850)
    assert rows.loc["not x", "refusal_ends"] == pytest.approx((1 + 664.5 / 850) / 1.5 - 1)
    assert pd.isna(rows.loc["ours", "refusal_ends"])


def test_one_good_order_is_no_reason_to_grow(decided: Callable) -> None:
    rows = decided(
        [
            *peers(),
            ("n", "N", 100_000, 50_000),
            *((f"g{n}", "G", 1000, 870) for n in range(9)),
            ("g-best", "G", 5000, 2000),
            *((f"h{n}", "H", 1000, 700 + n) for n in range(9)),
        ]
    )
    assert tuple(rows.loc["N", ["decision", "reason_code", "telling_order"]]) == (
        KEEP,
        "only_order",
        "n",
    )
    # G: 9 × 120 + 2,990 of 14,000 is 29 %; without its best 12 %
    assert tuple(rows.loc["G", ["decision", "reason_code", "telling_order"]]) == (
        KEEP,
        "one_order",
        "g-best",
    )
    assert rows.loc["G", "margin_without"] == pytest.approx(0.12)
    assert rows.loc["H", "decision"] == GROW


def test_sold_below_cost_by_one_order_is_no_price_to_raise(
    decided: Callable, plant: Callable[..., analysis.Workspace]
) -> None:
    """No hours are known. A: 100, 100, −250; B: −50 and −60; C one order at −10."""
    head = "order_id,client_id,client_name,order_date,revenue,direct_cost\n"
    orders = "a1,A,A,2024-01-10,1000,900\na2,A,A,2024-01-10,1000,900\na3,A,A,2024-01-10,1000,1250\n"
    orders += "b1,B,B,2024-01-10,1000,1050\nb2,B,B,2024-01-10,1000,1060\nc1,C,C,2024-01-10,1000,1010\nd1,D,D,2024-01-10,1000,500\n"
    rows = plant(order_lines=head + orders).table("client_decision").set_index("client_id")
    assert tuple(rows.loc["A", ["decision", "reason_code", "telling_order"]]) == (
        KEEP,
        "one_below_cost",
        "a3",
    )
    assert tuple(rows.loc["B", ["decision", "reason_code"]]) == (REPRICE, "below_cost")
    assert tuple(rows.loc["C", ["decision", "reason_code", "telling_order"]]) == (
        KEEP,
        "one_below_cost",
        "c1",
    )
    assert pd.isna(rows.loc["D", "decision"])
    assert rows.loc["D", "reason_code"] == "unknown"


def test_one_wild_stranger_flips_nobody(decided: Callable) -> None:
    """MEANING 7: six orders of 3 million at +90 % and −80 % in turn beside forty clients of 1,000 an order."""
    mixed = [
        (f"c{p}-{j}", f"c{p:02d}", 1000.0, 700.0 + 12 * p + 150 * ((j * 7 + p) % 5 - 2))
        for p in range(40)
        for j in range(3 + p % 10)
    ]
    before = decided(mixed)
    wild = [(f"w{n}", "wild", 3e6, 3e6 * (0.1 if n % 2 else 1.8)) for n in range(6)]
    after = decided([*mixed, *wild]).drop(index="wild")
    assert (before["decision"] != after["decision"]).sum() == 0
    assert not after.loc[after["orders_behind_it"] >= 10, "reason"].str.contains("only").any()


def test_a_client_that_earns_is_not_said_to_lose(decided: Callable) -> None:
    """MEANING 7: peers around −35 %; the client's four orders of 1,000 with 390, 1,310, 1,210, 960 of cost and 10 of hours earn 2.25 %."""
    losing = [
        (f"q{p}-{j}", f"q{p:02d}", 1000.0, 1340.0 + 250 * ((j + p) % 5 - 2) / 1.4)
        for p in range(12)
        for j in range(8)
    ]
    small = [
        (f"s{n}", "Small", 1000.0, float(cost)) for n, cost in enumerate((390, 1310, 1210, 960))
    ]
    row = decided([*losing, *small]).loc["Small"]
    assert row["true_margin"] == pytest.approx(90 / 4000)
    assert "Loses" not in row["reason"]
    assert not row["reason_code"].startswith("loss_")
