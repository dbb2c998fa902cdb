"""Whoever reads writes nothing: on a disk that only reads, in another user's folder, beside a save that hangs or was cut off."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.actions import importing
from analysis.errors import CannotWrite, DamagedFile
from analysis.journal import kind_corrections, shared_state

REPO = Path(__file__).parent.parent
NOBODY = 65534
as_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else"
)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody may look into. Not in pytest's own: whoever begins another run shuts that one to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def corrected(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    kind_corrections.correct(root, {"1": "custom"}, "Anna", "a prototype")
    return root


def listing(root: Path) -> dict[str, tuple[int, int]]:
    return {
        str(p.relative_to(root)): (p.stat().st_size, p.stat().st_mtime_ns) for p in root.rglob("*")
    }


def interrupted(root: Path) -> Path:
    """A journal whose last save was cut off before SQLite had put it into the file itself."""
    live = corrected(root / "live")
    con = sqlite3.connect(live / shared_state.FILE)
    con.execute("update kind_corrections set kind = 'serial'")
    con.commit()
    (root / "copy").mkdir()
    for name in (shared_state.FILE, f"{shared_state.FILE}-wal"):
        shutil.copyfile(live / name, root / "copy" / name)
    con.close()
    return root / "copy"


def test_reading_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    root = corrected(tmp_path / "ws")
    before = listing(root)
    assert kind_corrections.read(root) == {"1": "custom"}
    assert [c.who for c in shared_state.history(root)] == ["Anna"]
    assert listing(root) == before


def test_nothing_is_read_where_nothing_was_written(tmp_path: Path) -> None:
    assert kind_corrections.read(tmp_path / "nowhere") == {}
    assert not (tmp_path / "nowhere").exists()


def test_a_save_that_hangs_keeps_no_reader_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corrected(tmp_path / "ws")
    monkeypatch.setattr(shared_state, "LOCKED_SECONDS", 0)
    monkeypatch.setattr(shared_state, "WAIT_SECONDS", 0)
    with shared_state.opened(root) as stuck:
        stuck.execute("update kind_corrections set kind = 'serial'")
        assert kind_corrections.read(root) == {"1": "custom"}
        with (
            pytest.raises(CannotWrite, match=r"state\.sqlite is held by another program"),
            shared_state.opened(root),
        ):
            pass
    assert kind_corrections.read(root) == {"1": "serial"}


def test_a_save_that_was_cut_off_is_read_to_its_end(tmp_path: Path) -> None:
    assert kind_corrections.read(interrupted(tmp_path)) == {"1": "serial"}


def test_a_workspace_from_before_a_table_was_known(tmp_path: Path) -> None:
    root = corrected(tmp_path / "ws")
    with sqlite3.connect(root / shared_state.FILE) as con:
        con.execute("drop table same_clients")
    con.close()
    assert shared_state.rows(root, "select * from same_clients") == []


def test_an_empty_journal_has_lost_what_it_held(tmp_path: Path) -> None:
    root = corrected(tmp_path / "ws")
    (root / shared_state.FILE).write_bytes(b"")
    with pytest.raises(DamagedFile, match="it is empty"):
        kind_corrections.read(root)
    with pytest.raises(DamagedFile, match="it is empty"):
        kind_corrections.correct(root, {"1": "serial"}, "Anna", "")


@as_root
@pytest.mark.parametrize("form", ["whole", "cut off"])
def test_in_a_folder_of_somebody_else(open_to_all: Path, form: str) -> None:
    root = corrected(open_to_all / "ws") if form == "whole" else interrupted(open_to_all)
    expected = {"1": "custom" if form == "whole" else "serial"}
    root.chmod(0o755)
    before = listing(root)
    code = f"""
import os
from pathlib import Path
from analysis.errors import CannotWrite
from analysis.journal import kind_corrections
from analysis.language import texts
texts("en")  # the words of an error, before this checkout can't be read any more
os.setgid({NOBODY}); os.setuid({NOBODY})
root = Path({str(root)!r})
assert kind_corrections.read(root) == {expected}, kind_corrections.read(root)
try:
    kind_corrections.correct(root, {{"1": None}}, "Boris", "")
