"""What the advice on a next deal rests on: a section of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import BadSettings
from analysis.errors.phrases import phrase

BOUNDS = {  # of those that must not be any number
    "interval_share": (0.5, 0.99),
    "analogues": (1, 1000),
    "last_orders": (1, 1000),
    "compared_orders": (1, 10_000_000),
    "tested_orders": (1, 5000),
    "load_months": (1, 120),
}


@dataclass(frozen=True)
class DealLimits:
    """Thresholds of the advice on a deal."""

    interval_share: float = 0.8  # of costs and hours that should lie within low and high
    analogues: int = 12  # past orders that a deal is compared with
    last_orders: int = 5  # of a product, that its unit cost is taken from
    compared_orders: int = 20_000  # of a kind, the newest, among which analogues are looked for
    tested_orders: int = (
        400  # of a kind, the newest, whose costs are foretold to see how far off that is
    )
    load_months: int = 3  # the last whole months that say how busy resources are
    filler_load: float = (
        0.5  # of capacity: work for resources less busy than this may fill idle time
    )
    worth_trying: float = 0.1  # the lowest chance of winning at which a price is worth trying

    def checked(self, file: str) -> DealLimits:
        """BadSettings where one is out of its bounds."""
        for name, (least, most) in BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise BadSettings(
                    "bad_setting",
                    file=file,
                    key=f"deals.{name}",
                    value=getattr(self, name),
                    mend=phrase("mend.range", least=float(least), most=float(most)),
                )
        return self
