"""Prices of a deal as functions of numbers; money of the whole deal unless a name says per unit.

`cost`: what doesn't depend on the price. `with_price`: the share of the price that goes with it (credit, expected penalty, spread).
"""

from __future__ import annotations

import math

NOTHING = 1e-9  # of a price: less is rounding


def floor_price(cost: float, with_price: float) -> float | None:
    """The price at which nothing is lost; None where the price itself is eaten up."""
    return target_price(cost, with_price, 0.0)


def target_price(cost: float, with_price: float, margin: float) -> float | None:
    """The price at which the true margin is the one aimed at."""
    kept = 1 - with_price - margin
    return cost / kept if kept > NOTHING else None


def minimum_batch(
    fixed: float, price_per_unit: float, cost_per_unit: float, with_price: float
) -> int | None:
    """Pieces from which on the deal pays at the offered price; None where each further piece loses."""
    earned = price_per_unit * (1 - with_price) - cost_per_unit
    if earned <= NOTHING * price_per_unit:
        return None
    return max(1, math.ceil(fixed / earned - NOTHING))


def small_order_fee(floor: float, price: float) -> float:
    """What an offer lacks to its floor: the alternative to a price rise. 0 where it lacks nothing."""
    return max(0.0, floor - price)


def price_rise(price: float, asked: float) -> float:
    """From the offered price to the asked one, as a part of the offered: 0.25 is a quarter more; never below 0."""
    return max(0.0, asked / price - 1)


def required_win_rate(price: float, higher: float, cost: float) -> float | None:
    """(p − c) ÷ (p′ − c): of the deals won at p, the part still to be won at p′ for the same money. None where p earns nothing."""
    if price <= cost or higher <= cost:
        return None
    return (price - cost) / (higher - cost)


def break_even_volume(change: float, margin: float) -> float | None:
    """−ΔP ÷ (CM + ΔP): the change of volume that makes up for a change of price; both per unit, or both as parts of the price."""
    left = margin + change
    return -change / left if left > NOTHING else None


def margin_of_markup(markup: float) -> float:
    """A markup of 50 % on cost is a margin of 33.33 % of the price."""
    return markup / (1 + markup)


def markup_of_margin(margin: float) -> float:
    """A margin of 33.33 % of the price is a markup of 50 % on cost."""
    return margin / (1 - margin)


def job_quote(material: float, set_up: float, run: float, markup: float) -> tuple[float, float]:
    """(cost, price) of a job: its material, set-up and run, with a markup on their sum."""
    cost = material + set_up + run
    return cost, cost * (1 + markup)
