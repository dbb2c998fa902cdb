"""Whoever reads writes nothing: on a disk that only reads, in another user's folder, beside a save that hangs or was cut off."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import shared_state
from analysis.errors import CannotWrite, DamagedFile
from analysis.kinds import corrections as kind_corrections

REPO = Path(__file__).parent.parent
NOBODY = 65534
as_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")


def corrected(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    kind_corrections.correct(root, {"1": "custom"}, "Anna", "a prototype")
    return root


def listing(root: Path) -> dict[str, tuple[int, int]]:
    return {str(p.relative_to(root)): (p.stat().st_size, p.stat().st_mtime_ns) for p in root.rglob("*")}


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


def test_a_save_that_hangs_keeps_no_reader_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corrected(tmp_path / "ws")
    monkeypatch.setattr(shared_state, "LOCKED_SECONDS", 0)
    monkeypatch.setattr(shared_state, "WAIT_SECONDS", 0)
    with shared_state.opened(root) as stuck:
        stuck.execute("update kind_corrections set kind = 'serial'")
        assert kind_corrections.read(root) == {"1": "custom"}
        with pytest.raises(CannotWrite, match=r"state\.sqlite is held by another program"), shared_state.opened(root):
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
def test_in_a_folder_of_somebody_else(tmp_path: Path, form: str) -> None:
    root = corrected(tmp_path / "ws") if form == "whole" else interrupted(tmp_path)
    expected = {"1": "custom" if form == "whole" else "serial"}
    for folder in (root, *root.parents[: len(root.parts) - 2]):
        folder.chmod(0o755)
    before = listing(root)
    code = f"""
import os
from pathlib import Path
from analysis.errors import CannotWrite
from analysis.kinds import corrections
os.setgid({NOBODY}); os.setuid({NOBODY})
root = Path({str(root)!r})
assert corrections.read(root) == {expected}, corrections.read(root)
try:
    corrections.correct(root, {{"1": None}}, "Boris", "")
except CannotWrite as trouble:
    print(trouble)
"""
    said = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    assert "state.sqlite can't be written (" in said.stdout, said.stdout
    assert listing(root) == before
