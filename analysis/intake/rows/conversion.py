"""One SELECT from text cells to the contract's typed columns, and the first trouble of each row.

Three levels: `v_<column>` is a cell as it reads, `<column>` the value with what follows from other cells (revenue from
quantity and price, hours from stamps, the unit from a header), `trouble` the number of the first check that the row breaks (0: a good row).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.intake import reasons
from analysis.intake.columns.amounts import per_piece
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.stacking import is_column_numbers
from analysis.intake.contract import Column
from analysis.intake.files.encoding import INVISIBLE
from analysis.intake.rows.not_counted import far_dates, unread_values
from analysis.intake.rows.order_lines import amounts_too_large, totals
from analysis.intake.sqltext import literal, name, one_of
from analysis.intake.time_units import clock
from analysis.intake.values import (
    added,
    dates,
    discounts,
    line_amounts,
    numbers,
    other_currencies,
    pricing,
    rates,
    returns,
    times,
)
from analysis.intake.values.cell_checks import Check, always, troubles
from analysis.intake.values.cell_sql import raw, words
from analysis.intake.values.formats import RATED, Formats, factor_of
from analysis.intake.values.numbers import SCALED, NumberFormat, scaled, wide
from analysis.intake.vocabulary import VOCABULARY, normalised, yes_or_no


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
        dates_ = unread_values.dates(
            {} if by_position else unread_values.blanked(self.blanks)
        )  # by position no such row is kept
        beside = "".join(f", {dates_} AS {mark}" for mark in self.layout.table.marks)
        middle = f"SELECT *, {self._middle}{beside} FROM ({inner})"
        extras = "".join(f", {words(f'c{i}')} AS {name(extra)}" for i, extra in self.layout.extras.items())
        columns = ", ".join(name(c) for c in (*self.layout.table.names, *self.layout.table.marks))
        marks = f"{self._trouble} AS trouble, {unread_values.any_of(self.blanks)} AS blanked{unknown}"
        return f"SELECT {columns}{extras}, source_row, {marks} FROM ({middle})" + (
            "" if by_position else f" WHERE {self._not_blank}"
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
    def _not_blank(self) -> str:
        cells = ", ".join(f"nullif(trim(c{i}), '')" for i in range(self.layout.width))
        return f"(fault IS NOT NULL OR coalesce({cells}) IS NOT NULL)"


def _unknown_words(layout: Layout) -> str:
    given = [(c, raw(layout, c)) for c in layout.table.names if c in VOCABULARY]
    return " OR ".join(
        f"CASE WHEN v_{c} IS NULL THEN coalesce(trim({text}), '') <> '' ELSE false END" for c, text in given if text
    )


def conversion(layout: Layout, formats: Formats, *, asks_names: bool = True) -> Conversion:
    """The SELECT for a file of this layout, written in these formats.

    `asks_names`: whether lines called like totals are looked for here (see totals.occur for the quicker way).
    """
    given = [f"{_value(layout, formats, c)} AS v_{c.name}" for c in layout.table.columns]
    beside = pricing.beside(layout, formats) | added.values(layout, formats) | other_currencies.beside(layout, formats)
    inner = ", ".join(given + [f"{sql} AS {v}" for v, sql in beside.items()])
    checks = [Check("", "fault IS NOT NULL", (), "fault IS NULL")]
    if (counted := counts_columns(layout)) != "false":
        checks.append(Check("", counted, always(reasons.COLUMN_NUMBERS)))
    if layout.table.name in ("clients", "contacts"):  # elsewhere a header fails as a number or a date
        checks.append(Check("", repeats_header(layout), always(reasons.REPEATED_HEADER)))
    for column in layout.table.columns:
        text = raw(layout, column.name)
        if text is not None:
            checks += troubles(layout, formats, column, text)
            if layout.table.name == "order_lines" and (far := far_dates.condition(formats, column.name)):
                checks.append(Check(column.name, far, always(reasons.FAR_DATE)))
    checks += other_currencies.checks(layout)
    for blamed, condition, reason in [*added.troubles(layout), *pricing.troubles(layout, formats)]:
        checks.append(Check(blamed, condition, always(reason)))
    checks += amounts_too_large.of_one_piece(layout, formats)
    checks, blanks = unread_values.parted(checks, unread_values.columns(layout, formats))
    unknown = unread_values.blanked(blanks)
    finals = {c.name: _final(layout, formats, c) for c in layout.table.columns}
    finals |= {c: f"CASE WHEN {condition} THEN NULL ELSE {finals[c]} END" for c, condition in unknown.items()}
    middle = ", ".join(f"{sql} AS {name(c)}" for c, sql in finals.items())
    checks += _row_troubles(layout) + amounts_too_large.of_line(layout, finals) + _returned(layout, formats)
    for alternatives in layout.table.required:
        nothing = " AND ".join(
            "(" + " OR ".join(f"{name(c)} IS NULL" for c in sorted(alternative)) + ")" for alternative in alternatives
        )
        checks.append(Check(_blamed(layout, alternatives), nothing, always(reasons.REQUIRED), f"NOT ({nothing})"))
    for column_name in totals.NAMED_IN.get(layout.table.name, ()):
        checks.append(
            Check(column_name, totals.is_only_total(column_name, layout.table.name), always(reasons.TOTALS_ROW))
        )
    asks_names = asks_names and layout.table.name == "order_lines" and not layout.only_lines
    if asks_names:
        for named in (totals.certain(layout), totals.doubtful(layout)):
            checks.append(Check("", named or "false", always(reasons.TOTALS_ROW), totals.surely_none(layout)))
    cases = " ".join(f"WHEN {check.condition} THEN {number}" for number, check in enumerate(checks, start=1))
    trouble = f"CASE {cases} ELSE 0 END"
    if all(check.sound for check in checks):
        sound = dict.fromkeys(check.sound for check in checks)
        trouble = f"CASE WHEN {' AND '.join(sound)} THEN 0 ELSE {trouble} END"
    many = len(checks) if asks_names else None
    return Conversion(layout, formats, tuple(checks), many, inner, middle, trouble, tuple(blanks))


def _value(layout: Layout, formats: Formats, column: Column) -> str:
    """The cell as it reads; the amounts of a return with their sign."""
    value = _cell(layout, formats, column)
    if column.name == "is_deleted" and formats.back.statuses == returns.CAME_BACK:
        return f"({value} OR {returns.by_status(layout)})"
    if formats.back.turns and column.name not in formats.of_one and raw(layout, column.name) is not None:
        return returns.turned(column.name, value)
    return value


def _cell(layout: Layout, formats: Formats, column: Column) -> str:
    text = raw(layout, column.name)
    if text is None:
        return f"CAST(NULL AS {column.duckdb_type})"
    if column.name == "person" and (
        parts := [f"c{i}" for p in ("given_name", "middle_name") if (i := layout.aside.get(p)) is not None]
    ):
        surname_first = "middle_name" in layout.aside or layout.is_russian
        text = f"concat_ws(' ', {', '.join([text, *parts] if surname_first else [*parts, text])})"
    fmt = formats.numbers.get(column.name, NumberFormat("."))
    if column.kind in ("money", "quantity"):
        if column.name in RATED:
            text = f"replace({text}, '%', '')"
        factor = factor_of(layout, column.name)
        exact = rates.FINE if formats.rates.get(column.name) else column.read_as
        value = numbers.number(text, fmt, exact if factor == 1 else SCALED)
        if (layout.table.name, column.name) == ("usage", "quantity"):
            value = f"coalesce({value}, {clock(text, minutes=times.in_unit(layout, 'min'), seconds=times.in_unit(layout, 's'))})"
            value = times.with_minutes(layout, value, fmt.mark)
        value = value if factor == 1 else scaled(value, factor, _scaled_type(column))
        return f"CAST({value} AS {column.duckdb_type})" if exact == column.read_as and factor == 1 else value
    if column.kind == "integer":
        return numbers.whole(text, fmt)
    if column.kind == "flag":
        return yes_or_no(text)
    day = formats.dates.get(column.name, dates.DateFormat())
    if column.kind == "date":
        return dates.date(text, day)
    if column.kind == "stamp":
        return dates.stamp(text, day, times.day_beside(layout, formats, column.name))
    if column.name in VOCABULARY:
        return normalised(text, VOCABULARY[column.name])
    if column.kind == "id" or layout.table.is_required(column.name):
        named = f"CASE WHEN {numbers.says_nothing(text)} THEN NULL ELSE {_words(text, formats, column)} END"
        return _as_it_is(text, formats, named) if column.kind == "id" else named
    return words(text, formats.odd_spaces)


def _as_it_is(text: str, formats: Formats, otherwise: str) -> str:
    """SQL: an id without blanks, quotes and signs before it, as nearly all are: taken without a closer look."""
    if formats.float_ids or INVISIBLE in formats.odd_spaces:
        return otherwise
    odd = "".join(f" AND NOT contains({text}, chr({ord(c)}))" for c in (" ", *formats.odd_spaces))
    return f"CASE WHEN {text} >= '('{odd} AND {numbers.surely_says_something(text)} THEN {text} ELSE {otherwise} END"


def _words(text: str, formats: Formats, column: Column) -> str:
    if column.name in formats.float_ids:
        return rf"regexp_replace({words(text)}, '\.0$', '')"
    if column.kind == "id":  # the apostrophe by which Excel keeps a number as text
        bare = words(f"ltrim({text}, '''')", formats.odd_spaces)
        return f"CASE WHEN starts_with({text}, '''') THEN {bare} ELSE {words(text, formats.odd_spaces)} END"
    return words(text, formats.odd_spaces)


def _scaled_type(column: Column) -> str:
    """A price for a thousand pieces has three decimals more, for one piece."""
    return "DECIMAL(18,7)" if column.name in per_piece.PRICES else column.read_as


def _final(layout: Layout, formats: Formats, column: Column) -> str:
    """The column as the contract means it."""
    if column.name == "direct_cost":
        return line_amounts.direct_cost(layout, formats)
    if column.name == "profit" and raw(layout, "profit"):
        return line_amounts.profit(layout, formats)
    value = _as_written(layout, formats, column)
    if column.name in per_piece.PRICES and factor_of(layout, column.name) != 1:
        value = f"try_cast({value} AS {column.duckdb_type})"
    if column.kind != "money" or column.name == "revenue":
        return value
    basis = column.name
    if basis == "discount":
        basis = "revenue" if formats.take_off else "unit_price"
    return pricing.brought(layout, formats, basis, value)


def _as_written(layout: Layout, formats: Formats, column: Column) -> str:
    """The column with what follows from other cells; amounts (but revenue) as the file counts them."""
    value = line_amounts.of_line(layout, formats, column.name)
    if column.kind == "date":
        return dates.known(value)
    if column.name == "unit":
        return times.unit(layout, formats)
    if layout.table.name == "order_lines":
        if column.name == "discount":
            return discounts.money(layout, formats)
        if column.name == "revenue":
            discount = _as_written(layout, formats, layout.table.column("discount"))
            off = replace(formats, take_off=False)
            computed = f"({wide('v_quantity', 6)} * v_unit_price - coalesce({discounts.money(layout, off)}, 0))"
            computed = f"try_cast({added.without_refunds(layout, computed)} AS DECIMAL(18,4))"
            if formats.order_totals:
                return pricing.brought(layout, formats, "unit_price", computed)
            if formats.take_off:
                value = f"try_cast({value} - coalesce({discount}, 0) AS DECIMAL(18,4))"
            given = pricing.brought(layout, formats, "revenue", value)
            computed = pricing.brought(layout, formats, "unit_price", computed)
            own = f"CASE WHEN v_revenue IS NULL THEN {computed} ELSE {given} END"
            return (
                f"coalesce({other_currencies.revenue(layout, formats)}, {own})"
                if other_currencies.places(layout)
                else own
            )
    if layout.table.name == "usage" and column.name in ("started_at", "ended_at"):
        return times.stamp(layout, column.name)
    if (
        layout.table.name == "usage"
        and column.name == "quantity"
        and raw(layout, "started_at")
        and raw(layout, "ended_at")
    ):
        ended = times.stamp(layout, "ended_at")
        hours = f"CAST(date_diff('second', v_started_at, {ended}) / 3600 AS DECIMAL(18,6))"
        return f"coalesce(v_quantity, CASE WHEN NOT {times.hold_no_time(layout)} THEN {hours} END)"
    return value


def _row_troubles(layout: Layout) -> list[Check]:
    """What can be wrong between cells."""
    if layout.table.name == "usage" and raw(layout, "started_at") and raw(layout, "ended_at"):
        late = f"coalesce({times.stamp(layout, 'ended_at')} < v_started_at, false)"
        days = f"v_quantity IS NULL AND v_started_at IS NOT NULL AND v_ended_at IS NOT NULL AND {times.hold_no_time(layout)}"
        return [
            Check("ended_at", late, always(reasons.ENDS_BEFORE_START)),
            Check("ended_at", days, always(reasons.DAYS_WITHOUT_HOURS)),
        ]
    if layout.table.name == "order_lines":
        lost = "revenue IS NULL AND v_quantity IS NOT NULL AND v_unit_price IS NOT NULL"
        return [Check("revenue", lost, always(reasons.TOO_LARGE), "revenue IS NOT NULL")]
    return []


def _returned(layout: Layout, formats: Formats) -> list[Check]:
    """Rows that are returns as none of the file's others is, so that their amounts are not turned."""
    found: list[Check] = []
    if layout.table.name != "order_lines":
        return found
    base = next((c for c in ("revenue", "quantity") if c in layout.columns), None)
    for pattern, known in ((returns.OF_DOCUMENT, formats.back.returns), (returns.CORRECTED, formats.back.corrections)):
        if base and not known and (back := returns.said(layout, pattern)) != "false":
            condition = f"({back}) AND coalesce(v_{base} > 0, false)"
            found.append(Check(base, condition, always(reasons.RETURN_SOLD), returns.surely_none(layout)))
    if base and not formats.back.statuses and (stated := returns.by_status(layout)) != "false":
        condition = f"({stated}) AND coalesce(v_{base} > 0, false)"
        found.append(Check(base, condition, always(reasons.RETURN_SOLD), f"NOT ({stated})"))
    price = "v_unit_price" if "unit_price" in layout.columns else None
    two = returns.of_two_signs(layout, "v_quantity", "v_revenue", price)
    if two != "false" and not formats.back.signs:
        sound = "coalesce((v_revenue < 0) = (v_quantity < 0), true)"
        found.append(Check("revenue", two, always(reasons.TWO_SIGNS), sound))
    return found


