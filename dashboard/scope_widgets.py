"""The scope in the sidebar, once for all pages."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from analysis import Scope
from analysis.language import Words
from dashboard import state
from dashboard.cache import Data
from dashboard.view import client_names, option_name

COLUMNS = {"client": "client_id", "manager": "manager", "family": "product_family", "kind": "kind",
           "industry": "industry", "region": "region"}  # fmt: skip
WIDGETS = ("period", "since", "until", *COLUMNS, "min")
IN_SIGHT = ("client", "manager", "family", "kind")
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
    """Draws the widgets; the scope that they hold. Where the address speaks, they are first set to what it says."""
    options = choices(data)
    first, last = data.span()
    periods = presets(last) if last else {"whole": (None, None)}
    if address_speaks:
        _set(state.asked_scope(options), periods)
    else:
        state.hold(f"scope.{name}" for name in WIDGETS)
    for name in COLUMNS:  # a newer build may lack what was chosen
        state.put(f"scope.{name}", [v for v in state.get(f"scope.{name}", []) if v in options[name]])
    if state.get("scope.period") not in (*periods, "custom"):
        state.put("scope.period", "whole")
    st.subheader(words("scope"), anchor=False)
    since, until = _period(periods, first, last, words)
    names_of = client_names(data)
    chosen = {name: _names(name, options[name], words, names_of) for name in IN_SIGHT}
    rest = [name for name in COLUMNS if name not in IN_SIGHT]
    with st.expander(
        words("scope.more"), expanded=any(state.get(f"scope.{n}") for n in rest) or bool(state.get("scope.min"))
    ):
        chosen |= {name: _names(name, options[name], words, names_of) for name in rest}
        least = st.number_input(words("scope.min"), min_value=0.0, step=100_000.0, value=None, format="%.0f",
                                key="scope.min", help=words("scope.min.help"), placeholder="0")  # fmt: skip
    scope = Scope(since, until, **{state.NAMES[n]: v for n, v in chosen.items()},
                  minimum_revenue=Decimal(repr(least)) if least else None)  # fmt: skip
    st.button(words("scope.reset"), on_click=_set, args=(Scope(), periods), disabled=scope.is_whole, width="stretch")
    return scope


def _set(scope: Scope, periods: Mapping[str, Span]) -> None:
    period = next((name for name, span in periods.items() if span == (scope.since, scope.until)), "custom")
    state.put("scope.period", period)
    if period == "custom":
        state.put("scope.since", scope.since)
        state.put("scope.until", scope.until)
    for name, field in state.NAMES.items():
        state.put(f"scope.{name}", list(getattr(scope, field)))
    state.put("scope.min", None if scope.minimum_revenue is None else float(scope.minimum_revenue))


def _period(periods: Mapping[str, Span], first: dt.date | None, last: dt.date | None, words: Words) -> Span:
    period = st.selectbox(words("scope.period"), [*periods, "custom"], key="scope.period",
                          format_func=lambda name: words(f"period.{name}"))  # fmt: skip
    if period != "custom":
        return periods[period]
    if state.get("scope.since") is None and state.get("scope.until") is None:
        state.put("scope.since", first)
        state.put("scope.until", last)
    left, right = st.columns(2)
    shape = "DD.MM.YYYY" if words.lang == "ru" else "YYYY-MM-DD"
    earliest, latest = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
    since = left.date_input(
        words("scope.since"), value=None, min_value=earliest, max_value=latest, format=shape, key="scope.since"
    )
    until = right.date_input(
        words("scope.until"), value=None, min_value=earliest, max_value=latest, format=shape, key="scope.until"
    )
    if since and until and since > until:
        st.warning(words("scope.swap"))
        return until, since
    return since, until


def _names(name: str, options: Sequence[str | None], words: Words, names_of: dict[str, str]) -> tuple[str | None, ...]:
    if len([o for o in options if o is not None]) == 0:
        return ()
    if name == "client":
        options = sorted(options, key=lambda o: option_name(name, o, words, names_of).casefold())
    picked = st.multiselect(words(f"scope.{name}"), options, key=f"scope.{name}", placeholder=words("scope.all"), select_all=False,
                            format_func=lambda value: option_name(name, value, words, names_of))  # fmt: skip
    return tuple(picked)
