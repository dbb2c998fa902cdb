"""Which past orders are alike: a distance over family, base product, client, batch, lines, approvals, the client's history and age.

How much each counts is a setting (`likeness`). Kind is no part of it: serial and custom orders are never compared with each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.journal.portrait import fold
from analysis.journal.settings.likeness import Likeness

Numbers = npt.NDArray[np.float64]
NO_CODE = -2  # of a name that no past order has: like nothing, not even what has none


@dataclass(frozen=True)
class Profile:
    """What one order, or a deal, is compared by. Codes as in Described; approvals NaN: not known. `day`: in years."""

    family: int
    base: int
    client: int
    is_first: bool
    quantity: float
    lines: float
    approvals: float
    day: float


@dataclass(frozen=True, eq=False)
class Described:
    """The same of many orders, an element an order."""

    family: npt.NDArray[np.int64]
    base: npt.NDArray[np.int64]
    client: npt.NDArray[np.int64]
    is_first: npt.NDArray[np.bool_]
    log_quantity: Numbers
    log_lines: Numbers
    approvals: Numbers
    day: Numbers
    started: Numbers

    def profile(self, place: int) -> Profile:
        """Of one of them, as of the day it was placed."""
        return Profile(
            int(self.family[place]),
            int(self.base[place]),
            int(self.client[place]),
            bool(self.is_first[place]),
            float(np.exp(self.log_quantity[place])),
            float(np.exp(self.log_lines[place])),
            float(self.approvals[place]),
            float(self.started[place]),
        )


def described(orders: pd.DataFrame) -> Described:
    """Of orders as History has them."""
    return Described(
        orders["family_code"].to_numpy(dtype=np.int64),
        orders["base_code"].to_numpy(dtype=np.int64),
        orders["client_id_code"].to_numpy(dtype=np.int64),
        orders["is_first"].to_numpy(dtype=bool),
        np.log(orders["quantity"].to_numpy(dtype=float)),
        np.log(orders["lines"].to_numpy(dtype=float)),
        orders["approval_rounds"].to_numpy(dtype=float),
        years(orders["finished_on"]),
        years(orders["order_date"]),
    )


def years(days: pd.Series) -> Numbers:
    return np.asarray(
        (pd.to_datetime(days) - pd.Timestamp("2000-01-01")).dt.days / 365.25, dtype=float
    )


def distances(orders: Described, wanted: Profile, by: Likeness) -> Numbers:
    """How unlike each order is to what is asked about; 0: alike in everything and just finished."""
    rounds = np.abs(orders.approvals - wanted.approvals)
    rounds = np.where(
        np.isnan(rounds), 0.0 if np.isnan(wanted.approvals) else by.unknown_rounds, rounds
    )
    return np.asarray(
        by.family * (orders.family != wanted.family)
        + by.base_product * (orders.base != wanted.base)
        + by.client * (orders.client != wanted.client)
        + by.client_history * (orders.is_first != wanted.is_first)
        + by.batch * np.abs(orders.log_quantity - np.log(wanted.quantity))
        + by.lines * np.abs(orders.log_lines - np.log(wanted.lines))
        + by.approvals * rounds
        + by.age * np.abs(wanted.day - orders.day),
        dtype=np.float64,
    )


def nearest(apart: Numbers, n: int) -> npt.NDArray[np.int64]:
    """Places of the n smallest finite distances, the smallest first; equals by their place."""
    n = min(n, int(np.isfinite(apart).sum()))
    if n == 0:
        return np.empty(0, dtype=np.int64)
    limit = np.partition(apart, n - 1)[n - 1]
    within = np.flatnonzero(apart <= limit)
    return within[np.argsort(apart[within], kind="stable")][:n].astype(np.int64)


def likeness(orders: Described, place: int, wanted: Profile, by: Likeness) -> Mapping[str, bool]:
    """In what the order is like what is asked about, and in what not; what isn't known is left out."""
    rounds = abs(orders.approvals[place] - wanted.approvals)
    found = {
        "family": orders.family[place] == wanted.family,
        "base_product": orders.base[place] == wanted.base,
        "client": orders.client[place] == wanted.client,
        "client_history": orders.is_first[place] == wanted.is_first,
        "batch": abs(orders.log_quantity[place] - np.log(wanted.quantity))
        <= np.log(by.alike_batch),
        "lines": abs(orders.log_lines[place] - np.log(wanted.lines)) <= np.log(by.alike_lines),
    }
    if not np.isnan(rounds):
        found["approvals"] = rounds <= by.alike_rounds
    return {name: bool(is_alike) for name, is_alike in found.items()}


def codes(names: pd.Series, coded: pd.Series) -> dict[str, int]:
    """Folded name → the code that it has among the orders."""
    known = pd.DataFrame({"name": names, "code": coded}).dropna().drop_duplicates("name")
    return {fold(name): int(code) for name, code in zip(known["name"], known["code"], strict=True)}


def code_of(known: Mapping[str, int], name: str | None) -> int:
    """NO_CODE where no past order has it."""
    return NO_CODE if name is None else known.get(fold(name), NO_CODE)
