"""What the next step with a lead rests on: a section of settings.toml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from analysis.dictionary.setting_kinds import Amount, Count, DayList, Days, Months, SeasonList
from analysis.errors.phrases import phrase
from analysis.journal.portrait import fold
from analysis.validation import Refusing

BETWEEN = "; "  # of a list in one text


@dataclass(frozen=True)
class LeadLimits:
    """From any of the first three on a deal is complex: it takes a meeting, not a call."""

    complex_amount: Amount = 500_000.0  # from this expected amount on a deal is complex
    complex_lead_time_days: Days = 60.0  # from this lead time on a deal is complex
    complex_deciders: Count = 2  # with so many people of the roles АПР, ЛПР, ЛВР a deal is complex
    rest_months: Months = 6  # who isn't interested is left alone for so long
    active_days: Days = 365.0  # a client that has bought nothing for longer has lapsed
    clock_days: Count = 30  # who buys within so many days is what the clock of clients is asked
    days_off: DayList = ()  # off although neither a weekend nor a holiday
    working_days: DayList = ()  # worked although a weekend or a holiday
    budget_seasons: SeasonList = ()  # of an industry the months in which its clients budget

    def check(self, refusing: Refusing) -> None:
        for day in self.days_off:
            if day in self.working_days:
                key = "leads.working_days"
                raise refusing.bad(key, day.isoformat(), phrase("mend.off_or_worked"))

    def row(self) -> dict[str, Any]:
        """Columns of the table `settings`: a list is one text."""
        return {name: _in_one_text(value) for name, value in vars(self).items()}

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> LeadLimits:
        """What `row` wrote."""
        given = {field.name: row[field.name] for field in fields(cls)}
        for name in ("days_off", "working_days"):
            given[name] = tuple(dt.date.fromisoformat(day) for day in _listed(given[name]))
        return cls(**{**given, "budget_seasons": tuple(_listed(given["budget_seasons"]))})

    def season_of(self, industry: str) -> frozenset[int]:
        """Months, 1 to 12, in which clients of the industry budget; empty where nothing is set of it."""
        found = (season.partition(":") for season in self.budget_seasons)
        return frozenset(
            int(month)
            for name, _, months in found
            if fold(name) == fold(industry)
            for month in months.split(",")
        )


def _in_one_text(value: Any) -> Any:
    return BETWEEN.join(map(str, value)) if isinstance(value, tuple) else value


def _listed(text: str | None) -> list[str]:
    return text.split(BETWEEN) if text else []
