"""Half a minute of fuzz in CI, a few seconds elsewhere; ten minutes by hand (see fuzz_intake.py)."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 30 if os.environ.get("CI") else 8


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris exists for Linux only")
def test_no_input_makes_the_intake_raise_or_lose_a_row(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz_intake", "--seconds", str(SECONDS), "--keep", str(tmp_path)],
        cwd=Path(__file__).parents[1], capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4_000:]
    found = re.search(r"Done (\d+) runs", done.stderr)
    assert found, done.stderr[-4_000:]
    assert int(found.group(1)) >= 60, "at least the seeds were run"
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(("crash-", "timeout-", "oom-"))]
