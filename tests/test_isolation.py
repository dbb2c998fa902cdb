"""Whatever a file does to the process that reads it, the caller gets one sentence, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis import isolation, places
from analysis.errors import BadMapping, UnreadableFile
from analysis.intake.rows.preview import first_rows, proposal
from analysis.isolation import reading_bounds
from analysis.isolation.process import Process
from analysis.isolation.reading_bounds import MIB, ReadingBounds
from analysis.journal.settings import saved_mappings
from tests import harmful_reading, processes

SMALL = ReadingBounds(memory=300 * MIB, seconds=60)
HEAD = "Номер заказа;Клиент;Дата заказа;Выручка\n"


@pytest.fixture(autouse=True)
def _in_isolation(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(isolation, "in_process", False)
    return


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(f"{HEAD}1;А;2025-01-05;5\n2;Б;2025-01-06;6\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (harmful_reading.fills_memory, "reading_memory"),
        (harmful_reading.asks_for_terabytes, "reading_memory"),
        (harmful_reading.aborts, "reading_memory"),
        (harmful_reading.is_killed, "reading_memory"),
        (harmful_reading.breaks, "reading_broken"),
        (harmful_reading.leaves, "reading_broken"),
        (harmful_reading.panics, "not_foreseen"),
        (harmful_reading.fails, "not_foreseen"),
        (harmful_reading.answers_what_cannot_be_sent, "not_foreseen"),
    ],
)
def test_its_end_is_one_sentence(path: Path, work: Callable[[Path], Any], code: str) -> None:
    with pytest.raises(UnreadableFile) as trouble:
        isolation.call(work, path, path=path, bounds=SMALL)
    assert trouble.value.code == code
    assert str(trouble.value).startswith("orders.csv ")
    assert isolation.call(harmful_reading.prints, path, path=path, bounds=SMALL) == "orders.csv"


@pytest.mark.parametrize("work", [harmful_reading.never_ends, harmful_reading.holds_the_lock])
def test_it_has_so_much_time(path: Path, work: Callable[[Path], Any]) -> None:
    isolation.call(harmful_reading.who, path, path=path)
    begun = time.monotonic()
    with pytest.raises(UnreadableFile) as trouble:
        isolation.call(work, path, path=path, bounds=ReadingBounds(seconds=0.3))
    assert trouble.value.code == "reading_time"
    assert time.monotonic() - begun < 30


def test_what_the_process_itself_holds_is_not_the_files(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that has just been started has imported nothing yet: a hundred megabytes were charged to its first file."""
    begun: list[int] = []
    real = Process.end

    def end(self: Process, *told: Any) -> Any:
        found = real(self, *told)
        begun.append(self.before)
        return found

    monkeypatch.setattr(Process, "end", end)
    monkeypatch.setattr(isolation, "_waiting", [])
    monkeypatch.setattr(isolation, "_ahead", {"analysis.actions.reading.table_reader"})
    for _ in range(2):
        isolation.call(harmful_reading.who, path, path=path, bounds=SMALL)
    assert begun[0] > 50 * MIB
    assert abs(begun[0] - begun[1]) < 30 * MIB


def test_it_can_be_stopped(path: Path) -> None:
    given_up = threading.Event()
    threading.Timer(0.2, given_up.set).start()
    with pytest.raises(UnreadableFile) as trouble:
        isolation.call(harmful_reading.never_ends, path, path=path, is_stopped=given_up.is_set)
    assert trouble.value.code == "reading_stopped"


def test_so_many_files_are_read_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_turns", threading.BoundedSemaphore(1))
    parts: list[float] = []

    def told(part: float) -> None:
        """While one file is read, another waits, and may be given up."""
        parts.append(part)
        with pytest.raises(UnreadableFile) as trouble:
            isolation.call(
                harmful_reading.who, path, path=path, is_stopped=iter((False, True)).__next__
            )
        assert trouble.value.code == "reading_stopped"

    isolation.call(harmful_reading.tells, path, path=path, progress=told)
    assert parts == [0.25, 0.75]
    assert isolation.call(harmful_reading.who, path, path=path) != os.getpid()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")
