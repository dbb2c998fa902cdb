"""Deals kept from Python: the same door as the page's. What is kept is read from the table deal_advice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.actions.deals import keeping
from analysis.deals.deal import Deal
from analysis.deals.saved import saving
from analysis.deals.workspace import DealWorkspace
from analysis.journal.deal_steps import KeptAs


def save_deal(
    ws: DealWorkspace,
    deal: Deal | Mapping[str, Any] | str | Path,
    who: str,
    why: str = "",
    deal_id: str | None = None,
) -> KeptAs:
    """Keeps a deal as `ws.deal` takes it, with its advice of now: a new one, or another version of `deal_id`.

    A new build is published: open the workspace again to read it. DealfitError without a name, or where that deal is closed.
    """
    kept = saving.to_keep(ws.ask(deal))
    return keeping.save(ws.root, kept.asked, kept.advice, ws.build_id, who, why, deal_id=deal_id)


def decide_deal(
    ws: DealWorkspace,
    deal_id: str,
    version: int,
    decision: str,
    who: str,
    why: str = "",
) -> None:
    """What a person decided about a version: accept, reprice, set expectations or refuse.

    Another decision than the advice needs a reason. DealfitError where the deal is closed already.
    """
    keeping.decide(ws.root, deal_id, version, decision, who, why)


def name_order(
    ws: DealWorkspace, deal_id: str, order_id: str | None, who: str, why: str = ""
) -> None:
    """The order that came of an accepted deal; None takes it off."""
    keeping.link(ws.root, deal_id, order_id, who, why)
