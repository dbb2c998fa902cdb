"""Whether a lead has a need now, and what sort of deal it would be (METHOD_DEALS.md, section 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analysis.advice.leads.lead import Lead
from analysis.journal.settings.lead_thresholds import LeadLimits

Answer = Literal["yes", "no", "unknown"]
DealType = Literal["transactional", "complex"]
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)  # of days that are reckoned with


@dataclass(frozen=True)
class Need:
    """`buys_now`, why (a code), and from which day on it would buy where that day is known."""

    buys_now: Answer
    reason: str
    from_day: dt.date | None = None


def need(lead: Lead, limits: LeadLimits, today: dt.date) -> Need:
    """From the day the goods are needed, else from the last purchase (ours or a competitor's) and the usual time between two, else
    from the months in which its industry budgets.

    Who needs goods on a day orders them a lead time before it: a lead time that isn't known counts as none.
    """
    lead_time = lead.lead_time_days or 0
    if lead.need_by is not None:
        if lead.need_by < today:
            return Need("unknown", "need date passed")
        from_day = _shifted(lead.need_by, -lead_time)
        return _from(from_day, today, "needed by a date")
    if lead.last_purchase_on is None:
        return _in_season(lead, limits, today) or Need("unknown", "last purchase unknown")
    if lead.last_purchase_on > today:
        return Need("unknown", "last purchase in the future")
    if not lead.purchase_cycle_days:
        return _in_season(lead, limits, today) or Need("unknown", "cycle unknown")
    from_day = _shifted(lead.last_purchase_on, lead.purchase_cycle_days - lead_time)
    return _from(from_day, today, "cycle since the last purchase")


def _in_season(lead: Lead, limits: LeadLimits, today: dt.date) -> Need | None:
    """None: the industry isn't known, or no season is set of it."""
    season = limits.season_of(str(lead.attributes.get("industry") or ""))
    if not season:
        return None
    if today.month in season:
        return Need("yes", "budget season", today.replace(day=1))
    begins = today.replace(day=1)
    while begins.month not in season:
        begins = (begins + dt.timedelta(days=31)).replace(day=1)
    return Need("no", "before the budget season", begins)


def _shifted(day: dt.date, days: int) -> dt.date:
    """So many days later, within what the calendar of this century has."""
    number = min(max(day.toordinal() + days, FIRST.toordinal()), LAST.toordinal())
    return dt.date.fromordinal(number)


def _from(day: dt.date, today: dt.date, reason: str) -> Need:
    return Need("yes" if day <= today else "no", reason, day)


def deal_type(lead: Lead, limits: LeadLimits) -> DealType | None:
    """Complex by custom work, a large amount, a long lead time or many deciders; transactional where amount and lead time are
    known to be small and short. None: what is known doesn't say."""
    if lead.wants in ("modified", "unique"):
        return "complex"
    if lead.deciders is not None and lead.deciders >= limits.complex_deciders:
        return "complex"
    amount, days = lead.expected_amount, lead.lead_time_days
    if amount is not None and amount >= Decimal(str(limits.complex_amount)):
        return "complex"
    if days is not None and days >= limits.complex_lead_time_days:
        return "complex"
    return None if amount is None or days is None else "transactional"
