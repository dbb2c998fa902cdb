"""Which worker runs what: a module as a whole, the longest first, all that drives a browser in one worker.

So no worker ends alone with the longest module, and one browser and one server of the tiny plant do for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest
from xdist.scheduler import LoadScopeScheduling

LONGEST = (  # modules by the seconds that they took; what isn't named follows, the most tests first
    "tests/test_killed.py",
    "tests/test_killed_steps.py",
    "tests/test_accounted_rows.py",
    "tests/test_notebooks.py",
    "tests/test_in_a_kernel.py",
    "tests/test_undo_import.py",
    "tests/test_databases.py",
    "tests/test_recorded_time.py",
    "tests/test_same_clients.py",
    "tests/test_invariants.py",
    "tests/test_portrait_evidence.py",
    "tests/test_mended_rows.py",
    "tests/test_import_changes.py",
    "tests/dashboard/test_import_page.py",
    "tests/dashboard/test_missing_links.py",
)
BROWSER = "browser"
IN_A_BROWSER = {"test_browser", "test_custom", "test_doors"}  # and all that end with _browser


def group(module: str) -> str:
    name = PurePosixPath(module).stem
    return BROWSER if name in IN_A_BROWSER or name.endswith("_browser") else module


def by_length(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The order in which work is given out; within a module nothing moves."""
    groups = [group(module_of(item.nodeid)) for item in items]
    tests = Counter(groups)
    place = {name: n for n, name in enumerate((BROWSER, *LONGEST))}
    order = sorted(
        range(len(items)),
        key=lambda n: (place.get(groups[n], len(place)), -tests[groups[n]], groups[n]),
    )
    return [items[n] for n in order]


def module_of(nodeid: str) -> str:
    return nodeid.split("::", 1)[0]


class Groups(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group(module_of(nodeid))
