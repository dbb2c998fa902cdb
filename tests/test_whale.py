"""The whale curve, against METHOD's O9."""

from __future__ import annotations

import pytest

from analysis.reader import whale
from tests.published_whale import O9


def test_the_published_curve() -> None:
    curve = whale.curve(O9)
    assert curve.total == 35_446
    assert curve.peak_share == pytest.approx(1.3244, abs=0.00005)
    assert curve.peak_at == 16
    assert curve.losses == -11_500
    assert curve.top_share(4) == pytest.approx(0.9571, abs=0.00005)


@pytest.mark.parametrize("profits", [[100.0, -100.0], [5.0, -50.0], [0.0, 0.0], [-3.0]])
def test_near_zero_or_negative_totals_are_shown_in_money(profits: list[float]) -> None:
    curve = whale.curve(profits)
    assert curve.shares is None
    assert curve.peak_share is None
    assert curve.running[-1] == sum(profits)


def test_unknown_profits_are_left_out_and_counted() -> None:
    curve = whale.curve([10.0, float("nan"), -4.0])
    assert (curve.total, curve.unknown, len(curve.profits)) == (6.0, 1, 2)


def test_no_clients_at_all() -> None:
    curve = whale.curve([])
    assert (curve.total, curve.peak, curve.peak_at, curve.shares) == (0.0, 0.0, 0, None)
