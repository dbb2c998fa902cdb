"""What the page of the method says first: whether the arithmetic holds, against the ledger, and who changed what last."""

from __future__ import annotations

from pathlib import Path

from analysis import METRICS
from analysis.journal import shared_state
from dashboard.view import View


def sentences(view: View) -> list[str]:
    words, found = view.words, view.data.breaches()
    checks = found[found["level"] == "checks"]
    broken = int((checks["guilty_rows"] > 0).sum())
    noticed = int((found["level"] == "notices").mul(found["guilty_rows"] > 0).sum())
    held = (
        words("method.said.held", n=len(checks))
        if not broken
        else words("method.said.broken", n=broken, of=len(checks))
    )
    notices = (
        words("method.said.notices", n=noticed) if noticed else words("method.said.no_notices")
    )
    first = words("method.said", metrics=len(METRICS), checks=held, notices=notices)
    changes = shared_state.history(Path(view.data.build.root))
    if not changes:
        return [first]
    last = changes[0]
    who = words.code("changed_by", last.who)
    what = words.code("changed", last.what)
    return [
        first,
        words("method.said.changed", n=len(changes), what=what, who=who, at=words.moment(last.at)),
    ]
