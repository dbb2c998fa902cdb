"""Which stage of a sale a text of a file means: by its number or by its name, any case, either language; or that the sale ended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.intake.vocabulary import RESULT_OF_STAGE

_NUMBER = re.compile(r"(?:(?:этап|стадия|stage|step)\s*)?(?:№|#)?\s*(\d{1,3})(?:\.0+)?")
_NUMBERED = re.compile(r"(?:(?:этап|стадия|stage|step)\s*)?(?:№|#)?\s*\d{1,3}\s*[.):–—-]?\s+(.+)")


@dataclass(frozen=True)
class StageMeant:
    """`stage`: its number. `result`: the text says that the sale was won or lost. Both None: neither is known of it."""

    stage: int | None = None
    result: str | None = None


def plain(text: str) -> str:
    """Small letters, one blank between words, no full stop at the end."""
    return " ".join(text.lower().replace("ё", "е").split()).strip(" .:;")


def numbers_of(stages: Iterable[tuple[int, Iterable[str]]]) -> Mapping[str, int]:
    """Each name of a stage → its number; of two stages with one name the earlier."""
    found: dict[str, int] = {}
    for number, names in stages:
        for name in names:
            found.setdefault(plain(name), number)
    return found


def meant(text: str, numbers: Mapping[str, int]) -> StageMeant:
    """A number beside a name only helps where the name is known: "2. Qualification" of another funnel is not stage 2."""
    said = plain(text)
    if said in numbers:
        return StageMeant(numbers[said])
    if said in RESULT_OF_STAGE:
        return StageMeant(result=RESULT_OF_STAGE[said])
    if (alone := _NUMBER.fullmatch(said)) and int(alone[1]) in numbers.values():
        return StageMeant(int(alone[1]))
    if (named := _NUMBERED.fullmatch(said)) and plain(named[1]) in numbers:
        return StageMeant(numbers[plain(named[1])])
    return StageMeant()
