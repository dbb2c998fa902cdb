"""Proposals for clients: each decision in a case worked by hand, the price that mends it, and the table."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.advice import decisions
from analysis.advice.decisions import ClientFacts, decide
from analysis.advice.price_rise import price_rise, refusal_ends
from analysis.dictionary import codes
from analysis.dictionary.codes import (
    BORDERLINE,
    EXPECT,
    GROW,
    KEEP,
    NOT_OURS,
    OURS,
    REFUSE,
    REPRICE,
    TOO_LITTLE,
)
from analysis.dictionary.finding import Finding
from analysis.errors import BadSettings
from analysis.journal.settings import settings_editing
from analysis.journal.settings.decision_thresholds import DecisionLimits
from analysis.language import TEXTS

TARGET = 0.15
DEMO = Path(__file__).parent.parent / "data" / "demo"


def client(own: float, verdict: str = OURS, **more: object) -> ClientFacts:
    """Thirty orders for 1,000 in all; judged by them alone."""
    known = ClientFacts(verdict, 30, 1000.0, own * 1000, 0.0, own, own, own + 0.02, 0.9, 0.1)
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "decision", "code"),
    [
        (client(0.20), GROW, "earns"),
        (client(0.20, BORDERLINE), KEEP, "borderline"),
        (client(0.20, NOT_OURS), KEEP, "not_ours"),
        (client(0.20, TOO_LITTLE), KEEP, "unscored"),
        (client(0.05), REPRICE, "thin"),
        (client(0.05, NOT_OURS), REPRICE, "thin"),
        (client(0.14), KEEP, "near"),  # the interval up to 16 % holds the target
        (client(-0.05), REPRICE, "loss_price"),  # (0.15 + 0.05) ÷ 0.85 = 23.5 %
        (client(-0.25), REPRICE, "loss_price"),  # 0.40 ÷ 0.85 = 47.1 %: ours is asked for it
        (
            client(-0.50),
            EXPECT,
            "loss_price",
        ),  # 0.65 ÷ 0.85 = 76.5 %: no price, but terms; ours is never refused
        (client(-0.05, NOT_OURS), REPRICE, "loss_price"),  # 23.5 % more can be asked for
        (
            client(-0.20, NOT_OURS),
            EXPECT,
            "loss_price",
        ),  # 0.35 ÷ 0.85 = 41.2 %: by price alone too much
        (client(-0.20, BORDERLINE), EXPECT, "loss_price"),
        (client(-0.30, NOT_OURS), REFUSE, "loss_price"),  # 0.45 ÷ 0.85 = 52.9 %
        (client(-0.30, BORDERLINE), EXPECT, "loss_price"),
        (client(-0.30, TOO_LITTLE), EXPECT, "loss_price"),
        (client(-0.30, NOT_OURS, high=0.01), EXPECT, "loss_price"),  # its margin may be above 0
        (
            client(-0.30, NOT_OURS, weight=0.4),
            EXPECT,
            "loss_price",
        ),  # its own orders say too little
        (
            client(
                -0.30,
                NOT_OURS,
                cause="time",
                hours_share=0.04,
                revenue_share=0.02,
                custom_share=0.9,
            ),
            REFUSE,
            "loss_time",
        ),
        (
            client(-0.30, NOT_OURS, cause="time", hours_share=0.02, revenue_share=0.02),
            REFUSE,
            "loss_resources",
        ),  # dear hours, not many
        (client(-0.20, custom_share=0.9, late_share=0.9), REPRICE, "loss_custom"),
        (client(-0.20, custom_share=0.9, cause="late"), REPRICE, "loss_late"),
        (
            client(-0.20, cause="credit", credit_cost=100.0),
            REPRICE,
            "loss_credit",
        ),  # 350 ÷ 750 = 46.7 %
        (
            client(-0.02, margin=0.01),
            REPRICE,
            "loss_price",
        ),  # its own loss is a fact, whatever its peers earn
        (
            client(-0.05, margin=0.01, high=0.16),
            KEEP,
            "scattered",
        ),  # thirty orders are enough, and may be chance all the same
        (client(-0.05, margin=0.01, high=0.16, orders=9), KEEP, "few_bad"),
        (
            client(0.03, margin=-0.05),
            REPRICE,
            "peers_lose",
        ),  # (0.15 − 0.03) ÷ 0.85 = 14.1 %: a client that earns doesn't lose
        (
            ClientFacts(BORDERLINE, 3, 10000, 300, 0, 0.03, -0.05, 0.02, 0.6, -0.17),
            REPRICE,
            "peers_lose",
        ),
        (
            client(-0.60, NOT_OURS, orders=1, weight=0.2, margin=0.05),
            KEEP,
            "few_bad",
        ),  # its peers earn
        (client(-0.60, NOT_OURS, orders=1, weight=0.2, margin=-0.05), KEEP, "few"),
        (client(0.10, margin=0.16, weight=0.4), KEEP, "scattered"),
        (client(0.10, margin=0.16, weight=0.4, orders=9), KEEP, "few_bad"),
        (client(0.20, margin=0.12, weight=0.4), KEEP, "scattered"),
        (client(0.20, margin=0.12, weight=0.4, orders=9), KEEP, "few_good"),
        (ClientFacts(OURS, gross_margin=-5.0), REPRICE, "below_cost"),
        (ClientFacts(OURS, gross_margin=5.0), None, "unknown"),
        (ClientFacts(OURS, 0, -1000.0, -810.0), None, "no_revenue"),  # only returns
    ],
)
def test_what_is_proposed(facts: ClientFacts, decision: str | None, code: str) -> None:
    found = decide(facts, TARGET)
    assert (found.decision, found.code) == (decision, code)


@pytest.mark.parametrize(
    ("facts", "limits", "decision", "code"),
    [
        (
            client(-0.30, NOT_OURS),
            DecisionLimits(unbearable_rise=0.55),
            EXPECT,
            "loss_price",
        ),  # 52.9 % is bearable then
        (
            client(-0.20, NOT_OURS),
            DecisionLimits(bearable_rise=0.45),
            REPRICE,
            "loss_price",
        ),  # 41.2 % can be asked for
        (client(-0.50), DecisionLimits(unbearable_rise=0.8), REPRICE, "loss_price"),
        (
            client(-0.20, cause="time", hours_share=0.04, revenue_share=0.02),
            DecisionLimits(heavy_hours=2.5),
            REPRICE,
            "loss_resources",
        ),
        (client(-0.20, custom_share=0.6), DecisionLimits(mostly=0.7), REPRICE, "loss_price"),
        (
            client(-0.30, NOT_OURS),
            DecisionLimits(few_orders=31),
            KEEP,
            "few",
        ),  # thirty orders are few then
    ],
)
def test_the_thresholds_are_the_users(
    facts: ClientFacts, limits: DecisionLimits, decision: str, code: str
) -> None:
    found = decide(facts, TARGET, limits)
    assert (found.decision, found.code) == (decision, code)
    assert decisions.confidence(0.9, 8) == "medium"
    assert decisions.confidence(0.9, 8, DecisionLimits(enough_orders=8)) == "high"


def test_thresholds_in_the_file_change_what_is_proposed(tmp_path: Path) -> None:
    """An order of 100 at −30 and nine more: not ours, 45 ÷ 85 = 52.9 % to the target. Refused, unless 60 % is bearable."""
    head = "order_id,client_id,client_name,order_date,revenue,direct_cost\n"
    # 1 ± 0.01 of cost keeps the margins from being all alike
    lines = "".join(f"{n},A,Alpha,2025-01-{n + 1:02d},100,{130 + n % 2}\n" for n in range(10))
    lines += "".join(f"{n},B,Beta,2025-01-{n - 9:02d},100,{60 + n % 2}\n" for n in range(10, 20))
    found = {}
    for name, settings in (("usual", ""), ("other", "[decisions]\nunbearable_rise = 0.6\n")):
        exports = tmp_path / name / "exports"
        exports.mkdir(parents=True)
        (exports / "order_lines.csv").write_text(head + lines, "utf-8")
        (exports / "usage.csv").write_text(
            "order_id,pool,quantity,date\n"
            + "".join(f"{n},office,1,2025-01-10\n" for n in range(20)),
            "utf-8",
        )
        (exports / "pools.csv").write_text("pool,unit,rate,is_time\noffice,h,0,true\n", "utf-8")
        (exports / "clients.csv").write_text(
            "client_id,client_name,industry\nA,Alpha,trade\nB,Beta,energy\n", "utf-8"
        )
        (exports / "portrait.toml").write_text(
            '[[criterion]]\nfield = "industry"\naccept = ["energy"]\n', "utf-8"
        )
        (exports / "settings.toml").write_text(
            f"[targets]\ntrue_margin = 0.15\n{settings}", "utf-8"
        )
        analysis.import_paths(tmp_path / name / "ws", [exports])
        with analysis.open_workspace(tmp_path / name / "ws") as ws:
            rows = ws.table("client_decision").set_index("client_id")
        found[name] = rows["decision"].to_dict()
    assert found == {"usual": {"A": REFUSE, "B": GROW}, "other": {"A": EXPECT, "B": GROW}}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("bearable_rise = 0.6", "not be above unbearable_rise"),
        ("few_orders = 11", "not be above enough_orders"),
        ("few_orders = 2.5", "a whole number"),
        ("mostly = 2", "from 0 to 1"),
        ("heavy_hour = 2", "did you mean 'heavy_hours'"),
    ],
)
def test_impossible_thresholds_are_refused_in_one_sentence(text: str, word: str) -> None:
    with pytest.raises(BadSettings, match=word):
        settings_editing.parsed(f"[decisions]\n{text}\n")


def test_the_price_rise_brings_exactly_the_target() -> None:
    # revenue 1,000, loss 100, credit 30: (150 + 100) ÷ (1,000 × 0.85 − 30) = 250 ÷ 820 = 30.49 %
    rise = price_rise(1000, -100, 30, TARGET)
    assert rise is not None
    assert rise == pytest.approx(250 / 820)
    revenue = 1000 * (
        1 + 250 / 820
    )  # 1,304.88; profit −100 + 304.88 − 30 × 0.3049 = 195.73 = 15 % of it
    assert (-100 + (revenue - 1000) - 30 * rise) / revenue == pytest.approx(0.15)
    assert price_rise(1000, 150, 0, TARGET) == 0.0
    assert price_rise(1000, 200, 0, TARGET) == 0.0
    assert price_rise(0, -5, 0, TARGET) is None
    assert price_rise(1000, -5, 850, TARGET) is None  # every rouble more is credit or target


@given(st.floats(1, 1e9), st.floats(-3, 0.9), st.floats(0, 0.5), st.floats(0, 0.4))
def test_after_the_rise_the_margin_is_the_target(
    revenue: float, margin: float, credit: float, target: float
) -> None:
    rise = price_rise(revenue, margin * revenue, credit * revenue, target)
    if rise:
        after = margin * revenue + rise * revenue - rise * credit * revenue
        assert after / (revenue * (1 + rise)) == pytest.approx(target, abs=1e-6)


def test_a_refusal_says_at_which_price_it_ends() -> None:
    """To the target 45 ÷ 85 = 52.9 %; the refusal ends where 50 % of that remain: 1.529 ÷ 1.5 − 1 = 2.0 %."""
    facts = client(-0.30, NOT_OURS, cause="time", hours_share=0.051, revenue_share=0.016)
    found = decide(facts, TARGET)
    assert (found.decision, found.code) == (REFUSE, "loss_time")
    assert found.refusal_ends == pytest.approx(0.0196, abs=1e-4)
    row = {"decision": REFUSE, "refusal_ends": found.refusal_ends, "target_margin": TARGET}
    assert decisions.refusal(row) == Finding(
        "need_refusal_ends", {"price_rise": found.refusal_ends}
    )
    hopeless = {**row, "refusal_ends": None}
    assert decisions.refusal(hopeless) == Finding("need_no_price", {"target": TARGET})
    assert decisions.refusal({**row, "decision": REPRICE}) is None
    # MEANING 7: 207.4 % to the target, and (1 + 2.074) ÷ 1.5 − 1 = 105 % to the end of the refusal
    assert refusal_ends(2.074, 0.5) == pytest.approx(1.0493, abs=1e-4)


@given(
    st.floats(-1, 1),
    st.sampled_from([OURS, BORDERLINE, TOO_LITTLE, NOT_OURS]),
    st.integers(0, 2),
    st.floats(0, 1),
)
def test_fewer_than_three_orders_refuse_nobody(
    own: float, verdict: str, orders: int, weight: float
) -> None:
    found = decide(client(own, verdict, orders=orders, weight=weight), TARGET)
    assert found.decision != REFUSE
    assert found.confidence == "low"


@given(st.floats(-1, 1), st.sampled_from([OURS, BORDERLINE, TOO_LITTLE, NOT_OURS]), st.floats(0, 1))
def test_only_a_client_that_is_not_ours_is_refused(own: float, verdict: str, custom: float) -> None:
    found = decide(client(own, verdict, custom_share=custom), TARGET)
    assert found.decision != REFUSE or verdict == NOT_OURS
    assert found.decision in codes.DECISIONS
    assert f"find.decision_{found.code}" in TEXTS["en"]


def test_groups_are_facts() -> None:
    assert decisions.group(OURS, 0.0) == "ours earning"
    assert decisions.group(OURS, -1.0) == "ours losing"
    assert decisions.group(NOT_OURS, 1.0) == "not ours earning"
    assert decisions.group(NOT_OURS, -1.0) == "not ours losing"
    assert {
        decisions.group(BORDERLINE, 1.0),
        decisions.group(TOO_LITTLE, 1.0),
        decisions.group(OURS, None),
    } == {"undecided"}
    assert decisions.at_stake(1000, -100, TARGET) == 250
    assert decisions.at_stake(1000, 200, TARGET) == 0


def test_the_tiny_plants_clients(tiny: analysis.Workspace) -> None:
    """No portrait: nobody is scored. Альфа earns 37 %; Бета and Гамма have fewer than three costed orders."""
    rows = tiny.table("client_decision").set_index("client_name")
    found = rows[["decision", "reason_code", "confidence"]].apply(tuple, axis=1).to_dict()
    assert found == {
        'ООО "Альфа"': ("keep", "unscored", "low"),
        'НПО "Бета"': ("keep", "few", "low"),
        'ЗАО "Гамма"': ("keep", "few", "low"),
    }
    beta = rows.loc['НПО "Бета"']
    assert beta["at_stake"] == pytest.approx(0.15 * 5000 + 900)
    assert beta["price_rise"] == pytest.approx(1650 / (0.85 * 5000))  # nothing of it is credit
    assert tiny.tables()["client_decision"].startswith("One row per client")
    assert not rows["fit_group"].ne("undecided").any()


def test_the_lead_time_that_was_kept_and_the_batch_that_earns(
    plant: Callable[..., analysis.Workspace],
) -> None:
    """Custom orders of 2 pieces lose 50, of 20 earn 40; A's ten orders took 10, 20 … 100 days: eight of ten within 80."""
    head = "order_id,client_id,client_name,order_date,shipped_on,kind,quantity,revenue,direct_cost,penalty"
    lines, usage = [head], ["order_id,pool,quantity,date"]
    for n in range(10):
        shipped = dt.date(2025, 1, 1) + dt.timedelta(days=10 * (n + 1))
        lines.append(f"{n},A,Alpha,2025-01-01,{shipped},modified,2,100,150,0")
        usage.append(f"{n},office,1,2025-01-01")
    for n in range(10, 16):
        lines.append(f"{n},B,Beta,2025-01-01,2025-01-11,modified,20,100,60,0")
        usage.append(f"{n},office,1,2025-01-01")
    ws = plant(
        order_lines="\n".join(lines),
        usage="\n".join(usage),
        pools="pool,unit,cost,capacity,rate,is_time\noffice,h,,,0.0001,true",
    )
    rows = ws.table("client_decision").set_index("client_id")
    assert rows.loc["A", ["lead_days_kept", "lead_orders", "min_batch", "batch_kind"]].tolist() == [
        80,
        10,
        11,
        "custom",
    ]
    assert rows.loc["B", "lead_days_kept"] == 10
    assert pd.isna(rows.loc["B", "min_batch"])


