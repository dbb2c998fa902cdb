"""A bound on a process's memory, set by the process itself before it does what may ask for too much.

Linux keeps to a limit on the address space: what asks for more is refused, as a MemoryError or DuckDB's OutOfMemoryException.
Elsewhere (Windows has no such limit, macOS doesn't keep to it) a thread looks every few hundredths of a second, and ends the
process with OUT_OF_MEMORY.
"""

from __future__ import annotations

import os
import sys
import threading
import time

OUT_OF_MEMORY = 85  # the exit code of a process that the watch has ended
LOOK_SECONDS = 0.03


def bound(beyond: int) -> None:
    """From now on this process may take so many bytes more than it holds already."""
    if not limit(beyond):
        watch(beyond)


def limit(beyond: int) -> bool:
    """The same where the system keeps to it; whether it does. Said anew, it holds anew."""
    if sys.platform != "linux":
        return False
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        held = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = held + beyond if hard == resource.RLIM_INFINITY else min(held + beyond, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(
        resource.RLIMIT_CORE, (0, 0)
    )  # no picture of its memory is left where it is ended
    return True


def watch(beyond: int) -> None:
    """The same by looking: for systems that keep to no limit."""
    import psutil

    process = psutil.Process()
    most = process.memory_info().rss + beyond

    def look() -> None:
        while process.memory_info().rss <= most:
            time.sleep(LOOK_SECONDS)
        os._exit(OUT_OF_MEMORY)

    threading.Thread(target=look, daemon=True).start()
