"""An advice as plain values: numbers as numbers, days as ISO text, unknown as null. Keys as DESIGN.md, contract 5, and more."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from analysis.deals.desk import Advice
from analysis.deals.formulas import prices
from analysis.deals.judging.facts import Condition, Failing
from analysis.deals.resources.pool_use import PoolUse, Range
from analysis.estimates.statistics import Estimate

NO_RANGE: dict[str, float | None] = {"low": None, "mid": None, "high": None}


def content(advice: Advice) -> dict[str, Any]:
    """JSON's content. `price`, costs and prices are of the whole deal; `reasons` holds every failing rule, the deciding one first;
    `conditions` what would flip them; `needed` what is missing for a verdict."""
    offer, estimate = advice.offer, advice.estimate
    people = [use for use in estimate.uses if use.pool.hours_per_unit]
    others = [use for use in estimate.uses if not use.pool.hours_per_unit]
    found = {
        "decision": advice.decision,
        "reasons": [_reason(each) for each in advice.failing],
        "conditions": _conditions(advice),
        "needed": [{"code": code, **values} for code, values in advice.lacking],
        "notices": [{"code": code, **values} for code, values in advice.notices],
        "price": advice.deal.price if offer is None else offer.price,
        "cost": NO_RANGE
        if offer is None
        else {"low": offer.low, "mid": offer.mid, "high": offer.high},
        "hours": {use.pool.name: _hours(use) for use in people},
        "uses": {use.pool.name: _range(use.quantity) for use in others},
        "floor_price": offer and offer.floor,
        "break_even_price": offer and offer.break_even,
        "target_price": offer and offer.target,
        "min_batch": offer and offer.min_batch,
        "small_order_fee": offer and offer.fee,
        "price_rise": _rise(advice),
        "lead_time_days": {
            "p50": advice.lead.p50 and advice.lead.p50.value,
            "p80": advice.lead.p80 and advice.lead.p80.value,
        },
        "date_kept": _chance(_kept(advice)),
        "lead_time_orders": advice.lead.n,
        "loss_probability": offer and offer.loss_probability,
        "required_win_rate": offer and offer.required_win_rate,
        "break_even_volume": offer and offer.break_even_volume,
        "win_probability": _chance(advice.chances.at(offer.price) if offer else None),
        "win_probability_asked": _chance(advice.chances.at(offer.asked) if offer else None),
        "best_price": _chance(
            advice.chances.best_price(offer.break_even or offer.mid) if offer else None
        ),
        "no_win_curve": advice.chances.trouble or None,
        "analogues": [each.order_id for each in estimate.analogues],
        "fit": _fit(advice),
        "capacity": _capacity(advice),
        "kind": estimate.kind,
        "client_id": advice.fit.client_id,
        "date": advice.deal.date,
        "profit": offer and offer.profit,
        "margin": offer and offer.margin,
        "book_profit": offer and offer.book_profit,
        "target_margin": advice.terms.target_margin,
        "direct_cost": estimate.direct_cost,
        "resource_cost": estimate.resource_cost,
        "terms": {
            "payment_days": advice.terms.payment_days,
            "payment_days_from": advice.terms.days_from,
            "credit_share": advice.terms.credit,
            "penalty_share": advice.terms.penalty,
            "spread_share": advice.terms.spread_share,
            "spread": advice.terms.spread,
        },
        "lines": [
            {
                "product": line.product or line.base_sku,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "unit_cost": cost.unit_cost,
                "cost_from": cost.source,
                "orders": cost.orders,
                "factor": cost.factor,
            }
            for line, cost in zip(advice.deal.line, estimate.lines, strict=True)
        ],
        "pool_costs": {use.pool.name: use.cost for use in estimate.uses},
        "hours_from": {use.pool.name: use.source for use in estimate.uses},
        "analogue_details": [
            {"order_id": a.order_id, "alike": list(a.alike), "unlike": list(a.unlike)}
            for a in estimate.analogues
        ],
        "interval": _interval(advice),
    }
    plain: dict[str, Any] = _plain(found)
    return plain


def _chance(found: Estimate | None) -> dict[str, float | None]:
    if found is None:
        return {"value": None, "low": None, "high": None}
    return {"value": found.value, "low": found.low, "high": found.high}


def _kept(advice: Advice) -> Estimate | None:
    """How probable the wanted day is kept, by orders of the kind and size."""
    days = advice.deal.lead_days
    return None if days is None else advice.lead.kept(days)


def _rise(advice: Advice) -> dict[str, Any]:
    offer = advice.offer
    if offer is None or offer.asked is None or not offer.price:
        return {"money": None, "share": None}
    money = max(0.0, offer.asked - offer.price)
    return {"money": money, "share": prices.price_rise(offer.price, offer.asked)}


def _reason(each: Failing) -> dict[str, Any]:
    return {"rule": each.rule, "asks": each.asks, **each.values}


def _conditions(advice: Advice) -> list[dict[str, Any]]:
    """Each way out once, with the rules that it flips."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for failing in advice.failing:
        for condition in failing.conditions:
            key = (condition.change, repr(sorted(condition.values.items())))
            entry = found.setdefault(key, _condition(condition))
            entry["flips"].append(failing.rule)
    return list(found.values())


def _condition(each: Condition) -> dict[str, Any]:
    return {
        "change": each.change,
        **each.values,
        "price": each.price,
        "is_enough": each.is_enough,
        "is_worth_trying": each.is_worth_trying,
        "flips": [],
    }


def _hours(use: PoolUse) -> dict[str, float | None]:
    known = use.quantity
    return _range(known and known.times(use.pool.hours_per_unit or 1.0))


def _range(found: Range | None) -> dict[str, float | None]:
    return NO_RANGE if found is None else {"low": found.low, "mid": found.mid, "high": found.high}


def _fit(advice: Advice) -> dict[str, Any]:
    fit = advice.fit
    return {
        "verdict": fit.verdict,
        "score": fit.score,
        "is_new_client": fit.is_new,
        "ruled_out_by": list(fit.ruled_out),
        "missing": list(fit.missing),
    }


def _capacity(advice: Advice) -> dict[str, Any]:
    found = advice.capacity
    return {
        "bottleneck": found.bottleneck,
        "displaced": found.displaced,
        "throughput_per_unit": found.throughput_per_unit,
        "displaced_throughput": found.displaced_throughput,
        "displaced_orders": list(found.displaced_orders),
        "ready_on": found.ready_on,
        "is_filler_work": found.is_idle,
        "pools": [
            {
                "pool": load.pool,
                "takes": load.takes,
                "load": load.load,
                "short": load.short,
                "free": [{"month": m, "free": load.free_a_month} for m in load.months],
            }
            for load in found.pools
        ],
    }


def _interval(advice: Advice) -> dict[str, Any]:
    """How many orders left out stand behind the interval, how many it takes, and how past ones held out of time."""
    tested = advice.estimate.tested
    return {
        "cases": advice.estimate.cases,
        "least_cases": advice.estimate.least_cases,
        "coverage_80": tested and tested.coverage[0.8],
        "coverage_90": tested and tested.coverage[0.9],
        "n": tested.n if tested else 0,
        "mean_absolute_error": tested and tested.mean_error,
        "standardised_accuracy": tested and tested.accuracy,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
