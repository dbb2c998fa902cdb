"""Who buys: seventy made-up clients, how each one buys, and what was known of it before its first deal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from .client_names import CORE, MIDDLE, NO_ORDERS, TAIL
from .plant import KEEN_MANAGER, POOLS, SALES
from .seasons import FIRST_DAY, LAST_DAY

THE_CLIENT = 'НПО "Вектор-Д"'
ABSENT_FROM_CLIENT_LIST = "ИП Ольховский П. П."  # buys, yet nobody ever filled in the card


@dataclass(frozen=True)
class Habits:
    """How a client buys. Values in roubles of 2023, days, shares and odds from 0 to 1."""

    orders: int
    order_value: float
    lines: float = 3.6
    discount: float = 0.07
    serial_effort: float = 1.0  # office hours per serial order, against the usual
    pay_days: float = 45
    late: float = 0.12
    custom_odds: float = 0.0  # of an order being a custom one
    custom_value: float = 330_000
    custom_margin: float = 0.50  # gross
    custom_labour: float = 0.12
    custom_effort: float = 0.8
    approvals: float = 2.2
    custom_late: float = 0.35
    penalty_odds: float = 0.10  # of a late order costing a penalty
    pieces: tuple[int, int] = (4, 40)  # of a custom line
    presales_hours: float = 1.0  # a month, outside any order


@dataclass(frozen=True)
class Client:
    code: str
    name: str
    role: str  # the planted truth
    habits: Habits
    manager: str
    since: date = FIRST_DAY
    until: date = LAST_DAY


PLANTED: dict[str, tuple[str, Habits, date, date]] = {
    THE_CLIENT: (
        "the_client",
        Habits(
            orders=59,
            order_value=160_000,
            pay_days=58,
            late=0.3,
            custom_odds=0.95,
            custom_value=360_000,
            custom_margin=0.465,
            custom_labour=0.132,
            custom_effort=1.1,
            approvals=5.8,
            custom_late=0.70,
            penalty_odds=0.35,
            pieces=(2, 14),
            presales_hours=11,
        ),
        date(2024, 2, 1),
        LAST_DAY,
    ),
    'ООО "Криолаб-Прибор"': (
        "custom_earns",
        Habits(
            orders=52,
            order_value=190_000,
            custom_odds=0.85,
            custom_value=470_000,
            custom_margin=0.62,
            custom_effort=0.75,
            approvals=1.8,
            custom_late=0.2,
            pay_days=28,
            pieces=(4, 30),
            presales_hours=2,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'АО "Турбосервис Заозёрский"': (
        "custom_earns",
        Habits(
            orders=46,
            order_value=240_000,
            custom_odds=0.7,
            custom_value=560_000,
            custom_margin=0.58,
            custom_effort=0.85,
            approvals=2.4,
            custom_late=0.25,
            pay_days=35,
            pieces=(6, 60),
            presales_hours=3,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'ООО "Морские измерения"': (
        "custom_earns",
        Habits(
            orders=38,
            order_value=210_000,
            custom_odds=0.75,
            custom_value=520_000,
            custom_margin=0.60,
            custom_effort=0.95,
            approvals=2.8,
            custom_late=0.3,
            pay_days=20,
            pieces=(3, 25),
            presales_hours=3,
        ),
        date(2024, 5, 1),
        LAST_DAY,
    ),
    'НТЦ "Полюс-Эксперимент"': (
        "custom_hidden_loss",
        Habits(
            orders=44,
            order_value=150_000,
            custom_odds=0.8,
            custom_value=340_000,
            custom_margin=0.48,
            custom_effort=0.86,
            approvals=4.2,
            custom_late=0.5,
            pay_days=52,
            pieces=(2, 18),
            penalty_odds=0.2,
            presales_hours=7,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'ООО "Аэродинамика-Стенд"': (
        "custom_hidden_loss",
        Habits(
            orders=40,
            order_value=170_000,
            custom_odds=0.75,
            custom_value=300_000,
            custom_margin=0.455,
            custom_effort=0.93,
            approvals=3.6,
            custom_late=0.45,
            pay_days=60,
            pieces=(2, 25),
            presales_hours=5,
        ),
        date(2024, 9, 1),
        LAST_DAY,
    ),
    'КБ "Лучевые системы"': (
        "custom_hidden_loss",
        Habits(
            orders=36,
            order_value=140_000,
            custom_odds=0.85,
            custom_value=350_000,
            custom_margin=0.49,
            custom_effort=0.98,
            approvals=4.0,
            custom_late=0.4,
            pay_days=40,
            pieces=(1, 12),
            presales_hours=6,
        ),
        FIRST_DAY,
        date(2026, 3, 31),
    ),
    'ЗАО "Печьстрой-Автоматика"': (
        "custom_markup_eaten",
        Habits(
            orders=48,
            order_value=230_000,
            custom_odds=0.65,
            custom_value=430_000,
            custom_margin=0.52,
            custom_effort=0.95,
            approvals=3.0,
            custom_late=0.4,
            pay_days=45,
            pieces=(3, 40),
            presales_hours=4,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'ТД "Оптснаб-Регион"': (
        "serial_heavy_discount",
        Habits(
            orders=170,
            order_value=300_000,
            lines=4.8,
            discount=0.20,
            serial_effort=1.6,
            pay_days=62,
            presales_hours=9,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'ООО "Сервис-Мелочь"': (
        "serial_tiny_orders",
        Habits(
            orders=300,
            order_value=52_000,
            lines=3.0,
            discount=0.05,
            serial_effort=1.05,
            pay_days=30,
            presales_hours=3,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'АО "Теплотрасса-Юг"': (
        "serial_late_payer",
        Habits(
            orders=120,
            order_value=230_000,
            lines=4.6,
            discount=0.135,
            pay_days=165,
            serial_effort=1.3,
            presales_hours=6,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
    'ГУП "Горсети Приозёрска"': (
        "serial_paperwork",
        Habits(
            orders=110,
            order_value=130_000,
            lines=4.4,
            discount=0.115,
            pay_days=105,
            serial_effort=1.35,
            presales_hours=10,
        ),
        FIRST_DAY,
        LAST_DAY,
    ),
}

USUAL: dict[str, Habits] = {
    "serial_core": Habits(
        orders=205, order_value=420_000, lines=7.6, discount=0.10, custom_odds=0.004, pay_days=52
    ),
    "serial_middle": Habits(
        orders=106, order_value=275_000, lines=5.9, discount=0.075, custom_odds=0.03
    ),
    "serial_tail": Habits(
        orders=28,
        order_value=222_000,
        lines=4.1,
        discount=0.04,
        custom_odds=0.04,
        pay_days=32,
        presales_hours=0.4,
    ),
    "no_orders": Habits(orders=0, order_value=0, presales_hours=2.5),
}


def clients(rng: Random) -> list[Client]:
    """Every client, in the order of its 1C code."""
    people = [
        (name, role, habits, since, until) for name, (role, habits, since, until) in PLANTED.items()
    ]
    groups = (
        ("serial_core", CORE),
        ("serial_middle", MIDDLE),
        ("serial_tail", TAIL),
        ("no_orders", NO_ORDERS),
    )
    for role, names in groups:
        people += [
            (name, role, _varied(rng, USUAL[role]), *_active_period(rng, role)) for name in names
        ]
    rng.shuffle(people)
    codes = sorted(rng.sample(range(17, 99_000), 45)) + sorted(
        rng.sample(range(100_100, 180_000), len(people) - 45)
    )
    managers = _managers(rng, [role for _, role, *_ in people])
    return [
        Client(f"{code:06d}", name, role, habits, manager, since, until)
        for code, (name, role, habits, since, until), manager in zip(
            codes, people, managers, strict=True
        )
    ]


def _varied(rng: Random, usual: Habits) -> Habits:
    """The same kind of client, but nobody is average."""
    spread = 0.2 if usual.orders > 150 else 0.35
    return replace(
        usual,
        orders=round(usual.orders * rng.lognormvariate(0, spread)),
        order_value=usual.order_value * rng.lognormvariate(0, spread),
        lines=usual.lines * rng.uniform(0.75, 1.25),
        discount=max(0.0, rng.gauss(usual.discount, 0.035)),
        serial_effort=rng.lognormvariate(0, 0.22),
        pay_days=max(5.0, rng.gauss(usual.pay_days, 18)),
        late=min(0.4, max(0.03, rng.gauss(usual.late, 0.06))),
        custom_odds=max(0.0, rng.gauss(usual.custom_odds, usual.custom_odds / 2)),
        custom_margin=rng.gauss(usual.custom_margin, 0.04),
        custom_effort=usual.custom_effort * rng.lognormvariate(0, 0.25),
        presales_hours=usual.presales_hours * rng.lognormvariate(0, 0.6),
    )


def _active_period(rng: Random, role: str) -> tuple[date, date]:
    """Most clients stay; some of the small ones came later or left."""
    if role == "serial_tail" and rng.random() < 0.25:
        return date(2025, rng.randint(1, 12), 1), LAST_DAY
    if role == "serial_tail" and rng.random() < 0.2:
        return FIRST_DAY, date(2025, rng.randint(1, 12), 28)
    return FIRST_DAY, LAST_DAY


def _managers(rng: Random, roles: list[str]) -> list[str]:
    """Clients go round the managers; most custom ones were brought by the keen one."""
    others = [name for name in POOLS[SALES].people if name != KEEN_MANAGER]
    start = rng.randrange(len(others))
    return [
        KEEN_MANAGER
        if role == "the_client" or (role.startswith("custom") and n % 2)
        else others[(start + n) % len(others)]
        for n, role in enumerate(roles)
    ]
