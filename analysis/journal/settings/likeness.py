"""How alike past orders and a next deal are: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

Distance = Annotated[float, Meta(ge=0, le=100, extra={"unit": "quantity"})]
Times = Annotated[float, Meta(ge=1, le=1000, extra={"unit": "quantity"})]
Rounds = Annotated[float, Meta(ge=0, le=1000, extra={"unit": "quantity"})]


@dataclass(frozen=True)
class Likeness:
    """How far apart an order is that differs in one thing alone, and up to which difference the two are called alike in it."""

    family: Distance = 1.0
    base_product: Distance = 0.7
    client: Distance = 0.5
    client_history: Distance = 0.3  # the client's first order, or not
    batch: Distance = 0.7  # for each factor of e
    lines: Distance = 0.7  # for each factor of e
    approvals: Distance = 0.35  # for each round
    age: Distance = 0.15  # for each year
    unknown_rounds: Rounds = 1.5  # rounds apart, where those of one of the two aren't known
    alike_batch: Times = 2.0  # at most so many times as large or as small
    alike_lines: Times = 1.5
    alike_rounds: Rounds = 1.0  # at most so many apart
