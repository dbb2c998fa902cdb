"""Whose pool is not known yet: the people whose records of time are set aside until the settings name a pool for them."""

from __future__ import annotations

from analysis.dictionary.codes import UNKNOWN_PERSON
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline


def unknown(ws: Workspace) -> tuple[str, ...]:
    """People as the records write them, one spelling each; those with the most records set aside come first."""
    reason = pipeline.literal(UNKNOWN_PERSON)
    found = ws._frame(
        f"""select min(trim("value")) as person from rejected_rows where reason_code = {reason} and trim("value") <> ''
        group by lower(trim("value")) order by count(*) desc, person"""
    )
    return tuple(str(person) for person in found["person"])
