"""Which inputs a workspace lacks: each switches something off, visibly."""

from __future__ import annotations

GAPS = (  # what each is and would add: `missing.CODE` and `missing.CODE.adds`
    "cost",
    "book_overhead",
    "usage",
    "pools",
    "client_attributes",
    "promised_on",
    "shipped_on",
    "paid_on",
    "manager",
    "product_family",
    "contacts",
    "quotes",
    "leads",
)

_LINE_COLUMNS = ("promised_on", "shipped_on", "paid_on", "manager", "product_family")

# One row; each column counts what is there.
COUNTS = f"""
select
    count(*) as lines,
    count(direct_cost) as cost,
    {", ".join(f"count({c}) as {c}" for c in _LINE_COLUMNS)},
    (select count(book_profit) from order_profit) as book_overhead,
    (select count(*) from usage) as usage,
    (select count(*) from pools) as pools,
    (select count(industry) + count(region) from clients) as client_attributes,
    (select count(*) from contacts) as contacts,
    (select count(*) from quotes) as quotes,
    (select count(*) from leads) as leads
from order_lines
"""
