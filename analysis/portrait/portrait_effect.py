"""Every client against any portrait, and what that would change: fast enough to be asked at each touch of the editor."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.dictionary.codes import NOT_OURS, OURS, TOO_LITTLE, VERDICTS
from analysis.dictionary.finding import Finding
from analysis.journal import portrait
from analysis.journal.portrait import Criterion, Portrait, PortraitFit, State
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace
from analysis.sql.tables import rows_of
from analysis.stores import pipeline

MONEY = ("orders", "revenue", "revenue_costed", "true_profit", "hours")
# Of the client list and of client_measures, but nothing that a portrait may ask: names, places in files, what the portrait is to predict.
NO_FIELDS = frozenset(
    {
        "client_id",
        "client_name",
        "import_id",
        "source_row",
        "import_id_1",
        "source_row_1",
        "orders",
        "first_order_on",
        "last_order_on",
    }
)
SPELLED = """select column_name from duckdb_columns() where table_name in ('clients', 'client_measures')
    order by table_name = 'client_measures', column_index"""


@dataclass(frozen=True)
class Known:
    """What is known of the clients. columns: field in lower case → its values, client by client; spelled: as its file spells it."""

    columns: Mapping[str, Sequence[Any]]
    spelled: Mapping[str, str]

    @property
    def ids(self) -> Sequence[str]:
        return self.columns["client_id"]

    def fields(self) -> list[str]:
        """What a criterion can ask, as portrait.toml would write it; the measured ones last."""
        asked = [f for f in self.spelled if f not in NO_FIELDS]
        return [self.spelled[f] for f in sorted(asked, key=lambda f: f in portrait.MEASURED)]

    def values(self, field: str) -> list[Any]:
        return [
            v for v in self.columns.get(field.casefold(), ()) if v is not None and str(v).strip()
        ]

    def client(self, place: int) -> dict[str, Any]:
        return {name: values[place] for name, values in self.columns.items()}


def known(ws: Workspace) -> Known:
    """Every client with the client list's columns and the measured ones."""
    con = ws._connection.cursor()
    try:
        tables = (rows_of(con, name) for name in ("clients", "client_measures", "group_attributes"))
        rows = list(portrait.attributes(*tables))
        spelled = [str(name) for (name,) in con.execute(SPELLED).fetchall()]
    finally:
        con.close()
    names = {name.casefold(): name for name in reversed(spelled)}
    columns = {name: tuple(row[name] for row in rows) for name in (rows[0] if rows else names)}
    return Known(columns, {name: names[name] for name in columns if name in names})


