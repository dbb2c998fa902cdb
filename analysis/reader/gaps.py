"""Which inputs a workspace lacks: each switches something off, visibly."""

from __future__ import annotations

GAPS: dict[str, str] = {
    "cost": "direct cost per order line (or materials, labour, other): gives gross margin",
    "book_overhead": "general plant overhead per line, full book cost, or the rule [book_overhead]: gives book profit",
    "usage": "hours and other uses of resources per order: give true profit and what a client's time costs",
    "pools": "monthly cost and practical capacity of each resource: give the rates that price the hours",
    "client_attributes": "a list of clients with industry and region: gives those slices and the portrait",
    "promised_on": "promised day per order line: gives lateness",
    "shipped_on": "shipping day per order line: gives lateness and the credit cost",
    "paid_on": "day of payment per order line: gives the credit cost",
    "manager": "manager per order: gives that slice",
    "product_family": "product family per line: gives that slice",
    "contacts": "contact persons with role and stance: show who decides and who is against",
    "quotes": "offers with what became of them: give the win rate by markup and the reasons of loss",
}

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
    (select count(*) from quotes) as quotes
from order_lines
"""
