"""Custom against serial on the tiny plant and on Wilkerson; the tiny plant's orders stand in tiny_plant/README.md."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import analysis
from analysis import Scope
from analysis.findings import custom_findings
from analysis.kinds import custom_serial
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

ALPHA, BETA, GAMMA = 'ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'
SERIAL_PER_HOUR = (3800 + 1800 - 50) / (2 + 4 + 3)  # 001, 002, 005; 006 has no hours

Plant = Callable[..., analysis.Workspace]
CASE_HEAD = "order_id,client_name,order_date,promised_on,shipped_on,kind,quantity,revenue,direct_cost,book_overhead,approval_rounds"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "serial",
            {
                "orders": 4,
                "revenue": 20_000,
                "revenue_share": 0.8,
                "gross_margin_share": 6_100 / 16_000,
                "book_margin": 3_700 / 16_000,
                "true_margin": 5_550 / 16_000,
                "hours": 9,
                "hours_share": 9 / 55,
                "hours_per_million": 9 / 0.016,
                "late_share": 0,
                "dated_orders": 4,
                "pieces_per_line": 310 / 5,
                "orders_with_pieces": 4,
            },
        ),
        (
            "custom",
            {
                "orders": 3,
                "revenue": 5_000,
                "revenue_share": 0.2,
                "gross_margin_share": 3_000 / 5_000,
                "book_margin": 2_000 / 5_000,
                "true_margin": -900 / 5_000,
                "hours": 42,
                "hours_share": 42 / 55,
                "hours_per_million": 42 / 0.005,
                "late_share": 0.5,
                "dated_orders": 2,
                "pieces_per_line": 7 / 2,
                "orders_with_pieces": 2,
            },
        ),
    ],
)
def test_the_kinds_side_by_side(
    tiny: analysis.Workspace, kind: str, expected: dict[str, float]
) -> None:
    """Margins are of the costed orders: without 006 (4,000 of revenue, 2,000 of gross margin, 1,200 by the book), which has no hours."""
    row = custom_serial.by_kind(tiny).set_index("kind").loc[kind]
    assert row[list(expected)].to_dict() == pytest.approx(expected)
    assert row["orders_with_rounds"] == 0
    assert (
        row["rounds_per_order"] != row["rounds_per_order"]
    )  # nobody counted approvals: unknown, not 0


def test_approval_rounds_over_the_orders_that_state_them(plant: Plant) -> None:
    rows = [
        "1,A,2025-01-10,,,unique,2,100,50,10,6",
        "2,A,2025-01-10,,,unique,2,100,50,10,3",
        "3,A,2025-01-10,,,unique,2,100,50,10,",
        "4,B,2025-01-10,,,serial,90,100,50,10,0",
    ]
    kinds = custom_serial.by_kind(plant(order_lines="\n".join([CASE_HEAD, *rows]))).set_index(
        "kind"
    )
    assert kinds.loc["custom", ["rounds_per_order", "orders_with_rounds"]].tolist() == [
        4.5,
        2,
    ]  # (6 + 3) / 2, not / 3
    assert kinds.loc["serial", ["rounds_per_order", "orders_with_rounds"]].tolist() == [0, 1]


def test_batches(tiny: analysis.Workspace) -> None:
    rows = custom_serial.by_batch(tiny)
    found = {
        (r["batch"] if isinstance(r["batch"], str) else None, r["kind"]): r
        for r in rows.to_dict("records")
    }
    assert list(found) == [
        ("3–5", "custom"),
        ("11–25", "serial"),
        ("51–100", "serial"),
        (None, "custom"),
    ]
    small = found["3–5", "custom"]  # 003: 3 pieces, 004: 4
    assert small["orders"] == 2
    assert small["book_margin"] == pytest.approx((800 + 1200) / 5_000)
    assert small["true_margin"] == pytest.approx((-700 + 300) / 5_000)
    assert small["hours_per_million"] == pytest.approx((15 + 6 + 14 + 2) / 0.005)
    large = found["51–100", "serial"]  # 001: 150 pieces in 2 lines; 002: 80; 006: 60, not costed
    assert (large["orders"], large["costed_orders"], large["revenue"]) == (3, 2, 19_000)
    assert large["true_margin"] == pytest.approx((3800 + 1800) / 15_000)
    assert (
        found[None, "custom"]["orders"] == 1
    )  # 007 was cancelled: no batch, its loss of 500 stays
    assert found[None, "custom"]["true_profit"] == pytest.approx(-500)


@pytest.mark.parametrize(
    "scope",
    [Scope(), Scope(families=("Давление",)), Scope(clients=(BETA,)), Scope(since="2025-01-13")],
)
def test_batches_add_up_to_the_kinds(tiny: analysis.Workspace, scope: Scope) -> None:
    sums = (
        custom_serial.by_batch(tiny, scope)
        .groupby("kind")[["orders", "revenue", "true_profit"]]
        .sum()
    )
    kinds = custom_serial.by_kind(tiny, scope).set_index("kind")
    for kind in kinds.index:
        assert sums.loc[kind].tolist() == pytest.approx(
            kinds.loc[kind, ["orders", "revenue", "true_profit"]].tolist()
        )


BATCH_OF = {
    1: "1–2",
    2: "1–2",
    2.5: "3–5",
    5: "3–5",
    6: "6–10",
    25: "11–25",
    26: "26–50",
    100: "51–100",
    101: "101+",
}


@pytest.mark.parametrize("quantity", BATCH_OF)
def test_the_edges_of_batches(plant: Plant, quantity: float) -> None:
    """Each batch is a client of its own."""
    rows = [f"{n},C{n},2025-01-10,,,unique,{each},100,50,10," for n, each in enumerate(BATCH_OF)]
    ws = plant(order_lines="\n".join([CASE_HEAD, *rows]))
    of_one = Scope(clients=(f"C{[*BATCH_OF].index(quantity)}",))
    assert custom_serial.by_batch(ws, of_one)["batch"].tolist() == [BATCH_OF[quantity]]


def test_hidden_losses_by_name(tiny: analysis.Workspace) -> None:
    rows = custom_serial.hidden_losses(tiny)
    assert rows["order_id"].tolist() == ["003"]  # 007 was cancelled: no hidden loss
    assert rows["client_name"].tolist() == [BETA]
    assert rows["book_profit"].tolist() == pytest.approx([800])
    assert rows["true_profit"].tolist() == pytest.approx([-700])
    assert rows["hours"].tolist() == pytest.approx([21])
    assert rows["product_families"].tolist() == ["Давление"]
    assert custom_serial.hidden_losses(tiny, Scope(kinds=("serial",))).empty


def test_the_same_hours_on_serial_work(tiny: analysis.Workspace) -> None:
    same = custom_serial.same_hours(tiny)
    assert (same.custom_orders, same.serial_orders) == (3, 3)  # 006 has no hours
    assert (same.custom_hours, same.serial_hours) == pytest.approx((42, 9))
    assert (same.custom_profit, same.serial_profit) == pytest.approx((-900, 5_550))
    assert same.serial_per_hour == pytest.approx(SERIAL_PER_HOUR)
    assert same.serial_would_earn == pytest.approx(42 * SERIAL_PER_HOUR)  # 25,900


def test_without_serial_orders_nothing_is_compared(tiny: analysis.Workspace) -> None:
    same = custom_serial.same_hours(tiny, Scope(kinds=("custom",)))
    assert (same.custom_hours, same.serial_per_hour, same.serial_would_earn) == (42, None, None)
    assert custom_findings.same_hours_said(same) is None
    assert [
        f.code
        for f in custom_findings.of_page(
            custom_serial.by_kind(tiny, Scope(kinds=("custom",))),
            custom_serial.hidden_losses(tiny),
            same,
        )
    ] == ["all_custom", "custom_page_hidden"]


def test_orders_in_progress_are_not_compared(plant: Plant) -> None:
    head = "order_id,client_name,order_date,status,kind,revenue,direct_cost,book_overhead"
    ws = plant(
        order_lines=f"{head}\n1,A,2025-01-10,done,unique,100,50,10\n2,A,2025-01-10,in progress,unique,100,50,10\n"
        "3,B,2025-01-10,done,serial,100,40,10",
        usage="order_id,pool,quantity\n1,design,2\n2,design,7\n3,design,1",
        pools="pool,unit,rate\ndesign,h,10",
    )
    same = custom_serial.same_hours(ws)
    assert (same.custom_hours, same.custom_profit) == pytest.approx(
        (2, 30)
    )  # 50 − 2 × 10; order 2 isn't earned yet
    assert same.serial_would_earn == pytest.approx(2 * (60 - 10) / 1)


def test_estimated_hours_are_counted_apart(plant: Plant) -> None:
    head = "order_id,client_name,order_date,kind,revenue,direct_cost,book_overhead"
    ws = plant(
        settings='[[time_equation]]\npool = "design"\nunit = "hours"\nbase = 3\n',
        order_lines=f"{head}\n1,A,2025-01-10,unique,100,50,10\n2,A,2025-01-10,unique,100,50,10\n3,B,2025-01-10,serial,100,40,10",
        usage="order_id,pool,quantity\n1,design,2\n3,design,1",
        pools="pool,unit,rate\ndesign,h,10",
    )
    same = custom_serial.same_hours(ws)
    assert (same.custom_hours, same.estimated_orders) == (5, 1)  # 2 logged, 3 estimated for order 2
    assert custom_serial.custom_clients(ws)["hours_estimated"].tolist() == [3]
    kinds = custom_serial.by_kind(ws).set_index("kind")["hours_estimated"]
    assert kinds.to_dict() == {"custom": 3, "serial": 0}


def test_clients_of_custom_work(tiny: analysis.Workspace) -> None:
    clients = custom_serial.custom_clients(tiny)
    assert clients["client_name"].tolist() == [BETA]
    row = clients.iloc[0]
    assert (row["orders"], row["flag"]) == (3, "hidden loss")
    assert row["true_margin"] == pytest.approx(-900 / 5_000)
    assert row["same_hours_serial"] == pytest.approx(25_900)
    assert row["against_serial"] == pytest.approx(-900 - 25_900)


def test_custom_does_not_mean_bad(plant: Plant) -> None:
    """Two clients of custom work at the same book margin: one pays for its hours, the other doesn't."""
    ws = plant(
        order_lines="order_id,client_name,order_date,kind,revenue,direct_cost,book_overhead\n"
        "1,Pays,2025-01-10,unique,1000,400,100\n2,Loses,2025-01-10,unique,1000,400,100\n3,Serial,2025-01-10,serial,1000,700,100",
        usage="order_id,pool,quantity\n1,design,2\n2,design,9\n3,design,1",
        pools="pool,unit,rate\ndesign,h,100",
    )
    pays, others = custom_serial.who_pays(custom_serial.custom_clients(ws))
    assert pays["client_name"].tolist() == ["Pays"]  # 600 − 200 = 400
    assert others["client_name"].tolist() == ["Loses"]  # 600 − 900 = −300
    assert pays["against_serial"].tolist() == pytest.approx(
        [400 - 2 * 200]
    )  # serial: 300 − 100 in one hour
    said = custom_findings.payers_said(custom_serial.custom_clients(ws))
    assert [(f.code, f.values["name"]) for f in said] == [
        ("custom_page_payers", "Pays"),
        ("custom_page_worst", "Loses"),
    ]


