"""Who spent how many hours on what: the working time behind the orders, as people wrote it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .clients import Client
from .order import CANCELLED, IN_PROGRESS, Order
from .plant import DESIGNERS, DIRECTOR, PLANNING, POOLS, QUALITY, SALES
from .seasons import FIRST_DAY, LAST_DAY, MONTHS, WORKDAYS, WORKDAYS_OF

ORDERS_WITHOUT_SHEETS = 0.065
MISSING_SHEETS = (PLANNING, date(2025, 8, 11), date(2025, 8, 29))  # the department was moving house
LONGEST_DAY = 9.5

# What people write into «Вид работ», and the stage it belongs to.
WORK: dict[str, tuple[tuple[str, str], ...]] = {
    DESIGNERS: (
        ("Разработка КД", "КД"),
        ("Согласование чертежа", "Согласование"),
        ("Корректировка КД", "Согласование"),
        ("Подбор материала", "КД"),
        ("Техподдержка цеха", "Производство"),
    ),
    PLANNING: (
        ("Запуск партии", "Производство"),
        ("Календарный план", "Планирование"),
        ("Минимальная партия", "Закупка"),
    ),
    DIRECTOR: (
        ("Переговоры", "Согласование"),
        ("Согласование цены", "Договор"),
        ("Совещание по заказу", "Производство"),
    ),
    SALES: (
        ("Обработка заказа", "Договор"),
        ("Переписка", "Согласование"),
        ("Документы на отгрузку", "Отгрузка"),
    ),
    QUALITY: (("Приёмка", "Испытания"), ("Поверка", "Испытания"), ("Паспорта", "Отгрузка")),
}
OUTSIDE_ORDERS = (
    (SALES, "Подготовка КП", "Предпродажа", 0.5),
    (DESIGNERS, "Проработка ТЗ", "Предпродажа", 0.3),
    (QUALITY, "Рекламация", "Рекламация", 0.12),
    (DIRECTOR, "Тендер", "Предпродажа", 0.08),
)
INTERNAL = {
    DESIGNERS: "НИОКР завода",
    PLANNING: "Совещание",
    DIRECTOR: "Отчётность",
    SALES: "Обучение",
    QUALITY: "Аудит",
}
INTERNAL_SHARE = {DESIGNERS: 0.09, PLANNING: 0.05, DIRECTOR: 0.08, SALES: 0.05, QUALITY: 0.06}


@dataclass(frozen=True)
class Entry:
    """One row of a time sheet. With neither order nor client it is internal work."""

    day: date
    person: str
    pool: str
    order: str
    client: str
    hours: float
    activity: str
    stage: str


@dataclass
class TimeSheets:
    """Finds everybody a free place in the day, so that nobody works round the clock."""

    seed: str
    busy: dict[tuple[str, date], float] = field(default_factory=lambda: defaultdict(float))

    def __post_init__(self) -> None:
        self.rng = Random(f"{self.seed}/timesheets")

    def of(self, orders: list[Order], clients: list[Client]) -> list[Entry]:
        entries = [entry for order in orders for entry in self._order_entries(order)]
        entries += [entry for client in clients for entry in self._outside_entries(client)]
        entries += list(self._internal_entries())
        pool, first, last = MISSING_SHEETS
        kept = [
            entry for entry in entries if not (entry.pool == pool and first <= entry.day <= last)
        ]
        return sorted(kept, key=lambda e: (e.day, e.pool, e.person, e.order, e.client, e.hours))

    def _order_entries(self, order: Order) -> Iterator[Entry]:
        chance = Random(
            f"{self.seed}/hours/{order.number}"
        )  # its own, so that tuning one client moves no other
        logged = chance.random() >= ORDERS_WITHOUT_SHEETS
        for pool, hours in hours_needed(chance, order).items():
            if not logged or hours < 0.25:
                continue
            first, last = order.ordered_on, order.working_until
            if order.is_custom and pool in (DESIGNERS, SALES, DIRECTOR):
                first -= timedelta(days=12)  # the drawings begin before the contract is signed
            for part in self._parts(hours, order.is_custom):
                activity, stage = self.rng.choice(WORK[pool])
                person = self._person(pool, order.client)
                yield self._entry(
                    person, pool, first, last, part, order.number, "", activity, stage
                )

    def _outside_entries(self, client: Client) -> Iterator[Entry]:
        """Tenders, questions, complaints: hours on a client that no order carries."""
        for month in MONTHS:
            if not client.since.replace(day=1) <= month <= client.until:
                continue
            for pool, activity, stage, share in OUTSIDE_ORDERS:
                hours = client.habits.presales_hours * share * self.rng.lognormvariate(0, 0.9)
                if hours < 1:
                    continue
                person = self._person(pool, client)
                last = WORKDAYS_OF[month][-1]
                for part in self._parts(hours, True):
                    yield self._entry(
                        person, pool, month, last, part, "", client.name, activity, stage
                    )

    def _internal_entries(self) -> Iterator[Entry]:
        for month in MONTHS:
            days = WORKDAYS_OF[month]
            for pool in POOLS.values():
                for person in pool.people:
                    hours = (
                        len(days)
                        * pool.hours_per_day
                        * INTERNAL_SHARE[pool.name]
                        * self.rng.uniform(0.5, 1.5)
                    )
                    for part in self._parts(hours, True):
                        work = INTERNAL[pool.name]
                        yield self._entry(
                            person, pool.name, days[0], days[-1], part, "", "", work, "Внутреннее"
                        )

    def _parts(self, hours: float, long_job: bool) -> list[float]:
        """Cut into the rows that people write, in quarters of an hour."""
        usual = 5.5 if long_job else 6.0
        count = max(1, round(hours / usual))
        return [
            max(0.25, round(hours / count * 4 * self.rng.uniform(0.8, 1.2)) / 4)
            for _ in range(count)
        ]

    def _person(self, pool: str, client: Client) -> str:
        if pool == SALES and self.rng.random() < 0.8:
            return client.manager
        return self.rng.choice(POOLS[pool].people)

    def _entry(
        self,
        person: str,
        pool: str,
        first: date,
        last: date,
        hours: float,
        order: str,
        client: str,
        activity: str,
        stage: str,
    ) -> Entry:
        days = _workdays_between(first, last)
        place = self._free_place(person, pool, days, hours)
        self.busy[place] += hours
        return Entry(place[1], place[0], pool, order, client, hours, activity, stage)

    def _free_place(
        self, person: str, pool: str, days: list[date], hours: float
    ) -> tuple[str, date]:
        """A day of the person's own, else a colleague's, else the least busy of those looked at."""
        looked_at = []
        for attempt in range(40):
            place = (
                person if attempt < 8 else self.rng.choice(POOLS[pool].people),
                self.rng.choice(days),
            )
            if self.busy[place] + hours <= LONGEST_DAY:
                return place
            looked_at.append(place)
        return min(looked_at, key=lambda place: (self.busy[place], place))


def hours_needed(rng: Random, order: Order) -> dict[str, float]:
    """The plant's own time equations, with the chance that no equation knows."""
    needed = _custom_hours(rng, order) if order.is_custom else _serial_hours(rng, order)
    done = _share_done(rng, order)
    return {pool: hours * done for pool, hours in needed.items()}


