"""A slice of history: frozen, hashable, the same for the command, the API and the pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from analysis.errors import BadScope

Names = tuple[str | None, ...]

COLUMN_OF: dict[str, str] = {
    "clients": "client_id",
    "managers": "manager",
    "families": "product_family",
    "kinds": "kind",
    "industries": "industry",
    "regions": "region",
}


def _date(value: Any, name: str) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise BadScope("bad_scope_date", field=name, value=value) from None


def _names(value: Any) -> Names:
    items = (value,) if isinstance(value, str) else tuple(value or ())
    return tuple(
        sorted({None if v is None else str(v) for v in items}, key=lambda v: (v is None, v or ""))
    )


@dataclass(frozen=True)
class Scope:
    """Orders by the day of the order, first and last day included; empty tuples mean all.

    `None` among names stands for rows that have none (use outside any order has no manager, family or kind).
    `minimum_revenue` leaves out clients with less revenue than that within the rest of the scope.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    clients: Names = ()
    managers: Names = ()
    families: Names = ()
    kinds: Names = ()
    industries: Names = ()
    regions: Names = ()
    minimum_revenue: Decimal | None = None

    def __init__(
        self,
        since: Any = None,
        until: Any = None,
        clients: Any = (),
        managers: Any = (),
        families: Any = (),
        kinds: Any = (),
        industries: Any = (),
        regions: Any = (),
        minimum_revenue: Any = None,
    ) -> None:
        put = object.__setattr__
        put(self, "since", _date(since, "since"))
        put(self, "until", _date(until, "until"))
        for name, value in (
            ("clients", clients),
            ("managers", managers),
            ("families", families),
            ("kinds", kinds),
            ("industries", industries),
            ("regions", regions),
        ):
            put(self, name, _names(value))
        try:
            least = None if minimum_revenue in (None, "") else Decimal(str(minimum_revenue))
        except InvalidOperation:
            raise BadScope("bad_scope_amount", value=minimum_revenue) from None
        put(self, "minimum_revenue", least)
        if self.since and self.until and self.since > self.until:
            raise BadScope("scope_ends_before_it_starts", since=self.since, until=self.until)

    @property
    def is_whole(self) -> bool:
        return self == Scope()

    @property
    def is_whole_months(self) -> bool:
        """True where the monthly roll-up answers it exactly."""
        starts = self.since is None or self.since.day == 1
        ends = self.until is None or (self.until + dt.timedelta(days=1)).day == 1
        return starts and ends

    def but(self, **changes: Any) -> Scope:
        return replace(self, **changes)

    def period_before(self) -> Scope | None:
        """The same slice over the period of equal length just before: as many months where it is whole months, else days."""
        if self.since is None or self.until is None:
            return None
        until = self.since - dt.timedelta(days=1)
        if not self.is_whole_months:
            return self.but(since=until - (self.until - self.since), until=until)
        months = 12 * (self.until.year - self.since.year) + self.until.month - self.since.month + 1
        return self.but(since=_months_before(self.since, months), until=until)

    def year_before(self) -> Scope | None:
        """The same slice a year before; whole months stay whole. None where it has no beginning or no end."""
        if self.since is None or self.until is None:
            return None
        return self.but(since=_year_before(self.since), until=_year_before(self.until))

    def last_months(self, months: int, last_day: dt.date) -> Scope:
        """The same slice over the whole months that end with the month of the day."""
        end = _months_before(last_day.replace(day=1), -1) - dt.timedelta(days=1)
        return self.but(since=_months_before(last_day.replace(day=1), months - 1), until=end)

    def where(self, date: str = "date", skip: tuple[str, ...] = ()) -> tuple[str, list[Any]]:
        """The condition on a relation with client_id, manager, product_family, kind and the date column; its parameters."""
        terms: list[str] = []
        values: list[Any] = []
        if self.since:
            terms.append(f"{date} >= ?")
            values.append(self.since)
        if self.until:
            terms.append(f"{date} <= ?")
            values.append(self.until)
        for field in fields(self):
            names = getattr(self, field.name)
            if field.name not in COLUMN_OF or not names or field.name in skip:
                continue
            term, given = _among(COLUMN_OF[field.name], names)
            if field.name in ("industries", "regions"):
                term = f"client_id in (select client_id from clients where {term})"
            terms.append(term)
            values.extend(given)
        return (" and ".join(terms) or "true"), values


def _months_before(first_of_month: dt.date, months: int) -> dt.date:
    year, month = divmod(12 * first_of_month.year + first_of_month.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _year_before(day: dt.date) -> dt.date:
    """The last day of a month for the last day of a month: 28 February for 29 February, and the other way round."""
    if (day + dt.timedelta(days=1)).day == 1:
        return _months_before(day.replace(day=1), 11) - dt.timedelta(days=1)
    return day.replace(year=day.year - 1)


def _among(column: str, names: Names) -> tuple[str, list[str]]:
    given = [n for n in names if n is not None]
    terms = []
    if given:
        terms.append(f"{column} in ({', '.join('?' * len(given))})")
    if None in names:
        terms.append(f"{column} is null")
    return "(" + " or ".join(terms) + ")", given
