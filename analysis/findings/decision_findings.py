"""What is said about a client's decision: the reason, what it would need, and what the page opens with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.advice.decisions import NOT_JUDGED
from analysis.dictionary.codes import EXPECT, GROW, KEEP, REFUSE, REPRICE, TO_CHANGE
from analysis.dictionary.finding import Finding, known
from analysis.journal.client_decisions import RecordedDecision
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

BY_GROUP = {  # the decisions that a group of fit × profit lets one expect
    "ours earning": (GROW,),
    "ours losing": (REPRICE, EXPECT),
    "not ours earning": (KEEP,),
    "not ours losing": TO_CHANGE,
}
ON_ONE_ORDER = ("one_order", "only_order", "one_below_cost")
SAID_BY_THE_REASON = (
    *ON_ONE_ORDER,
    "scattered",
    "small_rise",
    *NOT_JUDGED,
)  # codes that explain a clash themselves
OFTEN_LATE = 0.25  # of its orders, from which on the lead time is worth a word


def clash(row: Mapping[Any, Any], group: str | None = None) -> Finding | None:
    """Why the proposal isn't what the client's group lets one expect; None where it is.

    A group goes by the sign of what was earned, a proposal by the margin against the target, over all history and drawn to the
    peers'. row: of client_decision; group: the one in a scope, where it isn't that of all history.
    """
    whole, decision = row["fit_group"], row["decision"]
    here = group or whole
    if row["reason_code"] in SAID_BY_THE_REASON or decision in BY_GROUP.get(here, (decision,)):
        return None
    if here != whole:
        return Finding(f"clash_scope_{'earns' if here.endswith('losing') else 'loses'}")
    judged = row["shrunk_margin"] if known(row["shrunk_margin"]) else row["true_margin"]
    values = {
        "n": int(row["orders_behind_it"]),
        "own_margin": row["true_margin"],
        "judged_margin": judged,
        "target": row["target_margin"],
    }
    if decision in TO_CHANGE:
        return Finding("clash_below", values)
    if here.endswith("losing"):
        return Finding("clash_few_loss", values)
    return Finding("clash_near" if row["reason_code"] == "near" else "clash_few", values)


def needs(row: Mapping[Any, Any]) -> list[Finding]:
    """What would bring the target margin, or hold to what was really kept; nothing for a client that only stays.

    Of a refusal first the terms at which it ends: a price from which on the rest of the way is no longer unbearable.
    """
    if row["decision"] not in TO_CHANGE:
        return []
    found = []
    if row["decision"] == REFUSE and known(row["refusal_ends"]):
        found.append(Finding("need_refusal_ends", {"price_rise": row["refusal_ends"]}))
    rise = row["price_rise"]
    if known(rise) and rise > 0:
        found.append(Finding("need_price", {"price_rise": rise, "target": row["target_margin"]}))
    elif not known(rise) and known(row["true_margin"]):
        found.append(Finding("need_no_price", {"target": row["target_margin"]}))
    if known(row["min_batch"]):
        found.append(
            Finding(
                f"need_batch_{row['batch_kind']}",
                {"batch": int(row["min_batch"]), "now": round(row["mean_batch"])},
            )
        )
    if row["reason_code"] == "loss_credit" and known(row["payment_days"]):
        found.append(
            Finding(
                "need_payment",
                {"n": round(row["payment_days"]), "credit_share": row["credit_share"]},
            )
        )
    rounds = round(row["approval_rounds"]) if known(row["approval_rounds"]) else 0
    if known(row["rounds_in_price"]) and rounds > row["rounds_in_price"]:
        code = "need_rounds_hours" if known(row["hours_per_round"]) else "need_rounds"
        values = {
            "n": int(row["rounds_in_price"]),
            "now": rounds,
            "hours_per_round": row["hours_per_round"],
        }
        found.append(Finding(code, values))
    if (
        known(row["late_share"])
        and row["late_share"] >= OFTEN_LATE
        and known(row["lead_days_kept"])
    ):
        found.append(
            Finding("need_lead", {"n": int(row["lead_days_kept"]), "late_share": row["late_share"]})
        )
    return found


@dataclass(frozen=True)
class DecisionsOfScope:
    """rows: of client_decision; kept: decisions in force, both of the scope's clients. findings: of_page."""

    rows: pd.DataFrame
    kept: Mapping[str, RecordedDecision]
    findings: tuple[Finding, ...]


def of_scope(
    ws: Workspace, scope: Scope, kept: Mapping[str, RecordedDecision], today: dt.date
) -> DecisionsOfScope:
    """kept: decisions in force, of any client."""
    clients = set(ws.clients(scope)["client_id"].dropna())
    rows = ws.table("client_decision")
    rows = rows[rows["client_id"].isin(clients)]
    of_them = {client: entry for client, entry in kept.items() if client in clients}
    return DecisionsOfScope(rows, of_them, tuple(of_page(rows, of_them, today)))


