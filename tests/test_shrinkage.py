"""Client margins drawn towards their peers', against Bühlmann & Straub worked by hand, and what must hold always."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis import shrinkage
from analysis.shrinkage import Client, Spread, shrink, spread

# A: orders of 100 at 10 %, 100 at 30 %: m = 200, own 0.2, scatter 100 × 0.1² × 2 = 2
# B: orders of 100 at −20 %, 100 at −20 %, 200 at 0 %: m = 400, own −0.1, scatter 200 × 0.1² + 200 × 0.1² = 4
# C: two orders of 200 at 40 %: m = 400, own 0.4, scatter 0
A, B, C = (
    Client("A", None, 2, 200.0, 0.2, 2.0),
    Client("B", None, 3, 400.0, -0.1, 4.0),
    Client("C", None, 2, 400.0, 0.4, 0.0),
)
WITHIN = 6 / 4  # (2 + 4 + 0) ÷ (1 + 2 + 1)
# mean (40 − 40 + 160) ÷ 1,000 = 0.16; 200 × 0.04² + 400 × 0.26² + 400 × 0.24² = 0.32 + 27.04 + 23.04 = 50.4;
# 50.4 − 2 × 1.5 = 47.4; 1,000 − (40,000 + 160,000 + 160,000) ÷ 1,000 = 640
BETWEEN = 47.4 / 640


def test_variances_by_the_method_of_moments() -> None:
    found = spread([[A, B, C]])
    assert [found.within, found.between] == pytest.approx([WITHIN, BETWEEN])


def test_each_client_is_weighed_by_its_own_orders() -> None:
    k = WITHIN / BETWEEN  # 20.2532: revenue at which own and peers weigh the same
    assert k == pytest.approx(20.2532, abs=1e-4)
    za, zb = 200 / (200 + k), 400 / (400 + k)  # 0.9080 and 0.9518
    centre = (za * 0.2 + zb * -0.1 + zb * 0.4) / (za + 2 * zb)
    found = shrink([A, B, C])
    assert [s.weight for s in found] == pytest.approx([za, zb, zb])
    assert [s.peer_margin for s in found] == pytest.approx([centre] * 3)
    assert [s.margin for s in found] == pytest.approx(
        [za * 0.2 + (1 - za) * centre, -zb * 0.1 + (1 - zb) * centre, zb * 0.4 + (1 - zb) * centre]
    )
    about = 1.6449 * (BETWEEN * (1 - za) + (1 - za) ** 2 * BETWEEN / (za + 2 * zb)) ** 0.5
    assert found[0].margin is not None
    assert [found[0].low, found[0].high] == pytest.approx([found[0].margin - about, found[0].margin + about])


def test_an_industry_with_a_handful_of_clients_is_a_peer_group_of_its_own() -> None:
    energy = [Client(f"e{n}", "energy", 4, 400.0, 0.30 + n / 100, 1.0) for n in range(5)]
    trade = [Client(f"t{n}", "trade", 4, 400.0, -0.30 - n / 100, 1.0) for n in range(4)]
    found = {s.client_id: s for s in shrink([*energy, *trade])}
    assert found["e0"].peers == "energy"
    assert found["e0"].peer_margin == pytest.approx(0.32)
    assert found["t0"].peers is None  # four are no handful: all nine
    assert found["t0"].peer_margin == pytest.approx((5 * 0.32 - 4 * 0.315) / 9)


def test_clients_that_differ_no_more_than_their_orders_do_are_all_the_same() -> None:
    found = shrink([Client(str(n), None, 5, 100.0, 0.10 + n / 1000, 50.0) for n in range(6)])
    assert {s.weight for s in found} == {0.0}
    assert [s.margin for s in found] == pytest.approx([0.1025] * 6)


def test_what_cannot_be_told_stays_unknown() -> None:
    single = shrink(
        [Client("A", None, 1, 100.0, 0.2), Client("B", None, 1, 100.0, -0.2)]
    )  # one order each: no scatter is seen
    assert [(s.own, s.margin, s.weight) for s in single] == [(0.2, None, None), (-0.2, None, None)]
    alone = shrink([A])
    assert (alone[0].weight, alone[0].margin) == (None, None)
    assert shrink([]) == []
    uncosted = shrink([A, B, C, Client("D", None, 0, 0.0, None)])[-1]
    assert uncosted.weight == 0
    assert uncosted.own is None
    assert uncosted.margin == uncosted.peer_margin


MARGINS = st.floats(-2, 0.9)
CLIENTS = st.builds(
    Client,
    st.uuids().map(str),
    st.sampled_from([None, "energy", "trade"]),
    st.integers(1, 30),
    st.floats(1, 1e8),
    MARGINS,
    st.floats(0, 1e7),
)


@given(st.lists(CLIENTS, max_size=25))
def test_the_judged_margin_lies_between_the_clients_own_and_its_peers(clients: list[Client]) -> None:
    for found in shrink(clients):
        if found.margin is None or found.own is None or found.peer_margin is None:
            continue
        least, most = sorted((found.own, found.peer_margin))
        assert least - 1e-9 <= found.margin <= most + 1e-9
        assert 0 <= (found.weight or 0) <= 1
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.margin <= found.high


@given(st.floats(0.01, 1e6), st.floats(0.001, 1), st.floats(1, 1e6), st.floats(1.1, 10))
def test_more_orders_bring_it_closer_to_its_own(within: float, between: float, revenue: float, times: float) -> None:
    few, many = Client("A", None, 2, revenue, -0.3), Client("A", None, 20, revenue * times, -0.3)
    spoken = Spread(within, between)
    assert (shrinkage.weight(few, spoken) or 0) < (shrinkage.weight(many, spoken) or 0)


def test_one_bad_order_brands_nobody() -> None:
    """Twenty clients of ten orders earn about 20 %, their orders scattering by 20 points; one had a single order at −60 %."""
    others = [Client(f"{n}", None, 10, 1000.0, 0.15 + n / 200, 10 * 100.0 * 0.2**2) for n in range(20)]
    once = Client("once", None, 1, 100.0, -0.6)
    found = shrink([*others, once])[-1]
    assert found.weight is not None
    assert found.weight < 0.5
    assert found.margin is not None
    assert found.margin > -0.1
    proven = shrink([*others, replace(once, orders=40, revenue=4000.0, scatter=39 * 4.0)])[-1]
    assert proven.margin is not None
    assert proven.margin < -0.5


def test_the_tables_own_margin_is_the_clients_everywhere(
    tiny: analysis.Workspace, plant: Callable[..., analysis.Workspace]
) -> None:
    rows = tiny.table("client_decision").set_index("client_name")
    assert rows["true_margin"].to_dict() == pytest.approx(
        {'ООО "Альфа"': 5600 / 15_000, 'НПО "Бета"': -0.18, 'ЗАО "Гамма"': -0.25}
    )
    # Альфа: 38 % of 10,000 and 36 % of 5,000 about 37.333 %: scatter 10,000 × 0.00667² + 5,000 × 0.01333² = 1.3333
    # Бета: −35 % of 2,000 and 10 % of 3,000 about −8 %: 2,000 × 0.27² + 3,000 × 0.18² = 243; Гамма has one order
    within = (4 / 3 + 243) / 2
    mean = (5600 - 900 - 250) / 21_000
    apart = 15_000 * (5600 / 15_000 - mean) ** 2 + 5_000 * (-0.18 - mean) ** 2 + 1_000 * (-0.25 - mean) ** 2
    between = (apart - 2 * within) / (21_000 - (15_000**2 + 5_000**2 + 1_000**2) / 21_000)
    k = within / between
    assert rows["own_weight"].to_dict() == pytest.approx(
        {'ООО "Альфа"': 15_000 / (15_000 + k), 'НПО "Бета"': 5_000 / (5_000 + k), 'ЗАО "Гамма"': 1_000 / (1_000 + k)}
    )
    assert rows["orders_behind_it"].to_dict() == {'ООО "Альфа"': 2, 'НПО "Бета"': 2, 'ЗАО "Гамма"': 1}
