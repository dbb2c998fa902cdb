"""What was planted in the demo plant's leads and sales is found again through the import."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import Any

import pytest

import analysis
from analysis import places
from analysis.advice.leads import next_step, sale_path
from analysis.advice.leads.sale_path import Touch
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal.settings.lead_thresholds import LeadLimits
from analysis.leads import calling
from analysis.leads.phones import phones


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    planted: dict[str, Any] = json.loads((places.DEMO / "truth.json").read_text("utf-8"))
    return planted


@pytest.fixture(scope="module")
def qualified(
    demo: analysis.Workspace, truth: dict[str, Any]
) -> dict[str, next_step.Qualification]:
    """Of every lead, as of the day of the export."""
    wanted, days = calling.rules(demo).portrait, WorkingDays()
    today = dt.date.fromisoformat(truth["leads"]["as_of"])
    return {
        lead.lead_id: next_step.qualify(lead, wanted, LeadLimits(), today, days)
        for lead in calling.leads(demo)
    }


def test_each_lead_is_due_the_step_that_was_planted(
    qualified: dict[str, next_step.Qualification], truth: dict[str, Any]
) -> None:
    planted = truth["leads"]["next_steps"]
    found = {
        code: [q.next_step.step, q.next_step.reason]
        for code, q in qualified.items()
        if code in planted
    }
    assert found == {code: [step, reason] for code, (step, reason, _) in planted.items()}
    steps = Counter(step for step, _ in found.values())
    assert steps == {
        "ask": 45,
        "call back": 32,
        "decline": 22,
        "hand over": 20,
        "book a meeting": 18,
    }


def test_call_backs_lie_on_the_day_it_buys_or_the_next_working_one(
    qualified: dict[str, next_step.Qualification], truth: dict[str, Any]
) -> None:
    days = WorkingDays()
    for code, (step, _, buys_from) in truth["leads"]["next_steps"].items():
        found = qualified[code]
        if step == "call back":
            assert found.next_step.due_on == days.from_day(dt.date.fromisoformat(buys_from)), code
        assert str(found.need.from_day or "") == (buys_from or ""), code


def test_leads_that_became_clients_are_named(
    demo: analysis.Workspace, truth: dict[str, Any]
) -> None:
    became = truth["leads"]["became_clients"]
    noticed = demo.guilty("a_lead_is_already_a_client")
    assert dict(zip(noticed["lead_id"], noticed["client_id"], strict=True)) == became


def test_phones_are_spelt_in_every_way(demo: analysis.Workspace) -> None:
    """Written with brackets, without a plus, with an extension, two in a cell, a town's own number, none at all."""
    cells = [str(lead.attributes["phone"] or "") for lead in calling.leads(demo)]
    found = [phones(cell) for cell in cells]
    assert Counter(map(len, found)).keys() == {0, 1, 2}
    assert any(phone.extension for each in found for phone in each)
    unread = [cell for cell, each in zip(cells, found, strict=True) if cell and not each]
    assert unread
    assert all(len(cell) == len("012-34") for cell in unread)
    assert {str(p.zone) for each in found for p in each} >= {"Europe/Moscow", "Asia/Vladivostok"}


@pytest.fixture(scope="module")
def touches(demo: analysis.Workspace) -> list[Touch]:
    rows = demo.sql(
        "select deal_id, stage_no, entered_on, left_on, hours, person, result, reason from touches"
    )
    return [
        Touch(
            deal_id=r.deal_id,
            stage=int(r.stage_no),
            entered_on=r.entered_on.date(),
            left_on=None if r.left_on is None or r.left_on != r.left_on else r.left_on.date(),
            hours=float(r.hours),
            person=r.person,
            result=r.result if isinstance(r.result, str) else None,
            reason=r.reason if isinstance(r.reason, str) else None,
        )
        for r in rows.itertuples()
    ]


def test_the_planted_funnel_is_found(touches: list[Touch], truth: dict[str, Any]) -> None:
    sales = truth["sales"]
    today = dt.date.fromisoformat(truth["leads"]["as_of"])
    paths = sale_path.paths(touches, today)
    funnel = sale_path.conversion(paths, len(sales["stages"]))
    assert [share.reached for share in funnel] == sales["closed_that_reached"]
    assert funnel[-1].went_on == sales["results"]["won"]
    assert len(paths) == sum(sales["results"].values())
    stuck = {path.deal_id for path in sale_path.long_open(paths, today)}
    assert stuck == set(sales["stuck"])
    stays = {
        stage: [
            path.days[stage] or 0 for path in paths if path.result == "won" and stage in path.days
        ]
        for stage in range(1, 6)
    }
    longest = max(stays, key=lambda stage: sum(stays[stage]) / len(stays[stage]))
    assert longest == sales["sticks_at"]


def test_hours_on_leads_never_ours_are_found(
    demo: analysis.Workspace,
    qualified: dict[str, next_step.Qualification],
    truth: dict[str, Any],
) -> None:
    """Of deals that came to nothing, with leads that the portrait would have declined."""
    sales = truth["sales"]
    away = {code for code, q in qualified.items() if q.next_step.step == "decline"}
    rows = demo.sql("select deal_id, lead_id, hours, person, result, reason from touches")
    assert float(rows["hours"].sum()) == sales["hours"]
    ended = set(rows.loc[rows["result"].isin(["lost", "no decision"]), "deal_id"])
    burnt = rows[rows["lead_id"].isin(away) & rows["deal_id"].isin(ended)]
    assert (
        burnt.groupby("person")["hours"].sum().astype(float).to_dict()
        == (sales["hours_on_leads_never_ours"])
    )
    silent = rows[(rows["result"] == "lost") & rows["reason"].isna()]
    assert len(silent) == sales["lost_without_a_reason"]


def test_won_deals_name_orders_of_their_clients(
    demo: analysis.Workspace, truth: dict[str, Any]
) -> None:
    rows = demo.sql(
        "select touches.deal_id, touches.order_id, touches.client_id, orders.client_id as buyer "
        "from touches inner join order_profit as orders on touches.order_id = orders.order_id "
        "where touches.result = 'won'"
    )
    assert dict(zip(rows["deal_id"], rows["order_id"], strict=True)) == truth["sales"]["orders"]
    assert (rows["client_id"] == rows["buyer"]).all()