def test_the_demo_plants_planted_truths(demo: analysis.Workspace) -> None:
    """Whom data/demo/truth.json calls the client, a heavy discount, tiny orders, a late payer, paperwork, custom that earns."""
    rows = demo.table("client_decision").set_index("client_id")
    assert len(rows) == len(demo.table("clients"))
    assert set(rows["decision"].dropna()) <= set(codes.DECISIONS)
    assert rows.loc[rows["decision"].isna(), "reason_code"].eq("unknown").all()
    clients = json.loads((DEMO / "truth.json").read_text("utf-8"))["clients"]
    by_role = (
        rows.groupby(rows.index.map(lambda c: clients[c]["role"]))["decision"].agg(set).to_dict()
    )
    assert rows[rows["decision"] == REFUSE]["client_name"].tolist() == [
        'НПО "Вектор-Д"'
    ]  # the keen manager's client
    assert by_role["the_client"] == {REFUSE}
    assert by_role["custom_earns"] == {KEEP}  # custom does not mean bad
    assert by_role["serial_heavy_discount"] == {REPRICE}
    for role in (
        "custom_hidden_loss",
        "serial_tiny_orders",
        "serial_late_payer",
        "serial_paperwork",
    ):
        assert by_role[role] == {EXPECT}
    assert rows["hours_per_round"].iloc[0] == pytest.approx(
        3 + 7 + 1 + 1 + 1.1
    )  # hours a round takes by the time equations
