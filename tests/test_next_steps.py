"""The next step with a lead: each rule at its boundary, worked by hand, and what holds of every lead."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.advice.leads import next_step
from analysis.advice.leads.lead import Lead
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal.portrait import Criterion, Portrait
from analysis.journal.settings.lead_thresholds import LeadLimits

TODAY = dt.date(2026, 11, 30)  # a Monday
DAYS = WorkingDays()
LIMITS = LeadLimits()
PORTRAIT = Portrait(
    (
        Criterion("industry", "industry", accept=("energy",), weight=2),
        Criterion("size", "employees", min=100),
        Criterion("tender", "tender", yes=False, knockout=True),
        Criterion("late payment", "late_payment_days", max=30, weight=5, known="after"),
    )
)
OURS = {"industry": "energy", "employees": 500, "tender": "no"}
LEAD = Lead(
    "L1",
    "Turbine",
    wants="serial",
    expected_amount=Decimal(100_000),
    lead_time_days=20,
    last_purchase_on=TODAY - dt.timedelta(days=400),
    purchase_cycle_days=365,
    attributes=OURS,
)


def step(lead: Lead, today: dt.date = TODAY) -> next_step.NextStep:
    return next_step.qualify(lead, PORTRAIT, LIMITS, today, DAYS).next_step


def test_a_small_serial_deal_of_one_of_ours_that_needs_it_now_is_handed_over() -> None:
    found = step(LEAD)
    assert (found.step, found.due_on) == ("hand over", TODAY)
    assert found.reason == "cycle since the last purchase"


@pytest.mark.parametrize(
    "change",
    [
        {"wants": "modified"},
        {"wants": "unique"},
        {"expected_amount": Decimal(500_000)},
        {"lead_time_days": 60},
        {"deciders": 2},
    ],
)
def test_a_complex_one_gets_a_meeting(change: dict[str, Any]) -> None:
    assert step(replace(LEAD, **change)).step == "book a meeting"


@pytest.mark.parametrize(
    "change", [{"expected_amount": Decimal("499999.99")}, {"lead_time_days": 59}, {"deciders": 1}]
)
def test_just_under_the_thresholds_it_is_not_complex(change: dict[str, Any]) -> None:
    assert step(replace(LEAD, **change)).step == "hand over"


def test_bought_yesterday_from_a_competitor_it_is_called_back_and_never_handed_over() -> None:
    """On last purchase + cycle − lead time: 29 November + 90 − 20 days is 7 February, a Sunday."""
    lead = replace(LEAD, last_purchase_on=TODAY - dt.timedelta(days=1), purchase_cycle_days=90)
    found = step(lead)
    assert (found.step, found.due_on) == ("call back", dt.date(2027, 2, 8))


@pytest.mark.parametrize(
    ("bought_ago", "expected", "due"),
    [
        (345, "hand over", TODAY),  # 365 − 20: the day has come
        (344, "call back", dt.date(2026, 12, 1)),  # tomorrow
        (340, "call back", dt.date(2026, 12, 7)),  # 5 December is a Saturday
    ],
)
def test_the_day_on_which_it_buys_again(bought_ago: int, expected: str, due: dt.date) -> None:
    found = step(replace(LEAD, last_purchase_on=TODAY - dt.timedelta(days=bought_ago)))
    assert (found.step, found.due_on) == (expected, due)


@pytest.mark.parametrize(
    ("need_in", "expected", "due"),
    [
        (20, "hand over", TODAY),  # as long as the lead time
        (0, "hand over", TODAY),
        (21, "call back", dt.date(2026, 12, 1)),
        (60, "call back", dt.date(2027, 1, 11)),  # 9 January is a Saturday
        (-1, "ask", TODAY),
    ],
)
def test_a_stated_date_of_need_goes_before_the_cycle(
    need_in: int, expected: str, due: dt.date
) -> None:
    found = step(replace(LEAD, need_by=TODAY + dt.timedelta(days=need_in)))
    assert (found.step, found.due_on) == (expected, due)


@pytest.mark.parametrize(
    ("change", "reason", "questions"),
    [
        ({"last_purchase_on": None}, "last purchase unknown", ("need_by", "last_purchase_on")),
        ({"purchase_cycle_days": None}, "cycle unknown", ("need_by", "purchase_cycle_days")),
        (
            {"last_purchase_on": TODAY + dt.timedelta(days=1)},
            "last purchase in the future",
            ("need_by", "last_purchase_on"),
        ),
        ({"expected_amount": None}, "deal type unknown", ("expected_amount",)),
        (
            {"expected_amount": None, "lead_time_days": None},
            "deal type unknown",
            ("expected_amount", "lead_time_days"),
        ),
    ],
)
def test_what_is_not_known_is_asked(
    change: dict[str, Any], reason: str, questions: tuple[str, ...]
) -> None:
    found = step(replace(LEAD, **change))
    assert (found.step, found.reason, found.questions) == ("ask", reason, questions)


def test_who_is_not_ours_is_declined() -> None:
    away = replace(LEAD, attributes={**OURS, "industry": "shops", "employees": 5})
    assert (step(away).step, step(away).due_on) == ("decline", None)
    knocked = replace(LEAD, attributes={**OURS, "tender": "yes"})
    assert (step(knocked).step, step(knocked).reason) == ("decline", "ruled out")


def test_the_most_telling_question_comes_first() -> None:
    """Nothing known: the industry is half of the weight and brings a verdict either way; the tender may rule out; the size does neither."""
    found = step(replace(LEAD, attributes={}))
    assert (found.step, found.reason) == ("ask", "not enough data")
    assert found.questions == ("industry", "tender", "employees")


def test_a_knock_out_is_asked_before_anybody_is_handed_over() -> None:
    half = replace(LEAD, attributes={"industry": "energy"})
    assert next_step.qualify(half, PORTRAIT, LIMITS, TODAY, DAYS).fit.verdict == "ours"
    assert (step(half).step, step(half).questions) == ("ask", ("tender",))
    answered = {
        answer: replace(half, attributes={**half.attributes, "tender": answer})
        for answer in ("no", "yes")
    }
    assert (
        step(answered["no"]).step == "hand over"
    )  # its size is still unknown, and could cost 34 points: borderline
    assert step(answered["yes"]).step == "decline"


def test_an_answer_may_still_make_it_ours() -> None:
    """Industry 2 of 3 known, its size failed: 67, borderline; with the tender 3 of 4: 75, ours."""
    asked = replace(LEAD, attributes={"industry": "energy", "employees": 5})
    assert (step(asked).reason, step(asked).questions) == ("may still be ours", ("tender",))
    assert step(replace(asked, attributes={**asked.attributes, "tender": "no"})).step == "hand over"
    hopeless = replace(LEAD, attributes={"industry": "shops", "employees": 500})
    assert (step(hopeless).step, step(hopeless).reason) == ("decline", "not ours")


BORDERLINE = {"industry": "energy", "employees": 5, "tender": "yes"}  # 2 of 4: 50 points


@pytest.mark.parametrize(
    ("answer", "expected", "reason"),
    [
        (None, "ask", "borderline"),
        ("we shall see", "ask", "borderline"),
        ("yes", "hand over", "cycle since the last purchase"),
        ("да", "hand over", "cycle since the last purchase"),
        ("no", "decline", "terms refused"),
    ],
)
def test_a_borderline_lead_is_asked_whether_it_agrees_to_our_terms(
    answer: str | None, expected: str, reason: str
) -> None:
    """Of it everything is known, so it can't become ours."""
    plain = Portrait(tuple(replace(c, knockout=False) for c in PORTRAIT.criterion))
    lead = replace(LEAD, attributes={**BORDERLINE, "accepts_terms": answer})
    found = next_step.qualify(lead, plain, LIMITS, TODAY, DAYS)
    assert found.fit.verdict == "borderline"
    assert (found.next_step.step, found.next_step.reason) == (expected, reason)
    assert found.next_step.questions == (("accepts_terms",) if expected == "ask" else ())


