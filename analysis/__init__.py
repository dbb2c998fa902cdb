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
    from analysis.errors import DealfitError
    from analysis.imports.choices import Choice
    from analysis.imports.delivery_changes import import_changes
    from analysis.imports.importing import ImportResult, import_paths
    from analysis.imports.trial_import import dry_run
    from analysis.imports.undo_import import deliveries, redo_import, undo_last_import
    from analysis.metrics import METRICS, Metric
    from analysis.scope import Scope
    from analysis.stores.console import Bounds
    from analysis.stores.opening import demo, open_workspace
    from analysis.workspace import Workspace

__all__ = [
    "METRICS",
    "Bounds",
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
    "Bounds": "stores.console", "METRICS": "metrics", "Metric": "metrics", "Scope": "scope", "DealfitError": "errors",
    "Workspace": "workspace", "demo": "stores.opening", "open_workspace": "stores.opening",
    "ImportResult": "imports.importing", "import_paths": "imports.importing", "Choice": "imports.choices",
    "dry_run": "imports.trial_import", "import_changes": "imports.delivery_changes",
    "undo_last_import": "imports.undo_import", "redo_import": "imports.undo_import", "deliveries": "imports.undo_import",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Loads a name's module when it is first asked for: the command starts the dashboard before pandas is read."""
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    return getattr(import_module(f"analysis.{_HOME[name]}"), name)
