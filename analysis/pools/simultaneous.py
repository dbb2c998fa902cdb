"""Where one person has two records of time at once: shown with what is at stake, and counted as recorded."""

from __future__ import annotations

import pandas as pd

from analysis.reader.workspace import Workspace


def records(ws: Workspace) -> pd.DataFrame:
    """One row per record that begins while another of the same person runs, the costliest first.

    person, order_id, client_name, started_at, ended_at, the same with `other_` for the one that runs longest, is_copy (same order and
    times), double_hours (which both hold) and double_cost (at the rate of the record; unknown where its resource has none).
    """
    return ws._frame("""
        select person, order_id, mine.client_name, started_at, ended_at, other_order_id, theirs.client_name as other_client_name,
            other_started_at, other_ended_at, is_copy, cast(double_hours as double) as double_hours,
            cast(double_cost as double) as double_cost
        from simultaneous_records
        left join clients as mine on simultaneous_records.client_id = mine.client_id
        left join clients as theirs on simultaneous_records.other_client_id = theirs.client_id
        order by double_cost desc nulls last, double_hours desc, person, started_at, order_id, other_order_id""")
