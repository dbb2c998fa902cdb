"""Which month the days of a matrix belong to: the form's period, else its title, else the names of sheet and file.

A form is full of other dates. The law that approved it («утверждена постановлением … от 5 января 2004 г.») and documents that it refers to
say nothing; the day on which it was drawn up or printed says at most the year of a month named without one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analysis.intake.patterns import bounded
from analysis.intake.sheets.grid import Cell, Grid

Month = tuple[int, int]  # year (0: not said), month

_MONTHS = (
    r"янв(?:ар\w{1,2})?",
    r"фев(?:рал\w{1,2})?",
    r"мар(?:т\w?)?",
    r"апр(?:ел\w{1,2})?",
    "ма[йяе]",
    r"июн\w{0,2}",
    r"июл\w{0,2}",
    r"авг(?:уст\w?)?",
    r"сен(?:тябр\w{1,2})?",
    r"окт(?:ябр\w{1,2})?",
    r"ноя(?:бр\w{1,2})?",
    r"дек(?:абр\w{1,2})?",
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sep(?:tember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b\.?[\s,'’-]*((?:19|20)\d\d)?", re.I)
DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.((?:20)?\d\d)\b|\b(20\d\d)-(\d\d)-(\d\d)\b")
SHORT = re.compile(r"\b(?:(0?[1-9]|1[0-2])[.\-_](20\d\d)|(20\d\d)[.\-_](0[1-9]|1[0-2]))\b")
_DAY_OF_MONTH = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\b\.?\s*((?:19|20)\d\d)", re.I)
_QUARTER = re.compile(
    r"\b([1-4]|i{1,3}|iv)\W{0,2}(?:й|ый|ой)?\s*(?:кв\b|квартал)|\bq([1-4])\b", re.I
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_APPROVED = re.compile(
    r"\bутв(?:ержд|\.)|постановлен|приказ|распоряжен|госкомстат|росстат|минфин|approved", re.I
)
_REFERRED = bounded(r"(?:№|\bN\b).*\bот\b|\bот\b.*(?:№|\bN\b)", re.I)
_PRINTED = re.compile(
    r"печат|составл|сформирован|подготовлен|выгру[жз]|дата (?:документа|создания|отч[её]та)|printed|created|generated|exported",
    re.I,
)
_PERIOD = re.compile(r"период|period|\bс\b.*\d.*\bпо\b.*\d|\d{4}\s*[-–—]\s*\d{1,2}\.\d", re.I)
_BELOW = 3  # rows from a label of the form's box down to its value


class NoMonth(Exception):
    """Day numbers are there, and nothing says which month they belong to."""


class SeveralMonths(Exception):
    """More than one month is named for one row of days. `said`: them, as YYYY-MM or by their number."""

    def __init__(self, months: Iterable[Month]) -> None:
        self.said = ", ".join(f"{y}-{m:02d}" if y else f"{m:02d}" for y, m in sorted(months))
        super().__init__(self.said)


@dataclass
class _DatesFound:
    """What texts say of time."""

    months: set[Month] = field(default_factory=set)
    days: set[dt.date] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    @property
    def named(self) -> set[Month]:
        return {m for m in self.months if m[0]}

    @property
    def bare(self) -> set[Month]:
        return self.months - self.named

    @property
    def of_days(self) -> set[Month]:
        return {(d.year, d.month) for d in self.days}

    def add(self, other: _DatesFound) -> None:
        self.months |= other.months
        self.days |= other.days
        self.years |= other.years


def month(grid: Grid, above: int, number: int) -> Month:
    """The month of the days in row `number`, by the rows from `above` on; raises NoMonth, SeveralMonths."""
    period, title, printed = _heard(grid.rows[above:number])
    found = (
        _of_texts(period, title)
        or _bare(grid, period, title, printed)
        or _only(title.of_days, several=False)
    )
    sheet, file = (_of_name(name) for name in (grid.sheet or "", re.sub(r"\.\w+$", "", grid.file)))
    if found:
        year, number_ = sheet if sheet and _names_nothing_else(grid.sheet or "") else found
        if number_ != found[1] or year not in (0, found[0]):
            raise SeveralMonths({found, (year, number_)})
        return found
    for name in (sheet, file):
        if name:
            return name[0] or year_of(grid, above, number), name[1]
    raise NoMonth


def year_of(grid: Grid, above: int, number: int) -> int:
    """The only year that the rows above name, else the sheet's or the file's name; raises NoMonth."""
    period, title, _ = _heard(grid.rows[above:number])
    for years in (period.years | title.years, *_years_of_names(grid)):
        if len(years) == 1:
            return next(iter(years))
    raise NoMonth


def said_above(grid: Grid, above: int, number: int) -> bool:
    """Whether the rows name any month or year."""
    period, title, _ = _heard(grid.rows[above:number])
    return any(said.months or said.days or said.years for said in (period, title))


def named_month(file: str) -> str | None:
    """The month that a file's name names: «Часы январь 2025.csv» is 2025-01, «Март.xlsx» 03."""
    found = _of_name(re.sub(r"\.\w+$", "", file))
    if not found:
        return None
    years = set(_YEAR.findall(file))
    year = found[0] or (int(years.pop()) if len(years) == 1 else 0)
    return f"{year}-{found[1]:02d}" if year else f"{found[1]:02d}"