def test_a_borderline_lead_that_may_be_ruled_out_is_asked_that_first() -> None:
    """Its size fails and it agrees: whether it buys by tender, which rules it out, isn't known."""
    wanted = Portrait(
        (
            Criterion("industry", "industry", accept=("energy",), weight=2),
            Criterion("size", "employees", min=100, weight=2),
            Criterion("tender", "tender", yes=False, knockout=True, weight=0.1),
        )
    )
    attributes = {"industry": "energy", "employees": 5, "accepts_terms": "yes"}
    found = next_step.qualify(
        replace(LEAD, attributes=attributes), wanted, LIMITS, TODAY, DAYS
    ).next_step
    assert (found.step, found.reason, found.questions) == ("ask", "may be ruled out", ("tender",))


def test_without_a_portrait_nobody_is_handed_over() -> None:
    found = next_step.qualify(LEAD, Portrait(), LIMITS, TODAY, DAYS).next_step
    assert (found.step, found.reason) == ("ask", "no portrait")


days = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2029, 1, 1))
leads = st.builds(
    Lead,
    lead_id=st.just("L"),
    company=st.just("C"),
    wants=st.sampled_from([None, "serial", "modified", "unique"]),
    expected_amount=st.none() | st.decimals(0, 10**7, places=2),
    lead_time_days=st.none() | st.integers(0, 400),
    last_purchase_on=days,
    purchase_cycle_days=st.none() | st.integers(0, 2000),
    need_by=days,
    meeting_on=days,
    deciders=st.none() | st.integers(0, 5),
    attributes=st.fixed_dictionaries(
        {},
        optional={
            "industry": st.sampled_from(["energy", "shops", ""]),
            "employees": st.integers(0, 1000),
            "tender": st.sampled_from(["yes", "no", None]),
            "accepts_terms": st.sampled_from(["yes", "no", "perhaps"]),
        },
    ),
)


