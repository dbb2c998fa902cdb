"""A deal as it is typed into a form or pasted from Excel: cells of text, numbers as people write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.deals.deal import COSTS, Deal, read_deal

COLUMNS = ("product", "base_sku", "kind", "quantity", "unit_price", "material_cost", "labour_cost")
NUMBERS = ("quantity", "unit_price", *COSTS)
KIND_WORDS = {  # as a table may say it
    "serial": ("серийное", "серийный", "серия", "standard"),
    "modified": ("модификация", "доработка", "модифицированное", "modification"),
    "unique": ("уникальное", "уникальный", "разработка", "разработка по тз", "special"),
}
_AROUND = re.compile(r"(?i)(?:руб\.?|р\.|шт\.?|pcs|[₽$€'\s\u00a0\u202f])")


def number(text: object) -> object:
    """«9 800,50 ₽» as 9800.5; what is no number stays as it is, and is refused with its place."""
    if not isinstance(text, str):
        return text
    bare = _AROUND.sub("", text)
    if not bare:
        return None
    bare = bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare
    try:
        return float(bare.replace(",", ""))
    except ValueError:
        return text


def kind(text: object) -> object:
    """A kind by its code or by the word for it; None for an empty cell."""
    if not isinstance(text, str) or not text.strip():
        return None
    word = text.strip().casefold()
    return next((code for code, words in KIND_WORDS.items() if word in words), word)


def lines(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines as a deal's file has them; rows with nothing in them are left out."""
    found = []
    for row in rows:
        line = {
            name: kind(value) if name == "kind" else number(value) if name in NUMBERS else value
            for name, value in row.items()
            if name in COLUMNS and value == value and value not in (None, "")
        }
        if line:
            found.append(line)
    return found


def typed_deal(
    client: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    today: dt.date,
    need_by: dt.date | None = None,
    approval_rounds: float | None = None,
    payment_days: float | None = None,
    attributes: Mapping[str, str] | None = None,
) -> Deal:
    """The deal; BadDeal says which line and column can't be taken."""
    return read_deal(
        {
            "client": client,
            "date": today,
            "need_by": need_by,
            "approval_rounds": approval_rounds,
            "payment_days": payment_days,
            "line": lines(rows),
            "attributes": dict(attributes or {}),
        },
        today=today,
    )
