"""A possible client: what is known of it before the first deal, as the table `leads` holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


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
