"""A decision about a client in the history of the method: whom it is about, and what was decided, in words."""

from __future__ import annotations

import datetime as dt
import json

from analysis.actions.change_history import Change
from analysis.journal import client_decisions
from dashboard.view import View, client_names


def is_of(change: Change) -> bool:
    return change.what == client_decisions.WHAT


def subject(change: Change, view: View) -> str:
    return view.words(
        "decisions.subject", client=client_names(view.data).get(change.key, change.key)
    )


def in_words(value: str, view: View) -> str:
    words, kept = view.words, json.loads(value)
    said = (
        f"{words('decisions.told.' + kept['status'])}: {words.code('decision', kept['decision'])}"
    )
    if kept["due_on"] is None:
        return said
    return f"{said}, {words('decisions.told.due', date=words.date(dt.date.fromisoformat(kept['due_on'])))}"
