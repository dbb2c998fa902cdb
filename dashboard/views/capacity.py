"""Where is the bottleneck, who occupies it, what does it earn there, what does its hour cost? For the commercial director."""

import streamlit as st

from analysis.findings import capacity as findings_capacity
from analysis.pools import capacity, throughput
from dashboard import missing_link, page, sentences, state
from dashboard.pools import capacity_parts, rates_editor
from dashboard.view import here

PARTS = ("load", "rates")

at = here()
data, scope, words = at.data, at.scope, at.words


def no_pools() -> None:
    page.head(at, words("capacity.question"))
    if data.table("pool_use").empty:
        missing_link.show(at, "unused", "true_profit")
    else:
        page.quiet(words("capacity.none.scope"), "quiet-none")


def load() -> None:
    with above:
        if page.empty(at, words("capacity.question")):
            return
    by_pool, by_month = data.worked(capacity.pools, scope), data.worked(capacity.months, scope)
    top = capacity.bottleneck(by_pool) if not by_pool.empty else None
    kinds = data.worked(throughput.by_kind, top.pool, scope) if top else None
    with above:
        if by_pool.empty:
            no_pools()
            return
        said = findings_capacity.of_plant(by_pool, top, kinds)
        page.head(at, words("capacity.question"), [" ".join(sentences.say(words, line)) for line in said])
        missing_link.show(at, "unused", "true_profit")
    rates_editor.missing_said(at)
    capacity_parts.plant_wide(at, by_pool)
    capacity_parts.fullness(at, by_pool, by_month)
    capacity_parts.pool_tables(at, by_pool, by_month)
    st.subheader(words("capacity.who"), anchor=False)
    chosen = capacity_parts.choose(at, by_pool, top.pool if top else None)
    if chosen:
        capacity_parts.occupants(at, chosen)
        capacity_parts.per_unit(at, chosen)


above = st.container()
with st.container(key="noprint-parts"):
    part = st.segmented_control(words("capacity.part"), PARTS, key=state.bind("part", PARTS, PARTS[0]), required=True,
                                format_func=lambda name: words(f"capacity.part.{name}"), label_visibility="collapsed")  # fmt: skip
if part == "rates":
    with above:
        page.head(at, words("rates.title"))
    rates_editor.show(at, "capacity")
else:
    load()
