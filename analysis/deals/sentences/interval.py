"""What stands behind the interval of a deal's cost, in words: how many cases, and how it did on orders it had not seen."""

from __future__ import annotations

import math

from analysis.deals.desk import Advice
from analysis.language import Words


def how_sure(words: Words, advice: Advice) -> str:
    """What stands behind the interval: orders left out, how often it held out of time, the mean error; the chance of winning."""
    estimate = advice.estimate
    tested = estimate.tested
    if estimate.cost is not None and estimate.cost.high is None:
        said = words("deal.sure.few", cases=estimate.cases, needed=estimate.least_cases)
    elif tested is None:
        said = words("deal.sure.untested", cases=estimate.cases)
    else:
        said = words(
            "deal.sure",
            cases=estimate.cases,
            at_80=words.share(tested.coverage[0.8], 0),
            at_90=words.share(tested.coverage[0.9], 0),
            n=tested.n,
            error=words.money(tested.mean_error),
            beside=beside_median(words, tested.accuracy),
        )
    return f"{said} {_chance(words, advice)}".strip()


def beside_median(words: Words, accuracy: float | None) -> str:
    """`accuracy`: by which share the mean error is below that of the naive guess; below 0 the guess does better."""
    if accuracy is None:
        return words("deal.sure.alone")
    way = "better" if accuracy >= 0 else "worse"
    return words(f"deal.sure.{way}", share=words.share(abs(accuracy), 0))


def _chance(words: Words, advice: Advice) -> str:
    if advice.offer is None or advice.offer.price is None:
        return ""
    found = advice.chances.at(advice.offer.price)
    if found is None:
        key = "deal.chance.beyond" if not advice.chances.trouble else "deal.chance.none"
        return words(key)
    low, high = words.share(found.low, 0), words.share(found.high, 0)
    return words("deal.chance", chance=words.share(found.value, 0), low=low, high=high)


def shares(words: Words, low: float | None, high: float | None) -> str:
    """From low to high, in whole per cents; a dash where there is no interval."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return words.unknown
    return f"{words.share(low, 0)} – {words.share(high, 0)}"
