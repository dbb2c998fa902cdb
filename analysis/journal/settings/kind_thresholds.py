"""The thresholds of the evidence for custom work: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.setting_kinds import Count, Hours, Number, Share


@dataclass(frozen=True)
class Custom:
    """Thresholds of the evidence for custom work."""

    serial_min_batch: Number | None = None  # pieces; no default: only the plant knows its batches
    design_hours: Hours = 8.0  # design hours of an order that are evidence: a day's work and more …
    design_times: Number = 2.0  # … if they are so many times what an order takes on average …
    design_hours_always: Hours = 40.0  # … or a week's work, whatever the average
    many_products: Count = 5
    few_pieces: Number = 3.0  # pieces per product
    history_orders: Count = (
        30  # "in one order only" and "for one client only" say nothing in a shorter history
    )
    once_share: Share = 0.2  # "in one order only" is usual where more of the products are so …
    tail_orders: Count = 100  # … unless, from so many orders of products on, those in two and three orders foretell few in one
    by_chance: Share = 0.1  # the part of such products that chance may explain
    small_share: Share = 0.02  # of the lines of products for several clients: a batch under nearly all of them is small
    new_months: Count = 2  # a product first sold in the last months may still be sold again
    lot_codes: Count = 3  # codes of one stem from which on what follows the stem may be a lot
