"""The section `policies` on other plants: none of them was looked at while the desk's rules were made."""

from __future__ import annotations

from tests.simulations.policies import comparing
from tests.simulations.report import Table

FIRST = 1000  # number of the first plant; the section `policies` begins with 0


def tables(plants: int) -> list[Table]:
    return comparing.tables(plants, FIRST)
