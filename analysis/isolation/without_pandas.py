"""For processes that read files and build stores: pyarrow reads pandas where it finds it, for half a second, and does not need it there."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import Any


class _Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def from_now_on() -> None:
    """This process does without pandas."""
    sys.meta_path.insert(0, _Finder())
