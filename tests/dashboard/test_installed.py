"""Installed from a wheel, away from its repository: the demo plant is there, the theme, and nothing leaves the machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import analysis

REPO = Path(__file__).parent.parent.parent
CHROMIUM = Path("/usr/bin/chromium")
UV = shutil.which("uv")

pytestmark = pytest.mark.skipif(UV is None, reason="needs uv, which builds the wheel")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as site-packages, from the wheel; the other packages are this environment's."""
    there = tmp_path_factory.mktemp("installed")
    source = there / "source"
    source.mkdir()
    for name in ("analysis", "dashboard", "data", "pyproject.toml", "README.md", "LICENSE"):
        (source / name).symlink_to(REPO / name)
    build = [UV or "uv", "build", "--wheel", "--out-dir", str(there / "wheels"), str(source)]
    done = subprocess.run(build, cwd=there, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    [wheel] = (there / "wheels").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(there / "site")
    return there / "site"


@pytest.fixture(scope="module")
def served(
    installed: Path, demo: analysis.Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The installed program's dashboard, in a home where nothing was imported; the demo plant's store is built already."""
    home, here = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("here")
    root = home / ".local" / "share" / "dealfit" / "workspace"
    root.mkdir(parents=True)
    (root / demo.root.name).symlink_to(demo.root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    packages = os.pathsep.join([str(installed), sysconfig.get_paths()["purelib"]])
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": packages,
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, "-S", "-m", "analysis", "serve", "--port", str(port)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=here, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 180
        while True:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                assert server.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline, (home / "log").read_text()
                time.sleep(0.1)
        yield f"http://localhost:{port}"
        assert not list(here.iterdir())  # nothing is written where it was started
        assert (root / demo.root.name).exists()
    finally:
        server.terminate()
        server.wait()


def test_the_wheel_carries_what_the_dashboard_needs(installed: Path) -> None:
    exports = {
        path.name: path.read_bytes()
        for path in (REPO / "data" / "demo").iterdir()
        if path.suffix in (".csv", ".xlsx", ".toml")
    }
    assert {
        path.name: path.read_bytes() for path in (installed / "analysis" / "demo_exports").iterdir()
    } == exports
    assert (installed / "dashboard" / ".streamlit" / "config.toml").is_file()
    assert not (installed / "data").exists()
    code = "from analysis import places; print(places.DEMO); print(places.default_root())"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=installed.parent,
        capture_output=True,
        text=True,
        env={
            "PYTHONPATH": f"{installed}{os.pathsep}{sysconfig.get_paths()['purelib']}",
            "HOME": "/home/anna",
        },
    )
    assert done.stdout.splitlines() == [
        str(installed / "analysis" / "demo_exports"),
        "/home/anna/.local/share/dealfit/workspace",
    ]


def test_the_first_page_shows_figures_and_asks_nobody_outside(served: str, browser: Any) -> None:
    page = browser.new_page()
    page.set_default_timeout(120_000)
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname))
    page.goto(f"{served}/?lang=en")
    page.wait_for_selector('[data-testid="stMetricValue"]')
    size = page.evaluate("() => getComputedStyle(document.documentElement).fontSize")
    page.wait_for_timeout(500)
    page.close()
    assert hosts - {None} == {"localhost"}
    assert size == "15px"  # the theme's
