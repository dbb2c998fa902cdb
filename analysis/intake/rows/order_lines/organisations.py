"""Numbers of documents are an organisation's own: in a list with a column «Организация» one number of two organisations is two orders.

Orders of several clients are told apart where all files are together (sql/00_arrivals/10_order_numbers); here those of one client. The
organisation that comes first by its name keeps the bare number, so that the next export gives the same ids.
"""

from __future__ import annotations

import re
from dataclasses import replace

import duckdb

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice

_HEADER = re.compile(
    r"(?:наша |своя )?организация(?: продавец| поставщик| исполнитель)?|(?:наше |свое )?(?:юр ?лицо|юридическое лицо)"
    r"|наша компания|наша фирма|фирма|продавец|(?:our |selling )?(?:company code|legal entity|entity|organi[sz]ation)|seller"
    r"|selling company|our company"
)
_NAMED = 5  # numbers in the notice


def place(layout: Layout) -> int | None:
    """Position of the column of the organisation that sold; None where nothing is told apart by one."""
    if layout.table.name != "order_lines" or "order_id" not in layout.columns:
        return None
    used = {*layout.columns.values(), *(i for more in layout.more.values() for i in more)}
    for i, header in enumerate(layout.headers):
        if i not in used and _HEADER.fullmatch(plain(header).words):
            return i
    return None


def told_apart(con: duckdb.DuckDBPyConnection, layout: Layout, relation: str) -> tuple[Layout, str]:
    """The rows in which such numbers have the organisation behind them, «1 (ООО Вега)», and a notice; as they are without any."""
    at = place(layout)
    if at is None:
        return layout, relation
    order = f"c{layout.columns['order_id']}"
    named = [
        f"lower(trim(c{layout.columns[c]}))"
        for c in ("client_id", "client_name")
        if c in layout.columns
    ]
    client = f"concat_ws('|', '', {', '.join(named)})" if named else "''"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE of_organisations AS SELECT number, client, min(organisation) AS kept FROM "
        f"(SELECT trim({order}) AS number, {client} AS client, lower(trim(c{at})) AS organisation FROM {relation}) "
        "WHERE number <> '' AND organisation <> '' GROUP BY number, client HAVING min(organisation) <> max(organisation)"
    )
    found = con.execute("SELECT DISTINCT number FROM of_organisations ORDER BY number").fetchall()
    shared = [number for (number,) in found]
    if not shared:
        return layout, relation
    apart = f"kept IS NOT NULL AND trim(c{at}) <> '' AND lower(trim(c{at})) <> kept"
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW by_organisations AS SELECT cells.* REPLACE (CASE WHEN {apart} "
        f"THEN concat(trim({order}), ' (', trim(c{at}), ')') ELSE {order} END AS {order}) FROM {relation} AS cells "
        f"LEFT JOIN of_organisations AS o ON o.number = trim({order}) AND o.client = {client}"
    )
    details = {
        "count": len(shared),
        "numbers": ", ".join(shared[:_NAMED]),
        "header": layout.headers[at],
    }
    return replace(
        layout, noticed=(*layout.noticed, Notice("organisations_apart", details))
    ), "by_organisations"
