"""Units of time as headers and cells write them: «Время, мин», `hours worked`, «Часы», 7:30."""

from __future__ import annotations

import re
from typing import Literal

TimeUnit = Literal["min", "h", ""]

TIMED = {"usage": "quantity", "pools": "capacity"}  # the column whose header may state the unit of its table's rows

_MINUTES = ("мин", "минут", "минуты", "минутах", "min", "mins", "minute", "minutes")
_HOURS = (
    *("ч", "час", "часа", "часов", "часы", "часах", "человекочасы", "нормочасы", "нормочасов"),
    *("h", "hr", "hrs", "hour", "hours"),
)
_LAST = re.compile(rf" (?:(?:в|in) )?(?:{'|'.join(_MINUTES + _HOURS)})$")
_CLOCK = r"^\s*(\d{1,4}):([0-5]\d)(?::([0-5]\d))?\s*$"


def named_unit(words: str) -> TimeUnit:
    """The unit that a header's words (as `headers.plain` leaves them) name; "" for none, or for both."""
    seen = set(words.split())
    minutes, hours = not seen.isdisjoint(_MINUTES), not seen.isdisjoint(_HOURS)
    if minutes == hours:
        return ""
    return "min" if minutes else "h"


def without_unit(words: str) -> str:
    """`duration min` → `duration`, «время в часах» → «время»."""
    return _LAST.sub("", words)


def is_clock(text: str) -> str:
    """SQL: the cell is hours and minutes, such as 7:30."""
    return f"CASE WHEN contains({text}, ':') THEN regexp_matches({text}, '{_CLOCK}') ELSE false END"


def clock(text: str, *, minutes: str) -> str:
    """SQL: `7:30` as 7.5 hours, or as 450 where the condition `minutes` holds; NULL for anything else."""
    part = rf"try_cast(regexp_extract({text}, '{_CLOCK}', %d) AS INTEGER)"
    seconds = f"{part % 1} * 3600 + {part % 2} * 60 + coalesce({part % 3}, 0)"
    return f"CAST(({seconds}) / CASE WHEN {minutes} THEN 60 ELSE 3600 END AS DECIMAL(18,6))"