@settings(max_examples=300)
@given(leads)
def test_of_every_lead(lead: Lead) -> None:
    found = next_step.qualify(lead, PORTRAIT, LIMITS, TODAY, DAYS)
    its_step = found.next_step
    assert its_step.step in ("hand over", "book a meeting", "call back", "ask", "decline")
    if its_step.step in ("hand over", "book a meeting"):
        agreed = lead.attributes.get("accepts_terms") == "yes"
        assert found.fit.verdict == "ours" or (found.fit.verdict == "borderline" and agreed)
        assert found.need.buys_now == "yes"
    if found.fit.ruled_out:
        assert its_step.step == "decline"
    if its_step.step == "call back":
        assert its_step.due_on is not None
        assert its_step.due_on > TODAY
    assert (its_step.due_on is None) == (its_step.step == "decline")
    assert its_step.due_on is None or DAYS.is_one(its_step.due_on)
    assert its_step.questions if its_step.step == "ask" else not its_step.questions


SEASONS = replace(LIMITS, budget_seasons=("Energy: 1, 12", "retail: 11"))
NO_CYCLE = replace(LEAD, purchase_cycle_days=None)


@pytest.mark.parametrize(
    ("today", "buys_now", "reason", "from_day", "step_and_day"),
    [
        (
            dt.date(2026, 11, 30),
            "no",
            "before the budget season",
            dt.date(2026, 12, 1),
            ("call back", dt.date(2026, 12, 1)),
        ),
        (
            dt.date(2026, 12, 1),
            "yes",
            "budget season",
            dt.date(2026, 12, 1),
            ("hand over", dt.date(2026, 12, 1)),
        ),
        (
            dt.date(2027, 1, 31),  # a Sunday
            "yes",
            "budget season",
            dt.date(2027, 1, 1),
            ("hand over", dt.date(2027, 2, 1)),
        ),
        (
            dt.date(2027, 2, 1),
            "no",
            "before the budget season",
            dt.date(2027, 12, 1),
            ("call back", dt.date(2027, 12, 1)),
        ),
    ],
)
def test_without_a_cycle_an_industry_buys_in_its_budget_season(
    today: dt.date, buys_now: str, reason: str, from_day: dt.date, step_and_day: tuple[str, dt.date]
) -> None:
    found = next_step.qualify(NO_CYCLE, PORTRAIT, SEASONS, today, DAYS)
    assert (found.need.buys_now, found.need.reason, found.need.from_day) == (
        buys_now,
        reason,
        from_day,
    )
    assert (found.next_step.step, found.next_step.due_on) == step_and_day
    assert found.next_step.reason == reason


def test_a_known_cycle_and_a_day_of_need_come_before_the_season() -> None:
    cycle = next_step.qualify(LEAD, PORTRAIT, SEASONS, TODAY, DAYS).need
    assert cycle.reason == "cycle since the last purchase"
    needed = next_step.qualify(replace(NO_CYCLE, need_by=TODAY), PORTRAIT, SEASONS, TODAY, DAYS)
    assert needed.need.reason == "needed by a date"
    unset = replace(NO_CYCLE, attributes={**OURS, "industry": None})
    assert next_step.qualify(unset, PORTRAIT, SEASONS, TODAY, DAYS).need.reason == "cycle unknown"


@pytest.mark.parametrize(
    "change",
    [
        {"purchase_cycle_days": 10**9},
        {"need_by": dt.date.max},
        {"need_by": TODAY, "lead_time_days": 10**9},
        {"last_purchase_on": dt.date.min, "lead_time_days": 10**9},
    ],
)
def test_days_beyond_every_calendar_are_reckoned_with(change: dict[str, Any]) -> None:
    found = step(replace(LEAD, **change))
    assert found.due_on is None or DAYS.is_one(found.due_on)
