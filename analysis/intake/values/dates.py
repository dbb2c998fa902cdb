"""Dates as text into DATE and TIMESTAMP: the forms that exports use, and the order of day and month in a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.intake.sqltext import literal
from analysis.intake.values import numbers

Order = Literal["dmy", "mdy"]

# 1C writes an empty date as the first day of the calendar.
# Delphi and OLE write it as their day 0, which Excel shows as 30.12.1899.
EMPTY = ("DATE '0001-01-01'", "DATE '1899-12-30'", "DATE '1899-12-31'")
_ZEROS = r"^[0\s./:_\-]*$"  # «  .  .    », 00.00.0000, 0000-00-00 00:00:00
FIRST, LAST = "DATE '1900-01-01'", "DATE '2100-12-31'"
_MONTHS = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("ма[йя]", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
EITHER = r"(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|1[0-2])[/-](?:\d{4}|\d{2})"  # whichever comes first
_BEFORE = r"^(?:от|с|до|не позднее|к|dated?|on|by|until|due)[: ]+"  # «от 15.01.2025»
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
_TIME = rf"([\dг.])(?:t|[, ]+)(?:в |at )?{_CLOCK} *(?:[ap]\.?m\.?)? *(?:z|utc|gmt|мск)? *(?:[+-]\d{{1,2}}(?::?\d\d)?)?(?: \(.*\))?$"
_WEEKDAYS = (
    "понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресенье|пнд|втр|срд|чтв|птн|сбт|вск|пн|вт|ср|чт|пт|сб|вс"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun"
)


@dataclass(frozen=True)
class DateFormat:
    """`order` holds for 01/02/2025 and 01-02-2025 (dots are always day first); None: no such date was seen."""

    order: Order | None = None
    usual: Literal["iso", "dots", "other"] = "iso"  # which reading is tried first
    ambiguous: bool = False
    mixed: bool = False  # both orders are proven, so that days which fit both are refused
    pattern: str | None = None  # the user's own, as strptime takes it
    serials: bool = False  # a spreadsheet: bare numbers are days since 1899-12-30
    since_1904: bool = False  # … or since 1904-01-01, as old workbooks of a Mac count
    months: bool = False  # a month without a day is its first day
    to_months: bool = False  # any day of a month stands for the month, as its first
    words: bool = False  # months by name were seen


def written(text: str, fmt: DateFormat) -> str:
    """SQL: the date as YYYY-M-D text if it has the shape of one (the day may not exist), else ''."""
    value = f"lower(trim(translate({text}, '\u00a0\u202f\u2007\u2009\t', '     ')))"
    value = rf"regexp_replace({value}, '{_BEFORE}', '')"
    value = _without_words(value) if fmt.words else value
    value = rf"regexp_replace({value}, '{_TIME}', '\1')"
    value = rf"regexp_replace({value}, ' *(?:г|года|год|year)\.?$', '')"
    steps: list[tuple[str, str]] = [(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$", r"\1-\2-\3")]
    steps += [
        (r"^((?:19|20)\d\d|0001)(\d\d)(\d\d)(?:[t ]?\d{4}(?:\d\d(?:[.,]\d+)?)?z?)?$", r"\1-\2-\3")
    ]
    if fmt.mixed:
        value = rf"regexp_replace({value}, '^{EITHER}$', '')"
    edges = [(r"\.", "1", "2")]
    if fmt.order:
        edges.append(("[/-]", "2", "1") if fmt.order == "mdy" else ("[/-]", "1", "2"))
    for edge, day, month in edges:
        steps.append((rf"^(\d{{1,2}}){edge}(\d{{1,2}}){edge}(\d{{4}})$", rf"\3-\{month}-\{day}"))
        steps.append((rf"^(\d{{1,2}}){edge}(\d{{1,2}}){edge}([0-6]\d)$", rf"20\3-\{month}-\{day}"))
        steps.append((rf"^(\d{{1,2}}){edge}(\d{{1,2}}){edge}([7-9]\d)$", rf"19\3-\{month}-\{day}"))
    if fmt.months:
        steps.append((r"^(\d{4})[-./](\d{1,2})$", r"\1-\2-1"))
        steps.append((r"^(\d{1,2})[-./](\d{4})$", r"\2-\1-1"))
    for pattern, replacement in steps:
        value = f"regexp_replace({value}, '{pattern}', '{replacement}')"
    for pattern, replacement in _NAMED + (_NAMED_MONTHS if fmt.months else ()) if fmt.words else ():
        value = f"regexp_replace({value}, '{pattern}', '{replacement}')"
    return rf"regexp_extract({value}, '^\d{{4}}-\d{{1,2}}-\d{{1,2}}$')"


# Of a month by name there is left « m3 ».
_NAMED = (
    (r"^(\d{1,2})[ .,/-]*m(\d{1,2})[ .,/-]+(\d{4})$", r"\3-\2-\1"),
    (r"^(\d{1,2})[ .,/-]*m(\d{1,2})[ .,/-]+([0-6]\d)$", r"20\3-\2-\1"),
    (r"^(\d{1,2})[ .,/-]*m(\d{1,2})[ .,/-]+([7-9]\d)$", r"19\3-\2-\1"),
    (r"^m(\d{1,2})[ .,/-]+(\d{1,2})[ .,/-]+(\d{4})$", r"\3-\1-\2"),
    (r"^(\d{4})[ .,/-]+m(\d{1,2})[ .,/-]+(\d{1,2})$", r"\1-\2-\3"),
)
_NAMED_MONTHS = (
    (r"^m(\d{1,2})[ .,/-]+(\d{4})$", r"\2-\1-1"),
    (r"^m(\d{1,2})[ .,/-]+(\d{2})$", r"20\2-\1-1"),
    (r"^(\d{4})[ .,/-]+m(\d{1,2})$", r"\1-\2-1"),
)


def _without_words(value: str) -> str:
    """SQL: a date in lower case without quotes, weekday and «г.», its month « m3 »: «среда, «15» января 2025 г.» → 15 m1 2025."""
    value = f"""trim(translate({value}, '«»"„“”’`', ''))"""
    value = rf"regexp_replace({value}, '^(?:{_WEEKDAYS})[., ]+', '')"
    value = rf"regexp_replace({value}, '[, ]*\(?(?:{_WEEKDAYS})\.?\)?$', '')"
    # Wed Jan 15 10:23:00 MSK 2025
    value = rf"regexp_replace({value}, '^([a-z]+ +\d{{1,2}}) +{_CLOCK}(?: [a-z]+)? (\d{{4}})$', '\1 \2')"
    value = (
        rf"regexp_replace({value}, '^(\d{{1,2}})(?:st|nd|rd|th|-?го|-?ое|-?е)[ ,]+(?:of )?', '\1 ')"
    )
    value = rf"regexp_replace({value}, '(\d)(?:st|nd|rd|th),? ', '\1 ')"
    value = rf"regexp_replace({value}, '(\d) ?(?:года|год|г\.?)([ ,]|$)', '\1\2')"
    for number, names in enumerate(_MONTHS, start=1):
        value = rf"regexp_replace({value}, '(^|[^а-яa-z])(?:{'|'.join(names)})[а-яa-z]*\.?', '\1 m{number} ')"
    return f"trim(regexp_replace({value}, ' +', ' ', 'g'))"


def is_empty(text: str) -> str:
    """SQL: the cell holds no date: nothing, or zeros and points only."""
    return rf"({numbers.is_empty(text)} OR regexp_matches({text}, '{_ZEROS}'))"


def known(value: str) -> str:
    """SQL: the date, NULL for an empty one."""
    return f"CASE WHEN {value} IN ({', '.join(EMPTY)}) THEN NULL ELSE {value} END"


def date(text: str, fmt: DateFormat) -> str:
    """SQL: the date, or NULL. The column's usual form is tried first."""
    tries: list[str] = []
    if fmt.pattern:
        tries.append(f"CAST(try_strptime(trim({text}), {literal(fmt.pattern)}) AS DATE)")
    # `epoch` is taken too, which `implausible` finds; 15-01-25 is no day of the year 15
    iso = f"CASE WHEN length({text}) NOT IN (6, 7, 8) THEN try_cast({text} AS DATE) END"
    dots = f"CASE WHEN length({text}) = 10 THEN CAST(try_strptime({text}, '%d.%m.%Y') AS DATE) END"
    tries += [dots, iso] if fmt.usual == "dots" else [iso]
    tries.append(f"try_cast({written(text, fmt)} AS DATE)")
    if fmt.serials:
        serial = rf"try_cast(regexp_extract({text}, '^([2-7]\d{{4}})(?:[.,]\d+)?$', 1) AS INTEGER)"
        tries.append(f"DATE '{'1904-01-01' if fmt.since_1904 else '1899-12-30'}' + {serial}")
    value = f"coalesce({', '.join(tries)})"
    return f"CAST(date_trunc('month', {value}) AS DATE)" if fmt.to_months else value


