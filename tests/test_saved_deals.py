"""Saved deals on the tiny plant: versions, decisions, the order that came in, and the estimate that stays as it was.

The deal is test_deals.py's: three pieces at a direct cost of 300 each, 14.5 h of designers and 4 h of managers: 2,550. Order 004 cost
1,200 direct, 14 h of designers at 100 and 2 h of managers at 50: 2,700.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import tempfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pandas as pd
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import analysis
from analysis import DealfitError
from analysis.actions import change_history, settings_changes
from analysis.actions.deals import keeping
from analysis.deals.deal import read_deal
from analysis.deals.saved import outcomes, saving
from analysis.deals.saved.saving import ToKeep
from analysis.deals.workspace import DealWorkspace
from analysis.journal import deal_steps, saved_deals, shared_state
from analysis.journal.deal_steps import KeptAs
from analysis.journal.saved_deals import DEAL_DECISIONS, SavedDeal
from analysis.language import words
from analysis.sql import deal_tables

BETA = 'НПО "Бета"'
LINE: dict[str, Any] = {
    "product": "P-1-N",
    "base_sku": "P-1",
    "kind": "modified",
    "quantity": 3,
    "material_cost": 200,
    "labour_cost": 100,
}
DAY = dt.date(2025, 2, 10)
RecordedDecision = Callable[..., KeptAs]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of decisions alone: the build that follows is tried in the tests of `own_tiny`."""
    monkeypatch.setattr("analysis.actions.importing.ensure_built", lambda *told: "")
    return tmp_path / "ws"


@pytest.fixture(scope="session")
def answered(tiny: DealWorkspace) -> Callable[[float], ToKeep]:
    @cache
    def answer(price: float) -> ToKeep:
        deal = read_deal({"client": BETA, "date": DAY, "line": [{**LINE, "unit_price": price}]})
        return saving.to_keep(tiny.desk(DAY).ask(deal))

    return answer


@pytest.fixture(scope="session")
def kept(answered: Callable[[float], ToKeep]) -> Callable[..., KeptAs]:
    def keep(root: Path, price: float = 700, **more: Any) -> KeptAs:
        found = answered(price)
        return keeping.save(root, found.asked, found.advice, "000001-x", "Anna", **more)

    return keep


def advice(root: Path) -> pd.DataFrame:
    with analysis.open_workspace(root) as ws:
        return ws.sql("select * from deal_advice order by cast(deal_id as integer), version")


def refused(work: Any, *told: Any, **named: Any) -> str:
    with pytest.raises(DealfitError) as found:
        work(*told, **named)
    return str(found.value)


def test_a_version_stands_in_deal_advice_as_it_was_answered(
    kept: RecordedDecision, own_tiny: Path
) -> None:
    assert kept(own_tiny) == KeptAs("1", 1, is_new=True)
    row = advice(own_tiny).iloc[0]
    assert (row["deal_id"], row["version"], row["client"]) == ("1", 1, BETA)
    assert row["advised_on"] == pd.Timestamp("2025-02-10")
    assert (row["decision"], row["deciding_rule"]) == ("set expectations", "few_cases")
    assert (row["price"], row["cost_mid"]) == (2100, 2550)
    assert row["target_price"] == pytest.approx(3072.289157)
    assert row[["cost_low", "cost_high", "floor_price", "order_id", "actual_cost"]].isna().all()
    assert not row["accepted"]


def test_saving_without_a_change_makes_no_version(kept: RecordedDecision, root: Path) -> None:
    kept(root)
    assert kept(root, deal_id="1") == KeptAs("1", 1, is_new=False)
    assert kept(root, 1100, deal_id="1") == KeptAs("1", 2, is_new=True)
    assert kept(root, deal_id="1") == KeptAs("1", 3, is_new=True)  # back to the first price
    assert len(shared_state.history(root, deal_steps.WHAT)) == 3


