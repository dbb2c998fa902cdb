"""What is remembered of a dropped file, and what is not."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from analysis.errors import DiskFull, UnreadableFile
from dashboard.data.imports import uploaded_files


def test_a_full_disk_is_no_fault_of_the_file_and_not_remembered() -> None:
    answers: list[Any] = [OSError(errno.ENOSPC, "No space left on device"), 5]

    def find() -> Any:
        if isinstance(answer := answers.pop(0), OSError):
            raise answer
        return answer

    with pytest.raises(DiskFull, match="the disk is full"):
        uploaded_files._kept_result("dropped-1", "orders.csv", find)
    assert uploaded_files._kept_result("dropped-1", "orders.csv", find) == 5


def test_what_is_wrong_with_a_file_is_remembered() -> None:
    tried: list[int] = []

    def find() -> Any:
        tried.append(1)
        raise UnreadableFile("empty_file", file="orders.csv")

    for _ in range(2):
        with pytest.raises(UnreadableFile):
            uploaded_files._kept_result("dropped-2", "orders.csv", find)
    assert len(tried) == 1
