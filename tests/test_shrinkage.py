"""Client margins drawn towards their peers', against Bühlmann & Straub worked by hand, and what must hold always."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.estimates import constant_coverage, shrinkage
from analysis.estimates.shrinkage import ClientMargin, Sizes, plant_of, shrink

# A: orders of 100 at 10 %, 100 at 30 %: m = 200, own 0.2, Σ w² (X − 0.2)² = 2 × (100 × 0.1)² = 200
# B: orders of 100 at −20 %, 100 at −20 %, 200 at 0 %: m = 400, own −0.1, Σ w² (X + 0.1)² = 100 + 100 + 400 = 600
# C: two orders of 200 at 40 %: m = 400, own 0.4, no scatter
A, B, C = (
    ClientMargin("A", None, 2, 200.0, 0.2, sizes=Sizes(20_000, 2_000_000, 200)),
    ClientMargin("B", None, 3, 400.0, -0.1, sizes=Sizes(60_000, 10_000_000, 600)),
    ClientMargin("C", None, 2, 400.0, 0.4, sizes=Sizes(80_000, 16_000_000, 0)),
)
MEAN_ORDER = 1000 / 7


def test_a_clients_own_scatter_is_drawn_towards_that_of_all() -> None:
    """A's by hand: U = ½ (20,000 + 142.86 × 200) ÷ 200²; s² over what φ = 1 would make of it; d = 1 × 200² ÷ (2 × 20,000) = 1."""
    plant = plant_of([A, B, C])
    assert plant.mean_order == pytest.approx(MEAN_ORDER)
    assert plant.scale is not None
    assert plant.apart
    unit = 0.5 * (20_000 + MEAN_ORDER * 200) / 200**2
    # both orders are half of the revenue: Σ w² (1 − ½)² … = 20,000 − 2 × 10,000 + 10,000 = 10,000 for the equal part, 142.86 × 100
    seen = 200 / (0.5 * 10_000 + 0.5 * MEAN_ORDER * 100)
    variance = (8 * plant.scale + seen) / 9 * unit
    assert shrink([A, B, C])[0].weight == pytest.approx(
        plant.apart[None] / (plant.apart[None] + variance)
    )
    # s0² solves the F distribution's equation over A, B (d = 2 × 400² ÷ (3 × 60,000)) and C, times 3 ÷ 2
    b_seen = 600 / (0.5 * (60_000 - 50_000 + 22_500) + 0.5 * MEAN_ORDER * (400 - 150))
    total = 0.0
    for d, s in ((1, seen), (2 * 400**2 / 180_000, b_seen), (1, 0.0)):
        x = d * s / (8 * plant.scale / 1.5)
        total += d - (d + 8) * x / (1 + x)
    assert total == pytest.approx(0, abs=1e-9)


def test_how_far_clients_differ_solves_paule_and_mandels_equation() -> None:
    """Ten clients whose orders hardly scatter, none far off: Σ (X − μ)² ÷ a = 9 × 0.9206, so a is nearly their plain variance ÷ 0.9206."""
    margins = [0.01 * n for n in range(10)]
    plant = plant_of([ClientMargin(str(n), None, 5, 500.0, m, 1e-6) for n, m in enumerate(margins)])
    assert plant.apart[None] == pytest.approx(
        sum((m - 0.045) ** 2 for m in margins) / 9 / 0.9206, rel=1e-3
    )


def test_each_client_is_drawn_towards_the_others() -> None:
    found = shrink([A, B, C])
    assert [s.peers for s in found] == [None] * 3
    for each in found:
        assert each.weight is not None
        assert each.own is not None
        assert each.peer_margin is not None
        assert each.margin == pytest.approx(
            each.weight * each.own + (1 - each.weight) * each.peer_margin
        )
    peers = {s.client_id: s.peer_margin or 0 for s in found}
    assert -0.1 < peers["A"] < 0.4  # B and C
    assert 0.2 < peers["B"] < 0.4  # A and C
    assert -0.1 < peers["C"] < 0.2  # A and B


