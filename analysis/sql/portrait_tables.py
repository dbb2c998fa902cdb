"""The portrait of the client as tables, and back: its criteria, the values that they accept or reject, the scores of its verdicts."""

from __future__ import annotations

from analysis.journal.portrait import Criterion, Portrait, Thresholds
from analysis.sql.tables import Rows, StoreTable

NAMES = ("portrait_criteria", "portrait_values", "portrait_verdict")
CRITERIA = {
    "place": "integer",
    "name": "varchar",
    "field": "varchar",
    "least": "double",
    "most": "double",
    "wants": "boolean",
    "weight": "double",
    "is_knockout": "boolean",
    "known": "varchar",
    "drawn": "date",
}
VALUES = {"place": "integer", "value_no": "integer", "value": "varchar", "answer": "varchar"}
VERDICT = {"ours": "double", "borderline": "double", "min_known": "double"}


def tables(portrait: Portrait) -> tuple[StoreTable, StoreTable, StoreTable]:
    numbered = list(enumerate(portrait.criterion))
    values = [(n, i, value, "accept") for n, c in numbered for i, value in enumerate(c.accept)]
    values += [(n, i, value, "reject") for n, c in numbered for i, value in enumerate(c.reject)]
    limits = portrait.verdict
    return (
        StoreTable(
            "portrait_criteria",
            CRITERIA,
            [
                (n, c.name, c.field, c.min, c.max, c.yes, c.weight, c.knockout, c.known, c.drawn)
                for n, c in numbered
            ],
        ),
        StoreTable(
            "portrait_values",
            VALUES,
            values,
        ),
        StoreTable(
            "portrait_verdict",
            VERDICT,
            [(limits.ours, limits.borderline, limits.min_known)],
        ),
    )


def portrait_of(rows: Rows) -> Portrait:
    """The portrait that these tables hold. rows: the rows of a table by its name."""
    answers: dict[tuple[int, str], list[str]] = {}
    for row in sorted(rows("portrait_values"), key=lambda row: (row["place"], row["value_no"])):
        answers.setdefault((row["place"], row["answer"]), []).append(row["value"])
    criteria = [
        Criterion(
            name=row["name"],
            field=row["field"],
            accept=tuple(answers.get((row["place"], "accept"), ())),
            reject=tuple(answers.get((row["place"], "reject"), ())),
            min=row["least"],
            max=row["most"],
            yes=row["wants"],
            weight=row["weight"],
            knockout=row["is_knockout"],
            known=row["known"],
            drawn=row["drawn"],
        )
        for row in sorted(rows("portrait_criteria"), key=lambda row: row["place"])
    ]
    (limits,) = rows("portrait_verdict")
    return Portrait(
        tuple(criteria), Thresholds(limits["ours"], limits["borderline"], limits["min_known"])
    )
