"""A reason's code beside its English sentence: the tables `rejected_rows` and `unread_values` hold both, the files the code alone."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.intake.reasons import REASONS, WRITTEN_FORMERLY
from analysis.language import english
from analysis.sql.tables import literal


def sentence(code: str) -> str:
    return english.sentence(f"reason.{code}")


def with_words(relation: str) -> str:
    """SQL: the relation, in its order, with `reason_code`, and with the sentence as its `reason`.

    relation: has as its `reason` a code, or the sentence that an earlier version wrote. What is neither is of a later version: it
    stands as it is.
    """
    codes = {**dict(zip(REASONS, REASONS, strict=True)), **WRITTEN_FORMERLY}
    place = f"list_position({_listed(codes)}, reason)"
    code, told = _listed(codes.values()), _listed(map(sentence, codes.values()))
    return (
        f"(select * replace (coalesce(list_extract({told}, {place}), reason) as reason), "
        f"coalesce(list_extract({code}, {place}), reason) as reason_code from {relation})"
    )


def _listed(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(literal, texts))}]"
