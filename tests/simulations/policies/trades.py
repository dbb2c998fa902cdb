"""Four trades: what they make, what an order takes of each resource, and what is usual there. Shares are of direct cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Resource:
    """`rate`: money an hour. `serial`, `custom`: what the trade's usual order takes of it, as a share of that order's direct cost.

    A custom order's hours grow with its batch to the power `batch`, and by `round` of themselves with each round of approval.
    """

    name: str
    rate: float
    serial: float
    custom: float
    batch: float
    round: float


@dataclass(frozen=True)
class Trade:
    """Money of one piece, pieces of a usual order, days of a usual order. The last resource is the scarce one, where one is.

    `families`: name → direct cost of a usual piece. `premium`: price of custom work over what the book asks of serial work.
    """

    name: str
    families: dict[str, float]
    serial_batch: float
    custom_batch: float
    serial_days: float
    custom_days: float
    premium: float
    rounds: float
    scatter: float  # of hours, log scale
    resources: tuple[Resource, ...]


SENSORS = Trade(
    "sensors",
    {"temperature": 450.0, "pressure": 1300.0, "level": 900.0},
    serial_batch=160,
    custom_batch=60,
    serial_days=30,
    custom_days=75,
    premium=1.25,
    rounds=2.5,
    scatter=0.35,
    resources=(
        Resource("design", 1800, 0.01, 0.30, 0.25, 0.35),
        Resource("planning", 1400, 0.05, 0.10, 0.3, 0.15),
        Resource("testing", 1300, 0.10, 0.16, 0.6, 0.05),
    ),
)
CABLES = Trade(
    "cables",
    {"power": 300.0, "control": 180.0, "heating": 420.0},
    serial_batch=800,
    custom_batch=400,
    serial_days=20,
    custom_days=45,
    premium=1.12,
    rounds=1.5,
    scatter=0.25,
    resources=(
        Resource("technologists", 1500, 0.01, 0.22, 0.15, 0.25),
        Resource("laboratory", 1200, 0.03, 0.08, 0.2, 0.10),
        Resource("extrusion line", 3500, 0.14, 0.22, 0.8, 0.0),
    ),
)
PRINTING = Trade(
    "printing and packaging",
    {"labels": 2.0, "cartons": 9.0, "displays": 90.0},
    serial_batch=20000,
    custom_batch=8000,
    serial_days=12,
    custom_days=25,
    premium=1.2,
    rounds=3.0,
    scatter=0.3,
    resources=(
        Resource("prepress", 1100, 0.02, 0.24, 0.1, 0.40),
        Resource("sales office", 1000, 0.05, 0.10, 0.2, 0.20),
        Resource("press", 4000, 0.13, 0.20, 0.7, 0.03),
    ),
)
MACHINING = Trade(
    "machining",
    {"shafts": 1500.0, "housings": 3200.0, "fittings": 700.0},
    serial_batch=90,
    custom_batch=30,
    serial_days=35,
    custom_days=55,
    premium=1.3,
    rounds=1.0,
    scatter=0.5,
    resources=(
        Resource("programming", 1700, 0.02, 0.24, 0.2, 0.30),
        Resource("inspection", 1300, 0.04, 0.08, 0.5, 0.10),
        Resource("machines", 2400, 0.15, 0.24, 0.8, 0.0),
    ),
)
TRADES = (SENSORS, CABLES, PRINTING, MACHINING)
