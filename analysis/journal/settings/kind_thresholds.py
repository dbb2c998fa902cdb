"""The thresholds of the evidence for custom work, and which pools design: sections of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.errors import BadSettings
from analysis.errors.phrases import phrase


@dataclass(frozen=True)
class Custom:
    """Thresholds of the evidence for custom work."""

    serial_min_batch: float | None = None  # pieces; no default: only the plant knows its batches
    design_hours: float = 8.0  # design hours of an order that are evidence: a day's work and more …
    design_times: float = 2.0  # … if they are so many times what an order takes on average …
    design_hours_always: float = 40.0  # … or a week's work, whatever the average
    many_products: int = 5
    few_pieces: float = 3.0  # pieces per product
    history_orders: int = (
        30  # "in one order only" and "for one client only" say nothing in a shorter history
    )
    once_share: float = 0.2  # "in one order only" is usual where more of the products are so …
    tail_orders: int = 100  # … unless, from so many orders of products on, those in two and three orders foretell few in one
    by_chance: float = 0.1  # the part of such products that chance may explain
    small_share: float = 0.02  # of the lines of products for several clients: a batch under nearly all of them is small
    new_months: int = 2  # a product first sold in the last months may still be sold again
    lot_codes: int = 3  # codes of one stem from which on what follows the stem may be a lot


def design_pools(raw: Any, file: str) -> tuple[tuple[str, bool], ...]:
    """(pool, whether it designs) of the section; BadSettings where one is neither true nor false."""
    if not isinstance(raw, dict):
        raise BadSettings(
            "bad_setting",
            file=file,
            key="design_pools",
            value=raw,
            mend=phrase("mend.table", name="design_pools"),
        )
    for pool, designs in raw.items():
        if not isinstance(designs, bool):
            raise BadSettings(
                "bad_setting",
                file=file,
                key=f"design_pools.{pool}",
                value=designs,
                mend=phrase("mend.yes_or_no"),
            )
    return tuple((pool.strip(), designs) for pool, designs in raw.items())
