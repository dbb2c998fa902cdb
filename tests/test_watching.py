"""`dealfit import --watch`: takes in what has settled in a folder, once; goes on whatever lies there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

import analysis
from analysis import intake
from analysis.actions import importing
from analysis.actions.watching import Watch, run
from analysis.command import printing
from analysis.delivery import importing_lock
from analysis.language.command_words import CommandWords
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


HEAD = "order_id,line_no,client_name,order_date,revenue\n"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def watch(root: Path, folder: Path) -> tuple[Watch, list[str]]:
    said: list[str] = []
    words = CommandWords("en")
    return Watch(
        root, [folder], words, said.append, partial(printing.changes, words), table="order_lines"
    ), said


def revenue(root: Path) -> object:
    with analysis.open_workspace(root) as ws:
        return ws.metric("revenue")


def test_a_file_is_taken_once_it_has_settled_and_stays_where_it_is(
    tmp_path: Path, drop: Path
) -> None:
    looking, said = watch(tmp_path / "ws", drop)
    (drop / "jan.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    assert not looking.look()
    with (drop / "jan.csv").open("a") as file:  # still being written
        file.write("2,1,B,2025-01-11,10\n")
    assert not looking.look()
    assert looking.look()
    assert said == ["jan.csv: 2 rows of order_lines taken in"]
    assert not looking.look()
    assert (revenue(tmp_path / "ws"), [p.name for p in drop.iterdir()]) == (110, ["jan.csv"])


def test_a_file_that_breaks_the_reader_is_one_sentence_and_the_others_go_in(
    tmp_path: Path, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_in(path: Path, **said: object) -> intake.FileImport:
        if path.name == "b.csv":
            raise IndexError("list index out of range")
        return real(path, **said)  # type: ignore[arg-type]

    real = intake.take_in
    monkeypatch.setattr(intake, "take_in", taken_in)
    looking, said = watch(tmp_path / "ws", drop)
    for name, amount in (("a", 100), ("b", 10), ("c", 1)):
        (drop / f"{name}.csv").write_text(HEAD + f"{name},1,A,2025-01-10,{amount}\n", "utf-8")
    looking.look()
    assert looking.look()
    assert revenue(tmp_path / "ws") == 101
    assert [line for line in said if line.startswith("b.csv")] == [
        "b.csv was left out: reading it failed in a way that was not foreseen (IndexError). Open it in Excel, save it as XLSX and "
        "import it again."
    ]
    assert not looking.look()  # it goes on, and does not try the file again and again


def test_what_a_folder_holds_beside_tables_is_named(tmp_path: Path, drop: Path) -> None:
    (drop / "2024").mkdir()
    for name in ("x.zip", "~$jan.xlsx", ".hidden", "Thumbs.db", "mapping.toml", "page.html"):
        (drop / name).write_text("x")
    (drop / "jan.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    looking, said = watch(tmp_path / "ws", drop)
    looking.look()
    looking.look()
    passed = ["2024/", "page.html", "x.zip"]
    assert [line.split(":")[0] for line in said if "passed over" in line] == passed
    assert importing.import_paths(tmp_path / "ws", [drop]).passed_over == tuple(passed)


def test_a_re_export_says_what_it_changed(tmp_path: Path, drop: Path) -> None:
    looking, said = watch(tmp_path / "ws", drop)
    rows = ("1,1,A,2025-01-10,100\n", "2,1,B,2025-01-11,10\n", "3,1,C,2025-01-12,5\n")
    for name, text in (
        ("jan.csv", "".join(rows)),
        ("jan_new.csv", rows[0].replace("100", "90") + rows[2] + "4,1,D,2025-01-12,1\n"),
    ):
        (drop / name).write_text(HEAD + text, "utf-8")
        looking.look()
        looking.look()
    assert said[1:] == [
        "jan_new.csv: 3 rows of order_lines taken in",
        "1 order added: revenue 1.00",
        "1 order changed: revenue 100.00 → 90.00",
        "1 order no longer in the newer export, still counted: revenue 10.00 (2)",
    ]


@pytest.mark.parametrize(
    "name",
    ["~$jan.xlsx", "jan.csv.part", "jan.tmp", "jan.csv.crdownload", ".jan.csv", "jan.part.csv"],
)
def test_names_of_files_in_the_making_are_passed_over(
    tmp_path: Path, drop: Path, name: str
) -> None:
    looking, said = watch(tmp_path / "ws", drop)
    (drop / name).write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    assert not any(looking.look() for _ in range(3))
    assert said == []


def test_what_cannot_be_read_is_said_once_and_the_rest_goes_in(tmp_path: Path, drop: Path) -> None:
    looking, said = watch(tmp_path / "ws", drop)
    (drop / "bad.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (drop / "good.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    for _ in range(4):
        looking.look()
    assert [line.split(":")[0] for line in said] == ["bad.xlsx is damaged or cut off", "good.csv"]
    (drop / "bad.xlsx").unlink()
    (drop / "bad.csv").write_text(HEAD + "2,1,A,2025-01-10,1\n", "utf-8")
    looking.look()
    assert looking.look()
    assert revenue(tmp_path / "ws") == 101


def test_the_same_contents_under_another_name_and_a_second_watch_take_nothing_twice(
    tmp_path: Path, drop: Path
) -> None:
    root = tmp_path / "ws"
    (drop / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    for _ in range(2):
        looking, _ = watch(root, drop)
        looking.look()
        looking.look()
        (drop / "copy.csv").write_bytes((drop / "a.csv").read_bytes())
        looking.look()
        assert not looking.look()
    assert len(analysis.deliveries(root)) == 1


def test_an_importer_that_is_busy_is_waited_for(
    tmp_path: Path, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.actions.watching.BUSY_SECONDS", 0.05)
    root = tmp_path / "ws"
    looking, said = watch(root, drop)
    (drop / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    looking.look()
    with importing_lock.importer_lock(root):
        assert not looking.look()
        assert not looking.look()
    assert looking.look()
    assert said == [
        "another import is running: trying again",
        "a.csv: 1 row of order_lines taken in",
    ]


def test_a_folder_that_goes_away_comes_back(tmp_path: Path, drop: Path) -> None:
    looking, said = watch(tmp_path / "ws", drop)
    drop.rmdir()
    looking.look()
    looking.look()
    assert len(said) == 1
    assert "trying again" in said[0]
    drop.mkdir()
    (drop / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    looking.look()
    assert looking.look()


def test_settings_that_are_wrong_are_said_and_the_watch_goes_on(tmp_path: Path, drop: Path) -> None:
    looking, said = watch(tmp_path / "ws", drop)
    (drop / "settings.toml").write_text("currencyy = 'EUR'\n", "utf-8")
    for _ in range(3):
        looking.look()
    assert len(said) == 1
    assert "currencyy" in said[0]
    (drop / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    (drop / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    looking.look()
    assert looking.look()


def test_files_that_settle_beside_settings_that_are_wrong_are_taken_without_them(
    tmp_path: Path, drop: Path
) -> None:
    root = tmp_path / "ws"
    looking, said = watch(root, drop)
    (drop / "settings.toml").write_text("currencyy = 'EUR'\n", "utf-8")
    (drop / "feb.csv").write_text(HEAD + "1,1,A,2025-02-10,100\n", "utf-8")
    assert [looking.look() for _ in range(4)] == [False, False, True, False]
    assert [line.split(":")[0] for line in said] == ["settings.toml", "feb.csv"]
    assert revenue(root) == 100
    (drop / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    assert [looking.look() for _ in range(3)] == [False, True, False]
    assert said[2:] == ["settings.toml: taken as the workspace's"]


def test_an_undone_import_is_not_taken_again_by_this_watch_or_the_next(
    tmp_path: Path, drop: Path
) -> None:
    root = tmp_path / "ws"
    looking, _ = watch(root, drop)
    (drop / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    looking.look()
    looking.look()
    analysis.undo_last_import(root, "Anna")
    assert not looking.look()
    assert not looking.look()
    another, said = watch(root, drop)
    assert not any(another.look() for _ in range(3))
    assert said == ["a.csv: its import was undone; import the file itself to take it again"]


def test_it_ends_when_it_is_told_to(tmp_path: Path, drop: Path) -> None:
    looking, _ = watch(tmp_path / "ws", drop)
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(looking, 0.01, stop))
    thread.start()
    (drop / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    for _ in range(2400):  # two minutes: a machine may be busy
        if analysis.deliveries(tmp_path / "ws"):
            break
        time.sleep(0.05)
    stop.set()
    thread.join(120)
    assert not thread.is_alive()
    assert revenue(tmp_path / "ws") == 100


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX knows them")
def test_the_command_says_each_event_with_its_time_and_ends_cleanly(
    tmp_path: Path, drop: Path
) -> None:
    root = tmp_path / "ws"
    (drop / "order_lines.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    command = [
        sys.executable,
        "-m",
        "analysis",
        "import",
        "--watch",
        str(drop),
        "--every",
        "0.2",
        "--workspace",
        str(root),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(2400):
        if analysis.deliveries(root) and (root / "current").exists():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, errors = process.communicate(timeout=120)
    lines = [line.split("  ", 1)[1] for line in out.splitlines()]
    assert (process.returncode, errors) == (0, "")
    assert lines[1:] == ["order_lines.csv: 1 row of order_lines taken in", "ended"]
    assert revenue(root) == 100
