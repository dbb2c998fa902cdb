"""Three years of sales from the first call on: which stages a deal went through, the hours it took, and what became of it.

How many deals ended at which stage is planted as counts, not as chances: a test finds the very funnel again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from .leads import Lead
from .order import CANCELLED, Order
from .plant import KEEN_MANAGER, POOLS, SALES
from .seasons import LAST_DAY, is_workday

STAGES = (
    "1. Отношения установлены",
    "2. АПР, ЛПР и ЛВР определены",
    "3. Потребность выявлена",
    "4. Рамочное КП",
    "5. Бюджет под контролем",
)
WON, LOST, NOBODY, STILL_OPEN = "won", "lost", "no decision", "open"
WORDS = {WON: "Выиграна", LOST: "Проиграна", NOBODY: "Нет решения", STILL_OPEN: "В работе"}

USUAL_DAYS = (
    6,
    10,
    12,
    10,
    38,
)  # of each stage, in calendar days: the clients' budgets take longest
USUAL_HOURS = (1.5, 3.0, 7.0, 12.0, 5.0)
DROPPED_AT = (8, 8, 8, 7, 9)  # so many closed deals got no further than each stage …
NO_DECISION = 12  # … so many of them without a decision
LOST_SILENTLY = 8  # lost without a reason
REASONS = ("цена", "срок изготовления", "выбран другой поставщик", "технические требования")
OF_LEADS_NOT_OURS = 12  # of the deals that came to nothing
OF_CLIENTS = 9  # deals won with those who were clients already
UNDER_WAY = 18
STUCK = 6  # of those under way: at the last stage for half a year and longer …
STUCK_WITH_A_REASON = 2  # … so many of them for a reason that stands beside them
ENTERED_LATE = 5  # deals that began at the third stage: the client came with its need
WENT_BACK = 4  # deals that went back to the need from the framework offer
WITH_AN_INTERESTED_ROLE = ("ready_complex", "bought_lately", "needed_later", "need_unknown")


@dataclass(frozen=True)
class Step:
    deal: str
    lead: str  # "" of a client's deal
    client: str  # the client's code; "" where there is none yet
    stage: int
    entered_on: date
    left_on: date | None
    hours: float
    person: str
    result: str = ""
    reason: str = ""
    amount: float | None = None
    order: str = ""


@dataclass(frozen=True)
class Deal:
    """`ends_on`: the day on which it closed; of one under way the day on which it came to where it is."""

    lead: Lead | None
    client: str
    person: str
    result: str
    stages: tuple[int, ...]
    ends_on: date
    reason: str = ""
    amount: float | None = None
    order: str = ""
    is_stuck: bool = False

    @property
    def was_never_ours(self) -> bool:
        return self.lead is not None and self.lead.role == "not_ours" and self.result != STILL_OPEN


def deals_of(rng: Random, leads: list[Lead], orders: list[Order]) -> list[Deal]:
    first = first_orders(orders)
    won = [_won(rng, lead, first[lead.client_code]) for lead in leads if lead.client_code] + [
        _won(rng, None, order) for order in _later_orders(rng, orders, first)
    ]
    interested = [lead for lead in leads if lead.role in WITH_AN_INTERESTED_ROLE]
    away = [lead for lead in leads if lead.role == "not_ours"]
    rng.shuffle(interested)
    failed = _failed(rng, away, interested)
    under_way = _under_way(rng, interested[sum(DROPPED_AT) :])
    return _with_detours(rng, won + failed) + under_way


def _won(rng: Random, lead: Lead | None, order: Order) -> Deal:
    return Deal(
        lead,
        order.client.code,
        order.client.manager,
        WON,
        _up_to(5),
        order.ordered_on,
        amount=order.revenue,
        order=order.number,
    )


def first_orders(orders: Iterable[Order]) -> dict[str, Order]:
    """Client's code → its first order that wasn't cancelled."""
    found: dict[str, Order] = {}
    for order in sorted(orders, key=lambda o: (o.ordered_on, o.number)):
        if order.status != CANCELLED:
            found.setdefault(order.client.code, order)
    return found


def _later_orders(rng: Random, orders: list[Order], first: dict[str, Order]) -> list[Order]:
    """Custom ones of clients that had bought before: a sale of its own each."""
    wanted = [
        o
        for o in orders
        if o.is_custom and o.status != CANCELLED and first[o.client.code].number != o.number
    ]
    return rng.sample(sorted(wanted, key=lambda o: o.number), OF_CLIENTS)


def _failed(rng: Random, away: list[Lead], interested: list[Lead]) -> list[Deal]:
    stages = [stage for stage, count in enumerate(DROPPED_AT, start=1) for _ in range(count)]
    results = [NOBODY] * NO_DECISION + [LOST] * (len(stages) - NO_DECISION)
    reasons = ["" if n < LOST_SILENTLY else rng.choice(REASONS) for n in range(results.count(LOST))]
    rng.shuffle(stages)
    rng.shuffle(results)
    found = []
    for n, (stage, result) in enumerate(zip(stages, results, strict=True)):
        is_away = n < OF_LEADS_NOT_OURS
        lead = away[n] if is_away else interested[n]
        keen = is_away and rng.random() < 0.75
        found.append(
            Deal(
                lead,
                "",
                KEEN_MANAGER if keen else rng.choice(POOLS[SALES].people),
                result,
                _up_to(stage),
                LAST_DAY - timedelta(days=rng.randint(10, 960)),
                reasons.pop() if result == LOST else "",
                rng.randint(8, 140) * 10_000 if rng.random() < 0.8 else None,
            )
        )
    return found


def _under_way(rng: Random, leads: list[Lead]) -> list[Deal]:
    found = []
    for n in range(UNDER_WAY):
        is_stuck = n < STUCK
        waits = rng.randint(190, 300) if is_stuck else rng.randint(0, 6)
        found.append(
            Deal(
                leads[n % len(leads)],
                "",
                rng.choice(POOLS[SALES].people),
                STILL_OPEN,
                _up_to(5 if is_stuck else n % 5 + 1),
                LAST_DAY - timedelta(days=waits),
                "бюджет будет в 2027 году" if n < STUCK_WITH_A_REASON else "",
                rng.randint(8, 140) * 10_000,
                is_stuck=is_stuck,
            )
        )
    return found


def _up_to(stage: int) -> tuple[int, ...]:
    return tuple(range(1, stage + 1))


def _with_detours(rng: Random, deals: list[Deal]) -> list[Deal]:
    """Some began at the third stage, others went back to it once."""
    long_ones = [n for n, deal in enumerate(deals) if len(deal.stages) >= 4]
    chosen = rng.sample(long_ones, ENTERED_LATE + WENT_BACK)
    found = list(deals)
    for n in chosen[:ENTERED_LATE]:
        found[n] = replace(found[n], stages=found[n].stages[2:])
    for n in chosen[ENTERED_LATE:]:
        found[n] = replace(found[n], stages=(1, 2, 3, 4, *found[n].stages[2:]))
    return found


def steps_of(rng: Random, deals: list[Deal]) -> dict[str, tuple[Deal, list[Step]]]:
    """Deal's number → it and its steps; numbered by the day on which they began."""
    walked = [(deal, _walk(rng, deal)) for deal in deals]
    walked.sort(key=lambda found: (found[1][0].entered_on, found[1][0].lead, found[1][0].order))
    numbered = {}
    for n, (deal, steps) in enumerate(walked, start=1):
        number = f"С-{n:04d}"
        numbered[number] = deal, [replace(step, deal=number) for step in steps]
    return numbered


