"""What the next step with a lead rests on: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.setting_kinds import Amount, Count, Days, Months


@dataclass(frozen=True)
class LeadLimits:
    """From any of the first three on a deal is complex: it takes a meeting, not a call."""

    complex_amount: Amount = 500_000.0  # from this expected amount on a deal is complex
    complex_lead_time_days: Days = 60.0  # from this lead time on a deal is complex
    complex_deciders: Count = 2  # with so many people of the roles АПР, ЛПР, ЛВР a deal is complex
    rest_months: Months = 6  # who isn't interested is left alone for so long
    active_days: Days = 365.0  # a client that has bought nothing for longer has lapsed
