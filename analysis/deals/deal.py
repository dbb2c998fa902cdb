"""A deal as somebody asks about it: a frozen record, read from a TOML file or made of the same content in Python.

Whatever is wrong with it is one sentence: file, key, value, and what to write instead.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from analysis import toml
from analysis.errors import BadDeal
from analysis.errors.phrases import Phrase, hint, phrase

KINDS = ("serial", "modified", "unique")
CUSTOM_KINDS = ("modified", "unique")
LARGEST = 1e12  # of a number; pieces and prices are far below
MOST_LINES = 2_000
LONGEST = 500  # signs of a name
FILE = "deal"  # what a deal is called that comes from no file
COSTS = ("material_cost", "labour_cost", "other_direct_cost")


@dataclass(frozen=True)
class DealLine:
    """A line; amounts are of one piece, without VAT. None: not known. `kind` None: as the product was sold before."""

    quantity: float
    product: str | None = None
    base_sku: str | None = None
    product_family: str | None = None
    kind: str | None = None
    unit_price: float | None = None
    material_cost: float | None = None
    labour_cost: float | None = None
    other_direct_cost: float | None = None


@dataclass(frozen=True)
class Deal:
    """`date`: the day of the question; nothing later than it is used. `approval_rounds`, `payment_days`: as expected, None: unknown.

    `attributes`: of a client that is not in the client list, by the list's own names.
    """

    client: str
    line: tuple[DealLine, ...]
    date: dt.date
    need_by: dt.date | None = None
    approval_rounds: float | None = None
    payment_days: float | None = None
    currency: str | None = None
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
        """Days from the question to the wanted date."""
        return None if self.need_by is None else (self.need_by - self.date).days


DEAL_KEYS = tuple(f.name for f in fields(Deal))
LINE_KEYS = (*(f.name for f in fields(DealLine)), "currency")


def load_deal(path: Path, today: dt.date | None = None) -> Deal:
    """The deal in a TOML file. BadDeal for what can't be taken, BadSettings where the file can't be read."""
    raw = toml.read(path)
    if raw is None:
        raise BadDeal("no_such_path", path=path)
    return read_deal(raw, path.name, today)


def read_deal(raw: Mapping[str, Any], file: str = FILE, today: dt.date | None = None) -> Deal:
    """The deal that a file's content, or a form, describes. `today`: its day where it names none, by default the calendar's."""
    _known_keys(raw, DEAL_KEYS, "", file)
    client = _text(raw.get("client"), "client", file)
    if client is None:
        raise _missing(file, "client", phrase("mend.client"))
    date = _day(raw.get("date"), "date", file) or today or dt.date.today()
    need_by = _day(raw.get("need_by"), "need_by", file)
    if need_by is not None and need_by < date:
        raise _bad(
            file, "need_by", need_by.isoformat(), phrase("mend.later_day", day=date.isoformat())
        )
    listed = raw.get("line")
    if not listed:
        raise _missing(file, "line", phrase("mend.lines", form="[[line]]"))
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise _bad(file, "line", listed, phrase("mend.form", form="[[line]]"))
    if len(listed) > MOST_LINES:
        raise _bad(file, "line", len(listed), phrase("mend.most_lines", most=MOST_LINES))
    lines = tuple(_line(each, f"line[{n + 1}]", file) for n, each in enumerate(listed))
    return Deal(
        client=client,
        line=lines,
        date=date,
        need_by=need_by,
        approval_rounds=_number(raw.get("approval_rounds"), "approval_rounds", file, most=1000),
        payment_days=_number(raw.get("payment_days"), "payment_days", file, most=3650),
        currency=_currency(raw, listed, file),
        attributes=_attributes(raw.get("attributes", {}), file),
    )


def _line(raw: Any, key: str, file: str) -> DealLine:
    if not isinstance(raw, Mapping):
        raise _bad(file, key, raw, phrase("mend.form", form="[[line]]"))
    _known_keys(raw, LINE_KEYS, key, file)
    quantity = _number(raw.get("quantity"), f"{key}.quantity", file)
    if quantity is None:
        raise _missing(file, f"{key}.quantity", phrase("mend.pieces"))
    if quantity == 0:
        raise _bad(file, f"{key}.quantity", raw.get("quantity"), phrase("mend.pieces"))
    kind = _text(raw.get("kind"), f"{key}.kind", file)
    if kind is not None and kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, 1)
        known = ", ".join(KINDS)
        mend = (
            phrase("mend.near", name=near[0], form=known)
            if near
            else phrase("mend.one_of", form=known)
        )
        raise _bad(file, f"{key}.kind", kind, mend)
    product = _text(raw.get("product"), f"{key}.product", file)
    base = _text(raw.get("base_sku"), f"{key}.base_sku", file)
    price = _number(raw.get("unit_price"), f"{key}.unit_price", file)
    if price == 0:
        raise _bad(file, f"{key}.unit_price", 0, phrase("mend.price"))
    return DealLine(
        quantity=quantity,
        product=product,
        base_sku=base,
        product_family=_text(raw.get("product_family"), f"{key}.product_family", file),
        kind=kind,
        unit_price=price,
        **{name: _number(raw.get(name), f"{key}.{name}", file) for name in COSTS},
    )


def _currency(raw: Mapping[str, Any], lines: Sequence[Any], file: str) -> str | None:
    """The one currency that the deal names; BadDeal where its lines name two."""
    whole = _text(raw.get("currency"), "currency", file)
    for n, line in enumerate(lines):
        key = f"line[{n + 1}].currency"
        of_line = _text(line.get("currency"), key, file)
        if of_line is not None and whole is not None and of_line.upper() != whole.upper():
            raise _bad(file, key, of_line, phrase("mend.one_currency", currency=whole))
        whole = whole or of_line
    return whole


def _attributes(raw: Any, file: str) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise _bad(file, "attributes", raw, phrase("mend.table", name="attributes"))
    for name, value in raw.items():
        if not isinstance(value, str | int | float | bool):
            raise _bad(file, f"attributes.{name}", value, phrase("mend.text"))
    return dict(raw)


def _known_keys(raw: Mapping[str, Any], names: Sequence[str], section: str, file: str) -> None:
    for key in raw:
        if key not in names:
            near = hint(difflib.get_close_matches(str(key), names, 1), names)
            raise BadDeal(
                "unknown_setting", file=file, key=f"{section}.{key}" if section else key, hint=near
            )


def _text(value: Any, key: str, file: str) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _bad(file, key, value, phrase("mend.line", most=LONGEST))
    return value.strip()


def _number(value: Any, key: str, file: str, most: float = LARGEST) -> float | None:
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not 0 <= value <= most:
        raise _bad(file, key, value, phrase("mend.range", least=0.0, most=most))
    return float(value)


def _day(value: Any, key: str, file: str) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _bad(file, key, value, phrase("mend.day_or_none")) from None


def _bad(file: str, key: str, value: Any, mend: Phrase) -> BadDeal:
    return BadDeal("bad_setting", file=file, key=key, value=value, mend=mend)


def _missing(file: str, key: str, mend: Phrase) -> BadDeal:
    return BadDeal("missing_key", file=file, key=key, mend=mend)
