"""METHOD rule 12: where a plant logs people on orders, an order without a log of people's time has unknown hours."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from tests.deliveries import FIGURES, builds
from tests.examiner import Plant, conserved, text

_builds = builds(*FIGURES)

POOLS = "pool,unit,rate\ndesigners,h,100\nset-ups,set-ups,20"
A_AND_D = "order_id,client_id,order_date,revenue,direct_cost\na,A,2025-01-10,1000,500\nd,A,2025-01-10,1000,500"


def known(ws: analysis.Workspace, order: str, name: str) -> float | None:
    value = ws.order(order)[name]
    return None if pd.isna(value) else float(value)


def told(ws: analysis.Workspace, order: str) -> tuple[str, float | None, float | None]:
    """Where the hours are known from, the hours, the true profit."""
    return (
        str(ws.order(order)["hours_source"]),
        known(ws, order, "hours"),
        known(ws, order, "true_profit"),
    )


def test_a_set_up_alone_is_no_log_of_hours(plant: Plant) -> None:
    """a: 500 − 3 × 100 − 20 = 180. d had one set-up: what people spent on it is unknown, so is its profit."""
    ws = plant(
        order_lines=A_AND_D,
        pools=POOLS,
        usage="order_id,pool,quantity\na,designers,3\na,set-ups,1\nd,set-ups,1",
    )
    assert told(ws, "a") == ("logged", 3, 180)
    assert told(ws, "d") == ("unknown", None, None)
    assert ws.order("d")["flag"] == "unknown"
    conserved(ws)  # the set-up of d is charged: 20 of the pool's use


NO_TIME = {
    "runs": "runs",
    "доставка": "км",
    "lathes": "machine hours",
    "Станки": "шт",
    "visits": "visits",
}  # pool → its unit


@pytest.mark.parametrize("pool", NO_TIME)
def test_nor_is_anything_else_that_is_not_peoples_time(plant: Plant, pool: str) -> None:
    orders = [f"{each},A,2025-01-10,1000,500" for each in ("a", *NO_TIME)]
    ws = plant(
        order_lines="\n".join([A_AND_D.splitlines()[0], *orders]),
        pools="pool,unit,rate\ndesigners,h,100\n"
        + "\n".join(f"{each},{unit},20" for each, unit in NO_TIME.items()),
        usage="order_id,pool,quantity\na,designers,3\n"
        + "\n".join(f"{each},{each},1" for each in NO_TIME),
    )
    assert told(ws, pool) == ("unknown", None, None)


def test_a_logged_zero_is_a_log(plant: Plant) -> None:
    """Somebody wrote down that d took no time: 500 − 0 − 20 = 480."""
    ws = plant(
        order_lines=A_AND_D,
        pools=POOLS,
        usage="order_id,pool,quantity\na,designers,3\nd,designers,0\nd,set-ups,1",
    )
    assert told(ws, "d") == ("logged", 0, 480)


@pytest.mark.parametrize("when", ["no log of this pool", "no log at all"])
def test_an_equation_fills_in_where_only_a_set_up_was_logged(plant: Plant, when: str) -> None:
    """2 h by the equation: 500 − 200 − 20 = 280. A set-up is no log of hours, so «no log at all» holds for d too."""
    ws = plant(
        settings=f'[[time_equation]]\npool = "designers"\nbase = 2\nwhen = "{when}"\n',
        order_lines=A_AND_D,
        pools=POOLS,
        usage="order_id,pool,quantity\na,designers,3\nd,set-ups,1",
    )
    assert told(ws, "d") == ("estimated", 2, 280)
    conserved(ws)


def test_a_plant_that_logs_no_people_has_what_it_logs(plant: Plant) -> None:
    """Only set-ups are recorded anywhere: 500 − 20."""
    ws = plant(
        order_lines=A_AND_D, pools=POOLS, usage="order_id,pool,quantity\na,set-ups,1\nd,set-ups,1"
    )
    assert known(ws, "d", "true_profit") == 480


def test_people_logged_outside_orders_only_are_not_missed_on_orders(plant: Plant) -> None:
    ws = plant(
        order_lines=A_AND_D,
        pools=POOLS,
        usage="order_id,client_id,pool,quantity,date\n,A,designers,3,2025-01-10\na,,set-ups,1,\nd,,set-ups,1,",
    )
    assert known(ws, "d", "true_profit") == 480


def test_people_whose_pool_is_below_the_line_are_missed_in_hours_not_in_money(plant: Plant) -> None:
    """The designers are no cost of orders: d's hours are unknown, and its profit is 500 − 20 all the same."""
    ws = plant(
        order_lines=A_AND_D,
        pools="pool,unit,rate,cost,treatment\ndesigners,h,,100,period\nset-ups,set-ups,20,,usage",
        usage="order_id,pool,quantity\na,designers,3\na,set-ups,1\nd,set-ups,1",
    )
    assert told(ws, "d") == ("unknown", None, 480)


def test_a_return_needs_no_hours(plant: Plant) -> None:
    """The transport of a return was logged, no people: −200 + 120 − 20 = −100."""
    ws = plant(
        order_lines=text(
            ("order_id", "client_id", "order_date", "quantity", "revenue", "direct_cost"),
            ("a", "A", "2025-01-10", 10, 1000, 500),
            ("R", "A", "2025-01-12", -2, -200, -120),
        ),
        pools=POOLS,
        usage="order_id,pool,quantity\na,designers,3\nR,set-ups,1",
    )
    assert told(ws, "R") == ("unknown", None, -100)


def test_a_client_is_not_told_hours_that_are_not_known(plant: Plant) -> None:
    """Of two orders one has hours: the client's hours are those of one order, and one order is costed."""
    ws = plant(
        order_lines=A_AND_D,
        pools=POOLS,
        usage="order_id,pool,quantity\na,designers,3\na,set-ups,1\nd,set-ups,1",
    )
    client = ws.clients().iloc[0]
    assert (client["orders"], client["costed_orders"], client["hours"]) == (2, 1, 3)