def test_an_industry_with_a_handful_of_clients_is_a_peer_group_of_its_own() -> None:
    energy = [ClientMargin(f"e{n}", "energy", 4, 400.0, 0.30 + n / 100, 1.0) for n in range(5)]
    trade = [ClientMargin(f"t{n}", "trade", 4, 400.0, -0.30 - n / 100, 1.0) for n in range(4)]
    found = {s.client_id: s for s in shrink([*energy, *trade])}
    assert found["e0"].peers == "energy"
    assert found["e0"].peer_margin == pytest.approx((0.31 + 0.32 + 0.33 + 0.34) / 4)
    assert found["t0"].peers is None  # four are no handful: all the other eight
    assert found["t0"].peer_margin == pytest.approx((5 * 0.32 - 0.31 - 0.32 - 0.33) / 8, abs=0.05)


def test_that_few_clients_look_alike_does_not_prove_that_they_are() -> None:
    """Margins that differ by less than their orders scatter: the floor of 3 points stays between them, and own orders still speak."""
    found = plant_of(
        alike := [ClientMargin(str(n), None, 5, 100.0, 0.10 + n / 1000, 50.0) for n in range(6)]
    )
    assert found.apart[None] == 0.03**2
    assert plant_of(alike, least_spread=0.05).apart[None] == 0.05**2
    assert all(0 < (s.weight or 0) < 0.1 for s in shrink(alike))


def test_one_wild_stranger_moves_nobody() -> None:
    """Forty clients of eight orders; a stranger of thirty times their size at +90 % and −80 % in turn, and one at −300 % throughout."""
    plant = [
        ClientMargin(str(n), None, 8, 800.0, -0.1 + 0.01 * n, 8 * 100 * 0.2**2) for n in range(40)
    ]
    before = shrink(plant)
    turns = ClientMargin("turns", None, 6, 18_000_000.0, 0.05, 18_000_000 * 0.85**2)
    steady = ClientMargin("steady", None, 6, 18_000_000.0, -3.0, 1.0)
    for stranger in (turns, steady):
        for old, new in zip(before, shrink([*plant, stranger]), strict=False):
            assert new.margin == pytest.approx(old.margin, abs=0.02)
            assert new.weight == pytest.approx(old.weight, abs=0.08)


def test_what_cannot_be_told_stays_unknown() -> None:
    single = shrink(
        [ClientMargin("A", None, 1, 100.0, 0.2), ClientMargin("B", None, 1, 100.0, -0.2)]
    )  # one order each: no scatter is seen
    assert [(s.own, s.margin, s.weight) for s in single] == [(0.2, None, None), (-0.2, None, None)]
    alone = shrink([A])
    assert (alone[0].weight, alone[0].margin) == (None, None)
    assert shrink([]) == []
    uncosted = shrink([A, B, C, ClientMargin("D", None, 0, 0.0, None)])[-1]
    assert uncosted.weight == 0
    assert uncosted.own is None
    assert uncosted.margin == uncosted.peer_margin


def test_the_interval_covers_the_same_wherever_the_client_stands() -> None:
    """Far above its peers it is one-sided: up to y + 1.2816 s (Φ⁻¹(0.9)); at its peers, where clients differ widely, y ± 1.6449 s."""
    low, high = constant_coverage.interval(*(np.array([v]) for v in (1.0, 0.1, 1e9, 0.0, 1e-6)))
    assert high[0] == pytest.approx(1.0 + 0.12816, abs=1e-4)
    assert low[0] < 0.9
    low, high = constant_coverage.interval(*(np.array([v]) for v in (1.0, 0.1, 1e9, 0.0, 1e9)))
    assert [low[0], high[0]] == pytest.approx([1.0 - 0.16449, 1.0 + 0.16449], abs=1e-4)
    low, high = constant_coverage.interval(*(np.array([v]) for v in (0.0, 0.1, 1e9, 0.0, 1e-9)))
    assert [low[0], high[0]] == pytest.approx([-0.12816, 0.12816], abs=1e-4)