@dataclass(frozen=True)
class MostUrgent:
    """findings: of_page. clients: how many there are.

    waiting: rows of by_urgency whose day has come or whose client is to be treated otherwise, the most urgent first.
    """

    findings: tuple[Finding, ...]
    waiting: tuple[Mapping[Any, Any], ...]
    clients: int


def most_urgent(
    ws: Workspace, scope: Scope, kept: Mapping[str, RecordedDecision], today: dt.date, most: int
) -> MostUrgent:
    """Of the scope's clients; most: so many rows at most."""
    found = of_scope(ws, scope, kept, today)
    ranked = by_urgency(to_talk_to(found.rows, found.kept), found.kept, today)
    first = urgent(ranked)
    waiting = first[(first["place"] == 0) | (first["decision"] != KEEP)].head(most)
    return MostUrgent(found.findings, tuple(waiting.to_dict("records")), len(found.rows))


def of_page(
    rows: pd.DataFrame, kept: Mapping[str, RecordedDecision], today: dt.date
) -> list[Finding]:
    """How many clients call for a change and what is at stake, whom to grow, what is due."""
    asked = rows[rows["decision"].isin(TO_CHANGE)]
    safe = asked["is_safe"].astype(bool)
    change = asked[~safe & asked["comes_first"].astype(bool)]
    later = asked[~safe & ~asked["comes_first"].astype(bool)]
    found = []
    if len(change):
        counts = {each: int((change["decision"] == each).sum()) for each in TO_CHANGE}
        values = {
            "n": len(change),
            "of": len(rows),
            "at_stake": float(change["at_stake"].sum()),
            "reprice": counts[REPRICE],
            "expect": counts[EXPECT],
            "refuse": counts[REFUSE],
        }
        found.append(Finding("decisions_change", values))
    if len(later):
        found.append(
            Finding(
                "decisions_later", {"n": len(later), "at_stake": float(later["at_stake"].sum())}
            )
        )
    if safe.any():
        found.append(Finding("decisions_safe", {"n": int(safe.sum())}))
    unknown = int(rows["reason_code"].isin(NOT_JUDGED).sum())
    if unknown:
        found.append(Finding("decisions_unknown", {"n": unknown, "of": len(rows)}))
    if not len(asked) and unknown < len(rows):
        found.append(Finding("decisions_no_change", {"clients": len(rows) - unknown}))
    if grow := int((rows["decision"] == GROW).sum()):
        found.append(
            Finding(
                "decisions_grow",
                {
                    "n": grow,
                    "true_profit": float(rows.loc[rows["decision"] == GROW, "true_profit"].sum()),
                },
            )
        )
    due = sum(each.is_due(today) for each in kept.values())
    if kept:
        found.append(
            Finding("decisions_due" if due else "decisions_kept", {"n": due if due else len(kept)})
        )
    return found


def urgent(ranked: pd.DataFrame) -> pd.DataFrame:
    """Of the rows that by_urgency gives: those due today, and those undecided with something to do or money at stake."""
    calls = (ranked["decision"].notna() & (ranked["decision"] != KEEP)) | (ranked["at_stake"] > 0)
    return ranked[(ranked["place"] == 0) | ((ranked["place"] == 1) & calls)]


def to_talk_to(rows: pd.DataFrame, kept: Mapping[str, RecordedDecision]) -> pd.DataFrame:
    """Without changes that can wait: large clients that earn, and those with whom little of the money lies. What was decided stays."""
    waits = rows["decision"].isin(TO_CHANGE) & (
        rows["is_safe"].astype(bool) | ~rows["comes_first"].astype(bool)
    )
    return rows[~waits | rows["client_id"].isin(list(kept))]


def by_urgency(
    rows: pd.DataFrame, kept: Mapping[str, RecordedDecision], today: dt.date
) -> pd.DataFrame:
    """The rows of client_decision: due today first, then what nobody has decided yet, by money at stake; decided ones last.

    Of clients at the target, the ones to grow come first, by profit. Adds the column `place` (0 due, 1 open, 2 decided).
    """
    places = [
        0 if (k := kept.get(c)) and k.is_due(today) else 2 if k else 1 for c in rows["client_id"]
    ]
    calls = rows["decision"].isin(TO_CHANGE)
    weighed = rows.assign(
        place=places,
        calls=~calls,
        stays=rows["decision"] != GROW,
        money=rows["at_stake"].where(calls, rows["true_profit"]),
    )
    ranked = weighed.sort_values(
        ["place", "calls", "stays", "money", "client_id"],
        ascending=[True, True, True, False, True],
        na_position="last",
    )
    return ranked.drop(columns=["calls", "stays", "money"]).reset_index(drop=True)
