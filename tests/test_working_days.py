"""Working days of Russia: on which a call is due."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.advice.leads.working_days import WorkingDays
from analysis.errors import BadSettings
from analysis.journal import settings
from analysis.journal.settings import settings_editing
from analysis.journal.settings.lead_thresholds import LeadLimits

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


def limits(text: str) -> LeadLimits:
    return settings.read(tomllib.loads(f"[leads]\n{text}")).leads


def test_the_settings_name_days_that_were_moved() -> None:
    read = limits("days_off = [2026-12-31]\nworking_days = [2026-12-26]")
    moved = WorkingDays.of(read)
    assert moved.after(dt.date(2026, 12, 25)) == dt.date(2026, 12, 26)
    assert moved.after(dt.date(2026, 12, 30)) == dt.date(2027, 1, 11)
    assert LeadLimits.of_row(read.row()) == read


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ('days_off = ["2026-12-31"]', r"days_off.*write each day as 2026-12-31"),
        ("days_off = 2026-12-31", "write each day as 2026-12-31"),
        ("days_off = [2026-12-31T10:00:00]", "write each day as 2026-12-31"),
        ("days_off = [2026-12-31]\nworking_days = [2026-12-31]", "either in days_off or in"),
        ('budget_seasons = ["energy"]', "each industry with its months"),
        ('budget_seasons = ["energy: 13"]', "each industry with its months"),
        ('budget_seasons = [": 1"]', "each industry with its months"),
        ('budget_seasons = ["energy; oil: 1"]', "each industry with its months"),
        ("day_off = []", "did you mean 'days_off'"),
    ],
)
def test_what_is_no_list_of_days_or_seasons_is_refused_with_the_mend(text: str, match: str) -> None:
    with pytest.raises(BadSettings, match=match):
        limits(text)


def test_lists_changed_on_screen_stand_in_the_file_as_a_person_writes_them() -> None:
    text = "[leads]  # ours\nrest_months = 3\n"
    now = settings_editing.drawn_from(text)
    lists = {"days_off": (dt.date(2026, 12, 31),), "budget_seasons": ("energy: 9, 10",)}
    changed = settings_editing.changed(text, replace(now, leads=replace(now.leads, **lists)))
    assert changed == f'{text}days_off = [2026-12-31]\nbudget_seasons = ["energy: 9, 10"]\n'
    shown = [(d.key, d.after) for d in settings_editing.differences(text, changed)]
    assert shown == [("leads.days_off", "2026-12-31"), ("leads.budget_seasons", "energy: 9, 10")]
