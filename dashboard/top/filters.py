"""The slice, in one line above each page: the period, the filters, and what they leave as chips to take away."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from analysis import Scope
from analysis.language import Words, plain
from dashboard import scope_in_address, state
from dashboard.cache import Data
from dashboard.view import client_names, option_name

COLUMNS = {
    "client": "client_id",
    "manager": "manager",
    "family": "product_family",
    "kind": "kind",
    "industry": "industry",
    "region": "region",
}
WIDGETS = ("period", "since", "until", *COLUMNS, "min")
MANY = 2  # names of one kind that have a chip each
LONGEST_CHIP = 28  # characters
Span = tuple[dt.date | None, dt.date | None]


def _months_back(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def presets(last: dt.date) -> dict[str, Span]:
    """Periods by name, counted from the data's last day; whole months, so that they compare."""
    quarter = last.replace(month=3 * ((last.month - 1) // 3) + 1, day=1)
    return {
        "whole": (None, None),
        "last_12_months": (_months_back(last, 11), _month_end(last)),
        "this_year": (dt.date(last.year, 1, 1), dt.date(last.year, 12, 31)),
        "last_year": (dt.date(last.year - 1, 1, 1), dt.date(last.year - 1, 12, 31)),
        "quarter": (quarter, _month_end(_months_back(quarter, -2))),
    }


def choices(data: Data) -> dict[str, Sequence[str | None]]:
    return {name: data.choices(column) for name, column in COLUMNS.items()}


def choose(data: Data, words: Words, address_speaks: bool) -> Scope:
    """Draws the slice in one line; the scope that its widgets hold. Where the address speaks, they are first set to what it says."""
    options = choices(data)
    first, last = data.span()
    periods = presets(last) if last else {"whole": (None, None)}
    if address_speaks:
        _set(state.asked_scope(options), periods)
    else:
        state.hold(f"scope.{name}" for name in WIDGETS)
    for name in COLUMNS:  # a newer build may lack what was chosen
        state.put(
            f"scope.{name}", [v for v in state.get(f"scope.{name}", []) if v in options[name]]
        )
    if state.get("scope.period") not in (*periods, "custom"):
        state.put("scope.period", "whole")
    since, until = _period(periods, first, last, words)
    names_of = client_names(data)
    with st.popover(words("scope.filters"), key="filters"):
        chosen = {name: _names(name, options[name], words, names_of) for name in COLUMNS}
        least = st.number_input(
            words("scope.min"),
            min_value=0.0,
            step=100_000.0,
            value=None,
            format="%.0f",
            key="scope.min",
            help=words("scope.min.help"),
            placeholder="0",
        )
    scope = Scope(
        since,
        until,
        **{scope_in_address.NAMES[n]: v for n, v in chosen.items()},
        minimum_revenue=Decimal(repr(least)) if least else None,
    )
    with st.container(
        key="chips", horizontal=True, vertical_alignment="center", gap="xxsmall", wrap=False
    ):
        _chips(scope, words, names_of)
        if not scope.is_whole:
            st.button(
                words("scope.reset"),
                on_click=_set,
                args=(Scope(), periods),
                type="tertiary",
                key="scope.reset",
            )
    return scope


def _chips(scope: Scope, words: Words, names_of: dict[str, str]) -> None:
    """What narrows the slice, each with its ×; of many names of one kind, their number."""
    for name, field in scope_in_address.NAMES.items():
        values = getattr(scope, field)
        if len(values) > MANY:
            _chip(
                f"{words(f'scope.{name}')}: {len(values)}",
                f"{name}-all",
                words,
                (f"scope.{name}", []),
            )
            continue
        for place, value in enumerate(values):
            rest = [v for v in values if v != value]
            _chip(
                option_name(name, value, words, names_of),
                f"{name}-{place}",
                words,
                (f"scope.{name}", rest),
            )
    if scope.minimum_revenue is not None:
        _chip(
            words("line.min", amount=words.money(scope.minimum_revenue)),
            "min",
            words,
            ("scope.min", None),
        )


def _chip(said: str, key: str, words: Words, without: tuple[str, Any]) -> None:
    short = said if len(said) <= LONGEST_CHIP else said[: LONGEST_CHIP - 1] + "…"
    st.button(
        f"{plain(short)} ×",
        key=f"chip-{key}",
        on_click=state.put,
        args=without,
        help=plain(words("scope.take_away", what=said)),
    )


def _set(scope: Scope, periods: Mapping[str, Span]) -> None:
    period = next(
        (name for name, span in periods.items() if span == (scope.since, scope.until)), "custom"
    )
    state.put("scope.period", period)
    if period == "custom":
        state.put("scope.since", scope.since)
        state.put("scope.until", scope.until)
    for name, field in scope_in_address.NAMES.items():
        state.put(f"scope.{name}", list(getattr(scope, field)))
    state.put("scope.min", None if scope.minimum_revenue is None else float(scope.minimum_revenue))


def _period(
    periods: Mapping[str, Span], first: dt.date | None, last: dt.date | None, words: Words
) -> Span:
    period = st.selectbox(
        words("scope.period"),
        [*periods, "custom"],
        key="scope.period",
        width=140 if state.get("scope.period") == "custom" else 190,
        format_func=lambda name: words(f"period.{name}"),
        label_visibility="collapsed",
    )
    if period != "custom":
        return periods[period]
    if state.get("scope.since") is None and state.get("scope.until") is None:
        state.put("scope.since", first)
        state.put("scope.until", last)
    since, until = state.get("scope.since"), state.get("scope.until")
    shown = [words.date(day) if day else "…" for day in (since, until)]
    with st.popover(" — ".join(shown), key="dates"):
        since, until = (_day(name, words) for name in ("since", "until"))
        if since and until and since > until:
            st.caption(words("scope.swap"))
            return until, since
    return since, until


def _day(name: str, words: Words) -> dt.date | None:
    day: dt.date | None = st.date_input(
        words(f"scope.{name}"),
        value=None,
        min_value=dt.date(1900, 1, 1),
        max_value=dt.date(2100, 12, 31),
        format="DD.MM.YYYY" if words.lang == "ru" else "YYYY-MM-DD",
        key=f"scope.{name}",
    )
    return day


def _names(
    name: str, options: Sequence[str | None], words: Words, names_of: dict[str, str]
) -> tuple[str | None, ...]:
    if len([o for o in options if o is not None]) == 0:
        return ()
    if name == "client":
        options = sorted(options, key=lambda o: option_name(name, o, words, names_of).casefold())
    picked = st.multiselect(
        words(f"scope.{name}"),
        options,
        key=f"scope.{name}",
        placeholder=words("scope.all"),
        select_all=False,
        format_func=lambda value: option_name(name, value, words, names_of),
    )
    return tuple(picked)
