"""The report of simulations, small and with fixed seeds; the whole of it is `python -m tests.simulations`."""

from __future__ import annotations

import pytest

from tests.simulations import intervals, shrinkage
from tests.simulations.report import Share, Table


def test_a_share_says_how_sure_it_is_and_a_table_is_readable_as_text() -> None:
    assert str(Share(18, 30)) == "0.600 (0.423–0.754), n = 30"  # Wilson 1927
    assert (
        str(Table("T", "n.", ("a", "b"), [("1", "2")]))
        == "### T\n\nn.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    )


def test_margins_drawn_towards_the_peers_are_nearer_to_the_truth_than_the_clients_own() -> None:
    """20 clients that differ by 10 points, orders that scatter by 30: the drawn margin has under half the squared error."""
    share, error = shrinkage.covered(shrinkage.Cell(20, 0.10, 0.30, shrinkage.ORDINARY), plants=10)
    assert share.n == 200
    assert error < 0.5


@pytest.mark.parametrize("errors", [shrinkage.ORDINARY, shrinkage.HEAVY, shrinkage.EQUAL])
def test_a_stated_ninety_per_cent_covers_it_from_eight_clients_on(errors: str) -> None:
    """87 to 93 % over clients that hardly differ, differ and differ widely; the report has each of the 54 cells."""
    found = [
        shrinkage.covered(shrinkage.Cell(clients, between, 0.30, errors), plants=plants)[0]
        for clients, plants in ((8, 30), (20, 12), (80, 3))
        for between in (0.02, 0.10, 0.30)
    ]
    whole = Share(sum(share.cases for share in found), sum(share.n for share in found))
    assert whole.n == 2160
    assert 0.87 <= whole.value <= 0.93


@pytest.mark.parametrize("trade", intervals.PLANTS, ids=lambda trade: trade.name)
def test_intervals_of_a_deals_cost_cover_out_of_time(trade: intervals.Trade) -> None:
    """80 and 90 % within five points, on the first plant of the trade alone and over six of them."""
    found = [intervals.tested(trade, seed) for seed in range(1, 7)]
    n = sum(each.n for each in found)
    assert found[0].n >= 90
    assert n >= 500
    for level in intervals.LEVELS:
        assert found[0].coverage[level] == pytest.approx(level, abs=0.05)
        whole = sum(each.coverage[level] * each.n for each in found) / n
        assert whole == pytest.approx(level, abs=0.05)
