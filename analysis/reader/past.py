"""What counts as known before a day: conditions of SQL, in which $1 is the day."""

from __future__ import annotations

# A use of a pool: by its own date, else by the month that it counts in; NULL where it has neither.
USED_BEFORE = "coalesce(date < $1, used_in < date_trunc('month', $1))"


def finished_before(table: str) -> str:
    """An order, or a line, of the table: shipped before the day; where nothing was shipped by then at all, one without a shipment."""
    return f"(shipped_on < $1 or (shipped_on is null and not exists (select 1 from {table} where shipped_on < $1)))"
