"""A fixed number of the fuzz's inputs for each step, and every input that it ever broke on; an hour of each by hand (see tests/fuzz)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="atheris exists for Linux only")

from analysis.errors import DealfitError
from tests.fuzz import files, steps
from tests.fuzz.given import Provider
from tests.fuzz.whole import whole

INPUTS = 100  # of each step
CORPUS = Path(__file__).parent / "fuzz" / "corpus"
FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())
STEPS: dict[str, Callable[[bytes], None]] = {
    step.__name__: step for step in (steps.read, steps.table, steps.values, whole)
}


def made(number: int) -> bytes:
    return random.Random(number).randbytes(1_500)


@pytest.mark.parametrize("step", ["read", "table", "values"])
def test_no_input_raises_or_breaks_what_the_step_promises(step: str) -> None:
    for number in range(INPUTS):
        STEPS[step](made(number))


def test_no_file_loses_a_row() -> None:
    for number in range(8):
        whole(made(number))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    STEPS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize(
    ("suffix", "form"), files.FORMS, ids=lambda each: getattr(each, "__name__", "")
)
def test_the_fuzz_reaches_the_cells_of_every_form(
    tmp_path: Path, suffix: str, form: Callable[[Provider], bytes]
) -> None:
    """A fuzz whose files are all refused at the door tests the door alone."""
    path, ends = tmp_path / f"file{suffix}", Counter[str]()
    for number in range(30):
        path.write_bytes(form(Provider(made(number))))
        try:
            steps.cells_of(path)
            ends["read"] += 1
        except DealfitError as error:
            ends[error.code] += 1
    assert ends["read"] >= 12, ends
