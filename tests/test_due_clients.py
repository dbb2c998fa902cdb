"""Which clients to call because they may buy again: only those that keep to a gap of their own get a due day, and who is never called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.advice.leads.reorder import welcome
from analysis.leads import due_clients
from analysis.leads.due_clients import DueClients

LAST = dt.date(2026, 11, 30)
CLIENTS = "client_id,client_name,Статус\nC00,Closed Ltd,ликвидирована\nC01,Open Ltd,действует\n"


def order_lines(is_regular: bool) -> str:
    """Forty clients over three years, gaps from 30 to 200 days, that scatter by a tenth or are exponential; C02 waits for an order."""
    draw, rows = np.random.default_rng(7), []
    for n in range(40):
        gap = draw.uniform(30, 200)
        day = draw.uniform(0, gap)
        while day < 3 * 365:
            rows.append((f"C{n:02d}", LAST - dt.timedelta(days=3 * 365 - int(day)), "", 1000 + n))
            day += gap * draw.normal(1, 0.1) if is_regular else draw.exponential(gap)
    rows.append(("C02", LAST, "В работе", 500))
    lines = [f"{n},{c},{day},{status},{amount}" for n, (c, day, status, amount) in enumerate(rows)]
    return "\n".join(["order_id,client_id,order_date,status,revenue", *lines]) + "\n"


def made(built: Callable[..., Path], folder: Path, is_regular: bool) -> Path:
    texts = {"order_lines.csv": order_lines(is_regular), "clients.csv": CLIENTS}

    def make(root: Path) -> None:
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        analysis.import_paths(root, [folder / name for name in texts])

    return built(("due clients", is_regular), make)


@pytest.fixture
def regular(built: Callable[..., Path], tmp_path: Path) -> DueClients:
    with analysis.open_workspace(made(built, tmp_path, is_regular=True)) as ws:
        return due_clients.find(ws)


@pytest.fixture
def called(regular: DueClients) -> pd.DataFrame:
    return due_clients.to_call(regular, {"C03": "refuse", "C04": "reprice"})


def test_a_planted_cycle_gets_due_days(regular: DueClients, called: pd.DataFrame) -> None:
    assert regular.order == "cycle"
    assert regular.test is not None
    cycle, recency = regular.test.best_and_recency
    assert cycle.value > 0.85 > recency.value
    assert set(called["due_state"]) <= {"due", "overdue"}
    assert called["expected_on"].notna().all()
    assert called["buys_within"].between(0, 1).all()


def test_states_add_up_and_who_waits_for_an_order_is_not_called(
    regular: DueClients, called: pd.DataFrame
) -> None:
    counts = regular.counts
    assert counts.never + counts.active + counts.lapsed == len(regular.clients) == 40
    assert counts.under_way == 1
    assert "C02" not in set(called["client_id"])


def test_a_closed_firm_and_a_refused_client_are_not_called(
    regular: DueClients, called: pd.DataFrame
) -> None:
    assert regular.clients.set_index("client_id")["is_closed"].sum() == 1
    ways = {client: way for client, way in zip(called["client_id"], called["welcome"], strict=True)}
    listed = {"C00": "no call", "C01": "gladly", "C03": "no call", "C04": "terms first"}
    assert {c: ways[c] for c in listed if c in ways} == {c: listed[c] for c in listed if c in ways}
    assert called["welcome"].tolist() == sorted(
        called["welcome"], key=["gladly", "terms first", "no call"].index
    )


def test_purchases_at_random_are_put_in_order_without_due_days(
    built: Callable[..., Path], tmp_path: Path
) -> None:
    with analysis.open_workspace(made(built, tmp_path, is_regular=False)) as ws:
        found = due_clients.find(ws)
    assert found.order != "cycle"
    listed = due_clients.to_call(found, {})
    assert len(listed) == found.counts.active - found.counts.under_way


def test_a_tiny_plant_is_called_by_recency(tiny: analysis.Workspace) -> None:
    """Three clients: no clock can be tested on them. Among those that lose money the last to buy comes first."""
    found = due_clients.find(tiny)
    assert (found.test, found.order) == (None, "recency")
    listed = due_clients.to_call(found, {})
    assert list(zip(listed["client_name"], listed["welcome"], strict=True)) == [
        ('ООО "Альфа"', "gladly"),  # 5,600
        ('ЗАО "Гамма"', "terms first"),  # −250; bought on the 16th
        ('НПО "Бета"', "terms first"),  # −900; on the 14th
    ]
    assert listed["buys_within"].isna().all()


@pytest.mark.parametrize(
    ("decision", "verdict", "true_profit", "is_closed", "way"),
    [
        ("grow", "ours", 100.0, False, "gladly"),
        ("keep", "borderline", None, False, "gladly"),
        (None, None, float("nan"), False, "gladly"),
        ("keep", "ours", -1.0, False, "terms first"),
        ("reprice", "ours", 100.0, False, "terms first"),
        ("set expectations", None, 100.0, False, "terms first"),
        ("refuse", "ours", -100.0, False, "no call"),
        ("grow", "not ours", 100.0, False, "no call"),
        ("grow", "ours", 100.0, True, "no call"),
    ],
)
def test_how_a_client_is_called(
    decision: str | None, verdict: str | None, true_profit: float | None, is_closed: bool, way: str
) -> None:
    assert welcome(decision, verdict, true_profit, is_closed) == way
