"""A what-if in the address: short texts, read with suspicion. What can't be used is named in a notice and left out.

price=10 priced=custom price_from=5 price_under=20 price_families=pressure price_managers=Petrov price_clients=7,12
without=3 batch=10 rates=Design:20,Sales:-10 capacities=Design:50 target=20 basis=revenue overhead=0.3: changes in percent of
today's, lists by commas (a comma or backslash in a name: `\\,` and `\\\\`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from analysis.journal.settings import BASES
from analysis.journal.what_if import Factors, WhatIf
from analysis.what_if import what_if_settings
from dashboard import state
from dashboard.view import View, client_names

NAMES = (
    "price",
    "priced",
    "price_clients",
    "price_from",
    "price_under",
    "price_families",
    "price_managers",
    "without",
    "batch",
    "rates",
    "capacities",
    "target",
    "basis",
    "overhead",
)
KINDS = ("custom", "serial")
PRICES = (-30, 50)  # % of change
RESOURCES = (-90, 900)
TARGETS = (-100, 100)
_Choice = TypeVar("_Choice", bound=str)
BATCHES = (1, 1_000_000)
OVERHEAD = (0, 1_000_000_000)


def read(view: View) -> WhatIf:
    """The change that the address asks for."""
    clients, pools = client_names(view.data), usage_pools(view)
    target = _number("target", TARGETS)
    basis = _one("basis", BASES)
    return WhatIf(
        rates=_factors("rates", pools),
        capacities=_factors("capacities", pools),
        target_margin=None
        if target is None or target == target_today(view)
        else round(target / 100, 6),
        overhead_basis=basis,
        overhead_rate=overhead_rate(view, basis) if basis else None,
        without_clients=_names("without", clients),
        least_custom_batch=_number("batch", BATCHES, whole=True),
        price_change=(_number("price", PRICES, whole=True) or 0) / 100,
        price_kinds=tuple(k for k in [_one("priced", KINDS)] if k),
        price_clients=_names("price_clients", clients),
        price_from=_number("price_from", BATCHES, whole=True),
        price_under=_number("price_under", BATCHES, whole=True),
        price_families=_names("price_families", choices(view, "product_family")),
        price_managers=_names("price_managers", choices(view, "manager")),
    )


def choices(view: View, column: str) -> dict[str, str]:
    """The names that a column of orders has, each as itself."""
    return {name: name for name in view.data.choices(column) if name is not None}


def usage_pools(view: View) -> dict[str, bool]:
    """Pools that are charged by use → whether their capacity is known."""
    pools = view.data.table("pools")
    used = pools[pools["treatment"] == "usage"]
    return {
        str(pool): bool(rows["capacity"].notna().any())
        for pool, rows in used.groupby("pool", sort=True)
    }


def target_today(view: View) -> float:
    """The target margin in force, %."""
    return round(float(view.data.table("settings")["target_margin"].iloc[0]) * 100, 4)


def overhead_rate(view: View, basis: str) -> float:
    """The rate asked for; else the one at which the rule gives as much overhead as there is today."""
    asked = _number("overhead", OVERHEAD)
    if asked is not None:
        return asked
    return view.data.worked(what_if_settings.rate_for_as_much, basis) or 0.0


# --- writing -----------------------------------------------------------------------------------------------------------


def put(change: WhatIf) -> None:
    """Makes the change the page's: for callbacks."""
    written = params(change)
    for name in NAMES:
        state.ask(name, written.get(name))


def params(change: WhatIf) -> dict[str, str]:
    """The change as the address writes it."""
    texts = {
        "price": percent(change.price_change) if change.price_change else "",
        "priced": ",".join(change.price_kinds),
        "price_clients": listed(change.price_clients),
        "price_from": _whole(change.price_from),
        "price_under": _whole(change.price_under),
        "price_families": listed(change.price_families),
        "price_managers": listed(change.price_managers),
        "without": listed(change.without_clients),
        "batch": _whole(change.least_custom_batch),
        "rates": factors(change.rates),
        "capacities": factors(change.capacities),
        "target": "" if change.target_margin is None else percent(change.target_margin),
        "basis": change.overhead_basis or "",
        "overhead": "" if change.overhead_rate is None else f"{change.overhead_rate:.9g}",
    }
    return {name: text for name, text in texts.items() if text}


def _whole(pieces: float | None) -> str:
    return "" if pieces is None else f"{pieces:.0f}"


def percent(part: float) -> str:
    return f"{round(part * 100, 4):.9g}"


def listed(names: Iterable[str]) -> str:
    return ",".join(re.sub(r"([,\\])", r"\\\1", name) for name in names)


def factors(of_pools: Factors) -> str:
    return listed(f"{pool}:{percent(factor - 1)}" for pool, factor in of_pools)


# --- reading -----------------------------------------------------------------------------------------------------------


def _refuse(name: str, value: str, code: str = "bad_address_value") -> None:
    state.warn(code, name=name, value=value)


def _one(name: str, known: Sequence[_Choice]) -> _Choice | None:
    text = state.asked(name)
    chosen = next((each for each in known if each == text), None)
    if text is not None and chosen is None:
        _refuse(name, text)
        state.ask(name, None)
    return chosen


def _number(name: str, limits: tuple[float, float], whole: bool = False) -> float | None:
    text = state.asked(name)
    if text is None:
        return None
    value = _parsed(text, limits, whole)
    if value is None:
        _refuse(name, text)
        state.ask(name, None)
    return value


def _parsed(text: str, limits: tuple[float, float], whole: bool = False) -> float | None:
    if not re.fullmatch(
        r"[+-]?\d{1,12}" if whole else r"[+-]?\d{1,12}(\.\d{1,9})?(e[+-]?\d{1,2})?", text, re.ASCII
    ):
        return None
    value = float(text)
    return value if limits[0] <= value <= limits[1] else None


def _parts(name: str) -> list[str]:
    return [
        re.sub(r"\\(.)", r"\1", part)
        for part in re.findall(r"(?:[^,\\]|\\.?)+", state.asked(name) or "")
    ]


def _kept(name: str, parts: list[Any], write: Callable[[Any], str], refused: list[str]) -> None:
    """What can't be used leaves the address, with a notice."""
    for text in refused:
        _refuse(name, text, "unknown_address_value")
    if refused:
        state.ask(name, write(parts) or None)


def _names(name: str, known: dict[str, str]) -> tuple[str, ...]:
    parts = list(dict.fromkeys(_parts(name)))
    found = [part for part in parts if part in known]
    _kept(name, found, listed, [part for part in parts if part not in known])
    return tuple(found)


def _factors(name: str, known: dict[str, bool]) -> Factors:
    found: dict[str, float] = {}
    refused = []
    for part in _parts(name):
        pool, _, text = part.rpartition(":")
        value = _parsed(text, RESOURCES)
        if pool not in known or value is None or (name == "capacities" and not known[pool]):
            refused.append(part)
        elif value:
            found[pool] = round(1 + value / 100, 6)
    _kept(name, list(found.items()), lambda pairs: factors(tuple(pairs)), refused)
    return tuple(found.items())
