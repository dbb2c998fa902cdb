"""Which amounts of order lines are taken and as what, where one header alone doesn't say: the file's own arithmetic does.

Subtotal + tax + freight = total, amount − discount = amount after it, quantity × price: read from the first rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from analysis.intake.columns import pool_periods
from analysis.intake.columns.amounts import per_piece
from analysis.intake.columns.amounts.other_costs import with_other_costs
from analysis.intake.columns.amounts.sample_amounts import (
    Amounts,
    amounts,
    are_shares,
    has_percent,
    makes,
    product,
    scaled,
)
from analysis.intake.columns.header_words import discount_words
from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.spelling import plain, role
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice

# What stands on an invoice beside the goods: taxes, freight and other charges that are no revenue of the goods.
_TAX = r"(?:total |sales |сумма |всего )?(?:tax|taxes|налог|налоги|gst|hst|vat|ндс)(?: amount| total| сумма)?(?: \d{1,2} ?%)?"
_CHARGES = re.compile(
    rf"(?:{_TAX}"
    r"|(?:стоимость |сумма |цена )?доставк[аи]|транспортные услуги|(?:shipping|freight|delivery|postage|handling|shipping handling)"
    r"(?: and handling)?(?: (?:cost|costs|fee|fees|charge|charges|amount|total|price))?|surcharge|insurance|страховка|упаковка)"
)
_SAYS_MONEY = re.compile(r"\b(?:сумма|sum|amount|amt|value)\b")
_SAYS_RATE = re.compile(r"\b(?:rate|ratio|percent|percentage|pct|ставка|процент\w*)\b")
_MOST_CHARGES = 4
HUNDREDTH = Decimal("0.01")


def meant(layout: Layout) -> Layout:
    """The layout of order lines with the columns that are meant, each further guess with a notice; of pools with what periods
    they are of; of other tables as it is."""
    if layout.table.name == "pools":
        return pool_periods.stated(layout)
    if layout.table.name != "order_lines":
        return layout
    layout = _with_all_discounts(layout)
    layout = with_other_costs(_of_the_goods(layout))
    return _without_uncounted(_without_discount_twice(layout))


def _without_uncounted(layout: Layout) -> Layout:
    """Without the amounts for one piece where no column says how many pieces: an amount for one is none of the line."""
    if "quantity" in layout.columns or "quantity" in layout.constants:
        return layout
    left = [c for c in layout.columns if c == "unit_cost" or per_piece.is_of_one(layout, c)]
    if not left:
        return layout
    columns = {c: i for c, i in layout.columns.items() if c not in left}
    notice = Notice(
        "piece_uncounted", {"headers": _quoted(layout, *(layout.columns[c] for c in left))}
    )
    return replace(layout, columns=columns, noticed=(*layout.noticed, notice))


def _with_all_discounts(layout: Layout) -> Layout:
    """The amounts of several discounts are added, «Авто скидка» and «Ручная скидка»; of one in two forms its money is taken."""
    layout = _with_a_discount(layout)
    if "discount" in layout.mapping.columns or "discount" not in layout.columns:
        return layout
    own = layout.columns["discount"]
    places = [own, *_unused(layout, "discount")]
    if len(places) == 1:
        return layout
    money = [i for i in places if not _is_rate(layout, i)]
    chosen = money or places
    whole = next((i for i in chosen if len(chosen) > 1 and _is_sum(layout, i, chosen)), None)
    chosen = [whole] if whole is not None else chosen
    more = {**layout.more, "discount": tuple(chosen[1:])} if chosen[1:] else layout.more
    return replace(layout, columns={**layout.columns, "discount": chosen[0]}, more=more)


def _with_a_discount(layout: Layout) -> Layout:
    """Numbers under a header that speaks of a discount in words of its own, «Скидка по акции, %», are that where no other column is."""
    known = {"discount"} & {*layout.columns, *layout.mapping.columns, *layout.constants}
    found = [] if known else [i for i in _free(layout) if _is_a_discount(layout, i)]
    return replace(layout, columns={**layout.columns, "discount": found[0]}) if found else layout


def _is_a_discount(layout: Layout, position: int) -> bool:
    header = layout.headers[position]
    if meanings(header, layout.table) or not discount_words.names_discount(plain(header).words):
        return False
    filled = [
        v
        for v, row in zip(amounts(layout, position), layout.sample, strict=True)
        if row[position].strip(" -—–")
    ]
    return bool(filled) and None not in filled


def _is_rate(layout: Layout, position: int) -> bool:
    stated = plain(layout.headers[position])
    return (
        stated.unit == "percent"
        or has_percent(layout, position)
        or _SAYS_RATE.search(stated.words) is not None
    )


def _is_sum(layout: Layout, position: int, places: list[int]) -> bool:
    """Whether the column is what the others add up to (in two forms of one discount: what one other is)."""
    others = [amounts(layout, i) for i in places if i != position]
    return makes(amounts(layout, position), others[0], None, others[1:])


@dataclass(frozen=True)
class _Total:
    """total = base − discount (in this reading, "" for none of it) + charges. base None: quantity × price."""

    total: int
    base: int | None
    discount: str
    charges: tuple[int, ...]


def _of_the_goods(layout: Layout) -> Layout:
    """With the revenue that is the goods' alone and after the discount."""
    revenue = layout.columns.get("revenue")
    if revenue is None:
        return layout
    before = plain(layout.headers[revenue]).discount == "before"
    told = "revenue" in layout.mapping.columns
    found = (
        None
        if told or plain(layout.headers[revenue]).with_vat
        else next(_totals(layout, revenue), None)
    )
    if found is None:
        return replace(layout, take_off=True) if before and "discount" in layout.columns else layout
    columns = dict(layout.columns)
    rates = {**layout.told_rates, **({"discount": found.discount} if found.discount else {})}
    if found.total == revenue and not found.charges:
        return replace(layout, told_rates=rates)  # after the discount already
    if found.total == revenue and found.base is None:
        del columns["revenue"]
        price = _quoted(layout, columns["quantity"], columns["unit_price"])
        notice = Notice(
            "goods_by_price",
            {
                "header": layout.headers[revenue],
                "price": price,
                "others": _quoted(layout, *found.charges),
            },
        )
        return replace(layout, columns=columns, told_rates=rates, noticed=(*layout.noticed, notice))
    if found.total == revenue:
        assert found.base is not None
        columns["revenue"] = found.base
        notice = _goods(layout, found.base, revenue, found.charges)
        return replace(
            layout,
            columns=columns,
            told_rates=rates,
            take_off=bool(found.discount),
            noticed=(*layout.noticed, notice),
        )
    if not found.charges:  # the other amount is after the discount
        columns["revenue"] = found.total
        notice = Notice(
            "after_discount",
            {"header": layout.headers[found.total], "other": layout.headers[revenue]},
        )
        return replace(layout, columns=columns, noticed=(*layout.noticed, notice))
    return (
        replace(layout, told_rates=rates, take_off=bool(found.discount))
        if found.discount
        else layout
    )


