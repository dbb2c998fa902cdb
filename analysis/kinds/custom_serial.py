"""Custom orders against serial ones: both margins, hours, lateness, approvals, batches, and what the same hours earn.

Custom does not mean bad: clients whose custom orders pay stand beside those whose don't.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.dictionary.batches import BATCHES
from analysis.dictionary.finding import known
from analysis.reader import client_flags, comparable
from analysis.reader.scope import Scope
from analysis.reader.slices import metrics_by_cut, rows_of
from analysis.reader.workspace import EVERYTHING, Workspace

BY_KIND = (
    "orders",
    "costed_orders",
    "revenue",
    "revenue_share",
    "gross_margin_share",
    "book_profit",
    "book_margin",
    "true_profit",
    "true_margin",
    "hours",
    "hours_estimated",
    "hours_share",
    "hours_per_million",
    "late_share",
    "hidden_loss_orders",
    "hidden_loss",
)
BATCH_METRICS = (
    "orders",
    "costed_orders",
    "revenue",
    "book_margin",
    "true_margin",
    "true_profit",
    "hours_per_million",
    "estimated_share",
)

KINDS = ("serial", "custom", "unknown")

# Finished or cancelled, with both profit and hours known: orders in progress have spent hours and earned nothing yet.
COMPARABLE = "state <> 'in progress' and parts.true_profit is not null and parts.hours is not null"


def by_kind(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per kind: serial, custom, unknown. Columns: kind, BY_KIND, and per order, each with its denominator:

    rounds_per_order (approval rounds ÷ orders_with_rounds, those that state them), pieces_per_line (pieces ÷ lines of the
    orders_with_pieces: finished ones with a quantity), dated_orders (the denominator of late_share).
    """
    told = comparable.same_orders(
        comparable.known_profits(ws.metrics(comparable.beside(BY_KIND), ("kind",), scope))
    )
    measured = told.drop(columns=list(comparable.COSTED.values())).dropna(subset="kind")
    rows, values = rows_of(scope)
    counted = ws._frame(
        f"""with chosen as (
            select order_id, sum(dated_orders) as dated from ({rows}) where order_id is not null group by order_id
        ),
        counted as (
            select order_profit.*, dated, case when state = 'done' and quantity > 0 and lines > 0 then 1 end as has_pieces
            from chosen inner join order_profit on chosen.order_id = order_profit.order_id
        )
        select
            kind,
            cast(sum(dated) as bigint) as dated_orders,
            cast(sum(approval_rounds) as double) / nullif(count(approval_rounds), 0) as rounds_per_order,
            count(approval_rounds) as orders_with_rounds,
            cast(sum(quantity * has_pieces) as double) / nullif(sum(lines * has_pieces), 0) as pieces_per_line,
            count(has_pieces) as orders_with_pieces
        from counted group by kind""",
        values,
    )
    return in_turn(measured.merge(counted, on="kind", how="left"))


