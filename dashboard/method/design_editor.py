"""Which resources design, as a table of yes and no: what is proposed from the file or the name stays out of the settings."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.view import View

Pools = tuple[tuple[str, bool], ...]
COLUMNS = ("pool", "is_design")


def draw(view: View, stated: Pools, key: str) -> pd.DataFrame:
    """The table as edited: pool, is_design, is_proposed (what holds without the settings)."""
    words, column = view.words, st.column_config
    found = view.data.table("design_pools").sort_values("pool", ignore_index=True)
    set_by_hand = {pool.casefold(): designs for pool, designs in stated}
    proposed = found["is_proposed"].astype("bool")
    designs = [
        set_by_hand.get(p.strip().casefold(), bool(d))
        for p, d in zip(found["pool"], proposed, strict=True)
    ]
    shown = pd.DataFrame(
        {"pool": found["pool"].astype("str"), "is_design": pd.Series(designs, dtype="bool")}
    )
    config = {
        "pool": column.TextColumn(words("metric.pool"), width="large", disabled=True),
        "is_design": column.CheckboxColumn(words("metric.is_design")),
    }
    edited: pd.DataFrame = st.data_editor(
        shown, column_config=config, num_rows="fixed", hide_index=True, key=key
    )
    return edited.assign(is_proposed=proposed)


def raw(edited: pd.DataFrame, stated: Pools) -> dict[str, bool]:
    """What settings.toml would hold: pools that are not as proposed, and those that the data doesn't know now."""
    there = {str(pool).strip().casefold() for pool in edited["pool"]}
    kept = {pool: designs for pool, designs in stated if pool.strip().casefold() not in there}
    corrected = edited[edited["is_design"].astype(bool) != edited["is_proposed"]]
    return kept | {
        str(p).strip(): bool(d)
        for p, d in zip(corrected["pool"], corrected["is_design"], strict=True)
    }
