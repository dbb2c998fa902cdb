"""Intervals of a deal's cost: how often what an order cost lay within the one foretold before it was placed, 80 and 90 % promised.

Plants of other trades and sizes than the demo plant. Their truth: hours grow with the batch to a power, with lines and with rounds of
approval, by product group; they scatter log-normally, or with heavy tails; material follows the base product and is off by a factor. The
orders stand in memory as a desk knows them, without a file; the intervals are those of the product (deals.calibration).

Sixty plants of each (`python -m tests.simulations intervals`, half a minute):

| plant | 80 % | 90 % |
| --- | --- | --- |
| furniture to measure, large | 0.800 (0.795–0.806), n = 21659 | 0.903 (0.899–0.907) |
| switchgear, small | 0.815 (0.805–0.825), n = 5806 | 0.912 (0.904–0.919) |
| machine shop, heavy tails | 0.810 (0.804–0.816), n = 16731 | 0.910 (0.905–0.914) |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.deals import calibration, cases, history, line_factors
from analysis.deals.calibration import OutOfTime
from analysis.deals.history import History
from analysis.deals.resources.pools import Pool
from analysis.journal.settings import Settings
from tests.simulations.report import Share, Table

Numbers = npt.NDArray[np.float64]
START = dt.date(2022, 1, 3)
YEARS = 4
CLIENTS_AN_ORDER = 0.06  # new names come all the time
LEVELS = (0.8, 0.9)


@dataclass(frozen=True)
class Trade:
    """A plant. `orders`: custom ones in four years, a third of them serial ones beside. `hours`: of a middling order in each of `pools`;
    `growth`: power of the batch; `rounds`: what each round adds to the log; `scatter`: of the log of hours and of unit cost; `tails`:
    degrees of freedom of Student's t, none: normal. `drift`: of the log of hours a year: work that gets quicker, or slower."""

    name: str
    orders: int
    families: int
    batch: float
    lines: int
    pools: dict[str, float]
    hours: tuple[float, ...]
    growth: float
    rounds: float
    scatter: tuple[float, float]
    tails: int | None = None
    drift: float = 0.0


PLANTS = (
    Trade(
        "furniture to measure, large",
        1500,
        8,
        30.0,
        4,
        {"design": 40.0, "joinery": 25.0, "finishing": 20.0},
        (6.0, 40.0, 15.0),
        0.7,
        0.1,
        (0.35, 0.15),
        drift=-0.08,
    ),
    Trade(
        "switchgear, small",
        220,
        3,
        4.0,
        2,
        {"engineers": 60.0, "assembly": 30.0},
        (30.0, 25.0),
        0.4,
        0.2,
        (0.6, 0.3),
    ),
    Trade(
        "machine shop, heavy tails",
        600,
        5,
        80.0,
        2,
        {"technologists": 35.0, "machining": 28.0, "inspection": 18.0},
        (8.0, 60.0, 6.0),
        0.8,
        0.15,
        (0.5, 0.25),
        tails=3,
    ),
)


def known(trade: Trade, seed: int) -> History:
    """The plant after its four years."""
    draw = np.random.default_rng(seed)
    custom, serial = _orders(trade, draw, "custom"), _orders(trade, draw, "serial")
    orders = pd.concat([serial, custom]).sort_values("finished_on", kind="stable")
    orders = orders.reset_index(drop=True)
    used = orders[list(trade.pools)].to_numpy(dtype=float)
    lines = orders.loc[:, [*LINE, "order_id", "quantity", "revenue", "direct_cost", "kind"]]
    lines = lines.assign(
        product_name=lines["product"],
        kind=np.where(lines["kind"] == "custom", "modified", "serial"),
    )
    first = orders.groupby("client_id")["order_date"].min()
    history._describe(orders, lines, first.to_dict())
    return History(
        day=START + dt.timedelta(days=365 * YEARS + 200),
        settings=Settings(),
        pools=tuple(Pool(name, "h", rate, 1.0) for name, rate in trade.pools.items()),
        kinds=dict(zip(orders["order_id"], orders["kind"], strict=True)),
        orders=orders,
        lines=lines,
        used=used,
        equated=np.full(used.shape, np.nan),
        equations={},
        first_orders={str(c): d.date() for c, d in first.items()},
        clients=pd.DataFrame({"client_id": list(first.index), "client_name": list(first.index)}),
    )


LINE = (
    "product",
    "product_family",
    "base_sku",
    "material_cost",
    "labour_cost",
    "other_direct_cost",
)


