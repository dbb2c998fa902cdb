"""What can be wrong with one cell, and for which of several reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.dictionary.input_columns import Column
from analysis.intake import reasons
from analysis.intake.columns.layout import Layout
from analysis.intake.sheets.cell_texts import MIDNIGHT
from analysis.intake.sqltext import one_of
from analysis.intake.values import dates, numbers
from analysis.intake.values.formats import Formats, factor_of
from analysis.intake.values.numbers import NumberFormat

ERRORS = (
    "#N/A",
    "#Н/Д",
    "#REF!",
    "#ССЫЛКА!",
    "#NAME?",
    "#ИМЯ?",
    "#VALUE!",
    "#ЗНАЧ!",
    "#DIV/0!",
    "#ДЕЛ/0!",
    "#NUM!",
    "#ЧИСЛО!",
    "#NULL!",
    "#ПУСТО!",
    "#SPILL!",
    "#ПЕРЕНОС!",
    "#CALC!",
    "#ВЫЧИСЛ!",
    "#GETTING_DATA",
    "#BUSY!",
    "#ERROR!",
    "#ССЫЛ!",
)


@dataclass(frozen=True)
class Check:
    """A condition that refuses a row, the column to blame, and the possible reasons with their own conditions.

    The first reason whose condition holds counts. They are looked into for refused rows only: they cost more than the
    whole conversion. `sound`: a cheaper condition under which the row surely passes; nearly every row meets all of them,
    and is spared the checks one by one.
    """

    column: str
    condition: str
    reasons: tuple[tuple[str, str], ...]
    sound: str = ""
    cell: str = ""  # SQL of the cell to show, where the column is none of the contract's


def always(reason: str) -> tuple[tuple[str, str], ...]:
    return ((reason, "true"),)


def troubles(layout: Layout, formats: Formats, column: Column, text: str) -> list[Check]:
    """What can be wrong with a cell of the column. `text`: SQL of the cell."""
    value = f"v_{column.name}"
    rounded = rf"regexp_full_match(trim({text}), '[-+]?\d+(?:[.,]\d+)?[eE]\+?\d+')"
    if column.kind in ("id", "text"):
        return _named(layout, formats, column, text, rounded)
    unreadable = f"CASE WHEN {value} IS NULL THEN NOT {numbers.is_empty(text)} ELSE false END"
    error_cell = (reasons.EXCEL_ERROR, rf"regexp_matches(trim({text}), '^#[A-ZА-Я0-9/]+[!?]?$')")
    if column.kind in ("money", "quantity", "integer"):
        fmt = formats.numbers.get(column.name, NumberFormat("."))
        other = NumberFormat("." if fmt.mark == "," else ",", signs=fmt.signs)
        as_float = f"({numbers.number(text, NumberFormat(fmt.mark), 'DOUBLE')})"
        why = [
            error_cell,
            (reasons.ROUNDED, rounded),
            (reasons.NOT_A_NUMBER, f"isinf{as_float}"),
            (
                reasons.TOO_LARGE,
                f"abs{as_float} * {factor_of(layout, column.name):f} >= {column.limit or 10**11}",
            ),
        ]
        if (layout.table.name, column.name) == ("usage", "quantity") and "minutes" in layout.aside:
            why.append((reasons.MINUTES_DISAGREE, f"{as_float} IS NOT NULL"))
            text = f"concat({text}, c{layout.aside['minutes']})"
        if column.kind == "integer":
            why.append((reasons.NOT_WHOLE, f"{as_float} % 1 <> 0"))
        if column.kind == "money" and fmt.signs != NumberFormat.signs:
            named = numbers.number(text, replace(fmt, signs=NumberFormat.signs), "DOUBLE")
            why.append((reasons.CURRENCY, f"({named}) IS NOT NULL"))
        if fmt.mark:
            why.append(
                (reasons.MIXED_MARKS, f"({numbers.number(text, other, 'DOUBLE')}) IS NOT NULL")
            )
        why.append((reasons.NOT_A_NUMBER, "true"))
        if column.limit:
            unreadable = f"CASE WHEN {value} IS NULL THEN NOT {numbers.is_empty(text)} ELSE abs({value}) >= {column.limit} END"
        low = -column.limit + 1 if column.limit and column.minimum is None else column.minimum
        high = f"{value} < {column.limit}" if column.limit else f"{value} IS NOT NULL"
        sound = f"({text} IS NULL OR ({high}{'' if low is None else f' AND {value} >= {low}'}))"
        found = [Check(column.name, unreadable, tuple(why), sound)]
        if column.minimum is not None:
            found.append(
                Check(column.name, f"{value} < {column.minimum}", always(reasons.NEGATIVE), sound)
            )
        return found
    if column.kind in ("date", "stamp"):
        day = formats.dates.get(column.name, dates.DateFormat())
        unreadable = f"CASE WHEN {value} IS NULL THEN NOT {dates.is_empty(text)} ELSE false END"
        why = [error_cell]
        if day.mixed:
            why.append((reasons.EITHER_ORDER, f"regexp_matches(trim({text}), '^{dates.EITHER}')"))
        if day.order:
            swapped = dates.DateFormat("mdy" if day.order == "dmy" else "dmy", months=day.months)
            why.append(
                (
                    reasons.MIXED_ORDER,
                    f"try_cast({dates.written(text, swapped)} AS DATE) IS NOT NULL",
                )
            )
        shaped = dates.DateFormat(day.order or "dmy", months=day.months, words=True)
        why += [
            (reasons.NO_SUCH_DAY, f"{dates.written(text, shaped)} <> ''"),
            (reasons.NOT_A_DATE, "true"),
        ]
        odd = (
            (reasons.NOT_A_DATE, f"NOT regexp_matches({text}, '^\\s*\\d')"),
            *always(reasons.YEAR_OUT_OF_RANGE),
        )
        sound = f"({text} IS NULL OR {dates.surely_plausible(value)})"
        return [
            Check(column.name, unreadable, tuple(why), sound),
            Check(column.name, dates.implausible(value, text), odd, sound),
        ]
    if column.kind == "flag":
        sound = f"({text} IS NULL OR {value} IS NOT NULL)"
        return [
            Check(column.name, unreadable, (error_cell, (reasons.NOT_YES_OR_NO, "true")), sound)
        ]
    return []


def _named(
    layout: Layout, formats: Formats, column: Column, text: str, rounded: str
) -> list[Check]:
    """What can be wrong with an id or a name."""
    value = f"v_{column.name}"
    known = one_of(f"upper({value})", ERRORS)
    error = f"CASE WHEN starts_with({value}, '#') THEN {known} ELSE false END"
    found = [
        Check(
            column.name, error, always(reasons.EXCEL_ERROR), f"({value} IS NULL OR {value} >= '$')"
        )
    ]
    if column.kind == "id" and formats.odd_signs:
        sign = f"contains({text}, '+')"
        shortened = f"CASE WHEN {sign} THEN {rounded} ELSE false END"
        found.append(
            Check(
                column.name, shortened, always(reasons.ROUNDED), f"({text} IS NULL OR NOT {sign})"
            )
        )
    if column.kind == "id" and layout.container == "sheet":
        midnight = f"ends_with({text}, '{MIDNIGHT}')"
        dated = f"CASE WHEN {midnight} THEN length({text}) = {10 + len(MIDNIGHT)} ELSE false END"
        found.append(
            Check(
                column.name,
                dated,
                always(reasons.DATE_FOR_ID),
                f"({text} IS NULL OR NOT {midnight})",
            )
        )
    return found
