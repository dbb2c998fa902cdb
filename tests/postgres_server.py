"""A real PostgreSQL for a test session, in a folder of its own on a free port; stopped by its own process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from adbc_driver_postgresql import dbapi

PASSWORD = "p@ss:wörd/1"  # what an address must write as %40, %3A …
QUOTED = "p%40ss%3Aw%C3%B6rd%2F1"


def binaries() -> Path | None:
    """Where Debian's package, or the path, has the server."""
    found = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))]
    on_path = shutil.which("postgres")
    return found[-1] if found else Path(on_path).resolve().parent if on_path else None


@dataclass(frozen=True)
class Server:
    port: int

    def address(self, database: str = "plant", login: str = f"plant:{QUOTED}") -> str:
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def do(
        self, *statements: str, database: str = "plant", alone: bool = False
    ) -> list[tuple[object, ...]]:
        """Runs the statements (`alone`: outside a transaction); the rows of the last one, a SELECT or not."""
        with (
            dbapi.connect(self.address(database), autocommit=alone) as connection,
            connection.cursor() as cursor,
        ):
            for statement in statements:
                cursor.execute(statement)
            rows = [tuple(row) for row in cursor.fetchall()] if cursor.description else []
            if not alone:
                connection.commit()
            return rows


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """The server refuses to run as root: there it runs as the user that Debian's package made."""
    person: dict[str, object] = (
        {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    )
    folder = Path(tempfile.mkdtemp(prefix="dealfit-postgres-"))
    process = None
    try:
        (folder / "password").write_text(PASSWORD, "utf-8")
        if person:
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres", "postgres")
        first = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "plant",
            f"--pwfile={folder / 'password'}",
        ]
        first += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(first, check=True, capture_output=True, cwd=folder, **person)  # type: ignore[call-overload]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        command = [programs / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder]
        for setting in ("listen_addresses=127.0.0.1", "fsync=off", "timezone=Europe/Moscow"):
            command += ["-c", setting]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **person)  # type: ignore[call-overload]
        server = Server(port)
        _wait_for(server, process, folder / "log")
        server.do("CREATE DATABASE plant", database="postgres", alone=True)
        yield server
    finally:
        if process:
            process.send_signal(signal.SIGINT)  # ends sessions and stops at once
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            server.do("SELECT 1", database="postgres")
            return
        except dbapi.OperationalError:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", "replace"))
