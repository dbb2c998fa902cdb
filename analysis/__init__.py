"""Dealfit's public API: which clients and orders really earn, from a plant's own exports.

import analysis
ws = analysis.demo()                                   # or analysis.open_workspace("plant/")
ws.clients(analysis.Scope(since="2025-01-01"))         # one row per client; columns as client_profit
ws.metric("true_margin", by=("product_family",))
ws.sql("select kind, sum(true_profit) from order_profit group by kind")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.choices import Choice
    from analysis.delivery_changes import import_changes
    from analysis.errors import DealfitError
    from analysis.importing import ImportResult, import_paths
    from analysis.metrics import METRICS, Metric
    from analysis.scope import Scope
    from analysis.trial_import import dry_run
    from analysis.undo_import import deliveries, redo_import, undo_last_import
    from analysis.workspace import Workspace, demo, open_workspace

__all__ = [
    "METRICS",
    "Choice",
    "DealfitError",
    "ImportResult",
    "Metric",
    "Scope",
    "Workspace",
    "deliveries",
    "demo",
    "dry_run",
    "import_changes",
    "import_paths",
    "open_workspace",
    "redo_import",
    "undo_last_import",
]

_HOME = {
    "METRICS": "metrics", "Metric": "metrics", "Scope": "scope", "DealfitError": "errors", "ImportResult": "importing",
    "import_paths": "importing", "Choice": "choices", "dry_run": "trial_import", "import_changes": "delivery_changes",
    "undo_last_import": "undo_import", "redo_import": "undo_import", "deliveries": "undo_import",
    "Workspace": "workspace", "demo": "workspace", "open_workspace": "workspace",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Loads a name's module when it is first asked for: the command starts the dashboard before pandas is read."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    return getattr(import_module(f"analysis.{_HOME[name]}"), name)
