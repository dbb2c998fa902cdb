"""Where did the order's profit go?"""

import streamlit as st

from analysis import findings
from analysis.findings import one_order_findings, sentences, so_far
from analysis.language import plain
from dashboard import charts, links, missing_link, page, tables
from dashboard.charts import order_charts, plant_charts
from dashboard.orders import kind_correction, order_choice, order_facts
from dashboard.top import bar
from dashboard.view import here

POOLS = ("pool", "hours_used", "cost", "rate", "quantity", "source")
PEOPLE = ("person", "hours_used", "cost", "pool", "records")
USES = (
    "date",
    "pool",
    "person",
    "activity",
    "stage",
    "quantity",
    "hours_used",
    "rate",
    "cost",
    "file",
    "source_row",
)
LINES = (
    "line_no",
    "product_name",
    "sku",
    "line_kind",
    "quantity",
    "unit_price",
    "revenue",
    "direct_cost",
    "book_overhead",
    "shipped_on",
    "file",
    "source_row",
)
HOURS = {"hours": "hours_used"}  # one order's hours are shown to the hundredth

at = here()
data, w = at.data, at.words
page.head(at, w("order.question"))
order = order_choice.one(at)
if order is not None:
    number, imports = order["order_id"], data.table("imports")
    bar.name_tab(w, w("tab.order", order=number), "order")
    costs, uses = data.order_costs(number), data.usage(number)
    target = data.order_target(number)
    page.say(
        sentences.say(
            w, [*one_order_findings.of_order(order, costs, target), *so_far.of_order(order)]
        )
    )
    missing_link.show(
        at, "true_profit", "book_profit", "credit", "hours", "lateness", "kind", order=number
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(w("order.bridge"), anchor=False)
        if order["gross_margin"] is None:
            page.quiet(
                missing_link.reason(
                    at, "true_profit", otherwise=w("order.bridge.none"), order=number
                ),
                "quiet-bridge",
            )
        else:
            charts.show(
                plant_charts.bridge(findings.bridge(order), w), "order-bridge", w("order.bridge")
            )
        st.subheader(w("order.plan"), anchor=False)
        if (times := order_charts.lead_time(one_order_findings.lead_time(order), w)) is not None:
            charts.show(times, "order-lead", w("order.plan"))
            page.quiet(w("order.plan.note"), "quiet-plan")
        else:
            page.quiet(
                missing_link.reason(at, "lateness", otherwise=w("order.plan.none"), order=number),
                "quiet-plan",
            )
    with right:
        st.subheader(plain(w("order.facts", order=number)), anchor=False)
        links.to(
            at, "client", w("order.client", client=order["client_name"]), id=order["client_id"]
        )
        order_facts.show(at, order)
        kind_correction.of_order(at, number)
    st.subheader(w("order.resources"), anchor=False)
    if costs.empty:
        page.quiet(
            missing_link.reason(at, "hours", otherwise=w("order.resources.none"), order=number),
            "quiet-resources",
        )
    else:
        left, right = st.columns(2, gap="large")
        with left:
            tables.show(
                at,
                costs.rename(columns=HOURS),
                POOLS,
                key="order-pools",
                total=one_order_findings.added(costs),
            )
        with right:
            people = one_order_findings.people(uses).rename(columns=HOURS)
            tables.show(
                at, people, PEOPLE, key="order-people", total=one_order_findings.added(uses)
            )
    if not uses.empty:
        st.subheader(w("order.uses"), anchor=False)
        if (over_time := order_charts.uses(uses, w)) is not None:
            charts.show(over_time, "order-uses", w("order.uses"))
        records = one_order_findings.with_files(uses, imports).rename(columns=HOURS)
        tables.show(
            at, records, USES, key="order-uses", height=320, total=one_order_findings.added(uses)
        )
    st.subheader(w("order.lines"), anchor=False)
    lines = one_order_findings.with_files(data.lines(number), imports).rename(
        columns={"kind": "line_kind"}
    )
    tables.show(at, lines, LINES, key="order-lines", total=one_order_findings.added(lines))
