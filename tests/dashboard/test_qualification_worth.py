"""What qualification brings, by hand: hours that declined leads would have taken, what became of leads handed over, one of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.leads import became_clients, qualification_worth
from analysis.leads.qualification_worth import QualificationWorth, ShareOf

PORTRAIT = """
[[criterion]]
name = "industry"
field = "industry"
accept = ["energy"]
weight = 1
known = "before"
"""
LEADS = """lead_id,company,industry,last_purchase_on,purchase_cycle_days,ИНН
L1,«Alpha» Ltd,energy,,,
L2,Beta,trade,,,
L3,Gamma,energy,,,7707083893
L4,Delta,trade,,,
L5,Epsilon,trade,,,
L6,Zeta,trade,,,
L7,Eta,energy,2026-11-20,900,
L8,Theta,energy,2026-11-20,900,
L9,Kappa,energy,,,
"""
CLIENTS = """client_id,client_name,ИНН
C1,"Alpha, Ltd",
C2,Beta & Co,
C3,Gamma LLC,7707083893
"""
ORDERS = """order_id,client_id,order_date,revenue,direct_cost
1,C1,2025-03-01,1000,100
2,C2,2025-03-01,1000,1500
3,C3,2025-03-01,1000,100
4,C1,2024-01-01,1000,9000
"""
USAGE = "order_id,pool,quantity,date\n1,sales,1,2025-03-01\n2,sales,1,2025-03-01\n3,sales,1,2025-03-01\n4,sales,1,2024-01-01\n"
POOLS = "pool,unit,rate\nsales,h,10\n"
TOUCHES = """deal_id,lead_id,client_id,stage,entered_on,left_on,hours,result,order_id
D1,L1,,1,2025-02-01,2025-03-01,5,won,1
D2,L2,C2,1,2025-02-01,2025-03-01,9,won,
D4,L4,,1,2025-02-01,2025-02-05,4,lost,
D5,L5,,1,2025-02-01,2025-02-05,8,no decision,
D7,L7,,1,2025-02-01,2025-02-05,3,lost,
D9,L9,,1,2025-02-01,,2,open,
"""


TEXTS = {
    "leads.csv": LEADS,
    "clients.csv": CLIENTS,
    "order_lines.csv": ORDERS,
    "usage.csv": USAGE,
    "pools.csv": POOLS,
    "touches.csv": TOUCHES,
    "portrait.toml": PORTRAIT,
}


@pytest.fixture
def ws(built: Callable[..., Path], tmp_path: Path) -> Iterator[analysis.Workspace]:
    def make(root: Path) -> None:
        for name, text in TEXTS.items():
            (tmp_path / name).write_text(text, "utf-8")
        analysis.import_paths(root, [tmp_path / name for name in TEXTS])

    with analysis.open_workspace(built(("worth", *TEXTS.values()), make)) as opened:
        yield opened


@pytest.fixture
def found(ws: analysis.Workspace) -> QualificationWorth:
    return qualification_worth.find(ws, ())


def test_all(ws: analysis.Workspace, found: QualificationWorth) -> None:
    declined, postponed = found.spared
    assert (declined.leads, declined.deals) == (1, 2)  # Zeta; Delta and Epsilon took 4 and 8 hours
    assert declined.hours_each is not None
    assert declined.hours is not None
    assert (declined.hours_each.value, declined.hours.value) == (6, 6)
    assert declined.hours.low is None  # of two
    assert (postponed.leads, postponed.deals) == (1, 1)  # Theta; Eta took 3
    assert found.all.under_way == 1
    assert found.all.orders == ShareOf(5, 2)  # Alpha and Beta of Alpha, Beta, Delta, Epsilon, Eta
    assert found.all.profitable == ShareOf(5, 1)  # Beta's order cost more than it brought
    ours, _, not_ours, _ = found.by_verdict
    assert (ours.orders, ours.earning) == (ShareOf(2, 1), ShareOf(1, 1))
    assert (not_ours.orders, not_ours.earning) == (ShareOf(3, 1), ShareOf(1, 0))
    clients = found.clients.set_index("lead_id")
    assert clients["linked_by"].to_dict() == {"L1": "order", "L2": "deal"}
    assert clients["costed_orders"].to_dict() == {"L1": 1, "L2": 1}  # that of 2024 came before
    links = {lead: became_clients.of_lead(ws, lead) for lead in ("L1", "L3", "L4")}
    assert links["L3"] is not None
    assert (links["L3"].client_id, links["L3"].linked_by) == ("C3", "tax number")
    assert links["L4"] is None


def test_an_outcome_of_a_call_goes_before_what_was_said(ws: analysis.Workspace) -> None:
    noted = (("L6", "handed over"), ("L8", "declined"))
    found = qualification_worth.find(ws, noted)
    assert [each.leads for each in found.spared] == [1, 0]
    assert found.all.under_way == 2


def test_of_one_there_is_no_share() -> None:
    assert ShareOf(1, 1).share is None
    assert ShareOf(0, 0).share is None
    two = ShareOf(2, 1).share
    assert two is not None
    assert two.value == 0.5


def test_without_leads_there_is_nothing_to_tell(tiny: analysis.Workspace) -> None:
    assert not qualification_worth.find(tiny, ()).has_anything


def test_the_page_says_how_many_of_how_many(
    screen: Callable[..., Any], ws: analysis.Workspace
) -> None:
    shown = screen(ws.root, "qualification", lang="en")
    said = next(t for t in shown.texts if t.startswith("Handed over and closed"))
    assert "5. Became orders: 2 of 5, 40.0%" in said
    assert "profitable orders: 1 of 5, 20.0%" in said
