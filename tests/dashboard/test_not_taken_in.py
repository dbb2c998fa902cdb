"""What of the files is in no number stands on every page, with its money as far as it is known, until it is mended or delivered anew."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions import rows_to_mend
from analysis.trust import not_taken_in
from analysis.trust.not_taken_in import NotTakenIn

HEAD = "Номер заказа;Контрагент;Дата заказа;Выручка\n"
ROWS = (
    "1;А;10.01.2025;5000000\n2;Б;31.02.2025;9400000\n3;В;12.01.2025;уточняется\nИтого;;;14400000\n"
)


def taken(root: Path, name: str, text: str) -> None:
    path = root.parent / name
    path.write_text(text, "utf-8")
    analysis.import_paths(root, [path])


def lost(root: Path) -> NotTakenIn:
    with analysis.open_workspace(root) as ws:
        return not_taken_in.find(ws)


@pytest.mark.parametrize("page", ["overview", "orders", "import_files"])
def test_every_page_says_it(screen: Callable[..., Any], tmp_path: Path, page: str) -> None:
    root = tmp_path / "workspace"
    taken(root, "a.csv", HEAD + ROWS)
    app = screen(root, page).app
    [link] = [e for e in app.get("page_link") if "Не вошло" in e.proto.label.replace("\\", "")]
    label = link.proto.label.replace("\\", "").replace("\u00a0", " ")
    assert label == "Не вошло: 9,4 млн ₽ (2 строки, у 1 строки сумма неизвестна)"
    assert link.proto.page.endswith("data")


def test_mended_rows_are_lost_no_more(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    taken(root, "a.csv", HEAD + ROWS)
    assert lost(root) == NotTakenIn(2, 1, Decimal(9_400_000), 0), "the totals row is no loss"
    mended = rows_to_mend.to_csv(root).decode("utf-8-sig").replace("31.02.2025", "28.02.2025")
    taken(root, "mended.csv", mended)
    assert lost(root) == NotTakenIn(1, 1, Decimal(0), 0)
    analysis.undo_last_import(root, "Анна", "")
    assert lost(root) == NotTakenIn(2, 1, Decimal(9_400_000), 0)


def test_a_corrected_export_brings_them_in(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    taken(root, "a.csv", HEAD + ROWS)
    taken(root, "b.csv", HEAD + ROWS.replace("31.02", "28.02"))
    assert lost(root) == NotTakenIn(1, 1, Decimal(0), 0), (
        "order 3 is refused in both files, order 2 is in by the second"
    )
    taken(root, "c.csv", HEAD + ROWS.replace("31.02", "28.02").replace("уточняется", "7"))
    assert not lost(root)


def test_a_file_read_anew_counts_once(tmp_path: Path) -> None:
    root, path = tmp_path / "workspace", tmp_path / "a.csv"
    taken(root, "a.csv", HEAD + ROWS)
    (tmp_path / "m.toml").write_text(
        'table = "order_lines"\n[constants]\nkind = "serial"\n', "utf-8"
    )
    analysis.import_paths(root, [path], mapping=tmp_path / "m.toml")
    assert lost(root) == NotTakenIn(2, 1, Decimal(9_400_000), 0)
