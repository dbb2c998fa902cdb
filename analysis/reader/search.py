"""Clients, orders and products by what is typed of their name, number or code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from analysis.dictionary.finding import known
from analysis.reader.workspace import Workspace

MOST = 5  # of each kind
LONGEST = 100  # characters
# Letters of two alphabets that look alike, ё and е, dashes of every kind, blanks that don't break; what stands alone goes.
ALIKE = str.maketrans("abcehkmoptxyё–—−‐‑\u00a0\u202f", "авсенкмортхуе-----  ", "\"'«»„“”‘’‚`")
FROM = "".join(map(chr, ALIKE))
TO = "".join(chr(to) for to in ALIKE.values() if to is not None)


@dataclass(frozen=True)
class SearchHit:
    """kind: client, order or product. key: client_id, order_id, a product's code (else its name). beside: what tells it from its like."""

    kind: str
    key: str
    name: str
    beside: str | None = None


def client_names(ws: Workspace) -> dict[str, str]:
    """client_id → what the client is called, its id where it has no name."""
    frame = ws.table("clients")
    frame = frame[frame["client_id"].notna()]
    return dict(
        zip(frame["client_id"], frame["client_name"].fillna(frame["client_id"]), strict=True)
    )


def find(ws: Workspace, text: str) -> tuple[SearchHit, ...]:
    """At most MOST of each kind: clients, orders, products; each word of the text stands in the name, in whatever order.

    Case, quotes, ё and letters of the other alphabet that look alike are no difference. What begins with the text comes first,
    then the largest by revenue.
    """
    words = _folded(text[:LONGEST]).split()
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
        *_products(ws, words),
    )


def _folded(text: str) -> str:
    return text.lower().translate(ALIKE)


def _sql_folded(column: str) -> str:
    return f"translate(lower({column}), $from, $to)"


def _has(column: str, words: list[str]) -> str:
    folded = _sql_folded(column)
    return " and ".join(f"contains({folded}, $word{place})" for place in range(len(words)))


def _hits(ws: Workspace, kind: str, select: str, words: list[str]) -> list[SearchHit]:
    first = " or ".join(f"starts_with({_sql_folded(each)}, $whole)" for each in ("name", "key"))
    given = {"from": FROM, "to": TO, "whole": " ".join(words)}
    rows = ws._frame(
        f"""select key, name, beside from ({select})
        order by case when {first} then 0 else 1 end, revenue desc nulls last, name, key limit {MOST}""",
        given | {f"word{place}": word for place, word in enumerate(words)},
    ).to_dict("records")
    return [SearchHit(kind, str(row["key"]), str(row["name"]), _beside(row)) for row in rows]


CATALOGUES: WeakKeyDictionary[Workspace, pd.DataFrame] = WeakKeyDictionary()


def _catalogue(ws: Workspace) -> pd.DataFrame:
    """Every product, the largest by revenue first: key, name, beside, and both folded. Read once of a store: its lines are many."""
    if ws not in CATALOGUES:
        rows = ws._frame(
            """select coalesce(sku, product_name) as key, coalesce(max(product_name), max(sku)) as name, max(sku) as beside
            from order_lines
            where coalesce(sku, product_name) is not null
            group by coalesce(sku, product_name)
            order by sum(revenue) desc nulls last, name, key"""
        )
        CATALOGUES[ws] = rows.assign(
            folded_key=rows["key"].map(_folded), folded_name=rows["name"].map(_folded)
        )
    return CATALOGUES[ws]


def _products(ws: Workspace, words: list[str]) -> list[SearchHit]:
    rows = _catalogue(ws)
    texts = rows["folded_name"] + " " + rows["folded_key"]
    for word in words:
        rows, texts = rows[has := texts.str.contains(word, regex=False)], texts[has]
    whole = " ".join(words)
    begins = rows["folded_name"].str.startswith(whole) | rows["folded_key"].str.startswith(whole)
    found = pd.concat([rows[begins], rows[~begins]]).head(MOST).to_dict("records")
    return [SearchHit("product", str(row["key"]), str(row["name"]), _beside(row)) for row in found]


def _beside(row: dict[Any, Any]) -> str | None:
    value = row["beside"]
    return None if not known(value) or value == row["name"] else str(value)
