"""Prints the report: every section, or those named."""

from __future__ import annotations

import argparse
import importlib

SECTIONS = ("shrinkage", "wizard", "kinds")  # modules of this package
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
    asked = parser.parse_args()
    if unknown := set(asked.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    for name in asked.sections or SECTIONS:
        print(f"## {name}\n", flush=True)
        for table in importlib.import_module(f"tests.simulations.{name}").tables(asked.plants):
            print(table, flush=True)


if __name__ == "__main__":
    main()
