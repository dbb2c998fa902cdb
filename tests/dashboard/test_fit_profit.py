"""Fit × profit on a plant of five clients, worked by hand: two ours, two not, one of unknown industry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis.findings import decision_findings

PORTRAIT = '[[criterion]]\nname = "industry"\nfield = "industry"\naccept = ["energy"]\n'
# true profit = revenue − direct cost: an order uses one hour at nothing
ORDERS = [
    ("A", 1000, 600),
    ("B", 500, 600),
    ("C", 300, 200),
    ("D", 200, 260),
    ("E", 100, 90),
]  # 400, −100, 100, −60, 10
INDUSTRIES = {"A": "energy", "B": "energy", "C": "trade", "D": "trade", "E": ""}


def small_plant(folder: Path) -> Path:
    exports = folder / "exports"
    exports.mkdir()
    lines = ["order_id,client_id,client_name,order_date,revenue,direct_cost"]
    usage = ["order_id,pool,quantity,date"]
    for client, revenue, cost in ORDERS:
        for n in range(2):
            lines.append(
                f"{client}{n},{client},Client {client},2025-01-1{n},{revenue / 2},{cost / 2}"
            )
            usage.append(f"{client}{n},office,1,2025-01-10")
    people = [
        "client_id,client_name,industry",
        *(f"{c},Client {c},{i}" for c, i in INDUSTRIES.items()),
    ]
    for name, rows in (("order_lines", lines), ("usage", usage), ("clients", people)):
        (exports / f"{name}.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (exports / "pools.csv").write_text("pool,unit,rate,is_time\noffice,h,0,true\n", "utf-8")
    (exports / "portrait.toml").write_text(PORTRAIT, "utf-8")
    analysis.import_paths(folder / "workspace", [exports])
    return folder / "workspace"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plant(tmp_path_factory.mktemp("fit"))


def table(shown: Any, column: str) -> pd.DataFrame:
    return next(t.value for t in shown.app.dataframe if column in t.value.columns)


def test_the_four_groups_are_named_with_their_money_and_time(screen: Callable, root: Path) -> None:
    shown = screen(root, "fit_profit")
    groups = table(shown, "advice")
    assert groups["clients"].tolist() == [1, 1, 1, 1, 1]
    assert groups["true_profit"].tolist() == pytest.approx([400, -100, 100, -60, 10])
    assert groups["revenue_share"].tolist() == pytest.approx(
        [1000 / 2100, 500 / 2100, 300 / 2100, 200 / 2100, 100 / 2100]
    )
    assert groups["hours"].tolist() == pytest.approx([2, 2, 2, 2, 2])
    assert (
        "1 наш по портрету клиент приносит 400 ₽: 47,6 % выручки и 20,0 % часов. Стоит развивать."
        in shown.texts
    )
    assert any(
        t.startswith(
            "1 не наш по портрету клиент приносит убыток 60 ₽: 9,5 % выручки и 20,0 % часов."
        )
        for t in shown.texts
    )


def test_where_portrait_and_money_disagree_by_name(screen: Callable, root: Path) -> None:
    apart = table(screen(root, "fit_profit"), "confidence")
    assert apart["client_name"].tolist() == [
        "Client B",
        "Client C",
    ]  # ours at −100; not ours at +100


def test_a_proposal_that_its_group_does_not_suggest_says_why(screen: Callable, root: Path) -> None:
    """Two orders each: B (ours, −100) isn't repriced yet, nor D (not ours, −60). A grows and C is kept, as their groups suggest."""
    shown = screen(root, "fit_profit")
    told = (
        table(shown, "clash").set_index("client_name")["clash"].str.replace("\u00a0", " ").to_dict()
    )
    few = "Убыточный, но предложение опирается всего на 2 заказа: пока без изменений."
    assert told == {"Client B": few, "Client D": few}
    assert any("по всей истории клиента" in t for t in shown.texts)


def test_why_a_proposal_differs_by_hand() -> None:
    row = {
        "fit_group": "ours earning",
        "decision": "reprice",
        "reason_code": "thin",
        "shrunk_margin": 0.08,
        "true_margin": 0.09,
        "target_margin": 0.15,
        "orders_behind_it": 40,
    }
    below = decision_findings.clash(row)
    assert below is not None
    assert (below.code, below.values["judged_margin"]) == ("clash_below", 0.08)
    assert decision_findings.clash({**row, "decision": "grow"}) is None
    near = decision_findings.clash({**row, "decision": "keep", "reason_code": "near"})
    assert near is not None
    assert near.code == "clash_near"
    assert (
        decision_findings.clash({**row, "fit_group": "not ours losing", "decision": "refuse"})
        is None
    )
    lost = decision_findings.clash(
        {**row, "fit_group": "ours losing", "decision": "keep", "reason_code": "few"}
    )
    assert lost is not None
    assert lost.code == "clash_few_loss"
    assert decision_findings.clash({**row, "fit_group": "undecided"}) is None
    sliced = decision_findings.clash({**row, "decision": "grow"}, "ours losing")
    assert sliced is not None
    assert sliced.code == "clash_scope_earns"


def test_the_map_has_a_dot_per_scored_client(screen: Callable, root: Path) -> None:
    chart = json.loads(screen(root, "fit_profit").app.get("plotly_chart")[0].proto.spec)
    dots = {trace["customdata"][0]: (trace["x"][0], trace["y"][0]) for trace in chart["data"]}
    assert dots == {
        "A": (100, 0.4),
        "B": (100, pytest.approx(-0.2)),
        "C": (0, pytest.approx(1 / 3)),
        "D": (0, pytest.approx(-0.3)),
    }


def test_without_a_portrait_the_page_says_so(
    screen: Callable, tiny_root: Path, bare_root: Path
) -> None:
    for root in (tiny_root, bare_root):
        shown = screen(root, "fit_profit", lang="en")
        assert any("can't be put into groups yet" in t for t in shown.texts)


def test_where_nothing_is_known_no_agreement_is_claimed(screen: Callable, bare_root: Path) -> None:
    shown = screen(bare_root, "fit_profit")
    assert (
        shown.texts.count("Соответствие портрету неизвестно: портрет клиента не описан.") >= 2
    )  # at the top and where the map would be
    [groups] = [f.value for f in shown.app.dataframe if "advice" in f.value]
    assert groups[["fit_group", "advice", "clients"]].values.tolist() == [
        ["Пограничные и мало данных", "мало данных", 2]
    ]
    assert not any("Расхождений нет" in t or t.startswith("Точка — клиент") for t in shown.texts)
