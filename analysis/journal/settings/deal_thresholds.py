"""What the advice on a next deal rests on: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from analysis.dictionary.setting_kinds import Months, Share

Coverage = Annotated[float, Meta(ge=0.5, le=0.99, extra={"unit": "share"})]
Thousand = Annotated[int, Meta(ge=1, le=1000, extra={"unit": "count"})]
Rows = Annotated[int, Meta(ge=1, le=10_000_000, extra={"unit": "count"})]
CriterionEvidence = Annotated[int, Meta(ge=1, le=5000, extra={"unit": "count"})]
Fitted = Annotated[int, Meta(ge=10, le=100_000, extra={"unit": "count"})]
Times = Annotated[float, Meta(ge=1, le=1000, extra={"unit": "quantity"})]
Power = Annotated[float, Meta(ge=0, le=10, extra={"unit": "quantity"})]


@dataclass(frozen=True)
class DealLimits:
    """Thresholds of the advice on a deal."""

    interval_share: Coverage = 0.8  # of costs and hours that should lie within low and high
    analogues: Thousand = 12  # past orders that a deal is compared with
    last_orders: Thousand = 5  # of a product, that its unit cost is taken from
    compared_orders: Rows = 20_000  # of a kind, the newest, among which analogues are looked for
    tested_orders: CriterionEvidence = (
        400  # of a kind, the newest, whose costs are foretold to see how far off that is
    )
    fitted_orders: Fitted = (
        40  # measured orders of a kind, from which on what batch, lines and rounds take is fitted
    )
    steepest_growth: Power = 1.5  # use of a resource grows at most as the batch to this power
    load_months: Months = 3  # the last whole months that say how busy resources are
    filler_load: Share = (
        0.5  # of capacity: work for resources less busy than this may fill idle time
    )
    worth_trying: Share = 0.1  # the lowest chance of winning at which a price is worth trying
    larger_batch: Times = 2.0  # as many pieces may be talked of, where no analogue was larger
    bearable_risk: Share = (
        0.45  # chance of a loss up to which a deal that pays is accepted as it is
    )
    widest_interval: Times = (
        2.5  # a high cost of more than so many times the middle one is too unsure to accept on
    )
    least_kept: Share = 0.1  # a wanted day that is kept more rarely is talked about first
    late_share: Share = (
        0.1  # of what the deal is to bring: days late that cost more are talked about first
    )
    worth_terms: Share = (
        0.01  # of the price: what a term must save to be asked for where a deal pays
    )
