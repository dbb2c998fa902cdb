"""Three years of offers: those that the orders came of, and those that were lost, frozen or are still open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from .order import CANCELLED, Order
from .seasons import FIRST_DAY, LAST_DAY

# The planted truth: an offer that came to a decision is won with 1 / (1 + e^(alpha + beta * markup)).
WIN_CURVE: Mapping[str, tuple[float, float]] = {"serial": (-4.3, 9.0), "custom": (-2.74, 2.2)}
# Of what was lost: why, as the managers wrote it down; "" where nobody did.
REASONS: Mapping[str, Mapping[str, float]] = {
    "serial": {"цена": 0.56, "срок поставки": 0.18, "выбран другой поставщик": 0.12, "": 0.14},
    "custom": {
        "цена": 0.30,
        "срок изготовления": 0.34,
        "технические требования": 0.20,
        "": 0.16,
    },
}
NO_DECISION = 0.13  # of all offers, whatever their markup: nobody got the order
STILL_OUT = 38  # offers of the last days that have come to no end yet …
OPEN_DAYS = 45  # … of so many
UNSAID = 9  # offers of which nobody wrote down what became of them
SERIAL_OFFERED = 0.04  # of serial orders; the others came without an offer
STRANGERS = tuple(
    f'ООО "{name}"'
    for name in (
        "Теплоучёт Дальнеречье",
        "Гидромаш Славнополь",
        "Хим-Аппарат Ясногорье",
        "Стройизмеритель Демо",
        "Нефтебаза Лугань",
        "Завод Точный Ход",
        "Аэролаб Синеборье",
        "Водоприбор Малиновка",
        "Измерон Демо",
        "Котельная Группа Рось",
    )
)

WON, LOST, NOBODY, STILL_OPEN = "won", "lost", "no decision", "open"
WORDS: Mapping[str, tuple[str, ...]] = {
    WON: ("Выиграно",),
    LOST: ("Проиграно", "Отказ клиента"),
    NOBODY: ("Нет решения", "Заморожено"),
    STILL_OPEN: ("В работе",),
}


@dataclass(frozen=True)
class Quote:
    number: str
    client_code: str  # "" for a firm that never ordered
    client: str
    quoted_on: date
    kind: str  # serial, modified or unique
    quantity: int
    cost_estimate: float
    markup: float  # a share of the estimate
    result: str
    wording: str
    reason: str
    order: str

    @property
    def amount(self) -> float:
        return round(self.cost_estimate * (1 + self.markup), 2)


def group_of(kind: str) -> str:
    return "serial" if kind == "serial" else "custom"


def quotes_of(rng: Random, orders: list[Order]) -> list[Quote]:
    """The offers in the order of their days, numbered year by year.

    For each one that was won, so many were lost at its markup that their odds are the planted curve's.
    """
    won = [_won(rng, order) for order in orders if _was_offered(rng, order)]
    buyers = sorted({(o.client.code, o.client.name) for o in orders})
    lost = [
        _of_another(rng, quote, LOST, buyers)
        for quote in won
        for _ in range(_poisson(rng, math.exp(_exponent(quote))))
    ]
    decided = won + lost
    nobody = [
        _of_another(rng, rng.choice(decided), NOBODY, buyers)
        for _ in range(round(len(decided) * NO_DECISION / (1 - NO_DECISION)))
    ]
    unsaid = [replace(quote, result="unknown", wording="") for quote in nobody[:UNSAID]]
    waiting = [
        replace(
            _of_another(rng, rng.choice(decided), STILL_OPEN, buyers),
            quoted_on=LAST_DAY - timedelta(days=rng.randint(0, OPEN_DAYS)),
        )
        for _ in range(STILL_OUT)
    ]
    found = [*decided, *unsaid, *nobody[UNSAID:], *waiting]
    return _numbered(sorted(found, key=lambda q: (q.quoted_on, q.client, q.cost_estimate)))


def _was_offered(rng: Random, order: Order) -> bool:
    chance = rng.random()
    return order.status != CANCELLED and (order.is_custom or chance < SERIAL_OFFERED)


def _won(rng: Random, order: Order) -> Quote:
    goods = [line for line in order.lines if line.quantity > 0]
    revenue = sum(line.revenue for line in goods)
    missed = rng.lognormvariate(-0.04, 0.09) if order.is_custom else rng.lognormvariate(0, 0.03)
    estimate = round(sum(line.direct_cost for line in goods) * missed, 2)
    waited = rng.randint(8, 60) if order.is_custom else rng.randint(2, 20)
    return Quote(
        "",
        order.client.code,
        order.client.name,
        max(FIRST_DAY, order.ordered_on - timedelta(days=waited)),
        order.kind,
        sum(line.quantity for line in goods),
        estimate,
        round(revenue / estimate - 1, 3),
        WON,
        rng.choice(WORDS[WON]),
        "",
        order.number,
    )


def _exponent(quote: Quote) -> float:
    alpha, beta = WIN_CURVE[group_of(quote.kind)]
    return alpha + beta * quote.markup


def _of_another(rng: Random, like: Quote, result: str, buyers: list[tuple[str, str]]) -> Quote:
    """An offer of the same kind and markup that somebody else, or the same client another time, did not take."""
    who = rng.random()
    if who < 0.35:
        code, name = like.client_code, like.client
    elif who < 0.8:
        code, name = rng.choice(buyers)
    else:
        code, name = "", rng.choice(STRANGERS)
    reasons = REASONS[group_of(like.kind)]
    day = like.quoted_on + timedelta(days=rng.randint(-90, 90))
    return replace(
        like,
        client_code=code,
        client=name,
        quoted_on=_within(day),
        quantity=max(1, round(like.quantity * rng.lognormvariate(0, 0.3))),
        cost_estimate=round(like.cost_estimate * rng.lognormvariate(0, 0.35), 2),
        result=result,
        wording=rng.choice(WORDS[result]),
        reason=rng.choices([*reasons], [*reasons.values()])[0] if result == LOST else "",
        order="",
    )


def _within(day: date) -> date:
    """A day beyond the three years is turned back into them: no day gathers what lies outside."""
    if day > LAST_DAY:
        return LAST_DAY - (day - LAST_DAY)
    return FIRST_DAY + (FIRST_DAY - day) if day < FIRST_DAY else day


def _numbered(quotes: list[Quote]) -> list[Quote]:
    numbers: dict[int, int] = {}
    found = []
    for quote in quotes:
        year = quote.quoted_on.year
        numbers[year] = numbers.get(year, 0) + 1
        found.append(replace(quote, number=f"КП{year % 100}-{numbers[year]:04d}"))
    return found


def _poisson(rng: Random, mean: float) -> int:
    """How many, by Knuth's product of chances."""
    least, product, count = math.exp(-mean), rng.random(), 0
    while product > least:
        product, count = product * rng.random(), count + 1
    return count
