"""Who writes to clients: the section [letter] of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.setting_kinds import Line


@dataclass(frozen=True)
class Letterhead:
    """What stands above and under a letter; an open line is left where it isn't given, or is empty."""

    company: Line | None = None
    address: Line | None = None  # one line: address, telephone, as on the plant's own letters
    signed_by: Line | None = None  # position and name
