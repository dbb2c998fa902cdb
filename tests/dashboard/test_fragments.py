"""What goes wrong in a part of a page that runs by itself becomes a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import NoData
from analysis.reader import search


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (RuntimeError("inner workings"), "Something went wrong here"),
        (NoData("no_such_order", order_id="77"), "77"),
    ],
)
def test_an_exception_in_a_fragment_is_said(
    screen: Callable, tiny_root: Path, monkeypatch: pytest.MonkeyPatch, trouble: Any, said: str
) -> None:
    def find(ws: Any, text: str) -> Any:
        raise trouble

    monkeypatch.setattr(search, "find", find)
    shown = screen(tiny_root, "checks", lang="en")
    field = next(f for f in shown.app.text_input if f.key.startswith("search-"))
    field.set_value(f"anything {said}").run()
    assert not shown.app.exception
    [warning] = [w.value for w in shown.app.warning]
    assert said in warning.replace("\\", "")
    assert "inner workings" not in warning