def _walk(rng: Random, deal: Deal) -> list[Step]:
    """Backwards from its end: the days at each stage vary about the usual ones."""
    is_open = deal.result == STILL_OPEN
    left_on = None if is_open else deal.ends_on
    entered_on = deal.ends_on
    steps: list[Step] = []
    for n, stage in enumerate(reversed(deal.stages)):
        is_last = n == 0
        if not (is_last and is_open):
            stayed = max(1, round(USUAL_DAYS[stage - 1] * rng.lognormvariate(0, 0.4)))
            entered_on = _workday(entered_on - timedelta(days=stayed))
        hours = USUAL_HOURS[stage - 1] * rng.lognormvariate(0, 0.45)
        steps.append(
            Step(
                "",
                deal.lead.code if deal.lead else "",
                deal.client if not deal.lead or is_last else "",
                stage,
                entered_on,
                left_on,
                max(0.25, round(hours * 4) / 4),
                deal.person,
                deal.result if is_last else "",
                deal.reason if is_last else "",
                deal.amount if is_last else None,
                deal.order if is_last else "",
            )
        )
        left_on = entered_on
    return steps[::-1]


def _workday(day: date) -> date:
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def planted_sales(numbered: dict[str, tuple[Deal, list[Step]]]) -> dict[str, object]:
    """What a reader of the steps must find."""
    closed = [deal for deal, _ in numbered.values() if deal.result != STILL_OPEN]
    results = (WON, LOST, NOBODY, STILL_OPEN)
    hours = {number: sum(step.hours for step in steps) for number, (_, steps) in numbered.items()}
    away = {number for number, (deal, _) in numbered.items() if deal.was_never_ours}
    burnt: dict[str, float] = {}
    for number in away:
        person = numbered[number][0].person
        burnt[person] = burnt.get(person, 0.0) + hours[number]
    return {
        "stages": STAGES,
        "closed_that_reached": [
            sum(max(deal.stages) >= stage for deal in closed) for stage in range(1, 6)
        ],
        "results": {r: sum(d.result == r for d, _ in numbered.values()) for r in results},
        "lost_without_a_reason": LOST_SILENTLY,
        "sticks_at": 5,
        "stuck": [number for number, (deal, _) in numbered.items() if deal.is_stuck],
        "stuck_with_a_reason": [n for n, (d, _) in numbered.items() if d.is_stuck and d.reason],
        "hours": sum(hours.values()),
        "hours_on_leads_never_ours": dict(sorted(burnt.items())),
        "orders": {number: deal.order for number, (deal, _) in numbered.items() if deal.order},
    }
