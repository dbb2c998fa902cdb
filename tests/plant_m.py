"""Plant M: a small plant in which right arithmetic can say wrong things, worked by hand in the tests that use it.

Every client's finished orders are of 1,000 and cost 700, or 700 to 750; an hour of each costs 10. B, C and D are ordinary. "A wip" has
an order in progress with 200 hours. R only returned. N never paid, P paid after two years. X ships on the last day of the data.
"""

from __future__ import annotations

from tests.examiner import text

HEADER = (
    "order_id",
    "client_name",
    "order_date",
    "shipped_on",
    "paid_on",
    "status",
    "quantity",
    "revenue",
    "direct_cost",
    "book_overhead",
)
SETTINGS = "[credit]\ncost_of_capital = 0.2\n"
POOLS = "pool,unit,rate\neng,h,10"
LAST_DAY = "2026-01-20"
OURS = ("B", "C", "D", "A wip", "R returned", "N never pays", "P pays late")


def orders() -> list[tuple[object, ...]]:
    """Rows under HEADER."""
    day, shipped = "2024-01-10", "2024-01-20"
    plain = [
        (f"{c}{n}", c, day, shipped, shipped, "", 10, 1000, 700 + 10 * n, 0)
        for c in ("B", "C", "D")
        for n in range(6)
    ]
    equal = [
        (f"{client[0]}{n}", client, day, shipped, paid, "", 10, 1000, 700, 0)
        for client, paid in (
            ("A wip", shipped),
            ("N never pays", ""),
            ("P pays late", "2026-01-19"),
        )
        for n in range(6)
    ]
    return [
        *plain,
        *equal,
        ("A9", "A wip", day, "", "", "В работе", 10, 20000, 12000, 0),
        ("R1", "R returned", day, shipped, shipped, "", -10, -1000, -200, 0),
        ("X1", "X later", day, LAST_DAY, LAST_DAY, "", 10, 1000, 700, 0),
    ]


def tables() -> dict[str, str]:
    """What the fixture `plant` takes: plant(**plant_m.tables())."""
    rows = orders()
    used = [(row[0], "eng", 200 if row[0] == "A9" else 1, row[2]) for row in rows]
    return {
        "settings": SETTINGS,
        "order_lines": text(HEADER, *rows),
        "usage": text(("order_id", "pool", "quantity", "date"), *used),
        "pools": POOLS,
        "clients": text(
            ("client_name", "industry"), *((name, "energy") for name in OURS), ("X later", "food")
        ),
    }


PORTRAIT = '[[criterion]]\nfield = "industry"\nweight = 1\naccept = ["energy"]\n'
