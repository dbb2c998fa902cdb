"""Take a text, bytes or a sheet in and look at what came out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from analysis import intake
from analysis.intake.rows.file_endings import UNREAD

SHARED = Path(__file__).parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Taken:
    report: intake.FileImport
    rows: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    unread: list[dict[str, Any]] = field(
        default_factory=list
    )  # values that are unknown in rows taken in

    @property
    def reasons(self) -> list[tuple[int, str | None, str | None, str]]:
        return [(r["row_number"], r["column"], r["value"], r["reason"]) for r in self.refused]

    def raw(self, n: int = 0) -> dict[str, str]:
        loaded: dict[str, str] = json.loads(self.refused[n]["raw"])
        return loaded


def take(path: Path, **kwargs: Any) -> Taken:
    accepted, rejected = path.parent / "accepted.parquet", path.parent / "rejected.parquet"
    unread = rejected.with_name(f"rejected{UNREAD}")
    unread.unlink(missing_ok=True)
    accepted.unlink(missing_ok=True)
    rejected.unlink(missing_ok=True)
    report = intake.take_in(path, import_id="i-1", accepted=accepted, rejected=rejected, **kwargs)
    taken = Taken(
        report,
        read(accepted),
        read(rejected) if rejected.exists() else [],
        read(unread) if unread.exists() else [],
    )
    assert report.rows_read == report.rows_accepted + report.rows_rejected
    assert (len(taken.rows), len(taken.refused)) == (report.rows_accepted, report.rows_rejected)
    if report.revenue_read is not None:
        assert report.revenue_accepted is not None
        assert report.revenue_rejected is not None
        assert report.revenue_read == report.revenue_accepted + report.revenue_rejected
    left = {p.name for p in path.parent.iterdir()} - {
        path.name,
        "accepted.parquet",
        "rejected.parquet",
    }
    assert not {n for n in left if n.startswith(".intake")}, "the folder for passing files is gone"
    return taken


# One for all tests of a process: a database in memory costs more to open than a small file to read. No file is remembered.
_READER = duckdb.connect(config={"enable_external_file_cache": False})


def read(parquet: Path) -> list[dict[str, Any]]:
    with _READER.cursor() as con:
        done = con.execute("SELECT * FROM read_parquet($1)", [str(parquet)])
        names = [d[0] for d in done.description or []]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]


class Taker:
    """`take.text(...)`, `take.sheet(...)`: write a file into this test's folder and take it in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(
        self, text: str, *, name: str = "export.csv", encoding: str = "utf-8", **kwargs: Any
    ) -> Taken:
        return self.bytes(text.encode(encoding), name=name, **kwargs)

    def bytes(self, content: bytes, *, name: str = "export.csv", **kwargs: Any) -> Taken:
        path = self.folder / name
        path.write_bytes(content)
        return take(path, **kwargs)

    def sheet(
        self, rows: Sequence[Sequence[object]], *, name: str = "export.xlsx", **kwargs: Any
    ) -> Taken:
        return take(self.workbook({"Лист1": rows}, name=name), **kwargs)

    def workbook(
        self, sheets: dict[str, Sequence[Sequence[object]]], *, name: str = "export.xlsx"
    ) -> Path:
        path = self.folder / name
        with xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for r, row in enumerate(rows):
                    for c, cell in enumerate(row):
                        if cell is not None and isinstance(cell, str):
                            sheet.write_string(r, c, cell)
                        elif cell is not None:
                            sheet.write(r, c, cell)
        return path

    def mapping(self, toml: str, *, name: str = "mapping.toml") -> intake.FileMapping:
        path = self.folder / name
        path.write_text(toml, encoding="utf-8")
        return intake.load_mapping(path)


@pytest.fixture
def taking(tmp_path: Path) -> Taker:
    return Taker(tmp_path)


@pytest.fixture
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip(f"third-party exports are not on this machine ({SHARED})")
    return SHARED