def _blamed(layout: Layout, alternatives: Sequence[frozenset[str]]) -> str:
    """The column to name when none of the alternatives is there: one that the file has, if any."""
    wanted = [c for alternative in alternatives for c in sorted(alternative)]
    return next((c for c in wanted if c in layout.columns), wanted[0])


def repeats_header(layout: Layout) -> str:
    """SQL: the row is the header (or one of its rows) once more."""
    found = []
    for head in layout.heads or (layout.headers,):
        shown = [
            i
            for i in (range(len(head)) if layout.heads else layout.columns.values())
            if i < len(head) and head[i].strip()
        ]
        same = [f"coalesce(trim(c{i}) = {literal(head[i].strip())}, false)" for i in shown[:3]]
        found.append(f"({' AND '.join(same) or 'false'})")
    return f"({' OR '.join(found)})"


def counts_columns(layout: Layout) -> str:
    """SQL: the row is the numbers of the columns (1, 2, 3 …); looked for only where the first rows have one."""
    if not any(is_column_numbers(row) for row in layout.sample):
        return "false"
    cells = ", ".join(f"nullif(trim(c{i}), '')" for i in range(layout.width))
    counted = [" ".join(map(str, range(1, n + 1))) for n in range(3, layout.width + 1)]
    return one_of(f"concat_ws(' ', {cells})", counted)
