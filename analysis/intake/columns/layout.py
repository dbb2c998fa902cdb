"""A table in a file as it is laid out: which column each header means, where the rows begin, how the file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from analysis.intake.columns.header_words import periods
from analysis.intake.columns.header_words.spelling import (
    Header,
    minutes_of,
    parts_of_name,
    plain,
    role,
)
from analysis.intake.columns.header_words.units import FACTORS
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.contract import Table
from analysis.intake.currency import Money
from analysis.intake.reasons import Notice


@dataclass(frozen=True)
class Layout:
    """Everything that reading needs to know. `columns`: contract column → position in the row."""

    file: str
    container: Literal["csv", "sheet", "parquet"]
    table: Table
    headers: tuple[str, ...]  # one per position, unique
    columns: Mapping[str, int]
    header_row: int  # as a person counts, from 1
    skip: int  # rows or lines before the first row of data
    mapping: FileMapping
    sample: tuple[tuple[str, ...], ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    least: int = 0  # cells that make a row, where the header has fewer than most rows
    constants: Mapping[str, str] = field(default_factory=dict)
    places: int = 1  # see Flat.places
    heads: tuple[tuple[str, ...], ...] = ()  # the rows of a header of several rows, as they stand
    money: Money = field(default_factory=Money)  # the workspace's currency and rates
    noticed: tuple[Notice, ...] = ()
    faults: Mapping[int, str] = field(
        default_factory=dict
    )  # row, as a person counts → why it can't be taken
    undecided: frozenset[str] = (
        frozenset()
    )  # columns of typed numbers with texts such as 1,234 among them
    only_lines: bool = False  # of a report whose totals were told from its lines already
    since_1904: bool = False  # the workbook counts its days from 1904
    more: Mapping[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # contract column → further positions, added to its own
    take_off: bool = False  # revenue is before the discount: the discount is taken off
    told_rates: Mapping[str, str] = field(
        default_factory=dict
    )  # see values.formats.Formats.rates: as the file's arithmetic proves
    title: tuple[
        str, ...
    ] = ()  # what stands above the header and holds for all amounts under it: «тыс. руб.»

    @property
    def width(self) -> int:
        return len(self.headers)

    def stated(self, position: int) -> Header:
        """What the header states; of an amount also what the title does, where header and mapping keep silent."""
        own = self._own(position)
        for said in self.of_title(position):
            own = replace(own, **self._told(own, said))
        return own

    def of_title(self, position: int) -> tuple[str, ...]:
        """The title's remarks that hold for the column: for an amount, of which neither header nor mapping says so."""
        if not self.title:
            return ()
        amounts = {i for c, i in self.columns.items() if self.table.column(c).kind == "money"}
        amounts |= {i for c, i in self.aside.items() if c == "vat_amount"}
        own = self._own(position)
        return tuple(said for said in self.title if position in amounts and self._told(own, said))

    def _own(self, position: int) -> Header:
        """What the header states by itself; the period that a pool's cost is of is no part of it."""
        header = self.headers[position]
        return plain(periods.without(header) if self.table.name == "pools" else header)

    def _told(self, own: Header, said: str) -> dict[str, Any]:
        """What a remark of the title says of an amount with this header, by the fields of Header."""
        title, corrected, told = plain(f"x, {said}"), self.mapping.format, dict[str, Any]()
        if (
            title.unit in FACTORS
            and own.unit not in FACTORS
            and not own.currency
            and "scale" not in corrected
        ):
            told["unit"] = title.unit
        if title.vat and not own.vat and "vat" not in corrected:
            told |= {"vat": title.vat, "vat_rate": title.vat_rate}
        if (
            title.currency not in ("", self.money.home)
            and not own.currency
            and "currency" not in corrected
        ):
            told["currency"] = title.currency
        return told

    @property
    def extras(self) -> dict[int, str]:
        """Position → name of the further columns that the table keeps, none named like a column of the table."""
        if not self.table.keeps_extra:
            return {}
        used = set(self.columns.values())
        taken = {*self.table.names, "import_id", "source_row", "trouble", "unknown", "fault"}
        return {
            i: f"{h} (2)" if h.casefold() in taken else h
            for i, h in enumerate(self.headers)
            if i not in used and not h.startswith("(column ")
        }

    @property
    def unused(self) -> tuple[str, ...]:
        used = {
            *self.columns.values(),
            *self.extras,
            *(i for places in self.more.values() for i in places),
        }
        used |= {
            i for said, i in self.aside.items() if said != "document_kind"
        }  # which is looked at for returns only
        return tuple(
            h for i, h in enumerate(self.headers) if i not in used and not h.startswith("(column ")
        )

    @property
    def aside(self) -> dict[str, int]:
        """What other columns say of the amounts (vat_amount, vat_rate, vat_included, document_kind, unit, currency) → position.

        Of a use's hours and person: minutes, given_name, middle_name.
        """
        used = set(self.columns.values())
        if self.table.name == "usage":
            rest = [(i, h) for i, h in reversed(list(enumerate(self.headers))) if i not in used]
            hours, person = (
                self.headers[at] if (at := self.columns.get(c)) is not None else ""
                for c in ("quantity", "person")
            )
            halves = [i for i, h in rest if minutes_of(h, hours)]
            names = {part: i for i, h in rest if (part := parts_of_name(h, person))}
            return names | ({"minutes": halves[-1]} if halves else {})
        if self.table.name not in ("order_lines", "quotes"):
            return {}
        found = {
            r: i
            for i, h in reversed(list(enumerate(self.headers)))
            if i not in used and (r := role(h))
        }
        tax = found.pop("tax", None)  # of any kind; the VAT of an amount that says «incl. tax»
        if (
            tax is not None
            and "vat_amount" not in found
            and tax not in {i for m in self.more.values() for i in m}
        ):
            own = self.columns.get(self.table.money or "")
            if own is not None and plain(self.headers[own]).vat == "with":
                found["vat_amount"] = tax
        return found

    @property
    def named(self) -> dict[str, str]:
        """Contract column → header in the file."""
        return {column: self.headers[position] for column, position in self.columns.items()}

    @property
    def is_russian(self) -> bool:
        return any("а" <= c <= "я" for h in self.headers for c in h.lower())