except CannotWrite as trouble:
    print(trouble)
"""
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert "state.sqlite can't be written (" in said.stdout, said.stdout
    assert listing(root) == before


AS_NOBODY = """
import os, sys
from pathlib import Path
from click.testing import CliRunner
from analysis.cli import main

def run(*words, workspace=sys.argv[1]):
    said = CliRunner().invoke(main, [*words, "--workspace", workspace])
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    print(said.exit_code, " ".join(said.output.split()))

query = ("sql", "select cast(sum(revenue) as integer) as revenue from order_profit", "--format", "csv")
from analysis import databases
from analysis.command import import_printing, printing
from analysis.actions import strictness, undo_import, watching
run(*query, workspace=sys.argv[3])  # as root, so that all modules are loaded
os.setgid(65534); os.setuid(65534)
run(*query)
run("check")
run("import", sys.argv[2], "--table", "order_lines", "--who", "Boris")
run("undo", "--who", "Boris")
"""


@as_root
@pytest.mark.parametrize("stale", [False, True])
def test_the_command_reads_in_a_folder_of_somebody_else(open_to_all: Path, stale: bool) -> None:
    root, file = open_to_all / "ws", open_to_all / "lines.csv"
    file.write_text("order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n", "utf-8")
    analysis.import_paths(root, [file], table="order_lines")
    kind_corrections.correct(root, {"1": "custom"}, "Anna", "a prototype")
    importing.rebuild(root)
    if stale:
        (root / "settings").mkdir()
        (root / "settings" / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    other = shutil.copytree(root, open_to_all / "other")
    root.chmod(0o755)
    if stale:  # for root it would be built at once
        (root / ".importer.lock").unlink(missing_ok=True)
        (root / ".importer.lock").mkdir()
    before = listing(root)
    command = [sys.executable, "-c", AS_NOBODY, str(root), str(file), str(other)]
    said = subprocess.run(
        command, cwd=REPO, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.splitlines()
    published = "Until then the figures are as they were published last." if stale else ""
    assert [line.split()[0] for line in said] == ["0", "0", "0", "2", "2"], said
    assert all("revenue 5" in line for line in said[:2]), said
    assert published in said[1]
    assert all(".importer.lock" in line for line in said[3:]), said
    assert listing(root) == before


@as_root
def test_pages_are_read_from_a_disk_that_only_reads(tmp_path: Path) -> None:
    root, file = tmp_path / "ws", tmp_path / "lines.csv"
    file.write_text("order_id,client_name,order_date,revenue\n1,A,2025-01-10,5\n", "utf-8")
    analysis.import_paths(root, [file], table="order_lines")
    kind_corrections.correct(root, {"1": "custom"}, "Anna", "a prototype")
    code = f"""
from analysis.actions import opening
from analysis.errors import CannotWrite
from analysis.journal import kind_corrections
from pathlib import Path
root = Path({str(root)!r})
with opening.open_or_demo(root) as ws:  # the correction isn't in the store yet
    print(ws.metric("revenue"), ws.is_demo, ws.trouble, opening.behind(root) or "-", sep="|")
try:
    kind_corrections.correct(root, {{"1": None}}, "Boris", "")
except CannotWrite as trouble:
    print(trouble)
"""
    (tmp_path / "read.py").write_text(code, "utf-8")
    mount = f"mount --bind {root} {root} && mount -o remount,ro,bind {root} && exec {sys.executable} {tmp_path / 'read.py'}"
    command = ["unshare", "--mount", "sh", "-c", mount]
    try:
        said = subprocess.run(
            command,
            cwd=REPO,
            env={**os.environ, "PYTHONPATH": str(REPO)},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare on this machine")
    if "mount" in said.stderr or "unshare" in said.stderr:
        pytest.skip(f"no mount of its own here: {said.stderr.strip()}")
    figures, refused = said.stdout.splitlines()
    assert figures.startswith("5.0|False|")
    assert ".importer.lock can't be written (Read-only file system)" in figures
    assert figures.endswith("|-")
    assert "state.sqlite can't be written" in refused
