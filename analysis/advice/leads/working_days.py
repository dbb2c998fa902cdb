"""Days on which people work: from Monday to Friday but for Russia's holidays, and what the settings say otherwise.

Days off that the government moves each year are in the settings: the library learns of them late.
"""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

import holidays

from analysis.journal.settings.lead_thresholds import LeadLimits

ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """`off`: further days off; `on`: days worked although a weekend or a holiday."""

    off: frozenset[dt.date] = field(default_factory=frozenset)
    on: frozenset[dt.date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, limits: LeadLimits) -> WorkingDays:
        return cls(frozenset(limits.days_off), frozenset(limits.working_days))

    @cached_property
    def _russia(self) -> holidays.HolidayBase:
        return holidays.country_holidays("RU")  # adds a year when it is first asked for

    @cached_property
    def _years(self) -> dict[int, list[dt.date]]:
        return {}  # asked of thousands of deals, the same years again and again

    def _of_year(self, year: int) -> list[dt.date]:
        if year not in self._years:
            first = dt.date(year, 1, 1)
            days = (first + dt.timedelta(days=n) for n in range(365 + calendar.isleap(year)))
            self._years[year] = [day for day in days if self.is_one(day)]
        return self._years[year]

    def is_one(self, day: dt.date) -> bool:
        if day in self.on:
            return True
        return day not in self.off and day.weekday() < 5 and day not in self._russia

    def from_day(self, day: dt.date) -> dt.date:
        """The day itself where it is a working day, else the next one."""
        while not self.is_one(day):
            day += ONE
        return day

    def after(self, day: dt.date, n: int = 1) -> dt.date:
        """The n-th working day after a day."""
        for _ in range(n):
            day = self.from_day(day + ONE)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """How many working days lie after `first`, up to and with `last`; 0 where it isn't later."""
        if last <= first:
            return 0
        found = (self._of_year(year) for year in range(first.year, last.year + 1))
        return sum(bisect_right(days, last) - bisect_right(days, first) for days in found)
