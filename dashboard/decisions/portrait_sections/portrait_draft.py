"""The portrait that is being edited: kept in the session until it is saved or given up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.journal.portrait import Criterion, Portrait, Thresholds
from dashboard import state

KEY = "portrait.draft"
OPENED = "portrait.opened"
PARTS = ("clients", "editor", "wizard")  # of the page


@dataclass(frozen=True)
class Draft:
    """rows: (a number that stays with the criterion, the criterion). base: the text of the file that it was begun on."""

    rows: tuple[tuple[int, Criterion], ...]
    limits: Thresholds
    base: str
    turn: int = 0
    last: int = 0

    @property
    def portrait(self) -> Portrait:
        return Portrait(tuple(c for _, c in self.rows), self.limits)

    def put(self, number: int, criterion: Criterion) -> Draft:
        return replace(self, rows=tuple((n, criterion if n == number else c) for n, c in self.rows))

    def without(self, number: int) -> Draft:
        return replace(self, rows=tuple(r for r in self.rows if r[0] != number))

    def plus(self, criterion: Criterion) -> Draft:
        names, name, again = {c.name for _, c in self.rows}, criterion.name, 2
        while name in names:
            name, again = f"{criterion.name} {again}", again + 1
        number = self.last + 1
        return replace(
            self, rows=(*self.rows, (number, replace(criterion, name=name))), last=number
        )


def of(wanted: Portrait, base: str) -> Draft:
    turn = state.get("portrait.turn", 0) + 1  # a new draft has new widgets
    state.put("portrait.turn", turn)
    rows = tuple(enumerate(wanted.criterion))
    return Draft(rows, wanted.verdict, base, turn, len(rows))


def current(wanted: Portrait, base: str) -> Draft:
    """The draft of this session; begun on the portrait in force, and anew where that changed and nothing was edited."""
    found = state.get(KEY)
    if not isinstance(found, Draft) or (found.base != base and not state.get("portrait.touched")):
        found = of(wanted, base)
        keep(found, False)
    return found


def keep(draft: Draft, touched: bool = True) -> None:
    state.put(KEY, draft)
    state.put("portrait.touched", touched)


def rebase(base: str) -> None:
    """For callbacks: the reader has seen the portrait that was saved meanwhile, and keeps the own edit."""
    keep(replace(state.get(KEY), base=base))


def drop() -> None:
    state.put(KEY, None)
    state.put("portrait.touched", False)
    state.put(OPENED, None)


def open_editor() -> None:
    """For callbacks: the page's next run shows the editor."""
    state.put(state.bind("part", PARTS), "editor")