def test_a_clients_own_scatter_lowers_its_weight() -> None:
    others = [
        ClientMargin(str(n), None, 10, 1000.0, 0.15 + n / 100, 1000 * 0.1**2) for n in range(20)
    ]
    calm, wild = (ClientMargin("x", None, 10, 1000.0, -0.3, 1000 * s**2) for s in (0.1, 0.9))
    calm_weight, wild_weight = (shrink([*others, each])[-1].weight or 0 for each in (calm, wild))
    assert calm_weight > 0.7
    assert wild_weight < 0.4


MARGINS = st.floats(-2, 0.9)
CLIENTS = st.builds(
    ClientMargin,
    st.uuids().map(str),
    st.sampled_from([None, "energy", "trade"]),
    st.integers(1, 30),
    st.floats(1, 1e8),
    MARGINS,
    st.floats(0, 1e7),
)


@given(st.lists(CLIENTS, max_size=25))
def test_the_judged_margin_lies_between_the_clients_own_and_its_peers(
    clients: list[ClientMargin],
) -> None:
    for found in shrink(clients):
        if found.margin is None or found.own is None or found.peer_margin is None:
            continue
        least, most = sorted((found.own, found.peer_margin))
        assert least - 1e-9 <= found.margin <= most + 1e-9
        assert 0 <= (found.weight or 0) <= 1
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.margin <= found.high


@given(st.floats(0.01, 1e3), st.floats(1, 1e6), st.floats(1.1, 10))
def test_more_orders_bring_it_closer_to_its_own(
    scatter: float, revenue: float, times: float
) -> None:
    others = [ClientMargin(str(n), None, 10, 1000.0, 0.1 * n, 1000 * scatter) for n in range(6)]
    few = ClientMargin("x", None, 2, revenue, -0.3, 2 * revenue * scatter)
    many = ClientMargin("x", None, 20, 10 * revenue * times, -0.3, 20 * revenue * times * scatter)
    plant = plant_of([*others, few])
    assert (shrinkage.judge([few], plant)[0].weight or 0) < (
        shrinkage.judge([many], plant)[0].weight or 0
    )


def test_one_bad_order_brands_nobody() -> None:
    """Twenty clients of ten orders earn about 20 %, their orders scattering by 20 points; one had a single order at −60 %."""
    others = [
        ClientMargin(f"{n}", None, 10, 1000.0, 0.15 + n / 200, 10 * 100.0 * 0.2**2)
        for n in range(20)
    ]
    once = ClientMargin("once", None, 1, 100.0, -0.6)
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
    # Альфа: 38 % of 10,000 and 36 % of 5,000 about 37.333 %: twice (10,000 × 0.00667)² = 66.67²
    # Бета: −35 % of 2,000 and 10 % of 3,000 about −8 %: twice (2,000 × 0.27)² = 540²; Гамма has one order
    by_hand = shrink(
        [
            ClientMargin(
                "A",
                None,
                2,
                15_000.0,
                5600 / 15_000,
                sizes=Sizes(1.25e8, 1.125e12, 2 * (200 / 3) ** 2),
            ),
            ClientMargin("B", None, 2, 5_000.0, -0.18, sizes=Sizes(1.3e7, 3.5e10, 2 * 540.0**2)),
            ClientMargin("C", None, 1, 1_000.0, -0.25, sizes=Sizes(1e6, 1e9, 0.0)),
        ]
    )
    assert rows["own_weight"].to_dict() == pytest.approx(
        {
            name: each.weight
            for name, each in zip(
                ('ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'), by_hand, strict=True
            )
        }
    )
    assert rows["orders_behind_it"].to_dict() == {
        'ООО "Альфа"': 2,
        'НПО "Бета"': 2,
        'ЗАО "Гамма"': 1,
    }
