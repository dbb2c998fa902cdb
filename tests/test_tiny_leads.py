"""The tiny plant's leads, worked by hand: each next step once, each rule on the day before, on the day and on the day after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import analysis
from analysis.advice.leads import next_step
from analysis.advice.leads.next_step import Qualification
from analysis.leads import calling

TINY = Path(__file__).parent / "tiny_plant"
BEFORE, ON, AFTER = (dt.date(2026, 12, day) for day in (8, 9, 10))  # Tuesday to Thursday
CYCLE, DATE = "cycle since the last purchase", "needed by a date"


def day(month: int, of_month: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, of_month)


Step = tuple[str, str, dt.date | None]
HAND_OVER: tuple[Step, ...] = tuple(("hand over", CYCLE, each) for each in (BEFORE, ON, AFTER))
MEETING: tuple[Step, ...] = tuple(("book a meeting", CYCLE, each) for each in (BEFORE, ON, AFTER))


def asked(reason: str) -> tuple[Step, ...]:
    return tuple(("ask", reason, each) for each in (BEFORE, ON, AFTER))


BY_HAND: dict[str, tuple[Step, ...]] = {
    # 30 September + 90 days is 29 December, less 20 days: it buys from 9 December on
    "Т01": (("call back", CYCLE, ON), ("hand over", CYCLE, ON), ("hand over", CYCLE, AFTER)),
    # needed on 29 December, less 20 days; unique, so it takes a meeting
    "Т02": (
        ("call back", DATE, ON),
        ("book a meeting", DATE, ON),
        ("book a meeting", DATE, AFTER),
    ),
    # needed on 9 December, lead time unknown: counts as none; the day after, the date has passed
    "Т03": (
        ("call back", DATE, ON),
        ("book a meeting", DATE, ON),
        ("ask", "need date passed", AFTER),
    ),
    # bought on 9 December: a year later is Thursday, 9 December 2027
    "Т04": (
        ("ask", "last purchase in the future", BEFORE),
        ("call back", CYCLE, day(12, 9, 2027)),
        ("call back", CYCLE, day(12, 9, 2027)),
    ),
    "Т05": MEETING,  # 500,000 is complex,
    "Т06": HAND_OVER,  # a kopeck less and 59 days are not
    # 3 October + 90 − 20 is Saturday, 12 December: Monday
    "Т07": (("call back", CYCLE, day(12, 14)),) * 3,
    # 23 October + 90 − 20 is 1 January: after the holidays and a weekend comes Monday, 11 January
    "Т08": (("call back", CYCLE, day(1, 11, 2027)),) * 3,
    "Т09": (("decline", "not ours", None),) * 3,  # 0 of 6
    "Т10": asked("borderline"),  # Moscow: 5 of 6 = 83, under 90, and nothing is left to ask
    "Т11": HAND_OVER,  # the half of the weight is known, and met
    "Т12": asked("not enough data"),  # 1 of 6 is known
    "Т13": asked("last purchase unknown"),
    # a meeting on 9 December; the day after it has passed
    "Т14": (
        ("book a meeting", "meeting booked", ON),
        ("book a meeting", "meeting booked", ON),
        ("book a meeting", CYCLE, AFTER),
    ),
    "Т15": asked("deal type unknown"),
    "Т16": MEETING,  # АПР and ЛПР are two who decide,
    "Т17": HAND_OVER,  # ЛПР and a contact are one
    "Т18": MEETING,  # 60 days of lead time
}
QUESTIONS = {
    "Т10": ("accepts_terms",),
    "Т12": ("industry", "employees"),
    "Т13": ("need_by", "last_purchase_on", "purchase_cycle_days"),
    "Т15": ("expected_amount",),
}


@pytest.fixture(scope="module")
def plant(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[analysis.Workspace]:
    root = tmp_path_factory.mktemp("tiny leads") / "plant"
    result = analysis.import_paths(root, [TINY, TINY / "portrait", TINY / "leads"])
    assert (result.unreadable, result.rows_rejected) == ((), 0)
    with analysis.open_workspace(root) as ws:
        yield ws


@pytest.fixture(scope="module")
def judged(plant: analysis.Workspace) -> Callable[[dt.date], dict[str, Qualification]]:
    there, of = calling.leads(plant), calling.rules(plant)

    def on(today: dt.date) -> dict[str, Qualification]:
        return {
            lead.lead_id: next_step.qualify(lead, of.portrait, of.limits, today, of.days)
            for lead in there
        }

    return on


@pytest.mark.parametrize("n", [0, 1, 2], ids=["before", "on", "after"])
def test_each_next_step_with_its_reason_and_day(
    judged: Callable[[dt.date], dict[str, Qualification]], n: int
) -> None:
    found = {
        code: (q.next_step.step, q.next_step.reason, q.next_step.due_on)
        for code, q in judged((BEFORE, ON, AFTER)[n]).items()
    }
    assert found == {code: steps[n] for code, steps in BY_HAND.items()}


def test_what_is_asked_the_most_telling_first(
    judged: Callable[[dt.date], dict[str, Qualification]],
) -> None:
    asking = {code: q.next_step.questions for code, q in judged(ON).items()}
    assert {code: each for code, each in asking.items() if each} == QUESTIONS


def test_counts_add_up(judged: Callable[[dt.date], dict[str, Qualification]]) -> None:
    steps = Counter(q.next_step.step for q in judged(ON).values())
    assert steps == {
        "hand over": 4,
        "book a meeting": 6,
        "call back": 3,
        "ask": 4,
        "decline": 1,
    }
    assert steps.total() == 18


def test_steps_of_sales_belong_to_leads_clients_and_orders(plant: analysis.Workspace) -> None:
    """С1 was won after 3.5 hours by order 001; 3 hours went into Т09, which was never ours; С3 is under way."""
    rows = plant.sql(
        "select deal_id, company, sale_result, hours, order_id from sale_deals order by deal_id"
    )
    assert [
        (r.deal_id, r.sale_result, float(r.hours), r.order_id if r.order_id == r.order_id else None)
        for r in rows.itertuples()
    ] == [("С1", "won", 3.5, "001"), ("С2", "lost", 3.0, None), ("С3", "open", 0.5, None)]
    assert plant.guilty("a_won_deal_has_no_order").empty
    assert plant.guilty("a_deal_names_a_lead_that_is_not_there").empty
