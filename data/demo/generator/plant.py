"""What the plant makes and who works there: the catalogue of serial sensors, the pools of people, the staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from .seasons import MONTHS, WAGE_INDEX, WORKDAYS_OF

PLANT = 'Приборный завод "Датчик-Демо"'


@dataclass(frozen=True)
class Product:
    """A serial product, or one made to a client's wish. Shares are of the list price of 2023."""

    sku: str
    name: str
    family: str
    price: float
    margin: float
    labour_share: float
    other_share: float
    popularity: float = 1.0
    base_sku: str = ""
    kind: str = "serial"


@dataclass(frozen=True)
class Family:
    title: str
    noun: str
    prefix: str
    cheapest: float
    dearest: float
    ranges: tuple[str, ...]


FAMILIES = (
    Family(
        "Датчики температуры",
        "Датчик темп.",
        "ДТ",
        290,
        1300,
        ("-50…150 °C", "-50…200 °C", "0…100 °C", "0…400 °C", "-40…80 °C"),
    ),
    Family(
        "Датчики давления",
        "Датчик давл.",
        "ДД",
        950,
        4700,
        ("0…0,6 МПа", "0…1 МПа", "0…1,6 МПа", "0…2,5 МПа", "0…10 МПа"),
    ),
    Family(
        "Датчики уровня", "Датчик уровня", "ДУ", 640, 3100, ("0,5 м", "1 м", "2 м", "4 м", "6 м")
    ),
    Family(
        "Датчики расхода",
        "Датчик расх.",
        "ДР",
        2200,
        6900,
        ("DN15", "DN20", "DN25", "DN32", "DN50"),
    ),
)
SKUS_PER_FAMILY = 15


def catalogue(rng: Random) -> list[Product]:
    return [
        _serial_product(rng, family, rank) for family in FAMILIES for rank in range(SKUS_PER_FAMILY)
    ]


def _serial_product(rng: Random, family: Family, rank: int) -> Product:
    step = (family.dearest / family.cheapest) ** (rank / (SKUS_PER_FAMILY - 1))
    sku = f"{family.prefix}-{101 + 7 * rank}"
    return Product(
        sku=sku,
        name=f"{family.noun} {sku} {family.ranges[rank % len(family.ranges)]}",
        family=family.title,
        price=round(family.cheapest * step * rng.uniform(0.93, 1.07), 1),
        margin=min(0.47, max(0.29, rng.gauss(0.366, 0.04))),
        labour_share=rng.uniform(0.055, 0.095),
        other_share=rng.uniform(0.02, 0.05),
        popularity=(rank + 1) ** -0.55 * rng.uniform(0.5, 1.5),
    )


@dataclass(frozen=True)
class Pool:
    """A group of people: `monthly_cost` is one person's pay, taxes and workplace in roubles of 2023."""

    name: str
    monthly_cost: float
    people: tuple[str, ...]
    hours_per_day: float = 6.6  # practical capacity: eight hours less meetings, leave and illness


DESIGNERS = "Конструкторы"
PLANNING = "Планирование производства"
DIRECTOR = "Коммерческий директор"
SALES = "Менеджеры"
QUALITY = "ОТК"

POOLS: dict[str, Pool] = {
    pool.name: pool
    for pool in (
        Pool(
            DESIGNERS,
            252_000,
            (
                "Берёзкин А. В.",
                "Вершинина О. П.",
                "Гладышев Р. М.",
                "Ельцова Т. И.",
                "Зимин П. А.",
                "Кротов Д. С.",
                "Лугова Н. Ф.",
                "Мезенцев И. К.",
                "Осинин В. Г.",
                "Пахтина Ю. Л.",
            ),
        ),
        Pool(
            PLANNING,
            201_000,
            (
                "Рябцева Г. Н.",
                "Сомов Е. Е.",
                "Тальникова А. Р.",
                "Усольцев Б. В.",
                "Фокина Л. Д.",
                "Юртаев П. С.",
            ),
        ),
        Pool(DIRECTOR, 810_000, ("Хмелёв С. Ю.",)),
        Pool(
            SALES,
            196_000,
            (
                "Агатова М. С.",
                "Быстров Н. О.",
                "Ветрова К. А.",
                "Грачёв Л. П.",
                "Дождева Е. М.",
                "Жаров К. Л.",
                "Звонарёва И. И.",
                "Искров Т. Д.",
                "Калинкина В. В.",
                "Лазурин Ф. Р.",
                "Малахитова Д. Е.",
                "Нежин О. А.",
                "Оникс Б. Г.",
            ),
        ),
        Pool(
            QUALITY,
            196_000,
            (
                "Огнев Я. П.",
                "Полянкина С. Т.",
                "Родников М. А.",
                "Снежина Р. О.",
                "Туманов Г. Б.",
                "Уварова Э. Н.",
                "Филинова Ж. К.",
                "Черешнев А. А.",
                "Шелестов Д. Н.",
                "Эхова М. И.",
                "Яблочкин С. С.",
            ),
        ),
    )
}

KEEN_MANAGER = "Жаров К. Л."  # brings the clients who want everything modified


@dataclass(frozen=True)
class PoolMonth:
    pool: str
    month: date
    cost: float
    capacity: float

    @property
    def rate(self) -> float:
        return self.cost / self.capacity


def pool_months(rng: Random) -> list[PoolMonth]:
    return [_pool_month(rng, pool, month) for pool in POOLS.values() for month in MONTHS]


def _pool_month(rng: Random, pool: Pool, month: date) -> PoolMonth:
    bonus = 1.06 if month.month == 12 else 1.0
    cost = (
        len(pool.people)
        * pool.monthly_cost
        * WAGE_INDEX[month.year]
        * bonus
        * rng.uniform(0.98, 1.02)
    )
    capacity = len(pool.people) * len(WORKDAYS_OF[month]) * pool.hours_per_day
    return PoolMonth(pool.name, month, round(cost, 2), round(capacity, 1))
