"""Exchange rates as a table that is edited in place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import BadSettings
from analysis.intake.values import currency
from analysis.intake.values.currency import ExchangeRate
from dashboard.view import View
from dashboard.wording import is_unknown

COLUMNS = ("currency", "since", "rate")
KEY = "exchange_rate"


def frame(rates: tuple[ExchangeRate, ...]) -> pd.DataFrame:
    """Columns currency, since (day), rate (so much of the workspace's currency for one)."""
    rows = [(r.currency, pd.Timestamp(r.since), float(r.rate)) for r in rates]
    kinds = {"currency": "object", "since": "datetime64[ns]", "rate": "float64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def draw(view: View, rates: tuple[ExchangeRate, ...], home: str, key: str) -> pd.DataFrame:
    """home: the workspace's currency, which the rates are in."""
    words, column = view.words, st.column_config
    config = {
        "currency": column.TextColumn(words("rate.currency"), help=words("rate.currency.help"), max_chars=40),
        "since": column.DateColumn(words("rate.since"), help=words("rate.since.help"),
                                   format="DD.MM.YYYY" if words.lang == "ru" else "YYYY-MM-DD"),
        "rate": column.NumberColumn(words("rate.rate", home=home), min_value=1e-6, max_value=1e6, format="%.12g"),
    }  # fmt: skip
    edited: pd.DataFrame = st.data_editor(
        frame(rates),
        column_config=config,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        placeholder=words("table.not_given"),
    )
    st.caption(words("rate.at_import"))
    return edited


def raw(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """The table as settings.toml would hold it; BadSettings where a row lacks a part or contradicts another."""
    rates: list[dict[str, Any]] = []
    seen: dict[tuple[str, dt.date], float] = {}
    for place, row in enumerate(edited.to_dict("records"), 1):
        given = {name: value for name in COLUMNS if not is_unknown(value := row[name]) and str(value).strip()}
        if not given:
            continue  # a row added and left empty
        if len(given) < len(COLUMNS) or not given["rate"]:
            raise BadSettings("rate_is_incomplete", key=KEY, row=place)
        code, since, rate = currency.code(given["currency"]), pd.Timestamp(given["since"]).date(), float(given["rate"])
        if seen.setdefault((code, since), rate) != rate:
            raise BadSettings("rate_is_given_twice", key=KEY, row=place, currency=code, since=since)
        rates.append({"currency": code, "since": since, "rate": rate})
    return rates
