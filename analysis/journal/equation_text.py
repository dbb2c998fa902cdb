"""The terms of a time equation as a person writes them: `3 × lines + 15 × is_new_client`."""

from __future__ import annotations

from decimal import Decimal

from analysis.errors import BadSettings
from analysis.errors.phrases import phrase
from analysis.intake.patterns import bounded
from analysis.journal.settings import TimeEquation

TERM = bounded(
    r"(?:(?P<each>\d+(?:[.,]\d+)?)\s*[×*·xх]?\s*)?(?P<feature>[A-Za-z_]\w*)(?:\s*[×*·xх]\s*(?P<after>\d+(?:[.,]\d+)?))?"
)
EXAMPLE = "3 × lines + 15 × is_new_client"


def written(equation: TimeEquation) -> str:
    """The terms without the base; empty where there are none."""
    return " + ".join(f"{exact(each)} × {feature}" for feature, each in equation.terms)


def exact(number: float) -> str:
    """Every digit, without an exponent: what is read back is the same number."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


def read_terms(text: str, key: str) -> list[dict[str, object]]:
    """Terms as settings.toml holds them; BadSettings names `key`. Whether the features exist is settings.read's to say."""
    terms: list[dict[str, object]] = []
    for part in filter(None, (p.strip() for p in text.split("+"))):
        found = TERM.fullmatch(part)
        if found is None or (found["each"] and found["after"]):
            raise BadSettings(
                "bad_setting",
                file="settings.toml",
                key=key,
                value=part,
                mend=phrase("mend.form", form=EXAMPLE),
            )
        each = float((found["each"] or found["after"] or "1").replace(",", "."))
        terms.append({"feature": found["feature"], "each": each})
    return terms


def whole(equation: TimeEquation) -> str:
    """`5 + 3 × lines (minutes; no log of this pool)`: an equation in one line, for a list of changes."""
    terms = " + ".join(filter(None, [exact(equation.base), written(equation)]))
    return f"{terms} ({'; '.join(filter(None, [equation.unit, equation.when]))})"
