"""How far a piece of work is, as whoever does it tells whoever waits."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]  # the part that is done, from 0 to 1
StageProgress = Callable[[str, float], None]  # a file's name or a stage's, and the part of all work


def silent(*told: object) -> None:
    """For work that nobody watches."""
