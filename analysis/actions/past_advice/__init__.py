"""The back-test of a build, worked out once and kept beside the stores: minutes of work on a long history, milliseconds afterwards.

It is kept under the build's name and the program's text: other data, settings or program are another back-test. Where nothing can be
written, as in a folder that is only read, it is worked out again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from analysis import storage
from analysis.deals.past_deals import replay
from analysis.deals.past_deals.replay import Replayed
from analysis.errors import DealfitError
from analysis.reader.workspace import Workspace
from analysis.stores import sources

FILE = "replayed.json"
MOST = 1000  # orders that a page waits for; the command replays every one


def replayed(
    ws: Workspace, most: int | None = MOST, progress: Callable[[float], None] = lambda part: None
) -> tuple[Replayed, ...]:
    """In time. Every order (`most` None), or so many evenly spread over time; more where more are kept already."""
    key, file = _key(ws), ws.root / FILE
    kept = _kept(file, key)
    if kept is not None and (kept["is_whole"] or most is not None):
        return tuple(_order(each) for each in kept["orders"])
    found = []
    for part, each in replay.replay(ws, most):
        found.append(each)
        progress(part)
    _keep(file, key, found, is_whole=len(found) == replay.custom_orders(ws))
    return tuple(found)


def _kept(file: Path, key: str) -> dict[str, Any] | None:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("key") == key else None


def _keep(file: Path, key: str, found: Sequence[Replayed], *, is_whole: bool) -> None:
    content = {"key": key, "is_whole": is_whole, "orders": [asdict(each) for each in found]}
    try:
        storage.atomic_write(file, json.dumps(content, ensure_ascii=False, default=str))
    except DealfitError:
        return


def _order(kept: dict[str, Any]) -> Replayed:
    return Replayed(**{**kept, "ordered_on": dt.date.fromisoformat(kept["ordered_on"])})


def _key(ws: Workspace) -> str:
    """The build and what its answers follow from beside it: settings, portrait, the program."""
    parts = [ws.build_id, _program()]
    for name in ("settings.toml", "portrait.toml"):
        file = ws.root / "settings" / name
        parts.append(file.read_text("utf-8") if file.is_file() else "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _program() -> str:
    return "\0".join(sources.behind([Path(replay.__file__)]).values())
