"""The parts of a what-if that are settings, target margin and book overhead rule.

Prices, rates, capacities, clients and batches are no settings: they are what the plant does, and follow from its exports.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.journal.settings import BookOverhead, Settings
from analysis.journal.what_if import WhatIf
from analysis.reader.workspace import Workspace


def settings_part(change: WhatIf) -> WhatIf:
    """The change without all that is no setting."""
    return WhatIf(
        target_margin=change.target_margin,
        overhead_basis=change.overhead_basis,
        overhead_rate=change.overhead_rate,
    )


def other_part(change: WhatIf) -> WhatIf:
    """What is left of the change once its settings are accepted."""
    return replace(change, target_margin=None, overhead_basis=None, overhead_rate=None)


def put_into(settings: Settings, change: WhatIf) -> Settings:
    if change.target_margin is not None:
        settings = replace(
            settings, targets=replace(settings.targets, true_margin=change.target_margin)
        )
    if change.overhead_basis is not None:
        settings = replace(
            settings, book_overhead=BookOverhead(change.overhead_basis, change.overhead_rate or 0.0)
        )
    return settings


def rate_for_as_much(ws: Workspace, basis: str) -> float | None:
    """The rate at which a rule on `basis` (one of settings.BASES) gives as much book overhead as there is today.

    Σ book overhead ÷ Σ basis over the orders that know both; three digits. None where no such order is known.
    """
    frame = ws._frame(
        f"""select cast(sum(book_overhead) as double) / nullif(cast(sum({basis}) as double), 0) as rate
        from order_totals where book_overhead is not null and {basis} is not null"""
    )
    value = frame["rate"].iloc[0]
    return None if pd.isna(value) or value < 0 else float(f"{float(value):.3g}")


def states_overhead(ws: Workspace) -> bool:
    """True where the export itself gives book overhead or book cost for some line: there, no rule of the settings counts."""
    frame = ws._frame(
        "select max(case when coalesce(book_overhead, book_cost) is not null then 1 else 0 end) as any_line from order_lines"
    )
    return bool(frame["any_line"].fillna(0).iloc[0])
