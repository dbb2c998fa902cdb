"""Where a workspace lies unless it is said."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.errors import NoData

SEEN: set[Path] = set()  # workspaces in which this process has seen data


def default_root() -> Path:
    return Path(os.environ.get("DEALFIT_WORKSPACE") or Path("data") / "private" / "workspace")


def remember(root: Path) -> None:
    SEEN.add(root.absolute())


def refuse_where_away(root: Path) -> None:
    """NoData where data were seen in this workspace and it isn't there now, as on a share that is down: nothing is written in its place."""
    if root.absolute() in SEEN and not any((root / part).exists() for part in ("imports", "stores")):
        raise NoData("workspace_away", workspace=root)
