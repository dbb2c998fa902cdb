"""Serial or custom: plants whose orders are one or the other in truth, taken in without a column that says so."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import analysis
from tests.simulations.report import Share, Table

ORDERS, DAYS, CLIENTS = 400, 3 * 365, 40
FIRST = dt.date(2023, 1, 1)
HEAD = "order_id,client_name,sku,product_name,product_family,base_sku,quantity,order_date,revenue"


@dataclass(frozen=True)
class Line:
    order: int
    client: str
    sku: str
    quantity: int
    day: int
    is_custom: bool
    name: str = ""
    family: str = ""
    base: str = ""

    def __str__(self) -> str:
        day = FIRST + dt.timedelta(self.day)
        return f"{self.order},{self.client},{self.sku},{self.name},{self.family},{self.base},{self.quantity},{day},1000"


@dataclass(frozen=True)
class Plant:
    lines: Sequence[Line]
    settings: str = ""
    pool: str = ""  # of which `hours` are logged
    hours: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """Orders by truth and by what was found."""

    custom: int = 0
    custom_called_custom: int = 0
    custom_called_serial: int = 0
    serial: int = 0
    serial_called_custom: int = 0
    serial_called_serial: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(
            *(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True))
        )

    @property
    def precision(self) -> Share:
        """Of the orders called custom, the part that is."""
        return Share(
            self.custom_called_custom, self.custom_called_custom + self.serial_called_custom
        )

    @property
    def recall(self) -> Share:
        """Of the custom orders, the part that was found."""
        return Share(self.custom_called_custom, self.custom)

    @property
    def false_custom(self) -> Share:
        """Of the serial orders, the part called custom."""
        return Share(self.serial_called_custom, self.serial)

    @property
    def false_serial(self) -> Share:
        """Of the custom orders, the part called serial."""
        return Share(self.custom_called_serial, self.custom)

    @property
    def unknown(self) -> Share:
        known = (
            self.custom_called_custom
            + self.custom_called_serial
            + self.serial_called_custom
            + self.serial_called_serial
        )
        return Share(self.custom + self.serial - known, self.custom + self.serial)


def find(plant: Plant) -> Found:
    """Through the real import."""
    with tempfile.TemporaryDirectory() as folder:
        exports = Path(folder) / "exports"
        exports.mkdir()
        (exports / "order_lines.csv").write_text(
            "\n".join([HEAD, *map(str, plant.lines)]) + "\n", "utf-8"
        )
        if plant.settings:
            (exports / "settings.toml").write_text(plant.settings, "utf-8")
        if plant.pool:
            days = {line.order: FIRST + dt.timedelta(line.day) for line in plant.lines}
            rows = [
                f"{order},{plant.pool},{hours},{days[order]}"
                for order, hours in plant.hours.items()
            ]
            (exports / "usage.csv").write_text(
                "\n".join(["order_id,pool,hours,date", *rows]) + "\n", "utf-8"
            )
        analysis.import_paths(Path(folder) / "workspace", [exports])
        with analysis.open_workspace(Path(folder) / "workspace") as ws:
            kinds = dict(ws.table("order_kind")[["order_id", "kind"]].to_numpy())
    truth = {str(line.order): "custom" if line.is_custom else "serial" for line in plant.lines}
    count = Counter((truth[order], kind) for order, kind in kinds.items())
    custom, serial = (
        Counter({called: n for (true, called), n in count.items() if true == kind})
        for kind in ("custom", "serial")
    )
    return Found(
        custom.total(),
        custom["custom"],
        custom["serial"],
        serial.total(),
        serial["custom"],
        serial["serial"],
    )


# --- plants ------------------------------------------------------------------------------------------------------------


def clients(draw: np.random.Generator, n: int = ORDERS) -> list[str]:
    """Who orders: few clients much, many little."""
    weights = 1 / np.arange(1, CLIENTS + 1) ** 0.7
    return [f"Client {c}" for c in draw.choice(CLIENTS, n, p=weights / weights.sum())]


def days(draw: np.random.Generator, n: int = ORDERS) -> list[int]:
    return sorted(int(d) for d in draw.integers(0, DAYS, n))


def catalogue(draw: np.random.Generator, products: int, zipf: float = 0.0) -> list[int]:
    weights = 1 / np.arange(1, products + 1) ** zipf
    return [int(p) for p in draw.choice(products, ORDERS, p=weights / weights.sum())]


def batch(draw: np.random.Generator, low: int, high: int) -> int:
    return int(draw.integers(low, high + 1))


def job_shop(draw: np.random.Generator) -> Plant:
    """Each drawing once."""
    return Plant(
        [
            Line(i, c, f"D-{i:05d}", batch(draw, 1, 200), d, True)
            for i, (c, d) in enumerate(zip(clients(draw), days(draw), strict=True))
        ]
    )


def reordered_drawings(draw: np.random.Generator, each: int = 8) -> Plant:
    """Every client orders its own drawings again and again."""
    return Plant(
        [
            Line(i, c, f"{c[7:]}-{int(draw.integers(0, each)):03d}A", batch(draw, 20, 200), d, True)
            for i, (c, d) in enumerate(zip(clients(draw), days(draw), strict=True))
        ]
    )


def trader(draw: np.random.Generator, codes: int, zipf: float = 1.0) -> Plant:
    return Plant(
        [
            Line(i, c, f"T-{p:04d}", batch(draw, 1, 200), d, False)
            for i, (c, d, p) in enumerate(
                zip(clients(draw), days(draw), catalogue(draw, codes, zipf), strict=True)
            )
        ]
    )


def mixed(
    draw: np.random.Generator,
    code: Callable[[int, int], str],
    custom: float = 0.1,
    products: int = 60,
    custom_code: Callable[[int], str] = lambda i: f"X-{i}",
    zipf: float = 0.0,
) -> Plant:
    """Serial orders of a catalogue, `code(product, day)`, and custom ones, each of a product of its own."""
    lines = []
    for i, (c, d, p) in enumerate(
        zip(clients(draw), days(draw), catalogue(draw, products, zipf), strict=True)
    ):
        is_custom = draw.random() < custom
        sku = custom_code(i) if is_custom else code(p, d)
        lines.append(
            Line(i, c, sku, batch(draw, 1, 20) if is_custom else batch(draw, 50, 200), d, is_custom)
        )
    return Plant(lines)


def launches(draw: np.random.Generator) -> Plant:
    """A new serial product each month beside thirty old ones."""
    lines = []
    for i, (c, d) in enumerate(zip(clients(draw), days(draw), strict=True)):
        is_custom = draw.random() < 0.1
        sku = f"X-{i}" if is_custom else f"P-{int(draw.integers(0, 31 + d // 30)):03d}"
        lines.append(
            Line(i, c, sku, batch(draw, 1, 20) if is_custom else batch(draw, 50, 200), d, is_custom)
        )
    return Plant(lines)


def renamed(draw: np.random.Generator) -> Plant:
    """All codes anew each January, 120 products."""
    lines = [
        Line(i, c, f"{chr(65 + d // 365)}{p * 7919 % 10007:05d}", batch(draw, 20, 200), d, False)
        for i, (c, d, p) in enumerate(
            zip(clients(draw), days(draw), catalogue(draw, 120), strict=True)
        )
    ]
    return Plant(lines)


def renamed_by_suffix(draw: np.random.Generator) -> Plant:
    return mixed(draw, lambda p, d: f"P-{p:03d}-{2023 + d // 365}", 0.1, 60)


def lots(draw: np.random.Generator, separator: str) -> Plant:
    """A lot, an order or a serial number behind the code."""
    return mixed(draw, lambda p, d: f"P-{p}{separator}{int(draw.integers(1, 9999)):04d}", 0.115)


def dated_lots(draw: np.random.Generator) -> Plant:
    return mixed(draw, lambda p, d: f"P-{p}-{2023 + d // 365}-{d % 365 // 31 + 1:02d}", 0.1)


def spellings(draw: np.random.Generator) -> Plant:
    shapes = ("P-{}", "p-{}", "P {}", "Р–{}")  # the last in Cyrillic
    return mixed(draw, lambda p, d: shapes[int(draw.integers(0, 4))].format(p), 0.0)


def modifications(draw: np.random.Generator, settings: str = "") -> Plant:
    """P-1-client, ordered again by that client, 5 to 40 pieces."""
    lines, own = [], 0
    for i, (c, d, p) in enumerate(zip(clients(draw), days(draw), catalogue(draw, 60), strict=True)):
        is_custom = draw.random() < 0.18
        who = f"Client {int(draw.integers(1, 13))}" if is_custom else c
        sku = f"P-{int(who[7:]) % 5}-{who[7:]}" if is_custom else f"P-{p}"
        lines.append(
            Line(
                i, who, sku, batch(draw, 5, 40) if is_custom else batch(draw, 50, 200), d, is_custom
            )
        )
        own += is_custom
    return Plant(lines, settings)


def designed(draw: np.random.Generator, pool: str, are_custom: bool = True) -> Plant:
    """Nothing but the hours of a pool tells the custom orders: one product for everybody."""
    lines, hours = [], {}
    for i, (c, d, p) in enumerate(zip(clients(draw), days(draw), catalogue(draw, 40), strict=True)):
        takes_hours = draw.random() < (0.2 if are_custom else 0.25)
        lines.append(Line(i, c, f"P-{p}", batch(draw, 50, 200), d, takes_hours and are_custom))
        if takes_hours:
            hours[i] = 60.0
    return Plant(lines, pool=pool, hours=hours)


WORDED = (
    "Кронштейн нестандартный",
    "Корпус по чертежу заказчика",
    "Спецвал",
    "Опытный образец",
    "Датчик спец. исполнения",
    "Custom flange",
)


def worded(draw: np.random.Generator) -> Plant:
    """Names tell, no codes: the others are ordinary, some with words that only look like it."""
    friends = ("Спецодежда", "Спецификация крепежа", "Вал", "Датчик", "Корпус", "Фланец", "Муфта")
    lines = []
    for i, (c, d) in enumerate(zip(clients(draw), days(draw), strict=True)):
        is_custom = draw.random() < 0.15
        words = WORDED if is_custom else friends
        lines.append(
            Line(
                i,
                c,
                "",
                batch(draw, 1, 200),
                d,
                is_custom,
                name=words[int(draw.integers(0, len(words)))],
            )
        )
    return Plant(lines)


def returned(draw: np.random.Generator) -> Plant:
    """Custom orders of which a third come back under a number of their own: that is no second order."""
    made = list(mixed(draw, lambda p, d: f"P-{p}", 0.1).lines)
    back = [
        Line(ORDERS + line.order, line.client, line.sku, -line.quantity, line.day + 20, True)
        for line in made
        if line.is_custom and draw.random() < 0.33
    ]
    return Plant([*made, *back])


def loyal_trader(draw: np.random.Generator) -> Plant:
    """Each client orders from a dozen codes of its own choice again and again; the codes are everybody's."""
    codes = {c: draw.choice(300, 12, replace=False) for c in range(CLIENTS)}
    return Plant(
        [
            Line(
                i, c, f"T-{int(draw.choice(codes[int(c[7:])])):04d}", batch(draw, 1, 200), d, False
            )
            for i, (c, d) in enumerate(zip(clients(draw), days(draw), strict=True))
        ]
    )


