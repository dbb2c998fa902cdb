"""Questions before the import: what a file's own cells can't tell, so that a person has to, and the safe reading until then.

A question has an id, `day_or_month:Date`: its kind, and the headers it is about. Its first answer is the safe reading: it is taken
where nobody answers, and a notice names the money at stake. Answers stand in a mapping ([answers], see columns.mapping), come from
`dealfit import --answer`, or are given on the page of loading, and are remembered for the file's shape with the mapping.

How to add a kind of question:
1. Here: an entry in KINDS, its English sentence and its answers, the safe one first.
2. A small module in rows/questions like `day_or_month`: `find`, which looks at the layout and the rows (SQL relation with columns
   c0, c1 … as text; the first rows for a glance, all rows at the import) and gives questions; `settle`, which puts the answer taken
   in force in the layout or the formats, and may be done twice. Add both to `asking.ORDER`.
3. Two texts: `question.<kind>` and `answer.<kind>.<answer>` in analysis/language/ru (the English ones come from here).
A stake is the money that may turn out otherwise: `stakes` adds up a column over the rows in question.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.errors import BadMapping
from analysis.errors.phrases import phrase


@dataclass(frozen=True)
class Wording:
    """The sentence of a kind of question (placeholders: `header` and the question's values), and its answers."""

    sentence: str
    answers: Mapping[str, str]


KINDS: dict[str, Wording] = {
    "day_or_month": Wording(
        "'{header}' never says whether day or month comes first ({sample}).",
        {
            "refuse": "don't take the table in",
            "dmy": "the day comes first: 01/02 is 1 February",
            "mdy": "the month comes first: 01/02 is 2 January",
        },
    ),
    "discount_of_amount": Wording(
        "Beside '{amount}' stands '{header}', and nothing says whether the amount is before that discount or after it.",
        {
            "take_off": "before it: the discount is taken off",
            "inside": "after it: the amount stays",
        },
    ),
    "charges_in_total": Wording(
        "'{amount}' may have {header} in it, and no column has the amount of the goods alone.",
        {"without": "they are in it: taken off", "with": "they are not in it, or count as revenue"},
    ),
    "refund_beside": Wording(
        "Beside '{amount}' stands '{header}': is what was given back still in it?",
        {"take_off": "it is in it: taken off", "inside": "it is off already: the amount stays"},
    ),
    "costs_beside": Wording(
        "Beside '{amount}' stand further costs ({header}): are they in it?",
        {"outside": "no: they are added to it", "inside": "yes: it stays as it is"},
    ),
    "money_or_percent": Wording(
        "Nothing says whether '{header}' is in money or in per cent.",
        {"money": "in money", "percent": "in per cent"},
    ),
    "cost_of_one": Wording(
        "'{header}' is the same at any quantity, or below the price of one piece: is it the cost of one piece or of the line?",
        {"piece": "of one piece: multiplied by the quantity", "line": "of the whole line"},
    ),
    "corrections": Wording(
        "{rows} corrections ('{header}') have positive amounts: do they add to the sales or take from them?",
        {
            "negative": "they take from them: their amounts are negative",
            "as_written": "they add to them: their amounts are as written",
        },
    ),
    "returned_status": Wording(
        "In {rows} rows '{header}' says that the goods came back, and their amounts are positive: "
        "are these returns of what other rows sold, or the sales themselves?",
        {
            "negative": "returns of other rows: quantity and amounts are negative",
            "came_back": "the sales themselves, which came back: they count as cancelled",
            "as_written": "sales that stay: as written",
        },
    ),
    "two_signs": Wording(
        "In {rows} rows '{header}' have different signs: are these returns or sales?",
        {"negative": "returns: quantity and amounts are negative", "as_written": "as written"},
    ),
    "delivery_day": Wording(
        "'{header}' follows every shipment: is it the day that was promised, or the day of arrival?",
        {"fact": "the day of arrival: nothing is said of lateness", "promise": "the promised day"},
    ),
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

    @property
    def sentence(self) -> str:
        return KINDS[self.code].sentence.format(**self.details)

    def said(self, answer: str) -> str:
        return KINDS[self.code].answers[answer]


def check_answer(file: str, question: str, answer: str) -> None:
    """Raises BadMapping where the kind of question, or the answer to it, is not known. file: of the mapping, for the sentence."""
    code, colon, _ = question.partition(":")
    if code not in KINDS or not colon:
        raise BadMapping(
            "mapping_unknown_question", file=file, question=question, known=", ".join(KINDS)
        )
    if answer not in KINDS[code].answers:
        unknown_answer(question, answer, KINDS[code].answers)


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