def test_wilkerson_the_custom_line_looks_best_and_loses(plant: Plant) -> None:
    """HBS 101-092 (METHOD.md, O3): the book's best margin is the custom line's; it is the one that loses."""
    orders = {
        "valves": ("serial", 7_500, 645_000, 195_000, 225_000),
        "pumps": ("serial", 12_500, 1_087_500, 406_250, 468_750),
        "flow controllers": ("unique", 4_000, 420_000, 128_000, 120_000),
    }
    used = {
        "valves": (3_750, 10, 10, 250, 10),
        "pumps": (6_250, 50, 50, 375, 70),
        "flow controllers": (1_200, 100, 100, 625, 220),
    }
    lines = [
        f"{n},{n},2025-01-10,{k},{q},{revenue},{cost},{overhead}"
        for n, (k, q, revenue, cost, overhead) in orders.items()
    ]
    uses = [
        f"{n},{pool},{quantity}"
        for n, quantities in used.items()
        for pool, quantity in zip(
            ("machine", "set-up", "receiving", "engineering", "shipping"), quantities, strict=True
        )
    ]
    ws = plant(
        order_lines="\n".join(
            [
                "order_id,client_name,order_date,kind,quantity,revenue,direct_cost,book_overhead",
                *lines,
            ]
        ),
        usage="\n".join(["order_id,pool,quantity", *uses]),
        pools="pool,unit,cost,capacity,is_time\nmachine,h,336000,11200,no\nset-up,runs,40000,160,no\n"
        "receiving,runs,180000,160,no\nengineering,h,100000,1250,yes\nshipping,shipments,150000,300,no",
    )
    kinds = custom_serial.by_kind(ws).set_index("kind")
    assert (kinds["book_margin"] * 100).round(2).to_dict() == {
        "serial": 25.25,
        "custom": 40.95,
    }  # (225,000 + 212,500) / 1,732,500
    assert (kinds["true_margin"] * 100).round(2).to_dict() == {
        "serial": 38.02,
        "custom": -9.88,
    }  # (298,750 + 360,000) / …
    assert kinds["hours"].to_dict() == {
        "serial": 625,
        "custom": 625,
    }  # engineers' only: half of them on 20 % of revenue
    same = custom_serial.same_hours(ws)
    assert same.custom_profit == pytest.approx(-41_500, abs=0.01)
    assert same.serial_would_earn == pytest.approx(658_750, abs=0.01)
    said = {
        f.code: f.values
        for f in custom_findings.of_page(
            custom_serial.by_kind(ws), custom_serial.hidden_losses(ws), same
        )
    }
    assert said["custom_page_hidden"]["loss"] == pytest.approx(41_500, abs=0.01)
    assert said["custom_page_margins"]["serial_book_margin"] == pytest.approx(437_500 / 1_732_500)


