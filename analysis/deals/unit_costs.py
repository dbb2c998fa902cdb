"""Direct cost of a line: stated, else of the same product in its last orders, else of its base product, else of its family."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.deals.deal import COSTS, CUSTOM_KINDS, DealLine
from analysis.journal.portrait import fold

Numbers = npt.NDArray[np.float64]
Source = Literal["stated", "partly stated", "same product", "base product", "family", "unknown"]


@dataclass(frozen=True)
class LineCost:
    """Of one piece. `orders`: how many last orders it is from; 0: stated, or unknown. `factor`: by how much it was raised or lowered,
    since such lines cost more or less than what they were told from."""

    unit_cost: float | None
    source: Source
    orders: int = 0
    factor: float = 1.0


@dataclass(frozen=True, eq=False)
class Sold:
    """Lines of one product or family, by the day their orders were finished; costs of the whole line: material, labour, other, all."""

    finished: npt.NDArray[np.datetime64]
    quantity: Numbers
    cost: Numbers
    parts: Numbers
    order: npt.NDArray[np.object_]

    def last(
        self, most: int, before: np.datetime64 | None, without: str | None
    ) -> npt.NDArray[np.int64]:
        """Places of the last lines: of orders finished before a day, without those of one order."""
        end = len(self.finished) if before is None else int(np.searchsorted(self.finished, before))
        places = np.arange(end)
        return places[-most:] if without is None else places[self.order[:end] != without][-most:]


class UnitCosts:
    """The unit costs of finished orders. Ratios of sums over the last lines: Σ cost ÷ Σ pieces."""

    def __init__(self, lines: pd.DataFrame, orders: pd.DataFrame, last_orders: int) -> None:
        self.most = last_orders
        known = lines.merge(
            orders[["order_id", "finished_on", "kind"]], on="order_id", suffixes=("", "_of_order")
        )
        self.names = _names(known)
        self.family_of = _latest(known, "product", "product_family")
        self.kind_of = _latest(known, "product", "kind_of_order")
        known = known[known["direct_cost"] > 0].sort_values("finished_on", kind="stable")
        self.by_product = {str(name): sold for name, sold in _grouped(known, "product")}
        self.by_family: dict[tuple[str, str], Sold] = {}
        for kind, of_kind in known.groupby("kind_of_order"):
            for family, sold in _grouped(of_kind, "product_family"):
                self.by_family[fold(family), str(kind)] = sold

    def product(self, name: str | None) -> str | None:
        """The product's code, by its code or its name; None where none was sold."""
        return None if name is None else self.names.get(fold(name))

    def near(self, name: str) -> list[str]:
        """Products called nearly so."""
        found = difflib.get_close_matches(fold(name), list(self.names), 2)
        return [self.names[each] for each in found]

    def family(self, line: DealLine) -> str | None:
        """As stated, else that of the product, else that of its base product."""
        if line.product_family:
            return line.product_family
        for name in (self.product(line.product), self.product(line.base_sku)):
            if name is not None and self.family_of.get(name):
                return self.family_of[name]
        return None

    def of_line(
        self,
        line: DealLine,
        kind: str,
        before: dt.date | None = None,
        without: str | None = None,
    ) -> LineCost:
        """`kind`: of the order, serial or custom. Of all orders that are known; of those finished `before` a day, or `without` one."""
        stated = [getattr(line, name) for name in COSTS]
        known = [each for each in stated if each is not None]
        whole = stated[0] is not None and stated[1] is not None
        if whole and sum(known) > 0:
            return LineCost(sum(known), "stated")
        for source, sold in self._sources(line, kind):
            day = None if before is None else np.datetime64(before)
            cut = sold.last(self.most, day, without)
            pieces = float(sold.quantity[cut].sum())
            if pieces <= 0:
                continue
            orders = len(cut)
            if not known:
                return LineCost(float(sold.cost[cut].sum()) / pieces, source, orders)
            parts = sold.parts[cut].sum(axis=0) / pieces
            rest = [p if s is None else s for p, s in zip(parts, stated, strict=True)]
            if not np.isnan(rest).any() and sum(rest) > 0:
                return LineCost(float(sum(rest)), "partly stated", orders)
        return LineCost(None, "unknown")

    def _sources(self, line: DealLine, kind: str) -> Iterator[tuple[Source, Sold]]:
        product, base = self.product(line.product), self.product(line.base_sku)
        if product is not None and product in self.by_product:
            yield "same product", self.by_product[product]
        if base is not None and base in self.by_product:
            yield "base product", self.by_product[base]
        family = self.family(line)
        if family is not None:
            of_family = self.by_family.get((fold(family), kind))
            if of_family is not None:
                yield "family", of_family


def kind_of_line(line: DealLine, costs: UnitCosts) -> str | None:
    """serial or custom: as stated, else as the product was sold last, else custom where it has a base product; None: nothing tells."""
    if line.kind is not None:
        return "custom" if line.kind in CUSTOM_KINDS else "serial"
    product = costs.product(line.product)
    sold = costs.kind_of.get(product) if product is not None else None
    if sold in ("serial", "custom"):
        return sold
    return "custom" if line.base_sku is not None and line.base_sku != line.product else None


def _names(lines: pd.DataFrame) -> dict[str, str]:
    """Folded code or name → code; a name that several products have is the latest one's."""
    found = {fold(name): code for name, code in _latest(lines, "product_name", "product").items()}
    return found | {fold(code): code for code in lines["product"].unique()}


def _latest(lines: pd.DataFrame, of: str, what: str) -> dict[str, str]:
    known = lines[[of, what, "finished_on"]].dropna()
    last = known.sort_values("finished_on", kind="stable").drop_duplicates(of, keep="last")
    return dict(zip(last[of], last[what], strict=True))


def _grouped(lines: pd.DataFrame, by: str) -> Iterator[tuple[object, Sold]]:
    parts = lines[list(COSTS)].to_numpy(dtype=float, copy=True)
    days, pieces = (
        lines["finished_on"].to_numpy("datetime64[D]"),
        lines["quantity"].to_numpy(dtype=float),
    )
    cost = lines["direct_cost"].to_numpy(dtype=float)
    orders = lines["order_id"].to_numpy(dtype=object)
    if np.isfinite(parts[:, :2]).any():  # a plant that states no other costs has none
        parts[:, 2] = np.nan_to_num(parts[:, 2])
    for name, places in lines.reset_index(drop=True).groupby(by).indices.items():
        yield name, Sold(days[places], pieces[places], cost[places], parts[places], orders[places])
