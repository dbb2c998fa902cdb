"""Profits that stand beside each other: unknown where no cost is known, and of the same orders (METHOD, rule 11)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.reader import whale

COSTED = {name: f"{name}_costed" for name in ("book_profit", "book_margin", "gross_margin_share")}


def known_profits(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of metrics with a profit of 0 made unknown where there is revenue, but none of it has a known cost."""
    changed = {}
    for profit, margin in whale.MARGIN_OF.items():
        if {profit, margin, "revenue"} <= set(rows.columns):
            changed[profit] = rows[profit].mask(
                rows[margin].isna() & (rows[profit] == 0) & (rows["revenue"] != 0)
            )
    return rows.assign(**changed)


def beside(names: Sequence[str]) -> tuple[str, ...]:
    """Names of metrics, with those that `same_orders` needs for them."""
    return (*names, *(COSTED[name] for name in names if name in COSTED))


def same_orders(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the metrics `beside(names)`, the book's profit and margin and the gross margin's share of the costed orders alone
    where a true profit stands beside them (METHOD, rule 11); all orders' where none is known."""
    is_known = rows["true_profit" if "true_profit" in rows.columns else "true_margin"].notna()
    kept = {name: costed for name, costed in COSTED.items() if {name, costed} <= set(rows.columns)}
    return rows.assign(
        **{name: rows[name].mask(is_known, rows[costed]) for name, costed in kept.items()}
    )
