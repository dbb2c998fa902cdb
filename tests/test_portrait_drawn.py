"""A portrait proposed from the clients' own profits: it remembers that, and proves nothing on them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.findings import evidence_findings
from analysis.journal import portrait, portrait_editing
from analysis.journal.portrait import Criterion, Portrait
from analysis.journal.result_names import says_own_fault, says_result
from analysis.language import words
from analysis.portrait import portrait_effect
from analysis.portrait.parting import chances
from analysis.portrait.portrait_evidence import evidence
from analysis.portrait.portrait_proposal import propose, proposed
from analysis.portrait.results import agreement
from dashboard.charts.fit_charts import fit_map
from tests.simulations import wizard
from tests.test_portrait_proposal import EVERY, plant

Plant = Callable[..., analysis.Workspace]
DAY = dt.date(2025, 1, 1)


def orders_of(clients: int, margin: Callable[[int], float]) -> str:
    """Two orders of 1,000 before the day and two after it, each client always with its own margin (less an hour's 1)."""
    lines = ["order_id,client_id,order_date,shipped_on,paid_on,quantity,revenue,direct_cost"]
    for n in range(clients):
        cost = 1000 - round(1000 * margin(n))
        for k, day in enumerate(("2024-03-01", "2024-05-01", "2025-03-01", "2025-05-01")):
            lines.append(f"{n:03d}-{k},{n:03d},{day},{day},{day},10,1000,{cost}")
    return "\n".join(lines)


def made(
    plant: Plant, clients: int, margin: Callable[[int], float], **columns: Callable[[int], object]
) -> analysis.Workspace:
    uses = [
        "order_id,pool,quantity",
        *(f"{n:03d}-{k},office,1" for n in range(clients) for k in range(4)),
    ]
    listed = [f"client_id,{','.join(columns)}"]
    listed += [
        ",".join([f"{n:03d}", *(str(tell(n)) for tell in columns.values())]) for n in range(clients)
    ]
    return plant(
        order_lines=orders_of(clients, margin),
        clients="\n".join(listed),
        usage="\n".join(uses),
        pools="pool,unit,cost,capacity\noffice,h,1000,1000",
    )


def noise(plant: Plant, clients: int, seed: int) -> analysis.Workspace:
    """Ten columns that tell nothing of margins of 10 % ± 20 %, which last."""
    draw = random.Random(seed)
    margins = [draw.gauss(0.10, 0.20) for _ in range(clients)]
    letters = {f"Colour{j}": [draw.choice("abcde") for _ in range(clients)] for j in range(5)}
    sizes = {f"Size{j}": [draw.randint(1, 900) for _ in range(clients)] for j in range(5)}
    return made(
        plant,
        clients,
        margins.__getitem__,
        **{k: v.__getitem__ for k, v in (letters | sizes).items()},
    )


def test_all_that_is_offered_of_noise_neither_is_clear_nor_predicts(plant: Plant) -> None:
    """The same criteria, their origin forgotten, "predict" on the very clients that made them: that is what the mark is for."""
    with noise(plant, 60, 3) as ws:
        found = proposed(ws)
        offered = tuple(c.criterion for c in found.candidates)
        marked = evidence(ws, Portrait(offered), DAY)
        forgotten = evidence(ws, Portrait(tuple(replace(c, drawn=None) for c in offered)), DAY)
    assert not any(c.is_clear for c in found.candidates)
    assert {c.drawn for c in offered} == {dt.date(2025, 5, 1)}  # the last order
    assert forgotten.verdict == "predicts"
    assert marked.verdict in ("hardly", "unclear")
    assert (marked.made_it, marked.n) == (60, 60)
    assert {c.verdict for c in marked.criteria} == {"drawn"}
    assert "evidence_drawn" in [f.code for f in evidence_findings.of_evidence(marked)]


def test_a_planted_truth_is_clear_and_predicts_without_the_client(plant: Plant) -> None:
    """Chemistry earns 30 %, the woods 0 %, each ± 20 points: found from the others, it holds for every client."""
    draw = random.Random(1)
    earned = [(0.3 if n % 2 else 0.0) + draw.gauss(0, 0.2) for n in range(60)]
    with made(
        plant,
        60,
        earned.__getitem__,
        Branch=lambda n: "chemistry" if n % 2 else "woods",
        Odd=lambda n: n % 7,
    ) as ws:
        offered = [c for c in proposed(ws).candidates if c.is_clear]
        found = evidence(ws, Portrait(tuple(c.criterion for c in offered)), DAY)
    assert [c.criterion.accept for c in offered] == [("chemistry",)]
    assert found.verdict == "predicts"
    assert found.auc is not None
    assert found.auc.value > 0.7


def test_too_little_history_before_the_day_tests_nothing(plant: Plant) -> None:
    """Nobody is known before the first order: none is scored, and it is said why."""
    drawn = Criterion("branch", "Branch", accept=("a",), drawn=DAY)
    with made(plant, 24, lambda n: 0.1 * (n % 2), Branch=lambda n: "ab"[n % 2]) as ws:
        found = evidence(ws, Portrait((drawn,)), dt.date(2024, 3, 1))
    assert (found.verdict, found.n) == ("few", 0)
    codes = [f.code for f in evidence_findings.of_evidence(found)]
    assert codes == ["evidence_made_by_these", "evidence_drawn_untested"]


def test_clients_that_came_after_the_draw_are_judged_by_the_portrait_itself(plant: Plant) -> None:
    """Drawn before anybody's first order: everyone is new, and the criterion helps as one set by hand would."""
    by_hand = Criterion("branch", "Branch", accept=("a",))
    with made(plant, 24, lambda n: 0.4 if n % 2 == 0 else -0.1, Branch=lambda n: "ab"[n % 2]) as ws:
        new = evidence(ws, Portrait((replace(by_hand, drawn=dt.date(2024, 2, 1)),)), DAY)
        told = evidence(ws, Portrait((by_hand,)), DAY)
    assert (new.made_it, new.criteria[0].verdict) == (0, "helps")
    assert {o.client_id: o.score for o in new.judged} == {o.client_id: o.score for o in told.judged}


def test_where_a_criterion_came_from_stays_with_it_until_a_person_says_otherwise() -> None:
    drawn = Criterion("size", "employees", min=60, weight=2, drawn=dt.date(2025, 5, 1))
    text = portrait_editing.changed("", Portrait((drawn,)))
    assert "drawn = 2025-05-01" in text
    assert portrait_editing.parsed(text).criterion == (drawn,)
    edited = portrait_editing.changed(text, Portrait((replace(drawn, min=70.0),)))
    assert portrait_editing.parsed(edited).criterion[0].drawn == dt.date(2025, 5, 1)
    by_hand = portrait_editing.changed(text, Portrait((replace(drawn, drawn=None),)))
    assert "drawn" not in by_hand
    with pytest.raises(analysis.errors.BadSettings, match="write a day as 2025-01-31"):
        portrait.read({"criterion": [{"name": "x", "field": "x", "min": 1, "drawn": "yes"}]})


# --- what may be a result --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field",
    [
        "ABC",
        "Класс",
        "Класс клиента",
        "класс_клиента",
        "КлассКлиента",
        "Статус",
        "Рейтинг надёжности",
        "Скидка, %",
        "Задолженность",
        "Категория",
        "Приоритет",
        "VIP",
        "Сегмент",
        "ABC-группа",
        "Долг на 01.01",
        "Дебиторка",
        "Рентабельность",
        "Прибыль за год",
        "Объём продаж",
        "ClientTier",
        "tier",
        "Rating",
        "Discount",
        "debt_total",
        "Status",
        "customer class",
        "Segment",
        "Priority",
        "Credit limit",
        "LTV",
        "Группа риска",
        "Ключевой клиент",
        "Просрочка",
    ],
)
def test_a_name_that_may_be_a_result_counts_as_known_after_the_deal(field: str) -> None:
    assert says_result(field)
    found = portrait.read({"criterion": [{"field": field, "accept": ["A"]}]})
    assert found.criterion[0].known == "after"
    said = portrait.read({"criterion": [{"field": field, "accept": ["A"], "known": "before"}]})
    assert said.criterion[0].known == "before"  # a person said so