def _share_done(rng: Random, order: Order) -> float:
    if order.status == CANCELLED:
        return rng.uniform(0.25, 0.7)
    if order.status == IN_PROGRESS:
        return min(
            0.9, (LAST_DAY - order.ordered_on).days / (order.promised_on - order.ordered_on).days
        )
    return 1.0


def _serial_hours(rng: Random, order: Order) -> dict[str, float]:
    lines, pieces = len(order.lines), sum(abs(line.quantity) for line in order.lines)
    effort = order.client.habits.serial_effort

    def about(hours: float) -> float:
        return hours * effort * rng.lognormvariate(-0.06, 0.35)

    return {
        SALES: about(3.6 + 1.15 * lines),
        PLANNING: about(1.3 + 0.55 * lines),
        QUALITY: about(1.5 + 0.45 * lines + 0.0135 * pieces),
        DESIGNERS: 4.8 * rng.lognormvariate(-0.06, 0.35) if rng.random() < 0.93 else 0.0,
        DIRECTOR: about(3.0) if rng.random() < (0.5 if order.revenue > 900_000 else 0.09) else 0.0,
    }


def _custom_hours(rng: Random, order: Order) -> dict[str, float]:
    new = sum(line.product.kind != "serial" for line in order.lines)
    lines, rounds = len(order.lines), order.approvals
    job = order.client.habits.custom_effort * rng.lognormvariate(-0.06, 0.35)

    def about(hours: float) -> float:
        return hours * job * rng.lognormvariate(-0.02, 0.2)

    return {
        DESIGNERS: about(14 + 8 * new + 4 * rounds) * (1.4 if order.kind == "unique" else 1.0),
        SALES: about(9 + 3 * rounds),
        PLANNING: about(6 + 2.5 * lines),
        QUALITY: about(5 + 2.5 * lines),
        DIRECTOR: about(1 + 1.1 * rounds),
    }


def _workdays_between(first: date, last: date) -> list[date]:
    inside = [day for day in _NEAR[max(first, FIRST_DAY)] if day <= max(last, first)]
    return inside or [_NEAR[min(max(first, FIRST_DAY), LAST_DAY)][0]]


def _next_workdays() -> dict[date, list[date]]:
    """Each day's coming working days, half a year of them."""
    near: dict[date, list[date]] = {}
    for n in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=n)
        near[day] = [d for d in WORKDAYS if day <= d <= day + timedelta(days=180)] or [WORKDAYS[-1]]
    return near


_NEAR = _next_workdays()
