"""The portrait in words: what a criterion demands, what a client shows, why it is ours or not."""

from __future__ import annotations

import re
from typing import Any

from analysis.journal import portrait
from analysis.journal.portrait import Criterion, Portrait, PortraitFit
from analysis.language import Words, is_unknown

SHARES = ("custom_share", "late_share")
LISTED = 4  # values of a list that a line names
UNIT = re.compile(r"[,(]\s*([^\s,()]{1,8})\)?\s*$")  # «Парк, шт.», "Fleet (pcs)"


def field(words: Words, name: str) -> str:
    known = name.casefold()
    return words.title(known if words.has(f"metric.{known}") else name)


def value(words: Words, name: str, found: Any) -> str:
    """A client's value of a field, as the screen writes such values."""
    if is_unknown(found) or not str(found).strip():
        return words.unknown
    number = portrait._number(found)
    folded = name.casefold()
    if number is None or (isinstance(found, str) and folded not in portrait.MEASURED):
        return str(found)
    if folded == "late_payment_days":
        return words.days(number)
    if folded in SHARES:
        return words.share(number, 0 if round(100 * number, 6).is_integer() else 1)
    if folded == "annual_revenue":
        return words.money(number)
    return f"{words.number(number, 0 if number.is_integer() or abs(number) >= 100 else 2)}{unit(words, name)}"


def unit(words: Words, name: str) -> str:
    """What a number of the field counts, with the space before it: known of a contract's column, or said behind its name."""
    key = f"portrait.unit.{name.casefold()}"
    if words.has(key):
        return "\u00a0" + words(key)
    said = UNIT.search(name)
    return "\u00a0" + said[1] if said else ""


def demand(words: Words, asked: Criterion) -> str:
    """«одно из: …», «не меньше 60», «да»."""
    said = []
    for key in ("accept", "reject"):
        if listed := getattr(asked, key):
            more = (
                words("portrait.more", n=len(listed) - LISTED) if len(listed) > LISTED + 1 else ""
            )
            names = ", ".join(listed if not more else listed[:LISTED])
            said.append(words(f"portrait.{key}", names=f"{names} {more}".strip()))
    if asked.yes is not None:
        said.append(words("portrait.yes" if asked.yes else "portrait.no"))
    for key in ("min", "max"):
        if (limit := getattr(asked, key)) is not None:
            said.append(words(f"portrait.{key}", value=value(words, asked.field, limit)))
    return "; ".join(said) or words("portrait.nothing_asked")


def demand_of_what(words: Words, asked: Criterion) -> str:
    """The demand with the column that it is made of, where the criterion's own name doesn't say it: «достаточно велик» of what?"""
    asks = demand(words, asked)
    is_list = bool(asked.accept or asked.reject)  # its values say what they are
    return (
        asks
        if is_list or field(words, asked.field) == asked.name
        else f"«{field(words, asked.field)}»: {asks}"
    )


def line(words: Words, asked: Criterion) -> str:
    """A criterion in a line: its demand, when it is known, whether it was drawn from the data, whether it rules out, its weight."""
    parts = [demand_of_what(words, asked), words(f"portrait.known.{asked.known}")]
    if asked.drawn is not None:
        parts.append(words("portrait.line.drawn"))
    if asked.knockout:
        parts.append(words("portrait.field.knockout"))
    weight = words.number(asked.weight, 0 if asked.weight.is_integer() else 2)
    return " · ".join([*parts, words("portrait.line.weight", weight=weight)])


def verdict(words: Words, name: str) -> str:
    return words.code("verdict", name)


def reasons(words: Words, wanted: Portrait, fit: PortraitFit) -> str:
    """One sentence: what rules out, what is failed, what is met."""
    if not wanted.criterion:
        return words("portrait.reason.none")
    failed = fit.named("failed")
    out = [c.name for c in wanted.criterion if c.knockout and c.name in failed]
    parts = {
        "out": out,
        "failed": [n for n in failed if n not in out],
        "met": list(fit.named("met")),
    }
    said = [
        words(f"portrait.reason.{key}", names=", ".join(names))
        for key, names in parts.items()
        if names
    ]
    text = "; ".join(said) or words("portrait.reason.unknown")
    return text[:1].upper() + text[1:]


def missing(words: Words, fit: PortraitFit) -> str:
    """What is not known, and the verdicts that it could still bring."""
    names = ", ".join(fit.named("unknown"))
    if not names or not fit.could_be:
        return names
    could = f" {words('or')} ".join(verdict(words, v) for v in fit.could_be)
    return words("portrait.could_be", names=names, could=could)
