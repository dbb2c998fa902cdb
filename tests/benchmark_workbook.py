"""A workbook of 200,000 order lines against the bare reader: `python -m tests.benchmark_workbook [--rows 200000]`.

The aim: taken in under 6 s and 600 MB. Bare reading gives Python values and checks nothing.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import python_calamine
import xlsxwriter

from .benchmark import LINES, alone, take_in


def make_workbook(path: str, rows: int) -> None:
    con = duckdb.connect()
    made = con.execute(LINES.format(lines=rows))
    names = [column[0] for column in made.description or ()]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("order_lines")
        sheet.write_row(0, 0, names)
        for number, row in enumerate(made.fetchall(), start=1):
            for place, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write_number(number, place, float(value))


def bare_read(path: str) -> int:
    return (
        len(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1
    )


def measured(rows: int) -> dict[str, Any]:
    """Seconds and peak memory of the bare reader and of ours, printed too."""
    with tempfile.TemporaryDirectory() as there:
        path = f"{there}/order_lines.xlsx"
        make_workbook(path, rows)
        bare, ours = alone(bare_read, path), alone(take_in, path)
        assert bare["value"] == ours["value"] == rows
        print(f"{rows} rows × 17 columns, {Path(path).stat().st_size / 1e6:.0f} MB of XLSX")
        print(f"  calamine alone        {bare['seconds']:7.2f} s            {bare['mb']:6.0f} MB")
        ratio = ours["seconds"] / bare["seconds"]
        print(
            f"  import of the XLSX    {ours['seconds']:7.2f} s  {ratio:5.2f} ×  {ours['mb']:6.0f} MB"
        )
    return {"bare": bare, "import": ours}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    measured(parser.parse_args().rows)


if __name__ == "__main__":
    main()
