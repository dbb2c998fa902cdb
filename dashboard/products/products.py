"""Which products, managers, regions and industries earn, and what changed on last year? The clients' table by each of them."""

import streamlit as st

from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.findings import group_findings
from analysis.reader import comparable
from dashboard import missing_link, page, sentences, state, tables
from dashboard.products import product_sections
from dashboard.view import here

at = here()
data, scope, words = at.data, at.scope, at.words

if not page.empty(at, words("products.question")):
    with st.container(key="noprint-by"):
        by = str(
            st.segmented_control(
                words("products.by"),
                group_findings.GROUPS,
                required=True,
                label_visibility="collapsed",
                key=state.bind("by", group_findings.GROUPS, group_findings.GROUPS[0]),
                format_func=lambda name: words(f"products.by.{name}"),
            )
        )
    rows = data.worked(group_findings.by_group, by, scope)
    page.head(
        at, words("products.question"), sentences.say(words, group_findings.of_groups(rows, by))
    )
    missing_link.show(at, "true_profit", "book_profit", "hours")
    page.few(at)
    product_sections.on_year(at, rows)
    summed = [c for c in CLIENT_COLUMNS if c != "profit_rank"]
    total = comparable.same_orders(data.metrics(summed, (), scope)).iloc[0].to_dict()
    named = product_sections.named(at, product_sections.found(at, rows, by), by)
    opened = "orders" if by in ("manager", "product_family") else "client_table"
    tables.show(
        at,
        named,
        product_sections.columns(named, by),
        key=f"by-{by}",
        opens=None if by == "product" else (opened, by),
        first=1000,
        height=560 if len(named) > 14 else "content",
        total=product_sections.with_year(total, rows),
        titles={"group": words(f"products.by.{by}"), "product": words.title("sku")},
        short=True,
    )
    page.quiet(
        words(f"products.note.{'product' if by == 'product' else 'group'}"), "quiet-products"
    )
