"""The desk on larger plants: its story on the demo plant, intervals that cover, noise that makes nobody brave, and no look ahead."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.deals import switches
from analysis.deals.deal import read_deal
from analysis.deals.desk import Desk
from analysis.deals.sentences import turning_points
from analysis.deals.workspace import DealWorkspace
from analysis.language import Words

FIRST = dt.date(2024, 1, 8)
POOLS = "pool,unit,cost,capacity\ndesign,h,100000,1000\n"  # 100 an hour
HEADER = "order_id,client_name,order_date,shipped_on,paid_on,sku,product_family,kind,quantity,revenue,material_cost,labour_cost"


def exports(orders: int, hours: Callable[[int], float], kind: str = "modified") -> tuple[str, str]:
    """(order_lines, usage): an order every other day, 10 pieces at 100 of material and 50 of labour each, shipped after 20 days."""
    lines, usage = [HEADER], ["order_id,pool,quantity,date"]
    for n in range(orders):
        day = FIRST + dt.timedelta(days=2 * n)
        shipped, paid = day + dt.timedelta(days=20), day + dt.timedelta(days=30)
        lines.append(
            f"O{n:03},C{n % 7},{day},{shipped},{paid},S{n % 5},gauges,{kind},10,6000,1000,500"
        )
        usage.append(f"O{n:03},design,{hours(n):.2f},{day + dt.timedelta(days=3)}")
    return "\n".join(lines), "\n".join(usage)


def asked(day: dt.date, price: float, **more: Any) -> dict[str, Any]:
    line = {"product": "S9", "product_family": "gauges", "kind": "modified", "quantity": 10}
    costs = {"unit_price": price, "material_cost": 100, "labour_cost": 50}
    return {"client": "C3", "date": day, "line": [{**line, **costs}], "payment_days": 0, **more}


Plant = Callable[..., DealWorkspace]


@pytest.mark.parametrize(("orders", "has_interval"), [(3, False), (4, True)])
def test_an_interval_takes_four_cases_at_80_percent(
    plant: Plant, orders: int, has_interval: bool
) -> None:
    """Of four orders of 10, 20, 30 and 40 h the largest score is that of the first, told from the others: ln(30 ÷ 10), all but the
    smallness added before logs; 25 h × 3 = 75 h is then the most."""
    lines, usage = exports(orders, lambda n: 10.0 * (n + 1))
    with plant(order_lines=lines, usage=usage, pools=POOLS) as ws:
        found = ws.deal(asked(dt.date(2025, 1, 10), 900))
    assert found["interval"]["cases"] == orders
    cost = found["cost"]
    assert cost["mid"] == pytest.approx(
        1500 + 100 * sum(10.0 * (n + 1) for n in range(orders)) / orders
    )
    assert (cost["high"] is not None) == has_interval
    if has_interval:
        assert cost["high"] == pytest.approx(1500 + 2500 * 3)
        assert cost["low"] == pytest.approx(1500 + 2500 / 3)
        assert found["floor_price"] == pytest.approx(cost["high"])


def test_noise_makes_nobody_brave(plant: Plant) -> None:
    """Hours that follow nothing, from a few to hundreds: a wide interval, no acceptance near the expected cost, and no refusal at all."""
    noise = random.Random(7)
    lines, usage = exports(60, lambda n: noise.lognormvariate(3, 1.2))
    with plant(order_lines=lines, usage=usage, pools=POOLS) as ws:
        day = dt.date(2024, 9, 1)
        first = ws.deal(asked(day, 500))
        middle, high = first["cost"]["mid"], first["cost"]["high"]
        assert (high - 1500) / (first["cost"]["low"] - 1500) > 6
        decisions = {
            part: ws.deal(asked(day, middle * part / 10))["decision"]
            for part in (0.7, 0.9, 1.0, 1.1, 1.25)
        }
    assert set(decisions.values()) <= {"reprice", "set expectations"}


def test_what_happens_later_changes_nothing(plant: Plant, tmp_path: Path) -> None:
    """The same question of the same day, before and after a later year came in: orders, hours, payments, and hours on known orders."""
    steady = random.Random(3)
    hours = [steady.lognormvariate(3, 0.4) for _ in range(120)]
    lines, usage = exports(120, lambda n: hours[n])
    day = FIRST + dt.timedelta(days=130)
    known_lines, known_usage = exports(120, lambda n: hours[n])
    cut = [known_lines.splitlines()[0]]
    for line in known_lines.splitlines()[1:]:
        cells = line.split(",")
        if dt.date.fromisoformat(cells[2]) >= day:
            continue
        cells[3:5] = [c if dt.date.fromisoformat(c) < day else "" for c in cells[3:5]]
        cut.append(",".join(cells))
    dated = [u for u in known_usage.splitlines()[1:] if dt.date.fromisoformat(u[-10:]) < day]
    more = [f"O{n:03},design,500,{day + dt.timedelta(days=n)}" for n in range(30)]
    question = asked(day, 400, approval_rounds=2, need_by=day + dt.timedelta(days=60))
    with plant(
        order_lines="\n".join(cut), usage="\n".join([usage.splitlines()[0], *dated]), pools=POOLS
    ) as ws:
        before = ws.deal(question)
    later = tmp_path / "later"
    later.mkdir()
    (later / "order_lines.csv").write_text(lines, "utf-8")
    (later / "usage.csv").write_text("\n".join([usage, *more]), "utf-8")
    (later / "pools.csv").write_text(POOLS, "utf-8")
    analysis.import_paths(tmp_path / "whole", [later])
    with analysis.open_workspace(tmp_path / "whole") as ws:
        after = ws.deal(question)
    assert before["interval"]["cases"] > 20
    assert after == before


@pytest.mark.parametrize("kind", ["custom", "serial"])
def test_intervals_cover_out_of_time_on_the_demo_plant(demo: DealWorkspace, kind: str) -> None:
    """80 and 90 % within five points, of the resources alone and of the whole cost; the naive guess is beaten where costs are stated."""
    found = demo.desk(dt.date(2026, 11, 30)).experience.left_out(kind)
    for tested in (found.tested_resources, found.tested_whole):
        assert tested is not None
        assert tested.n >= 100
        for level, share in tested.coverage.items():
            assert share == pytest.approx(level, abs=0.05)
    assert found.tested_resources is not None
    assert (found.tested_resources.accuracy or 0) > 0.1


def test_the_story_of_the_demo_plant(demo: DealWorkspace) -> None:
    """A keen manager's deal: few modified sensors at a good markup. The book says yes; the desk doesn't, and names custom orders."""
    line = {"product": "ДУ-178 особый", "base_sku": "ДУ-178", "kind": "modified", "quantity": 12}
    costs = {"unit_price": 9800, "material_cost": 2100, "labour_cost": 900}
    deal = {
        "client": 'МУП "Тепло Дубоградска"',
        "date": dt.date(2026, 11, 30),
        "approval_rounds": 4,
        "line": [{**line, **costs}],
    }
    found = demo.deal(deal)
    assert found["book_profit"] > 0
    assert found["profit"] < 0
    assert found["decision"] in ("reprice", "set expectations")
    kinds = demo.table("order_profit").set_index("order_id")["kind"]
    assert {kinds[order] for order in found["analogues"]} == {"custom"}
    desk = demo.desk(deal["date"])
    advice = desk.ask(read_deal(deal))
    by_price = {p: desk.at_price(advice, p).decision for p in (192_000.0, 500_000.0)}
    assert by_price == {192_000.0: "set expectations", 500_000.0: "accept"}


def test_a_serial_deal_that_pays_is_accepted(demo: DealWorkspace) -> None:
    """At twice its direct cost a full batch of a serial product pays for its hours as well."""
    line = {"product": "ДУ-178", "quantity": 200, "unit_price": 3500}
    found = demo.deal({"client": "087292", "date": dt.date(2026, 11, 30), "line": [line]})
    assert found["kind"] == "serial"
    assert found["lines"][0]["cost_from"] == "same product"
    assert found["decision"] == "accept", found["reasons"]


def test_a_desk_knows_its_own_day_alone(demo: DealWorkspace) -> None:
    desk = Desk(demo, dt.date(2025, 3, 1))
    assert desk.history.orders["finished_on"].max() < dt.datetime(2025, 3, 1)


def test_few_orders_tell_their_direct_cost_from_the_others(plant: Plant) -> None:
    """Six orders of one product that were all placed before any was finished: each is foretold from the other five, and an interval
    stands. Direct cost 150 a piece and ten hours everywhere: it has no width."""
    lines, usage = exports(6, lambda n: 10.0)
    line = {"product": "S0", "kind": "modified", "quantity": 10, "unit_price": 600}
    with plant(order_lines=lines.replace("S1", "S0"), usage=usage, pools=POOLS) as ws:
        found = ws.deal({"client": "C1", "date": dt.date(2024, 6, 3), "line": [line]})
    assert found["lines"][0]["cost_from"] == "same product"
    assert found["interval"]["cases"] >= 4
    cost = found["cost"]
    assert (cost["low"], cost["mid"], cost["high"]) == pytest.approx((2500, 2500, 2500))


def test_the_price_that_brings_most_stands_beside_the_one_that_is_enough(
    demo: DealWorkspace,
) -> None:
    """Where the price doesn't pay: the one that brings most by the win curve, as sure to be won as the curve says. Where it pays, the deal
    is accepted gladly, and a dearer one is a remark."""
    line = {"product": "ДУ-178 особый", "base_sku": "ДУ-178", "kind": "modified", "quantity": 120}
    costs = {"unit_price": 3900, "material_cost": 2100, "labour_cost": 900}
    found = demo.deal(
        {
            "client": "087292",
            "date": dt.date(2026, 11, 30),
            "approval_rounds": 2,
            "line": [{**line, **costs}],
        }
    )
    ways = {each["change"]: each for each in found["conditions"]}
    assert found["decision"] == "reprice"
    assert ways["best_price"]["price"] == found["best_price"]["value"] > ways["price"]["price"]
    assert 0.1 <= ways["best_price"]["chance"] < found["win_probability_asked"]["value"]
    assert ways["best_price"]["flips"] == ways["price"]["flips"]
    paid = demo.deal(
        {
            "client": "087292",
            "date": dt.date(2026, 11, 30),
            "approval_rounds": 2,
            "line": [{**line, **costs, "unit_price": 4400}],
        }
    )
    assert paid["decision"] == "accept"
    assert {each["asks"] for each in paid["reasons"]} == {"accept"}
    (dearer,) = (each for each in paid["reasons"] if each["rule"] == "dearer")
    assert dearer["limit"] == paid["best_price"]["value"]


def test_the_pieces_at_which_the_answer_changes(plant: Plant) -> None:
    """Ten hours of 100 whatever the batch, 150 a piece, offered at 200 each; the target of 15 % asks (150 n + 1,000) ÷ 0.85. For 9 pieces
    that is 53.6 % more, unbearable; for 10 47 %; for 35 5.04 %, for 36 4.6 %, not worth a talk. One piece less is answered otherwise."""
    lines, usage = exports(60, lambda n: 10.0)
    deal = read_deal(asked(dt.date(2024, 9, 1), 200))
    with plant(order_lines=lines, usage=usage, pools=POOLS) as ws:
        found = switches.along_batch(ws, deal)
        desk = ws.desk(deal.date)

        def answer(pieces: float) -> str | None:
            return desk.ask(switches.times_as_large(deal, pieces / deal.quantity)).decision

        assert (found[0].low, found[-1].high) == (5, 200)
        assert found[-1].decision == "accept"
        assert len(found) >= 2
        for before, each in itertools.pairwise(found):
            assert before.high == each.low
            assert answer(each.low) == each.decision
            assert answer(each.low - 1) == before.decision != each.decision
    said = turning_points.along_batch(Words("en", "RUB"), found).partition(": ")[2]
    assert said == "below 10 pieces, set expectations; from 10, reprice; from 36, accept."


def test_breaks_of_quantity_and_what_is_none() -> None:
    """The second is written as Excel gives it, the others lack a price, pieces, or are no numbers."""
    found = switches.break_rows("100 × 5; 500\u00a0х 4,00; 1000*3,50; 200 ×; × 7; чушь; 0 x 5;")
    assert found.pairs == ((100, 5), (500, 4), (1000, 3.5))
    assert found.left_out == ("200 ×", "× 7", "чушь", "0 x 5")
    assert len(switches.break_rows("1 x 1;" * 11).pairs) == 10


def test_the_batch_that_is_enough_is_enough(demo: DealWorkspace) -> None:
    """The story's deal with so many pieces at the same price each is accepted: the price reaches the target and is safe as well."""
    line = {"product": "ДУ-178 особый", "base_sku": "ДУ-178", "kind": "modified", "quantity": 12}
    costs = {"unit_price": 9800, "material_cost": 2100, "labour_cost": 900}
    deal = {
        "client": 'МУП "Тепло Дубоградска"',
        "date": dt.date(2026, 11, 30),
        "approval_rounds": 4,
    }
    found = demo.deal({**deal, "line": [{**line, **costs}]})
    [pieces] = [each["pieces"] for each in found["conditions"] if each["change"] == "batch"]
    then = demo.deal({**deal, "line": [{**line, **costs, "quantity": pieces}]})
    assert not {r["rule"] for r in then["reasons"]} & {
        "below_break_even",
        "below_floor",
        "below_target",
    }


