"""How fast the list of calls is with many leads: `python -m tests.benchmark_calls [--leads 50000] [--called 2000]`.

A list of so many leads, imported by the product, of whom some were called, with answers or without. Measured in wall time: the import
with its build, then the middle of ten readings of the day's list (what the page shows: totals of all, the first two hundred judged), of a
search by a part of the name, and of one lead's card. The aim: the list in under half a second.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import analysis
from analysis.journal import lead_calls
from analysis.leads import calling
from tests.test_lead_qualification import LINES, PORTRAIT

TIMES = 10
TODAY = dt.date.today()
HEAD = (
    "Lead ID,Company,Industry,Through a tender,Wants,Expected amount,Lead time days,Last purchase,"
    "Purchase cycle days,Need by,Phone"
)
OUTCOMES = ("no answer", "later", "not interested", "reached", "wrong number", "declined")


def exports(folder: Path, leads: int) -> None:
    draw = random.Random(1)
    with (folder / "leads.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(HEAD.split(","))
        for n in range(leads):
            bought, needed = draw.randrange(700), draw.randrange(-30, 300)
            write(
                (
                    f"L{n:06d}",
                    f"Company {n}",
                    draw.choice(("energy", "retail", "oil", "")),
                    draw.choice(("no", "no", "yes", "")),
                    draw.choice(("serial", "unique", "")),
                    draw.choice((draw.randrange(10**4, 10**6), "")),
                    draw.choice((10, 30, 80, "")),
                    draw.choice((TODAY - dt.timedelta(days=bought), "")),
                    draw.choice((90, 180, 365, "")),
                    draw.choice(("", "", "", TODAY + dt.timedelta(days=needed))),
                    f"+7 495 {n % 1000:03d}-{n // 1000 % 100:02d}-00",
                )
            )
    (folder / "order_lines.csv").write_text(LINES, "utf-8")
    (folder / "portrait.toml").write_text(PORTRAIT, "utf-8")


def note_calls(root: Path, called: int) -> None:
    for n in range(called):
        outcome = OUTCOMES[n % len(OUTCOMES)]
        day = TODAY + dt.timedelta(days=7) if outcome == "later" else None
        answers = {"industry": "energy"} if n % 2 else {}
        lead_calls.note_call(
            root, f"L{n:06d}", outcome, "Anna", due_on=day, answers=answers, note="a note"
        )


def took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=50_000)
    parser.add_argument("--called", type=int, default=2_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given, root = Path(folder) / "exports", Path(folder) / "plant"
        given.mkdir()
        exports(given, asked.leads)
        built = took(lambda: analysis.import_paths(root, [given]))
        print(f"{asked.leads:,} leads: imported and built in {built:.1f} s")
        note_calls(root, asked.called)
        with analysis.open_workspace(root) as ws:
            works: dict[str, Callable[[], object]] = {
                "the list of the day": lambda: calling.of_day(ws, TODAY),
                "a search by a part of the name": lambda: calling.of_day(ws, TODAY, find="ny 499"),
                "one lead's card": lambda: calling.task_of(ws, TODAY, "L004999"),
            }
            for what, work in works.items():
                first, middle = took(work), statistics.median(took(work) for _ in range(TIMES))
                print(f"{what}: first {first:.3f} s, then {middle:.3f} s")


if __name__ == "__main__":
    main()
