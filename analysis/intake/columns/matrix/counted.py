"""What a matrix counts, by its title and corner: hours or minutes of days that were worked; not plans, weeks, operations or man-days."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.dictionary import time_units
from analysis.errors import UnreadableFile
from analysis.intake.columns.header_words.meanings import PLANNED
from analysis.intake.columns.matrix.matrix_days import MatrixHeader, cell
from analysis.intake.columns.matrix.period import MONTH, texts
from analysis.intake.patterns import bounded
from analysis.intake.sheets.grid import Cell, Grid

_DAYS = bounded(
    r"чел\w*\W{0,3}(?:дн|день)|(?:man|person)\W{0,2}days?\b"
    r"|[,(]\s*(?:в\s+)?(?:раб\w*\W{1,2})?(?:дн(?:\.|и|ей|ях)?|days?|in days)\s*\)?\s*$",
    re.I,
)
_MINUTES = re.compile(r"\b(?:в минутах|in minutes)\b", re.I)
_PLAN = bounded(
    r"^\W*(?:план(?!\w)|plan(?!\w))(?!\W*(?:и|/|-|–|vs)\W*фак)|\bплан(?:ов\w+)?\W+(?:загрузк|час|трудо|врем|работ)|\bplanned hours\b",
    re.I,
)
_NO_DAYS = re.compile(
    r"недел[яиь]\b|по неделям|неделям\b|\bнед\.|\bweeks?\b|почасов|час(?:ы|а|ам) (?:суток|смены|дня)|\bhourly\b"
    r"|операци[ийя]\b|операциям\b|\boperations?\b",
    re.I,
)
_BY_MONTHS = re.compile(r"по месяцам|помесячн|by months?|monthly", re.I)
JOB = re.compile(r"должност|\bроль\b|\brole\b", re.I)
WHOLE_MONTH = 28  # days: from the first to at least this one they are a month's


def check(grid: Grid, header: MatrixHeader) -> None:
    """Raises UnreadableFile for what is no record of hours by days or months."""
    title = [text for _, _, text in texts(grid.rows[header.above : header.first])]
    row = header.first + 1
    if any(_PLAN.search(text) for text in title) or _planned_below(grid, header):
        raise UnreadableFile("matrix_of_a_plan", file=grid.file, row=row)
    if any(_DAYS.search(text) for text in (*title, *header.labels.values())):
        raise UnreadableFile("matrix_in_days", file=grid.file, row=row)
    numbers = [d for each in header.written for d in each.values() if isinstance(d, int)]
    if not numbers or by_months(grid, header) or (numbers[0] == 1 and numbers[-1] >= WHOLE_MONTH):
        return
    after = cell(grid, header.last, max(header.written[-1]) + 1)
    steps = {b - a for a, b in pairwise(numbers)}
    if any(_NO_DAYS.search(text) for text in title) or after == numbers[-1] + 1 or 1 not in steps:
        raise UnreadableFile(
            "matrix_without_days", file=grid.file, row=row, numbers=", ".join(map(str, numbers[:4]))
        )


def by_months(grid: Grid, header: MatrixHeader) -> bool:
    """Whether numbers from 1 to at most 12 are months: the title says «по месяцам»."""
    title = " ".join(text for _, _, text in texts(grid.rows[header.above : header.first]))
    numbers = [d for each in header.written for d in each.values()]
    counted = numbers == list(range(1, len(numbers) + 1)) and len(numbers) <= 12
    return counted and bool(_BY_MONTHS.search(title)) and not MONTH.search(title)


def in_minutes(grid: Grid, header: MatrixHeader) -> bool:
    """Whether plain numbers are minutes: a cell above the days, or of the corner, says so."""
    return any(
        _MINUTES.search(text) or time_units.at_end(text) == "min"
        for text in (
            *(t for _, _, t in texts(grid.rows[header.above : header.first])),
            *header.labels.values(),
        )
    )


def is_plan(label: Cell) -> bool:
    """Whether a row's label says that its hours are planned ones («План» beside «Факт»)."""
    return isinstance(label, str) and " ".join(label.split()).casefold() in PLANNED


def _planned_below(grid: Grid, header: MatrixHeader) -> bool:
    """«План» and «Факт» under the days or months."""
    below = header.last + 1
    return below < len(grid.rows) and any(
        is_plan(cell(grid, below, c)) for each in header.written for c in each
    )
