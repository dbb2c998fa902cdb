"""What a file of pools says of the period of its costs and capacities: in a header, or in a column of such words."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.columns.header_words.periods import period
from analysis.intake.columns.layout import Layout
from analysis.intake.vocabulary import VOCABULARY

STATED = {
    "cost": "cost_period",
    "capacity": "capacity_period",
}  # column → the column that says its period
_WORDS = frozenset(
    word for name, words in VOCABULARY["cost_period"].items() for word in (name, *words)
)


def stated(layout: Layout) -> Layout:
    """The layout of a file of pools with what its headers say of periods; «Период» over «год», «месяц» is no month."""
    if layout.table.name != "pools":
        return layout
    columns, constants = dict(layout.columns), dict(layout.constants)
    at = columns.get("month")
    if at is not None and "month" not in layout.mapping.columns and _names_periods(layout, at):
        del columns["month"]
        columns.setdefault("cost_period", at)
    for column, said_in in STATED.items():
        if (
            column in columns
            and said_in not in columns
            and (said := period(layout.headers[columns[column]]))
        ):
            constants.setdefault(said_in, said)
    return replace(layout, columns=columns, constants=constants)


def _names_periods(layout: Layout, position: int) -> bool:
    cells = [
        c for row in layout.sample if (c := row[position].strip().casefold().replace("ё", "е"))
    ]
    return bool(cells) and all(c in _WORDS for c in cells)
