"""From a lead or a deal of the path to the form of a new deal, filled in with what is known, and back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from analysis.deals.typed import COLUMNS
from analysis.leads import for_the_desk
from analysis.leads.for_the_desk import Asked
from dashboard import links, state
from dashboard.view import View


def to_desk(
    view: View,
    *,
    lead_id: str | None = None,
    deal_id: str | None = None,
    client: str | None = None,
    amount: Decimal | None = None,
) -> None:
    """The link; nothing where neither a client nor a known lead stands behind it."""
    asked = view.data.worked(for_the_desk.of_lead, lead_id) if lead_id else None
    asked = asked or (Asked(client) if client else None)
    if asked is None:
        return
    if amount is not None:
        asked = replace(asked, amount=amount)
    links.to(
        view,
        "new_deal",
        view.words("path.to_desk"),
        **_address(asked),
        lead=lead_id,
        sale=deal_id,
    )


def back(view: View) -> None:
    """On the form of a new deal: where it was opened from."""
    deal_id, lead_id = state.asked("sale"), state.asked("lead")
    if deal_id is None and lead_id is None:
        return
    with st.container(horizontal=True, key="noprint-desk-back"):
        if deal_id is not None:
            links.to(view, "path", view.words("path.back_to_deal", deal=deal_id), deal=deal_id)
        if lead_id is not None:
            links.to(view, "calls", view.words("path.back_to_lead", lead=lead_id), lead=lead_id)


def _address(asked: Asked) -> dict[str, str | None]:
    """See new_deal_form. An amount is the price of one piece until the lines are told apart."""
    line = dict.fromkeys(COLUMNS, "")
    if asked.amount is not None:
        line |= {"kind": asked.kind or "", "quantity": "1", "unit_price": f"{asked.amount:.2f}"}
    rows = [list(line.values())] if any(line.values()) else None
    about = dict(asked.about)
    need_by: dt.date | None = asked.need_by
    return {
        "who": asked.client,
        "need": None if need_by is None else need_by.isoformat(),
        "lines": None if rows is None else json.dumps(rows, separators=(",", ":")),
        "about": json.dumps(about, ensure_ascii=False) if about else None,
    }
