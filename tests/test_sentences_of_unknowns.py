"""A sentence says that a value isn't known; it never puts "no data" where the value would stand."""

from __future__ import annotations

import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analysis.deals.past_deals.backtest import Measured
from analysis.deals.sentences import backtest_sentences, kept
from analysis.delivery.change_records import Sum
from analysis.language import Words, words
from dashboard.data.imports import changed_orders

NONE = Measured(None, None, None, 0)
SOME = Measured(0.75, 0.3, 1.0, 4)
# What a value stands behind in a sentence: "сбывались в …", "на … больше", "held in …".
AFTER_A_PREPOSITION = re.compile(
    r"(?i)\b(в|во|на|у|от|до|по|из|с|к|за|при|через|около|in|of|at|by|to|from|cost) (нет данных|unknown)"
)


def coverage(words: Words, at_80: Measured, at_90: Measured) -> str:
    found = SimpleNamespace(coverage_80=at_80, coverage_90=at_90)
    return backtest_sentences.coverage(words, cast(Any, found))


def outcome(words: Words, **known: object) -> str:
    names = ("actual_cost", "cost_mid", "cost_low", "cost_high", "actual_profit", "fell")
    dates = ("shipped_on", "ready_on", "need_by")
    row = dict.fromkeys((*names, *dates)) | {"order_id": "SO1", "state": "done"} | known
    return " ".join(kept.outcome(words, row))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_an_unknown_value_has_a_sentence_of_its_own(lang: str) -> None:
    in_words = words(lang)
    told = [
        coverage(in_words, NONE, NONE),
        coverage(in_words, SOME, NONE),
        outcome(in_words),
        outcome(in_words, actual_cost=Decimal(90)),
        changed_orders.added_said(in_words, Sum(3)),
        changed_orders.added_said(in_words, Sum(3, open_after=Decimal(5))),
    ]
    assert [text for text in told if AFTER_A_PREPOSITION.search(text)] == []


def test_an_interval_of_90_percent_that_nothing_could_test_is_said_to_lack_orders() -> None:
    told = coverage(words("ru"), SOME, NONE)
    assert "у 75\xa0% (от 30\xa0% до 100\xa0%) из 4 заказов" in told
    assert told.endswith("; для 90-процентного прошлых заказов мало.")
