"""Make the demo plant's exports: `python data/demo/generate.py [--out DIR] [--report]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.exports import write_exports
from generator.plant_history import make_history
from generator.report import print_report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent, help="where to write (default: here)"
    )
    parser.add_argument(
        "--report", action="store_true", help="print the planted story in figures and write nothing"
    )
    arguments = parser.parse_args()
    history = make_history()
    if arguments.report:
        print_report(history.orders, history.entries, history.pool_months, history.roles)
    else:
        write_exports(history, arguments.out)


if __name__ == "__main__":
    main()
