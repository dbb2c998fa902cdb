"""The report of simulations, small and with fixed seeds; the whole of it is `python -m tests.simulations`."""

from __future__ import annotations

import pytest

from tests.simulations import shrinkage
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
