"""What pages ask of a store is kept: worked out once, and never changed by whoever got it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from dashboard.cache import KeptAnswers


def test_a_frame_that_was_given_out_may_be_changed() -> None:
    answers = KeptAnswers(2)
    first = answers.get("a", lambda: pd.DataFrame({"n": [1, 2], "t": ["x", "y"]}))
    first.loc[0, "n"] = 9
    first["more"] = 0
    first.columns = ["m", "t", "more"]
    first.index.name = "place"
    again = answers.get("a", lambda: pytest.fail("asked twice"))
    assert again.to_dict("list") == {"n": [1, 2], "t": ["x", "y"]}
    assert again.index.name is None
    row = answers.get("row", lambda: pd.Series({"n": 1}))
    row["n"] = 2
    assert answers.get("row", lambda: pytest.fail("asked twice"))["n"] == 1


def test_a_list_that_was_given_out_may_be_changed() -> None:
    answers = KeptAnswers(2)
    answers.get("a", lambda: [1, None]).append(3)
    assert answers.get("a", lambda: pytest.fail("asked twice")) == [1, None]
    assert answers.get("nothing", lambda: None) is None
    assert answers.get("nothing", lambda: pytest.fail("asked twice")) is None


def test_the_one_not_asked_for_longest_goes() -> None:
    answers = KeptAnswers(2)
    for key in ("a", "b", "a", "c"):
        answers.get(key, lambda key=key: key)  # type: ignore[misc]
    assert [answers.get(key, lambda: "anew") for key in ("a", "c", "b")] == ["a", "c", "anew"]


def test_a_trouble_is_not_kept() -> None:
    answers = KeptAnswers(2)
    with pytest.raises(ZeroDivisionError):
        answers.get("a", lambda: 1 // 0)
    assert answers.get("a", lambda: 1) == 1


def test_two_who_ask_at_once_wait_for_one_answer() -> None:
    answers, asked, both = KeptAnswers(2), [], threading.Barrier(2)

    def find() -> int:
        asked.append(1)
        return len(asked)

    def ask(_: int) -> int:
        both.wait()
        found: int = answers.get("a", find)
        return found

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ask, range(2))) == [1, 1]
