"""Where is the bottleneck, what does it earn there, what does its hour cost? For the commercial director."""

from analysis.findings import capacity_findings, sentences
from analysis.pools import capacity, throughput
from dashboard import missing_link, page
from dashboard.resources import capacity_sections, rates_editor
from dashboard.view import here

at = here()
data, scope, words = at.data, at.scope, at.words


def show() -> None:
    by_pool, by_month = data.worked(capacity.pools, scope), data.worked(capacity.months, scope)
    if by_pool.empty:
        capacity_sections.none(at, words("capacity.question"))
        return
    top = capacity.bottleneck(by_pool)
    kinds = data.worked(throughput.by_kind, top.pool, scope) if top else None
    said = capacity_findings.of_plant(by_pool, top, kinds)
    page.head(
        at, words("capacity.question"), [" ".join(sentences.say(words, line)) for line in said]
    )
    missing_link.show(at, "unused", "true_profit")
    rates_editor.missing_said(at)
    capacity_sections.plant_wide(at, by_pool)
    capacity_sections.fullness(at, by_pool, by_month)
    capacity_sections.pool_tables(at, by_pool, by_month)


if not page.empty(at, words("capacity.question")):
    show()
