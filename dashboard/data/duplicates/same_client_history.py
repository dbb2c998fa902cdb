"""Clients called one or different, in the history of the method: whom it is about, and what was said, in words."""

from __future__ import annotations

import json

from analysis.actions.change_history import Change
from analysis.journal import same_clients
from analysis.language import Words


def subject(change: Change, words: Words) -> str:
    names = json.loads(change.after or change.before or "[]")
    if change.what == same_clients.WHAT_DIFFERENT:
        return words("history.different", first=names[0], second=names[1])
    return words("history.client", client=names[0])


def in_words(change: Change, value: str, words: Words) -> str:
    if change.what == same_clients.WHAT_DIFFERENT:
        return words("history.different.told")
    _, kept_id, kept_name = json.loads(value)
    return str(kept_name) if kept_name == kept_id else f"{kept_name} · {kept_id}"
