"""The planted truth of a plant: its clients, what each deal really takes, and what only the client knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.simulations.policies.trades import Resource, Trade

OVERHEAD = 0.25  # book overhead, of direct cost: the plant's usual rate
BOOK_MARGIN = 0.15  # what managers put on top, of the price
TARGET = 0.15  # true margin aimed at; a setting that is exported
CAPITAL = 0.16  # a year
LATE_A_DAY, MOST_PENALTY = 0.001, 0.10  # of the price, for each day late
LATE = 15  # days, from which on a client may leave over it
STAYS_AWAY = (
    12  # months beyond those that are played, in which a client that left would have bought
)


@dataclass(frozen=True)
class Situation:
    """What is varied. `shape`: of the market's prices, see Ask.chance; the larger, the more elastic. `load`: of the scarce resource.

    `custom`: part of orders; 0 for an all-serial plant.
    """

    shape: float
    load: float
    custom: float


@dataclass(frozen=True)
class Client:
    """Everything but its name and orders is hidden from the plant. Rates are of a month; chances from 0 to 1.

    `temper`: times the usual hours. `willing`: log of what it would pay over the market. `agrees`: to a term that is put to it.
    `patient`: to wait a tenth longer than it asked, and so for each further tenth. It takes all its orders elsewhere: `leaves_refused`:
    where it is refused, and of that the part by which a price is raised that it doesn't pay; `leaves_late`: where it is let down by LATE
    days.
    """

    name: str
    serial_rate: float
    custom_rate: float
    size: float
    rounds: float
    temper: float
    days_to_pay: float
    shape: float
    willing: float
    agrees: float
    patient: float
    leaves_refused: float
    leaves_late: float
    since: int = 0  # month


@dataclass(frozen=True)
class Product:
    sku: str
    family: str
    direct: float  # of one piece


@dataclass(frozen=True)
class Dice:
    """Drawn once for each deal, whatever is answered: the same for all policies."""

    price: float
    terms: float
    later: float


@dataclass(frozen=True)
class Ask:
    """A deal as a client brings it, with its truth. Money of the whole deal.

    `price`: as the manager agreed it. `material`, `labour`: as they will be; `estimate`: times that, as stated beforehand.
    `usual`: resource → hours expected without any round of approval; `scatter`: resource → times the expected, by chance.
    `foretold`: rounds of approval that the manager expects; `rounds`: that will be. `asked_days`: to the wanted day; `lead_days`: real.
    """

    number: str
    client: Client
    day: dt.date
    month: int
    kind: str
    product: Product
    base: Product | None
    quantity: int
    price: float
    material: float
    labour: float
    estimate: float
    usual: Mapping[str, float]
    scatter: Mapping[str, float]
    foretold: int
    rounds: int
    asked_days: int
    lead_days: int
    days_to_pay: int
    market: float
    shape: float
    dice: Dice

    @property
    def direct(self) -> float:
        return self.material + self.labour

    @property
    def is_custom(self) -> bool:
        return self.kind != "serial"

    def at_market(self, market: float) -> Ask:
        return replace(self, market=market)

    def is_taken(self, price: float) -> bool:
        """Whether the client buys at this price: the draw that all policies share."""
        return self.dice.price < self.chance(price)

    def chance(self, price: float) -> float:
        """That the client would pay so much: 1 / (1 + (price ÷ market) ^ shape), an even chance at the market's price."""
        return float(1 / (1 + (price / self.market) ** self.shape))

    def waits(self, days: int | None) -> float:
        """The chance that the client waits for a later day; None: no other than its own is named."""
        later = 0.0 if days is None else max(0.0, days / max(1, self.asked_days) - 1)
        return float(self.client.patient ** (10 * later))

    def still(self, price: float) -> float:
        """The same of a client that would pay the price of the deal."""
        return min(1.0, self.chance(price) / self.chance(self.price))


@dataclass(frozen=True)
class Plant:
    """`orders`: taken in three years; `lost`: offers not won in them. `deals`: of the months that follow, to be answered; `flow`: the
    serial orders of those months that nobody asks about. `capacity`: resource → hours a month."""

    trade: Trade
    situation: Situation
    clients: tuple[Client, ...]
    orders: tuple[Ask, ...]
    lost: tuple[Ask, ...]
    deals: tuple[Ask, ...]
    flow: tuple[Ask, ...]
    capacity: Mapping[str, float] = field(default_factory=dict)

    @property
    def scarce(self) -> Resource:
        return self.trade.resources[-1]


def hours(ask: Ask, trade: Trade, rounds: float, *, is_expected: bool = False) -> dict[str, float]:
    """Resource → hours of the deal with so many rounds of approval; expected, or as they will be."""
    return {
        each.name: ask.usual[each.name]
        * (1 + each.round * rounds * ask.is_custom)
        * (1.0 if is_expected else ask.scatter[each.name])
        for each in trade.resources
    }


def cost_of(used: Mapping[str, float], trade: Trade) -> float:
    return sum(each.rate * used[each.name] for each in trade.resources)


def penalty(price: float, days_late: float) -> float:
    return price * min(MOST_PENALTY, LATE_A_DAY * max(0.0, days_late))
