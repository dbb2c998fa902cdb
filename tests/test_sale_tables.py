"""The path through the real import: sales worked by hand, from the file's steps to the tables of deals, stays and stages."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

import analysis

# Rates: Менеджеры 6,000 ÷ 120 h = 50 an hour in January 2025; Конструкторы 10,000 ÷ 100 h = 100.
POOLS = """pool,month,unit,cost,capacity,is_time
Менеджеры,01.2025,ч,6000,120,yes
Конструкторы,01.2025,ч,10000,100,yes
"""
SETTINGS = """
[people]
"Ким" = "Менеджеры"
"Ли" = "Конструкторы"
"""
LINES = """order_id,client_id,client_name,order_date,revenue,direct_cost
1,C1,Альфа,01.01.2025,1000,500
2,C1,Альфа,20.02.2025,1000,500
"""
# W: 1 from 9 January (Thursday), 2 from 13, 4 from 20, back to 2 on 22, 5 from 27, won 31. 22 days, 10 h of Ким and 2 h of Ли.
# L: enters at 3 on 9 January, lost on 17 with no reason: 5 h of Ким, 3 h of nobody known. N: stage 1, no decision by 20 January.
# O: open at stage 1 from 9 January. Y: open from 20 February. X: "Пилот" is no stage of the settings.
HEADERS = (
    "deal_id,client_id,lead_id,stage,entered_on,left_on,hours,person,result,reason,amount,"
    "stalled_until,budget_state,budget_amount,budget_by\n"
)
TOUCHES = f"""{HEADERS}W,C1,,1,09.01.2025,,4,Ким,,,,,,,
W,C1,,"АПР, ЛПР и ЛВР выявлены",13.01.2025,,2,Ким,,,,,,,
W,C1,,рамочное кп,20.01.2025,,2,Ли,,,90000,,,,
W,C1,,Этап 2,22.01.2025,,3,Ким,,,,,,,
W,C1,,Client's budgeting under control,27.01.2025,31.01.2025,1,Ким,won,,100000,,,,
L,C1,,Потребности выявлены или сформированы,09.01.2025,17.01.2025,5,Ким,lost,,50000,,,,
L,C1,,3,10.01.2025,17.01.2025,3,Незнакомец,lost,,50000,,,,
N,,L1,1,09.01.2025,20.01.2025,,,no decision,тендер отменён,,,,,
O,,L1,1,09.01.2025,,1,Ким,,,,,,,
Y,,L1,1,20.02.2025,,,,open,тендер,,31.12.2099,запрошен,80000,01.04.2027
X,,L1,Пилот,20.02.2025,,2,Ким,,,,,,,
"""
LEADS = """lead_id,company,industry,wants,expected_amount,need_by
L1,Бета,energy,modified,120000,01.03.2027
L2,Гамма,,,,
"""
TEXTS = {
    "pools.csv": POOLS,
    "order_lines.csv": LINES,
    "touches.csv": TOUCHES,
    "leads.csv": LEADS,
    "settings.toml": SETTINGS,
}


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    folder = tmp_path_factory.mktemp("sales")
    (folder / "exports").mkdir()
    for name, text in TEXTS.items():
        (folder / "exports" / name).write_text(text, "utf-8")
    result = analysis.import_paths(folder / "plant", [folder / "exports"])
    assert result.unreadable == ()
    assert result.rows_rejected == 0
    with analysis.open_workspace(folder / "plant") as ws:
        yield ws


@pytest.fixture(scope="module")
def deals(sold: analysis.Workspace) -> pd.DataFrame:
    return sold.sql("select * from sale_deals").set_index("deal_id")


def test_a_deal_that_goes_back_counts_once_and_adds_its_days(
    sold: analysis.Workspace, deals: pd.DataFrame
) -> None:
    assert deals.loc["W", ["stage_no", "furthest_stage", "first_stage", "age_days"]].tolist() == [
        5,
        5,
        1,
        22,
    ]
    stays = sold.sql("select * from sale_stays where deal_id = 'W'").set_index("stage_no")
    # stage 2: 13 to 20 and 22 to 27 January, 7 + 5 days, 5 + 3 of them working ones
    assert stays["stay_days"].to_dict() == {1: 4, 2: 12, 4: 2, 5: 4}
    assert stays["working_days"].to_dict() == {1: 2, 2: 8, 4: 2, 5: 4}
    assert stays["hours"].to_dict() == {1: 4, 2: 5, 4: 2, 5: 1}
    # 10 h × 50 + 2 h × 100
    assert float(deals.loc["W", "hours_cost"]) == 700
    assert float(deals.loc["W", "sale_amount"]) == 100_000


def test_hours_without_a_rate_stand_apart_and_are_never_nothing(deals: pd.DataFrame) -> None:
    assert (float(deals.loc["L", "hours_cost"]), deals.loc["L", "uncosted_hours"]) == (250, 3)
    assert deals.loc["L", "hours"] == 8
    assert pd.isna(deals.loc["N", "hours"])
    assert pd.isna(deals.loc["N", "hours_cost"])


def test_what_became_of_each(deals: pd.DataFrame) -> None:
    found = deals[["sale_result", "sale_reason", "cohort"]].astype(object)
    assert found.where(found.notna(), None).apply(tuple, axis=1).to_dict() == {
        "W": ("won", None, "closed"),
        "L": ("lost", "unknown", "closed"),
        "N": ("no decision", "тендер отменён", "closed"),
        "O": ("open", None, "old"),
        "Y": ("open", None, "old"),
        "X": ("open", None, "old"),
    }
    assert deals["entered_later"].to_dict() == dict.fromkeys("LNOWXY", False) | {"L": True}
    assert deals.loc["N", "company"] == "Бета"
    assert deals.loc["W", "company"] == "Альфа"


def test_a_wait_with_a_reason_and_a_day_is_silent_and_a_budget_is_told(deals: pd.DataFrame) -> None:
    y = deals.loc["Y"]
    assert (y["standing"], y["stall_reason"], str(y["stalled_until"])[:10]) == (
        "waiting",
        "тендер",
        "2099-12-31",
    )
    assert (y["budget_state"], float(y["budget_amount"]), str(y["budget_by"])[:10]) == (
        "requested",
        80_000,
        "2027-04-01",
    )
    assert deals.loc["O", "standing"] == "old"


def test_stages_of_the_closed_cohort(sold: analysis.Workspace) -> None:
    """W reached all, L 1 to 3, N 1: reached [3, 2, 2, 1, 1], and one of one is no share."""
    closed = sold.sql("select * from sale_stages where cohort = 'closed' order by stage_no")
    assert closed["reached"].tolist() == [3, 2, 2, 1, 1]
    assert closed["went_on"].tolist() == [2, 2, 1, 1, 1]
    assert closed["went_on_share"].astype(object).where(
        closed["went_on_share"].notna(), None
    ).tolist() == [pytest.approx(2 / 3), 1, 0.5, None, None]
    assert closed["share_low"].iloc[3] == pytest.approx(0.2065, abs=5e-5)
    assert closed["hours"].tolist()[:2] == [4, 5]


def test_cohorts_add_up_to_all_deals(sold: analysis.Workspace) -> None:
    reached = sold.sql("select sum(reached) as n from sale_stages where stage_no = 1")["n"].iloc[0]
    known = sold.sql("select count(*) as n from sale_deals where furthest_stage is not null")
    assert reached == known["n"].iloc[0] == 5


def test_odd_steps_are_told_with_their_file_and_row(sold: analysis.Workspace) -> None:
    guilty = {
        name: sold.guilty(name)
        for name in (
            "a_stage_of_a_sale_is_unknown",
            "hours_of_a_sale_have_no_rate",
            "a_won_deal_has_no_order",
            "a_lead_has_several_open_deals",
            "steps_of_a_sale_overlap",
        )
    }
    unknown = guilty["a_stage_of_a_sale_is_unknown"]
    assert unknown[["stage", "file", "source_row"]].values.tolist() == [
        ["Пилот", "touches.csv", 12]
    ]
    assert guilty["hours_of_a_sale_have_no_rate"][["person", "hours"]].astype(
        str
    ).values.tolist() == [["Незнакомец", "3.0"]]
    assert guilty["a_won_deal_has_no_order"].empty  # order 2 came on 20 February
    assert guilty["a_lead_has_several_open_deals"]["lead_id"].tolist() == ["L1"]
    assert guilty["steps_of_a_sale_overlap"]["deal_id"].tolist() == ["L"]
    checks = sold.breaches()
    assert checks.loc[checks["level"] == "checks", "guilty_rows"].sum() == 0
