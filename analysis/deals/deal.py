"""A deal as somebody asks about it: a frozen record, read from a TOML file or made of the same content in Python.

Whatever is wrong with it is one sentence: file, key, value, and what to write instead. The types of the fields are their bounds.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta

from analysis import toml, validation
from analysis.errors import BadDeal
from analysis.errors.phrases import Phrase, phrase
from analysis.validation import OfFile

LARGEST = 1e12  # of a number; pieces and prices are far below
MOST_LINES = 2_000
LONGEST = 500  # signs of a name
FILE = "deal"  # what a deal is called that comes from no file
COSTS = ("material_cost", "labour_cost", "other_direct_cost")

Text = Annotated[
    str, Meta(max_length=LONGEST, extra={"mend": "mend.line", "values": {"most": LONGEST}})
]
Number = Annotated[float, Meta(ge=0, le=LARGEST)]
Rounds = Annotated[float, Meta(ge=0, le=1000)]
PaymentDays = Annotated[float, Meta(ge=0, le=3650)]
Day = Annotated[dt.date, Meta(extra={"mend": "mend.day_or_none"})]
Attribute = Annotated[str | int | float | bool, Meta(extra={"mend": "mend.text"})]
Kind = Literal["serial", "modified", "unique"]
KINDS: tuple[str, ...] = get_args(Kind)
CUSTOM_KINDS = ("modified", "unique")


@dataclass(frozen=True)
class DealLine:
    """A line; amounts are of one piece, without VAT. None: not known. `kind` None: as the product was sold before."""

    quantity: Number
    product: Text | None = None
    base_sku: Text | None = None
    product_family: Text | None = None
    kind: str | None = None  # of KINDS
    unit_price: Number | None = None
    material_cost: Number | None = None
    labour_cost: Number | None = None
    other_direct_cost: Number | None = None


@dataclass(frozen=True)
class Deal:
    """`date`: the day of the question; nothing later than it is used. `approval_rounds`, `payment_days`: as expected, None: unknown.

    `need_by` may be past: the advice then says that it can't be kept. `attributes`: of a client that is not in the client list, by the
    list's own names.
    """

    client: Text
    line: tuple[DealLine, ...]
    date: Day
    need_by: Day | None = None
    approval_rounds: Rounds | None = None
    payment_days: PaymentDays | None = None
    currency: Text | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def quantity(self) -> float:
        return math.fsum(line.quantity for line in self.line)

    @property
    def price(self) -> float | None:
        """Of the whole deal; None where a line has none."""
        prices = [line.unit_price for line in self.line]
        if any(p is None for p in prices):
            return None
        return math.fsum(
            (p or 0.0) * line.quantity for p, line in zip(prices, self.line, strict=True)
        )

    @property
    def lead_days(self) -> int | None:
        """Days from the question to the wanted date; none are left where that is past."""
        return None if self.need_by is None else max(0, (self.need_by - self.date).days)


# As a file may have them: a key that must be there has a sentence of its own where it isn't, and a line may name a currency.
DEAL = {
    **validation.kinds_of(Deal),
    "client": Text | None,
    "line": Any,
    "date": Day | None,
    "attributes": Any,
}
LINE = {
    **validation.kinds_of(DealLine),
    "quantity": Number | None,
    "kind": Kind | None,
    "currency": Text | None,
}


def load_deal(path: Path, today: dt.date | None = None) -> Deal:
    """The deal in a TOML file. BadDeal for what can't be taken, BadSettings where the file can't be read."""
    raw = toml.read(path)
    if raw is None:
        raise BadDeal("no_such_path", path=path)
    return read_deal(raw, path.name, today)


def read_deal(raw: Mapping[str, Any], file: str = FILE, today: dt.date | None = None) -> Deal:
    """The deal that a file's content, or a form, describes. `today`: its day where it names none, by default the calendar's."""
    refusing = OfFile(file, BadDeal)
    days = {name: _day(raw[name]) for name in ("date", "need_by") if name in raw}
    found = validation.table({**raw, **days}, DEAL, "", refusing)
    if found.get("client") is None:
        raise _missing(file, "client", phrase("mend.client"))
    if not found.get("line"):
        raise _missing(file, "line", phrase("mend.lines", form="[[line]]"))
    listed = validation.tables(found["line"], "line", refusing)
    if len(listed) > MOST_LINES:
        raise refusing.bad("line", len(listed), phrase("mend.most_lines", most=MOST_LINES))
    lines = [_line(each, f"line[{n + 1}]", refusing) for n, each in enumerate(listed)]
    currency = _currency(found.get("currency"), lines, refusing)
    attributes = found.get("attributes") or {}
    return Deal(
        **{
            **found,
            "line": tuple(DealLine(**line) for line in lines),
            "date": found.get("date") or today or dt.date.today(),
            "currency": currency,
            "attributes": validation.names(attributes, Attribute, "attributes", refusing),
        }
    )


def _line(raw: Any, key: str, refusing: OfFile) -> dict[str, Any]:
    """The values of a line, its currency with them."""
    if not isinstance(raw, Mapping):
        raise refusing.bad(key, raw, phrase("mend.form", form="[[line]]"))
    found = validation.table(raw, LINE, key, refusing)
    if found.get("quantity") is None:
        raise _missing(refusing.file, f"{key}.quantity", phrase("mend.pieces"))
    for name, mend in (("quantity", "mend.pieces"), ("unit_price", "mend.price")):
        if found.get(name) == 0:
            raise refusing.bad(f"{key}.{name}", raw[name], phrase(mend))
    return found


def _currency(whole: str | None, lines: Sequence[dict[str, Any]], refusing: OfFile) -> str | None:
    """The one currency that the deal names, taken out of its lines; BadDeal where they name two."""
    for n, line in enumerate(lines):
        of_line = line.pop("currency", None)
        if of_line is not None and whole is not None and of_line.upper() != whole.upper():
            mend = phrase("mend.one_currency", currency=whole)
            raise refusing.bad(f"line[{n + 1}].currency", of_line, mend)
        whole = whole or of_line
    return whole


def _day(given: Any) -> Any:
    """A day as a form or another program gives it: with a time, as a text, or empty. What is no day stays, and is refused."""
    if isinstance(given, dt.datetime):
        return given.date()
    if not isinstance(given, str):
        return given
    try:
        return dt.date.fromisoformat(given) if given.strip() else None
    except ValueError:
        return given


def _missing(file: str, key: str, mend: Phrase) -> BadDeal:
    return BadDeal("missing_key", file=file, key=key, mend=mend)
