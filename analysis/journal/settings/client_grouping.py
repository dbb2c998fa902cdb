"""How clients of one group (a holding) are judged: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.setting_kinds import Line


@dataclass(frozen=True)
class ClientGrouping:
    """`column`: the column of the client list that names the group; empty: one by a usual header, «Холдинг» or the like."""

    judged_as_one: bool = False  # verdicts, decisions, shares and calls at the level of the group
    column: Line = ""
