"""Questions before the import: what a file's own cells can't tell, so that a person has to, and the safe reading until then.

A question has an id, `day_or_month:Date`: its kind, and the headers it is about. Its first answer is the safe reading: it is taken
where nobody answers, and a notice names the money at stake. Answers stand in a mapping ([answers], see columns.mapping), come from
`dealfit import --answer`, or are given on the page of loading, and are remembered for the file's shape with the mapping.

How to add a kind of question:
1. Here: an entry in KINDS with the codes of its answers, the safe one first.
2. A small module in rows/questions like `day_or_month`: `find`, which looks at the layout and the rows (SQL relation with columns
   c0, c1 … as text; the first rows for a glance, all rows at the import) and gives questions; `settle`, which puts the answer taken
   in force in the layout or the formats, and may be done twice. Add both to `asking.ORDER`.
3. Its texts: `question.<kind>` and `answer.<kind>.<answer>`, in both languages (analysis/language).
A stake is the money that may turn out otherwise: `stakes` adds up a column over the rows in question.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.errors import BadMapping
from analysis.errors.phrases import phrase

KINDS: dict[str, tuple[str, ...]] = {  # kind of question → its answers, the safe one first
    "day_or_month": ("refuse", "dmy", "mdy"),
    "discount_of_amount": ("take_off", "inside"),
    "charges_in_total": ("without", "with"),
    "refund_beside": ("take_off", "inside"),
    "costs_beside": ("outside", "inside"),
    "money_or_percent": ("money", "percent"),
    "cost_of_one": ("piece", "line"),
    "corrections": ("negative", "as_written"),
    "returned_status": ("negative", "came_back", "as_written"),
    "two_signs": ("negative", "as_written"),
    "delivery_day": ("fact", "promise"),
}


@dataclass(frozen=True)
class Question:
    """What is asked of one table. answers: codes, the first is the safe reading; answer: what a person said, "" for nothing yet.

    stake: the sum of `of` (a column of the contract) in the rows that depend on the answer; None where it can't be told.
    """

    code: str
    headers: tuple[str, ...]
    answers: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    stake: Decimal | None = None
    of: str = "revenue"
    answer: str = ""

    @property
    def id(self) -> str:
        return f"{self.code}:{' '.join(', '.join(self.headers).split())}"

    @property
    def taken(self) -> str:
        """The answer in force."""
        return self.answer or self.answers[0]

    @property
    def details(self) -> dict[str, str]:
        """What its sentence is formatted with."""
        return {"header": ", ".join(self.headers), **self.values}


def check_answer(file: str, question: str, answer: str) -> None:
    """Raises BadMapping where the kind of question, or the answer to it, is not known. file: of the mapping, for the sentence."""
    code, colon, _ = question.partition(":")
    if code not in KINDS or not colon:
        raise BadMapping(
            "mapping_unknown_question", file=file, question=question, known=", ".join(KINDS)
        )
    if answer not in KINDS[code]:
        unknown_answer(question, answer, KINDS[code])


def given(texts: Iterable[str]) -> dict[str, str]:
    """Answers as the command takes them, QUESTION=ANSWER (a header may have such a sign itself). Raises BadMapping."""
    found: dict[str, str] = {}
    for text in texts:
        question, sign, answer = (part.strip() for part in text.rpartition("="))
        if not sign or not question:
            raise BadMapping("answer_without_question", text=text)
        check_answer("--answer", question, answer)
        found[question] = answer
    return found


def unknown_answer(question: str, answer: str, answers: Iterable[str]) -> None:
    raise BadMapping("unknown_answer", question=question, answer=answer, answers=", ".join(answers))


def check_asked(answers: Mapping[str, str], asked: Iterable[Question]) -> None:
    """Raises BadMapping where an answer is to a question that no file asks; the sentence says what can be answered."""
    open_ones = {q.id: q for q in asked}
    for question in answers:
        if question not in open_ones:
            close = difflib.get_close_matches(question, open_ones, n=1, cutoff=0.5)
            listed = [f"'{close[0]}'"] if close else [f"'{q}'" for q in open_ones]
            names = ", ".join(listed)
            known = (
                phrase("hint.can_be_answered", names=names)
                if listed
                else phrase("hint.nothing_asked")
            )
            raise BadMapping("question_not_asked", question=question, known=known)


def from_said(said: Mapping[str, object]) -> Question:
    """As a manifest keeps it."""
    raw = dict(said)
    stake = raw.get("stake")
    headers, answers = (tuple(map(str, raw[name])) for name in ("headers", "answers"))  # type: ignore[call-overload]
    values = {str(k): str(v) for k, v in dict(raw.get("values") or {}).items()}  # type: ignore[call-overload]
    return Question(
        str(raw["code"]),
        headers,
        answers,
        values,
        None if stake is None else Decimal(str(stake)),
        str(raw.get("of", "revenue")),
        str(raw.get("answer", "")),
    )
