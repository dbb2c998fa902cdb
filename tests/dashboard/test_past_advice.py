"""Sales → Past advice: the back-test of a plant whose orders all earn, and of the tiny plant, on screen and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import analysis
from analysis.actions import past_advice
from analysis.deals.past_deals import replay
from analysis.deals.workspace import DealWorkspace
from tests.test_deals_on_plants import POOLS, exports


@pytest.fixture(scope="module")
def earning(tmp_path_factory: pytest.TempPathFactory) -> DealWorkspace:
    """Forty custom orders that all earn 3,400 to 3,500 of 6,000."""
    folder = tmp_path_factory.mktemp("earning")
    lines, usage = exports(40, lambda n: 10.0 + n % 2)
    for name, text in (("order_lines", lines), ("usage", usage), ("pools", POOLS)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(folder / "ws", [folder])
    return analysis.open_workspace(folder / "ws")


def test_both_sides_stand_on_the_page(screen: Callable[..., Any], earning: DealWorkspace) -> None:
    """21 orders before the first was known for long enough had no verdict; the others were accepted; no loss is there."""
    shown = screen(earning.root, "past_advice")
    assert "Повторено 40 нестандартных заказов" in shown.said
    assert "из 40 прибыльных заказов под вопрос попало" in shown.said
    assert "убыточных заказов под вопрос" not in shown.said
    answers, policies, orders = (each.value for each in shown.app.dataframe)
    assert answers["good_part"].iloc[:5].sum() == pytest.approx(1.0)
    assert set(answers["good_part_of"]) == {40}
    assert answers["loss_part"].isna().all()
    assert policies["profit"].iloc[0] == pytest.approx(20 * 3500 + 20 * 3400)
    assert len(orders) == 40


def test_the_side_stands_in_the_address(screen: Callable[..., Any], earning: DealWorkspace) -> None:
    shown = screen(earning.root, "past_advice", side="losses", lang="en")
    assert "40 custom orders replayed" in shown.said
    assert len(shown.app.dataframe[-1].value) == 0


def test_a_scope_narrows_the_orders(screen: Callable[..., Any], earning: DealWorkspace) -> None:
    shown = screen(earning.root, "past_advice", client="C3")
    assert len(shown.app.dataframe[-1].value) == 6


def test_it_is_worked_out_once(earning: DealWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = past_advice.replayed(earning)
    monkeypatch.setattr(replay, "replay", lambda *asked: pytest.fail("replayed anew"))
    assert past_advice.replayed(earning) == before
    assert past_advice.replayed(earning, None) == before


def test_a_sample_is_spread_evenly_over_time(earning: DealWorkspace) -> None:
    found = [each.order_id for _, each in replay.replay(earning, 4)]
    assert found == ["O000", "O013", "O026", "O039"]


def test_what_is_kept_of_another_build_or_program_is_nothing(earning: DealWorkspace) -> None:
    whole = past_advice.replayed(earning)
    (earning.root / past_advice.FILE).write_text('{"key": "other", "orders": []}', "utf-8")
    assert past_advice.replayed(earning) == whole
