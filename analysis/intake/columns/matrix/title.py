"""What stands above the days of a matrix: whether it counts hours, whose they are, or headers that make it a plain table."""

from __future__ import annotations

import re

from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.matrix.matrix_days import LEAST_COUNTED, MatrixHeader, cell
from analysis.intake.columns.matrix.rows import is_total
from analysis.intake.contract import TABLES
from analysis.intake.patterns import bounded
from analysis.intake.sheets.grid import Grid

_SPEAKS = bounded(
    r"табел|трудозатрат|учет[а-я]* (?:рабочего )?времени|\bчас|hours|time ?sheet|timesheet|worklog",
    re.I,
)
_POOL = bounded(
    r"^\W*(?:структурное подразделение|подразделение|отдел|цех|участок|department)\b[\s:]*(.*?)\W*$",
    re.I,
)


_LETTER = re.compile(r"[^\W\d_]")


def speaks_of_time(grid: Grid, header: MatrixHeader) -> bool:
    """Whether the names of file and sheet, or the rows down to the days, say that hours are what is counted."""
    above = [c for row in grid.rows[: header.last + 1] for c in row if isinstance(c, str)]
    spoken = " ".join([grid.file.replace("_", " "), grid.sheet or "", *above]).replace("ё", "е")
    return bool(_SPEAKS.search(spoken))


def is_data(grid: Grid, header: MatrixHeader) -> bool:
    """Whether the days stand under headers of their own («Дата заказа», «Срок», «Отгружено»): a row of a plain table.

    What stands further above, such as the box of a form («Номер документа», «Дата составления»), is no header of theirs.
    """
    own = [c for column in header.labels if isinstance(c := cell(grid, header.first, column), str)]
    if any(_known(c) for c in own):
        return False  # the row names its columns itself
    days = [column for each in header.written for column in each]
    for number in range(header.first - 1, -1, -1):
        above = [c for column in days if (c := cell(grid, number, column)) not in ("", None)]
        counts_days = (
            all(isinstance(d, int) for d in header.written[0].values())
            and len(days) >= LEAST_COUNTED
        )
        if (
            len(above) > 1
            and not counts_days
            and not any(isinstance(c, str) and _LETTER.search(c) for c in above)
        ):
            continue  # a row of data above this one
        return sum(isinstance(c, str) and _known(c) for c in above) > 1
    return False


def _known(text: str) -> bool:
    return any(meanings(text, table) for table in TABLES.values())


def title_pool(grid: Grid, header: MatrixHeader) -> str | None:
    """The department that the rows above the days name: «Подразделение: КБ», or above «(структурное подразделение)»."""
    for number, row in enumerate(grid.rows[: header.first]):
        texts = [c.strip() for c in row if isinstance(c, str) and c.strip()]
        for place, text in enumerate(texts):
            if len(text) < 120 and (named := _POOL.match(text)) and not is_total(text):
                above = (
                    [c.strip() for c in grid.rows[number - 1] if isinstance(c, str) and c.strip()]
                    if number
                    else []
                )
                beside = above[:1] if text.startswith("(") else texts[place + 1 : place + 2]
                department: str = named.group(1).strip() or next(iter(beside), "")
                if department:
                    return department
    return None
