"""One SELECT from text cells to the contract's typed columns, and the first trouble of each row.

Four levels: `v_<column>` is a cell as it reads, `blank_<column>` whether it can't be read and the row stands without it, `<column>` the
value with what follows from other cells (revenue from quantity and price, hours from stamps, the unit from a header), `trouble` the
number of the first check that the row breaks (0: a good row).
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.intake import reasons
from analysis.intake.columns.layout import Layout
from analysis.intake.rows.column_sql import final_value, read_value
from analysis.intake.rows.not_counted import far_dates, unread_values
from analysis.intake.rows.order_lines import amounts_too_large, row_units, totals
from analysis.intake.rows.row_checks import (
    column_to_blame,
    counts_columns,
    repeats_header,
    returned,
    row_troubles,
)
from analysis.intake.sqltext import name
from analysis.intake.values import (
    added,
    other_currencies,
    pricing,
    returns,
)
from analysis.intake.values.cell_checks import Check, always, troubles
from analysis.intake.values.cell_sql import raw, words
from analysis.intake.values.formats import Formats
from analysis.intake.vocabulary import VOCABULARY


@dataclass(frozen=True)
class Conversion:
    """The SQL of a SELECT, by `over` a relation. doubtful: the trouble of a line that may be a total; None where none is looked for."""

    layout: Layout
    formats: Formats
    checks: tuple[Check, ...]
    doubtful: int | None
    _inner: str
    _middle: str
    _trouble: str
    blanks: tuple[Check, ...] = ()  # what leaves a value unknown, see unread_values

    def over(self, relation: str, row: str, fault: str, *, by_position: bool = False) -> str:
        """SELECT contract columns, extras, `source_row`, `trouble`, `blanked` FROM the relation (columns c0 …).

        `by_position`: a row's place in the file is its place in the result, so blank rows stay in (as trouble);
        `unknown` says whether a word of the row has no known meaning.
        """
        unknown = f", {_unknown_words(self.layout) or 'false'} AS unknown" if by_position else ""
        inner = f"SELECT *, {row} AS source_row, {fault} AS fault, {self._inner} FROM {self._with_returns(relation)}"
        if flags := unread_values.flags(self.blanks):
            flagged = ", ".join(f"{sql} AS {flag}" for flag, sql in flags.items())
            inner = f"SELECT *, {flagged} FROM ({inner})"
        dates_ = unread_values.dates(self.blanks)
        beside = "".join(f", {dates_} AS {mark}" for mark in self.layout.table.marks)
        middle = f"SELECT *, {self._middle}{beside} FROM ({inner})"
        extras = "".join(
            f", {words(f'c{i}')} AS {name(extra)}" for i, extra in self.layout.extras.items()
        )
        columns = ", ".join(name(c) for c in (*self.layout.table.names, *self.layout.table.marks))
        marks = (
            f"{self._trouble} AS trouble, {unread_values.any_of(self.blanks)} AS blanked{unknown}"
        )
        return f"SELECT {columns}{extras}, source_row, {marks} FROM ({middle})" + (
            "" if by_position else f" WHERE {self.not_blank}"
        )

    def values(self, relation: str) -> str:
        """SELECT the cells of the relation as they read, v_<column>, before anything follows from them."""
        return f"SELECT *, {self._inner} FROM {self._with_returns(relation)}"

    def _with_returns(self, relation: str) -> str:
        """The relation, in which `is_back` and `is_sold` say what the amounts of returns are turned by."""
        if not self.formats.back.turns:
            return relation
        back = returns.condition(self.layout, self.formats.numbers, self.formats.back)
        sold = returns.is_sold(self.layout, self.formats.numbers)
        return f"(SELECT *, {back} AS is_back, {sold} AS is_sold FROM {relation})"

    @property
    def not_blank(self) -> str:
        """SQL: a row of the relation holds something, or is in structural trouble."""
        cells = ", ".join(f"nullif(trim(c{i}), '')" for i in range(self.layout.width))
        return f"(fault IS NOT NULL OR coalesce({cells}) IS NOT NULL)"


def _unknown_words(layout: Layout) -> str:
    """SQL: a word of the row is worth a notice: it has no known meaning, or is a unit that multiplies; "" where none can be."""
    given = [(c, raw(layout, c)) for c in layout.table.names if c in VOCABULARY]
    found = [
        f"CASE WHEN v_{c} IS NULL THEN coalesce(trim({text}), '') <> '' ELSE false END"
        for c, text in given
        if text
    ]
    if other := row_units.says_other(layout):
        found.append(other)
    return " OR ".join(found)


def conversion(layout: Layout, formats: Formats, *, asks_names: bool = True) -> Conversion:
    """The SELECT for a file of this layout, written in these formats.

    `asks_names`: whether lines called like totals are looked for here (see totals.occur for the quicker way).
    """
    given = [f"{read_value(layout, formats, c)} AS v_{c.name}" for c in layout.table.columns]
    beside = (
        pricing.beside(layout, formats)
        | added.values(layout, formats)
        | other_currencies.beside(layout, formats)
    )
    inner = ", ".join(given + [f"{sql} AS {v}" for v, sql in beside.items()])
    checks = [Check("", "fault IS NOT NULL", (), "fault IS NULL")]
    if (counted := counts_columns(layout)) != "false":
        checks.append(Check("", counted, always(reasons.COLUMN_NUMBERS)))
    if layout.table.name in (
        "clients",
        "contacts",
        "quotes",
        "leads",
    ):  # elsewhere a header fails as a number or a date
        checks.append(Check("", repeats_header(layout), always(reasons.REPEATED_HEADER)))
    for column in layout.table.columns:
        text = raw(layout, column.name)
        if text is not None:
            checks += troubles(layout, formats, column, text)
            if layout.table.name == "order_lines" and (
                far := far_dates.condition(formats, column.name)
            ):
                checks.append(Check(column.name, far, always(reasons.FAR_DATE)))
    checks += other_currencies.checks(layout)
    for blamed, condition, reason in [*added.troubles(layout), *pricing.troubles(layout, formats)]:
        checks.append(Check(blamed, condition, always(reason)))
    checks += amounts_too_large.of_one_piece(layout, formats)
    checks, blanks = unread_values.parted(checks, unread_values.columns(layout, formats))
    unknown = unread_values.blanked(blanks)
    finals = {c.name: final_value(layout, formats, c) for c in layout.table.columns}
    finals |= {
        c: f"CASE WHEN {condition} THEN NULL ELSE {finals[c]} END"
        for c, condition in unknown.items()
    }
    middle = ", ".join(f"{sql} AS {name(c)}" for c, sql in finals.items())
    checks += (
        row_troubles(layout) + amounts_too_large.of_line(layout, finals) + returned(layout, formats)
    )
    for alternatives in layout.table.required:
        nothing = " AND ".join(
            "(" + " OR ".join(f"{name(c)} IS NULL" for c in sorted(alternative)) + ")"
            for alternative in alternatives
        )
        checks.append(
            Check(
                column_to_blame(layout, alternatives),
                nothing,
                always(reasons.REQUIRED),
                f"NOT ({nothing})",
            )
        )
    for column_name in totals.NAMED_IN.get(layout.table.name, ()):
        checks.append(
            Check(
                column_name,
                totals.is_only_total(column_name, layout.table.name),
                always(reasons.TOTALS_ROW),
            )
        )
    asks_names = asks_names and layout.table.name == "order_lines" and not layout.only_lines
    if asks_names:
        for named in (totals.certain(layout), totals.doubtful(layout)):
            checks.append(
                Check("", named or "false", always(reasons.TOTALS_ROW), totals.surely_none(layout))
            )
    cases = " ".join(
        f"WHEN {check.condition} THEN {number}" for number, check in enumerate(checks, start=1)
    )
    trouble = f"CASE {cases} ELSE 0 END"
    if all(check.sound for check in checks):
        sound = dict.fromkeys(check.sound for check in checks)
        trouble = f"CASE WHEN {' AND '.join(sound)} THEN 0 ELSE {trouble} END"
    many = len(checks) if asks_names else None
    return Conversion(layout, formats, tuple(checks), many, inner, middle, trouble, tuple(blanks))
