"""What is known of a lead or a deal of the path, as the form of a new deal asks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.advice.leads.lead import Lead
from analysis.journal import portrait
from analysis.leads import calling
from analysis.reader.workspace import Workspace

ALWAYS = ("industry", "region")  # attributes that the form asks of any new client


@dataclass(frozen=True)
class Asked:
    """`amount`: what the deal is expected to bring. `about`: attributes that the portrait asks before a first deal, where known."""

    client: str
    kind: str | None = None
    amount: Decimal | None = None
    need_by: dt.date | None = None
    about: Mapping[str, str] = field(default_factory=dict)


def of_lead(ws: Workspace, lead_id: str) -> Asked | None:
    """None where no such lead is known. A lead that is a client by its name is asked of as that client."""
    found = calling.leads(ws, [lead_id])
    if not found:
        return None
    lead = found[0]
    return Asked(lead.company, lead.wants, lead.expected_amount, lead.need_by, _about(ws, lead))


def _about(ws: Workspace, lead: Lead) -> dict[str, str]:
    wanted = portrait.load(ws.root / "settings" / portrait.FILE).before()
    fields = dict.fromkeys([*ALWAYS, *(criterion.field for criterion in wanted.criterion)])
    known = {name: lead.attributes.get(name.casefold()) for name in fields}
    return {name: str(value) for name, value in known.items() if value is not None}
