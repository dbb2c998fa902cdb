"""What reading one file may take: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.apart import GIB, ReadingBounds


@dataclass(frozen=True)
class FileLimits:
    memory_gb: float = 1.0  # beyond the file's own size; what takes more is refused with a sentence
    seconds: float = 120.0  # and one more for each megabyte of the file

    @property
    def bounds(self) -> ReadingBounds:
        return ReadingBounds(int(self.memory_gb * GIB), self.seconds)
