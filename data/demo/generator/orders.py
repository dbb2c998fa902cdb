"""Three years of orders, in the order they came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .clients import Client
from .fates import what_became_of
from .order import DONE, Line, Order
from .plant import FAMILIES, Product
from .seasons import (
    MATERIAL_INDEX,
    MONTHS,
    OVERHEAD_ON_LABOUR,
    PRICE_INDEX,
    WAGE_INDEX,
    WORKDAYS_OF,
    demand,
)


@dataclass
class OrderBook:
    """Takes the orders down one after another; remembers who buys what and numbers the new products."""

    products: list[Product]
    seed: str
    numbers: dict[int, int] = field(default_factory=dict)
    variants: int = 0
    made_for: dict[str, list[Product]] = field(default_factory=dict)
    streams: dict[str, Random] = field(default_factory=dict)
    assortments: dict[str, list[Product]] = field(default_factory=dict)

    def of(self, clients: list[Client]) -> list[Order]:
        asked = [
            (day, n, client)
            for n, client in enumerate(clients)
            for day in self._order_dates(client)
        ]
        return [
            self._order(client, day) for day, _, client in sorted(asked, key=lambda ask: ask[:2])
        ]

    def _stream(self, client: Client) -> Random:
        """Each client's own chance, so that tuning one leaves the others as they were."""
        if client.code not in self.streams:
            self.streams[client.code] = Random(f"{self.seed}/orders/{client.name}")
        return self.streams[client.code]

    def _order_dates(self, client: Client) -> list[date]:
        rng = self._stream(client)
        months = [month for month in MONTHS if client.since.replace(day=1) <= month <= client.until]
        drawn = rng.choices(months, [demand(month) for month in months], k=client.habits.orders)
        return sorted(rng.choice(WORKDAYS_OF[month]) for month in drawn)

    def _order(self, client: Client, day: date) -> Order:
        rng, habits = self._stream(client), client.habits
        self.numbers[day.year] = self.numbers.get(day.year, 0) + 1
        number = f"ЗК{day.year % 100}-{self.numbers[day.year]:05d}"
        custom = rng.random() < habits.custom_odds
        promised, shipped = _delivery(rng, client, day, custom)
        goods = self._custom_goods(client, day) if custom else self._serial_goods(client, day)
        lines = [_line(rng, client, day, product, pieces, shipped) for product, pieces in goods]
        order = Order(
            number=number,
            client=client,
            ordered_on=day,
            promised_on=promised,
            shipped_on=shipped,
            paid_on=_payment(rng, client, shipped),
            status=DONE,
            kind=_kind(lines),
            approvals=_approvals(rng, client) if custom else int(rng.random() < 0.06),
            penalty=_penalty(rng, client, promised, shipped, lines),
            lines=tuple(lines),
        )
        return what_became_of(rng, order)

    def _serial_goods(self, client: Client, day: date) -> list[tuple[Product, int]]:
        rng, habits = self._stream(client), client.habits
        value = habits.order_value * PRICE_INDEX[day.year] * rng.lognormvariate(-0.09, 0.43)
        count = max(1, min(12, round(rng.gammavariate(3.2, habits.lines / 3.2))))
        chosen = _different(rng, self._assortment(client), count)
        weights = [rng.uniform(0.4, 1.6) for _ in chosen]
        return [
            (
                product,
                _batch(value * weight / sum(weights) / (product.price * PRICE_INDEX[day.year])),
            )
            for product, weight in zip(chosen, weights, strict=True)
        ]

    def _assortment(self, client: Client) -> list[Product]:
        """A client keeps to some of the catalogue: mostly a family or two."""
        if client.code not in self.assortments:
            rng = self._stream(client)
            liking = {family.title: rng.lognormvariate(0, 0.9) for family in FAMILIES}
            odds = [p.popularity * liking[p.family] for p in self.products]
            drawn = rng.choices(self.products, odds, k=rng.randint(8, 30))
            self.assortments[client.code] = list(dict.fromkeys(drawn))
        return self.assortments[client.code]

    def _custom_goods(self, client: Client, day: date) -> list[tuple[Product, int]]:
        rng, habits = self._stream(client), client.habits
        count = rng.choices((1, 2, 3, 4, 5), (22, 32, 26, 14, 6))[0]
        value = habits.custom_value * rng.lognormvariate(-0.12, 0.5) / count
        goods = [self._custom_good(client, value * rng.uniform(0.5, 1.5)) for _ in range(count)]
        if rng.random() < 0.28:  # a few serial ones on the same order
            extras = _different(rng, self._assortment(client), rng.randint(1, 2))
            goods += [(product, _batch(rng.uniform(6, 50))) for product in extras]
        return goods

    def _custom_good(self, client: Client, value: float) -> tuple[Product, int]:
        rng = self._stream(client)
        known = self.made_for.setdefault(client.code, [])
        fewest, most = client.habits.pieces
        if known and rng.random() < 0.22:
            product = rng.choice(known)
            return product, max(fewest, min(most * 2, round(value / product.price)))
        pieces = max(1, round(fewest + (most - fewest) * rng.betavariate(1.3, 2.6)))
        product = self._new_product(client, value / pieces)
        known.append(product)
        return product, pieces

    def _new_product(self, client: Client, price: float) -> Product:
        rng, habits = self._stream(client), client.habits
        self.variants += 1
        base = rng.choice(self._assortment(client))
        unique = rng.random() < 0.18
        sku = f"УИ-{self.variants:04d}" if unique else f"{base.sku}-М{self.variants:04d}"
        return Product(
            sku=sku,
            name=f"Датчик по ТЗ {sku}"
            if unique
            else f"{base.name.rsplit(' ', 1)[0]} мод. {self.variants}",
            family=base.family,
            price=round(max(price, base.price * rng.uniform(1.3, 2.2)), 1),
            margin=min(0.72, max(0.25, rng.gauss(habits.custom_margin, 0.05))),
            labour_share=max(0.05, rng.gauss(habits.custom_labour, 0.02)),
            other_share=rng.uniform(0.03, 0.07),
            base_sku="" if unique else base.sku,
            kind="unique" if unique else "modified",
        )


