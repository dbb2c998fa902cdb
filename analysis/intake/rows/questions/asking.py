"""Asks the questions of a table, in their order, and puts the answers taken in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question, unknown_answer
from analysis.intake.reasons import Notice
from analysis.intake.rows.questions import (
    cost_of_one,
    costs_beside,
    day_or_month,
    delivery_day,
    rates,
    refunds,
    returns,
    taken_off,
)
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import Formats

Find = Callable[[duckdb.DuckDBPyConnection, str, Layout, Formats], Iterable[Question]]
Settle = Callable[[Layout, Formats, Question], tuple[Layout, Formats]]
NOTICED = ("day_or_month",)  # kinds whose safe reading has a notice of its own
ORDER: dict[str, tuple[Find, Settle]] = {
    "day_or_month": (day_or_month.find, day_or_month.settle),
    "delivery_day": (delivery_day.find, delivery_day.settle),
    "discount_of_amount": (taken_off.find_discount, taken_off.settle_discount),
    "charges_in_total": (taken_off.find_charges, taken_off.settle_charges),
    "refund_beside": (refunds.find, refunds.settle),
    "costs_beside": (costs_beside.find, costs_beside.settle),
    "money_or_percent": (rates.find, rates.settle),
    "cost_of_one": (cost_of_one.find, cost_of_one.settle),
    "corrections": (returns.find_corrections, returns.settle_corrections),
    "returned_status": (returns.find_statuses, returns.settle_statuses),
    "two_signs": (returns.find_signs, returns.settle_signs),
}


@dataclass(frozen=True)
class AnsweredLayout:
    """A table's layout and formats with every answer in force, and the questions, those answered among them."""

    layout: Layout
    formats: Formats
    questions: tuple[Question, ...] = ()


def ask(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> AnsweredLayout:
    """relation: rows as staging gives them (c0, c1 … as text). Raises BadMapping where a person gave another answer than there is."""
    questions: list[Question] = []
    for find, settle in ORDER.values():
        for found in list(find(con, relation, layout, formats)):
            question = _answered(found, layout)
            questions.append(question)
            settled, formats = settle(layout, formats, question)
            if settled is not layout:
                layout, formats = settle_again(
                    settled, detect_formats(con, relation, settled, formats), questions
                )
    return AnsweredLayout(layout, formats, tuple(questions))


def notices(questions: Iterable[Question]) -> tuple[Notice, ...]:
    """That nobody answered, and the money at stake."""
    open_ones = [q for q in questions if not q.answer and q.code not in NOTICED]
    return tuple(Notice("open_question", open_details(q)) for q in open_ones)


def open_details(question: Question) -> dict[str, str]:
    """Of the notice of an open question: `code` is its kind, `answer` how it is read until somebody answers."""
    return {
        "question": question.id,
        "code": question.code,
        "answer": question.taken,
        "stake": "" if question.stake is None else str(question.stake),
        "of": question.of,
        **question.details,
    }


def settle_again(
    layout: Layout, formats: Formats, questions: Iterable[Question]
) -> tuple[Layout, Formats]:
    """With the answers taken once more in force: after the formats were detected anew, and for mended rows of the same file."""
    for question in questions:
        _, settle = ORDER[question.code]
        layout, formats = settle(layout, formats, question)
    return layout, formats


def _answered(question: Question, layout: Layout) -> Question:
    answer = layout.mapping.answers.get(question.id, "")
    if answer and answer not in question.answers:
        unknown_answer(question.id, answer, question.answers)
    return replace(question, answer=answer)
