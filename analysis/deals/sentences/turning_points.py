"""Where the answer to a deal changes, in words: along the price, and along the batch at the same price each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.deals.switches import Stretch
from analysis.language import Words


def along_price(words: Words, found: Sequence[Stretch]) -> str:
    return _sentence(words, "deal.along.price", found, words.short_money)


def along_batch(words: Words, found: Sequence[Stretch]) -> str:
    return _sentence(words, "deal.along.batch", found, words.number)


def _sentence(words: Words, key: str, found: Sequence[Stretch], say: Callable[[float], str]) -> str:
    """The answer at the lower end, then each that follows and where it begins; one answer all along is said as that."""
    first, *others = found
    answers = [_small(words(f"deal.decision.{each.decision or 'none'}")) for each in found]
    if not others:
        return words(f"{key}.one", answer=answers[0], low=say(first.low), high=say(first.high))
    changes = [
        words(f"{key}.from", answer=answer, low=say(each.low))
        for each, answer in zip(others, answers[1:], strict=True)
    ]
    return words(key, answer=answers[0], low=say(others[0].low), changes="; ".join(changes))


def _small(answer: str) -> str:
    """As it stands within a sentence."""
    return answer[:1].lower() + answer[1:]
