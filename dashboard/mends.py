"""What to write instead of an impossible setting: the English mends of analysis.journal.settings in the reader's language."""

from __future__ import annotations

import re

from analysis.language import Words

MENDS = (
    (r"write a number of (?P<least>\S+) or more", "mend.least"),
    (r"write a number from (?P<least>\S+) to (?P<most>\S+)", "mend.range"),
    (r"write a whole number", "mend.whole"),
    (r"take one of (?P<form>.+)", "mend.one_of"),
    (r"give both basis and rate", "mend.both"),
    (r"name the pool", "mend.pool"),
    (r"give accept or reject, or min or max, or is = true", "mend.demand"),
    (r"let it not be above max", "mend.above_max"),
    (r"let it not be above unbearable_rise", "mend.above_unbearable"),
    (r"let it not be above enough_orders", "mend.above_enough"),
    (r"give each criterion a name of its own", "mend.own_name"),
    (r"give at least one criterion a weight above 0", "mend.weight"),
    (r"let 0 ≤ borderline ≤ ours ≤ 100", "mend.limits"),
    (r"write (?:it as |a term as )?(?P<form>.+)", "mend.form"),
)
KNOWN = re.compile(r"; known are (?P<names>.+)")


def mend(words: Words, english: str, as_share: bool = False) -> str:
    """as_share: limits in percent."""
    for pattern, key in MENDS:
        if found := re.fullmatch(pattern, english):
            values = found.groupdict()
            if as_share:
                values = {name: words.share(float(value), 0) for name, value in values.items()}
            return words(key, **values)
    return english


def known(words: Words, hint: str) -> str:
    return KNOWN.sub(lambda m: words("hint.known", names=m["names"]), hint)
