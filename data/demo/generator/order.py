"""An order and its lines, as the plant knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .clients import Client
from .plant import Product
from .seasons import LAST_DAY

DONE, SHIPPED, PARTLY, IN_PROGRESS, CANCELLED = (
    "Выполнен",
    "Отгружен",
    "Отгружен частично",
    "В работе",
    "Отменён",
)


@dataclass(frozen=True)
class Line:
    product: Product
    quantity: int  # negative: a return
    unit_price: float
    discount: float  # money off the whole line
    material: float
    labour: float
    other: float
    overhead: float  # by the plant's usual rate on labour
    shipped_on: date | None

    @property
    def revenue(self) -> float:
        return round(self.quantity * self.unit_price - self.discount, 2)

    @property
    def direct_cost(self) -> float:
        return round(self.material + self.labour + self.other, 2)


@dataclass(frozen=True)
class Order:
    number: str
    client: Client
    ordered_on: date
    promised_on: date
    shipped_on: date | None  # the last of its lines
    paid_on: date | None
    status: str
    kind: str  # the planted truth: serial, modified or unique
    approvals: int
    penalty: float
    lines: tuple[Line, ...]

    @property
    def revenue(self) -> float:
        return round(sum(line.revenue for line in self.lines), 2)

    @property
    def is_custom(self) -> bool:
        return self.kind != "serial"

    @property
    def working_until(self) -> date:
        return min(self.shipped_on or LAST_DAY, LAST_DAY)
