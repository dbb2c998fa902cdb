"""Who writes to clients: the section [letter] of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from analysis.errors import BadSettings
from analysis.errors.phrases import phrase

LONGEST = 200


@dataclass(frozen=True)
class Letterhead:
    """What stands above and under a letter; an open line is left where it isn't given."""

    company: str | None = None
    address: str | None = None  # one line: address, telephone, as on the plant's own letters
    signed_by: str | None = None  # position and name


def read(raw: dict[str, Any], file: str) -> Letterhead:
    """raw: the section, its keys known. BadSettings where a value isn't a line of text."""
    values: dict[str, str | None] = {}
    for field in fields(Letterhead):
        value = raw.get(field.name)
        if value is not None and (
            not isinstance(value, str) or len(value) > LONGEST or "\n" in value
        ):
            mend = phrase("mend.line", most=LONGEST)
            raise BadSettings(
                "bad_setting", file=file, key=f"letter.{field.name}", value=value, mend=mend
            )
        values[field.name] = (value or "").strip() or None
    return Letterhead(**values)