def _totals(layout: Layout, revenue: int) -> Iterator[_Total]:
    """How the revenue's column and another amount are made of one another, the plainest relation first."""
    own = amounts(layout, revenue)
    charges = [i for i in _free(layout) if is_charge(layout.headers[i])][:_MOST_CHARGES]
    subsets = [s for n in range(len(charges) + 1) for s in combinations(charges, n)]
    others: list[tuple[int | None, Amounts]] = [
        (i, amounts(layout, i)) for i in _unused(layout, "revenue")
    ]
    if (priced := _priced(layout)) is not None:
        others.append((None, priced))
    for several in subsets:
        added = [amounts(layout, i) for i in several]
        for position, other in others:
            for reading, off in _discounts(layout, other):
                if (reading or several) and makes(own, other, off, added):
                    yield _Total(revenue, position, reading, several)
            for reading, off in _discounts(layout, own):
                if position is not None and (reading or several) and makes(other, own, off, added):
                    yield _Total(position, revenue, reading, several)


def is_of_goods(layout: Layout, revenue: int) -> bool:
    """Whether the rows prove that the revenue is the goods' alone: another amount is this one and the charges beside it."""
    return any(found.base == revenue and found.charges for found in _totals(layout, revenue))


def _priced(layout: Layout) -> Amounts | None:
    if not {"quantity", "unit_price"} <= layout.columns.keys():
        return None
    return product(*(amounts(layout, layout.columns[c]) for c in ("quantity", "unit_price")))


def _discounts(layout: Layout, base: Amounts) -> Iterator[tuple[str, Amounts | None]]:
    """The readings of the discount that its header allows, each with the money that it takes off the base; none first."""
    yield "", None
    position = layout.columns.get("discount")
    if position is None:
        return
    values = amounts(layout, position)
    if more := layout.more.get("discount"):
        rest = [amounts(layout, i) for i in more]
        values = [
            sum((v or Decimal(0) for v in each), Decimal(0))
            for each in zip(values, *rest, strict=True)
        ]
    stated = plain(layout.headers[position])
    if stated.unit != "percent" and not has_percent(layout, position):
        yield "money", values
        if stated.currency or _SAYS_MONEY.search(stated.words):
            return
    yield "percent", scaled(product(base, values), HUNDREDTH)
    if are_shares(values):
        yield "share", product(base, values)


def _without_discount_twice(layout: Layout) -> Layout:
    """Where revenue is computed from a price after the discount, the discount isn't taken off once more."""
    if "revenue" in layout.columns or not {"unit_price", "discount"} <= layout.columns.keys():
        return layout
    price = layout.columns["unit_price"]
    if plain(layout.headers[price]).discount != "after" or "discount" in layout.mapping.columns:
        return layout
    columns = {c: i for c, i in layout.columns.items() if c != "discount"}
    more = {c: places for c, places in layout.more.items() if c != "discount"}
    notice = Notice(
        "discount_inside",
        {"header": layout.headers[price], "discount": _quoted(layout, layout.columns["discount"])},
    )
    return replace(layout, columns=columns, more=more, noticed=(*layout.noticed, notice))


def is_charge(header: str) -> bool:
    """Whether the column is a tax, freight or the like that an invoice adds to its goods."""
    return role(header) == "vat_amount" or _CHARGES.fullmatch(plain(header).words) is not None


def is_tax(header: str) -> bool:
    return re.fullmatch(_TAX, plain(header).words) is not None


def _goods(layout: Layout, base: int, total: int, charges: tuple[int, ...]) -> Notice:
    said = {
        "header": layout.headers[base],
        "total": layout.headers[total],
        "others": _quoted(layout, *charges),
    }
    return Notice("goods_amount", said)


def _quoted(layout: Layout, *positions: int) -> str:
    return ", ".join(f"'{layout.headers[i]}'" for i in positions)


def _free(layout: Layout) -> list[int]:
    """Positions that no column takes, those that say something of the amounts among them."""
    used = {*layout.columns.values(), *(i for places in layout.more.values() for i in places)}
    return [i for i in range(layout.width) if i not in used]


def _unused(layout: Layout, column: str) -> list[int]:
    """Positions of free headers that mean the column as well, none planned, the likeliest first."""
    offers: Mapping[int, int] = {
        i: rank
        for i in _free(layout)
        for meant_, rank in meanings(layout.headers[i], layout.table)
        if meant_ == column
    }
    return sorted(offers, key=lambda i: (offers[i], i))