def in_turn(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by kind in the order of KINDS."""
    return rows.sort_values(
        "kind", key=lambda kinds: kinds.map(KINDS.index), kind="stable", ignore_index=True
    )


def by_batch(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per batch class and kind, small batches first. Columns: batch, kind, BATCH_METRICS.

    An order's batch is its pieces ÷ its lines. Orders without one (no quantity, cancelled, in progress) stand last, with
    no batch, so that the rows add up to the kinds.
    """
    bounds = " ".join(
        f"when each <= {top} then '{name}'" for name, top in BATCHES.items() if top is not None
    )
    last = next(name for name, top in BATCHES.items() if top is None)
    cut = f"""select order_id, case when each is null then null {bounds} else '{last}' end as cut from (
        select order_id,
            case when state = 'done' and quantity > 0 then cast(quantity as double) / nullif(lines, 0) end as each
        from main.order_profit)"""
    measured = comparable.known_profits(
        metrics_by_cut(ws, comparable.beside(BATCH_METRICS), cut, scope)
    )
    frame = (
        comparable.same_orders(measured)
        .drop(columns="book_margin_costed")
        .rename(columns={"cut": "batch"})
    )
    places = {name: place for place, name in enumerate(BATCHES)}
    order = frame["batch"].map(places).fillna(len(places))
    ranked = in_turn(frame.assign(place=order)).sort_values("place", kind="stable")
    return ranked.drop(columns="place").reset_index(drop=True)


def hidden_losses(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """The orders that the book shows at a profit and that lose, the largest loss first.

    Columns: order_id, client_id, client_name, kind, product_families, revenue, book_profit, true_profit, hours, hours_source,
    state, order_date. With families in the scope, amounts are the order's part in those.
    """
    rows, values = rows_of(scope)
    return ws._frame(
        f"""with parts as (
            select order_id, sum(revenue) as revenue, sum(book_profit) as book_profit, sum(true_profit) as true_profit,
                sum(hours) as hours, string_agg(distinct product_family, ', ' order by product_family) as product_families
            from ({rows}) where flag = 'hidden loss' group by order_id
        )
        select parts.order_id, order_profit.client_id, client_name, kind, product_families, parts.revenue,
            parts.book_profit, parts.true_profit, parts.hours, hours_source, state, order_date
        from parts
        inner join order_profit on parts.order_id = order_profit.order_id
        left join clients on order_profit.client_id = clients.client_id
        order by parts.true_profit, parts.order_id""",
        values,
    )


@dataclass(frozen=True)
class SameHours:
    """What custom orders earned, and what serial orders earn in as many hours: a comparison, not a promise.

    Orders that are finished or cancelled, with true profit and hours both known; unknown (None) where a kind has none.
    """

    custom_orders: int
    custom_hours: float | None
    custom_profit: float | None
    serial_orders: int
    serial_hours: float | None
    serial_profit: float | None
    estimated_orders: int  # of both kinds: hours that come from time equations, all or in part

    @property
    def custom_per_hour(self) -> float | None:
        return _per(self.custom_profit, self.custom_hours)

    @property
    def serial_per_hour(self) -> float | None:
        """A ratio of sums: true profit ÷ hours over all comparable serial orders."""
        return _per(self.serial_profit, self.serial_hours)

    @property
    def serial_would_earn(self) -> float | None:
        rate = self.serial_per_hour
        return None if rate is None or self.custom_hours is None else self.custom_hours * rate


def _per(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def same_hours(ws: Workspace, scope: Scope = EVERYTHING) -> SameHours:
    """Custom and serial orders of the scope, for the same hours."""
    rows, values = rows_of(scope)
    frame = ws._frame(
        f"""{_parts(rows)}
        select kind, count(*) as orders, sum(parts.hours) as hours, sum(parts.true_profit) as true_profit,
            sum(case when hours_source = 'estimated' then 1 else 0 end) as estimated
        from parts inner join order_profit on parts.order_id = order_profit.order_id
        where {COMPARABLE} and kind <> 'unknown' group by kind""",
        values,
    )
    found = frame.set_index("kind").to_dict("index")
    custom, serial = found.get("custom", {}), found.get("serial", {})
    return SameHours(
        custom_orders=int(custom.get("orders", 0)),
        custom_hours=custom.get("hours"),
        custom_profit=custom.get("true_profit"),
        serial_orders=int(serial.get("orders", 0)),
        serial_hours=serial.get("hours"),
        serial_profit=serial.get("true_profit"),
        estimated_orders=int(frame["estimated"].sum()),
    )


def custom_clients(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per client with comparable custom orders, the largest true profit first; sums over those orders alone.

    Columns: client_id, client_name, flag (of these sums), orders, revenue, gross_margin, gross_margin_share, book_profit,
    book_margin, true_profit, true_margin, hours, hours_estimated, same_hours_serial (hours × the scope's serial profit per hour),
    against_serial (true_profit − same_hours_serial).
    """
    rows, values = rows_of(scope)
    frame = ws._frame(
        f"""{_parts(rows)}
        select order_profit.client_id, client_name, count(*) as orders, sum(parts.revenue) as revenue,
            sum(parts.gross_margin) as gross_margin, sum(parts.book_profit) as book_profit,
            sum(parts.true_profit) as true_profit, sum(parts.hours) as hours, sum(parts.hours_estimated) as hours_estimated,
            sum(case when parts.book_profit is not null then parts.revenue end) as revenue_with_book
        from parts
        inner join order_profit on parts.order_id = order_profit.order_id
        left join clients on order_profit.client_id = clients.client_id
        where kind = 'custom' and {COMPARABLE}
        group by 1, 2 order by true_profit desc, 1""",
        values,
    )
    revenue = frame["revenue"].where(frame["revenue"] != 0)
    with_book = frame["revenue_with_book"].where(frame["revenue_with_book"] != 0)
    rate = same_hours(ws, scope).serial_per_hour
    frame = frame.assign(
        gross_margin_share=frame["gross_margin"] / revenue,
        book_margin=frame["book_profit"] / with_book,
        true_margin=frame["true_profit"] / revenue,
        same_hours_serial=frame["hours"] * (float("nan") if rate is None else rate),
    ).drop(columns="revenue_with_book")
    frame["against_serial"] = frame["true_profit"] - frame["same_hours_serial"]
    return client_flags.with_flags(frame, ws.table("settings"))


def _parts(rows: str) -> str:
    added = ("revenue", "gross_margin", "book_profit", "true_profit", "hours", "hours_estimated")
    sums = ", ".join(f"sum({c}) as {c}" for c in added)
    return f"with parts as (select order_id, {sums} from ({rows}) where order_id is not null group by order_id)"


def who_pays(clients: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Clients whose custom orders pay, the best first, and the others, the worst first: by the flag of their sums."""
    pays = clients["flag"] == "profitable"
    return clients[pays], clients[~pays].sort_values(["true_profit", "client_id"], kind="stable")


def has(kinds: pd.DataFrame, kind: str) -> bool:
    return bool((kinds.loc[kinds["kind"] == kind, "orders"] > 0).any())


def known_kinds(kinds: pd.DataFrame) -> pd.DataFrame:
    """The rows of `by_kind` whose kind is known."""
    return kinds[kinds["kind"] != "unknown"]


def is_comparable(same: SameHours) -> bool:
    return known(same.serial_would_earn) and known(same.custom_profit)