def test_one_of_three_is_accepted_and_judged_by_its_own_advice(
    kept: RecordedDecision, own_tiny: Path
) -> None:
    for price in (700, 1100, 1000):
        kept(own_tiny, price, deal_id="1" if price != 700 else None)
    keeping.decide(own_tiny, "1", 2, "accept", "Boris", "the client is worth it")
    keeping.link(own_tiny, "1", "004", "Boris")
    found = advice(own_tiny)
    assert list(found["accepted"]) == [False, True, False]
    assert list(found["is_closed"]) == [True, True, True]
    assert found["order_id"].tolist()[1] == "004"
    assert found["order_id"].isna().tolist() == [True, False, True]
    assert found["price"].tolist() == [2100, 3300, 3000]
    assert found["actual_cost"].tolist()[1] == 2700
    assert found["decided_by"].tolist()[1] == "Boris"
    with analysis.open_workspace(own_tiny) as ws:
        pools = outcomes.pools_of(ws, "1", 2).set_index("pool")
    assert pools["use_mid"].to_dict() == {"Конструкторы": 14.5, "Менеджеры": 4}
    assert pools["actual_use"].to_dict() == {"Конструкторы": 14, "Менеджеры": 2}
    assert pools["use_cost"].to_dict() == {"Конструкторы": 1450, "Менеджеры": 200}
    assert pools["actual_use_cost"].to_dict() == {"Конструкторы": 1400, "Менеджеры": 100}
    said = refused(kept, own_tiny, 1200, deal_id="1")
    assert said.startswith("Deal 1 is closed: Boris decided about its version 2")
    assert "Save this as a new deal" in said
    said = refused(keeping.decide, own_tiny, "1", 3, "accept", "Clara", "x")
    assert "Boris decided about its version 2" in said


def test_from_python_a_deal_is_kept_decided_on_and_set_against_its_order(own_tiny: Path) -> None:
    asked = {"client": BETA, "date": DAY, "line": [{**LINE, "unit_price": 700}]}
    with analysis.open_workspace(own_tiny) as ws:
        assert analysis.save_deal(ws, asked, "Anna") == KeptAs("1", 1, is_new=True)
        analysis.decide_deal(ws, "1", 1, "accept", "Boris", "the client is worth it")
        analysis.name_order(ws, "1", "004", "Boris")
    row = advice(own_tiny).iloc[0]
    assert (row["accepted"], row["order_id"], row["actual_cost"]) == (True, "004", 2700)


def test_nothing_that_comes_later_moves_a_frozen_estimate(
    kept: RecordedDecision, own_tiny: Path, tmp_path: Path
) -> None:
    kept(own_tiny)
    keeping.decide(own_tiny, "1", 1, "accept", "Boris", "x")
    before = saved_deals.one(own_tiny, "1").versions[0].advice
    settings_changes.write(own_tiny, "[targets]\ntrue_margin = 0.4\n", "Anna", "")
    more = tmp_path / "usage.csv"
    more.write_text("order_id,pool,quantity,date\n003,Конструкторы,500,2025-01-14\n", "utf-8")
    analysis.import_paths(own_tiny, [more])
    row = advice(own_tiny).iloc[0]
    assert (row["cost_mid"], row["accepted"]) == (2550, True)
    assert row["target_price"] == pytest.approx(3072.289157)
    assert saved_deals.one(own_tiny, "1").versions[0].advice == before


def test_a_decision_against_the_advice_says_why(kept: RecordedDecision, root: Path) -> None:
    kept(root)
    assert "reason" in refused(keeping.decide, root, "1", 1, "accept", "Boris")
    keeping.decide(root, "1", 1, "set expectations", "Boris")
    keeping.decide(root, "1", 1, "refuse", "Boris", "no answer")
    deal = saved_deals.one(root, "1")
    assert (deal.accepted, deal.versions[0].decision) == (None, "refuse")
    assert "accept one first" in refused(keeping.link, root, "1", "004", "Boris")


