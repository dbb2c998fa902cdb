"""Plans by their names: a sheet «План», a title «Бюджет продаж на 2026 год», a file «Прогноз.xlsx» are never counted as what was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.errors import UnreadableFile
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.contract import Table

OF_FACTS = (
    "order_lines",
    "usage",
)  # tables whose rows say what was; a capacity is a plan by its nature
_PLAN = re.compile(
    r"(?:планы?|плановы[ейх]|плановая|бюджет|прогнозы?|plans?|planned|budget|forecasts?)\b"
)
_FACT = re.compile(r"\b(?:факт\w*|actuals?)\b")


def is_plan(name: str) -> bool:
    """Whether a name begins with a word for a plan and doesn't speak of facts as well («План-факт»)."""
    words = " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())
    return _PLAN.match(words) is not None and not _FACT.search(words)


def refuse_plans(
    file: str, table: Table, above: Iterable[Sequence[str]], mapping: FileMapping
) -> None:
    """Raises UnreadableFile where the file's name or a title above the header is a plan's and no mapping says to take it."""
    if table.name not in OF_FACTS or mapping.fingerprint:
        return
    alone = ([c.strip() for c in row if c.strip()] for row in above)
    for title in (Path(file).stem, *(texts[0] for texts in alone if len(texts) == 1)):
        if is_plan(title):
            raise UnreadableFile("planned", file=file, title=" ".join(title.split())[:80])