def test_a_minimum_of_revenue_leaves_out_small_clients(tiny: analysis.Workspace) -> None:
    scope = Scope(minimum_revenue=6_000)  # Альфа alone: 15,000
    assert custom_serial.by_kind(tiny, scope)["orders"].tolist() == [2]
    assert custom_serial.by_batch(tiny, scope)["orders"].sum() == 2
    assert custom_serial.hidden_losses(tiny, scope).empty
    assert custom_serial.same_hours(tiny, scope).serial_per_hour == pytest.approx((3800 + 1800) / 6)
    assert custom_serial.custom_clients(tiny, scope).empty


def test_order_lines_alone(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_name,order_date,kind,revenue\n1,A,2025-01-10,unique,700\n2,B,2025-02-10,serial,300"
    )
    kinds = custom_serial.by_kind(ws)
    assert (
        kinds[
            [
                "book_margin",
                "true_margin",
                "hours_per_million",
                "rounds_per_order",
                "pieces_per_line",
            ]
        ]
        .isna()
        .all(axis=None)
    )
    assert kinds["true_profit"].isna().all()
    assert custom_serial.same_hours(ws) == custom_serial.SameHours(0, None, None, 0, None, None, 0)
    assert custom_serial.custom_clients(ws).empty
    assert custom_serial.by_batch(ws)["batch"].isna().all()
    said = custom_findings.of_page(
        kinds, custom_serial.hidden_losses(ws), custom_serial.same_hours(ws)
    )
    assert [f.code for f in said] == ["custom_revenue"]


def test_from_which_batch_a_kind_earns(tiny: analysis.Workspace) -> None:
    said = custom_findings.batches_said(custom_serial.by_batch(tiny))
    # custom: 3–5 loses, there is no larger; serial: 11–25 (005) loses 50, 51–100 earns
    assert [(f.code, f.values["batch"]) for f in said] == [
        ("batch_never_custom", "3–5"),
        ("batch_pays_serial", "51–100"),
    ]
