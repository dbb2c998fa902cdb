"""The back-test in words: what losses and good orders were answered, what following would have changed, whether intervals held."""

from __future__ import annotations

from analysis.deals.past_deals.backtest import Backtest, Measured, Side
from analysis.language import Words


def past_answers(words: Words, found: Backtest) -> list[str]:
    """The back-test as lines to be read, in the command."""
    return [
        orders(words, found),
        *(sides(words, found) if found.orders else []),
        *(profit(words, found) if found.orders else []),
        coverage(words, found),
    ]


def orders(words: Words, found: Backtest) -> str:
    return words("backtest.orders", n=found.orders, none=found.no_verdict)


def sides(words: Words, found: Backtest) -> list[str]:
    """The same of losses and of good orders."""
    return [
        _side(words, f"backtest.{name}", side)
        for name, side in (("losses", found.losses), ("good", found.good))
        if side.questioned.n
    ]


def _side(words: Words, key: str, side: Side) -> str:
    given = {name: _share(words, each) for name, each in side.answers.items()}
    questioned = span(words, side.questioned, is_share=True)
    return words(
        key, n=side.questioned.n, questioned=questioned, priced=_share(words, side.priced), **given
    )


def profit(words: Words, found: Backtest) -> list[str]:
    """Against accepting all, under what is assumed of clients that are asked another price; and the book's policy."""
    lost, curve, won = (
        span(words, each, is_share=False)
        for each in (found.if_lost, found.desk.profit_change, found.if_won)
    )
    book = span(words, found.book_margin.profit_change, is_share=False)
    return [
        words("backtest.profit", lost=lost, curve=curve, won=won),
        break_even(words, found.break_even),
        words("backtest.book", change=book),
    ]


def break_even(words: Words, found: Measured) -> str:
    """How many of the clients asked another price must take it; that none need to is said only where the whole interval says so."""
    if found.value is None:
        return words("backtest.even.never" if found.n else "backtest.even.none")
    if found.value == 0 and found.high == 0:
        return words("backtest.even.always")
    return words("backtest.even", share=span(words, found, is_share=True))


def coverage(words: Words, found: Backtest) -> str:
    """An interval of 90 % takes more past orders than one of 80 %: there may be none to check."""
    if not found.coverage_80.n:
        return words("backtest.coverage.none")
    at_80, at_90 = (span(words, m, is_share=True) for m in (found.coverage_80, found.coverage_90))
    if not found.coverage_90.n:
        return words("backtest.coverage.80", at_80=at_80, n=found.coverage_80.n)
    return words("backtest.coverage", at_80=at_80, at_90=at_90, n=found.coverage_80.n)


def _share(words: Words, found: Measured) -> str:
    return words.share(found.value, 0)


def span(words: Words, found: Measured, *, is_share: bool) -> str:
    """A figure with its interval where it has one."""

    def say(value: float | None) -> str:
        return words.share(value, 0) if is_share else words.short_money(value)

    if found.low is None or found.high is None:
        return say(found.value)
    return words("backtest.span", value=say(found.value), low=say(found.low), high=say(found.high))
