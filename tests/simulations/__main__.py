"""Prints the report: every section, or those named."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

SECTIONS = (
    "shrinkage",
    "wizard",
    "kinds",
    "intervals",
    "policies",
    "fresh_policies",
)  # modules of this package
PLANTS = 60  # a cell


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulations", description=__doc__)
    parser.add_argument(
        "sections",
        nargs="*",
        metavar="SECTION",
        help=f"one of {', '.join(SECTIONS)}; all where none is named",
    )
    parser.add_argument(
        "--plants",
        type=int,
        default=PLANTS,
        help=f"simulated for each cell of a table (usually {PLANTS})",
    )
    parser.add_argument("--out", type=Path, help="a file to write the report to as well")
    asked = parser.parse_args()
    if unknown := set(asked.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    report = []
    for name in asked.sections or SECTIONS:
        report.append(f"## {name}\n")
        print(report[-1], flush=True)
        for table in importlib.import_module(f"tests.simulations.{name}").tables(asked.plants):
            report.append(str(table))
            print(table, flush=True)
    if asked.out:
        asked.out.write_text("\n".join(report), "utf-8")


if __name__ == "__main__":
    main()
