"""A workspace that answers deals: what `analysis.open_workspace` opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.reader.workspace import Workspace

if TYPE_CHECKING:  # loaded when the first deal is asked about
    from analysis.deals.deal import Deal
    from analysis.deals.desk import Advice, Desk


class DealWorkspace(Workspace):
    """The slices of one published build, and the desk for the next deal."""

    _desk: Desk | None = None

    def desk(self, day: dt.date) -> Desk:
        """The desk of a day, which knows nothing of that day or later. The last one is kept."""
        from analysis.deals.desk import Desk

        if self._desk is None or self._desk.day != day:
            self._desk = Desk(self, day)
        return self._desk

    def ask(self, deal: Deal | Mapping[str, Any] | str | Path) -> Advice:
        """The advice on a deal: a TOML file, or its content as a mapping. BadDeal for what can't be taken."""
        from analysis.deals.deal import load_deal, read_deal

        asked = (
            load_deal(Path(deal))
            if isinstance(deal, str | Path)
            else read_deal(deal)
            if isinstance(deal, Mapping)
            else deal
        )
        return self.desk(asked.date).ask(asked)

    def deal(self, deal: Deal | Mapping[str, Any] | str | Path) -> dict[str, Any]:
        """The advice on a deal as plain values, keys as contract 5 of the JSON has them: see `ask`.

        Money of the whole deal in the workspace's currency, hours per resource, days; None: unknown.
        """
        from analysis.deals import as_json

        return as_json.content(self.ask(deal))
