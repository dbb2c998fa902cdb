"""Groups of clients (holdings): what each brings as a whole, and its members one by one."""

from __future__ import annotations

import pandas as pd

from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.reader.scope import Scope
from analysis.reader.slices import rows_of
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline

EVERYTHING = Scope()


def groups(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per group with rows in the scope: group_id, group_name, members (clients of the group), verdict, decision, metrics.

    The metrics are those of client_profit, shares are of the whole scope. They are the same whether groups are judged as one or not;
    verdict and decision are unknown where they aren't.
    """
    rows, values = ws._sliced(scope)
    by_group = f"""select given.* replace (coalesce(client_groups.group_id, given.client_id) as client_id)
        from ({rows}) as given
        left join client_groups on given.client_id = client_groups.client_id"""
    profits = pipeline.over({"profit_by_month": by_group}, "judged_by_month", "client_profit")
    measures = ", ".join(f"profits.{name}" for name in CLIENT_COLUMNS)
    return ws._frame(
        f"""with profits as ({profits}),
        named as (select group_id, max(group_name) as group_name, max(members) as members from client_groups group by group_id)
        select named.*, decided.verdict, decided.decision, {measures}
        from profits inner join named on profits.client_id = named.group_id
        left join client_decision as decided on profits.client_id = decided.client_id
        order by profits.true_profit nulls last, profits.revenue desc, named.group_id""",
        values,
    )


def members(ws: Workspace, group_id: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per member of a group: client_id, client_name, verdict and decision (unknown where the group is judged as one), then the
    metrics of client_profit; shares are of the group.

    They add up to the group. Where the group is judged as one, what was used outside orders is nobody's: a row without a client.
    """
    of_group = ws._frame(
        "select client_id, client_groups.client_name, verdict, decision from client_groups "
        "left join client_decision using (client_id) where group_id = ?",
        [group_id],
    )
    ids = tuple(of_group["client_id"])
    rows, values = rows_of(scope.but(clients=(group_id, *ids)))
    by_member = f"""select given.* replace (case when given.client_id = ? then ordered.member_id else given.client_id end as client_id)
        from ({rows}) as given
        left join (select order_id, min(member_id) as member_id from order_lines where client_id = ? group by order_id) as ordered
            on given.order_id = ordered.order_id"""
    profits = pipeline.over(
        {"profit_rows": by_member}, "profit_by_month", "judged_by_month", "client_profit"
    )
    found = ws._frame(profits, [group_id, *values, group_id]).drop(columns="client_name")
    frame = of_group.merge(found, on="client_id", how="outer")
    return frame.sort_values(
        ["revenue", "client_id"], ascending=[False, True], na_position="last", ignore_index=True
    )


def group_of(ws: Workspace, client_id: str) -> tuple[str, str] | None:
    """Id and name of the group that a client belongs to, or that it is; None: of none."""
    found = ws._frame(
        "select group_id, group_name from client_groups where client_id = $id or group_id = $id limit 1",
        {"id": client_id},
    )
    return None if found.empty else (str(found["group_id"][0]), str(found["group_name"][0]))
