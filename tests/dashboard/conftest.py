"""The pages on workspaces worked by hand: in-process (AppTest) and in a real browser."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
import streamlit.config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

import analysis
from dashboard.top import doors
from tests import deliveries

REPO = Path(__file__).parent.parent.parent
APP = REPO / "dashboard" / "app.py"
CHROMIUM = Path("/usr/bin/chromium")

streamlit.config._main_script_path = str(
    APP
)  # AppTest reads no configuration beside the script, as `streamlit run` does

# AppTest reads the metadata of every installed package for each page anew: half a second, and always the same.
manifest_scanner.scan_component_manifests = functools.cache(
    manifest_scanner.scan_component_manifests
)

_asks_again_and_again = local_script_runner.require_widgets_deltas


def _wait(runner: Any, timeout: float = 3) -> None:
    """Waits until the page is drawn; AppTest's own way asks a thousand times a second and slows the page down."""
    runner._script_thread.join(timeout)
    _asks_again_and_again(runner, 0.1)


local_script_runner.require_widgets_deltas = _wait

HOSTILE = (
    "<script>alert(1)</script>",
    '=cmd|"/c calc"!A1',
    "[x](http://evil.example) $a$ :red[b] `c` **d**",
    '<b>O\'Brien</b> & 🐋 "quotes"',
)


@pytest.fixture(scope="session")
def tiny_root(tiny: analysis.Workspace) -> Path:
    return tiny.root


@pytest.fixture(scope="session")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four clients, each with a name that means something to some program; profit 4,000, 3,000, 2,000, 1,000."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        "order_id;client_id;client_name;order_date;product_family;revenue;direct_cost;book_overhead"
    ]
    for place, name in enumerate(HOSTILE):
        quoted = '"' + name.replace('"', '""') + '"'
        rows.append(
            f"0{place};{place};{quoted};2025-01-1{place};{quoted};10000;{5000 + 1000 * place};1000"
        )
    (folder / "order_lines.csv").write_text("\n".join(rows) + "\n", "utf-8")
    with deliveries.making_all():
        analysis.import_paths(folder / "workspace", [folder / "order_lines.csv"])
    return folder / "workspace"


@pytest.fixture
def bare_root(built: Callable[[Hashable, Callable[[Path], object]], Path], tmp_path: Path) -> Path:
    """Order lines and nothing else: no cost, no hours, no attributes."""
    text = "order_id,client_name,order_date,revenue\n1,A,2025-01-10,700\n2,B,2025-02-10,300\n"
    (tmp_path / "order_lines.csv").write_text(text, "utf-8")
    there = built("bare", lambda root: analysis.import_paths(root, [tmp_path / "order_lines.csv"]))
    return Path(shutil.copytree(there, tmp_path / "workspace"))


def script(view: str) -> str:
    """A page as AppTest names it, beside app.py."""
    return f"{doors.of(view)}/{view}.py"


class Screen:
    """A page as AppTest runs it."""

    def __init__(self, view: str, address: dict[str, Any]) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=300)
        for name, value in address.items():
            self.app.query_params[name] = value
        if view != "overview":  # AppTest starts at the default page; the address is the page's own
            self.app.switch_page(script(view))
        self.app.run()

    @property
    def texts(self) -> list[str]:
        return [t.value.replace("\u00a0", " ") for t in self.app.text]

    @property
    def figures(self) -> dict[str, str]:
        return {m.label: m.value.replace("\u00a0", " ") for m in self.app.metric}

    @property
    def address(self) -> dict[str, list[str]]:
        params = dict(self.app.query_params)
        return {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in params.items()
        }

    @property
    def said(self) -> str:
        return "\n".join(
            [*self.texts, *(t.value for t in self.app.title), *(w.value for w in self.app.warning)]
        )


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    def show(root: Path, view: str = "overview", **address: Any) -> Screen:
        monkeypatch.setenv("DEALFIT_WORKSPACE", str(root))
        shown = Screen(view, address)
        assert not shown.app.exception, [e.value for e in shown.app.exception]
        unforeseen = [
            e.value
            for e in shown.app.error
            if "журнале программы" in e.value or "the log has" in e.value
        ]
        assert not unforeseen, unforeseen
        return shown

    return show


# --- a real browser ----------------------------------------------------------------------------------------------------


def _served(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", str(port), "127.0.0.1"]
    environment = {
        **os.environ,
        "DEALFIT_WORKSPACE": str(root),
        "PYTHONPATH": str(REPO),
        "PYTHONFAULTHANDLER": "1",
    }
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            command, cwd=REPO, env=environment, stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                    break
                except OSError:
                    time.sleep(0.2)
            yield address
        finally:
            _end(server, log)


def _end(server: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    """A server that does not end of itself is ended, and where its threads stood is a warning."""
    server.terminate()
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGABRT)  # faulthandler writes where each thread stands
        server.wait(60)
        log.seek(0)
        warnings.warn(f"did not end:\n{log.read().decode(errors='replace')}", stacklevel=1)


@pytest.fixture(scope="session")
def served_tiny(tiny_root: Path, browser: Any) -> Iterator[str]:
    yield from _served(tiny_root)


@pytest.fixture(scope="session")
def served_hostile(hostile_root: Path, browser: Any) -> Iterator[str]:
    yield from _served(hostile_root)


@pytest.fixture
def serve(browser: Any) -> Iterator[Callable[[Path], str]]:
    """Serves a workspace of the test's own."""
    running: list[Iterator[str]] = []

    def start(root: Path) -> str:
        running.append(_served(root))
        return next(running[-1])

    yield start
    for server in running:
        next(server, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip(f"{CHROMIUM} is not on this machine; .ci/run installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[[str], Any]]:
    """Opens an address in a fresh browser context and waits for the page's title."""
    contexts = []

    def open_page(address: str) -> Any:
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="de-DE")
        contexts.append(context)
        context.set_default_timeout(120_000)  # a machine may be busy
        page = context.new_page()
        page.alerts = []
        page.on("dialog", lambda dialog: (page.alerts.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.wait_for_selector("h1")
        return page

    yield open_page
    for context in contexts:
        context.close()
