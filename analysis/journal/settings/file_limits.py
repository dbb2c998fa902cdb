"""What reading one file, and working out a store, may take: two sections of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.setting_kinds import Disk, Memory, Seconds
from analysis.isolation.connections import GB, DatabaseBounds
from analysis.isolation.reading_bounds import GIB, ReadingBounds


@dataclass(frozen=True)
class FileLimits:
    memory_gb: Memory = (
        1.0  # beyond the file's own size; what takes more is refused with a sentence
    )
    seconds: Seconds = 120.0  # and one more for each megabyte of the file

    @property
    def bounds(self) -> ReadingBounds:
        return ReadingBounds(int(self.memory_gb * GIB), self.seconds)


@dataclass(frozen=True)
class StoreLimits:
    """Of a build, of trying an import, of the comparison of two states: each."""

    memory_gb: Memory | None = None  # None: a quarter of the machine's, at most 8
    spill_gb: Disk = 20.0  # what doesn't fit is set aside on the workspace's disk, up to so much

    @property
    def bounds(self) -> DatabaseBounds:
        memory = None if self.memory_gb is None else int(self.memory_gb * GB)
        return DatabaseBounds(memory, int(self.spill_gb * GB))
