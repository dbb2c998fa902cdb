"""How a table's numbers, dates and ids are written, as it is kept, and as it is told to people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from analysis.intake.columns.header_words.units import FACTORS
from analysis.intake.columns.layout import Layout
from analysis.intake.files.encoding import INVISIBLE, WIDE_SPACES
from analysis.intake.values.dates import DateFormat
from analysis.intake.values.numbers import Mark, NumberFormat
from analysis.intake.values.returns import Back
from analysis.intake.values.vat import Vat, vat_formats

NUMERIC = ("money", "quantity", "integer")
DATED = ("date", "stamp")
RATED = ("discount", "profit", "markup")  # whose cells may have a per cent sign
ODD_SPACES = "\t\n\r\u00a0" + WIDE_SPACES + INVISIBLE


@dataclass(frozen=True)
class Formats:
    """`settled`: every column speaks for itself, so a reading that refuses no row is the right one."""

    numbers: Mapping[str, NumberFormat]
    dates: Mapping[str, DateFormat]
    float_ids: frozenset[str] = field(default_factory=frozenset)  # ids all written as 123.0
    usual: Mark = "."
    rates: Mapping[str, str] = field(
        default_factory=dict
    )  # "discount", "profit", "markup" → "percent" or "share", where no money (see rates)
    discounts_negative: bool = False  # discounts are written as −10
    returns_discounted: bool = True  # a return's discount is written as a sale's, without a minus
    discount_scale: int | Decimal = 1  # by which discounts in money are multiplied
    take_off: bool = False  # the revenue given is before the discount
    back: Back = field(default_factory=Back)  # which rows are returns
    clocks: bool = (
        False  # all quantities of a usage table are written as 7:30, and its header states no unit
    )
    settled: bool = True
    odd_signs: bool = True
    odd_spaces: str = ODD_SPACES  # those that may occur in cells
    undecided_date: str | None = (
        None  # a column whose day and month can't be told apart, by nothing in the file
    )
    vat: Vat = field(default_factory=Vat)
    foreign: bool = False  # the column of currencies names others than the workspace's
    order_totals: bool = False  # revenue is the order's, in each of its lines: it is computed from the prices instead
    signs: bool = False  # the cells of amounts bear signs of other currencies
    of_one: frozenset[str] = field(
        default_factory=frozenset
    )  # amounts for one piece, multiplied by the quantity
    earliest: str = (
        ""  # days before it and after `latest` can't be meant (see rows.not_counted.far_dates)
    )
    latest: str = ""

    def after(self, *, odd_spaces: str, odd_signs: bool) -> Formats:
        """The same formats for a file whose bytes say that some characters don't occur."""
        known = {c: replace(f, odd_signs=odd_signs) for c, f in self.numbers.items()}
        return replace(self, numbers=known, odd_spaces=odd_spaces, odd_signs=odd_signs)


def positions(layout: Layout, kinds: tuple[str, ...]) -> dict[str, int]:
    """Column → position, for the columns of these kinds that come from the file."""
    return {c: i for c, i in layout.columns.items() if layout.table.column(c).kind in kinds}


def beside_key(column: str, n: int) -> str:
    """Under which the number format of a further column (see Layout.more) is kept."""
    return f"{column} {n + 1}"


def described(layout: Layout, formats: Formats) -> dict[str, str]:
    """What was detected, for people: encoding, delimiter, decimal, date, sheet, header_row.

    What is written in several ways has a key for each: date, date_2, date_3.
    """
    marks = {f.mark for f in formats.numbers.values() if f.mark}
    told = layout.mapping.format.get("date")
    forms = {told} if told and formats.dates else {_form(f) for f in formats.dates.values()}
    found = {
        "encoding": layout.encoding,
        "delimiter": layout.delimiter,
        **_each_way("decimal", marks),
        **_each_way("date", forms),
        "sheet": layout.sheet,
        "header_row": str(layout.header_row),
        **vat_formats(formats.vat),
    }
    return {key: value for key, value in found.items() if value is not None}


def _each_way(name: str, ways: Collection[str]) -> dict[str, str]:
    return {name if n == 1 else f"{name}_{n}": way for n, way in enumerate(sorted(ways), start=1)}


def _form(fmt: DateFormat) -> str:
    if fmt.usual == "dots":
        return "DD.MM.YYYY"
    if fmt.order:
        return "DD/MM/YYYY" if fmt.order == "dmy" else "MM/DD/YYYY"
    return "YYYY-MM-DD"


def factor_of(layout: Layout, column: str) -> int | Decimal:
    """By which the column's values are multiplied, as its header says: 1000 for «тыс. руб.», 0.001 for «руб./тыс. шт.».

    An amount whose header states no unit takes the mapping's scale. A discount may be a share or per cent: only what is left
    then is an amount, see convert.
    """
    position = layout.columns.get(column)
    if position is None:
        return 1
    stated = layout.stated(position)
    if (
        not stated.unit
        and stated.per == 1
        and column != "discount"
        and layout.table.column(column).kind == "money"
    ):
        return scale_of(layout)
    return stated.factor(column)


def scale_of(layout: Layout) -> int | Decimal:
    """By which the mapping says that amounts are multiplied where nothing else does."""
    return FACTORS.get(layout.mapping.format.get("scale", ""), 1)


def unit_of(layout: Layout, column: str) -> str:
    """The unit that the column's header states (see header_words.spelling.plain)."""
    position = layout.columns.get(column)
    return "" if position is None else layout.stated(position).unit
