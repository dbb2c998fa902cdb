"""Who may ask the server, and what browsers are told: no page on the web reads the plant's figures by a name of its own."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis import cli, places
from analysis.isolation import scratch
from analysis.journal import shared_state
from dashboard import visitors
from dashboard.visitors.base_address import BaseAddress

ROOT = Path(cli.__file__).parent.parent


def in_a_loop(answer: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: where a browser test ran before, playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer).result()


def asked(
    host: bytes | None,
    kind: str = "http",
    path: str = "/",
    address: str = "localhost",
    also: tuple[str, ...] = (),
) -> Any:
    """The first message of the answer: what stands behind says 200, or accepts."""

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"x-frame-options", b"DENY")],
            }
            if kind == "http"
            else {"type": "websocket.accept"}
        )

    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    guard = visitors.Visitors(
        streamlit, visitors.names(address, also), by_number=not visitors.is_local(address)
    )
    headers = [] if host is None else [(b"host", host)]
    in_a_loop(guard({"type": kind, "path": path, "headers": headers}, None, send))  # type: ignore[arg-type]
    return said[0]


OURS = [
    b"localhost",
    b"localhost:8501",
    b"LOCALHOST:8501",
    b"localhost.",
    b"127.0.0.1:8501",
    b"[::1]:8501",
]
FOREIGN = [
    b"evil.example",
    b"evil.example:8501",
    b"localhost.evil.example",
    b"evil.example#localhost",
    b"localhost@evil.example",
    b"",
    None,
    b"127.0.0.1.nip.io",
    b"192.168.1.5:8501",
    b"localhost:x",
    b"local\xffhost",
    b"evillocalhost",
]


@pytest.mark.parametrize("host", OURS)
def test_this_computer_is_asked_for_by_its_own_names(host: bytes) -> None:
    assert asked(host)["status"] == 200
    assert asked(host, "websocket")["type"] == "websocket.accept"


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_anybody_may_point_here_is_refused(host: bytes | None) -> None:
    """DNS rebinding: the page's own name stands in Host and Origin alike."""
    assert asked(host)["status"] == 403
    assert asked(host, "websocket") == {"type": "websocket.close", "code": 1008}


def test_colleagues_come_by_number_by_the_computers_name_and_by_names_that_were_said() -> None:
    open_to = {"address": "0.0.0.0", "also": ("dealfit.plant.local",)}
    for host in (
        b"192.168.1.5:8501",
        b"10.0.0.7",
        b"[fe80::1]:8501",
        b"dealfit.plant.local",
        b"localhost:8501",
    ):
        assert asked(host, **open_to)["status"] == 200  # type: ignore[arg-type]
    assert asked(os.uname().nodename.encode(), **open_to)["status"] == 200  # type: ignore[arg-type]
    assert asked(b"evil.example:8501", **open_to)["status"] == 403  # type: ignore[arg-type]


def test_browsers_are_told_not_to_frame_guess_or_pass_on() -> None:
    said = {name.decode(): value.decode() for name, value in asked(b"localhost")["headers"]}
    assert said == {
        **visitors.HEADERS,
        "x-frame-options": "DENY",
    }  # what Streamlit says itself stays
    assert "frame-ancestors 'self'" in said["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "//_stcore/metrics", "/base/_STCORE/metrics"]
)
def test_the_servers_own_figures_are_nobodys(path: str) -> None:
    assert asked(b"localhost", path=path)["status"] == 404


