"""A block of cells copied from Excel, or lines typed like one, as rows of the table of rates.

Told by its first line where that names its columns; else two cells are a resource and the price of its unit, three a resource with
its cost and capacity a month, and more follow the table: price, cost, capacity, month, unit, who says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from analysis.actions import rate_entry
from analysis.errors import BadSettings
from analysis.intake.patterns import bounded

HEADERS = {  # part of the table → what a header that means it has in it, the narrower before the wider
    "pool": r"входит|belongs",
    "resource": r"ресурс|подразделени|участок|отдел|цех|наименован|назван|сотрудник|resource|pool|department|^name",
    "since": r"с месяца|начиная|действует|from month|since",
    "capacity": r"мощност|фонд|(?:ч|час\w*|ед|единиц)\.?\s*(?:в|за|/)\s*мес|capacity|(?:hours|units) (?:a|per) month",
    "rate": (
        r"ставк|тариф|^цена|за\s*(?:1\s*)?(?:ч|час|ед|единиц)\b|в\s+час|/\s*(?:ч|час)\b|час\w* стоит"
        r"|(?:стоимость|цена) (?:1\s*)?(?:часа|ед)|rate|per (?:hour|unit)|an hour"
    ),
    "cost": r"затрат|расход|стоимость|фот|мес|cost|month",
    "unit": r"^ед|unit",
    "said_by": r"кто|источник|who|says",
}
IN_ORDER = ("resource", "rate", "cost", "capacity", "since", "unit", "said_by")
NO_RESOURCE = re.compile(r"(?i)(?:итого|всего|total)\b.*")
TYPED = (  # a line without tab and semicolon: «Цех № 1: 2 500 ₽», «КБ 2 500 ₽»
    bounded(r"(?P<resource>.*\S)\s*[:=—–]\s*(?P<figure>\d.*)"),
    bounded(r"(?P<resource>.*?\D)\s+(?P<figure>\d.*)"),
)


def read(text: str) -> list[dict[str, str]]:
    """A row per line, as rate_entry.read takes them; a line that says nothing (empty, headers, a total) is an empty row.

    BadSettings with the line's number where it names a resource and no figure.
    """
    lines = _cells(text)
    titles = next((_named(cells) for cells in lines if any(cells)), {})
    rows: list[dict[str, str]] = []
    is_titled = False
    for cells in lines:
        if not any(cells) or NO_RESOURCE.fullmatch(cells[0]):
            rows.append({})
        elif titles and not is_titled:
            is_titled = True
            rows.append({})
        else:
            rows.append(
                {name: cells[place] for place, name in titles.items() if place < len(cells)}
                if titles
                else _untitled(cells)
            )
    for place, row in enumerate(rows, 1):
        if (
            row.get("resource")
            and not row.get("pool")
            and not any(row.get(name) for name in rate_entry.FIGURES)
        ):
            raise BadSettings("rates_half", key="rates", row=place, resource=row["resource"])
    return rows


def over(
    pasted: Sequence[Mapping[str, str]], table: Sequence[Mapping[str, str]]
) -> list[Mapping[str, str]]:
    """The pasted rows first (so that a fault is told by the line it stands in), then those of the table that they don't speak of."""

    def spoken_of(row: Mapping[str, str]) -> tuple[str, str]:
        try:
            since = str(rate_entry.month(row.get("since", "")))
        except ValueError:
            since = row.get("since", "")
        return " ".join(row.get("resource", "").split()).casefold(), since

    told = {spoken_of(row) for row in pasted if row.get("resource")}
    return [*pasted, *(row for row in table if spoken_of(row) not in told)]


def _cells(text: str) -> list[list[str]]:
    separator = "\t" if "\t" in text else ";" if ";" in text else ""
    if separator:
        read_as = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[" ".join(cell.split()) for cell in row] for row in read_as]
    return [_typed(" ".join(line.split())) for line in text.splitlines()]


def _typed(line: str) -> list[str]:
    found = next((match for pattern in TYPED if (match := pattern.fullmatch(line))), None)
    return [found["resource"].strip(), found["figure"]] if found else [line]


def _named(cells: Sequence[str]) -> dict[int, str]:
    """Place → part of the table, where the line names columns: no figure in it, and a resource and a figure's name."""
    if any(_is_figure(cell) for cell in cells[1:]):
        return {}
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        for name, pattern in HEADERS.items():
            if name not in found.values() and re.search(pattern, cell.casefold()):
                found[place] = name
                break
    has_figures = any(name in rate_entry.FIGURES for name in found.values())
    return found if has_figures and "resource" in found.values() else {}


def _untitled(cells: Sequence[str]) -> dict[str, str]:
    filled = list(cells)
    while filled and not filled[-1]:
        filled.pop()
    if len(filled) == 3 and _is_figure(filled[2]):
        return dict(zip(("resource", "cost", "capacity"), filled, strict=True))
    if len(filled) == 3:
        return dict(
            zip(
                ("resource", "rate", "since" if _is_month(filled[2]) else "said_by"),
                filled,
                strict=True,
            )
        )
    return dict(zip(IN_ORDER, filled, strict=False))


def _is_figure(cell: str) -> bool:
    try:
        return rate_entry.number(cell, "cost") is not None
    except ValueError:
        return False


def _is_month(cell: str) -> bool:
    try:
        return rate_entry.month(cell) is not None
    except ValueError:
        return False
