"""Parts of an error's sentence that have words of their own: hints, and what to write instead. By code, with typed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PHRASES: dict[
    str, str
] = {  # in English, as `str(error)` has them; analysis.language has both languages under the same codes
    "hint.name": ": did you mean '{name}'?",
    "hint.known": "; known are {names}",
    "hint.none": ".",
    "hint.column": " (did you mean '{header}' for {column}?)",
    "hint.no_column": "",
    "hint.can_be_answered": ": can be answered: {names}.",
    "hint.nothing_asked": ": these files ask nothing.",
    "mend.least": "write a number of {least:g} or more",
    "mend.range": "write a number from {least:g} to {most:,.16g}",
    "mend.whole": "write a whole number",
    "mend.number": "write a number",
    "mend.one_of": "take one of {form}",
    "mend.form": "write it as {form}",
    "mend.table": "write it as a table [{name}]",
    "mend.either": 'write "{one}" or "{other}"',
    "mend.yes_or_no": "write true or false",
    "mend.day": "write a day as 2025-01-31",
    "mend.day_or_none": "write a day as 2025-01-31, or leave it out",
    "mend.term": "write a term as {form}",
    "mend.list": "write a list such as {form}",
    "mend.line": "write a line of text of up to {most} characters",
    "mend.name": "write a name or leave it out",
    "mend.text": "write it as a text",
    "mend.both": "give both basis and rate",
    "mend.pool": "name the pool",
    "mend.segment": "say what it holds for (client, family, kind, industry or client_revenue_from)",
    "mend.one_target": "keep one target of this segment",
    "mend.one_rate": "keep one rate of {currency} from {since} on",
    "mend.demand": "give accept or reject, or min or max, or is = true",
    "mend.above_max": "let it not be above max",
    "mend.above_unbearable": "let it not be above unbearable_rise",
    "mend.above_enough": "let it not be above enough_orders",
    "mend.own_name": "give each criterion a name of its own",
    "mend.weight": "give at least one criterion a weight above 0",
    "mend.limits": "let 0 ≤ borderline ≤ ours ≤ 100",
    "mend.measured": '{column} is measured on orders: write "after"',
}


@dataclass(frozen=True)
class Phrase:
    """One of PHRASES with its values; its text is the English one."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return PHRASES[self.code].format(**self.values)


def phrase(code: str, **values: object) -> Phrase:
    return Phrase(code, values)


@dataclass(frozen=True)
class MissingColumns:
    """Columns that a table needs and lacks: for each need, its alternatives, each of one or several columns together."""

    needs: tuple[tuple[tuple[str, ...], ...], ...]

    def __str__(self) -> str:
        return " and ".join(
            " or ".join(" and ".join(columns) for columns in need) for need in self.needs
        )


def missing_columns(needs: Iterable[Iterable[Iterable[str]]]) -> MissingColumns:
    return MissingColumns(
        tuple(tuple(tuple(sorted(columns)) for columns in need) for need in needs)
    )


def hint(near: Iterable[str], known: Iterable[str]) -> Phrase:
    """The closest known word, else all of them."""
    for name in near:
        return phrase("hint.name", name=name)
    return phrase("hint.known", names=", ".join(known))
