"""Working days of Russia: on which a call is due."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from analysis.advice.leads.working_days import WorkingDays

DAYS = WorkingDays()
FRIDAY = dt.date(2026, 11, 27)
MONDAY = dt.date(2026, 11, 30)


def test_weekends_and_holidays_are_off() -> None:
    assert [DAYS.is_one(FRIDAY + dt.timedelta(days=n)) for n in range(4)] == [
        True,
        False,
        False,
        True,
    ]
    assert not DAYS.is_one(dt.date(2026, 11, 4))  # Unity Day, a Wednesday
    assert DAYS.from_day(dt.date(2027, 1, 1)) == dt.date(2027, 1, 11)


def test_the_nth_working_day_after() -> None:
    assert DAYS.after(FRIDAY) == MONDAY
    assert DAYS.after(FRIDAY, 5) == dt.date(2026, 12, 4)
    assert DAYS.after(dt.date(2026, 11, 28)) == MONDAY  # from a Saturday
    assert DAYS.after(dt.date(2026, 12, 31)) == dt.date(2027, 1, 11)


def test_the_settings_move_days() -> None:
    moved = WorkingDays(
        off=frozenset({dt.date(2026, 12, 31)}), on=frozenset({dt.date(2026, 12, 26)})
    )
    assert moved.after(dt.date(2026, 12, 25)) == dt.date(2026, 12, 26)  # a Saturday that is worked
    assert moved.after(dt.date(2026, 12, 30)) == dt.date(2027, 1, 11)


def test_days_between() -> None:
    assert DAYS.between(FRIDAY, MONDAY) == 1
    assert DAYS.between(MONDAY, MONDAY) == 0
    assert DAYS.between(MONDAY, FRIDAY) == 0


@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 15))
def test_counting_back_finds_as_many(day: dt.date, n: int) -> None:
    later = DAYS.after(day, n)
    assert DAYS.is_one(later)
    assert DAYS.between(day, later) == n