def _different(rng: Random, products: list[Product], count: int) -> list[Product]:
    drawn = rng.choices(products, [p.popularity for p in products], k=count)
    return list(dict.fromkeys(drawn))


def _batch(pieces: float) -> int:
    """Serial sensors are ordered by the round number."""
    lot = 1 if pieces < 12 else 5 if pieces < 100 else 10 if pieces < 400 else 50
    return max(1, round(pieces / lot) * lot)


def _delivery(rng: Random, client: Client, day: date, custom: bool) -> tuple[date, date]:
    lead = rng.randint(40, 95) if custom else rng.choice((7, 10, 10, 14, 14, 14, 18, 21, 28))
    late = rng.random() < (client.habits.custom_late if custom else client.habits.late)
    early = rng.randint(0, 8 if custom else 4)
    delay = 1 + round(rng.lognormvariate(3.0 if custom else 1.5, 0.7)) if late else -early
    promised = day + timedelta(days=lead)
    return promised, promised + timedelta(days=delay)


def _payment(rng: Random, client: Client, shipped: date) -> date:
    if rng.random() < 0.05:  # paid in advance
        return shipped - timedelta(days=rng.randint(0, 6))
    return shipped + timedelta(
        days=max(1, round(client.habits.pay_days * rng.lognormvariate(-0.04, 0.28)))
    )


def _approvals(rng: Random, client: Client) -> int:
    return max(1, min(9, round(rng.gauss(client.habits.approvals, 1.2))))


def _penalty(
    rng: Random, client: Client, promised: date, shipped: date, lines: list[Line]
) -> float:
    """A fifth of a percent of the order a day, a tenth of the order at most."""
    days_late = (shipped - promised).days
    if days_late <= 2 or rng.random() >= client.habits.penalty_odds:
        return 0.0
    return round(sum(line.revenue for line in lines) * min(0.10, 0.002 * days_late), 2)


def _line(
    rng: Random, client: Client, day: date, product: Product, pieces: int, shipped: date
) -> Line:
    price = round(product.price * PRICE_INDEX[day.year], 1)
    off = (
        0.0
        if product.base_sku or product.kind == "unique"
        else max(0.0, rng.gauss(client.habits.discount, 0.025))
    )
    cost = product.price * pieces
    material_share = 1 - product.margin - product.labour_share - product.other_share
    labour = round(
        cost * product.labour_share * WAGE_INDEX[day.year] * rng.lognormvariate(0, 0.10), 2
    )
    return Line(
        product=product,
        quantity=pieces,
        unit_price=price,
        discount=round(price * pieces * round(off, 3), 2),
        material=round(
            cost * material_share * MATERIAL_INDEX[day.year] * rng.lognormvariate(0, 0.05), 2
        ),
        labour=labour,
        other=round(
            cost * product.other_share * MATERIAL_INDEX[day.year] * rng.lognormvariate(0, 0.2), 2
        ),
        overhead=round(labour * OVERHEAD_ON_LABOUR[day.year], 2),
        shipped_on=shipped,
    )


def _kind(lines: list[Line]) -> str:
    kinds = [line.product.kind for line in lines]
    return "unique" if "unique" in kinds else "modified" if "modified" in kinds else "serial"
