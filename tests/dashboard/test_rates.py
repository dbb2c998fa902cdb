"""The table of rates on screen: what it offers, whose word a row is, and where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis.actions import rate_entry
from analysis.journal import entered_rates
from analysis.language import words
from analysis.pools import rates
from dashboard.resources import rates_editor
from tests.dashboard.conftest import Screen

ORDERS = "order_id,client_id,order_date,revenue,direct_cost\n1,A,2025-01-10,10000,5000\n2,B,2025-02-10,10000,5000\n"
HOURS = "order_id,pool,person,quantity,date\n1,КБ,Иванов,10,2025-01-12\n2,КБ,Иванов,20,2025-02-12\n2,,Петров,4,2025-02-13\n"


@pytest.fixture(scope="module")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, text in (("order_lines", ORDERS), ("usage", HOURS)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(folder / "workspace", [folder / "order_lines.csv", folder / "usage.csv"])
    return folder / "workspace"


@pytest.fixture
def root(built_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_root, tmp_path / "workspace"))


def test_what_lacks_a_rate_is_named_and_stands_in_the_table(
    screen: Callable[..., Screen], root: Path
) -> None:
    shown = screen(root, "capacity", part="rates")
    assert "Без ставки: 1 ресурс — КБ." in shown.said
    assert "Без ресурса: 1 человек — Петров." in shown.said
    assert not shown.app.exception
    english = screen(root, "capacity", part="rates", lang="en")
    assert "Without a rate: 1 resource, КБ." in english.said


def test_whose_word_a_row_is(root: Path) -> None:
    with analysis.open_workspace(root) as ws:
        entry = rate_entry.read(
            ws,
            rates.table(ws, ()),
            [{"resource": "КБ", "rate": "1041,666", "said_by": "бухгалтерия"}],
        )
    rate_entry.save(root, entry, "Орлова", "")
    entered = entered_rates.read(root)
    with analysis.open_workspace(root) as ws:
        known = rates.table(ws, entered)
        for lang in ("ru", "en"):  # shown, left alone and saved: nothing changes
            shown = rates_editor.frame(known, words(lang))
            assert rate_entry.read(ws, known, rates_editor.rows(shown)).is_nothing
    row = shown.set_index("resource").loc["КБ"]
    assert (row["rate"], row["said_by"], row["unit"], row["recorded"]) == (
        "1\u00a0041.6660",
        "бухгалтерия",
        "ч",
        "30",
    )
    assert row["source"].startswith("entered by Орлова")


def test_a_plant_without_any_resource_is_told_what_to_load(
    screen: Callable[..., Screen], bare_root: Path
) -> None:
    assert "загрузите трудозатраты" in screen(bare_root, "capacity", part="rates").said


def test_the_history_says_it_in_words_and_undoes_it(
    screen: Callable[..., Screen], root: Path
) -> None:
    with analysis.open_workspace(root) as ws:
        row = {"resource": "КБ", "cost": "480000", "capacity": "320", "since": "2025-02"}
        entry = rate_entry.read(ws, rates.table(ws, ()), [row])
    rate_entry.save(root, entry, "Орлова", "ФОТ")
    listed = screen(root, "method", part="history").app.dataframe[0].value
    assert listed["subject"].iloc[0] == "Ставка ресурса КБ"
    assert "480" in listed["became"].iloc[0]
    assert "320" in listed["became"].iloc[0]
