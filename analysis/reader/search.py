"""Clients, orders and products by what is typed of their name, number or code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.dictionary.finding import known
from analysis.reader.workspace import Workspace

MOST = 5  # of each kind
LONGEST = 100  # characters


@dataclass(frozen=True)
class SearchHit:
    """kind: client, order or product. key: client_id, order_id, a product's code (else its name). beside: what tells it from its like."""

    kind: str
    key: str
    name: str
    beside: str | None = None


def find(ws: Workspace, text: str) -> tuple[SearchHit, ...]:
    """At most MOST of each kind: clients, orders, products; each word of the text stands in the name, in whatever order.

    Case and ё are no difference. What begins with the text comes first, then the largest by revenue.
    """
    words = _folded(text).split()
    if not words:
        return ()
    return (
        *_hits(
            ws,
            "client",
            f"""
            select clients.client_id as key, coalesce(clients.client_name, clients.client_id) as name, null as beside, revenue
            from clients left join client_profit on clients.client_id = client_profit.client_id
            where clients.client_id is not null and {_has("concat_ws(' ', clients.client_name, clients.client_id)", words)}""",
            words,
        ),
        *_hits(
            ws,
            "order",
            f"""
            select order_id as key, order_id as name, client_name as beside, revenue
            from order_profit left join clients on order_profit.client_id = clients.client_id
            where {_has("order_id", words)}""",
            words,
        ),
        *_hits(
            ws,
            "product",
            f"""
            select coalesce(sku, product_name) as key, coalesce(max(product_name), max(sku)) as name, max(sku) as beside,
                sum(revenue) as revenue
            from order_lines
            where {_has("concat_ws(' ', product_name, sku)", words)}
            group by coalesce(sku, product_name)""",
            words,
        ),
    )


def _folded(text: str) -> str:
    return text[:LONGEST].lower().replace("ё", "е")


def _has(column: str, words: list[str]) -> str:
    return " and ".join([f"contains(replace(lower({column}), 'ё', 'е'), ?)"] * len(words))


def _hits(ws: Workspace, kind: str, select: str, words: list[str]) -> list[SearchHit]:
    first = "case when starts_with(replace(lower(name), 'ё', 'е'), ?) or starts_with(replace(lower(key), 'ё', 'е'), ?) then 0 else 1 end"
    whole = " ".join(words)
    rows = ws._frame(
        f"select key, name, beside from ({select}) order by {first}, revenue desc nulls last, name, key limit {MOST}",
        [*words, whole, whole],
    ).to_dict("records")
    return [SearchHit(kind, str(row["key"]), str(row["name"]), _beside(row)) for row in rows]


def _beside(row: dict[Any, Any]) -> str | None:
    value = row["beside"]
    return None if not known(value) or value == row["name"] else str(value)
