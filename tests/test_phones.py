"""Phones as they stand in a list of leads (METHOD_DEALS.md, section 3)."""

from __future__ import annotations

import time

import pytest

from analysis.leads.phones import phones


@pytest.mark.parametrize(
    ("cell", "number", "extension"),
    [
        ("8 (495) 123-45-67 доб. 12", "+74951234567", "12"),
        ("84951234567", "+74951234567", ""),
        ("495 123-45-67", "+74951234567", ""),
        ("+7 495 1234567 вн.5", "+74951234567", "5"),
        ("8 (495) 123-45-67 (доб. 120)", "+74951234567", "120"),
        ("8 (495) 123-45-67 внутр. 7", "+74951234567", "7"),
        ("тел.: 8(34365) 4-12-34, Иван", "+73436541234", ""),
        ("+49 30 1234567", "+49301234567", ""),
    ],
)
def test_a_number_is_cleaned(cell: str, number: str, extension: str) -> None:
    (found,) = phones(cell)
    assert (found.number, found.extension) == (number, extension)
    assert found.link == f"tel:{number}" + (f";ext={extension}" if extension else "")


@pytest.mark.parametrize("between", [", ", "; ", "\n", " / "])
def test_two_numbers_in_a_cell_are_two(between: str) -> None:
    cell = between.join(["8 (495) 123-45-67 доб. 12", "8-916-123-45-67", "84951234567 доб. 12"])
    assert [(p.number, p.extension) for p in phones(cell)] == [
        ("+74951234567", "12"),
        ("+79161234567", ""),
    ]


@pytest.mark.parametrize("cell", ["", "123-45-67", "нет", "ИНН 7701234567890", "=1+1"])
def test_what_is_no_number_is_none(cell: str) -> None:
    assert phones(cell) == ()


def test_a_landline_tells_the_hour_there_and_a_mobile_does_not() -> None:
    assert [
        str(p.zone) for p in phones("+7 343 212-34-56; +7 495 123-45-67; +7 916 123-45-67")
    ] == [
        "Asia/Yekaterinburg",
        "Europe/Moscow",
        "None",
    ]


@pytest.mark.parametrize(
    "text", ["8 (495) " * 12_000, "(" * 100_000, " доб " * 20_000, "1" * 100_000]
)
def test_a_long_cell_takes_no_time(text: str) -> None:
    start = time.process_time()
    phones(text)
    assert time.process_time() - start < 0.2
