"""A possible client: what is known of it before the first deal, as the table `leads` holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

DECIDERS = ("АПР", "ЛПР", "ЛВР")  # roles of contacts that decide or sway


@dataclass(frozen=True)
class Lead:
    """`wants`: serial, modified or unique. `attributes`: what the portrait's criteria may ask, by names in lower case.

    `deciders`: how many people of the roles АПР, ЛПР, ЛВР are known there. None stands for what isn't known.
    """

    lead_id: str
    company: str
    wants: str | None = None
    expected_amount: Decimal | None = None
    lead_time_days: int | None = None
    last_purchase_on: dt.date | None = None
    last_supplier: str | None = None
    purchase_cycle_days: int | None = None
    need_by: dt.date | None = None
    meeting_on: dt.date | None = None
    assigned_to: str | None = None
    deciders: int | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


def lead_of(row: Mapping[str, Any], deciders: int | None) -> Lead:
    """A row of the table `leads`; all its columns may be asked by the portrait. `deciders` None: no contact is known."""
    return Lead(
        lead_id=row["lead_id"],
        company=row["company"],
        wants=row["wants"],
        expected_amount=row["expected_amount"],
        lead_time_days=row["lead_time_days"],
        last_purchase_on=row["last_purchase_on"],
        last_supplier=row["last_supplier"],
        purchase_cycle_days=row["purchase_cycle_days"],
        need_by=row["need_by"],
        meeting_on=row["meeting_on"],
        assigned_to=row["assigned_to"],
        deciders=deciders,
        attributes={str(name).casefold(): value for name, value in row.items()},
    )
