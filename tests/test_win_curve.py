"""The win curve and the win table: METHOD_DEALS, section 1, and the planted truth of generated offers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.deals.winning import win_curve
from analysis.estimates import logistic
from analysis.estimates.logistic import Logistic

# Published: markup in per cent → offers, won.
TABLE = {
    30: (7, 6),
    40: (9, 7),
    50: (12, 7),
    60: (17, 9),
    70: (23, 9),
    80: (31, 8),
    90: (20, 4),
    100: (9, 1),
}


def offers_of(table: dict[int, tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    markups = np.repeat([float(m) for m in table], [n for n, _ in table.values()])
    won = np.concatenate([np.arange(n) < k for n, k in table.values()])
    return markups, won


MARKUPS, WON = offers_of(TABLE)


def frame(markups: np.ndarray, won: np.ndarray, **more: int) -> pd.DataFrame:
    results = np.where(won, "won", "lost").tolist() + [r for r, n in more.items() for _ in range(n)]
    filled = [*markups.tolist(), *[0.5] * sum(more.values())]
    return pd.DataFrame({"markup": filled, "result": [r.replace("_", " ") for r in results]})


def test_the_best_price_of_a_known_curve() -> None:
    curve = Logistic(-10, 0.1)
    best = curve.best(60)
    assert best == pytest.approx(92.0794, abs=5e-5)
    assert curve.chance(92.0794) == pytest.approx(0.68827, abs=5e-6)


def test_no_price_is_the_best_where_a_dearer_one_wins_no_less() -> None:
    assert Logistic(-1, 0.0).best(60) is None
    assert Logistic(-1, -0.1).best(60) is None


@pytest.mark.parametrize(
    ("cost", "alpha", "beta"), [(0.0, -3, 0.05), (1e6, -40, 3e-5), (5.0, 300.0, 1.0)]
)
def test_the_best_price_is_the_top(cost: float, alpha: float, beta: float) -> None:
    curve = Logistic(alpha, beta)
    best = curve.best(cost)
    assert best is not None

    def gain(x: float) -> float:
        return (x - cost) * curve.chance(x)

    step = (best - cost) / 1000
    assert gain(best) >= max(gain(best - step), gain(best + step))


def test_the_curve_of_the_win_table() -> None:
    """Published as the logit of winning, 3.1914 − .05223 markup: the signs are turned here."""
    fitted = logistic.fit(MARKUPS, WON)
    assert fitted is not None
    assert (-fitted.alpha, -fitted.beta) == (
        pytest.approx(3.1914, abs=5e-5),
        pytest.approx(-0.05223, abs=5e-6),
    )
    best = fitted.best(0)
    assert best == pytest.approx(51.22, abs=5e-3)
    assert fitted.chance(best or 0) == pytest.approx(0.6262, abs=5e-5)


def test_the_best_markup_of_the_win_table_is_uncertain() -> None:
    span = logistic.drawn(MARKUPS, WON).best(0)
    assert span is not None
    assert [round(end) for end in span] == [47, 58]
    assert logistic.drawn(MARKUPS, WON).best(0) == span, "the same every time"


def test_the_cells_of_the_win_table() -> None:
    cells = win_curve.cells_of(MARKUPS, WON, edges=[*TABLE, 110])
    gains = [25.71, 31.11, 29.17, 31.76, 27.39, 20.65, 18.00, 11.11]
    assert [round(c.gain.value, 2) for c in cells] == gains
    sixty = next(c for c in cells if c.markup == 60)
    assert (sixty.rate.low, sixty.rate.high) == (
        pytest.approx(0.3096, abs=5e-5),
        pytest.approx(0.7383, abs=5e-5),
    )
    assert win_curve.best_cell(cells) is sixty
    assert not win_curve.can_be_ranked(cells), "its interval holds the others'"
    assert win_curve.rates_differ(cells), "yet 6 of 7 at 30 is surely more than 1 of 9 at 100"


def test_cells_that_are_clearly_apart_can_be_ranked() -> None:
    markups, won = offers_of({20: (500, 450), 200: (500, 10)})
    cells = win_curve.cells_of(markups, won, edges=[0, 100, 300])
    assert win_curve.can_be_ranked(cells)


def test_a_curve_of_offers_with_its_band() -> None:
    found = win_curve.win_curve("custom", frame(MARKUPS / 100, WON, no_decision=9, open=4))
    assert found.trouble == ""
    assert found.counts == {"won": 51, "lost": 77, "no decision": 9, "open": 4, "unknown": 0}
    best = found.best()
    assert best is not None
    assert (best.value, best.low, best.high) == (
        pytest.approx(0.5122, abs=5e-5),
        pytest.approx(0.47, abs=0.005),
        pytest.approx(0.58, abs=0.005),
    )
    price = found.best_price(1000.0)
    assert price is not None
    assert price.value == pytest.approx(1512.2, abs=0.05)
    dearer = found.best_price(1000.0, cost=1200.0)
    assert dearer is not None
    assert dearer.value > price.value, "what costs more is offered dearer"
    at = found.chance(0.6)
    assert at is not None
    assert (at.low or 1) < at.value < (at.high or 0)
    assert found.chance(1.2) is None, "no offer was that dear"
    assert found.points()["chance"].is_monotonic_decreasing


def test_a_slip_of_the_pen_does_not_bend_the_curve() -> None:
    """One won offer at 5,000 % would make dearer offers look no worse."""
    found = frame(np.append(MARKUPS / 100, 50.0), np.append(WON, True))
    seen, without = (win_curve.win_curve("custom", f) for f in (found, frame(MARKUPS / 100, WON)))
    assert (seen.far, seen.with_markup, seen.curve) == (1, 128, without.curve)
    assert seen.counts["won"] == 52, "it counts as won all the same"


def test_offers_of_no_decision_do_not_move_the_curve() -> None:
    alone = win_curve.win_curve("custom", frame(MARKUPS / 100, WON))
    beside = win_curve.win_curve("custom", frame(MARKUPS / 100, WON, no_decision=300, unknown=9))
    assert alone.curve == beside.curve
    assert alone.rate == beside.rate


NINE, TWENTY = np.linspace(0.2, 0.9, 9), np.linspace(0.2, 0.9, 20)


@pytest.mark.parametrize(
    ("won", "lost", "trouble"),
    [
        ([], [], "no_offers"),
        (TWENTY, [], "no_lost"),
        ([], TWENTY, "no_won"),
        ([np.nan] * 30, [np.nan] * 30, "no_markups"),
        (NINE, TWENTY, "few"),
        ([0.5] * 30, [0.5] * 30, "one_markup"),
        (np.linspace(0.2, 0.4, 30), np.linspace(0.5, 0.9, 30), "apart"),
        (np.linspace(0.2, 0.9, 300), np.linspace(0.2, 0.9, 300), "not_falling"),
        (np.linspace(0.5, 0.9, 300), np.linspace(0.2, 0.6, 300), "not_falling"),
    ],
)
def test_where_no_curve_can_be_drawn_it_is_said_why(
    won: list[float], lost: list[float], trouble: str
) -> None:
    markups = np.array([*won, *lost], dtype=float)
    found = win_curve.win_curve("serial", frame(markups, np.arange(len(markups)) < len(won)))
    assert (found.curve, found.trouble) == (None, trouble)
    assert (found.best(), found.chance(0.5), len(found.points())) == (None, None, 0)
    if trouble == "few":
        assert found.lacking == {"won": 11, "lost": 0}


def test_a_planted_curve_is_recovered() -> None:
    rng = np.random.default_rng(7)
    markups = rng.normal(0.6, 0.2, 900)
    truth = Logistic(-3.0, 6.0)
    won = rng.random(900) < [truth.chance(m) for m in markups]
    found = win_curve.win_curve("custom", frame(markups, won))
    best, true_best = found.best(), truth.best(0)
    assert best is not None
    assert true_best is not None
    assert (best.low or 9) < true_best < (best.high or 0)


def test_the_interval_of_the_best_markup_holds_the_truth_as_often_as_it_says() -> None:
    """Of 80 generated plants with 400 offers each: 90 %, give or take what 80 plants can tell."""
    rng = np.random.default_rng(11)
    truth = Logistic(-3.0, 6.0)
    best, held = truth.best(0), 0
    for _ in range(80):
        markups = rng.normal(0.6, 0.2, 400)
        won = rng.random(400) < 1 / (1 + np.exp(-3.0 + 6.0 * markups))
        span = logistic.drawn(markups, won, draws=200).best(0)
        held += span is not None and best is not None and span[0] <= best <= span[1]
    assert 66 <= held <= 78


def test_reasons_of_loss_keep_the_unknown_apart() -> None:
    lost = pd.DataFrame(
        {
            "result": ["lost"] * 4 + ["won", "no decision"],
            "reason": ["Цена", "цена", None, "срок", "цена", "цена"],
            "amount": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
        }
    )
    found = win_curve.reasons_of_loss(lost)
    assert [(r.reason.casefold(), r.offers, r.amount) for r in found] == [
        ("цена", 2, 30.0),
        ("срок", 1, 40.0),
        ("", 1, 30.0),
    ]
    assert found[0].share.value == 0.5
