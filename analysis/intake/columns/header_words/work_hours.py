"""Hours beside pieces: «Нормо-часы» and «Количество» of one log. The column of hours is the use of a pool, however it is spelt."""

from __future__ import annotations

import re

from analysis.dictionary import time_units
from analysis.intake.patterns import bounded

_HOURS = re.compile(
    r"(?:^| )(?:(?:нормо|станко|машино|человеко|чел|н) ?)?(?:час(?:ы|ов|а|ах)?|ч|hours?|hrs?|hr)(?: |$)"
    r"|(?:^| )(?:нормочас|станкочас|машиночас|человекочас)\w*"
    r"|(?:^| )(?:нч|чч|трудоемкость|трудозатраты|норма времени|норматив времени|нормативное время)(?: |$)"
)
_OTHER = re.compile(
    r"план|plan|budget|бюджет|прогноз|forecast|стоимост|ставк|цен|руб|тариф|cost|rate|price|оплат|pay|начал|оконч|start|end\b|finish"
    r"|сверхуроч|overtime|отпуск|больнич|прост|idle|остат|remain|разниц|отклонен|дата|date|кто|available|фонд|доступ|итог|всего|total"
    r"|норма на|в день"
    r"|\bper\b|\bна (?:ед|1|шт|деталь)|за ед"
)
_TIMES = (
    "н норма норм чел вр t т норматив std standard время time worked факт затраты труд длительность"
    " продолжительность duration work effort"
)
_WHOSE = re.compile(r"человеко|чел|нормо|станко|машино|маш|man |man[hdm]|person|staff|mhr?s?\b")
LONGEST = 120
_TIMED = frozenset(_TIMES.split())


_OF_ONE = bounded(
    r"\bper (?:unit|piece|pc|item|part)\b|\bна (?:ед\w*|1|одн\w+|шт\w*|деталь|изделие)\b|\bза ед\w*|/ ?шт|^т ?шт(?: к)?\b|штучн\w+ врем"
)
_PIECES = re.compile(
    r"^(?:кол(?:ичество| во|во)?|qty|quantity|pieces|pcs|parts|штук|шт|выпуск|изготовлено|выполнено)\b"
)


def are_of_one(header: str) -> bool:
    """Whether the header speaks of the time for one piece: «Нормо-часы на ед.», «Тшт, мин»."""
    return (
        len(header) <= LONGEST
        and _OF_ONE.search(" ".join(re.sub(r"[^\w/]+", " ", header.casefold()).split())) is not None
    )


def counts_pieces(words: str) -> bool:
    """Whether a header of these words may count pieces, not hours."""
    return _PIECES.search(words) is not None and _HOURS.search(words) is None


def are_meant(words: str, unit: str) -> bool:
    """Whether a header of these words and this unit (see spelling.plain) speaks of hours worked or allowed for."""
    if _OTHER.search(words):
        return False
    if _WHOSE.match(words) and time_units.exactly(words):
        return True  # «Человеко-дни», «Нормо-минуты», `man-days`
    return _HOURS.search(words) is not None or (
        unit in ("hours", "minutes") and not _TIMED.isdisjoint(words.split())
    )
