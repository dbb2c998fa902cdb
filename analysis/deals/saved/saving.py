"""A deal and its advice as they are kept: plain values that a file of JSON holds, and the deal read back from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from analysis.deals import as_json
from analysis.deals.deal import Deal, read_deal
from analysis.deals.desk import Advice


@dataclass(frozen=True)
class ToKeep:
    """`asked`: the deal as its file has it; `advice`: as the JSON of the advice has it (both DESIGN.md, contract 5)."""

    asked: Mapping[str, Any]
    advice: Mapping[str, Any]


def to_keep(advice: Advice) -> ToKeep:
    """Where a slider moved the price of the whole, each line's price is moved by the same part."""
    deal = advice.deal
    price = advice.offer.price if advice.offer is not None else None
    if price is not None and deal.price and price != deal.price:
        deal = _at_price(deal, price / deal.price)
    return ToKeep(asked(deal), as_json.content(replace(advice, deal=deal)))


def _at_price(deal: Deal, times: float) -> Deal:
    lines = [
        replace(line, unit_price=None if line.unit_price is None else line.unit_price * times)
        for line in deal.line
    ]
    return replace(deal, line=tuple(lines))


def asked(deal: Deal) -> dict[str, Any]:
    """The deal as a file has it, days as ISO text; what isn't known is left out."""
    return _known({**asdict(deal), "line": [_known(asdict(line)) for line in deal.line]})


def deal_of(kept: Mapping[str, Any]) -> Deal:
    """The deal that was kept."""
    return read_deal(kept)


def _known(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in found.items()
        if value is not None and value != {}
    }
