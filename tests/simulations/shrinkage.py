"""Client margins drawn towards their peers': how often the stated 90 % interval holds the client's planted margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from analysis.estimates.shrinkage import ClientMargin, Sizes, shrink
from tests.simulations.report import Share, Table

CLIENTS, BETWEEN, WITHIN = (8, 20, 80), (0.02, 0.10, 0.30), (0.30, 0.60)
ORDINARY, HEAVY, EQUAL = "ordinary", "t3 errors", "equal variance per order"
MIDDLE = 0.10  # margin of the plant as a whole
MOST_ORDERS = 60  # of a client: as skewed as a plant's list, from one order on


@dataclass(frozen=True)
class Cell:
    """`between`, `within`: standard deviations of client margins, and of the margin of an order of ordinary size."""

    clients: int
    between: float
    within: float
    errors: str


@dataclass(frozen=True)
class Plant:
    """`true`: the planted margin of each client; `orders`: (revenue, margin) of its orders."""

    true: list[float]
    orders: list[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]


def cells() -> Iterator[Cell]:
    for errors, clients, between, within in product(
        (ORDINARY, HEAVY, EQUAL), CLIENTS, BETWEEN, WITHIN
    ):
        yield Cell(clients, between, within, errors)


def plant(cell: Cell, draw: np.random.Generator) -> Plant:
    """An ordinary error shrinks with the order's revenue (variance × revenue is one number), an equal one doesn't."""
    true, orders = [], []
    for _ in range(cell.clients):
        margin = MIDDLE + cell.between * draw.standard_normal()
        n = min(1 + int(draw.lognormal(1.7, 1.0)), MOST_ORDERS)
        revenue = draw.lognormal(0.0, 0.8, n)
        errors = (
            draw.standard_t(3, n) / np.sqrt(3) if cell.errors == HEAVY else draw.standard_normal(n)
        )
        scale = cell.within if cell.errors == EQUAL else cell.within / np.sqrt(revenue)
        true.append(margin)
        orders.append((revenue, margin + scale * errors))
    return Plant(true, orders)


def as_known(made: Plant) -> list[ClientMargin]:
    found = []
    for number, (revenue, margins) in enumerate(made.orders):
        own = float((revenue * margins).sum() / revenue.sum())
        apart = float(((revenue * (margins - own)) ** 2).sum())
        sizes = Sizes(float((revenue**2).sum()), float((revenue**3).sum()), apart)
        found.append(
            ClientMargin(str(number), None, len(revenue), float(revenue.sum()), own, sizes=sizes)
        )
    return found


def covered(cell: Cell, plants: int, seed: int = 1) -> tuple[Share, float]:
    """How many intervals hold the planted margin, and the squared error of the drawn margin ÷ that of the client's own."""
    draw = np.random.default_rng(seed)
    held = judged = 0
    drawn, raw = 0.0, 0.0
    for _ in range(plants):
        made = plant(cell, draw)
        for true, found in zip(made.true, shrink(as_known(made)), strict=True):
            if found.low is None or found.high is None or found.margin is None or found.own is None:
                continue
            judged += 1
            held += found.low <= true <= found.high
            drawn += (found.margin - true) ** 2
            raw += (found.own - true) ** 2
    return Share(held, judged), drawn / raw


def tables(plants: int) -> list[Table]:
    rows = []
    for cell in cells():
        share, error = covered(cell, plants)
        rows.append(
            (
                cell.errors,
                str(cell.clients),
                f"{cell.between:.0%}",
                f"{cell.within:.0%}",
                str(share),
                f"{error:.2f}",
            )
        )
    return [
        Table(
            "Stated 90 %: how often the interval of the judged margin holds the client's true margin",
            f"{plants} plants a cell; 1 to {MOST_ORDERS} orders a client, revenue log-normal. Error: mean squared, drawn ÷ own.",
            ("errors", "clients", "between", "within", "covered", "error"),
            rows,
        )
    ]
