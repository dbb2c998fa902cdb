"""The oracles of the deal desk's formulas: METHOD_DEALS, section 1. Figures that are widely printed and wrong are refused by name."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.deals.formulas import learning, prices, throughput
from analysis.deals.formulas.throughput import Product
from analysis.estimates import conformal


@pytest.mark.parametrize(("n", "k"), [(8, None), (9, 9), (19, 18), (30, 28)])
def test_ranks_at_90_percent_are_exact_fractions(n: int, k: int | None) -> None:
    """(19 + 1) × 0.9 is 18 and not 19, which floats would give."""
    assert conformal.rank(n, 0.9) == k


def test_how_many_cases_an_interval_takes() -> None:
    for level, least in ((0.5, 1), (0.8, 4), (0.9, 9), (0.95, 19)):
        assert conformal.least_cases(level) == least
        assert conformal.rank(least, level) is not None
        assert conformal.rank(least - 1, level) is None
    assert conformal.quantile([3.0, 1.0, 2.0], 0.8) is None
    assert conformal.quantile([3.0, 1.0, 2.0, 4.0], 0.8) == 4.0


@pytest.mark.parametrize(
    ("level", "interval"),
    [(0.5, (9.4561, 10.5439)), (0.7, (9.3692, 10.6308)), (0.8, (9.3, 10.7)), (0.9, None)],
)
def test_jackknife_plus(level: float, interval: tuple[float, float] | None) -> None:
    """X = 0…5, y = 5, 7.5, 9.5, 10.5, 12.5, 15, a straight line, at 2.5."""
    x, y = np.arange(6.0), np.array([5, 7.5, 9.5, 10.5, 12.5, 15])
    lines = [np.polyfit(np.delete(x, i), np.delete(y, i), 1) for i in range(6)]
    residuals = [y[i] - np.polyval(line, x[i]) for i, line in enumerate(lines)]
    found = conformal.jackknife_plus([np.polyval(f, 2.5) for f in lines], residuals, level)
    assert found == (None if interval is None else pytest.approx(interval, abs=5e-5))


def test_loss_is_never_certain_and_never_impossible() -> None:
    assert conformal.exceeding([1.0, 2.0, 3.0], 9.0) == 0.5 / 4
    assert conformal.exceeding([1.0, 2.0, 3.0], 2.0) == 1.5 / 4
    assert conformal.exceeding([1.0, 2.0, 3.0], 0.0) == 3.5 / 4


def test_floor_and_target() -> None:
    """Cost 850, 5 % of the price goes with it: 850 ÷ 0.95; with a margin of 10 %: 850 ÷ 0.85 = 1,000."""
    assert prices.floor_price(850, 0.05) == pytest.approx(894.7368)
    assert prices.target_price(850, 0.05, 0.10) == pytest.approx(1000)
    assert prices.target_price(850, 0.9, 0.10) is None


def test_minimum_batch() -> None:
    """Fixed 1,000; 50 × (1 − 0.1) − 25 = 20 a piece: 50 pieces; 1,001 takes 51. At a cost of 45 a piece none earns."""
    assert prices.minimum_batch(1000, 50, 25, 0.1) == 50
    assert prices.minimum_batch(1001, 50, 25, 0.1) == 51
    assert prices.minimum_batch(1000, 50, 45, 0.1) is None
    assert prices.minimum_batch(0, 50, 25, 0.1) == 1


def test_fee_and_rise() -> None:
    assert prices.small_order_fee(1200, 1000) == 200
    assert prices.small_order_fee(900, 1000) == 0
    assert prices.price_rise(1000, 1250) == pytest.approx(0.25)


def test_required_win_rate() -> None:
    """At 100 with a cost of 90, 5 % more: 10 ÷ 15."""
    assert prices.required_win_rate(100, 105, 90) == pytest.approx(0.6667, abs=5e-5)
    assert prices.required_win_rate(90, 105, 90) is None


@pytest.mark.parametrize(
    ("change", "margin", "volume"),
    [
        (-0.50, 1.50, 0.50),
        (0.50, 1.50, -0.25),
        (0.10, 0.42, -0.1923),
        (0.10, 0.50, -0.1667),
        (0.10, 0.22, -0.3125),
        (0.10, 0.25, -0.2857),
        (-5.0, 18.0, 0.3846),
    ],
)
def test_break_even_change_of_volume(change: float, margin: float, volume: float) -> None:
    found = prices.break_even_volume(change, margin)
    assert found == pytest.approx(volume, abs=5e-5)
    assert found != pytest.approx(-0.08, abs=0.01)  # "thin margins tolerate 8 %"


def test_nothing_makes_up_for_a_price_at_cost() -> None:
    assert prices.break_even_volume(-1.5, 1.5) is None


def test_markup_is_no_margin() -> None:
    assert prices.margin_of_markup(0.5) == pytest.approx(0.3333, abs=5e-5)
    assert prices.margin_of_markup(0.2) == pytest.approx(0.1667, abs=5e-5)
    assert prices.markup_of_margin(prices.margin_of_markup(0.37)) == pytest.approx(0.37)


def test_job_quote() -> None:
    cost, price = prices.job_quote(1250, 187.50, 3333.33, 0.25)
    assert (cost, round(price, 2)) == (4770.83, 5963.54)
    assert (price - cost) / price == pytest.approx(0.20)


def test_learning_by_the_average_of_all_so_far() -> None:
    totals = [learning.total_hours(100, n, 0.8, "cumulative average") for n in (1, 2, 4, 8, 16)]
    assert totals == pytest.approx([100, 160, 256, 409.6, 655.36])
    increments = [learning.added_hours(100, n, n, 0.8, "cumulative average") for n in (1, 2, 4, 8)]
    assert increments == pytest.approx([60, 96, 153.6, 245.76])  # 254.76 is a misprint
    assert learning.added_hours(100, 0, 2, 0.8, "cumulative average") == pytest.approx(160)


def test_learning_by_the_last_piece() -> None:
    assert learning.total_hours(100, 8, 0.8, "unit") == pytest.approx(534.59, abs=5e-3)


PRODUCTS = (
    Product("P", 90 - 45, {"A": 15, "B": 15, "C": 15, "D": 10}, 100),
    Product("Q", 100 - 40, {"A": 10, "B": 30, "C": 5, "D": 5}, 50),
)
CAPACITY = dict.fromkeys("ABCD", 2400.0)


def test_p_and_q() -> None:
    """B takes 100 × 15 + 50 × 30 = 3,000 of 2,400 minutes: 3.00 a minute of it by P, 2.00 by Q."""
    assert throughput.loads(PRODUCTS)["B"] == 3000
    assert throughput.bottleneck(PRODUCTS, CAPACITY) == "B"
    assert [throughput.per_time(p, "B") for p in PRODUCTS] == [3.0, 2.0]
    best = throughput.best_mix(PRODUCTS, CAPACITY)
    assert best == {"P": 100, "Q": 30}
    assert throughput.profit(PRODUCTS, best, 6000) == 300
    by_margin = throughput.in_order(PRODUCTS[::-1], CAPACITY)
    assert by_margin == {"Q": 50, "P": 60}
    assert throughput.profit(PRODUCTS, by_margin, 6000) == -300


def test_no_bottleneck_where_all_can_be_made() -> None:
    roomy = dict.fromkeys("ABCD", 3000.0)
    assert throughput.bottleneck(PRODUCTS, roomy) is None
    assert throughput.best_mix(PRODUCTS, roomy) == {"P": 100, "Q": 50}
