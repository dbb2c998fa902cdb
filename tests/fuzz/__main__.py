"""`python -m tests.fuzz STEP [--seconds 600] [--keep FOLDER] [INPUT …]`, see the package."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis.intake"]):
    from .steps import read, table, values
    from .whole import whole

STEPS = {step.__name__: step for step in (read, table, values, whole)}
CORPUS = Path(__file__).parent / "corpus"
SLOW, MEMORY = 25, 2_500  # seconds for one input; megabytes
LONGEST = 2_000  # bytes of an input: long enough for whole tables


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("step", choices=STEPS)
    asked.add_argument("inputs", nargs="*", help="inputs to run again")
    asked.add_argument("--seconds", type=int, default=600)
    asked.add_argument("--keep", type=Path, default=None)
    chosen = asked.parse_args()
    keep = chosen.keep or Path(tempfile.mkdtemp(prefix="fuzz-found-"))
    keep.mkdir(parents=True, exist_ok=True)
    seeds = Path(tempfile.mkdtemp(prefix="fuzz-seeds-"))
    for number in range(200):
        (seeds / str(number)).write_bytes(random.Random(number).randbytes(1_500))
    known = CORPUS / chosen.step
    limits = [
        f"-timeout={SLOW}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={keep}/",
        "-len_control=0",
        f"-max_len={LONGEST}",
    ]
    corpus = chosen.inputs or [str(seeds), *([str(known)] if known.is_dir() else [])]
    atheris.Setup(
        [sys.argv[0], *limits, f"-max_total_time={chosen.seconds}", *corpus], STEPS[chosen.step]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
