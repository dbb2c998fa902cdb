"""Serial or custom from evidence, on a plant whose verdicts can be worked out by hand.

Serial batches from 50 pieces; "one order only" and "one client only" count from 3 orders on, and no product is new. Of ten products
two are in one order only, no more than a fifth: that alone may tell.

| order | client | products × pieces | evidence | verdict |
|---|---|---|---|---|
| 1, 2, 12 | A, B, B | P × 100; P × 60; V, W, X, Y × 60 | several clients; full batch | serial |
| 3, 4 | A, B | M × 60, M × 70, a modification of P | modification | custom |
| 5 | A | U × 40, in no other order | one order only; small batch | custom |
| 13 | A | Z × 80, in no other order | one order only, but a full batch | serial |
| 6, 7 | C | S × 10, S × 20 | one client only; small batch | custom |
| 8, 9 | C | T × 60 each | one client only; full batch | serial |
| 10 | B | P × 5 | several clients; small batch | serial |
| 11 | A | P, V, W, X, Y × 1 | several clients; small batch, many in few: one fact, said twice | serial |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis import Workspace
from analysis.kinds import order_kinds, threshold_preview
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

LINES = [
    "1,A,P,,100",
    "2,B,P,,60",
    "3,A,M,P,60",
    "4,B,M,P,70",
    "5,A,U,,40",
    "6,C,S,,10",
    "7,C,S,,20",
    "8,C,T,,60",
    "9,C,T,,60",
    "10,B,P,,5",
    *(f"11,A,{p},,1" for p in "PVWXY"),
    *(f"12,B,{p},,60" for p in "VWXY"),
    "13,A,Z,,80",
]
CUSTOM = {"3", "4", "5", "6", "7"}
SETTINGS = "[custom]\nserial_min_batch = 50\nhistory_orders = 3\nnew_months = 0\n"


def order_lines(lines: list[str], date: str = "2025-01-10") -> str:
    head = "order_id,client_name,sku,base_sku,quantity,order_date,revenue"
    return "\n".join([head, *(f"{line},{date},100" for line in lines)])


@pytest.fixture
def worked(plant: Callable[..., Workspace]) -> Workspace:
    return plant(SETTINGS, order_lines=order_lines(LINES))


def kinds(ws: Workspace) -> dict[str, str]:
    frame = ws.table("order_kind")
    return dict(zip(frame["order_id"], frame["kind"], strict=True))


def test_verdicts_as_worked_by_hand(worked: Workspace) -> None:
    assert {order for order, kind in kinds(worked).items() if kind == "custom"} == CUSTOM


def test_each_verdict_names_its_reasons(worked: Workspace) -> None:
    why = worked.table("order_kind").set_index("order_id")["kind_reasons"]
    assert why["1"] == "product for several clients; batch of serial size"
    assert why["3"] == "modification of a base product"
    assert why["5"] == "product in one order only; batch under the serial minimum"
    assert why["6"] == "product for one client so far; batch under the serial minimum"
    assert (
        why["8"] == "batch of serial size; weak evidence against it; product for one client so far"
    )
    assert why["11"] == (
        "product for several clients; weak evidence against it; batch under the serial minimum; many products in few pieces"
    )
    assert (
        why["13"] == "batch of serial size; weak evidence against it; product in one order so far"
    )


def test_how_many_orders_each_reason_moves(worked: Workspace) -> None:
    moved = order_kinds.moved_by(worked)
    assert {piece: set(orders) for piece, orders in moved.items()} == {
        "is_modification": {"3", "4"},
        "is_named_custom": set(),
        "is_sold_once": {"5"},
        "is_for_its_client": set(),
        "has_design_hours": set(),
        "is_once_so_far": set(),
        "is_for_one_client": {"6", "7"},
        "is_small_batch": {"6", "7"},
        "is_many_in_few": set(),
    }
    table = order_kinds.reasons(order_kinds.judged(worked), moved).set_index("piece")
    assert table["behind_orders"].tolist() == [2, 0, 1, 0, 0, 0, 2, 3, 0]
    assert table["revenue"].tolist() == [200, 0, 100, 0, 0, 0, 200, 300, 0]
    assert table["serial_with_it"].tolist() == [
        0,
        0,
        0,
        0,
        0,
        1,
        2,
        2,
        1,
    ]  # 13; 8 and 9; 10 and 11; 11


def test_an_order_on_two_strong_reasons_is_moved_by_neither_alone(
    plant: Callable[..., Workspace],
) -> None:
    others = [
        f"{n}{client},{client},{product},,60" for n, product in enumerate("PQRT") for client in "AB"
    ]
    ws = plant(
        SETTINGS, order_lines=order_lines([*others, "9,A,M,P,40"])
    )  # M: a modification, sold once; a fifth of the products
    assert {order for order, kind in kinds(ws).items() if kind == "custom"} == {"9"}
    assert set().union(*order_kinds.moved_by(ws).values()) == set()


@pytest.mark.parametrize(
    ("threshold", "value", "to_custom", "to_serial", "to_unknown"),
    [
        (
            "serial_min_batch",
            15.0,
            set(),
            {"5", "7"},
            set(),
        ),  # 40 and 20 pieces are a serial batch then
        ("serial_min_batch", 65.0, {"8", "9"}, set(), set()),  # 60 pieces are not
        (
            "serial_min_batch",
            None,
            {"13"},
            set(),
            {"6", "7", "8", "9"},
        ),  # no batch is full, none is small
        (
            "history_orders",
            100,
            set(),
            set(),
            {"5", "6", "7"},
        ),  # thirteen orders are too few to say "never again"
    ],
)
def test_other_thresholds_are_previewed(
    worked: Workspace,
    threshold: str,
    value: float | None,
    to_custom: set[str],
    to_serial: set[str],
    to_unknown: set[str],
) -> None:
    tried = replace(threshold_preview.in_force(worked), **{threshold: value})
    outcome, changed = threshold_preview.preview(
        order_kinds.judged(worked), threshold_preview.changed(worked, tried)
    )
    found = dict(zip(changed["order_id"], changed["new_kind"], strict=True))
    kinds_then = {"custom": to_custom, "serial": to_serial, "unknown": to_unknown}
    assert found == {order: kind for kind, orders in kinds_then.items() for order in orders}
    assert (outcome.to_custom, outcome.to_serial, outcome.to_unknown) == tuple(
        map(len, kinds_then.values())
    )
    assert outcome.custom == 5 + len(to_custom) - len(CUSTOM & (to_serial | to_unknown))


def test_what_is_previewed_is_what_the_settings_do(
    worked: Workspace, plant: Callable[..., Workspace]
) -> None:
    tried = replace(threshold_preview.in_force(worked), serial_min_batch=65.0)
    foreseen = kinds(worked) | dict(
        threshold_preview.changed(worked, tried)[["order_id", "new_kind"]].to_numpy()
    )
    built = plant(SETTINGS.replace("50", "65"), order_lines=order_lines(LINES))
    assert kinds(built) == foreseen


def test_thresholds_in_force_change_nothing(worked: Workspace) -> None:
    assert threshold_preview.changed(worked, threshold_preview.in_force(worked)).empty


def test_precision_and_recall(worked: Workspace) -> None:
    truth = {
        "3": "custom",
        "4": "serial",
        "8": "custom",
        "9": "custom",
        "1": "serial",
    }  # found: 3 rightly, 4 wrongly
    found = threshold_preview.agreement(worked, truth)
    assert (found.called, found.right, found.custom, found.orders) == (2, 1, 3, 5)
    assert (found.precision, found.recall) == (pytest.approx(1 / 2), pytest.approx(1 / 3))


def test_the_weakest_verdicts_come_first(worked: Workspace) -> None:
    order = order_kinds.weakest_first(order_kinds.judged(worked))["order_id"].tolist()
    assert order == ["3", "4", "5", "6", "7", "8", "9", "10", "11", "13", "1", "12", "2"]


# --- design hours ------------------------------------------------------------------------------------------------------

POOLS = "pool,month,unit,cost,capacity,is_time\nDesigners,2025-01,h,1000,100,yes"


def with_hours(
    plant: Callable[..., Workspace], hours: list[float], settings: str = ""
) -> Workspace:
    """Orders 1, 2, … of one product for many clients, each with so many hours of designers (0: none logged)."""
    lines = [f"{n},C{n},P,,100" for n in range(1, len(hours) + 1)]
    usage = [f"{n},Designers,{h},2025-01-10" for n, h in enumerate(hours, 1) if h]
    return plant(
        settings,
        order_lines=order_lines(lines),
        pools=POOLS,
        usage="\n".join(["order_id,pool,quantity,date", *usage]),
    )


def customs(ws: Workspace) -> set[str]:
    return {order for order, kind in kinds(ws).items() if kind == "custom"}


def test_a_day_of_design_is_evidence_where_designers_rarely_log(
    plant: Callable[..., Workspace],
) -> None:
    ws = with_hours(
        plant, [8, 7, 0, 0, 0]
    )  # 15 h on 5 orders: 3 on average, twice that is 6, so that a day, 8 h, decides
    assert customs(ws) == {"1"}
    assert ws.table("order_kind")["design_hours_needed"].unique().tolist() == [8]


def test_a_day_of_design_says_nothing_where_every_order_takes_one(
    plant: Callable[..., Workspace],
) -> None:
    ws = with_hours(
        plant, [10, 10, 10, 10, 30]
    )  # 70 h on 5 orders: 14 on average, twice that is 28
    assert customs(ws) == {"5"}


def test_a_week_of_design_is_evidence_always(plant: Callable[..., Workspace]) -> None:
    ws = with_hours(
        plant, [39, 40, 60]
    )  # on average 46.3, twice that 92.7: yet 40 h and more are a week
    assert customs(ws) == {"2", "3"}


def test_the_habit_can_be_left_out_of_account(plant: Callable[..., Workspace]) -> None:
    ws = with_hours(plant, [10, 10, 10, 10, 30], "[custom]\ndesign_times = 0\ndesign_hours = 12\n")
    assert customs(ws) == {"5"}
