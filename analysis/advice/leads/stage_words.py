"""Which stage of a sale a text of a file means: by its number or by its name, any case, either language; or that the sale ended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.intake.vocabulary import RESULT_OF_STAGE

_STAGE = r"(?:этап|стадия|stage|step)\s*"
_NUMBER = re.compile(rf"(?:{_STAGE})?(?:№|#)?\s*(\d{{1,3}})(?:\.0+)?")
_STAGE_NUMBER = re.compile(rf"{_STAGE}(?:№|#)?\s*(\d{{1,3}})\b.*")
_NUMBERED = re.compile(rf"(?:{_STAGE})?(?:№|#)?\s*\d{{1,3}}\s*[.):–—-]?\s+(.+)")


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
    """A name tells more than the number before it: "2. Qualification" of another funnel is not stage 2, "Stage 2: …" is."""
    said = plain(text)
    named = _NUMBERED.fullmatch(said)
    for name in (said, plain(named[1]) if named else said):
        if name in numbers:
            return StageMeant(numbers[name])
    if said in RESULT_OF_STAGE:
        return StageMeant(result=RESULT_OF_STAGE[said])
    number = _NUMBER.fullmatch(said) or _STAGE_NUMBER.fullmatch(said)
    known = number is not None and int(number[1]) in numbers.values()
    return StageMeant(int(number[1]) if number is not None and known else None)
