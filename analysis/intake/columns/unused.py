"""Columns of numbers or dates that no column of the contract takes: what each may be, so that nobody loses a cost by its header."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.contract import TABLES
from analysis.intake.patterns import bounded

HOURS = "hours"  # what a list of orders has no column for: a table of its own takes them
SAMPLES = 3
_MOST = 0.9  # of the filled cells
_NUMBER = bounded(
    r"[-+−(]?\d[\d\s.,'\u00a0\u202f]*\)?\s*(?:%|руб\.?|р\.?|₽|\$|€|шт\.?|дн\.?|ч\.?|час\w*)?",
    re.IGNORECASE,
)
_DATE = bounded(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d-\d{1,2}-\d{1,2})(?:[ t]\d{1,2}:\d{2}.*)?(?: ?г\.?)?",
    re.IGNORECASE,
)
_NOTHING = re.compile(  # numbers that only name something, or measure what no result asks for
    r"\b(?:инн|кпп|огрн\w*|окпо|бик|код\w*|id|uuid|guid|номер\w*|no|п п|пп|тел\w*|phone|индекс\w*|год|year|месяц\w*|month|день|день недели|"
    r"квартал|штрих\w*|barcode|gtin|ean|тн вэд|вес\w*|масса|брутто|нетто кг|weight|длина|ширина|высота|габарит\w*|объем м3|"
    r"zip\w*|postal\w*)\b"
)
_LIKE: dict[
    str, tuple[tuple[str, str], ...]
] = {  # words of a header → the column it may be, the surest first
    "dates": (
        ("paid_on", r"опл|плат|расчет|денег|paid|paym|settl"),
        ("promised_on", r"срок|план|обещ|договорн|по дог|due|promis|dead|requir|plan"),
        (
            "shipped_on",
            r"факт|отгр|постав|достав|выдач|сдач|упд|накладн|ship|deliver|dispatch|actual",
        ),
        ("order_date", r"заказ|заявк|догов|документ|order"),
    ),
    "numbers": (
        ("hours", r"\bчас|\bчч\b|\bн ч\b|\bнч\b|трудоем|трудозатр|hour|\bhrs?\b|\bman h"),
        (
            "labour_cost",
            r"\bзп\b|\bз п|зарпл|заработ|труд|\bфот\b|\bфзп\b|начислен|отчислен|рабоч|wage|salar|labou?r|payroll",
        ),
        (
            "material_cost",
            r"матер|\bмат\b|сырь|комплект|\bпки\b|покупн|полуфабр|металл|material|component",
        ),
        (
            "book_overhead",
            r"наклад|накл\b|\bохр\b|\bопр\b|общехоз|общепроизв|общезав|цехов|косвен|overhead|indirect|burden",
        ),
        ("penalty", r"неуст|штраф|пен[яи]|penalt|damages"),
        ("discount", r"скид|discount|rebate"),
        ("approval_rounds", r"согласов|итерац|правок|ревиз|раунд|approv|revision"),
        ("book_cost", r"полн.*(?:себест|затр|с с)|full cost"),
        (
            "other_direct_cost",
            r"проч|коопер|субподр|команд|достав|транспорт|пошлин|таможн|услуг|оснаст|инструм|упаков|монтаж|"
            r"travel|freight|shipping|tooling|subcontr|duty|commission|комисс",
        ),
        ("direct_cost", r"себест|затрат|расход|издерж|\bс с\b|cost|expens"),
        ("profit", r"прибыл|марж|рентаб|наценк|profit|margin|markup"),
        ("unit_price", r"цен[аы]|price"),
        ("lead_time_days", r"срок|дней|дн\b|days|цикл|длительн"),
        ("quantity", r"\bкол|штук|\bшт\b|qty|quantit|pieces|тираж|парти"),
        ("revenue", r"сумм|стоим|выруч|оборот|amount|revenue|sales"),
    ),
}
_KINDS = {"dates": ("date",), "numbers": ("money", "quantity", "integer")}


@dataclass(frozen=True)
class UnusedColumn:
    """A header that nothing takes, with its first values. like: the contract's column that it may be, HOURS, or "" where nobody knows."""

    header: str
    holds: Literal["numbers", "dates"]
    sample: tuple[str, ...]
    like: str = ""


def of(
    table: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    unused: Collection[str],
    taken: Collection[str],
) -> tuple[UnusedColumn, ...]:
    """The unused headers over numbers or dates, those that may be something first. rows: the first ones, by position; taken: columns."""
    shown = list(rows)
    found: list[UnusedColumn] = []
    for position, header in enumerate(headers):
        if header not in unused:
            continue
        cells = [
            row[position].strip()
            for row in shown
            if position < len(row) and row[position].strip(" \u00a0-—–")
        ]
        holds = _holds(cells)
        words = plain(header).words
        if holds is None or _NOTHING.search(words):
            continue
        found.append(
            UnusedColumn(
                header,
                holds,
                tuple(dict.fromkeys(cells))[:SAMPLES],
                _like(table, words, holds, taken),
            )
        )
    return tuple(sorted(found, key=lambda column: not column.like))


def offers(table: str, holds: str, taken: Collection[str]) -> tuple[str, ...]:
    """Columns of the contract that it can be taken as: of its kind, and free."""
    return tuple(
        c.name for c in TABLES[table].columns if c.kind in _KINDS[holds] and c.name not in taken
    )


def _holds(cells: Sequence[str]) -> Literal["numbers", "dates"] | None:
    if not cells:
        return None
    dates = sum(bool(_DATE.fullmatch(c)) for c in cells)
    if dates >= _MOST * len(cells):
        return "dates"
    numbers = sum(bool(_NUMBER.fullmatch(c)) for c in cells)
    return "numbers" if numbers >= _MOST * len(cells) else None


def _like(table: str, words: str, holds: str, taken: Collection[str]) -> str:
    """By the header's words; a column that another header has already is none."""
    free = {*offers(table, holds, taken), *([HOURS] if table == "order_lines" else [])}
    return next(
        (
            column
            for column, pattern in _LIKE[holds]
            if column in free and re.search(pattern, words)
        ),
        "",
    )
