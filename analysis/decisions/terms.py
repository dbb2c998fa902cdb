"""What the plant can ask of a client by its own norms: a batch that earns, rounds of approval, a lead time that is kept."""

from __future__ import annotations

import math

import duckdb

from analysis.dictionary.batches import BATCHES
from analysis.journal.portrait import Portrait

ENOUGH_ORDERS = 5  # of a batch class, to say whether it earns


def smallest_batches(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """kind → pieces in a line from which on this kind of order earns in every batch class, where smaller classes lose.

    A kind that never loses, or loses in its largest class too, has none. Classes as analysis.dictionary.batches.
    """
    tops = [top for top in BATCHES.values() if top is not None]
    bounds = " ".join(f"when each <= {top} then {place}" for place, top in enumerate(tops))
    rows = con.execute(
        f"""select kind, case {bounds} else {len(tops)} end as class, sum(true_profit) as profit
        from (select kind, true_profit, cast(quantity as double) / nullif(lines, 0) as each from order_profit
            where state = 'done' and quantity > 0 and true_profit is not null)
        where each is not null group by 1, 2 having count(*) >= {ENOUGH_ORDERS} order by 1, 2"""
    ).fetchall()
    found = {}
    for kind in {row[0] for row in rows}:
        classes = [(place, profit) for k, place, profit in rows if k == kind]
        losing = [n for n, (_, profit) in enumerate(classes) if profit < 0]
        if losing and losing[-1] + 1 < len(classes):
            place = classes[losing[-1] + 1][0]
            found[kind] = int(tops[place - 1]) + 1
    return found


def hours_per_round(con: duckdb.DuckDBPyConnection) -> float | None:
    """People's hours that one round of approval takes by the plant's time equations; None where they don't say.

    Units as the table hours_of_units has them; an equation without one counts in its pool's own.
    """
    found = con.execute(
        """select sum(terms.each * case
                when terms.unit is null or trim(terms.unit) = '' or lower(trim(terms.unit)) = lower(people.unit) then people.hours_per_unit
                else 1.0 / nullif(hours_of_units.in_an_hour, 0) end)
        from time_equations as terms
        inner join (
            select pool, max(unit) as unit, max(hours_per_unit) as hours_per_unit from pools where is_time group by pool
        ) as people on terms.pool = people.pool
        left join hours_of_units on lower(trim(terms.unit)) = hours_of_units.unit
        where terms.feature = 'approval_rounds'"""
    ).fetchone()
    return None if found is None or found[0] is None else float(found[0])


def rounds_in_price(con: duckdb.DuckDBPyConnection, drawn: Portrait | None) -> int | None:
    """Rounds of approval that a price holds: what the portrait allows, else what a serial order takes, one at least.

    None where neither is known. A client's own habit is no term.
    """
    allowed = most_of(drawn, "approval_rounds")
    if allowed is not None:
        return allowed
    found = con.execute(
        "select avg(approval_rounds) from order_profit where state = 'done' and kind = 'serial' and not coalesce(revenue < 0, false)"
    ).fetchone()
    return None if found is None or found[0] is None else max(1, math.ceil(found[0]))


def most_of(drawn: Portrait | None, field: str) -> int | None:
    """The most of a field that the portrait's criteria allow, whole."""
    limits = [c.max for c in drawn.criterion if c.field == field and c.max is not None] if drawn else []
    return math.floor(min(limits)) if limits else None


def usual_lead_days(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """kind → days from order to shipment that four of five of the plant's orders of this kind kept."""
    rows = con.execute(
        """select kind, min(days) from (
            select kind, days, count(*) over (partition by kind) as orders, row_number() over (partition by kind order by days) as place
            from (select kind, coalesce(shipped_on, last_day.day) - order_date as days from order_profit cross join last_day
                where (state = 'done' and shipped_on >= order_date) or is_late_so_far) as lasted
        ) where place >= 0.8 * orders - 1e-9 group by kind"""
    ).fetchall()
    return {kind: int(days) for kind, days in rows if kind is not None}