def test_the_last_step_is_taken_back_by_a_name_and_no_other(
    kept: RecordedDecision, root: Path
) -> None:
    kept(root)
    keeping.decide(root, "1", 1, "accept", "Boris", "x")
    decided, saved = shared_state.history(root, deal_steps.WHAT)
    said = refused(change_history.undo, root, saved, "Clara", "")
    assert said.startswith("Deal 1 has a later step (Boris, ")
    change_history.undo(root, decided, "Clara", "too early")
    assert saved_deals.one(root, "1").accepted is None
    taken_back = shared_state.history(root, deal_steps.WHAT)[0]
    assert (taken_back.who, taken_back.why) == ("Clara", "too early")
    assert not change_history.can_undo(taken_back)
    assert [s.undone_by for s in saved_deals.steps(root)] == [None, "Clara"]
    change_history.undo(root, saved, "Clara", "")
    assert saved_deals.kept(root) == []
    assert kept(root).deal_id == "2"  # a number is never given twice


def test_the_second_of_two_people_is_shown_the_firsts_change(
    kept: RecordedDecision, root: Path
) -> None:
    kept(root)
    seen = saved_deals.one(root, "1").newest
    kept(root, 1100, deal_id="1", seen=seen)
    said = refused(keeping.decide, root, "1", 1, "refuse", "Boris", "x", seen)
    assert said.startswith("Anna changed deal 1 in the meantime (")
    assert saved_deals.one(root, "1").versions[0].decision is None


def test_an_order_belongs_to_one_deal(kept: RecordedDecision, root: Path) -> None:
    for deal_id in ("1", "2"):
        kept(root)
        keeping.decide(root, deal_id, 1, "accept", "Boris", "x")
    keeping.link(root, "1", "004", "Boris")
    said = refused(keeping.link, root, "2", "004", "Boris")
    assert said.startswith("Order 004 belongs to saved deal 1 already")
    keeping.link(root, "1", None, "Boris")
    keeping.link(root, "2", "004", "Boris")
    assert [d.order_id for d in saved_deals.kept(root)] == ["004", None]


def test_orders_that_may_be_it_are_of_the_client_after_the_day(tiny: DealWorkspace) -> None:
    """003 and 004 are Beta's, of 13 and 14 January; of P-1-M and T-1-N."""
    found = outcomes.orders_that_may_be_it(tiny, BETA, BETA, ("p-1-m",), dt.date(2025, 1, 13))
    assert found["order_id"].tolist()[:2] == ["003", "004"]
    assert found["same_product"].tolist()[:2] == [True, False]
    later = outcomes.orders_that_may_be_it(tiny, BETA, BETA, ("P-1-M",), dt.date(2025, 1, 14))
    assert "003" not in set(later["order_id"])


def test_a_step_that_cant_be_read_is_one_sentence(kept: RecordedDecision, root: Path) -> None:
    kept(root)
    with sqlite3.connect(root / shared_state.FILE) as con:
        con.execute("update deal_steps set content = '{\"asked\": 1'")
    said = refused(saved_deals.kept, root)
    assert (
        said
        == "state.sqlite holds a saved deal that can't be read (step 1): put the file back from a copy."
    )


def test_how_often_intervals_held_counts_done_orders_with_an_interval() -> None:
    """Two of three within: 66.7 %, Wilson 20.8–93.9 %; errors 50, 50 and 400."""
    rows = pd.DataFrame(
        {
            "accepted": [True, True, True, True, False],
            "cost_low": [100.0, 100, 100, None, 100],
            "cost_mid": [150.0, 150, 150, 150, 150],
            "cost_high": [200.0, 200, 200, None, 200],
            "actual_cost": [200.0, 100, 550, 150, 150],
            "fell": ["within", "within", "above", None, "within"],
        }
    )
    found = outcomes.intervals_held(rows)
    assert found is not None
    assert (found.n, found.above) == (3, 1)
    assert found.within.value == pytest.approx(2 / 3)
    assert (found.within.low, found.within.high) == (
        pytest.approx(0.2077, abs=5e-5),
        pytest.approx(0.9385, abs=5e-5),
    )
    assert found.mean_error == pytest.approx(500 / 3)
    assert outcomes.intervals_held(rows[rows["fell"].isna()]) is None


def test_a_deal_beyond_all_bounds_leaves_the_tables_readable() -> None:
    """1e24 is held; what no DECIMAL holds is unknown, and breaks no build."""
    assert float(deal_tables._money(1e24) or 0) == 1e24
    assert deal_tables._money(-492.123456789) == Decimal("-492.123457")
    assert deal_tables._money(1e33) is None


