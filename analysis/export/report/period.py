"""The period of a report, as it is asked for: a year, a quarter, a month, months from … to …, the last twelve, everything."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from analysis.errors import DealfitError
from analysis.reader.scope import Scope

EVERYTHING, LAST_YEAR = "all", "12m"
YEAR = re.compile(r"(\d{4})\Z")
QUARTER = re.compile(r"(\d{4})-?[qQ]([1-4])\Z")
MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
MONTHS = re.compile(r"(\d{4}-\d{2})\.\.(\d{4}-\d{2})\Z")
LONGEST = 40  # signs that are looked at


def scope(asked: str, last_day: dt.date | None) -> Scope:
    """`asked`: 2026, 2026-Q3, 2026-09, 2026-01..2026-06, 12m (the last twelve months of the data), all. DealfitError otherwise."""
    text = asked.strip()[:LONGEST]
    if text == EVERYTHING or (text == LAST_YEAR and last_day is None):
        return Scope()
    if text == LAST_YEAR and last_day is not None:
        return Scope().last_months(12, last_day)
    try:
        if found := YEAR.match(text):
            return _months(int(found[1]), 1, int(found[1]), 12)
        if found := QUARTER.match(text):
            year, last = int(found[1]), 3 * int(found[2])
            return _months(year, last - 2, year, last)
        if found := MONTH.match(text):
            return _months(int(found[1]), int(found[2]), int(found[1]), int(found[2]))
        if found := MONTHS.match(text):
            (first, start), (last, end) = (map(int, part.split("-")) for part in found.groups())
            return _months(first, start, last, end)
    except ValueError:  # a thirteenth month, the year 0
        pass
    raise DealfitError("bad_period", period=text)


def _months(first_year: int, first: int, last_year: int, last: int) -> Scope:
    end = dt.date(last_year, last, calendar.monthrange(last_year, last)[1])
    return Scope(since=dt.date(first_year, first, 1), until=end)
