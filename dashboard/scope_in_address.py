"""A scope as the address writes it, and the values of one as they are read back: untrusted text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from analysis import Scope

NAMES = {  # in the address → in the scope
    "client": "clients",
    "manager": "managers",
    "family": "families",
    "kind": "kinds",
    "industry": "industries",
    "region": "regions",
}
SCOPE_KEYS = ("since", "until", *NAMES, "min")

Params = dict[str, list[str]]


def scope_params(scope: Scope) -> Params:
    """A name that is None is an empty value."""
    params: Params = {}
    if scope.since:
        params["since"] = [scope.since.isoformat()]
    if scope.until:
        params["until"] = [scope.until.isoformat()]
    for name, field in NAMES.items():
        if values := getattr(scope, field):
            params[name] = [value or "" for value in values]
    if scope.minimum_revenue is not None:
        params["min"] = [format(scope.minimum_revenue.normalize(), "f")]
    return params


def day_of(text: str) -> dt.date | None:
    """None where nothing stands there; ValueError where it is no day of our time."""
    if not text:
        return None
    day = dt.date.fromisoformat(text)
    if not 1900 <= day.year <= 2100:
        raise ValueError(text)
    return day


def amount_of(text: str) -> Decimal | None:
    """None where nothing stands there; ValueError where it is no amount that a scope may have."""
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation as trouble:
        raise ValueError(text) from trouble
    if amount.is_finite() and 0 <= amount < Decimal("1e15"):
        return amount
    raise ValueError(text)
