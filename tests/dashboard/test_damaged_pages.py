"""Pages over a damaged workspace: the published figures with one sentence, a damaged store built anew once, never a page without words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis.errors import DamagedFile
from analysis.stores import store

from .conftest import Screen

Show = Callable[..., Screen]
ODD = bytes(range(128, 256))
REVENUE = "1 000 ₽"


@pytest.fixture
def root(bare_root: Path) -> Path:
    """The bare plant: orders of 700 and 300; a correction stands in its journal."""
    analysis.import_paths(bare_root, [bare_root.parent / "order_lines.csv"])
    (bare_root / "settings").mkdir(exist_ok=True)
    return bare_root


def errors(screen: Screen) -> str:
    return "\n".join(e.value for e in screen.app.error).replace("\\", "")


def file(root: Path) -> Path:
    return store.path(root, store.current(root) or "")


def test_a_store_cut_off_under_an_open_page_is_built_anew_once(root: Path, screen: Show) -> None:
    shown = screen(root)
    before, name = shown.figures, store.current(root)
    assert "1 000 ₽" in before.values()
    os.truncate(file(root), 12288)
    again = screen(root)  # another visitor: the process has the store open
    assert again.figures == before
    assert store.current(root) != name
    shown.app.run()
    assert not shown.app.exception
    assert shown.figures == before


def test_where_it_can_not_be_built_one_sentence_says_so(root: Path, screen: Show) -> None:
    os.truncate(file(root), 12288)
    for parquet in root.glob("inputs/*/*.parquet"):
        parquet.unlink()
    said = errors(screen(root))
    assert "inputs/order_lines/000001-001.parquet" in said
    assert "исчез: загрузите" in said


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "settings/settings.toml",
            '[people]\n"Иванов" = "КБ"\n'.encode("cp1251"),
            "не в кодировке UTF-8",
        ),
        ("settings/portrait.toml", ODD, "не в кодировке UTF-8"),
        ("state.sqlite", ODD * 50, "решения, исправления и история"),
        (
            "imports/000001.json",
            b'{"delivery_no": 1, "files": [], "colour": 1}',
            "более новой версией",
        ),
        ("imports/000001.json", b"[", "запись о загрузке 1, не читается"),
    ],
)
def test_the_published_figures_stay_with_the_file_and_its_mend(
    root: Path, screen: Show, name: str, content: bytes, sentence: str
) -> None:
    (root / name).write_bytes(content)
    shown = screen(root)
    assert "1 000 ₽" in shown.figures.values()
    warned = "\n".join(w.value for w in shown.app.warning).replace("\\", "")
    assert sentence in warned
    assert "показаны прежние цифры" in warned
    for view in (
        "method",
        "decisions",
        "portrait",
        "import_files",
        "data",
        "same_clients",
        "kinds",
    ):
        other = screen(root, view)  # asserts that nothing unforeseen is said
        assert sentence in (other.said + errors(other)).replace("\\", "")


def test_the_page_of_loading_stays_where_an_earlier_file_is_damaged(
    root: Path, screen: Show
) -> None:
    more = root.parent / "more.csv"
    more.write_text("order_id,client_name,order_date,revenue\n3,C,2025-03-10,5\n", "utf-8")
    analysis.import_paths(root, [more], table="order_lines")
    os.truncate(root / "inputs/order_lines/000001-001.parquet", 100)
    shown = screen(root, "import_files")
    warned = "\n".join(w.value for w in shown.app.warning).replace("\\", "")
    assert "000001-001.parquet (взят из «order_lines.csv» загрузкой 1) не читается" in warned
    more.write_text("order_id,client_name,order_date,revenue\n4,C,2025-03-10,5\n", "utf-8")
    with pytest.raises(DamagedFile, match=r"taken from 'order_lines\.csv'"):
        analysis.dry_run(root, [more], table="order_lines")


def test_a_workspace_that_goes_away_shows_no_demo(root: Path, screen: Show) -> None:
    assert "1 000 ₽" in screen(root).figures.values()
    shutil.move(root, root.parent / "elsewhere")
    shown = screen(root)
    assert "сейчас нет на месте" in errors(shown)
    assert not shown.figures
    assert not root.exists()
