"""While modules are read nothing of them is garbage: to look for it all the same took a seventh of the time that they took to be read."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def while_reading_modules() -> Iterator[None]:
    """Python looks for no garbage within."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