def real(found: re.Match[str]) -> dt.date | None:
    """The day that DATE found, if the calendar has it."""
    day, month_, year, iso_year, iso_month, iso_day = found.groups()
    try:
        if iso_year:
            return dt.date(int(iso_year), int(iso_month), int(iso_day))
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month_), int(day))
    except ValueError:
        return None


def month_number(name: str) -> int:
    return (
        next(n for n, pattern in enumerate(_MONTHS) if re.fullmatch(pattern, name, re.I)) % 12 + 1
    )


def year_month(short: re.Match[str]) -> Month:
    month_, year, iso_year, iso_month = short.groups()
    return (int(iso_year), int(iso_month)) if iso_year else (int(year), int(month_))


def texts(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of the filled cells; dates as DD.MM.YYYY."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                yield number, column, cell.strftime("%d.%m.%Y")
            elif isinstance(cell, str) and cell.strip():
                yield number, column, " ".join(cell.split())


def _of_texts(period: _DatesFound, title: _DatesFound) -> Month | None:
    return _only(period.named) or _only(period.of_days) or _only(title.named)


def _bare(
    grid: Grid, period: _DatesFound, title: _DatesFound, printed: _DatesFound
) -> Month | None:
    """A month named without its year: of the only year found, else the latest such month up to the day of the print."""
    found = _only(period.bare) or _only(title.bare)
    if not found:
        return None
    for years in (period.years | title.years, *_years_of_names(grid)):
        if len(years) == 1:
            return next(iter(years)), found[1]
    if len(printed.days) == 1:
        day = next(iter(printed.days))
        return day.year - (found[1] > day.month), found[1]
    return None


def _only(months: set[Month], *, several: bool = True) -> Month | None:
    if len(months) > 1 and several:
        raise SeveralMonths(months)
    return next(iter(months)) if len(months) == 1 else None


def _years_of_names(grid: Grid) -> list[set[int]]:
    return [{int(y) for y in _YEAR.findall(name)} for name in (grid.sheet or "", grid.file)]


def _of_name(name: str) -> Month | None:
    if short := SHORT.search(name.replace("_", " ")) or SHORT.search(
        re.sub(r"(?<=\D)_|_(?=\D)", " ", name)
    ):
        return year_month(short)
    word = MONTH.search(name.replace("_", " "))
    return (int(word.group(2) or 0), month_number(word.group(1))) if word else None


def _names_nothing_else(name: str) -> bool:
    return not re.search(r"[^\W\d_]{3}", MONTH.sub(" ", name.replace("_", " ")))


def _heard(rows: Sequence[Sequence[Cell]]) -> tuple[_DatesFound, _DatesFound, _DatesFound]:
    """What the period, the title and the day of the print say."""
    cells = {(n, c): text for n, c, text in texts(rows)}
    drawn_up = {
        place
        for at, text in cells.items()
        if _PRINTED.search(text)
        for place in _values(cells, at, text)
    }
    periods = [at for at, text in cells.items() if re.search("период|period", text, re.I)]
    period, title, printed = _DatesFound(), _DatesFound(), _DatesFound()
    for (n, c), text in cells.items():
        begins, mark = len(text), _PRINTED.search(text)
        if (n, c) in drawn_up or mark:
            begins = mark.start() if mark else 0
            printed.add(_read(text))
        if approved := _APPROVED.search(text):
            begins = min(begins, approved.start())
        said = _read(text[:begins])
        if _REFERRED.search(text) or (mark and not DATE.search(text[mark.start() :])):
            said.days, said.years = set(), {year for year, _ in said.months if year}
        within = any(row <= n < row + _BELOW and c >= column for row, column in periods)
        (period if within or _PERIOD.search(text) else title).add(said)
        if within and (short := SHORT.search(text[:begins])) and not said.days:
            period.months.add(year_month(short))
    return period, title, printed


def _values(
    cells: dict[tuple[int, int], str], at: tuple[int, int], label: str
) -> list[tuple[int, int]]:
    """The cell with the date that a label announces: below it, else right of it."""
    if DATE.search(label):
        return []
    row, column = at
    below = next(
        ((n, column) for n in range(row + 1, row + 1 + _BELOW) if (n, column) in cells), None
    )
    beside = min((place for place in cells if place[0] == row and place[1] > column), default=None)
    return [place for place in (below, beside) if place and DATE.search(cells[place])][:1]


def _read(text: str) -> _DatesFound:
    """Months and days in one text; of several months («март–апрель 2025») each takes the year that one of them has."""
    if len(text) > 200:
        return _DatesFound()
    years = {int(y) for y in _YEAR.findall(text)}
    days = {day for found in DATE.finditer(text) if (day := real(found))}
    rest = DATE.sub(" ", text)
    for day, name, year in _DAY_OF_MONTH.findall(rest):
        try:
            days.add(dt.date(int(year), month_number(name), int(day)))
        except ValueError:
            continue
    rest = _DAY_OF_MONTH.sub(" ", rest)
    months = {(int(year or 0), month_number(name)) for name, year in MONTH.findall(rest)}
    for roman, arabic in _QUARTER.findall(rest):
        quarter = (
            int(arabic)
            if arabic
            else {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(roman.lower()) or int(roman)
        )
        months |= {(0, m) for m in range(3 * quarter - 2, 3 * quarter + 1)}
    stated = {y for y, _ in months if y} or years
    if len(months) > 1 and len(stated) == 1:
        months = {(y or next(iter(stated)), m) for y, m in months}
    return _DatesFound(months, days, years | {d.year for d in days})
