"""An order's facts as a list: a name and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import tables
from dashboard.view import View

DATES = ("order_date", "promised_on", "shipped_on", "paid_on")


def show(view: View, order: Mapping[str, Any]) -> None:
    words = view.words
    late = "order.late_so_far" if order["is_late_so_far"] else "order.late"
    facts = [
        (words.title("flag"), words.code("flag", order["flag"])),
        (words.title("state"), words.code("state", order["state"])),
        (words.title("kind"), words.code("kind", order["kind"])),
        (words.title("kind_reasons"), words.kind_reasons(order["kind_reasons"])),
        (words.title("manager"), words.value(order["manager"], "text")),
        *((words.title(name), words.date(order[name])) for name in DATES),
        (
            words.title("days_late"),
            words(late, n=words.number(order["days_late"])),
        ),
        (words.title("approval_rounds"), words.number(order["approval_rounds"])),
        (words.title("hours"), words.hours(order["hours"])),
        (words.title("hours_source"), words.code("hours_source", order["hours_source"])),
    ]
    if order["state"] == "in progress":
        facts += [
            (words.title(name), words.value(order[name], "money"))
            for name in ("open_revenue", "open_cost")
        ]
    elif order["credit_so_far"]:
        facts.append((words.title("credit_so_far"), words.value(order["credit_so_far"], "money")))
    frame = pd.DataFrame(facts, columns=["attribute", "content"])
    tables.show(
        view, frame, ("attribute", "content"), key="order-facts", height="content", files=False
    )
