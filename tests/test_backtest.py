"""Past custom orders asked about again, with only what was known before each."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.deals.past_deals import backtest
from analysis.deals.past_deals.replay import Replayed, replay
from analysis.deals.workspace import DealWorkspace
from tests.test_deals_on_plants import POOLS, exports

FOUR = (  # order, decision, true profit, book profit, what following the advice would have brought, within 80 and 90 %
    Replayed("1", "reprice", -100.0, 50.0, 0.0, True, True),
    Replayed("2", "accept", -50.0, -10.0, -50.0, False, True),
    Replayed("3", "refuse", 200.0, 300.0, 0.0, None, None),
    Replayed("4", "accept", 300.0, 400.0, 300.0, True, True),
)


def test_what_following_the_advice_would_have_changed() -> None:
    """Caught: the first of two losses. Refused: one of two that earned. 0 − (−100) + 0 − 200 = −100 against accepting all, 350."""
    found = backtest.of_replayed(FOUR)
    assert found.desk.losses_caught.value == 0.5
    assert found.desk.good_refused.value == 0.5
    assert found.desk.profit_change.value == -100
    assert found.always_accept == 350
    # the book refuses the second alone: 50 of loss less
    assert found.book_margin.losses_caught.value == 0.5
    assert found.book_margin.good_refused.value == 0
    assert found.book_margin.profit_change.value == 50
    assert (found.coverage_80.value, found.coverage_80.n) == (pytest.approx(2 / 3), 3)
    assert found.desk.profit_change.low is None  # four orders make no interval


def test_intervals_are_resampled_over_orders() -> None:
    """Ten times the same four: the interval holds the value, and the same input gives the same interval."""
    found = backtest.of_replayed(FOUR * 10)
    change = found.desk.profit_change
    assert change.value == -1000
    assert change.low is not None
    assert change.high is not None
    assert change.low < -1000 < change.high
    assert backtest.of_replayed(FOUR * 10).desk.profit_change == change


def test_a_replay_and_its_command(plant: Callable[..., DealWorkspace]) -> None:
    """Ten hours each at 100 and 1,500 of direct cost leave 3,500 of 6,000: once an interval is known, all are accepted."""
    lines, usage = exports(40, lambda n: 10.0 + n % 2)
    with plant(order_lines=lines, usage=usage, pools=POOLS) as ws:
        found = [each for _, each in replay(ws)]
        said = CliRunner().invoke(
            main, ["backtest", "--workspace", str(ws.root), "--format", "json"]
        )
    assert [each.order_id for each in found] == [f"O{n:03}" for n in range(40)]
    assert found[0].decision is None  # nothing was known in the first month
    assert {each.decision for each in found[-10:]} == {"accept"}
    assert all(each.within_80 is not None for each in found[-10:])
    assert all(each.within_90 is not False for each in found if each.within_80)
    answer = json.loads(said.stdout)
    keys = ("losses_caught", "good_refused", "profit_change", "coverage_80", "coverage_90")
    assert all(set(answer[key]) == {"value", "low", "high", "n"} for key in ("orders", *keys))
    assert answer["orders"]["value"] == 40
    assert answer["losses_caught"] == {"value": None, "low": None, "high": None, "n": 0}
    assert answer["good_refused"]["value"] == 0
    assert answer["profit_change"]["value"] == 0