@pytest.mark.parametrize(
    "field",
    [
        "Отрасль",
        "industry",
        "Регион",
        "employees",
        "annual_revenue",
        "Годовая выручка",
        "Подходит серийное изделие",
        "Закупка через тендер",
        "Сегмент рынка",
        "Market segment",
        "Класс точности",
        "Категория продукции",
        "Статус юр. лица",
        "Тип организации",
        "Парк приборов",
        "Долгосрочный договор",
        "Численность",
        "Собственник",
        "Год основания",
    ],
)
def test_a_plain_fact_is_not_asked_about(field: str) -> None:
    assert not says_result(field)
    assert (
        portrait.read({"criterion": [{"field": field, "accept": ["A"]}]}).criterion[0].known
        == "before"
    )


def test_a_column_that_repeats_the_profit_is_asked_about_under_any_name() -> None:
    """Two marks by the margin. Six clients, x earning 6, 5, 1 and y 4, 3, 2: of nine pairs of an x and a y six agree."""
    known, amounts = plant(
        Метка=["А" if n < 20 else "Б" for n in EVERY],
        Отрасль=["а" if n % 3 else "б" for n in EVERY],
    )
    (found,) = [c for c in propose(known, amounts).candidates if c.criterion.field == "Метка"]
    assert (found.result, found.criterion.known) == ("agreement", "after")
    assert agreement(["x", "x", "x", "y", "y", "y"], np.array([6, 5, 1, 4, 3, 2])) == pytest.approx(
        6 / 9
    )
    assert agreement([1, 2, 3, 4], np.array([4, 3, 2, 1])) == 1  # either way round
    assert agreement(["a", "a", "a"], np.array([1, 2, 3])) is None