@pytest.mark.parametrize(
    ("address", "warns"),
    [
        ("localhost", False),
        ("127.0.0.1", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.168.1.5", True),
    ],
)
def test_who_opens_it_to_the_network_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, warns: bool
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(cli.os, "chdir", lambda folder: None)
    monkeypatch.setattr(
        cli.os, "execve", lambda program, command, environment: started.append(command)
    )
    monkeypatch.setattr(cli.subprocess, "call", lambda command, **_: 0)
    monkeypatch.setattr(cli, "_prepare_beside", lambda words, root: None)
    monkeypatch.setattr(cli, "root_of", lambda ctx, given: tmp_path)
    said = CliRunner().invoke(
        cli.main, ["serve", "--address", address, "--port", "8599", "--host", "a.b"]
    )
    assert said.exit_code == 0, said.output
    assert ("may change everything" in said.stderr) == warns
    assert started[0][-3:] == ["8599", address, "a.b"]


def test_a_workspace_is_its_owners(tmp_path: Path) -> None:
    def mode(path: Path) -> int:
        return path.stat().st_mode & 0o777

    with shared_state.opened(tmp_path / "new"):
        pass
    assert mode(tmp_path / "new") == 0o700
    older, shared = tmp_path / "older", tmp_path / "shared"
    older.mkdir(0o755)
    shared.mkdir()
    shared.chmod(0o770)  # a group's on purpose
    places.make_private(older)
    places.make_private(shared)
    assert (mode(older), mode(shared)) == (0o700, 0o770)


def test_what_a_killed_process_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    waits = (
        "import sys\nfrom analysis.isolation import scratch\nkept = scratch.folder('trial')\n"
        "open(kept.name + '/orders.csv', 'w').write('margins')\nprint(kept.name, flush=True)\nsys.stdin.read()"
    )
    here = {**os.environ, "TMPDIR": str(tmp_path), "DEALFIT_WORKSPACE": str(tmp_path / "workspace")}
    asked = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": here, "cwd": ROOT}
    with subprocess.Popen([sys.executable, "-c", waits], text=True, **asked) as killed:
        assert killed.stdout
        left = Path(killed.stdout.readline().strip())
        assert (left / "orders.csv").exists()
        killed.kill()
    assert left.parent == tmp_path
    assert left.exists()
    subprocess.run(
        [sys.executable, "-m", "analysis", "clients"],
        env=here,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert not left.exists()


def test_every_temporary_folder_names_its_process() -> None:
    """One made in another way would stay after a kill, with what was in it."""
    found = [
        path.relative_to(ROOT).as_posix()
        for path in [*(ROOT / "analysis").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]
        if re.search(
            r"mkdtemp|mkstemp|NamedTemporary|TemporaryDirectory\((?!prefix=f?\"\.)",
            path.read_text("utf-8"),
        )
    ]
    assert found == ["analysis/isolation/scratch.py"]


def test_what_a_killed_server_left_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    left = tmp_path / f"dealfit-upload-{killed.pid}-abc_1"
    (left / "0").mkdir(parents=True)
    (left / "0" / "orders.csv").write_text("margins", "utf-8")
    others = [tmp_path / "dealfit-upload-of-somebody", tmp_path / "notes"]
    for path in others:
        path.mkdir()
    (tmp_path / f"dealfit-upload-{killed.pid}-link").symlink_to(tmp_path / "notes")
    with scratch.folder("upload") as running:
        scratch.clear_leftovers()
        assert Path(running).is_dir()
    assert not left.exists()
    assert all(path.is_dir() for path in others)


@pytest.mark.parametrize(
    ("path", "kind", "is_told"),
    [
        ("/", "text/html; charset=utf-8", True),
        ("/clients", "text/html; charset=utf-8", True),
        ("/plant/clients", "text/html", True),
        ("/static/js/index.js", "text/html", False),
        ("/_stcore/health", "text/html", False),
        ("/clients", "application/json", False),
    ],
)
def test_a_page_is_told_where_the_server_is(path: str, kind: str, is_told: bool) -> None:
    """Else the browser asks for the server under the page's own address first, and its console shows two errors."""
    parts = [b"<html><he", b"ad></head><body></bo", b"dy></html>"]

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        assert (b"accept-encoding", b"gzip") not in scope["headers"] or not is_told
        length = str(sum(map(len, parts))).encode()
        headers = [(b"content-type", kind.encode()), (b"Content-Length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for part in parts:
            more = part is not parts[-1]
            await send({"type": "http.response.body", "body": part, "more_body": more})

    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    headers = [(b"accept-encoding", b"gzip")]
    scope = {"type": "http", "path": path, "headers": headers}
    in_a_loop(BaseAddress(streamlit)(scope, None, send))  # type: ignore[arg-type]
    page = b"".join(message.get("body", b"") for message in said[1:])
    assert int(dict(said[0]["headers"])[b"Content-Length"]) == len(page)
    assert (b"BACKEND_BASE_URL" in page) is is_told
    assert page.startswith(b"<html><head>")
    assert page.endswith(b"</head><body></body></html>")
