"""Orders by flag per group, and the group's own flag, on the tiny plant (tiny_plant/README.md)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import analysis
from analysis import DealfitError, Scope
from analysis.findings import flags
from analysis.reader import client_flags
from analysis.reader.workspace import EVERYTHING

ALPHA, BETA, GAMMA = 'ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'


def groups(ws: analysis.Workspace, by: str, scope: Scope = EVERYTHING) -> dict[Any, dict[Any, Any]]:
    return {
        None if pd.isna(r[by]) else r[by]: r
        for r in flags.by_group(ws, by, scope).to_dict("records")
    }


def counted(row: dict[Any, Any]) -> dict[str, int]:
    return {
        flag: row[flags.column("orders", flag)]
        for flag in flags.FLAGS
        if row[flags.column("orders", flag)]
    }


def test_clients(tiny: analysis.Workspace) -> None:
    found = groups(tiny, "client_id")
    assert {name: (row["flag"], counted(row)) for name, row in found.items()} == {
        ALPHA: ("profitable", {"profitable": 2}),  # 5,600 of 15,000 = 37 %
        BETA: (
            "hidden loss",
            {"hidden loss": 1, "cancelled": 1, "markup eaten": 1},
        ),  # book 2,000, truly −900
        GAMMA: (
            "loss",
            {"loss": 1, "unknown": 1},
        ),  # 005: book −100, truly −50 − 200 outside orders; 006 has no hours
    }
    assert found[BETA]["revenue_markup_eaten"] == 3_000
    assert found[BETA]["true_profit_hidden_loss"] == pytest.approx(-700)
    assert found[GAMMA]["outside_cost"] == 200
    assert found[BETA]["client_name"] == BETA


def test_managers_and_what_belongs_to_none(tiny: analysis.Workspace) -> None:
    found = groups(tiny, "manager")
    assert (found["Иванова"]["flag"], counted(found["Иванова"])) == (
        "profitable",
        {"loss": 1, "profitable": 2, "unknown": 1},
    )
    assert (found["Петров"]["flag"], counted(found["Петров"])) == (
        "hidden loss",
        {"hidden loss": 1, "cancelled": 1, "markup eaten": 1},
    )
    assert list(found) == [
        "Петров",
        "Иванова",
        None,
    ]  # the least profit first, what has no manager last
    assert (found[None]["orders"], found[None]["true_profit"]) == (
        0,
        -200,
    )  # Гамма's complaint, outside any order


def test_families_divide_the_money_and_count_an_order_once(tiny: analysis.Workspace) -> None:
    found = groups(tiny, "product_family")
    assert counted(found["Давление"]) == {
        "hidden loss": 1,
        "cancelled": 1,
        "loss": 1,
        "profitable": 2,
    }  # 001 stands here: 6,000 of its 10,000
    assert counted(found["Температура"]) == {"markup eaten": 1, "unknown": 1}
    # 001: 60 % of its resources, credit and overhead: 2,500 − 60 − 60 = 2,380 and 1,500 − 40 − 40 = 1,420
    assert found["Давление"]["true_profit"] == pytest.approx(2_380 + 1_800 - 700 - 50 - 500)
    assert found["Температура"]["true_profit_profitable"] == pytest.approx(1_420)
    assert found["Температура"]["revenue_profitable"] == 4_000
    assert {found[f]["flag"] for f in ("Давление", "Температура")} == {
        "profitable"
    }  # 2,930 / 14,000; 1,720 / 7,000


def test_kinds(tiny: analysis.Workspace) -> None:
    found = groups(tiny, "kind")
    assert (found["serial"]["flag"], found["custom"]["flag"]) == ("profitable", "hidden loss")


@pytest.mark.parametrize("by", [*flags.GROUPS, "month", "region"])
@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(families=("Давление",)),
        Scope(since="2025-01-14"),
        Scope(minimum_revenue=6000),
    ],
)
def test_what_stands_under_the_flags_adds_up(
    tiny: analysis.Workspace, by: str, scope: Scope
) -> None:
    rows = flags.by_group(tiny, by, scope)
    parts = {
        measure: rows[list(columns)].sum(axis=1) for measure, columns in flags.UNDER_FLAGS.items()
    }
    assert parts["orders"].tolist() == rows["orders"].tolist()
    assert parts["revenue"].tolist() == pytest.approx(rows["revenue"].tolist())
    assert (parts["true_profit"] - rows["outside_cost"]).tolist() == pytest.approx(
        rows["true_profit"].fillna(0).tolist()
    )
    assert rows["orders"].sum() == tiny.metric("orders", scope=scope)


def test_the_same_clients_have_the_same_flags_as_on_their_own_table(
    tiny: analysis.Workspace,
) -> None:
    clients = client_flags.with_flags(tiny.clients(), tiny.table("settings")).set_index(
        "client_id"
    )["flag"]
    assert {
        name: row["flag"] for name, row in groups(tiny, "client_id").items()
    } == clients.to_dict()


def test_an_unknown_group_is_an_error_with_a_near_name(tiny: analysis.Workspace) -> None:
    with pytest.raises(DealfitError, match="manager"):
        flags.by_group(tiny, "managers")


def test_groups_with_most_losses_are_drawn(tiny: analysis.Workspace) -> None:
    drawn = flags.losing_first(flags.by_group(tiny, "client_id"), 2)
    assert set(drawn["client_id"]) == {BETA, GAMMA}  # one order at a loss each
    assert None not in flags.losing_first(flags.by_group(tiny, "manager"), 9)["manager"].tolist()