@pytest.mark.parametrize(
    "field",
    [
        "Доля опозданий",
        "Отгружено с просрочкой",
        "late_shipments",
        "On-time delivery",
        "Рекламации",
    ],
)
def test_the_plants_own_fault_is_not_offered_as_the_clients_trait(field: str) -> None:
    assert says_own_fault(field)
    values = [0.0 if n < 20 else 0.5 + n / 1000 for n in EVERY]
    assert propose(*plant(**{field: values}, late_share=values)).candidates == ()


def test_those_that_meet_it_earn_more_in_money_too() -> None:
    """19 of the top have it, and with them one client that loses twenty times its revenue: better ranks, a worse ratio of sums."""
    known, amounts = plant(Цвет=["синий" if n < 19 or n == 59 else "белый" for n in EVERY])
    ruined = amounts.assign(
        true_profit=amounts["true_profit"].where(amounts["client_id"] != "059", -20 * 1e5)
    )
    assert [c.criterion.field for c in propose(known, amounts).candidates] == ["Цвет"]
    assert propose(known, ruined).candidates == ()


def test_holm_by_hand() -> None:
    """Three columns, 1, 3 and 20 of 99 shuffles as clear: 2/100 × 3, 4/100 × 2, 21/100 × 1; none comes out under one before it."""
    from analysis.portrait.parting import BestParting

    def column(as_clear: int) -> BestParting:
        clear = np.array([2.0] + [3.0] * as_clear + [1.0] * (99 - as_clear))
        return BestParting(clear, Criterion("x", "x", yes=True), lambda shown: np.zeros((1, 1)))

    assert chances([column(20), column(1), column(3)]) == pytest.approx([0.21, 0.06, 0.08])


# --- a worse portrait ------------------------------------------------------------------------------------------------------


