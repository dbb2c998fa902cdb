"""What is inside an amount: a discount beside quantity × price that equals it, taxes and freight beside a total of nothing known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.amounts.chosen import is_charge, is_of_goods, is_tax
from analysis.intake.columns.amounts.sample_amounts import amounts, makes, product
from analysis.intake.columns.header_words.spelling import plain, role
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import Formats

DISCOUNT, CHARGES = "discount_of_amount", "charges_in_total"
OFF, INSIDE = "take_off", "inside"
WITHOUT, WITH = "without", "with"
_GOODS = re.compile(r"\b(?:sub|goods|items?|merchandise|net|line|товар\w*)\b")
_SUBTOTAL = re.compile(r"\b(?:sub ?total|подытог|промежуточный итог|goods total|сумма товаров)\b")
_TOTAL = re.compile(r"\b(?:total|итого|всего|к оплате)\b")


def find_discount(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """Asked where the amount is quantity × price, or a subtotal, and a discount stands beside: it may be before it or after it."""
    needed = {"revenue", "discount"}
    if (
        layout.table.name != "order_lines"
        or not needed <= layout.columns.keys()
        or "revenue" in layout.mapping.columns
    ):
        return
    at = layout.columns
    if layout.take_off or "after" in (
        layout.stated(at[c]).discount for c in ("revenue", "unit_price") if c in at
    ):
        return
    discounts = amounts(layout, at["discount"])
    rows = [n for n, each in enumerate(discounts) if each]
    is_before = _is_priced(layout, rows) or _SUBTOTAL.search(
        plain(layout.headers[at["revenue"]]).words
    )
    if not rows or not is_before:
        return
    header, discount = layout.headers[at["revenue"]], layout.headers[at["discount"]]
    lessened = replace(layout, take_off=True)
    after = control_total(con, relation, lessened, detect_formats(con, relation, lessened), "true")
    before = control_total(con, relation, layout, formats, "true")
    stake = None if after is None or before is None else abs(before - after)
    yield Question(DISCOUNT, (discount,), (OFF, INSIDE), {"amount": header}, stake)


def _is_priced(layout: Layout, rows: list[int]) -> bool:
    """Whether the amount of these rows is quantity × price."""
    if not {"quantity", "unit_price"} <= layout.columns.keys():
        return False
    quantity, price, own = (
        amounts(layout, layout.columns[c]) for c in ("quantity", "unit_price", "revenue")
    )
    priced = product(quantity, price)
    return makes([own[n] for n in rows], [priced[n] for n in rows], None, ())


def settle_discount(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    wanted = question.taken == OFF
    return (layout if layout.take_off == wanted else replace(layout, take_off=wanted)), formats


def find_charges(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """Asked where an amount called a total stands beside tax or freight, and no other amount says what the goods are."""
    position = layout.columns.get("revenue")
    if (
        layout.table.name != "order_lines"
        or position is None
        or "revenue" in layout.mapping.columns
    ):
        return
    stated, header = plain(layout.headers[position]), layout.headers[position].casefold()
    if (
        "revenue" in layout.more
        or not _TOTAL.search(stated.words)
        or _GOODS.search(f"{stated.words} {header}")
    ):
        return
    found = () if is_of_goods(layout, position) else _charges(layout)
    if stated.vat == "without":
        found = tuple(i for i in found if not is_tax(layout.headers[i]))
    if not found:
        return
    lessened = _lessened(layout, found)
    after = control_total(con, relation, lessened, detect_formats(con, relation, lessened), "true")
    before = control_total(con, relation, layout, formats, "true")
    headers = tuple(layout.headers[i] for i in found)
    stake = None if after is None or before is None else abs(before - after)
    yield Question(CHARGES, headers, (WITHOUT, WITH), {"amount": layout.headers[position]}, stake)


def settle_charges(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    places = tuple(i for i, h in enumerate(layout.headers) if h in question.headers)
    if question.taken != WITHOUT or layout.more.get("revenue") == places:
        return layout, formats
    return _lessened(layout, places), formats


def _lessened(layout: Layout, places: tuple[int, ...]) -> Layout:
    return replace(layout, more={**layout.more, "revenue": places})


def _charges(layout: Layout) -> tuple[int, ...]:
    """Free columns of taxes and freight that have amounts; VAT is settled elsewhere."""
    used = {
        *layout.columns.values(),
        *(i for places in layout.more.values() for i in places),
        *layout.aside.values(),
    }
    return tuple(
        i
        for i, h in enumerate(layout.headers)
        if i not in used and is_charge(h) and role(h) != "vat_amount" and any(amounts(layout, i))
    )
