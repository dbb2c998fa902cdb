"""What a form was drawn from, kept while its page is open: what somebody else saves meanwhile is shown, and not written over unseen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from analysis import DealfitError
from analysis.language import Words
from dashboard import setting_trouble, state

KEY = "meanwhile"
ENDS = ("_meanwhile", "_outside")  # of the codes of errors that say so


@dataclass(frozen=True)
class Base:
    """drawn: what the form was drawn from; seen: the newest that its reader was shown."""

    visit: int
    drawn: Any
    seen: Any


def of(form: str, now: Any) -> Base:
    """The base of a form: `now` where its page was just opened, or something of one's own was saved."""
    found = _all().get(form)
    if found is None or found.visit != state.visit():
        found = _keep(form, Base(state.visit(), now, now))
    return found


def refused(words: Words, trouble: DealfitError, form: str, now: Any) -> str:
    """Why it was not saved. Where somebody else's change came between, that has been shown now: pressed again, it is saved."""
    said = setting_trouble.sentence(words, trouble)
    if not trouble.code.endswith(ENDS):
        return said
    _keep(form, replace(of(form, now), seen=now))
    return f"{said} {words('meanwhile.again')}"


def forget() -> None:
    """For callbacks, and after a save of one's own: forms are drawn from what stands now."""
    state.put(KEY, {})


def _all() -> dict[str, Base]:
    return dict(state.get(KEY) or {})


def _keep(form: str, base: Base) -> Base:
    state.put(KEY, {**_all(), form: base})
    return base
