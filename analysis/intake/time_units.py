"""Time as headers and cells write it: «Время, мин», `hours worked`; 7:30, «1 ч 30 мин», 90m, PT1H30M, «9:00–17:30»."""

from __future__ import annotations

import re
from typing import Literal

from analysis.dictionary.time_units import NAMED_IN_WORDS, Code

TIMED = {
    "usage": "quantity",
    "pools": "capacity",
}  # the column whose header may state the unit of its table's rows
MOST_BARE_HOURS = 12  # of work from one bare time to an earlier one: 22:00 to 6:00 is a night, 10:00 to 9:00 a mistake

_LAST = re.compile(
    rf" (?:(?:в|in) )?(?:(?:чел|человеко|нормо|норм|н|man|person) )?(?:{'|'.join(sorted(NAMED_IN_WORDS, key=len, reverse=True))})$"
)

_CLOCK = r"^\s*(\d{1,4}):([0-5]\d)(?::([0-5]\d))?\s*$"
_TIME = r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?"
_SPAN = rf"^\s*(?:с\s+)?{_TIME}\s*(?:[-–—]|до|to)\s*{_TIME}\s*$"


def _part(digits: str, *words: str) -> str:
    return rf"(?:({digits})\s*(?:{'|'.join(words)})\.?)?"


# PT1H30M, 1h 30m, «1 ч 30 мин», 90m, «45 минут»; the units from the longest word to the shortest.
_WORDED = (
    r"^\s*(?:pt)?"
    + _part(
        r"\d{1,5}(?:[.,]\d{1,6})?", "hours", "hour", "hrs", "hr", "h", "часов", "часа", "час", "ч"
    )
    + r"\s*"
    + _part(
        r"\d{1,6}", "minutes", "minute", "mins", "min", "m", "минуты", "минута", "минут", "мин", "м"
    )
    + r"\s*"
    + _part(r"\d{1,8}", "seconds", "second", "secs", "sec", "s", "секунды", "секунд", "сек", "с")
    + r"\s*$"
)


def named_unit(words: str) -> Code | Literal[""]:
    """The unit that a header's words (as `spelling.plain` leaves them) name; "" for none, or for several.

    Days are a unit at the end alone: «отработано дней», not «время за 5 дней работы».
    """
    listed = words.split()
    named = {
        NAMED_IN_WORDS[word]
        for place, word in enumerate(listed, 1)
        if word in NAMED_IN_WORDS and (NAMED_IN_WORDS[word] != "d" or place == len(listed))
    }
    return named.pop() if len(named) == 1 else ""


def without_unit(words: str) -> str:
    """`duration min` → `duration`, «время в часах» → «время»."""
    return _LAST.sub("", words)


def is_clock(text: str) -> str:
    """SQL: the cell names its own units of time, such as 7:30, 1h 30m or 9:00–17:30."""
    clock = f"CASE WHEN contains({text}, ':') THEN regexp_matches(lower({text}), '{_CLOCK}|{_SPAN}') ELSE false END"
    return f"({clock} OR {_is_worded(text)})"


def _is_worded(text: str) -> str:
    some = f"regexp_matches(lower({text}), '\\d\\s*[hmsчмс]')"
    return f"CASE WHEN {some} THEN regexp_matches(lower({text}), '{_WORDED}') ELSE false END"


def clock(text: str, *, minutes: str, seconds: str = "false") -> str:
    """SQL: `7:30` as 7.5 hours, or as 450 where the condition `minutes` holds (as 27,000 by `seconds`); else NULL."""
    part = rf"try_cast(regexp_extract({text}, '{_CLOCK}', %d) AS BIGINT)"
    on_dial = f"{part % 1} * 3600 + {part % 2} * 60 + coalesce({part % 3}, 0)"
    said = rf"try_cast(translate(regexp_extract(lower({text}), '{_WORDED}', %d), ',', '.') AS DECIMAL(12,6))"
    worded = " + ".join(
        f"coalesce({said % n} * {each}, 0)" for n, each in ((1, 3600), (2, 60), (3, 1))
    )
    whole = (
        f"coalesce({on_dial}, {span_seconds(text)}, CASE WHEN {_is_worded(text)} THEN {worded} END)"
    )
    per = f"CASE WHEN {seconds} THEN 1 WHEN {minutes} THEN 60 ELSE 3600 END"
    return f"try_cast(({whole}) / {per} AS DECIMAL(18,6))"


def span(text: str, which: Literal["start", "end"]) -> str:
    """SQL: seconds from midnight to the start or the end of «9:00–17:30»; NULL for anything else."""
    hours, minutes = (1, 2) if which == "start" else (3, 4)
    part = rf"try_cast(regexp_extract(lower({text}), '{_SPAN}', %d) AS BIGINT)"
    value = f"{part % hours} * 3600 + {part % minutes} * 60"
    return f"CASE WHEN contains({text}, ':') AND {value} <= 86400 THEN {value} END"


def span_seconds(text: str) -> str:
    """SQL: how long «9:00–17:30» lasts; over midnight where it ends earlier than it starts; NULL for anything else."""
    start, end = span(text, "start"), span(text, "end")
    return f"CASE WHEN {end} < {start} THEN {after_midnight(f'{end} + 86400 - {start}')} ELSE {end} - {start} END"


def after_midnight(seconds: str) -> str:
    """SQL: the seconds where they make a night's work, else NULL."""
    return f"CASE WHEN {seconds} <= {MOST_BARE_HOURS * 3600} THEN {seconds} END"


def is_bare_time(text: str) -> str:
    """SQL: the cell is a time without a day."""
    return rf"regexp_matches({text}, '(?i)^\s*\d{{1,2}}:\d{{2}}(:\d{{2}})?\s*([ap]m)?\s*$')"
