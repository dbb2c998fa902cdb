"""What the server reads and does ahead of the first page is there to be read and done."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import dashboard
from dashboard.charts import rehearsal


def test_the_modules_that_are_read_ahead_exist() -> None:
    text = (Path(dashboard.__file__).parent / "__main__.py").read_text("utf-8")
    [names] = [
        ast.literal_eval(each.value)
        for each in ast.parse(text).body
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "FIRST_PAGE"
    ]
    assert "dashboard.today.decide" in names
    assert [name for name in names if importlib.util.find_spec(name) is None] == []


def test_a_figure_and_a_table_are_drawn_without_a_page() -> None:
    rehearsal.rehearse()