CONTRACT = """deal_id version client advised_on decision deciding_rule price cost_low cost_mid cost_high floor_price target_price accepted
    order_id actual_cost"""


def test_every_store_has_the_contract_s_table_and_each_column_its_words(
    tiny: DealWorkspace,
) -> None:
    """In data/README.md, and as a title in both languages; money is DECIMAL."""
    readme = (Path(analysis.__file__).parent.parent / "data" / "README.md").read_text("utf-8")
    section = readme.split("## Saved deals")[1].split("\n## ")[0]
    for table in ("deal_advice", "deal_pools"):
        found = tiny.sql(
            f"select column_name, data_type from duckdb_columns() where table_name = '{table}'"
        )
        types = dict(zip(found["column_name"], found["data_type"], strict=True))
        for name in types:
            assert re.search(rf"\b{name}\b", section) or table == "deal_pools", name
            assert all(words(lang).has(f"metric.{name}") for lang in ("ru", "en")), name
        if table == "deal_advice":
            assert set(CONTRACT.split()) <= set(types)
            assert {types[n][:7] for n in types if "price" in n or "cost" in n} == {"DECIMAL"}


class Deals(RuleBasedStateMachine):
    """Any order of steps: what is accepted is one version, closed deals stay as they are, the last step can always be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / "ws"
        self.frozen: dict[tuple[str, int], Any] = {}  # of every version ever kept, its answer

    def deal(self) -> SavedDeal | None:
        return next(iter(saved_deals.kept(self.root)), None)

    @rule(price=st.sampled_from([100.0, 200.0]), is_new=st.booleans())
    def keep(self, price: float, is_new: bool) -> None:
        deal = None if is_new else self.deal()
        asked, answer = {"client": "A", "price": price}, {**ANSWER, "price": price}
        if deal is not None and deal.closing is not None:
            with pytest.raises(DealfitError, match="is closed"):
                deal_steps.save(self.root, asked, answer, "", "Anna", deal_id=deal.deal_id)
            return
        same = deal is not None and deal.versions[-1].advice["price"] == price
        done = deal_steps.save(self.root, asked, answer, "", "Anna", deal_id=deal and deal.deal_id)
        assert done.is_new is not same
        if done.is_new:
            assert (done.deal_id, done.version) not in self.frozen  # no number twice
            self.frozen[done.deal_id, done.version] = answer

    @precondition(lambda self: self.deal())
    @rule(decision=st.sampled_from(DEAL_DECISIONS), place=st.integers(0, 3))
    def decide(self, decision: str, place: int) -> None:
        deal = self.deal()
        assert deal is not None
        version = deal.versions[place % len(deal.versions)].version
        if deal.closing is not None:
            with pytest.raises(DealfitError, match="is closed"):
                deal_steps.decide(self.root, deal.deal_id, version, decision, "Boris")
            return
        deal_steps.decide(self.root, deal.deal_id, version, decision, "Boris")
        assert saved_deals.one(self.root, deal.deal_id).of(version).decision == decision

    @precondition(lambda self: self.deal())
    @rule()
    def take_back(self) -> None:
        deal = self.deal()
        assert deal is not None
        deal_steps.undo(self.root, deal.newest, "Clara")
        with pytest.raises(DealfitError, match="taken back already"):
            deal_steps.undo(self.root, deal.newest, "Clara")

    @invariant()
    def one_is_accepted_and_none_has_moved(self) -> None:
        for deal in saved_deals.kept(self.root):
            accepted = [v for v in deal.versions if v.decision == "accept"]
            assert len(accepted) <= 1
            for each in deal.versions:
                assert each.advice == self.frozen[deal.deal_id, each.version]

    def teardown(self) -> None:
        self.folder.cleanup()


ANSWER = {"decision": "accept", "cost": {}, "floor_price": None, "target_price": None}
TestDealsInAnyOrder = Deals.TestCase
TestDealsInAnyOrder.settings = hypothesis.settings(max_examples=5, stateful_step_count=10)