def test_a_deal_is_held_against_what_it_displaces_by_its_material_too(plant: Plant) -> None:
    """Serial orders of 6,000 with 1,000 of material bring 500 with each of their ten hours, and five a month are free: the deal's
    other five displace 2,500. At 4,000 with 700 of material it brings 3,300: more, though after its labour of 1,500 it is less."""
    lines, usage = exports(100, lambda n: 10.0, kind="serial")
    pools = "pool,unit,cost,capacity\ndesign,h,15500,155\n"
    line = {"product": "S1", "kind": "serial", "quantity": 10, "unit_price": 400}
    asked_of = {"client": "C1", "date": dt.date(2024, 7, 1), "payment_days": 0}
    with plant(order_lines=lines, usage=usage, pools=pools) as ws:
        found = ws.deal({**asked_of, "line": [{**line, "material_cost": 70, "labour_cost": 150}]})
        dear = ws.deal({**asked_of, "line": [{**line, "material_cost": 220, "labour_cost": 0}]})
    assert found["capacity"]["displaced_throughput"] == pytest.approx(2500)
    assert "capacity" not in {each["rule"] for each in found["reasons"]}
    (failing,) = (each for each in dear["reasons"] if each["rule"] == "capacity")
    assert failing["throughput"] == pytest.approx(4000 - 2200)
