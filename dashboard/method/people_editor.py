"""Whose pool each person is, as a table that is edited in place; people whose records are set aside stand on top, to be filled in."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.errors import BadSettings
from analysis.language import is_unknown
from analysis.pools import people_pools
from dashboard import page
from dashboard.view import View

People = tuple[tuple[str, str], ...]
COLUMNS = ("person", "pool")
KEY = "people"


def to_fill(view: View, people: People) -> tuple[str, ...]:
    """People whose records are set aside, without those that the settings name by now."""
    named = {person.casefold() for person, _ in people}
    return tuple(p for p in view.data.worked(people_pools.unknown) if p.casefold() not in named)


def frame(people: People, unknown: tuple[str, ...]) -> pd.DataFrame:
    rows = [*((person, None) for person in unknown), *people]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")


def draw(view: View, people: People, unknown: tuple[str, ...], key: str) -> pd.DataFrame:
    words, column = view.words, st.column_config
    pools = sorted({*view.data.table("pools")["pool"].dropna(), *(pool for _, pool in people)})
    pool = words("metric.pool")
    config = {
        "person": column.TextColumn(words("metric.person"), width="large", max_chars=200),
        "pool": column.SelectboxColumn(pool, options=pools, width="large")
        if pools
        else column.TextColumn(pool, width="large"),
    }
    if unknown:
        page.quiet(words("people.unknown", n=len(unknown)), "quiet-people-unknown")
    edited: pd.DataFrame = st.data_editor(
        frame(people, unknown),
        column_config=config,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        placeholder=words("table.not_given"),
    )
    return edited


def raw(edited: pd.DataFrame, unknown: tuple[str, ...] = ()) -> dict[str, str]:
    """The table as settings.toml would hold it; BadSettings where a row lacks a part or contradicts another.

    unknown: people that the table proposed; left without a pool, they are left for later.
    """
    people: dict[str, str] = {}
    seen: dict[str, str] = {}
    for place, row in enumerate(edited.to_dict("records"), 1):
        person, pool = ("" if is_unknown(row[name]) else str(row[name]).strip() for name in COLUMNS)
        if not pool and (not person or person in unknown):
            continue  # a row added and left empty, or a person left for later
        if not person:
            raise BadSettings("person_is_missing", key=KEY, row=place, pool=pool)
        if not pool:
            raise BadSettings("pool_is_missing", key=KEY, row=place, person=person)
        if seen.setdefault(person.casefold(), pool) != pool:
            raise BadSettings("person_has_two_pools", key=KEY, row=place, person=person)
        people[person] = pool
    return people
