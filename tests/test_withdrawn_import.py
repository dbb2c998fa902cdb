"""Files that each read well and yet give no store: nothing of them counts, and the next import is none the worse."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis
from analysis.actions import importing
from analysis.delivery import manifest
from analysis.errors import CannotBuild

HEAD = "order_id,client_name,order_date,revenue\n"
HUGE = (
    HEAD + "9,B,2025-03-01,99999999999\n" * 1001
)  # each amount may be one; the order's total fits no DECIMAL(18,4)


def take(root: Path, name: str, text: str) -> analysis.ImportResult:
    path = root.parent / name
    path.write_text(text, "utf-8")
    return analysis.import_paths(root, [path], table="order_lines")


def revenue(root: Path) -> object:
    with analysis.open_workspace(root) as ws:
        return ws.metric("revenue")


def test_it_is_withdrawn_with_its_settings_and_imports_go_on(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "jan.csv", HEAD + "1,A,2025-01-10,100\n")
    folder = tmp_path / "feb"
    folder.mkdir()
    (folder / "order_lines.csv").write_text(HUGE, "utf-8")
    (folder / "settings.toml").write_text("[targets]\ntrue_margin = 0.5\n", "utf-8")
    with pytest.raises(CannotBuild, match="nothing of them counts"):
        analysis.import_paths(root, [folder])
    assert revenue(root) == 100
    with analysis.open_workspace(root) as ws:
        assert ws.table("settings")["target_margin"].tolist() == [0.15]
    take(root, "mar.csv", HEAD + "2,A,2025-03-10,11\n")
    assert revenue(root) == 111


def test_the_first_import_of_all(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild):
        take(tmp_path / "ws", "huge.csv", HUGE)
    take(tmp_path / "ws", "jan.csv", HEAD + "1,A,2025-01-10,100\n")
    assert revenue(tmp_path / "ws") == 100


def test_killed_before_it_was_withdrawn_the_old_data_serve_and_undo_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "ws"
    take(root, "jan.csv", HEAD + "1,A,2025-01-10,100\n")
    monkeypatch.setattr(importing, "_withdraw", lambda *told: None)
    with pytest.raises(CannotBuild):
        take(root, "huge.csv", HUGE)
    assert [d.undone for d in manifest.read_all(root / "imports")] == [None, None]
    assert revenue(root) == 100
    analysis.undo_last_import(root, "Anna")
    take(root, "mar.csv", HEAD + "2,A,2025-03-10,11\n")
    assert revenue(root) == 111