def money(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per client in the scope: client_id, client_name, orders, revenue, revenue_costed, true_profit, hours."""
    rows, values = ws._sliced(scope)
    sums = ", ".join(f"cast(sum({name}) as double) as {name}" for name in MONEY)
    frame = ws._frame(
        f"""select client_id, {sums} from ({pipeline.over({"profit_by_month": rows}, "judged_by_month")}) as judged
        where client_id is not null group by client_id order by client_id""",
        values,
    )
    names = ws._frame("select client_id, client_name from clients")
    return frame.merge(names, on="client_id", how="left")


def fits(clients: Known, wanted: Portrait) -> list[PortraitFit]:
    """A Fit per client, in the order of `clients`: each value is judged once, each pattern of answers scored once."""
    states = [
        _states(c, clients.columns.get(c.field.casefold(), (None,) * len(clients.ids)))
        for c in wanted.criterion
    ]
    scored: dict[tuple[State, ...], PortraitFit] = {}
    found = []
    for place, pattern in enumerate(
        zip(*states, strict=True) if states else [()] * len(clients.ids)
    ):
        if pattern not in scored:
            scored[pattern] = portrait.score(wanted, clients.client(place))
        found.append(scored[pattern])
    return found


def _states(criterion: Criterion, values: Sequence[Any]) -> list[State]:
    judged: dict[tuple[type, Hashable], State] = {}
    found = []
    for value in values:
        key = (type(value), value)
        if key not in judged:
            judged[key] = criterion.state(value)
        found.append(judged[key])
    return found


def judged(clients: Known, wanted: Portrait, amounts: pd.DataFrame) -> pd.DataFrame:
    """The clients in `amounts` (a frame of `money`) with fit (a Fit), fit_score and verdict beside."""
    found = dict(zip(clients.ids, fits(clients, wanted), strict=True))
    rows = amounts.assign(
        fit=pd.Series([found[i] for i in amounts["client_id"]], index=amounts.index, dtype=object)
    )
    scores = pd.Series([f.score for f in rows["fit"]], index=amounts.index, dtype="float64")
    return rows.assign(fit_score=scores, verdict=[f.verdict for f in rows["fit"]])


def by_verdict(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per verdict that occurs: clients, revenue, true_profit, true_margin (ratio of sums), hours and their shares.

    A sum in which nothing is known is unknown; `unknown_profit` counts clients without a known true profit.
    """
    grouped = rows.groupby("verdict", observed=True)
    sums = grouped[list(MONEY)].sum(min_count=1)
    sums["clients"] = grouped.size()
    sums["unknown_profit"] = grouped["true_profit"].agg(lambda p: int(p.isna().sum()))
    sums["true_margin"] = sums["true_profit"] / sums["revenue_costed"].where(
        sums["revenue_costed"] > 0
    )
    for name in ("revenue", "hours"):
        total = sums[name].sum()
        sums[f"{name}_share"] = sums[name] / total if total else float("nan")
    return sums.reindex([v for v in VERDICTS if v in sums.index]).reset_index()


@dataclass(frozen=True)
class Effect:
    """One portrait beside another; `_then` is after the change.

    changed: the clients whose verdict differs, as `judged`, with fit_then, score_then and verdict_then; most money first.
    verdicts: one row per verdict that occurs in either, as `by_verdict`, each number with its _then.
    """

    clients: int
    changed: pd.DataFrame
    verdicts: pd.DataFrame


def compare(before: pd.DataFrame, after: pd.DataFrame) -> Effect:
    """Frames of `judged` over the same clients."""
    both = before.assign(
        fit_then=after["fit"], score_then=after["fit_score"], verdict_then=after["verdict"]
    )
    changed = both[both["verdict"] != both["verdict_then"]]
    size = changed["true_profit"].abs().fillna(0)
    changed = (
        changed.assign(size=size)
        .sort_values(["size", "client_name"], ascending=[False, True])
        .drop(columns="size")
    )
    tables = by_verdict(before).merge(
        by_verdict(after), on="verdict", how="outer", suffixes=("", "_then")
    )
    order = {v: place for place, v in enumerate(VERDICTS)}
    tables = tables.sort_values("verdict", key=lambda v: v.map(order)).reset_index(drop=True)
    for name in ("clients", "clients_then"):
        tables[name] = tables[name].fillna(0).astype(int)
    return Effect(len(before), changed, tables)


LEAST_SHRINKING = 0.001  # of the difference of two margins: a tenth of a point


def worse(before: pd.DataFrame, after: pd.DataFrame) -> list[Finding]:
    """What speaks against another portrait, in money; nothing where it parts the clients as well or better.

    Frames of `judged` over the same clients. The not ours then earn, and more than before; or the margins of ours and not ours come
    closer; or, where no portrait was, not ours earn the better margin.
    """
    was, then = (by_verdict(rows).set_index("verdict") for rows in (before, after))
    found = []
    profit_was, profit = (_of(table, NOT_OURS, "true_profit") or 0.0 for table in (was, then))
    is_first = set(was.index) <= {TOO_LITTLE}
    if not is_first and profit > max(profit_was, 0.0):
        way = "earned" if profit_was > 0 else "lost" if profit_was < 0 else "none"
        found.append(
            Finding(f"portrait_worse_{way}", {"profit": profit, "profit_was": abs(profit_was)})
        )
    margins = {
        f"{v.replace(' ', '_')}_{t}": _of(table, v, "true_margin")
        for t, table in (("was", was), ("then", then))
        for v in (OURS, NOT_OURS)
    }
    gap_was, gap = (_gap(margins[f"ours_{t}"], margins[f"not_ours_{t}"]) for t in ("was", "then"))
    if gap is not None and gap_was is not None and gap < gap_was - LEAST_SHRINKING:
        found.append(Finding("portrait_worse_gap", margins))
    elif gap is not None and gap_was is None and gap < 0:
        found.append(Finding("portrait_worse_upside_down", margins))
    return found


def _of(table: pd.DataFrame, verdict: str, column: str) -> float | None:
    value = table[column].get(verdict)
    return None if value is None or pd.isna(value) else float(value)


def _gap(ours: float | None, not_ours: float | None) -> float | None:
    return None if ours is None or not_ours is None else ours - not_ours


def findings(rows: pd.DataFrame) -> list[Finding]:
    """How many are ours, and where the money and the hours are. rows: a frame of `judged`."""
    table = by_verdict(rows).set_index("verdict")
    counts = {v.replace(" ", "_"): int(table["clients"].get(v, 0)) for v in VERDICTS}
    found = [
        Finding(
            "portrait_counts" if counts["not_enough_data"] else "portrait_counts_known",
            {"clients": len(rows), **counts},
        )
    ]
    for verdict, who in ((OURS, "ours"), (NOT_OURS, "not_ours")):
        if verdict in table.index:
            row: dict[Any, Any] = table.loc[verdict].to_dict()
            profit = row["true_profit"]
            what = "revenue" if pd.isna(profit) else "loss" if profit < 0 else "profit"
            hours = "" if pd.isna(row["hours_share"]) else "_and_hours"
            values = {
                "revenue_share": row["revenue_share"],
                "hours_share": row["hours_share"],
                "then": abs(profit),
            }
            found.append(Finding(f"portrait_{who}_{what}{hours}", values))
    return found
