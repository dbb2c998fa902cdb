"""What an order used, where that is known from, and where there can be nothing to know: each case worked by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import analysis
from analysis import Scope
from analysis.intake.statuses import state_of
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

Plant = Callable[..., analysis.Workspace]
TWO = "order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,100,50\n2,B,2025-01-10,300,50"


def profits(ws: analysis.Workspace) -> dict[str, float | None]:
    rows = ws.orders().set_index("order_id")["true_profit"]
    return {str(order): None if value != value else float(value) for order, value in rows.items()}


def test_a_return_in_an_order_of_its_own_counts_once(plant: Plant) -> None:
    """1000 − 600 − 50 (1 h) = 350; the return −200 + 120 = −80; together 270 of 800. Nobody estimates hours for a return."""
    ws = plant(
        settings='[[time_equation]]\npool = "p"\nbase = 3\n',
        order_lines="order_id,client_name,order_date,quantity,revenue,direct_cost\n1,A,2025-01-10,10,1000,600\nR,A,2025-02-10,-2,-200,-120",
        usage="order_id,pool,quantity,person\n1,p,1,P",
        pools="pool,unit,rate\np,h,50",
    )
    assert profits(ws) == {"1": 350, "R": -80}
    row = ws.clients().iloc[0]
    assert (row["revenue"], row["gross_margin"], row["true_profit"], row["true_margin"]) == (
        800,
        320,
        270,
        270 / 800,
    )
    assert ws.order("R")["hours_source"] == "unknown"


def test_a_plant_whose_pools_are_all_spread(plant: Plant) -> None:
    """40 over revenue 1:3: 50 − 10 and 250 − 30."""
    ws = plant(order_lines=TWO, pools="pool,cost,treatment,spread_basis\nrent,40,spread,revenue")
    assert profits(ws) == {"1": 40, "2": 220}


def test_a_plant_that_records_use_on_its_clients_alone(plant: Plant) -> None:
    """A: 50 − 2 visits at 5 = 40."""
    ws = plant(
        order_lines=TWO,
        usage="order_id,client_name,pool,quantity,date\n,A,visits,2,2025-01-20",
        pools="pool,unit,rate\nvisits,visits,5",
    )
    assert ws.clients().set_index("client_id")["true_profit"].to_dict() == {"A": 40, "B": 250}


def test_an_order_without_a_log_stays_unknown_where_others_have_one(plant: Plant) -> None:
    ws = plant(
        order_lines=TWO,
        usage="order_id,pool,quantity,person\n1,p,1,P",
        pools="pool,unit,rate\np,h,5",
    )
    assert profits(ws) == {"1": 45, "2": None}


def test_order_lines_alone_leave_true_profit_unknown(plant: Plant) -> None:
    assert profits(plant(order_lines=TWO)) == {"1": None, "2": None}


def test_a_pool_without_any_unit_leaves_hours_unknown_not_zero(plant: Plant) -> None:
    ws = plant(
        order_lines=TWO,
        usage="order_id,pool,quantity\n1,Design,6\n2,Design,1",
        pools="pool,rate\nDesign,5",
    )
    order = ws.order("1")
    assert order["resource_cost"] == 30
    assert (order["hours_source"], order["hours"] != order["hours"]) == ("unknown", True)


UNITS = ["labour hours", "person-hours", "hour(s)", "ч/ч", "человеко-часы", "man-hours"]


@pytest.mark.parametrize("unit", UNITS)
def test_units_of_peoples_time(plant: Plant, unit: str) -> None:
    """A pool and an order of each unit, and one more order that used them all."""
    n = len(UNITS)
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue,direct_cost\n"
        + "\n".join(f"{i},A,2025-01-10,100,50" for i in range(n + 1)),
        usage="order_id,pool,quantity\n" + "\n".join(f"{i},p{i},6\n{n},p{i},1" for i in range(n)),
        pools="pool,unit,rate\n" + "\n".join(f"p{i},{each},5" for i, each in enumerate(UNITS)),
    )
    order = ws.order(str(UNITS.index(unit)))
    assert (order["hours"], order["time_cost"]) == (6, 30)


def test_machine_hours_are_not_peoples(plant: Plant) -> None:
    ws = plant(
        order_lines=TWO,
        usage="order_id,pool,quantity\n1,p,6\n2,p,1",
        pools="pool,unit,rate\np,machine hours,5",
    )
    assert (ws.order("1")["hours"], ws.order("1")["resource_cost"]) == (0, 30)


def test_thirds_of_an_hour_lose_no_kopeck(plant: Plant) -> None:
    """300 logs of 20 minutes are the 100 hours that 300,000 pay for: nothing is unused."""
    stamps = "\n".join("1,p,2025-01-10 09:00,2025-01-10 09:20,P" for _ in range(300))
    ws = plant(
        order_lines=TWO,
        usage=f"order_id,pool,started_at,ended_at,person\n{stamps}\n2,p,2025-01-10 09:00,2025-01-10 09:00,P",
        pools="pool,unit,cost,capacity\np,h,300000,100",
    )
    use = ws.table("pool_use").iloc[0]
    assert (use["charged_orders"], use["unused_cost"]) == pytest.approx((300_000, 0), abs=0.005)


def test_estimated_hours_carry_their_part_of_what_is_spread_by_hours(plant: Plant) -> None:
    """1 h logged, 3 h estimated: 40 spread 10 and 30."""
    ws = plant(
        settings='[[time_equation]]\npool = "eng"\nbase = 3\n',
        order_lines=TWO,
        usage="order_id,pool,quantity,person\n1,eng,1,P",
        pools="pool,unit,cost,capacity,treatment,spread_basis\neng,h,100,100,usage,\nrent,,40,,spread,hours",
    )
    assert ws.orders().set_index("order_id")["spread_cost"].to_dict() == {"1": 10, "2": 30}


def test_one_row_per_order_and_pool_even_where_a_spread_pool_is_logged(plant: Plant) -> None:
    ws = plant(
        order_lines=TWO,
        usage="order_id,pool,quantity,person\n1,rent,4,P\n1,p,0,P\n2,p,1,P",
        pools="pool,unit,cost,rate,treatment,spread_basis\nrent,h,40,,spread,revenue\np,h,,7,usage,",
    )
    costs = ws.table("order_costs").set_index(["order_id", "pool"])
    assert costs.index.is_unique
    assert (
        costs.loc[("1", "rent"), "cost"],
        costs.loc[("1", "rent"), "hours"],
        costs.loc[("1", "rent"), "source"],
    ) == (10, 4, "spread")
    assert (costs.loc[("1", "p"), "cost"], costs.loc[("1", "p"), "rate"]) == (0, 7)


def test_use_without_a_date_falls_in_the_only_month_of_its_pool(plant: Plant) -> None:
    """3 of 10 at 10: charged 30, unused 70, in January and nowhere else."""
    ws = plant(
        order_lines=TWO,
        usage="order_id,client_name,pool,quantity\n,A,service,3",
        pools="pool,month,unit,cost,capacity\nservice,2025-01-01,h,100,10",
    )
    use = ws.table("pool_use")
    assert use[["cost", "charged_clients", "unused_cost"]].values.tolist() == [[100, 30, 70]]


def test_pool_names_that_differ_in_case_alone_are_one_pool(plant: Plant) -> None:
    ws = plant(
        order_lines=TWO,
        usage="order_id,pool,quantity,person\n1,design,2,P\n2,DESIGN ,1,P",
        pools="pool,unit,rate\nDesign,h,10",
    )
    assert ws.table("rejected_rows").empty
    assert ws.orders().set_index("order_id")["resource_cost"].to_dict() == {"1": 20, "2": 10}


def test_two_pools_whose_names_differ_in_case_stay_two(plant: Plant) -> None:
    ws = plant(
        order_lines=TWO,
        usage="order_id,pool,quantity,person\n1,design,2,P\n2,Design,1,P",
        pools="pool,unit,rate\nDesign,h,10\ndesign,h,20",
    )
    assert ws.orders().set_index("order_id")["resource_cost"].to_dict() == {"1": 40, "2": 10}


def test_use_outside_orders_falls_on_its_day(plant: Plant) -> None:
    """20 January lies in the slice from the 15th to the 25th, though its month began before."""
    ws = plant(
        order_lines=TWO,
        usage="order_id,client_name,pool,quantity,date\n,A,visits,2,2025-01-20\n,A,visits,1,2025-01-02",
        pools="pool,unit,rate\nvisits,visits,5",
    )
    rows = ws.clients(Scope(since="2025-01-15", until="2025-01-25")).set_index("client_id")
    assert rows["outside_cost"].to_dict() == {"A": 10}


STATUSES = {
    "Order cancelled": "cancelled",
    "Void": "cancelled",
    "Отклонён": "cancelled",
    "In production": "in progress",
    "Processing": "in progress",
    "WIP": "in progress",
    "Closed": "done",
    "Отгружен": "done",
}


@pytest.mark.parametrize("status", STATUSES)
def test_what_a_status_means(plant: Plant, status: str) -> None:
    rows = "\n".join(f"{n},A,2025-01-10,{each},100" for n, each in enumerate(STATUSES))
    ws = plant(order_lines=f"order_id,client_name,order_date,status,revenue\n{rows}")
    assert ws.order(str([*STATUSES].index(status)))["state"] == STATUSES[status]


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        (
            "cancelled",
            "Удален|удалён|Расторгнут|Сторно|Deleted|Rejected|Order cancelled|Закрыт (отмена)|Отменён покупателем",
        ),
        (
            "in progress",
            "Черновик|Не проведен|Не подтвержден|На согласовании|Draft|On hold|12 - В работе|wip",
        ),
        ("done", "Не отменен|Заказ без отказа|3. Отгружен|Архив|not cancelled|К выполнению"),
    ],
)
def test_a_status_is_compared_as_a_whole(state: str, texts: str) -> None:
    assert {text: state_of(text)[0] for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), state
    )


def test_statuses_outside_the_vocabulary_are_told_from_known_ones() -> None:
    assert [
        state_of(text)
        for text in (
            "Отменён",
            "Отменён покупателем",
            "Сторно",
            "Отгружен",
            "Архив",
            "Отменённый товар",
        )
    ] == [
        ("cancelled", True),
        ("cancelled", False),
        ("cancelled", False),
        ("done", True),
        ("done", False),
        ("done", False),
    ]


def test_a_document_marked_for_deletion_or_not_posted_brings_no_revenue(plant: Plant) -> None:
    head = "order_id,client_name,order_date,status,is_posted,is_deleted,revenue\n"
    rows = (
        "1,A,2025-01-10,Закрыт,yes,no,1",
        "2,A,2025-01-10,Закрыт,no,no,2",
        "3,A,2025-01-10,Закрыт,no,yes,4",
        "4,A,2025-01-10,Отменён,no,no,8",
        "5,A,2025-01-10,,,,16",
    )
    ws = plant(order_lines=head + "\n".join(rows))
    assert (ws.metric("revenue"), ws.metric("open_revenue"), ws.metric("cancelled_orders")) == (
        17,
        2,
        2,
    )
    assert ws.lines("3")[["status", "state"]].values.tolist() == [["Закрыт", "cancelled"]]
