"""Where is the bottleneck, who occupies it, and what does it earn there? For the commercial director and leadership."""

import streamlit as st

from analysis.findings import capacity as findings_capacity
from analysis.pools import capacity, throughput
from dashboard import links, page, sentences
from dashboard.pools import capacity_parts
from dashboard.view import here

at = here()
data, scope, words = at.data, at.scope, at.words


def no_pools() -> None:
    page.head(at, words("capacity.question"))
    page.quiet(words("capacity.none" if data.table("pool_use").empty else "capacity.none.scope"), "quiet-none")
    links.to(at, "data", words("nav.data"))


if not page.empty(at, words("capacity.question")):
    by_pool, by_month = data.worked(capacity.pools, scope), data.worked(capacity.months, scope)
    if by_pool.empty:
        no_pools()
    else:
        top = capacity.bottleneck(by_pool)
        kinds = data.worked(throughput.by_kind, top.pool, scope) if top else None
        said = findings_capacity.of_plant(by_pool, top, kinds)
        page.head(at, words("capacity.question"), [" ".join(sentences.say(words, line)) for line in said])
        capacity_parts.plant_wide(at, by_pool)
        capacity_parts.fullness(at, by_pool, by_month)
        capacity_parts.pool_tables(at, by_pool, by_month)
        st.subheader(words("capacity.who"), anchor=False)
        chosen = capacity_parts.choose(at, by_pool, top.pool if top else None)
        if chosen:
            capacity_parts.occupants(at, chosen)
            capacity_parts.per_unit(at, chosen)