DEPARTMENTS = (
    "КБ",
    "ОГК",
    "Инженеры",
    "Технологи",
    "НИОКР",
    "Проектный отдел",
    "Entwicklung",
    "Конструкторы",
    "R&D",
    "Engineering",
)
OTHERS = ("Service engineers", "Инженеры по продажам", "Сервисные инженеры")
PLANTS: dict[str, Callable[[np.random.Generator], Plant]] = {
    "job shop, each drawing once": job_shop,
    "job shop, drawings reordered by their client": reordered_drawings,
    "job shop, three drawings a client": lambda draw: reordered_drawings(draw, 3),
    "trader, 300 codes, Zipf": lambda draw: trader(draw, 300),
    "trader, 1,500 codes, Zipf": lambda draw: trader(draw, 1500),
    "trader, 1,500 codes, all alike": lambda draw: trader(draw, 1500, 0.0),
    "a new serial product each month, 10 % custom": launches,
    "60 products, 10 % custom": lambda draw: mixed(draw, lambda p, d: f"P-{p}"),
    "60 products, Zipf, 10 % custom": lambda draw: mixed(draw, lambda p, d: f"P-{p}", zipf=1.0),
    "60 products, 40 % custom": lambda draw: mixed(draw, lambda p, d: f"P-{p}", 0.4),
    "all codes renamed each January, 120 products": renamed,
    "codes with the year behind, 10 % custom": renamed_by_suffix,
    "lot in the code, P-7/0123": lambda draw: lots(draw, "/"),
    "lot in the code, P-7-0123": lambda draw: lots(draw, "-"),
    "lot in the code, P-7 партия 0123": lambda draw: lots(draw, " партия "),
    "lot in the code, P-7-2025-03": dated_lots,
    "one code in four spellings": spellings,
    "modification P-1-client, serial minimum 50": lambda draw: modifications(
        draw, "[custom]\nserial_min_batch = 50\n"
    ),
    "modification P-1-client, no serial minimum": modifications,
    **{
        f"design hours of «{name}»": lambda draw, name=name: designed(draw, name)
        for name in DEPARTMENTS
    },  # type: ignore[misc]
    **{
        f"serial only, hours of «{name}»": lambda draw, name=name: designed(draw, name, False)
        for name in OTHERS
    },  # type: ignore[misc]
    "words of names alone": worded,
    "custom orders that come back": returned,
    "loyal clients of a trader": loyal_trader,
}


def measured(name: str, plants: int, seed: int = 1) -> Found:
    draw = np.random.default_rng([seed, list(PLANTS).index(name)])
    found = Found()
    for _ in range(plants):
        found += find(PLANTS[name](draw))
    return found


def rows(plants: int) -> Iterator[tuple[str, ...]]:
    for name in PLANTS:
        found = measured(name, plants)
        yield (
            name,
            str(found.precision),
            str(found.recall),
            str(found.false_custom),
            str(found.false_serial),
            str(found.unknown),
        )


def tables(plants: int) -> list[Table]:
    return [
        Table(
            "Serial or custom by evidence alone",
            f"{plants} plants a row, {ORDERS} orders in three years, {CLIENTS} clients; no column states the kind. Unknown orders are "
            "in nobody's precision; recall counts them as not found.",
            (
                "plant",
                "precision",
                "recall",
                "serial called custom",
                "custom called serial",
                "unknown",
            ),
            list(rows(plants)),
        )
    ]
