"""Past custom orders asked about again, with only what was known before each."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import analysis
from analysis.cli import main
from analysis.deals import as_json
from analysis.deals.past_deals import backtest
from analysis.deals.past_deals.backtest import Measured
from analysis.deals.past_deals.replay import ORDERS, Replayed, advised, replay
from analysis.deals.sentences import backtest_sentences
from analysis.deals.workspace import DealWorkspace
from analysis.language import words
from tests.test_deals_on_plants import FIRST, HEADER, POOLS, exports

DAY = dt.date(2025, 3, 3)


def replayed(order_id: str, decision: str, true: float, book: float, **more: Any) -> Replayed:
    """An order of which no price was asked, unless `more` says what it brings won and lost."""
    usual = {"if_won": true, "if_lost": true, "advised": true, "within_80": None, "within_90": None}
    return Replayed(order_id, "C", DAY, 1000.0, decision, None, true, book, **(usual | more))


FOUR = (
    replayed(
        "1",
        "reprice",
        -100.0,
        50.0,
        if_won=80.0,
        if_lost=0.0,
        advised=0.0,
        within_80=True,
        within_90=True,
    ),
    replayed("2", "accept", -50.0, -10.0, within_80=False, within_90=True),
    replayed("3", "refuse", 200.0, 300.0, if_won=0.0, if_lost=0.0, advised=0.0),
    replayed("4", "accept", 300.0, 400.0, within_80=True, within_90=True),
)


def test_what_following_the_advice_would_have_changed() -> None:
    """Caught: the first of two losses. Refused: one of two that earned. 0 − (−100) + 0 − 200 = −100 against accepting all, 350."""
    found = backtest.of_replayed(FOUR)
    assert found.desk.losses_caught.value == 0.5
    assert found.desk.good_refused.value == 0.5
    assert found.desk.profit_change.value == -100
    assert found.always_accept == 350
    # the book refuses the second alone: 50 of loss less
    assert found.book_margin.losses_caught.value == 0.5
    assert found.book_margin.good_refused.value == 0
    assert found.book_margin.profit_change.value == 50
    assert (found.coverage_80.value, found.coverage_80.n) == (pytest.approx(2 / 3), 3)
    assert found.desk.profit_change.low is None  # four orders make no interval


def test_both_sides_are_told_by_the_same_rule() -> None:
    """Of two losses one was repriced and one accepted; of two that earned one was refused and one accepted."""
    found = backtest.of_replayed(FOUR)
    for side, told in ((found.losses, "repriced"), (found.good, "refused")):
        shares = {name: each.value for name, each in side.answers.items() if each.value}
        assert shares == {told: 0.5, "accepted": 0.5}
        assert (side.questioned.value, side.questioned.n) == (0.5, 2)
        assert side.priced.value == 0.5


def test_what_must_be_won_for_it_to_pay() -> None:
    """All lost: +100 of the loss avoided, −200 of the good order refused: −100. The repriced one won at the price asked brings 80: −20.
    With a further good order repriced, 100 now and 250 won: from −200 to +130, nothing at 200 ÷ 330."""
    found = backtest.of_replayed(FOUR)
    assert (found.if_lost.value, found.if_won.value) == (-100, -20)
    assert found.break_even.value is None  # even all of them won are not enough
    more = replayed("5", "reprice", 100.0, 90.0, if_won=250.0, if_lost=0.0, advised=0.0)
    found = backtest.of_replayed((*FOUR, more))
    assert (found.if_lost.value, found.if_won.value) == (-200, 130)
    assert found.break_even.value == pytest.approx(200 / 330)
    assert found.break_even.n == 2
    assert dict(found.by_won_share)[0.5].value == pytest.approx(-35)
    only_loss = backtest.of_replayed(FOUR[:2])
    assert only_loss.break_even.value == 0  # it pays though every client goes


def test_against_the_book() -> None:
    """The book refuses the second loss alone, +50; the desk as advised −100: 150 less."""
    assert backtest.of_replayed(FOUR).against_book.value == -150


def test_intervals_are_resampled_over_orders() -> None:
    """Ten times the same four: the interval holds the value, and the same input gives the same interval."""
    found = backtest.of_replayed(FOUR * 10)
    change = found.desk.profit_change
    assert change.value == -1000
    assert change.low is not None
    assert change.high is not None
    assert change.low < -1000 < change.high
    assert backtest.of_replayed(FOUR * 10).desk.profit_change == change


def test_a_replay_and_its_command(plant: Callable[..., DealWorkspace]) -> None:
    """Ten hours each at 100 and 1,500 of direct cost leave 3,500 of 6,000: once an interval is known, all are accepted."""
    lines, usage = exports(40, lambda n: 10.0 + n % 2)
    with plant(order_lines=lines, usage=usage, pools=POOLS) as ws:
        found = [each for _, each in replay(ws)]
        said = CliRunner().invoke(
            main, ["backtest", "--workspace", str(ws.root), "--format", "json"]
        )
    assert [each.order_id for each in found] == [f"O{n:03}" for n in range(40)]
    assert found[0].decision is None  # nothing was known in the first month
    assert {each.decision for each in found[-10:]} == {"accept"}
    assert all(each.within_80 is not None for each in found[-10:])
    assert all(each.within_90 is not False for each in found if each.within_80)
    answer = json.loads(said.stdout)
    keys = ("losses_caught", "good_refused", "profit_change", "coverage_80", "coverage_90")
    assert all(set(answer[key]) == {"value", "low", "high", "n"} for key in ("orders", *keys))
    assert answer["orders"]["value"] == 40
    assert answer["losses_caught"] == {"value": None, "low": None, "high": None, "n": 0}
    assert answer["good_refused"]["value"] == 0
    assert answer["profit_change"]["value"] == 0


def test_later_data_changes_no_earlier_advice(
    plant: Callable[..., DealWorkspace], tmp_path: Path
) -> None:
    """The plant as its exports stood on 1 September, and as they stand a year later: with later orders, which make some products
    serial that looked custom; later hours, shipments and payments of orders known by then; a penalty on each order shipped later."""
    cut = dt.date(2024, 9, 1)
    early, whole = exported(cut), exported(dt.date(2025, 12, 31))
    with plant(**early, pools=POOLS) as ws:
        before = {row["order_id"]: as_json.content(a) for row, a in advised(ws, ws._frame(ORDERS))}
        kinds_then = dict(
            ws._frame("select order_id, kind from order_kind").itertuples(index=False)
        )
    folder = tmp_path / "later"
    folder.mkdir()
    for name, text in (whole | {"pools": POOLS}).items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(tmp_path / "whole", [folder])
    with analysis.open_workspace(tmp_path / "whole") as ws:
        asked = ws._frame(ORDERS)
        asked = asked[asked["order_id"].isin(list(before))]
        after = {row["order_id"]: as_json.content(a) for row, a in advised(ws, asked)}
        kinds_now = dict(ws._frame("select order_id, kind from order_kind").itertuples(index=False))
    changed = [order for order, kind in kinds_then.items() if kinds_now[order] != kind]
    assert len(changed) >= 5  # or nothing is shown of kinds
    assert len(after) >= 40
    assert {a["decision"] for a in after.values()} > {None}
    assert after == {order: before[order] for order in after}


def exported(day: dt.date) -> dict[str, str]:
    """Orders placed, shipped and paid, hours spent, offers made before the day. Every third order states no kind: few pieces of a
    product that nobody else had bought, until the second year's orders of the same products by everybody."""
    drawn = random.Random(5)
    lines = [f"{HEADER},penalty,promised_on"]
    usage, quotes = (
        ["order_id,pool,quantity,date"],
        ["quote_id,client,quoted_on,amount,cost_estimate,kind,result,order_id"],
    )
    for n in range(180):
        placed, rest = FIRST + dt.timedelta(days=3 * n), n % 3
        hours, days = drawn.lognormvariate(2.5, 0.6), drawn.randint(15, 60)
        shipped, paid = placed + dt.timedelta(days=days), placed + dt.timedelta(days=days + 20)
        if placed >= day:
            continue
        is_late_year = n >= 100
        kind = "modified" if rest else ""
        product = f"S{n % 5}" if rest else f"N{n % 30}"
        pieces = 400 if is_late_year and not rest else 4
        late = "700" if shipped < day and days > 45 else ""
        known = [str(each) if each < day else "" for each in (shipped, paid)]
        order, client = f"O{n:03}", f"C{n % 7}"
        promised = placed + dt.timedelta(days=50)
        line = f"{product},gauges,{kind},{pieces},9000,1000,500,{late},{promised}"
        lines.append(f"{order},{client},{placed},{','.join(known)},{line}")
        quoted, result = placed - dt.timedelta(days=9), f"won,{order}" if n % 2 else "lost,"
        quotes.append(f"Q{n:03},{client},{quoted},{9000 + 10 * n},1500,modified,{result}")
        spent = [
            (placed + dt.timedelta(days=5), hours),
            (shipped + dt.timedelta(days=90), 3 * hours),
        ]
        usage += [f"O{n:03},design,{h:.2f},{on}" for on, h in spent if on < day]
    return {
        name: "\n".join(rows)
        for name, rows in (("order_lines", lines), ("usage", usage), ("quotes", quotes))
    }


@pytest.mark.parametrize(
    ("high", "begins"),
    [(0.0, "Following the advice paid even if"), (0.03, "For the advice to bring as much")],
)
def test_that_nobody_needs_to_agree_is_said_only_where_the_whole_interval_says_so(
    high: float, begins: str
) -> None:
    found = backtest_sentences.break_even(words("en"), Measured(0.0, 0.0, high, 50))
    assert found.startswith(begins)
