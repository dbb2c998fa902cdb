"""Leads that became clients: which client each is, and how that is known.

The first that tells counts: a deal that names the client, a deal that names the order, one tax number (ИНН), one name but for case,
quotes and blanks. A lead without a purchase since isn't a client.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.intake.values import tax_numbers
from analysis.reader.workspace import Workspace

LinkedBy = Literal["deal", "order", "tax number", "name"]
FOUND = """
select lead_id, client_id, 'deal' as linked_by, 1 as place
from sale_deals where lead_id is not null and client_id is not null
union all
select sale_deals.lead_id, order_totals.client_id, 'order', 2
from sale_deals inner join order_totals on sale_deals.order_id = order_totals.order_id
where sale_deals.lead_id is not null
{by_tax_number}
union all
select leads.lead_id, clients.client_id, 'name', 4
from leads inner join clients on {company} = {client_name} and {company} <> ''
"""
BY_TAX_NUMBER = """union all
select leads.lead_id, clients.client_id, 'tax number', 3
from leads inner join clients on {lead} = {client} and length({lead}) in (10, 12)"""
LINKS = """
with found as ({found}),
ranked as (
    select found.*, row_number() over (partition by lead_id order by place, client_id) as n
    from found inner join client_clock using (client_id) where client_clock.purchases > 0
)
select lead_id, client_id, linked_by from ranked where n = 1
"""


@dataclass(frozen=True)
class BecameClient:
    client_id: str
    client_name: str
    linked_by: LinkedBy


def links(ws: Workspace) -> str:
    """SQL: lead_id, client_id, linked_by; one row per lead that became a client."""
    names = {table: _tax_column(ws, table) for table in ("leads", "clients")}
    by_tax_number = ""
    if all(names.values()):
        by_tax_number = BY_TAX_NUMBER.format(
            lead=_digits(f'leads."{_quoted(names["leads"])}"'),
            client=_digits(f'clients."{_quoted(names["clients"])}"'),
        )
    found = FOUND.format(
        by_tax_number=by_tax_number,
        company=_letters("leads.company"),
        client_name=_letters("clients.client_name"),
    )
    return LINKS.format(found=found)


def of_lead(ws: Workspace, lead_id: str) -> BecameClient | None:
    found = ws._frame(
        f"select links.*, coalesce(client_name, client_id) as client_name from ({links(ws)}) as links "
        "inner join client_clock using (client_id) where lead_id = ?",
        [lead_id],
    )
    if found.empty:
        return None
    row = found.iloc[0]
    return BecameClient(str(row["client_id"]), str(row["client_name"]), row["linked_by"])


def _tax_column(ws: Workspace, table: str) -> str:
    """The column of a table whose header says that it holds the tax number; empty where there is none."""
    names = [str(name) for name in ws._frame(f"select * from {table} limit 0").columns]
    return next((n for n in names if tax_numbers.header_words(n) in tax_numbers.RUSSIAN), "")


def _quoted(name: str) -> str:
    return name.replace('"', '""')


def _digits(column: str) -> str:
    return f"regexp_replace(cast({column} as varchar), '[^0-9]', '', 'g')"


def _letters(column: str) -> str:
    return f"regexp_replace(lower({column}), '[^0-9a-zа-яё]', '', 'g')"
