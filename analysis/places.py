"""Where a workspace lies unless it is said."""

from __future__ import annotations

import os
from pathlib import Path


def default_root() -> Path:
    return Path(os.environ.get("DEALFIT_WORKSPACE") or Path("data") / "private" / "workspace")
