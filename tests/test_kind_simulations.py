"""A small part of `python -m tests.simulations kinds`, with the bounds that it must keep: one plant a row, fixed seeds."""

from __future__ import annotations

import pytest

from tests.simulations import kinds

NOT_TOLD = {"60 products, Zipf, 10 % custom"}
IN_SUITE = (
    "job shop, each drawing once",
    "job shop, drawings reordered by their client",
    "trader, 300 codes, Zipf",
    "trader, 1,500 codes, Zipf",
    "a new serial product each month, 10 % custom",
    "all codes renamed each January, 120 products",
    "lot in the code, P-7/0123",
    "lot in the code, P-7 партия 0123",
    "one code in four spellings",
    "modification P-1-client, serial minimum 50",
    "modification P-1-client, no serial minimum",
    "design hours of «ОГК»",
    "serial only, hours of «Service engineers»",
    "words of names alone",
    "custom orders that come back",
    "loyal clients of a trader",
)


@pytest.mark.parametrize("name", IN_SUITE)
def test_planted_kinds_are_found(name: str) -> None:
    found = kinds.measured(name, 1)
    assert found.serial == 0 or found.false_custom.value <= 0.02
    assert found.custom == 0 or (found.precision.value >= 0.95 and found.recall.value >= 0.95)
