"""A change of the portrait in the history of the method: its criteria and thresholds in words."""

from __future__ import annotations

from analysis.actions.change_history import Change, Part
from analysis.errors import BadSettings
from analysis.journal import portrait, portrait_editing
from analysis.language import Words
from dashboard.decisions.portrait_sections import portrait_sentences

CRITERION = "criterion "


def is_of(change: Change) -> bool:
    return change.key == portrait.FILE


def subject(part: Part, words: Words) -> str:
    limit = f"portrait.limit.{part.key.removeprefix('verdict.')}"
    if words.has(limit):
        return words("portrait.history", name=words(limit))
    name = part.key.removeprefix(CRITERION)
    return words("portrait.history", name=name) if name else words("history.comments")


def in_words(change: Change, part: Part, value: str, words: Words) -> str:
    """What a criterion demanded, its weight, whether it ruled out; a threshold as it stands."""
    if not part.key.startswith(CRITERION):
        return value
    text = change.before if value == part.before else change.after
    try:
        criteria = portrait_editing.parsed(text or "").criterion
    except BadSettings:
        return value
    name = part.key.removeprefix(CRITERION)
    return next((portrait_sentences.line(words, c) for c in criteria if c.name == name), value)
