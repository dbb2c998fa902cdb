"""Exchange rates as a table that is edited in place."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import BadSettings
from analysis.intake import currency
from analysis.intake.currency import ExchangeRate
from analysis.language import is_unknown
from dashboard import state
from dashboard.view import View

COLUMNS = ("currency", "since", "rate")
KEY = "exchange_rate"
ASKED = "currency"  # in the page's address


def frame(rates: tuple[ExchangeRate, ...], wanted: str = "") -> pd.DataFrame:
    """Columns currency, since (day), rate (so much of the workspace's currency for one). wanted: a currency to be given one."""
    rows: list[tuple[str, Any, float | None]] = [(wanted, pd.NaT, None)] if wanted else []
    rows += [(r.currency, pd.Timestamp(r.since), float(r.rate)) for r in rates]
    kinds = {"currency": "object", "since": "datetime64[ns]", "rate": "float64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def asked(home: str) -> str:
    """The currency that a file needs a rate for, as the page's address names it; "" for none."""
    code = state.asked(ASKED) or ""
    return code if re.fullmatch("[A-Z]{3}", code) and code != home else ""


def draw(
    view: View, rates: tuple[ExchangeRate, ...], home: str, key: str, wanted: str = ""
) -> pd.DataFrame:
    """home: the workspace's currency, which the rates are in. wanted: stands in the first row, for its day and rate."""
    words, column = view.words, st.column_config
    config = {
        "currency": column.TextColumn(
            words("rate.currency"), help=words("rate.currency.help"), max_chars=40
        ),
        "since": column.DateColumn(
            words("rate.since"),
            help=words("rate.since.help"),
            format="DD.MM.YYYY" if words.lang == "ru" else "YYYY-MM-DD",
        ),
        "rate": column.NumberColumn(
            words("rate.rate", home=home), min_value=1e-6, max_value=1e6, format="%.12g"
        ),
    }
    edited: pd.DataFrame = st.data_editor(
        frame(rates, wanted),
        column_config=config,
        num_rows="dynamic",
        hide_index=True,
        key=f"{key}-{wanted}",
        placeholder=words("table.not_given"),
    )
    st.caption(words("rate.at_import"))
    return edited


def raw(edited: pd.DataFrame, wanted: str = "") -> list[dict[str, Any]]:
    """The table as settings.toml would hold it; BadSettings where a row lacks a part or contradicts another.

    wanted: the currency that the table proposed; left without day and rate, it is left for later.
    """
    rates: list[dict[str, Any]] = []
    seen: dict[tuple[str, dt.date], float] = {}
    for place, row in enumerate(edited.to_dict("records"), 1):
        given = {
            name: value
            for name in COLUMNS
            if not is_unknown(value := row[name]) and str(value).strip()
        }
        if not given or (wanted and given == {"currency": wanted}):
            continue  # a row added and left empty
        if len(given) < len(COLUMNS) or not given["rate"]:
            raise BadSettings("rate_is_incomplete", key=KEY, row=place)
        code, since, rate = (
            currency.code(given["currency"]),
            pd.Timestamp(given["since"]).date(),
            float(given["rate"]),
        )
        if seen.setdefault((code, since), rate) != rate:
            raise BadSettings("rate_is_given_twice", key=KEY, row=place, currency=code, since=since)
        rates.append({"currency": code, "since": since, "rate": rate})
    return rates
