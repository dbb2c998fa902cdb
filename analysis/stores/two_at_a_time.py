"""Work in steps that do not all wait for one another, done two at a time, in an order that each of them allows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

from analysis.progress import Progress, silent


class Named(Protocol):
    """A step makes `table`, and may read the tables of `names`."""

    @property
    def table(self) -> str: ...

    @property
    def names(self) -> set[str]: ...


S = TypeVar("S", bound=Named)
Make = Callable[[S], None]


def make_all(steps: Sequence[S], make: Make[S], make_beside: Make[S], progress: Progress) -> None:
    """Makes the steps: by `make` here, by `make_beside` in a thread. progress: told here, the part of the steps that are made."""
    turns = _Turns(steps)
    with ThreadPoolExecutor(1) as beside:
        further = beside.submit(turns.work, make_beside)
        turns.work(make, progress)
        further.result()


class _Turns(Generic[S]):
    """Which step is next: the first whose tables are made. A step that fails ends both."""

    def __init__(self, steps: Sequence[S]) -> None:
        self._left, self._made = list(steps), set[str]()
        self._all = len(steps)
        self._waits_for: dict[str, set[str]] = {}
        before = set[str]()
        for each in steps:
            self._waits_for[each.table] = before & each.names
            before.add(each.table)
        self._changed = threading.Condition()

    def work(self, make: Make[S], progress: Progress = silent) -> None:
        try:
            while each := self._next():
                make(each)
                with self._changed:
                    self._made.add(each.table)
                    self._changed.notify_all()
                progress(len(self._made) / (self._all + 1))
        except BaseException:
            with self._changed:
                self._left.clear()
                self._changed.notify_all()
            raise

    def _next(self) -> S | None:
        """None where no step is left."""
        with self._changed:
            while self._left:
                for each in self._left:
                    if self._waits_for[each.table] <= self._made:
                        self._left.remove(each)
                        return each
                self._changed.wait()
            return None
