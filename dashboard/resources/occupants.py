"""Who occupies a resource, and what does an hour of it earn? For the commercial director."""

from analysis.pools import capacity
from dashboard import missing_link, page
from dashboard.resources import capacity_sections
from dashboard.view import here

at = here()
data, scope, words = at.data, at.scope, at.words


def show() -> None:
    by_pool = data.worked(capacity.pools, scope)
    if by_pool.empty:
        capacity_sections.none(at, words("capacity.who"))
        return
    page.head(at, words("capacity.who"))
    missing_link.show(at, "unused", "true_profit")
    capacity_sections.plant_wide(at, by_pool)
    top = capacity.bottleneck(by_pool)
    chosen = capacity_sections.choose(at, by_pool, top.pool if top else None)
    if chosen:
        capacity_sections.occupants(at, chosen)
        capacity_sections.per_unit(at, chosen)


if not page.empty(at, words("capacity.who")):
    show()