def implausible(value: str, text: str) -> str:
    """SQL: a date that can't be meant: a year far away (1C's empty date apart), or DuckDB's word for 1970-01-01."""
    rest = f"CASE WHEN {value} IS NULL THEN false WHEN {value} = DATE '1970-01-01' THEN {text} LIKE '%h%' ELSE {{}} END"
    far = f"({value} < {FIRST} OR {value} > {LAST}) AND {value} NOT IN ({', '.join(EMPTY)})"
    return f"CASE WHEN {surely_plausible(value)} THEN false ELSE {rest.format(far)} END"


def surely_plausible(value: str) -> str:
    """SQL: a date of these times; others may be plausible too."""
    return f"{value} BETWEEN DATE '1970-01-02' AND {LAST}"


def stamp(text: str, fmt: DateFormat, day: str | None) -> str:
    """SQL: the moment, or NULL; a bare time belongs to `day` (SQL of a date) where there is one."""
    part = rf"regexp_extract({text}, '(\d{{1,2}}:\d{{2}}(?::\d{{2}})?)', 1)"
    clock = f"try_cast(CASE WHEN length({part}) IN (4, 7) THEN concat('0', {part}) ELSE {part} END AS TIME)"
    noon = rf"""CASE WHEN regexp_matches({text}, '(?i)\b12:\d\d(:\d\d)? *am') THEN INTERVAL (-12) HOUR
        WHEN regexp_matches({text}, '(?i)\b0?([1-9]|1[01]):\d\d(:\d\d)? *pm') THEN INTERVAL 12 HOUR
        ELSE INTERVAL 0 HOUR END"""
    tries = [
        f"CASE WHEN {text} >= '0' AND {text} < ':' AND contains({text}, '-') THEN try_cast({text} AS TIMESTAMP) END",
        f"({date(text, fmt)}) + coalesce({clock}, TIME '00:00:00') + {noon}",
    ]
    if day and fmt.serials:
        tries[:0] = _part_of_a_day(text, day, clock)
    if day:
        tries.append(
            f"CASE WHEN regexp_matches(trim({text}), '^\\d{{1,2}}:\\d{{2}}') THEN ({day}) + {clock} + {noon} END"
        )
    return f"coalesce({', '.join(tries)})"


