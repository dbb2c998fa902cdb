"""Target margins of segments: [[target]] in settings.toml, each with what it holds for; the most specific one wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from analysis.errors import BadSettings
from analysis.errors.phrases import Phrase, phrase

KINDS = ("serial", "custom")


@dataclass(frozen=True)
class SegmentTarget:
    """`true_margin` is the target of orders that meet every other field given; None asks nothing.

    `family`: the product family with the most revenue in the order; `client`: an id or a name; `client_revenue_from`: of the client's
    finished orders over all history.
    """

    true_margin: float
    client: str | None = None
    family: str | None = None
    kind: str | None = None
    industry: str | None = None
    client_revenue_from: float | None = None

    def asked(self) -> tuple[tuple[str, Any], ...]:
        found = [(f.name, getattr(self, f.name)) for f in fields(self) if f.name != "true_margin"]
        return tuple((name, value) for name, value in found if value is not None)

    def rank(self) -> tuple[int, tuple[bool, ...], float]:
        """What asks for more is more specific; of as many, a client before a family, a kind, an industry, a size; the larger size."""
        given = tuple(
            getattr(self, f.name) is not None for f in fields(self) if f.name != "true_margin"
        )
        return len(self.asked()), given, self.client_revenue_from or 0.0


def read(
    raw: Sequence[Any], file: str, known: Callable[..., None], number: Callable[..., float]
) -> tuple[SegmentTarget, ...]:
    """`known` and `number` are the checks of every setting. BadSettings where a target has no margin, asks nothing or stands twice."""
    found: list[SegmentTarget] = []
    for place, each in enumerate(raw, 1):
        target = _one(each, f"target[{place}]", file, known, number)
        if any(other.asked() == target.asked() for other in found):
            raise _bad(file, f"target[{place}]", target.true_margin, phrase("mend.one_target"))
        found.append(target)
    return tuple(found)


def _one(
    raw: Any, name: str, file: str, known: Callable[..., None], number: Callable[..., float]
) -> SegmentTarget:
    known(raw, SegmentTarget, name, file)
    margin, size = (
        number(raw.get("true_margin"), f"{name}.true_margin", file, -1, 1),
        raw.get("client_revenue_from"),
    )
    texts: dict[str, str | None] = {}
    for field in ("client", "family", "kind", "industry"):
        value = raw.get(field)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise _bad(file, f"{name}.{field}", value, phrase("mend.name"))
        texts[field] = value.strip() if value is not None else None
    if texts["kind"] is not None and texts["kind"] not in KINDS:
        raise _bad(
            file, f"{name}.kind", texts["kind"], phrase("mend.one_of", form=", ".join(KINDS))
        )
    least = None if size is None else number(size, f"{name}.client_revenue_from", file)
    target = SegmentTarget(margin, **texts, client_revenue_from=least)
    if not target.asked():
        raise _bad(file, name, margin, phrase("mend.segment"))
    return target


def _bad(file: str, key: str, value: object, mend: Phrase) -> BadSettings:
    return BadSettings("bad_setting", file=file, key=key, value=value, mend=mend)


def placed(targets: Sequence[SegmentTarget]) -> list[SegmentTarget]:
    """The least specific first."""
    return sorted(targets, key=SegmentTarget.rank)
