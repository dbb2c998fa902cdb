"""What to do with a lead next: hand over, book a meeting, call back, ask or decline; one step, its day and its reason.

Only a lead that is ours and can buy now takes a seller's time, or a borderline one that agreed to our terms. One that isn't ours is
never handed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from analysis.advice.leads.lead import Lead
from analysis.advice.leads.needs import DealType, Need, deal_type, need
from analysis.advice.leads.working_days import ONE, WorkingDays
from analysis.dictionary.codes import BORDERLINE, OURS, TOO_LITTLE
from analysis.journal import portrait
from analysis.journal.portrait import Criterion, Portrait, PortraitFit, State
from analysis.journal.settings.lead_thresholds import LeadLimits

TERMS = "accepts_terms"  # what a borderline lead is asked: whether our terms suit it as they are
ANSWERS: tuple[State, State] = ("met", "failed")
Step = Literal["hand over", "book a meeting", "call back", "ask", "decline"]


@dataclass(frozen=True)
class NextStep:
    """`reason`: a code. `due_on`: always a working day; None of a lead that is declined. `questions`: columns of `leads`, TERMS, or
    fields that the portrait asks, of which an answer is wanted, the most telling first."""

    step: Step
    reason: str
    due_on: dt.date | None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Qualification:
    """A lead as it stands today."""

    lead: Lead
    fit: PortraitFit
    need: Need
    deal_type: DealType | None
    next_step: NextStep


def qualify(
    lead: Lead, wanted: Portrait, limits: LeadLimits, today: dt.date, days: WorkingDays
) -> Qualification:
    """By the portrait's criteria that are known before the first deal."""
    before = wanted.before()
    fit = portrait.score(before, lead.attributes)
    its_need, its_type = need(lead, limits, today), deal_type(lead, limits)
    questions = telling_questions(before, lead.attributes)
    now = days.from_day(today)
    step = _about_the_fit(before, fit, questions, now)
    if step is None and fit.verdict == BORDERLINE:
        step = _about_the_terms(lead, now)
    step = step or _about_buying(lead, its_need, its_type, today, days)
    return Qualification(lead, fit, its_need, its_type, step)


def _about_the_fit(
    wanted: Portrait, fit: PortraitFit, questions: tuple[str, ...], now: dt.date
) -> NextStep | None:
    """None: it is ours, or borderline whatever is still asked, and nothing that is still unknown rules it out."""
    unknown = fit.named("unknown")
    if fit.ruled_out:
        return NextStep("decline", "ruled out", None)
    if fit.verdict == TOO_LITTLE:
        return NextStep("ask", TOO_LITTLE if questions else "no portrait", now, questions)
    if fit.verdict != OURS:
        if OURS in fit.could_be:
            return NextStep("ask", "may still be ours", now, questions)
        if fit.verdict != BORDERLINE:
            return NextStep("decline", fit.verdict, None)
    knockouts = dict.fromkeys(c.field for c in wanted.criterion if c.knockout and c.name in unknown)
    return NextStep("ask", "may be ruled out", now, tuple(knockouts)) if knockouts else None


def _about_the_terms(lead: Lead, now: dt.date) -> NextStep | None:
    """One that can't become ours takes a seller's time only where it agrees to our terms. None: it does."""
    agreed = portrait.yes_or_no(lead.attributes.get(TERMS))
    if agreed is None:
        return NextStep("ask", "borderline", now, (TERMS,))
    return None if agreed else NextStep("decline", "terms refused", None)


def _about_buying(
    lead: Lead, its_need: Need, its_type: DealType | None, today: dt.date, days: WorkingDays
) -> NextStep:
    now = days.from_day(today)
    if its_need.buys_now == "unknown":
        return NextStep("ask", its_need.reason, now, _about_the_need(lead, today))
    if its_need.buys_now == "no":
        assert its_need.from_day is not None
        call_on = days.from_day(max(its_need.from_day, today + ONE))
        return NextStep("call back", its_need.reason, call_on)
    if its_type is None:
        asked = [n for n in ("expected_amount", "lead_time_days") if getattr(lead, n) is None]
        return NextStep("ask", "deal type unknown", now, tuple(asked))
    if its_type == "transactional":
        return NextStep("hand over", its_need.reason, now)
    if lead.meeting_on is not None and lead.meeting_on >= today:
        return NextStep("book a meeting", "meeting booked", days.from_day(lead.meeting_on))
    return NextStep("book a meeting", its_need.reason, now)


def _about_the_need(lead: Lead, today: dt.date) -> tuple[str, ...]:
    if lead.need_by is not None:
        return ("need_by",)
    known = lead.last_purchase_on is not None and lead.last_purchase_on <= today
    asked = ["need_by"] if known else ["need_by", "last_purchase_on"]
    return (*asked, *([] if lead.purchase_cycle_days else ["purchase_cycle_days"]))


def telling_questions(wanted: Portrait, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Fields of the criteria whose answer isn't known, the most telling first: whose two answers bring other verdicts than the
    present one, then knock-outs, then the heavier ones."""
    present = portrait.score(wanted, values)
    unknown = set(present.named("unknown"))

    def telling(criterion: Criterion) -> tuple[int, bool, float, str]:
        verdicts = {
            portrait.score_if(wanted, values, criterion, answer).verdict for answer in ANSWERS
        }
        return (
            -len(verdicts - {present.verdict}),
            not criterion.knockout,
            -criterion.weight,
            criterion.name,
        )

    open_ones = (c for c in wanted.criterion if c.name in unknown)
    return tuple(dict.fromkeys(c.field for c in sorted(open_ones, key=telling)))
