"""What a page costs the server: `python -m tests.benchmark_pages [--sessions 50 --every 10 --clicks 6]`.

A served dashboard on the demo plant, opened over its websocket as a browser does. First each page alone, its data cached:
processor time of the server per opening. Then so many sessions at once, a click each `every` seconds: how long until a page
stands. The aims: at most 80 ms a page; with 50 sessions, a click each ten seconds, 95 of 100 pages within 1 s on two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import analysis
from dashboard.top.doors import PAGES

REPO = Path(__file__).parent.parent
WARM = 2  # openings of each page in each language before anything is measured
OPENINGS = 6  # of each page, measured
LONGEST = 120  # seconds until an answer
Address = dict[str, str]  # page → its address's query


class Visitor:
    """One open page: sends what a browser sends, waits until the run has ended, reruns fragments as it is told."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.repeated: dict[
            str, float
        ] = {}  # fragments that are to run by themselves → every so many seconds
        self.troubles: list[str] = []

    async def __aenter__(self) -> Visitor:
        self.socket = await websockets.connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            origin=f"http://localhost:{self.port}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],
            max_size=None,
            open_timeout=LONGEST,
            ping_interval=None,  # type: ignore[list-item]
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def open(self, page: str, query: str = "") -> float:
        """Seconds until the page stands."""
        self.repeated.clear()
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        return await self._run(asked)

    async def stay(self, seconds: float) -> None:
        """Looks at the page; its fragments rerun meanwhile."""
        until = time.monotonic() + seconds
        while self.repeated and time.monotonic() + min(self.repeated.values()) < until:
            await asyncio.sleep(min(self.repeated.values()))
            for fragment in list(self.repeated):
                asked = BackMsg()
                asked.rerun_script.fragment_id, asked.rerun_script.is_auto_rerun = fragment, True
                await self._run(asked)
        await asyncio.sleep(max(until - time.monotonic(), 0))

    async def _run(self, asked: BackMsg) -> float:
        started = time.monotonic()
        await self.socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(self.socket.recv(decode=False), LONGEST))
            kind = message.WhichOneof("type")
            if kind == "auto_rerun":
                self.repeated[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                self.troubles.append(message.delta.new_element.exception.message)
            elif (
                kind == "script_finished"
                and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return time.monotonic() - started


@dataclass
class Load:
    """What many visitors saw."""

    seconds: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@contextlib.contextmanager
def served(root: Path) -> Iterator[tuple[int, psutil.Process]]:
    """A dashboard's port and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", str(port), "localhost"],
        cwd=REPO,
        env={**os.environ, "DEALFIT_WORKSPACE": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("localhost", port), timeout=1),
            ):
                break
            time.sleep(0.2)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def used(server: psutil.Process) -> float:
    """Seconds of processor time so far."""
    times = server.cpu_times()
    return float(times.user + times.system)


async def alone(port: int, server: psutil.Process, addresses: Address) -> dict[str, float]:
    """Page → milliseconds of the server's processor time for one opening, its data cached."""
    async with Visitor(port) as visitor:
        for lang in ("ru", "en") * WARM:
            for page in PAGES:
                await visitor.open(page, f"{addresses.get(page, '')}&lang={lang}")
        assert not visitor.troubles, visitor.troubles
    costs = {}
    for page in PAGES:
        async with Visitor(port) as visitor:
            await visitor.open(page, addresses.get(page, ""))
            before = used(server)
            for _ in range(OPENINGS):
                await visitor.open(page, addresses.get(page, ""))
            costs[page] = (used(server) - before) / OPENINGS * 1000
    return costs


async def together(port: int, addresses: Address, sessions: int, every: float, clicks: int) -> Load:
    load = Load()

    async def visit(number: int) -> None:
        draw = random.Random(number)
        await asyncio.sleep(every * number / sessions)
        try:
            async with Visitor(port) as visitor:
                for click in range(clicks):
                    page = PAGES[(number * 5 + click * 7) % len(PAGES)]
                    query = f"{addresses.get(page, '')}&lang={'en' if number % 2 else 'ru'}"
                    load.seconds.append(await visitor.open(page, query))
                    await visitor.stay(draw.uniform(0.5, 1.5) * every)
                load.troubles += visitor.troubles
        except (OSError, TimeoutError, websockets.WebSocketException) as trouble:
            load.troubles.append(repr(trouble))

    await asyncio.gather(*(visit(number) for number in range(sessions)))
    return load


def measured(
    root: Path, addresses: Address, sessions: int, every: float, clicks: int
) -> dict[str, Any]:
    """Prints and gives the figures of both parts: of a page's processor time, and of the sessions at once."""
    with served(root) as (port, server):
        costs = asyncio.run(alone(port, server, addresses))
        for page, cost in sorted(costs.items(), key=lambda each: -each[1]):
            print(f"  {page:14} {cost:7.0f} ms of the server's processor")
        print(f"  {'on average':14} {statistics.mean(costs.values()):7.0f} ms", flush=True)
        before, busy = time.monotonic(), used(server)
        load = asyncio.run(together(port, addresses, sessions, every, clicks))
        share = (used(server) - busy) / (time.monotonic() - before)
        cuts = statistics.quantiles(load.seconds, n=20, method="inclusive")
        mb = server.memory_info().rss / 2**20
        print(
            f"  {sessions} sessions, a click each {every:g} s, {len(load.seconds)} pages: p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s, "
            f"{share:.2f} processors busy, {(used(server) - busy) / len(load.seconds) * 1000:.0f} ms a page with its fragments, "
            f"{mb:.0f} MB, {len(load.troubles)} troubles {load.troubles[:2]}"
        )
    return {
        "pages": costs,
        "p50": cuts[9],
        "p95": cuts[18],
        "busy": share,
        "mb": mb,
        "troubles": load.troubles,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument(
        "--every", type=float, default=10, help="seconds between a session's clicks, on average"
    )
    parser.add_argument("--clicks", type=int, default=6, help="of each session")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as there:
        with analysis.demo(Path(there)) as plant:
            clients, orders = plant.clients(), plant.orders()
        addresses = {
            "client": f"id={clients['client_id'].iloc[0]}",
            "order": f"order={orders['order_id'].iloc[0]}",
        }
        measured(plant.root, addresses, chosen.sessions, chosen.every, chosen.clicks)


if __name__ == "__main__":
    main()
