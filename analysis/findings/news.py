"""What happened: what the last import brought and changed in money, and which losses are new since then, or in the last month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analysis.delivery import account, manifest
from analysis.delivery.manifest import Delivery
from analysis.dictionary.finding import known
from analysis.errors import DealfitError
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace
from analysis.stores import fingerprint, kept

NAMED = 3  # clients and orders
COMPARED = ("orders", "revenue", "true_profit", "hidden_loss")
HIDDEN = "select order_id, client_id, true_profit from order_profit where flag = 'hidden loss'"
Amount = float | None


@dataclass(frozen=True)
class NewestImport:
    """The newest import that a build holds. at: when, ISO text; rows_refused: those that a person can mend; revenue: money of the
    order lines taken in, None where it brought none of a known amount; is_first: nothing was imported before."""

    at: str
    who: str
    files: tuple[str, ...]
    rows: int
    rows_refused: int
    revenue: Amount
    is_first: bool


@dataclass(frozen=True)
class Loser:
    """A client, or an order with its client: true profit below zero."""

    key: str
    client: str
    true_profit: float


@dataclass(frozen=True)
class NewLosses:
    """Clients that earn less than nothing and didn't before; orders with a hidden loss that weren't known as such.

    month: the month whose orders these are; None: since the last import. Named are the NAMED largest losses of each.
    """

    month: dt.date | None
    clients: int
    named_clients: tuple[Loser, ...]
    orders: int
    orders_loss: float
    named_orders: tuple[Loser, ...]


@dataclass(frozen=True)
class News:
    """before, now: COMPARED of all history, without and with the last import; None where no such two stores are kept."""

    brought: NewestImport | None
    before: dict[str, Amount] | None
    now: dict[str, Amount] | None
    losses: NewLosses | None


def news(ws: Workspace) -> News:
    """DamagedFile where the record of an import is damaged."""
    deliveries = _of_build(ws)
    brought = _brought(deliveries) if deliveries else None
    pair = kept.pair(ws.root, deliveries[:-1], deliveries) if len(deliveries) > 1 else None
    compared = _compared(ws, *pair) if pair else None
    if compared is not None:
        return News(brought, *compared)
    return News(brought, None, None, of_last_month(ws))


def _of_build(ws: Workspace) -> tuple[Delivery, ...]:
    """The deliveries that the build was made from; those of the workspace where that can't be told."""
    [inputs] = ws._frame("select inputs from build_info")["inputs"]
    standing = manifest.read(ws.root / "imports")
    for newest in range(len(standing), max(len(standing) - 3, 0), -1):
        if fingerprint.of(standing[:newest]) == inputs:
            return standing[:newest]
    return standing


def _brought(deliveries: tuple[Delivery, ...]) -> NewestImport:
    last = deliveries[-1]
    whole = [account.of_file(file) for file in last.files]
    money = [
        a.money_accepted
        for f, a in zip(last.files, whole, strict=True)
        if f.table == "order_lines" and a.money_accepted is not None
    ]
    names = [f.file for f in last.files] + [s.name for s in last.settings]
    return NewestImport(
        last.files[0].imported_at if last.files else "",
        last.who,
        tuple(dict.fromkeys(names)),
        sum(a.accepted for a in whole),
        sum(a.refused for a in whole),
        float(sum(money)) if money else None,
        len(deliveries) == 1,
    )


def _compared(
    ws: Workspace, old: Path, new: Path
) -> tuple[dict[str, Amount], dict[str, Amount], NewLosses] | None:
    """None where one of the two stores was cleared away just now."""
    try:
        with Workspace(ws.root, old.stem) as before, Workspace(ws.root, new.stem) as after:
            losses = _new_losses(
                after,
                before.table("client_profit"),
                after.table("client_profit"),
                before._frame(HIDDEN),
            )
            return _totals(before), _totals(after), losses
    except (DealfitError, duckdb.Error):
        return None


def _totals(ws: Workspace) -> dict[str, Amount]:
    """No order with a hidden loss is a hidden loss of 0, where a true profit is known at all."""
    row = ws.metrics(COMPARED).iloc[0]
    found = {name: float(row[name]) if known(row[name]) else None for name in COMPARED}
    if found["hidden_loss"] is None and found["true_profit"] is not None:
        found["hidden_loss"] = 0.0
    return found


def of_last_month(ws: Workspace) -> NewLosses | None:
    """Of the last month that is over: clients whose last twelve months turned into a loss, orders with a hidden loss.

    None where no true profit is known, or the history is shorter than a month.
    """
    _, last = ws.span()
    if last is None:
        return None
    after = dt.date(last.year, last.month, 1)  # the first day after the month that is over
    if (last + dt.timedelta(1)).month != last.month:
        after = last + dt.timedelta(1)
    until = after - dt.timedelta(1)
    month = until.replace(day=1)
    now = ws.clients(Scope().last_months(12, until))
    before = ws.clients(Scope().last_months(12, month - dt.timedelta(1)))
    if not now["true_profit"].notna().any():
        return None
    in_month = f"{HIDDEN} and order_date >= ? and order_date < ?"
    found = ws._frame(in_month, [month, after])
    return _losses(ws, month, before, now, found)


def _new_losses(
    ws: Workspace, clients_before: pd.DataFrame, clients_now: pd.DataFrame, hidden: pd.DataFrame
) -> NewLosses:
    found = ws._frame(HIDDEN)
    return _losses(
        ws, None, clients_before, clients_now, found[~found["order_id"].isin(hidden["order_id"])]
    )


def _losses(
    ws: Workspace,
    month: dt.date | None,
    before: pd.DataFrame,
    now: pd.DataFrame,
    orders: pd.DataFrame,
) -> NewLosses:
    lost = before.loc[before["true_profit"] < 0, "client_id"]
    losing = now[(now["true_profit"] < 0) & now["client_id"].notna() & ~now["client_id"].isin(lost)]
    names = ws.table("clients").set_index("client_id")["client_name"]
    return NewLosses(
        month,
        len(losing),
        _named(losing, "client_id", names),
        len(orders),
        -float(orders["true_profit"].sum()),
        _named(orders, "order_id", names),
    )


def _named(rows: pd.DataFrame, key: str, names: pd.Series) -> tuple[Loser, ...]:
    worst = rows.sort_values(["true_profit", key]).head(NAMED).to_dict("records")
    return tuple(
        Loser(str(row[key]), _client(row, names), float(row["true_profit"])) for row in worst
    )


def _client(row: dict[Any, Any], names: pd.Series) -> str:
    name = names.get(row["client_id"]) if known(row["client_id"]) else None
    return str(name if known(name) else row["client_id"] if known(row["client_id"]) else "")
