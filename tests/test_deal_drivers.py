"""What drives the use of a resource: what a family and a client take is brought to the deal that is asked about."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.deals import drivers
from analysis.deals.similarity import Described, Profile

ALL = 40
FAMILY = np.arange(ALL) % 2  # the second one takes ten times as much
CLIENT = np.arange(ALL) // 2 % 5  # the last one twice as much
USED = (10.0 * 10.0**FAMILY * np.where(CLIENT == 4, 2.0, 1.0))[:, None]
ORDERS = Described(
    family=FAMILY,
    base=np.zeros(ALL, dtype=np.int64),
    client=CLIENT,
    is_first=np.zeros(ALL, dtype=bool),
    log_quantity=np.zeros(ALL),
    log_lines=np.zeros(ALL),
    approvals=np.full(ALL, math.nan),
    day=np.arange(ALL) / 10,
    started=np.arange(ALL) / 10,
)


def brought(family: int, client: int, place: int) -> float:
    """What an order of the first family and client would have used as an order of these."""
    fitted = drivers.fitted(ORDERS, USED, np.zeros(1), 1.5)
    wanted = Profile(family, 0, client, False, 1.0, 1.0, math.nan, 9.0)
    more = fitted.more(ORDERS, np.array([place]), wanted)
    return float(USED[place, 0] * np.exp(more[0, 0]))


def test_an_analogue_of_another_family_is_brought_to_the_deals() -> None:
    """From 20 orders a family, drawn to the level of all by one order's weight: 10 becomes 10 × 10 ^ (20/21) = 89.6."""
    assert brought(1, 0, 0) == pytest.approx(10 * 10 ** (20 / 21), rel=0.01)
    assert brought(0, 0, 0) == pytest.approx(10)


def test_a_client_that_takes_more_keeps_to_that_as_far_as_its_orders_show_it() -> None:
    """Eight orders against three that draw: ln 2 of it counts for 8/11."""
    assert brought(0, 4, 0) == pytest.approx(10 * 2 ** (8 / 11), rel=0.05)


def test_a_family_and_a_client_never_seen_are_as_all_are() -> None:
    """Half-way between both families on the log scale, as far as these stand from the middle."""
    unknown = brought(-2, -2, 0)
    assert brought(0, 0, 0) < unknown < brought(1, 0, 0)
    assert unknown == pytest.approx(10 * 10 ** (20 / 42), rel=0.2)
