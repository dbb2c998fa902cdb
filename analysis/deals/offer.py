"""The prices of one estimate under one set of terms: what a slider of price moves, without a question to the store."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.deals.deal import Deal
from analysis.deals.estimate import DealEstimate
from analysis.deals.formulas import prices
from analysis.deals.terms import DealTerms
from analysis.estimates import conformal


@dataclass(frozen=True)
class Offer:
    """Money of the whole deal. `floor` None: no interval; `asked`: the price that is safe and reaches the target. Costs don't depend on
    the price; what goes with it is in the floor, the target and `profit`.
    """

    price: float | None
    low: float | None
    mid: float
    high: float | None
    with_price: float
    break_even: float | None
    floor: float | None
    target: float | None
    asked: float | None
    fixed: float  # of the mid cost: what doesn't grow with the batch
    variable: float
    profit: float | None = None
    margin: float | None = None
    book_profit: float | None = None
    fee: float | None = None
    rise: float | None = None
    min_batch: int | None = None
    loss_probability: float | None = None
    required_win_rate: float | None = None
    break_even_volume: float | None = None


def offer_at(
    deal: Deal,
    estimate: DealEstimate,
    terms: DealTerms,
    price: float | None,
    *,
    prepaid: bool = False,
) -> Offer | None:
    """None where the cost isn't known: nothing can be priced then. `price`: of the whole deal, None where none is offered."""
    if estimate.cost is None or estimate.direct_cost is None:
        return None
    share = terms.without_credit if prepaid else terms.with_price
    low, mid, high = (
        None if each is None else each + terms.spread
        for each in (estimate.cost.low, estimate.cost.mid, estimate.cost.high)
    )
    assert mid is not None
    break_even = prices.floor_price(mid, share)
    floor = None if high is None else prices.floor_price(high, share)
    target = prices.target_price(mid, share, terms.target_margin)
    asked = None if target is None else max(target, floor or 0.0)
    variable = estimate.direct_cost + sum(
        use.variable * (use.pool.rate or 0.0) for use in estimate.uses
    )
    fixed = mid - variable
    known = Offer(
        None,
        low,
        mid,
        high,
        share,
        break_even,
        floor,
        target,
        asked,
        fixed=fixed,
        variable=variable,
    )
    return known if price is None else _at(price, known, deal, estimate, terms)


def _at(price: float, known: Offer, deal: Deal, estimate: DealEstimate, terms: DealTerms) -> Offer:
    """The same at an offered price."""
    pieces = deal.quantity
    profit = price * (1 - known.with_price) - known.mid
    overhead = terms.overhead_on_direct
    direct, share = estimate.direct_cost or 0.0, known.with_price
    return replace(
        known,
        price=price,
        profit=profit,
        margin=profit / price,
        book_profit=None if overhead is None else price - direct * (1 + overhead),
        fee=None if known.floor is None else prices.small_order_fee(known.floor, price),
        rise=None if known.asked is None else prices.price_rise(price, known.asked),
        min_batch=prices.minimum_batch(known.fixed, price / pieces, known.variable / pieces, share),
        loss_probability=_loss(estimate, price * (1 - share) - terms.spread),
        required_win_rate=None
        if known.target is None
        else prices.required_win_rate(price, known.target, known.mid),
        break_even_volume=_volume(price, known.target, price * (1 - share) - known.variable),
    )


def _loss(estimate: DealEstimate, kept: float) -> float | None:
    """How probable a cost above what is kept of the price is, by the orders left out; None of too few for an interval."""
    if estimate.cost is None or estimate.cost.high is None or estimate.scored_part <= 0:
        return None
    certain = estimate.cost.mid - estimate.scored_part
    if kept <= certain:
        return 1.0
    return conformal.exceeding(
        estimate.scores, float(np.log((kept - certain) / estimate.scored_part))
    )


def _volume(price: float, target: float | None, margin: float) -> float | None:
    """The change of volume that a rise to the target may cost; None where nothing is to be raised."""
    if target is None or target <= price:
        return None
    return prices.break_even_volume(target - price, margin)
