"""«Material» of SAP is the product's code and no cost: a column of codes or names is no amount."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.intake.columns.amounts.sample_amounts import amounts
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice

_HEADERS = ("material", "materials", "материал", "материалы", "сырье", "мпз")
_DESCRIBED = re.compile(
    r"material (?:description|desc|text|name|long text)|(?:item|product) description|description|описание материала"
    r"|(?:краткий )?текст материала|(?:название|наименование) материала|materialkurztext|materialbezeichnung|bezeichnung"
)
_MONEY = re.compile(r"руб|₽|\$|€|usd|eur|rub|грн|тг|%", re.IGNORECASE)
_CODE = re.compile(r"[^\W\d_]{2,}|[^\W\d_][-_./ ]?\d|\d[-_/]\d|^0\d{3,}$")
_DIGITS = re.compile(r"\d{5,18}")
_NONE = ("н/д", "n/a", "нет", "none", "null", "нет данных", "#н/д", "#n/a", "nan")


def left_out(layout: Layout) -> Layout:
    """The layout without a material cost that holds codes or names, with a notice: they are the product's, where no other column is."""
    position = layout.columns.get("material_cost")
    if (
        position is None
        or layout.table.name != "order_lines"
        or "material_cost" in layout.mapping.columns
    ):
        return layout
    header = layout.headers[position]
    if plain(header).words not in _HEADERS or not (sample := _example(layout, position)):
        return layout
    columns = {c: i for c, i in layout.columns.items() if c != "material_cost"}
    is_named = " " in sample and not any(sign.isdigit() for sign in sample)
    meant = "product_name" if is_named else "sku"
    if meant not in columns and meant not in layout.constants:
        columns[meant] = position
    notice = Notice("codes_no_cost", {"header": header, "sample": sample})
    return replace(layout, columns=columns, noticed=(*layout.noticed, notice))


def _example(layout: Layout, position: int) -> str:
    """A cell that is a code or a name, where most of the first ones are; "" where they are amounts."""
    filled = [
        (value, cell)
        for value, row in zip(amounts(layout, position), layout.sample, strict=True)
        if (cell := row[position].strip(" \u00a0-—–")) and cell.casefold() not in _NONE
    ]
    codes = [
        c
        for v, c in filled
        if _CODE.search(_MONEY.sub("", c)) and (v is None or c.startswith("0") or "-" in c)
    ]
    if len(codes) * 2 > len(filled):
        return codes[0]
    described = any(_DESCRIBED.fullmatch(plain(header).words) for header in layout.headers)
    numbered = described and all(_DIGITS.fullmatch(cell) for _, cell in filled)
    return filled[0][1] if filled and numbered else ""
