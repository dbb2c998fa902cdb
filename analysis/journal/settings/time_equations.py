"""[[time_equation]] in settings.toml: hours where none were logged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta

from analysis import validation
from analysis.dictionary.setting_kinds import Number, PoolName, TimeUnitName
from analysis.errors.phrases import phrase
from analysis.validation import Refusing

Feature = Literal[
    "lines",
    "products",
    "quantity",
    "modified_lines",
    "is_new_client",
    "is_rush",
    "approval_rounds",
    "lead_time_days",
]
FEATURES: tuple[str, ...] = get_args(Feature)
NO_LOG_OF_THE_POOL, NO_LOG_AT_ALL = "no log of this pool", "no log at all"
When = Annotated[
    Literal["no log of this pool", "no log at all"],
    Meta(
        extra={
            "mend": "mend.either",
            "values": {"one": NO_LOG_OF_THE_POOL, "other": NO_LOG_AT_ALL},
        }
    ),
]


@dataclass(frozen=True)
class TimeEquation:
    """Use of a pool where none was logged: base + Σ each × feature, in `unit` (Kaplan & Anderson 2004).

    Features: columns of the table order_features. `unit` is the pool's own where none is given. `when`: for orders without a
    log of this pool, or only for orders without a log of any.
    """

    pool: PoolName
    base: Number = 0.0
    unit: TimeUnitName | None = None
    terms: tuple[tuple[str, float], ...] = ()
    when: When = "no log of this pool"


def read(raw: Any, refusing: Refusing) -> tuple[TimeEquation, ...]:
    listed = validation.tables(raw, "time_equation", refusing)
    return tuple(_one(each, f"time_equation[{n}]", refusing) for n, each in enumerate(listed, 1))


def _one(raw: Any, key: str, refusing: Refusing) -> TimeEquation:
    kinds = {**validation.kinds_of(TimeEquation), "terms": Any}
    values = validation.table(raw, kinds, key, refusing, needs=("pool",))
    terms = validation.tables(values.pop("terms", []), "terms", refusing)
    return replace(TimeEquation(**values), terms=tuple(_term(t, key, refusing) for t in terms))


def _term(raw: Any, key: str, refusing: Refusing) -> tuple[str, float]:
    if (
        not isinstance(raw, dict)
        or set(raw) != {"feature", "each"}
        or not isinstance(raw["feature"], str)
    ):
        mend = phrase("mend.term", form='{feature = "lines", each = 3}')
        raise refusing.bad(f"{key}.terms", raw, mend)
    feature = raw["feature"]
    if feature not in FEATURES:
        raise refusing.unknown(f"{key}.{feature}", FEATURES)
    return feature, validation.value(raw["each"], Number, f"{key}.{feature}", refusing)
