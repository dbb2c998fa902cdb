"""One row per client: its fit with the portrait."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dictionary.result_columns import sql_types
from analysis.journal import portrait
from analysis.journal.portrait import Portrait, PortraitFit
from analysis.sql import portrait_tables
from analysis.sql.tables import Row, Rows

READS = ("clients", "client_measures", "group_attributes", *portrait_tables.NAMES)
COLUMNS = sql_types("client_fit")


def rows(read: Rows) -> Iterator[Row]:
    """`could_be`: verdicts still possible. `ruled_out_by`: the knock-outs that it fails; None where none."""
    wanted = portrait_tables.portrait_of(read)
    known = portrait.attributes(read("clients"), read("client_measures"), read("group_attributes"))
    for values in known:
        fit = portrait.score(wanted, values)
        yield {
            "client_id": values["client_id"],
            "client_name": values["client_name"],
            "fit_score": fit.score,
            "verdict": fit.verdict,
            "reasons": reasons(wanted, fit),
            "missing": ", ".join(fit.named("unknown")),
            "could_be": ", ".join(fit.could_be),
            "ruled_out_by": ", ".join(fit.ruled_out) or None,
        }


def reasons(wanted: Portrait, fit: PortraitFit) -> str:
    """One English sentence: what decides, what is met, what is failed."""
    knocked = [c.name for c in wanted.criterion if c.knockout and c.name in fit.named("failed")]
    parts = [f"ruled out by {', '.join(knocked)}"] if knocked else []
    if fit.named("met"):
        parts.append(f"meets {', '.join(fit.named('met'))}")
    if failed := [name for name in fit.named("failed") if name not in knocked]:
        parts.append(f"fails {', '.join(failed)}")
    return (
        "; ".join(parts)
        if parts
        else "nothing is known"
        if wanted.criterion
        else "no portrait is set"
    )
