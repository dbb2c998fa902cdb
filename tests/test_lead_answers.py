"""Answers on the phone, as people write them: read in the kind of their column, or refused with the way to write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from analysis import DealfitError
from analysis.journal import lead_answers, lead_calls


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("need_by", "05.02.2027", dt.date(2027, 2, 5)),
        ("need_by", " 5.2.27 ", dt.date(2027, 2, 5)),
        ("last_purchase_on", "31.12.2025 г.", dt.date(2025, 12, 31)),
        ("last_purchase_on", "2025-12-31", dt.date(2025, 12, 31)),
        ("last_purchase_on", "5/2/2026", dt.date(2026, 2, 5)),
        ("expected_amount", "350 000", Decimal(350_000)),
        ("expected_amount", "350\u00a0000,50 ₽", Decimal("350000.50")),
        ("expected_amount", "350 тыс. руб.", Decimal(350_000)),
        ("expected_amount", "1,2 млн", Decimal(1_200_000)),
        ("expected_amount", "1.5m", Decimal(1_500_000)),
        ("purchase_cycle_days", "365 дней", 365),
        ("lead_time_days", "0", 0),
        ("employees", "1 200 чел.", 1200),
        ("industry", "Химия", "Химия"),
        ("Закупка через тендер", "нет", "нет"),
    ],
)
def test_an_answer_is_read(column: str, text: str, value: object) -> None:
    assert lead_answers.read(column, text) == value


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("need_by", "31.02.2027"),
        ("need_by", "весной"),
        ("need_by", "12.2027"),
        ("expected_amount", "много"),
        ("expected_amount", "-5"),
        ("expected_amount", "1" * 12),
        ("expected_amount", "1,2,3"),
        ("lead_time_days", "1,5"),
        ("purchase_cycle_days", "0"),
        ("lead_time_days", ""),
    ],
)
def test_what_cannot_be_read_is_not_guessed(column: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"^|."):
        lead_answers.read(column, text)


def test_a_call_with_an_unread_answer_is_not_noted(tmp_path: Path) -> None:
    with pytest.raises(DealfitError, match=r"“Needed by”: “весной”.*31\.12\.2026"):
        lead_calls.note_call(tmp_path, "L1", "reached", "Anna", answers={"need_by": "весной"})
    assert lead_calls.calls(tmp_path) == {}
