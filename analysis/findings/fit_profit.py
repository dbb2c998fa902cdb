"""Fit against profit: the four groups, what each takes, and where the portrait and the money disagree."""

from __future__ import annotations

import pandas as pd

from analysis.advice import decisions
from analysis.dictionary import codes, finding
from analysis.dictionary.finding import Finding, known
from analysis.findings import decision_findings
from analysis.reader import comparable
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace

SUMS = ("revenue", "true_profit", "hours", "revenue_share", "hours_share")


def clients(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per client with orders in the scope; its group by what it earned there.

    Columns: client_id, client_name, fit_score, verdict, ruled_out_by, fit_group, decision, SUMS, true_margin, orders. The verdict and the
    decision are of all history: a portrait judges a client, not a period.
    """
    measured = comparable.known_profits(
        ws.clients(scope)[["client_id", "client_name", "orders", *SUMS, "true_margin"]]
    )
    judged = ws.table("client_decision")[
        ["client_id", "fit_score", "verdict", "decision", "own_weight", "confidence"]
    ]
    ruled_out = ws.table("client_fit").reindex(columns=["client_id", "ruled_out_by"])
    frame = measured.dropna(subset="client_id").merge(judged, on="client_id", how="inner")
    frame = frame.merge(ruled_out, on="client_id", how="left")
    profit = frame["true_profit"].where(
        frame["true_margin"].notna()
    )  # use outside orders alone tells no margin
    groups = [
        decisions.group(v, None if pd.isna(p) else float(p))
        for v, p in zip(frame["verdict"], profit, strict=True)
    ]
    return frame.assign(true_profit=profit, fit_group=groups)


def groups(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per group in the order of codes.FIT_GROUPS, those without clients too. Columns: fit_group, clients, SUMS."""
    summed = rows.groupby("fit_group")[list(SUMS)].sum(min_count=1).reindex(list(codes.FIT_GROUPS))
    counts = rows["fit_group"].value_counts().reindex(list(codes.FIT_GROUPS), fill_value=0)
    return summed.assign(clients=counts.astype("int64")).reset_index()[
        ["fit_group", "clients", *SUMS]
    ]


def beside_groups(rows: pd.DataFrame, true_profit: float) -> Finding | None:
    """What stands between the groups and the true profit of the scope: money spent on clients whose own profit is not known."""
    spent = float(rows["true_profit"].sum()) - true_profit
    if not rows["true_profit"].notna().any() or pd.isna(spent) or abs(spent) < finding.ENOUGH:
        return None
    unknown = int(rows["true_profit"].isna().sum())
    return Finding(
        "fit_beside_groups",
        {
            "n": unknown,
            "earned": true_profit + spent,
            "spent_beside": spent,
            "true_profit": true_profit,
        },
    )


def is_comparable(rows: pd.DataFrame) -> bool:
    """Whether any client has both a verdict, ours or not, and a true profit that is known."""
    return bool(rows["fit_group"].isin(list(decision_findings.BY_GROUP)).any())


def disagreements(rows: pd.DataFrame) -> pd.DataFrame:
    """Ours that lose and not ours that earn, the most money first: the ones to talk about."""
    apart = rows[rows["fit_group"].isin(["ours losing", "not ours earning"])]
    ranked = apart.assign(size=apart["true_profit"].abs()).sort_values(
        ["size", "client_id"], ascending=[False, True], kind="stable"
    )
    return ranked.drop(columns="size").reset_index(drop=True)


def clashes(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """The rows of `clients` whose proposal isn't what their group lets one expect, the most money first; `clash`: the Finding why."""
    rows = clients(ws, scope)
    proposals = {
        str(row["client_id"]): row for row in ws.table("client_decision").to_dict("records")
    }
    reasons = [
        decision_findings.clash(proposals[c], group)
        for c, group in zip(rows["client_id"], rows["fit_group"], strict=True)
    ]
    apart = rows.assign(
        clash=pd.Series(reasons, index=rows.index, dtype=object), size=rows["true_profit"].abs()
    )
    apart = apart[[r is not None for r in reasons]]
    ranked = apart.sort_values(["size", "client_id"], ascending=[False, True], kind="stable")
    return ranked.drop(columns="size").reset_index(drop=True)


def summary(rows: pd.DataFrame) -> list[Finding]:
    """What the page opens with."""
    table = groups(rows).set_index("fit_group")
    if not table["clients"].drop("undecided").any():
        return [Finding("fit_profit_undecided", {"clients": len(rows)})]
    found = []
    for code in ("ours earning", "ours losing", "not ours earning", "not ours losing"):
        row = table.loc[code]
        if not row["clients"]:
            continue
        values = {
            "n": int(row["clients"]),
            "true_profit": row["true_profit"],
            "loss": -row["true_profit"],
            "revenue_share": row["revenue_share"],
            "hours_share": row["hours_share"],
        }
        has_time = known(row["hours_share"]) and known(row["revenue_share"])
        whom = ""
        if code == "ours earning":
            values["grow"] = grow = int(
                ((rows["fit_group"] == code) & (rows["decision"] == codes.GROW)).sum()
            )
            whom = "_all" if grow == values["n"] else "_some" if grow else "_none"
        found.append(
            Finding(f"fit_{code.replace(' ', '_')}{whom}{'' if has_time else '_no_time'}", values)
        )
    return found
