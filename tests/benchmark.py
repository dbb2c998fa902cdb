"""Speed as ratios, measured side by side in one run: `python -m tests.benchmark [--millions 1 5 10]`.

Each figure is taken in a process of its own, so that peak memory is that figure's; the machine's name and its load stand on top. Beside the
seconds by the clock stands the processor time, that of processes which it started included: a busy machine changes it less.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

import analysis
from analysis import intake, isolation
from analysis.actions import importing
from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.journal.portrait import Criterion, Portrait, Thresholds
from analysis.portrait import portrait_effect
from analysis.reader.products import metrics_by_product
from analysis.reader.workspace import EVERYTHING
from analysis.stores import store

TINY_PLANT = Path(__file__).parent / "tiny_plant"
TYPED = {
    "order_id": "VARCHAR",
    "line_no": "VARCHAR",
    "client_id": "VARCHAR",
    "client_name": "VARCHAR",
    "order_date": "DATE",
    "promised_on": "DATE",
    "shipped_on": "DATE",
    "manager": "VARCHAR",
    "sku": "VARCHAR",
    "product_name": "VARCHAR",
    "product_family": "VARCHAR",
    "kind": "VARCHAR",
    "quantity": "DECIMAL(18,6)",
    "unit_price": "DECIMAL(18,4)",
    "revenue": "DECIMAL(18,4)",
    "direct_cost": "DECIMAL(18,4)",
    "book_overhead": "DECIMAL(18,4)",
}

LINES = """
select 'SO' || (100000 + i // 4) as order_id, i % 4 + 1 as line_no, 'C' || ((i // 4) % 2000) as client_id,
    'Client ' || ((i // 4) % 2000) as client_name, date '2023-01-01' + ((i // 4) % 1000)::int as order_date,
    date '2023-01-25' + ((i // 4) % 1000 + (i // 4) % 9)::int as promised_on,
    date '2023-02-01' + ((i // 4) % 1000)::int as shipped_on, 'Manager ' || ((i // 4) % 2000) % 15 as manager,
    'SKU' || i % 500 as sku, 'Product ' || i % 500 as product_name, 'Family ' || ((i // 4) % 9) as product_family,
    case when (i // 4) % 13 = 0 then 'modified' else 'serial' end as kind, i % 50 + 1 as quantity,
    round(10 + (i % 977) * 1.37, 2) as unit_price, round((i % 50 + 1) * (10 + (i % 977) * 1.37), 2) as revenue,
    round((i % 50 + 1) * (7 + (i % 977) * 1.1), 2) as direct_cost, round((i % 50 + 1) * (1 + (i % 977) * .1), 2) as book_overhead
from range({lines}) t(i)"""
USAGE = """
select 'SO' || (100000 + i) as order_id, case when i % 2 = 0 then 'designers' else 'managers' end as pool,
    (i % 7) * 0.25 as quantity, 'Person ' || i % 20 as person, date '2023-01-01' + (i % 1000)::int as "date"
from range({orders}) t(i)"""
POOLS = """
select p as pool, strftime(date '2023-01-01' + to_months(m::int), '%Y-%m-%d') as "month", 'h' as unit, 1000000 as cost,
    {orders} / 60 as capacity
from (values ('designers'), ('managers')) a(p), range(36) t(m)"""


def alone(work: Callable[..., Any], *given: Any) -> dict[str, Any]:
    """Runs in a fresh process: seconds, those of processor time (`cpu`), peak memory in MB, and what the work returned."""
    receive, send = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_measured, args=(send, work, given)
    )
    process.start()
    result: dict[str, Any] = receive.recv()
    process.join()
    return result


def _measured(send: Any, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    started, used = time.perf_counter(), _processor_time()
    value = work(*given)
    seconds = time.perf_counter() - started
    isolation.end()  # its processor time is known once it has ended
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    send.send({"seconds": seconds, "cpu": _processor_time() - used, "mb": mb, "value": value})


def _processor_time() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(found.ru_utime + found.ru_stime for found in map(resource.getrusage, kinds))


def make_files(folder: Path, lines: int) -> None:
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    for name, select in (("order_lines", LINES), ("usage", USAGE), ("pools", POOLS)):
        text = select.format(lines=lines, orders=lines // 4)
        con.execute(f"copy ({text}) to '{folder / name}.csv' (header, delimiter ',')")


def bare_read(path: str) -> int:
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    columns = "{" + ", ".join(f"'{n}': '{t}'" for n, t in TYPED.items()) + "}"
    con.execute(
        f"create table t as select * from read_csv('{path}', header = true, delim = ',', columns = {columns})"
    )
    row = con.execute("select count(*) from t").fetchone()
    return int(row[0]) if row else 0


def take_in(path: str) -> int:
    with tempfile.TemporaryDirectory() as there:
        accepted, rejected = Path(there) / "a.parquet", Path(there) / "r.parquet"
        return intake.take_in(
            Path(path), import_id="1", accepted=accepted, rejected=rejected
        ).rows_accepted


def whole_import(root: str, folder: str) -> str:
    return importing.import_paths(Path(root), [Path(folder)]).build_id


def rebuild(root: str) -> str:
    """From nothing but the inputs."""
    return store.build(Path(root), anew=True)


def resettle(root: str) -> str:
    """After a change of settings that reaches down to the orders' totals."""
    folder = Path(root) / "settings"
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text(
        "[credit]\ncost_of_capital = 0.2\n[targets]\ntrue_margin = 0.2\n", "utf-8"
    )
    return store.build(Path(root))


def queries(root: str) -> dict[str, float]:
    """Best of five, in seconds."""
    ws = analysis.open_workspace(root)
    month, day = analysis.Scope(since="2024-01-01"), analysis.Scope(since="2024-01-05")
    sums = "select sum(revenue), sum(direct_cost), sum(book_overhead) from order_lines"
    grouped = "select client_id, sum(revenue), sum(direct_cost), sum(book_overhead) from order_lines group by client_id"
    works: dict[str, Callable[[], Any]] = {
        "sum() of revenue, cost, overhead over all lines": lambda: ws.sql(sums),
        "the same by client over all lines": lambda: ws.sql(grouped),
        "client profit, all history (roll-up)": lambda: ws.clients(),
        "client profit, from a month on (roll-up)": lambda: ws.clients(month),
        "client profit, from a day on (rows)": lambda: ws.clients(day),
        "trend by month": lambda: ws.metrics(["revenue", "true_profit"], by=("month",)),
        "profit by product, all history (roll-up)": lambda: metrics_by_product(
            ws, CLIENT_COLUMNS, EVERYTHING
        ),
        "one client's orders": lambda: ws.orders(analysis.Scope(clients=("C5",))),
        "one order with lines and hours": lambda: (
            ws.order("SO100000"),
            ws.lines("SO100000"),
            ws.usage("SO100000"),
        ),
    }
    return {name: _best(work) for name, work in works.items()}


def portraits(clients: int) -> dict[str, float]:
    """A portrait over so many clients, best of five, in seconds: scoring them all; an edit's whole effect, both portraits anew."""
    draw = random.Random(4)
    values: dict[str, tuple[Any, ...]] = {
        "industry": ("energy", "trade", "chemistry", None),
        "employees": (20, 80, 500, 3000, None),
        "tender": ("да", "нет", None),
        "custom_share": (0.0, 0.2, 0.7, None),
        "mean_batch": (3.0, 40.0, 200.0, None),
        "region": ("Урал", "Москва", "Дон"),
    }
    columns = {
        name: tuple(draw.choice(each) for _ in range(clients)) for name, each in values.items()
    }
    known = portrait_effect.Known({"client_id": tuple(map(str, range(clients))), **columns}, {})
    amounts = pd.DataFrame(
        {"client_id": known.ids, "client_name": known.ids}
        | dict.fromkeys(portrait_effect.MONEY, 1.0)
    )
    asked = (
        Criterion("i", "industry", accept=("energy", "chemistry"), weight=2),
        Criterion("e", "employees", min=60),
        Criterion("t", "tender", yes=False),
        Criterion("c", "custom_share", max=0.3),
        Criterion("b", "mean_batch", min=20),
        Criterion("r", "region", reject=("Москва",)),
    )
    wanted, edited = Portrait(asked), Portrait(asked, Thresholds(ours=90))

    def effect() -> Any:
        before = portrait_effect.judged(known, wanted, amounts)
        return portrait_effect.compare(before, portrait_effect.judged(known, edited, amounts))

    works = {"scoring": lambda: portrait_effect.fits(known, wanted), "an edit's effect": effect}
    return {name: _best(work) for name, work in works.items()}


def _best(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def tiny(times: int = 9) -> dict[str, float]:
    """What every small workspace costs, most of it fixed: CPU seconds of the tiny plant's import with its build, and of the build alone
    (the median of so many, after a first one), and the bytes that the workspace takes on the disk."""
    took: dict[str, list[float]] = {"import": [], "build": []}
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as there:
        isolation.in_process = True
        for n in range(times + 1):
            root, begun = Path(there) / f"{n}", time.process_time()
            analysis.import_paths(root, [TINY_PLANT])
            imported = time.process_time()
            store.build(root, anew=True)
            if n:
                took["import"].append(imported - begun)
                took["build"].append(time.process_time() - imported)
        size = sum(f.stat().st_size for f in (Path(there) / "0").rglob("*") if f.is_file())
    return {**{name: statistics.median(each) for name, each in took.items()}, "bytes": size}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", type=float, nargs="*", default=[1, 5, 10])
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    report: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "duckdb": duckdb.__version__,
    }
    print(f"{report['machine']}, DuckDB {report['duckdb']}, load before {os.getloadavg()[0]:.1f}")
    report["tiny"] = alone(tiny)["value"]
    print(
        f"  the tiny plant: import with build {report['tiny']['import']:.2f} s of CPU, build alone {report['tiny']['build']:.2f} s, "
        f"{report['tiny']['bytes'] / 1e6:.1f} MB with two stores"
    )
    report["portrait"] = alone(portraits, 10_000)["value"]
    for name, seconds in report["portrait"].items():
        print(f"  a portrait over 10,000 clients, {name:18} {seconds * 1000:8.1f} ms")
    from .benchmark_workbook import measured  # which needs this module whole

    report["workbook"] = measured(200_000)
    for millions in chosen.millions:
        lines = int(millions * 1_000_000)
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as there:
            folder = Path(there) / "exports"
            folder.mkdir()
            make_files(folder, lines)
            path = str(folder / "order_lines.csv")
            print(f"\n{millions:g} million lines, {Path(path).stat().st_size / 1e6:.0f} MB of CSV")
            bare, ours = alone(bare_read, path), alone(take_in, path)
            assert bare["value"] == ours["value"] == lines
            whole = alone(whole_import, f"{there}/ws", str(folder))
            built = alone(rebuild, f"{there}/ws")
            settled = alone(resettle, f"{there}/ws")
            times = alone(queries, f"{there}/ws")["value"]
            report[f"{millions:g}"] = {
                "bare": bare,
                "import": ours,
                "whole": whole,
                "build": built,
                "settings": settled,
                "queries": times,
            }
            for name, each in (
                ("bare typed read_csv", bare),
                ("import of the CSV", ours),
                ("dealfit import, with build", whole),
                ("build of the store alone", built),
                ("a change of settings", settled),
            ):
                print(
                    f"  {name:27} {each['seconds']:7.2f} s  processor {each['cpu']:7.2f} s  {each['mb']:6.0f} MB",
                    flush=True,
                )
            ratios = (ours[kind] / bare[kind] for kind in ("seconds", "cpu"))
            print(
                "  import of the CSV against the bare reader: {:.2f} × by the clock, {:.2f} × of processor time".format(
                    *ratios
                )
            )
            base = next(iter(times.values()))
            for name, seconds in times.items():
                print(f"  {name:50} {seconds * 1000:8.1f} ms  {seconds / base:5.2f} ×")
    if chosen.json:
        print(json.dumps(report))


if __name__ == "__main__":
    main()