@pytest.mark.parametrize(
    "work", [harmful_reading.writes_without_end, harmful_reading.writes_many_files]
)
def test_it_writes_so_much(
    path: Path, work: Callable[[Path], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_bounds, "GIB", MIB * 16)
    with pytest.raises(UnreadableFile) as trouble:
        isolation.call(work, path, path=path, bounds=ReadingBounds(memory=MIB * 300))
    assert trouble.value.code == "reading_disk"


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes")
def test_what_it_started_and_its_temporary_files_end_with_it(path: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with pytest.raises(UnreadableFile):
        isolation.call(
            harmful_reading.leaves_a_child, path, told, path=path, is_stopped=lambda: told.exists()
        )
    child, folder = told.read_text().split("\n")
    assert Path(folder).parent.name.startswith("dealfit-reading-")
    assert not Path(folder).exists()
    assert processes.ends(int(child)), "the child goes on"


def test_one_process_serves_file_after_file_and_ends_with_its_caller(path: Path) -> None:
    assert (
        isolation.call(harmful_reading.who, path, path=path)
        == isolation.call(harmful_reading.who, path, path=path)
        != os.getpid()
    )
    parts: list[float] = []
    isolation.call(harmful_reading.tells, path, path=path, progress=parts.append)
    assert parts == [0.25, 0.75]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_process_is_left_behind(path: Path, how: signal.Signals) -> None:
    code = (
        "import sys, threading, time; from pathlib import Path; from analysis import isolation; from tests import harmful_reading as h\n"
        "path = Path(sys.argv[1]); print(isolation.call(h.who, path, path=path), flush=True)\n"
        "isolation.call(h.never_ends, path, path=path)"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert run.stdout
    reader = int(run.stdout.readline())
    time.sleep(0.1)
    run.send_signal(how)
    run.wait(120)
    assert processes.ends(reader), "the reader goes on"


def test_all_that_is_asked_of_a_file_crosses_the_border(path: Path, tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    [seen] = isolation.call(proposal.look, path, path=path)
    assert (seen.table, seen.columns["revenue"]) == ("order_lines", "Выручка")
    saved_mappings.save(
        root,
        seen.header_cells,
        analysis.intake.FileMapping("order_lines", dict(seen.columns)),
        "Анна",
        path.name,
    )
    [again] = isolation.call(proposal.look, path, path=path, known=saved_mappings.knower(root))
    assert again.saved
    rows = isolation.call(
        first_rows.preview, path, path=path, table=seen.table, mapping=seen.mapping
    )
    assert [row["revenue"] for row in rows.rows] == [5, 6]
    with pytest.raises(BadMapping):
        isolation.call(
            first_rows.preview,
            path,
            path=path,
            mapping=analysis.intake.FileMapping("order_lines", {"revenue": "нет такого"}),
        )


def test_an_import_goes_on_after_a_file_that_ends_its_reader(path: Path, tmp_path: Path) -> None:
    """Among its files are mended rows and one that takes too much memory."""
    root, folder = tmp_path / "workspace", tmp_path / "in"
    folder.mkdir()
    (root / "settings").mkdir(parents=True)
    (root / "settings" / "settings.toml").write_text("[files]\nmemory_gb = 0.3\n", "utf-8")
    bad = folder / "a.csv"
    bad.write_text(
        HEAD + "".join(f"{n};А;2025-01-05;x\n" for n in range(3)) + "9;А;2025-01-05;9\n", "utf-8"
    )
    (folder / "b.csv").write_bytes(path.read_bytes())
    result = analysis.import_paths(root, [folder])
    assert [(f.file, f.rows_accepted) for f in result.taken] == [("a.csv", 1), ("b.csv", 2)]
    from analysis.actions import rows_to_mend

    text = rows_to_mend.to_csv(root, result.taken[0].import_id, "ru", lambda column, reason: reason)
    mended = tmp_path / "mended.csv"
    mended.write_bytes(
        text.replace(b";x", b";7") if isinstance(text, bytes) else text.replace(";x", ";7").encode()
    )
    again = analysis.import_paths(root, [mended])
    assert [m.accepted for m in again.mended] == [3]


def test_of_ten_files_one_is_left_out_whose_reader_is_killed(path: Path, tmp_path: Path) -> None:
    folder, killed = tmp_path / "in", []
    folder.mkdir()
    for number in range(10):
        row = path.read_text("utf-8").replace("1;А", f"{number}1;А").replace("2;Б", f"{number}2;Б")
        (folder / f"{number}.csv").write_text(row, "utf-8")
    lines = "41;А;2025-01-05;1\n" * 20_000  # read for longer than a look takes
    (folder / "4.csv").write_text(HEAD + lines, "utf-8")

    def kill(name: str, part: float) -> None:
        if name == "4.csv" and part > 0.37 and not killed:  # it is being read
            readers = processes.children_of_this("analysis.isolation.worker")
            killed.extend(readers)
            for reader in readers:
                reader.kill()

    result = analysis.import_paths(tmp_path / "workspace", [folder], progress=kill)
    assert killed
    assert [f.file for f in result.taken] == [f"{n}.csv" for n in range(10) if n != 4]
    [(name, trouble)] = result.unreadable
    assert (name, trouble.code) == (
        "4.csv",
        "reading_memory",
    )  # as the system ends what takes too much
    again = analysis.import_paths(tmp_path / "workspace", [folder])
    assert [f.file for f in again.taken] == ["4.csv"]
    with analysis.open_workspace(tmp_path / "workspace") as ws:
        assert ws.metric("revenue") == 9 * 11 + 20_000


def test_only_the_demo_plants_own_exports_are_read_by_the_callers_process(tmp_path: Path) -> None:
    own = places.DEMO / "klienty.csv"
    copy = tmp_path / "klienty.csv"
    copy.write_bytes(own.read_bytes())
    link = tmp_path / "link.csv"
    link.symlink_to(own)
    linked_elsewhere = places.DEMO / ".." / copy.relative_to(copy.anchor)
    assert [places.is_the_demo_plants(path) for path in (own, link)] == [True, True]
    assert [places.is_the_demo_plants(path) for path in (copy, linked_elsewhere, places.DEMO)] == [
        False
    ] * 3
    assert (
        isolation.call(os.getpid, path=own) == os.getpid() != isolation.call(os.getpid, path=copy)
    )
