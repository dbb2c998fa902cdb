"""How fast the desk answers on a long history: `python -m tests.benchmark_deals [--orders 100000]`.

A plant of so many orders over four years, a third of them custom, imported by the product. Measured in wall time: the desk of a day, the
first answer (which works out what the past says), then the middle of ten answers, of what the page asks when the slider of price or of
batch is moved, and beside it in processor time: what it takes on a machine that does nothing else. The aim: under 300 ms for a slider.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import analysis
from analysis.deals import switches
from analysis.deals.deal import read_deal
from analysis.deals.workspace import DealWorkspace

FIRST, DAYS = dt.date(2023, 1, 2), 1400
TIMES = 10
COLUMNS = (
    "order_id,client_name,order_date,promised_on,shipped_on,paid_on,sku,product_family,kind,base_sku,"
    "quantity,revenue,material_cost,labour_cost"
)


def exports(folder: Path, orders: int) -> None:
    draw = np.random.default_rng(1)
    lines, usage = [COLUMNS], ["order_id,pool,quantity,date"]
    for n in range(orders):
        day, is_custom = FIRST + dt.timedelta(days=n * DAYS // orders), n % 3 == 0
        family, base = draw.integers(0, 12), draw.integers(0, 30)
        pieces = int(np.ceil(draw.lognormal(2 if is_custom else 5, 0.7)))
        cost = pieces * 100 * np.exp(0.2 * family + 0.2 * draw.standard_normal())
        shipped = day + dt.timedelta(days=int(draw.lognormal(3.2, 0.4)))
        days = f"{day},{day + dt.timedelta(days=40)},{shipped},{shipped + dt.timedelta(days=20)}"
        code = f"P{family}-{base}"
        product = f"{code}-M{n},F{family},modified" if is_custom else f"{code},F{family},serial"
        money = f"{2.2 * cost:.2f},{0.7 * cost:.2f},{0.3 * cost:.2f}"
        lines.append(f"O{n},C{draw.integers(0, 3000)},{days},{product},{code},{pieces},{money}")
        for pool, hours in (("design", 8 if is_custom else 0.5), ("sales", 2)):
            spent = hours * draw.lognormal(0, 0.5)
            usage.append(f"O{n},{pool},{spent:.2f},{day + dt.timedelta(days=3)}")
    (folder / "order_lines.csv").write_text("\n".join(lines), "utf-8")
    (folder / "usage.csv").write_text("\n".join(usage), "utf-8")
    pools = "pool,unit,cost,capacity\ndesign,h,8000000,9000\nsales,h,3000000,6000\n"
    (folder / "pools.csv").write_text(pools, "utf-8")


Took = tuple[float, float]  # seconds by the clock, and of the processor


def took(work: Callable[[], object]) -> Took:
    begun, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - busy


def middle(work: Callable[[], object]) -> Took:
    clock, processor = zip(*(took(work) for _ in range(TIMES)), strict=True)
    return statistics.median(clock), statistics.median(processor)


def measured(ws: DealWorkspace) -> dict[str, Took]:
    """By what was asked."""
    day = FIRST + dt.timedelta(days=DAYS + 30)
    line = {"product": "P3-4-X", "base_sku": "P3-4", "kind": "modified", "quantity": 8}
    deal = read_deal({"client": "C5", "date": day, "line": [{**line, "unit_price": 3000}]})
    found = {"desk of a day": took(lambda: ws.desk(day))}
    found["first answer"] = took(lambda: switches.advise(ws, deal))
    found["an answer"] = middle(lambda: switches.advise(ws, deal))
    found["slider of price"] = middle(
        lambda: (switches.advise(ws, deal, 30_000.0), switches.along_price(ws, deal))
    )
    found["slider of batch"] = middle(
        lambda: (switches.advise(ws, deal), switches.along_batch(ws, deal))
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark_deals", description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    orders = parser.parse_args().orders
    with tempfile.TemporaryDirectory() as folder:
        exports(Path(folder), orders)
        analysis.import_paths(Path(folder) / "ws", [Path(folder)])
        with analysis.open_workspace(Path(folder) / "ws") as ws:
            for name, (clock, processor) in measured(ws).items():
                print(f"{name:20} {1000 * clock:8.0f} ms, {1000 * processor:6.0f} of processor")


if __name__ == "__main__":
    main()
