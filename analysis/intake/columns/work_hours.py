"""Hours beside pieces: «Нормо-часы» and «Количество» of one log. The column of hours is the use of a pool, however it is spelt."""

from __future__ import annotations

import re

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
_TIMES = "н норма норм чел вр t т норматив std standard время time worked факт затраты труд длительность duration work"
_TIMED = frozenset(_TIMES.split())


def are_meant(words: str, unit: str) -> bool:
    """Whether a header of these words and this unit (see headers.plain) speaks of hours worked or allowed for."""
    if _OTHER.search(words):
        return False
    return _HOURS.search(words) is not None or (unit in ("hours", "minutes") and not _TIMED.isdisjoint(words.split()))