def _orders(trade: Trade, draw: np.random.Generator, kind: str) -> pd.DataFrame:
    """One line an order: what an order is compared by is its largest line. Serial ones sell the base products that custom ones modify."""
    n = trade.orders if kind == "custom" else trade.orders // 3
    family = draw.integers(0, trade.families, n)
    base = draw.integers(0, 6, n)
    pieces = np.ceil(trade.batch * (8 if kind == "serial" else 1) * draw.lognormal(0, 0.8, n))
    rows, rounds = 1.0 + draw.poisson(trade.lines, n), draw.poisson(1.5, n).astype(float)
    days = np.sort(draw.integers(0, 365 * YEARS, n))
    placed = pd.to_datetime(START) + pd.to_timedelta(days, unit="D")
    took = pd.to_timedelta(np.ceil(draw.lognormal(3.2, 0.5, n)), unit="D")
    unit_cost = (
        50.0 * np.exp(0.5 * family + 0.2 * base) * np.exp(trade.scatter[1] * _noise(trade, draw, n))
    )
    code = np.array([f"F{f}-B{b}" for f, b in zip(family, base, strict=True)])
    is_custom = kind == "custom"
    direct = pieces * unit_cost * (1.3 if is_custom else 1.0)
    found = pd.DataFrame(
        {
            "order_id": [f"{kind[0]}{k}" for k in range(n)],
            "client_id": [f"C{draw.integers(0, 3 + int(k * CLIENTS_AN_ORDER))}" for k in range(n)],
            "kind": kind,
            "order_date": placed,
            "finished_on": placed + took,
            "lines": rows,
            "quantity": pieces,
            "revenue": 2.0 * direct,
            "direct_cost": direct,
            "approval_rounds": rounds,
            "product": [f"{c}-{k}" for k, c in enumerate(code)] if is_custom else code,
            "product_family": [f"F{f}" for f in family],
            "base_sku": code,
            "material_cost": 0.7 * direct,
            "labour_cost": 0.3 * direct,
            "other_direct_cost": 0.0,
        }
    )
    of_order = trade.scatter[0] * _noise(trade, draw, n)  # good and bad luck of the whole order
    for pool, middle in zip(trade.pools, trade.hours, strict=True):
        log = (
            np.log(middle)
            + 0.25 * family
            + trade.growth * np.log(pieces / trade.batch)
            + 0.3 * np.log(rows)
            + trade.rounds * rounds
            + trade.drift * days / 365
        )
        found[pool] = np.exp(log + of_order + 0.2 * draw.standard_normal(n))
    return found


def _noise(trade: Trade, draw: np.random.Generator, n: int) -> Numbers:
    """Of variance one, or as near as the tails allow."""
    if trade.tails is None:
        return draw.standard_normal(n)
    return draw.standard_t(trade.tails, n) / np.sqrt(trade.tails / (trade.tails - 2))


def tested(trade: Trade, seed: int) -> OutOfTime:
    """Of the whole cost of the plant's newest custom orders, each by what was known before it."""
    of_kind = cases.of_kind(known(trade, seed), "custom")
    found = calibration.of_cases(of_kind, line_factors.of_cases(of_kind)).tested_whole
    assert found is not None
    return found


def tables(plants: int) -> list[Table]:
    """A row per trade: so many plants each, all their orders out of time."""
    return [
        Table(
            "Intervals of the whole cost, out of time",
            f"{plants} plants of each trade. Within five points: plants whose own coverage is that near to what was promised; of the "
            "small one, with some 97 orders out of time, chance alone leaves two of three there. Accuracy: 1 − mean error ÷ that of the "
            "kind's median, the middle plant's.",
            ("plant", "80 %", "90 %", "within five points at 80 %", "at 90 %", "accuracy"),
            list(_rows(plants)),
        )
    ]


def _rows(plants: int) -> Iterator[tuple[str, ...]]:
    for trade in PLANTS:
        found = [tested(trade, seed) for seed in range(1, plants + 1)]
        n = sum(each.n for each in found)
        covered = [
            Share(round(sum(each.coverage[level] * each.n for each in found)), n)
            for level in LEVELS
        ]
        near = [
            Share(sum(abs(each.coverage[level] - level) <= 0.05 for each in found), plants)
            for level in LEVELS
        ]
        accuracy = float(np.median([each.accuracy or 0.0 for each in found]))
        yield trade.name, *(str(share) for share in (*covered, *near)), f"{accuracy:.2f}"
