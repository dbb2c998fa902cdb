"""Target margins of segments: [[target]] in settings.toml, each with what it holds for; the most specific one wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args

from analysis import validation
from analysis.dictionary.setting_kinds import Amount, Margin, Name, SerialOrCustom
from analysis.errors.phrases import phrase
from analysis.validation import Refusing

KINDS: tuple[str, ...] = get_args(SerialOrCustom)


@dataclass(frozen=True)
class SegmentTarget:
    """`true_margin` is the target of orders that meet every other field given; None asks nothing.

    `family`: the product family with the most revenue in the order; `client`: an id or a name; `client_revenue_from`: of the client's
    finished orders over all history.
    """

    true_margin: Margin
    client: Name | None = None
    family: Name | None = None
    kind: SerialOrCustom | None = None
    industry: Name | None = None
    client_revenue_from: Amount | None = None

    def asked(self) -> tuple[tuple[str, Any], ...]:
        found = [(f.name, getattr(self, f.name)) for f in fields(self) if f.name != "true_margin"]
        return tuple((name, value) for name, value in found if value is not None)

    def rank(self) -> tuple[int, tuple[bool, ...], float]:
        """What asks for more is more specific; of as many, a client before a family, a kind, an industry, a size; the larger size."""
        given = tuple(
            getattr(self, f.name) is not None for f in fields(self) if f.name != "true_margin"
        )
        return len(self.asked()), given, self.client_revenue_from or 0.0


def read(raw: Any, refusing: Refusing) -> tuple[SegmentTarget, ...]:
    """Refused where a target has no margin, asks nothing or stands twice."""
    kinds, found = validation.kinds_of(SegmentTarget), list[SegmentTarget]()
    for place, each in enumerate(validation.tables(raw, "target", refusing), 1):
        key = f"target[{place}]"
        target = SegmentTarget(
            **validation.table(each, kinds, key, refusing, needs=("true_margin",))
        )
        if not target.asked():
            raise refusing.bad(key, target.true_margin, phrase("mend.segment"))
        if any(other.asked() == target.asked() for other in found):
            raise refusing.bad(key, target.true_margin, phrase("mend.one_target"))
        found.append(target)
    return tuple(found)


def placed(targets: Sequence[SegmentTarget]) -> list[SegmentTarget]:
    """The least specific first."""
    return sorted(targets, key=SegmentTarget.rank)
