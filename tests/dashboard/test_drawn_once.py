"""A page opened again draws nothing anew: figures and written tables are remembered by what they are made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from pandas.io.formats.style import Styler
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from analysis import language
from dashboard import cache, charts, tables, written
from dashboard.charts import plant_charts


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "client_name": ["A", "B", None],
            "true_profit": [1234.5, -700.0, None],
            "orders": [1, 2, 3],
        }
    )


@pytest.mark.parametrize("view", ["overview", "custom", "orders"])
def test_a_page_opened_again_draws_nothing_anew(
    screen: Callable, tiny_root: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    cache._drawn.clear()  # another test of this process may have opened the same page in either language
    first = screen(tiny_root, view)
    drawn: list[str] = []
    figure, translate = charts.figure, Styler._translate
    monkeypatch.setattr(charts, "figure", lambda *a, **k: drawn.append("figure") or figure(*a, **k))
    monkeypatch.setattr(
        Styler, "_translate", lambda *a, **k: drawn.append("table") or translate(*a, **k)
    )
    again = screen(tiny_root, view)
    assert drawn == []
    for kind in ("plotly_chart", "arrow_data_frame"):
        assert [e.proto for e in again.app.get(kind)] == [e.proto for e in first.app.get(kind)]
    screen(tiny_root, view, lang="en")
    assert {"figure", "table"} >= set(drawn) > set(), "another language is drawn in its own words"


def test_equal_arguments_give_the_same_result_and_others_another() -> None:
    made: list[float] = []

    @cache.drawn
    def total(rows: pd.DataFrame, factor: float = 1.0) -> float:
        made.append(factor)
        return float(rows["true_profit"].sum() * factor)

    assert total(frame()) == total(frame()) == 534.5
    assert total(frame(), 2.0) == total(frame(), factor=2.0) == 1069.0
    assert total(frame().assign(true_profit=1.0)) == 3.0
    assert made == [1.0, 2.0, 2.0, 1.0], (
        "a call by position and one by name are two; equal calls are one"
    )


def test_two_functions_never_share_a_result() -> None:
    words = language.words("en")
    steps = [
        plant_charts.BridgeStep("revenue", 100.0, True),
        plant_charts.BridgeStep("true_profit", 40.0, True),
    ]
    assert (
        plant_charts.bridge(steps, words).to_dict()
        != plant_charts.bridge(steps, language.words("ru")).to_dict()
    )
    assert plant_charts.bridge(steps, words) is plant_charts.bridge(list(steps), words)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_table_is_written_as_streamlit_writes_its_styler(lang: str) -> None:
    words = language.words(lang)
    cells, sent, _ = tables._written(frame(), words, charts.INK)
    own, ours = ArrowData(), ArrowData()
    marshall_styler(own, tables._styled(cells, words, charts.INK).set_uuid("written"), "")
    written._marshall(ours, written.table(cells, sent), "elsewhere")
    assert ours == own
    first = ", ".join(f"#T_written_row{row}_col0" for row in range(3))
    assert ours.styler.styles.splitlines() == [
        f"{first} {{ color: {charts.INK} }}",
        f"#T_written_row1_col1 {{ color: {charts.EATS_TEXT} }}",
    ]


def test_any_other_styler_is_left_to_streamlit() -> None:
    own, ours = ArrowData(), ArrowData()
    styler = frame().style.format(precision=1)
    marshall_styler(own, styler, "")
    written._marshall(ours, styler, "")
    assert ours == own
