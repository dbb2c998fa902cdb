"""How much memory, time and disk the reading of one file may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

GIB, MIB = 1 << 30, 1 << 20


@dataclass(frozen=True)
class ReadingBounds:
    """Of one task. memory: bytes beyond the file's size; seconds: by the clock, and one more for each megabyte of the file."""

    memory: int = GIB
    seconds: float = 120.0

    def of(self, path: Path) -> Limits:
        size = path.stat().st_size if path.exists() else 0
        return Limits(self.memory + size, self.seconds + size / MIB, 4 * GIB + 10 * size)


@dataclass(frozen=True)
class Limits:
    """For one file: bytes of memory, seconds, bytes that the task writes."""

    memory: int
    seconds: float
    disk: int
