"""Single orders corrected by hand on the tiny plant: custom are 003, 004 and 007 (5,000 of revenue: 007 was cancelled)."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

import analysis
from analysis import DealfitError
from analysis.actions import kind_changes
from analysis.journal import kind_corrections, shared_state
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


TINY = Path(__file__).parent / "tiny_plant"
WHO, WHY = "Иванова", "чертежи делали заново"


@pytest.fixture
def root(own_tiny: Path) -> Path:
    return own_tiny


def custom(root: Path) -> dict[str, str]:
    """Custom orders → why."""
    with analysis.open_workspace(root) as ws:
        orders = ws.table("order_profit")
    orders = orders[orders["kind"] == "custom"]
    return dict(zip(orders["order_id"], orders["kind_reasons"], strict=True))


def custom_revenue(root: Path) -> float | None:
    with analysis.open_workspace(root) as ws:
        value = ws.metric("custom_revenue")
    assert not hasattr(value, "columns")
    return value  # type: ignore[return-value]


def test_a_correction_overrules_the_export(root: Path) -> None:
    assert set(custom(root)) == {"003", "004", "007"}
    assert custom_revenue(root) == 5000
    kind_changes.correct(root, {"001": "custom", "003": "serial"}, WHO, WHY)
    assert custom(root) == {
        "001": "corrected by hand",
        "004": "stated in the export",
        "007": "stated in the export",
    }
    assert custom_revenue(root) == 5000 + 10000 - 2000


def test_it_survives_a_grown_file_imported_again(root: Path, tmp_path: Path) -> None:
    kind_changes.correct(root, {"001": "custom"}, WHO, WHY)
    grown = shutil.copy(TINY / "order_lines.csv", tmp_path / "order_lines.csv")
    with Path(grown).open("a", encoding="utf-8") as file:
        file.write(
            '008;1;ООО "Альфа";20.01.2025;;;;Закрыт;Иванова;P-1;Датчик давления;Давление;серийное;10;500,00;300,00;90,00;\n'
        )
    taken = analysis.import_paths(root, [Path(grown)])
    assert len(taken.taken) == 1
    with analysis.open_workspace(root) as ws:
        kinds = ws.table("order_profit").set_index("order_id")["kind"]
    assert kinds["008"] == "serial"
    assert set(custom(root)) == {"001", "003", "004", "007"}
    assert custom_revenue(root) == 15000


def test_undoing_gives_back_what_the_export_says(root: Path) -> None:
    kind_changes.correct(root, {"001": "custom", "002": "custom"}, WHO, WHY)
    assert custom_revenue(root) == 20000
    kind_changes.correct(root, {"001": None}, "Петров", "ошибка")
    assert set(custom(root)) == {"002", "003", "004", "007"}
    assert [c.order_id for c in kind_corrections.in_force(root)] == ["002"]


def test_history_keeps_who_when_and_why(root: Path) -> None:
    before = dt.datetime.now().replace(microsecond=0)
    kind_changes.correct(root, {"001": "custom"}, f"  {WHO} ", WHY)
    kind_changes.correct(root, {"001": None}, "Петров", "ошибка")
    undone, made = shared_state.history(root, "kind")
    assert (made.key, made.before, made.after, made.who, made.why) == (
        "001",
        None,
        "custom",
        WHO,
        WHY,
    )
    assert (undone.key, undone.before, undone.after, undone.who, undone.why) == (
        "001",
        "custom",
        None,
        "Петров",
        "ошибка",
    )
    assert before <= made.at <= undone.at <= dt.datetime.now()


def test_saying_it_again_changes_neither_history_nor_store(root: Path) -> None:
    build = kind_changes.correct(root, {"001": "custom"}, WHO, WHY)
    assert kind_changes.correct(root, {"001": "custom"}, "Петров", "ещё раз") == build
    assert len(shared_state.history(root, "kind")) == 1
    (correction,) = kind_corrections.in_force(root)
    assert (correction.who, correction.why) == (WHO, WHY)


@pytest.mark.parametrize(
    ("who", "why", "kind", "code"),
    [
        (" ", WHY, "custom", "who_is_missing"),
        (WHO, "", "custom", "why_is_missing"),
        (WHO, WHY, "special", "bad_kind"),
    ],
)
def test_what_can_not_be_writes_nothing(
    root: Path, who: str, why: str, kind: str, code: str
) -> None:
    with pytest.raises(DealfitError) as trouble:
        kind_changes.correct(root, {"001": "custom" if code != "bad_kind" else kind}, who, why)
    assert trouble.value.code == code
    assert kind_corrections.in_force(root) == []
    assert custom_revenue(root) == 5000


def test_an_order_that_left_the_exports_harms_nothing(root: Path) -> None:
    kind_changes.correct(root, {"999": "custom"}, WHO, WHY)
    assert custom_revenue(root) == 5000
