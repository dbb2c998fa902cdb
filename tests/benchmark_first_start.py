"""How long a first visitor waits: `python -m tests.benchmark_first_start [--times 3]`.

`dealfit serve` in a fresh workspace, and once more with the demo plant built; a browser opens the page as soon as the server answers.
Seconds by the clock until the server answers, the page speaks and the figures stand; and of processor time, which a busy machine
changes less. The aims, on two idle cores: the page speaks within 2 s, the figures stand within 5 s, within 4 s with the demo plant built.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

REPO = Path(__file__).parent.parent
LONGEST = 300  # seconds
FIGURE = '[data-testid="stMetricValue"]'
Times = dict[str, float]  # what was waited for → seconds


def first_start(browser: Browser, root: Path) -> Times:
    """One start. Processor time: of the command and all that it starts, until the figures stand."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "analysis",
        "--workspace",
        str(root),
        "serve",
        "--port",
        str(port),
    ]
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    begun = time.monotonic()
    served = subprocess.Popen(
        command, cwd=REPO, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    used = _Used(psutil.Process(served.pid))
    times: Times = {}
    try:
        while not _answers(page, port):
            used.look()
            assert time.monotonic() - begun < LONGEST, "the server does not answer"
        times["the server answers"] = time.monotonic() - begun
        for what, seen in (("the page speaks", "h1"), ("the figures stand", FIGURE)):
            while not page.locator(seen).count():
                used.look()
                assert time.monotonic() - begun < LONGEST, f"{seen} does not come"
                time.sleep(0.02)
            times[what] = time.monotonic() - begun
        used.look()
    finally:
        served.terminate()
        served.wait()
        page.close()
    times["processor time of the server"] = used.own
    times["processor time of what it started"] = used.others
    return times


class _Used:
    """Processor time of a process and of those that it starts, which may end before they are asked again."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self._seconds: dict[int, float] = {}

    def look(self) -> None:
        with contextlib.suppress(psutil.Error):
            for each in (self.process, *self.process.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    times = each.cpu_times()
                    self._seconds[each.pid] = times.user + times.system

    @property
    def own(self) -> float:
        return self._seconds.get(self.process.pid, 0.0)

    @property
    def others(self) -> float:
        return sum(self._seconds.values()) - self.own


def _answers(page: Page, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
        page.goto(f"http://localhost:{port}/", wait_until="commit")
        return True
    time.sleep(0.02)
    return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    found: dict[str, list[Times]] = {"a fresh workspace": [], "the demo plant built before": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for _ in range(chosen.times):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as there:
                for each in found.values():
                    each.append(first_start(browser, Path(there) / "workspace"))
        browser.close()
    for name, starts in found.items():
        print(name)
        for what in starts[0]:
            seconds = [each[what] for each in starts]
            print(
                f"  {what:34} {min(seconds):6.2f} to {max(seconds):6.2f} s, median {statistics.median(seconds):6.2f} s"
            )


if __name__ == "__main__":
    main()
