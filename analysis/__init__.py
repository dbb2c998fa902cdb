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
    from analysis.actions.choices import Choice
    from analysis.actions.deals.from_python import decide_deal, name_order, save_deal
    from analysis.actions.delivery_changes import import_changes
    from analysis.actions.importing import ImportResult, import_paths
    from analysis.actions.opening import demo, open_workspace
    from analysis.actions.trial_import import dry_run
    from analysis.actions.undo_import import deliveries, redo_import, undo_last_import
    from analysis.dictionary.metrics import METRICS, Metric
    from analysis.errors import DealfitError
    from analysis.reader.scope import Scope
    from analysis.reader.workspace import Workspace
    from analysis.stores.console import Bounds

__all__ = [
    "METRICS",
    "Bounds",
    "Choice",
    "DealfitError",
    "ImportResult",
    "Metric",
    "Scope",
    "Workspace",
    "decide_deal",
    "deliveries",
    "demo",
    "dry_run",
    "import_changes",
    "import_paths",
    "name_order",
    "open_workspace",
    "redo_import",
    "save_deal",
    "undo_last_import",
]

_HOME = {
    "actions.choices": ("Choice",),
    "actions.deals.from_python": ("decide_deal", "name_order", "save_deal"),
    "actions.delivery_changes": ("import_changes",),
    "actions.importing": ("ImportResult", "import_paths"),
    "actions.opening": ("demo", "open_workspace"),
    "actions.trial_import": ("dry_run",),
    "actions.undo_import": ("deliveries", "redo_import", "undo_last_import"),
    "dictionary.metrics": ("METRICS", "Metric"),
    "errors": ("DealfitError",),
    "reader.scope": ("Scope",),
    "reader.workspace": ("Workspace",),
    "stores.console": ("Bounds",),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Loads a name's module when it is first asked for: the command starts the dashboard before pandas is read."""
    if name not in _MODULE:
        raise AttributeError(f"module 'analysis' has no attribute '{name}'")
    return getattr(import_module(f"analysis.{_MODULE[name]}"), name)
