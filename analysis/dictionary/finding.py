"""What the numbers say, as records: a code and its values, without a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.language import is_unknown

ENOUGH = 0.5  # money under which a step of a bridge is rounding, not a step


@dataclass(frozen=True)
class Finding:
    """A sentence to be: `code` chooses the wording, `values` fill it (money, shares, whole counts, text)."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BridgeStep:
    """A step of a bridge: an amount that is reached (`is_total`) or added on the way."""

    code: str
    amount: float
    is_total: bool = False


def known(value: Any) -> bool:
    return not is_unknown(value)
