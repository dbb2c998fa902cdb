"""Two files of a delivery are read at once; what comes of it is what comes of one file after the other."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from analysis import isolation
from analysis.actions.arrivals import Arrivals
from analysis.actions.choices import Choice
from analysis.actions.reading import file_reading
from analysis.errors import DealfitError
from tests import harmful_reading

TINY = Path(__file__).parent / "tiny_plant"
HEAD = "Номер заказа;Клиент;Дата заказа;Количество;Цена;Выручка;Материалы\n"
GOOD = f"{HEAD}1;А;05.01.2025;1;5;5;2\n2;Б;06.01.2025;2;3;6;4\n"


@pytest.fixture
def delivery(tmp_path: Path) -> list[Choice]:
    """Whole files, one with a refused row and an unknown value, two that can't be read, a workbook of three tables, one file twice."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.csv").write_text(GOOD, "utf-8")
    (folder / "b.csv").write_text("nothing;known\n1;2\n", "utf-8")
    (folder / "c.csv").write_text(
        f"{HEAD}3;А;31.02.2025;1;5;5;2\n4;Б;07.01.2025;2;3;6;#N/A\n5;Б;08.01.2025;2;3;6;1\n",
        "utf-8",
    )
    book = openpyxl.Workbook()
    for place, table in enumerate(("clients", "usage", "pools")):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = table
        for line in (TINY / f"{table}.csv").read_text("utf-8").splitlines():
            sheet.append(line.split(";"))
    book.save(folder / "d.xlsx")
    (folder / "e.csv").write_text(GOOD, "utf-8")  # a.csv once more
    (folder / "f.csv").write_bytes(b"%PDF-1.7")
    (folder / "g.csv").write_text(GOOD.replace("\n1;", "\n8;").replace("\n2;", "\n9;"), "utf-8")
    return [Choice(path) for path in sorted(folder.iterdir())]


def taken_in(root: Path, delivery: Sequence[Choice]) -> tuple[Any, ...]:
    """All that came of a delivery but the time of day."""
    arrivals = Arrivals(root, root)
    told: list[tuple[str, float]] = []
    arrivals.take(delivery, lambda name, part: told.append((name, part)))
    written = {
        str(path.relative_to(root)): duckdb.sql(f"from read_parquet('{path}')").fetchall()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    assert not list(root.glob("inputs/.*")), "nothing is left over"
    return (
        [replace(file, imported_at="") for file in arrivals.taken],
        arrivals.unchanged,
        [(name, str(trouble)) for name, trouble in arrivals.unreadable],
        list(dict.fromkeys(name for name, _ in told)),
        written,
    )


def test_the_result_is_that_of_one_after_the_other(
    tmp_path: Path, delivery: list[Choice], monkeypatch: pytest.MonkeyPatch
) -> None:
    before_their_turn: list[str] = []
    real = file_reading.NextFile.tables

    def tables(self: file_reading.NextFile, *told: Any) -> Any:
        before_their_turn.append(self._choice.path.name)
        return real(self, *told)

    monkeypatch.setattr(file_reading.NextFile, "tables", tables)
    monkeypatch.setattr(file_reading, "WORTH_IT", math.inf)
    expected = taken_in(tmp_path / "one after the other", delivery)
    assert not before_their_turn
    monkeypatch.setattr(file_reading, "WORTH_IT", 1)
    assert taken_in(tmp_path / "two at once", delivery) == expected
    assert len(expected[0]) == 6
    assert [name for name, _ in expected[2]] == ["b.csv", "f.csv"]
    # After a file without a table, and after a workbook of three, the numbers are others than were guessed: it is read anew.
    assert before_their_turn == ["b.csv", "d.xlsx"]


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Arrivals]:
    """Arrivals whose files do as their names say, each in a process of its own."""
    monkeypatch.setattr(isolation, "in_process", False)
    monkeypatch.setattr(file_reading, "WORTH_IT", 1)

    def make(is_stopped: Callable[[], bool] = lambda: False) -> Arrivals:
        arrivals = Arrivals(tmp_path / "root", tmp_path / "root", is_stopped=is_stopped)
        plain = vars(arrivals.reading.reader)
        arrivals.reading.reader = harmful_reading.Reader(**plain)
        return arrivals

    return make


def test_a_killed_reader_is_a_sentence_of_its_file(
    tmp_path: Path, reading: Callable[..., Arrivals]
) -> None:
    choices = files(tmp_path, "1", "2 kills", "3")
    arrivals = reading()
    arrivals.take(choices, lambda *told: None)
    assert [file.file for file in arrivals.taken] == ["1.csv", "3.csv"]
    assert codes(arrivals) == [("2 kills.csv", "reading_memory")]
    assert len(isolation._waiting) == 1, "one process waits for the next delivery"


def test_it_is_given_up_in_the_middle(tmp_path: Path, reading: Callable[..., Arrivals]) -> None:
    """While two files are read. Neither process goes on, and of neither anything is left."""
    choices = files(tmp_path, "1 never ends", "2 never ends", "3")
    begun = [choice.path.with_suffix(".begun") for choice in choices[:2]]
    arrivals = reading(is_stopped=lambda: all(path.exists() for path in begun))
    arrivals.take(choices, lambda *told: None)
    assert codes(arrivals) == [(choice.path.name, "reading_stopped") for choice in choices]
    assert not arrivals.taken
    assert not list((tmp_path / "root").glob("inputs/.*"))
    assert not [t for t in threading.enumerate() if t.name == "dealfit-next-file"]


def test_what_breaks_off_the_delivery_ends_both(
    tmp_path: Path, reading: Callable[..., Arrivals]
) -> None:
    """Ctrl+C, say, while the first file is read and the second one too."""
    choices = files(tmp_path, "1", "2 never ends")
    begun = choices[1].path.with_suffix(".begun")

    def progress(name: str, part: float) -> None:
        if part > 0:
            until = time.monotonic() + 60
            while not begun.exists():
                assert time.monotonic() < until
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reading().take(choices, progress)
    assert not [t for t in threading.enumerate() if t.name == "dealfit-next-file"]


def files(tmp_path: Path, *names: str) -> list[Choice]:
    found = []
    for number, name in enumerate(names):
        path = tmp_path / f"{name}.csv"
        path.write_text(GOOD.replace("\n1;", f"\n1{number};"), "utf-8")
        found.append(Choice(path))
    return found


def codes(arrivals: Arrivals) -> list[tuple[str, str]]:
    assert all(isinstance(trouble, DealfitError) for _, trouble in arrivals.unreadable)
    return [(name, trouble.code) for name, trouble in arrivals.unreadable]