def _part_of_a_day(text: str, day: str, clock: str) -> tuple[str, str]:
    """SQL: a time of a sheet that is shown as a day: 24:00 is Excel's 1, its first day of 1900; without a format a fraction."""
    first = rf"regexp_extract({text}, '^(?:1900-01-01|1904-01-02)', 0) <> ''"
    after = (
        f"CASE WHEN {first} THEN ({day}) + coalesce({clock}, TIME '00:00:00') + INTERVAL 1 DAY END"
    )
    seconds = f"CAST(round(CAST({text} AS DOUBLE) * 86400) AS BIGINT)"
    return (
        after,
        f"CASE WHEN {is_fraction(text)} THEN CAST(({day}) AS TIMESTAMP) + to_seconds({seconds}) END",
    )


def is_fraction(text: str) -> str:
    """SQL: the cell is a part of a day as a number, from 0 to 1."""
    return rf"regexp_full_match({text}, '0?\.\d+|0|1(?:\.0+)?')"


def evidence_counts(text: str) -> str:
    """SQL aggregates over 01/02/2025-like dates: all, day surely first, month surely first; then dotted, named."""
    value = f"trim({text})"
    first = rf"try_cast(regexp_extract({value}, '^(\d{{1,2}})[/-]\d{{1,2}}[/-](?:\d{{4}}|\d{{2}})\b', 1) AS INTEGER)"
    second = rf"try_cast(regexp_extract({value}, '^\d{{1,2}}[/-](\d{{1,2}})[/-](?:\d{{4}}|\d{{2}})\b', 1) AS INTEGER)"
    return (
        f"count({first}), count(*) FILTER ({first} BETWEEN 13 AND 31 AND {second} <= 12), "
        f"count(*) FILTER ({second} BETWEEN 13 AND 31 AND {first} <= 12), "
        rf"count(*) FILTER (regexp_matches({value}, '^\d\d\.\d\d\.\d{{4}}$')), "
        rf"count(*) FILTER (regexp_matches({value}, '(?i)[а-яёa-z]{{2}}|[«»„“”\x{{22}}]'))"
    )


def decide(slashed: int, day_first: int, month_first: int, dotted: int, named: int) -> DateFormat:
    """The order that the counts speak for; `ambiguous` where dates are there and none tells."""
    usual: Literal["iso", "dots", "other"] = (
        "dots" if dotted > slashed else "other" if slashed else "iso"
    )
    if day_first or month_first:
        mixed = day_first > 0 and month_first > 0
        return DateFormat(
            "dmy" if day_first >= month_first else "mdy", usual, mixed=mixed, words=named > 0
        )
    return DateFormat(None, usual, ambiguous=slashed > 0, words=named > 0)


def pattern(text: str) -> str:
    """A user's `DD.MM.YYYY HH:mm` as strptime takes it."""
    for token, code in (
        ("YYYY", "%Y"),
        ("YY", "%y"),
        ("MM", "%m"),
        ("DD", "%d"),
        ("HH", "%H"),
        ("mm", "%M"),
        ("ss", "%S"),
    ):
        text = text.replace(token, code)
    return text
