"""Makes a plant: clients, three years of orders and offers, and the deals of the months that follow. Everything from one seed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

import numpy as np

from tests.simulations.policies.trades import Trade
from tests.simulations.policies.truth import (
    BOOK_MARGIN,
    OVERHEAD,
    Ask,
    Client,
    Dice,
    Plant,
    Product,
    Situation,
    cost_of,
    hours,
)

FIRST = dt.date(2023, 1, 1)
PAST, AHEAD = 36, 6  # months
PRODUCTS = 8  # of a family
OTHER_LOAD = 0.75  # of resources that aren't scarce, at most
MOSTLY_CUSTOM = (
    0.3  # of clients; the others rarely ask for custom work, and these rarely for serial goods
)
RARELY = 0.12  # as often as the others
MOST_LEAVE = 0.1  # chance of leaving over a refusal, or over a late delivery, at most
NEW = 0.08  # of clients: their first order falls into the months ahead
SERIAL_DEALS = 0.1  # of serial orders: somebody asks about them before they are taken
MARKET_KNOWS = (
    0.5  # how far the market's price follows what the work really takes, and not what books say
)
WORTH = 1.15  # price ÷ true cost, where the market knows it all
OFFERED = 0.2  # scatter of what managers offer around what the book asks, log scale
SERIAL_MARKET = 1.05  # the market's price of serial goods ÷ the list price
LISTED = 4.0  # times as elastic as custom work: serial goods have a price that everybody knows
MISJUDGED = 0.07  # scatter of stated costs, log scale
TYPICAL = 1.1  # direct cost of a piece ÷ its family's
MODIFIED = 1.7  # direct cost of a modified piece ÷ its base product's
SERIAL_GROWTH = 0.7  # hours of a serial order grow with its batch to this power
LABOUR = 0.25  # of direct cost
LEAD_SCATTER = 0.25  # of days from order to shipment, log scale
SIZES = 0.6  # scatter of batches, log scale


def month_start(month: int) -> dt.date:
    return dt.date(FIRST.year + month // 12, month % 12 + 1, 1)


def usual_days(trade: Trade, is_custom: bool) -> float:
    return trade.custom_days if is_custom else trade.serial_days


def plant(trade: Trade, orders: int, situation: Situation, draw: np.random.Generator) -> Plant:
    """`orders`: about so many in the three years."""
    clients = tuple(_clients(trade, orders, situation, draw))
    products = [
        Product(f"{family[:2].upper()}-{n + 1:02d}", family, cost * float(draw.uniform(0.6, 1.6)))
        for family, cost in trade.families.items()
        for n in range(PRODUCTS)
    ]
    taken: list[Ask] = []
    lost: list[Ask] = []
    for ask in _asks(trade, clients, products, draw):
        (taken if ask.is_taken(ask.price) else lost).append(ask)
    past = tuple(ask for ask in taken if ask.month < PAST)
    ahead = [(ask, ask.is_custom or draw.random() < SERIAL_DEALS) for ask in taken[len(past) :]]
    return Plant(
        trade,
        situation,
        clients,
        past,
        tuple(ask for ask in lost if ask.month < PAST),
        tuple(ask for ask, is_deal in ahead if is_deal),
        tuple(ask for ask, is_deal in ahead if not is_deal),
        _capacity(trade, situation, past),
    )


def _clients(
    trade: Trade, orders: int, situation: Situation, draw: np.random.Generator
) -> Iterator[Client]:
    """About one for each sixty orders of the three years, twelve at least; nobody is average."""
    n = max(12, orders // 60)
    mostly = draw.random(n) < MOSTLY_CUSTOM
    mostly[0] = True
    serial, custom = (
        draw.lognormal(0, 0.6, n) * np.where(mostly == is_custom, 1.0, RARELY)
        for is_custom in (False, True)
    )
    serial *= orders / PAST * (1 - situation.custom) / serial.sum()
    custom *= orders / PAST * situation.custom / custom.sum()
    for place in range(n):
        yield Client(
            name=f"{trade.name.split()[0].title()} client {place + 1:03d}",
            serial_rate=float(serial[place]),
            custom_rate=float(custom[place]),
            size=float(draw.lognormal(0, 0.4)),
            rounds=trade.rounds * float(draw.lognormal(0, 0.5)),
            temper=float(draw.lognormal(0, 0.3)),
            days_to_pay=float(draw.uniform(5, 100)),
            shape=situation.shape * float(draw.lognormal(0, 0.3)),
            willing=float(draw.normal(0, 0.15)),
            agrees=float(draw.uniform(0.3, 0.9)),
            patient=float(draw.uniform(0.8, 1.0)),
            leaves_refused=float(draw.uniform(0.0, MOST_LEAVE)),
            leaves_late=float(draw.uniform(0.0, MOST_LEAVE)),
            since=PAST + int(draw.integers(AHEAD)) if draw.random() < NEW else 0,
        )


def _asks(
    trade: Trade, clients: Sequence[Client], products: Sequence[Product], draw: np.random.Generator
) -> Iterator[Ask]:
    """In the order of their days. A modified product is made for one client and sometimes asked for again."""
    number = 0
    made_for: dict[str, list[Product]] = defaultdict(list)
    for month in range(PAST + AHEAD):
        start = month_start(month)
        days = (month_start(month + 1) - start).days
        asked = [
            (int(draw.integers(days)), client, is_custom)
            for client in clients
            if month >= client.since
            for is_custom in (False, True)
            for _ in range(
                int(draw.poisson(client.custom_rate if is_custom else client.serial_rate))
            )
        ]
        for day, client, is_custom in sorted(asked, key=lambda each: each[0]):
            number += 1
            base = products[int(draw.integers(len(products)))]
            product = base
            if is_custom:
                product = _modified(base, made_for[client.name], number, draw)
                base = next(p for p in products if p.sku == product.sku.split("/")[0])
            yield _ask(
                trade,
                client,
                (number, month, start + dt.timedelta(day)),
                (product, base if is_custom else None),
                draw,
            )


def _modified(
    base: Product, known: list[Product], number: int, draw: np.random.Generator
) -> Product:
    if known and draw.random() < 0.25:
        return known[int(draw.integers(len(known)))]
    product = Product(
        f"{base.sku}/M{number}", base.family, base.direct * MODIFIED * float(draw.uniform(0.7, 1.3))
    )
    known.append(product)
    return product


def _ask(
    trade: Trade,
    client: Client,
    when: tuple[int, int, dt.date],
    what: tuple[Product, Product | None],
    draw: np.random.Generator,
) -> Ask:
    number, month, day = when
    product, base = what
    is_custom = base is not None
    usual_batch = trade.custom_batch if is_custom else trade.serial_batch
    quantity = max(1, round(usual_batch * client.size * float(draw.lognormal(0, SIZES))))
    direct = product.direct * quantity * float(draw.lognormal(0, 0.05))
    days = usual_days(trade, is_custom)
    rounds = int(draw.poisson(client.rounds)) if is_custom else 0
    price = direct * (1 + OVERHEAD) / (1 - BOOK_MARGIN) * (trade.premium if is_custom else 1.0)
    ask = Ask(
        number=f"{number:05d}",
        client=client,
        day=day,
        month=month,
        kind="modified" if is_custom else "serial",
        product=product,
        base=base,
        quantity=quantity,
        price=price * float(draw.lognormal(0, OFFERED if is_custom else OFFERED / 3)),
        material=direct * (1 - LABOUR),
        labour=direct * LABOUR,
        estimate=float(draw.lognormal(0, MISJUDGED)),
        usual=_usual(trade, client, product.family, quantity, is_custom),
        scatter={
            each.name: float(draw.lognormal(-(trade.scatter**2) / 2, trade.scatter))
            for each in trade.resources
        },
        foretold=max(0, round(client.rounds + float(draw.normal(0, 0.5)))) if is_custom else 0,
        rounds=rounds,
        asked_days=round(days * float(draw.uniform(0.85, 1.9))),
        lead_days=max(1, round(days * float(draw.lognormal(0, LEAD_SCATTER)))),
        days_to_pay=max(0, round(client.days_to_pay * float(draw.uniform(0.7, 1.3)))),
        market=0.0,
        shape=client.shape * (1.0 if is_custom else LISTED),
        dice=Dice(*(float(each) for each in draw.random(len(fields(Dice))))),
    )
    return ask.at_market(_market(trade, ask, price))


def _usual(
    trade: Trade, client: Client, family: str, quantity: int, is_custom: bool
) -> Mapping[str, float]:
    """Hours without any round of approval. The trade's usual order of the family, with its usual rounds, costs the share of its direct
    cost that the trade has."""
    batch = quantity / (trade.custom_batch if is_custom else trade.serial_batch)
    piece = trade.families[family] * (TYPICAL * MODIFIED if is_custom else TYPICAL)
    direct = piece * (trade.custom_batch if is_custom else trade.serial_batch)
    return {
        each.name: direct
        * (each.custom / (1 + each.round * trade.rounds) if is_custom else each.serial)
        / each.rate
        * batch ** (each.batch if is_custom else SERIAL_GROWTH)
        * (client.temper if is_custom else 1.0)
        for each in trade.resources
    }


def _market(trade: Trade, ask: Ask, book: float) -> float:
    """What the market asks: between what books say and what the work is worth, as this client sees it. Serial prices are known to all."""
    if not ask.is_custom:
        return SERIAL_MARKET * book
    expected = cost_of(hours(ask, trade, ask.client.rounds, is_expected=True), trade)
    worth = WORTH * (ask.direct + expected)
    return float(
        book ** (1 - MARKET_KNOWS) * worth**MARKET_KNOWS * np.exp(0.1 + ask.client.willing)
    )


def _capacity(trade: Trade, situation: Situation, past: Sequence[Ask]) -> dict[str, float]:
    """Hours a month at which the last year's orders make the planted load."""
    used = dict.fromkeys((each.name for each in trade.resources), 0.0)
    for ask in past:
        if ask.month >= PAST - 12:
            for name, each in hours(ask, trade, ask.rounds).items():
                used[name] += each / 12
    scarce = trade.resources[-1].name
    other = min(OTHER_LOAD, situation.load)
    return {
        name: total / (situation.load if name == scarce else other) for name, total in used.items()
    }