def judged(rows: list[tuple[str, float, float]]) -> pd.DataFrame:
    """A client a row: verdict, revenue, true profit."""
    return pd.DataFrame(
        [(str(n), str(n), 1, r, r, p, 1.0, v) for n, (v, r, p) in enumerate(rows)],
        columns=[
            "client_id",
            "client_name",
            "orders",
            "revenue",
            "revenue_costed",
            "true_profit",
            "hours",
            "verdict",
        ],
    )


def test_a_portrait_whose_not_ours_earn_is_warned_of_with_the_money() -> None:
    """Ours 30 of 200, not ours −3.4 of 100: 18.4 points apart. Then ours 13.6 of 100, not ours 13 of 200: 13.6 against 6.5 %."""
    before = judged([("ours", 100, 13.6), ("ours", 100, 16.4), ("not ours", 100, -3.4)])
    after = judged([("ours", 100, 13.6), ("not ours", 100, 16.4), ("not ours", 100, -3.4)])
    lost, gap = portrait_effect.worse(before, after)
    assert lost.code == "portrait_worse_lost"
    assert lost.values == pytest.approx({"profit": 13.0, "profit_was": 3.4})
    assert gap.code == "portrait_worse_gap"
    assert gap.values == pytest.approx(
        {"ours_was": 0.15, "not_ours_was": -0.034, "ours_then": 0.136, "not_ours_then": 0.065}
    )
    assert portrait_effect.worse(after, before) == []
    assert portrait_effect.worse(before, before) == []


def test_a_first_portrait_is_warned_of_only_where_it_stands_upside_down() -> None:
    nobody = judged([("not enough data", 100, 10), ("not enough data", 100, 20)])
    assert portrait_effect.worse(nobody, judged([("not ours", 100, 10), ("ours", 100, 20)])) == []
    (found,) = portrait_effect.worse(nobody, judged([("ours", 100, 10), ("not ours", 100, 20)]))
    assert found.code == "portrait_worse_upside_down"


# --- the simulation, small -------------------------------------------------------------------------------------------------


def test_of_noise_few_plants_get_a_clear_criterion_and_a_planted_effect_is_found() -> None:
    clear, everything, three = wizard.of_noise(40, plants=10)
    assert clear.cases <= 2
    assert everything.cases + three.cases <= 2
    found, _, _ = wizard.of_effects(80, 0.30, plants=5)
    assert found[wizard.FLAG].cases >= 4
    assert found[wizard.NUMBER].cases >= 4


def test_what_rules_a_client_out_is_named_beside_its_score() -> None:
    """13 of 14 met is a score of 92.9, and yet not ours: the knock-out says why, on the map by a cross."""
    wanted = Portrait(
        (
            Criterion("pays", "days", max=90, knockout=True),
            Criterion("size", "people", min=1, weight=13),
        )
    )
    fit = portrait.score(wanted, {"days": 100, "people": 5})
    assert (fit.verdict, fit.ruled_out) == ("not ours", ("pays",))
    assert fit.score == pytest.approx(100 * 13 / 14)
    assert portrait.score(wanted, {"days": 80, "people": 5}).ruled_out == ()
    rows = pd.DataFrame(
        {
            "client_id": ["1", "2"],
            "client_name": ["A", "B"],
            "fit_score": [92.9, 100.0],
            "verdict": ["not ours", "ours"],
            "ruled_out_by": ["pays", None],
            "fit_group": ["not ours earning", "ours earning"],
            "true_margin": [0.2, 0.2],
            "true_profit": [20.0, 20.0],
            "revenue": [100.0, 100.0],
            "orders": [3, 3],
        }
    )
    figure = fit_map(rows, words("en"))
    assert figure is not None
    assert {trace.marker.symbol for trace in figure.data} == {("x",), ("circle",)}
    assert any("ruled out by “pays”" in text for trace in figure.data for text in trace.hovertext)
