"""A small part of `python -m tests.simulations policies`: does following the desk pay, on plants whose truth is planted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from tests.simulations.policies import comparing, making, trades
from tests.simulations.policies.answers import Offer
from tests.simulations.policies.comparing import AS_PLANTED, BOOK, DESK, ORACLE
from tests.simulations.policies.outcome import Assumptions, Flow, earned, taken
from tests.simulations.policies.truth import Ask, Client, Dice, Plant, Product, Situation

RESOURCE = trades.Resource("design", 100.0, 0.1, 0.2, 0.5, 0.5)
TRADE = replace(trades.SENSORS, resources=(RESOURCE,))
CLIENT = Client("A", 1.0, 1.0, 1.0, 2.0, 1.0, 73.0, 8.0, 0.0, 0.5, 0.9, 0.1, 0.1)
# 1,000 of direct cost, 10 h without approval and 20 h with two rounds, of 100 each; a fifth of a year to pay: 3.2 % of the price
ASK = Ask(
    number="1",
    client=CLIENT,
    day=dt.date(2026, 1, 5),
    month=36,
    kind="modified",
    product=Product("P/M1", "level", 100.0),
    base=Product("P", "level", 60.0),
    quantity=10,
    price=5000.0,
    material=700.0,
    labour=300.0,
    estimate=1.0,
    usual={"design": 10.0},
    scatter={"design": 1.0},
    foretold=2,
    rounds=2,
    asked_days=30,
    lead_days=40,
    days_to_pay=73,
    market=6000.0,
    shape=8.0,
    dice=Dice(price=0.4, terms=0.4, later=0.5),
)


def plant(*flow: Ask) -> Plant:
    situation = Situation(8.0, 0.8, 0.1)
    return Plant(TRADE, situation, (CLIENT,), (), (), (ASK,), flow, {"design": 100.0})


def test_what_a_deal_earns_by_the_planted_truth() -> None:
    """5,000 − 1,000 − 20 h × 100 − credit 160 − ten days late 50 = 1,790; one round leaves 15 h, prepayment no credit: 2,450."""
    assert earned(plant(), ASK, Offer(5000), AS_PLANTED)[0] == pytest.approx(1790)
    agreed = Offer(5000, rounds=1, is_prepaid=True)
    assert earned(plant(), ASK, agreed, AS_PLANTED)[0] == pytest.approx(2450)
    capped = Offer(5000, cap={"design": 15.0})  # five hours are paid: 500 less 3.2 %
    assert earned(plant(), ASK, capped, AS_PLANTED)[0] == pytest.approx(1790 + 484)
    assert earned(plant(), ASK, Offer(5000, days=40), AS_PLANTED)[0] == pytest.approx(1840)
    idle = Assumptions(hours_cost=0.0)
    assert earned(plant(), ASK, Offer(5000), idle)[0] == pytest.approx(3790)


def test_what_the_client_takes() -> None:
    """At 6,000, the market's price, the chance is even and the draw of 0.4 is below it; at 6,500 it is 0.345."""
    assert ASK.chance(6000) == 0.5
    assert taken(ASK, [Offer(6000)], AS_PLANTED) == Offer(6000)
    assert taken(ASK, [Offer(6500)], AS_PLANTED) is None
    assert taken(ASK, [Offer(6500), Offer(5500, rounds=1)], AS_PLANTED) == Offer(5500, rounds=1)
    both = Offer(5500, rounds=1, is_prepaid=True)  # 0.5 × 0.5 is below the draw
    assert taken(ASK, [both], AS_PLANTED) is None
    assert taken(ASK, [], AS_PLANTED) is None
    # ten days later than thirty: 0.9 ^ 3.33 = 0.70; twice as long: 0.9 ^ 10 = 0.35, and half of the others keep to their day
    assert taken(ASK, [Offer(5000, days=40)], AS_PLANTED) == Offer(5000, days=40)
    assert taken(ASK, [Offer(5000, days=60)], AS_PLANTED) == Offer(5000)
    assert taken(ASK, [Offer(5000, days=60)], Assumptions(insists=0.0)) is None


def test_serial_orders_that_earn_least_give_way() -> None:
    """Of 100 h two orders take 60 and 30: a deal of 40 h leaves 30 h short, which the order that earns less with an hour loses."""
    usual = replace(ASK, kind="serial", base=None, rounds=0, days_to_pay=0, lead_days=30)
    flow = (
        replace(usual, usual={"design": 60.0}, price=10_000.0),  # 3,000: 50 an hour
        replace(usual, usual={"design": 30.0}, price=4_600.0),  # 600: 20 an hour
    )
    load = Flow(plant(*flow), AS_PLANTED)
    assert load.displaced(36, 10.0) == 0
    assert load.displaced(36, 25.0) == pytest.approx(15 * 20)
    assert load.displaced(36, 45.0) == pytest.approx(600 + 5 * 50)


def test_the_desk_against_the_book_and_the_oracle() -> None:
    """A small plant, the desk asked through the product's own import: it earns more than the book, and the oracle more than it."""
    made = making.plant(trades.SENSORS, 600, Situation(10.0, 0.8, 0.3), np.random.default_rng(1))
    found = [comparing.outcomes(made, comparing.advised(made), AS_PLANTED)]
    assert found[0][DESK].deals >= 20
    book, desk, oracle = (comparing.profits(found, policy)[0] for policy in (BOOK, DESK, ORACLE))
    assert book < desk < oracle


def test_on_an_all_serial_plant_nothing_is_refused_that_pays() -> None:
    draw = np.random.default_rng(3)
    made = making.plant(trades.MACHINING, 1000, Situation(10.0, 0.8, 0.0), draw)
    answered = comparing.paying_and_answered(made)
    assert answered.total() > 5
    assert answered["refuse"] == 0
