"""Leads through the real import to the table `lead_qualification`: each next step once, worked by hand."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import analysis
from analysis import cli
from analysis.advice.leads.working_days import WorkingDays
from analysis.dictionary import codes
from analysis.leads import call_table, calling
from analysis.sql.tables import Row, rows_of
from analysis.stores import pipeline

TODAY = dt.date.today()
PORTRAIT = """
[[criterion]]
name = "industry"
field = "industry"
accept = ["energy"]
weight = 2
[[criterion]]
name = "tender"
field = "Through a tender"
is = false
knockout = true
[[criterion]]
name = "pays in time"
field = "late_payment_days"
max = 30
weight = 5
"""


def day(n: int) -> str:
    return (TODAY + dt.timedelta(days=n)).isoformat()


LEADS = f"""Lead ID,Company,Industry,Through a tender,Wants,Expected amount,Lead time days,Last purchase,Purchase cycle days,Need by
L1,Turbine,energy,no,serial,100000,20,{day(-400)},365,
L2,Boiler,energy,no,unique,100000,20,{day(-400)},365,
L3,Pump,energy,no,serial,100000,20,{day(-1)},90,
L4,Valve,energy,,serial,100000,20,{day(-400)},365,
L5,Shop,retail,no,serial,100000,20,{day(-400)},365,
L6,Pipe,energy,yes,serial,100000,20,{day(-400)},365,
L7,Gauge,energy,no,serial,100000,20,,,
L8,Meter,,no,serial,100000,20,,,{day(300)}
L9,Motor,energy,no,serial,100000,20,,,
"""
CONTACTS = "Lead ID,Name,Role\nL1,Ivanov,ЛПР\nL1,Petrov,contact\n"
TOUCHES = f"""Deal ID,Lead ID,Stage,Entered on,Left on,Hours,Result
D1,L1,relations,{day(-40)},{day(-30)},2,
D1,L1,needs,{day(-30)},,3,open
"""
LINES = "order_id,client_name,order_date,revenue,direct_cost\n1,Turbine Works,2026-01-10,1000,500\n"


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    folder = tmp_path_factory.mktemp("leads")
    texts = {
        "leads.csv": LEADS,
        "contacts.csv": CONTACTS,
        "touches.csv": TOUCHES,
        "order_lines.csv": LINES,
        "portrait.toml": PORTRAIT,
    }
    given = folder / "exports"
    given.mkdir()
    for name, text in texts.items():
        (given / name).write_text(text, "utf-8")
    result = analysis.import_paths(folder / "plant", [given])
    assert result.unreadable == ()
    assert result.rows_rejected == 0
    with analysis.open_workspace(folder / "plant") as ws:
        yield ws


@pytest.fixture(scope="module")
def table(plant: analysis.Workspace) -> pd.DataFrame:
    return plant.sql("select * from lead_qualification order by lead_id").set_index("lead_id")


def test_each_next_step_with_its_reason(table: pd.DataFrame) -> None:
    assert table[["next_step", "reason_code"]].apply(tuple, axis=1).to_dict() == {
        "L1": ("hand over", "cycle since the last purchase"),
        "L2": ("book a meeting", "cycle since the last purchase"),
        "L3": ("call back", "cycle since the last purchase"),
        "L4": ("ask", "may be ruled out"),
        "L5": ("decline", "not ours"),
        "L6": ("decline", "ruled out"),
        "L7": ("ask", "last purchase unknown"),
        "L8": ("ask", "not enough data"),
        "L9": ("ask", "last purchase unknown"),
    }
    assert table.loc["L4", "questions"] == "Through a tender"  # the field that its criterion asks
    assert table.loc["L8", "questions"] == "industry"
    assert table.loc["L7", "questions"] == "need_by, last_purchase_on, purchase_cycle_days"


def test_the_verdict_rests_on_what_is_known_before_the_first_deal(table: pd.DataFrame) -> None:
    """Who pays in time is known after it only: of 3 points of weight L5 meets one, the tender."""
    assert table.loc["L5", "fit_score"] == pytest.approx(100 / 3)
    assert table.loc["L1", "fit_score"] == 100
    assert table.loc["L8", ["verdict", "met", "missing"]].tolist() == [
        "not enough data",
        "tender",
        "industry",
    ]


def test_days_and_types(table: pd.DataFrame) -> None:
    assert set(table["qualified_on"].astype(str)) == {TODAY.isoformat()}
    assert table["deal_type"].to_dict() == {
        name: "complex" if name == "L2" else "transactional" for name in table.index
    }
    assert table["buys_now"].to_dict() == {
        **dict.fromkeys(("L1", "L2", "L4", "L5", "L6"), "yes"),
        **dict.fromkeys(("L3", "L8"), "no"),
        **dict.fromkeys(("L7", "L9"), "unknown"),
    }
    assert str(table.loc["L3", "buys_from"])[:10] == day(-1 + 90 - 20)
    assert pd.isna(table.loc["L5", "due_on"])


def test_every_code_has_its_words(table: pd.DataFrame) -> None:
    assert set(table["next_step"]) == set(codes.NEXT_STEPS)
    assert set(table["reason_code"]) <= set(codes.LEAD_REASONS)
    assert set(table["need_code"]) <= set(codes.NEED_REASONS)


def test_the_list_of_calls(plant: analysis.Workspace) -> None:
    """As the file came in today, all that is due is due today; the list says of each what the store says."""
    found = call_table.table(calling.of_day(plant, TODAY).tasks).set_index("lead_id")
    due = plant.sql("select lead_id, next_step from lead_qualification").set_index("lead_id")
    assert found["next_step"].to_dict() == due["next_step"].to_dict()
    assert set(found.index[found["call_when"] == "out"]) == {"L5", "L6"}
    assert found.loc["L3", "call_when"] == "planned"
    week = TODAY + dt.timedelta(days=7)
    later = call_table.table(calling.of_day(plant, week).tasks).set_index("lead_id")
    assert set(later.index[later["call_when"] == "overdue"]) == {"L1", "L2", "L4", "L7", "L8", "L9"}


def command(plant: analysis.Workspace, *options: str) -> Result:
    given = ["leads", "--workspace", str(plant.root), "--lang", "en", *options]
    return CliRunner().invoke(cli.main, given)


def test_leads_from_python_and_by_the_command(
    plant: analysis.Workspace, table: pd.DataFrame
) -> None:
    """The earliest step first, by the lead's code within a day; what is declined has no day and comes last."""
    found = plant.leads()
    assert list(found["lead_id"]) == ["L1", "L2", "L4", "L7", "L8", "L9", "L3", "L5", "L6"]
    assert list(found.columns) == ["lead_id", *table.columns]
    rows = json.loads(command(plant, "--format", "json").stdout)
    assert [row["lead_id"] for row in rows] == list(found["lead_id"])
    assert list(rows[0]) == list(found.columns)
    assert rows[-1]["due_on"] is None
    first = command(plant, "--where", "next_step = 'hand over'", "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(first))
    assert (row["company"], row["reason_code"]) == ("Turbine", "cycle since the last purchase")


def test_a_day_asks_for_the_steps_that_are_due_then(plant: analysis.Workspace) -> None:
    tomorrow, later = day(1), day(400)
    assert list(plant.leads(analysis.Scope(tomorrow))["lead_id"]) == ["L3"]
    rows = command(plant, "--from", tomorrow, "--to", later, "--format", "json").stdout
    assert [row["lead_id"] for row in json.loads(rows)] == ["L3"]
    wrong = command(plant, "--from", "yesterday")
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_the_table_of_leads_speaks_russian(plant: analysis.Workspace) -> None:
    options = ("--workspace", str(plant.root), "--lang", "ru", "--where", "lead_id = 'L1'")
    said = CliRunner().invoke(cli.main, ["leads", *options]).stdout
    assert "Turbine" in said
    assert "передать" in said


def test_a_newer_import_makes_no_lead_less_overdue(plant: analysis.Workspace) -> None:
    """What is due since the lead came in stays planned for that day; a call back, for its own."""
    step = next(each for each in pipeline.steps() if each.table == "lead_qualification")
    later = TODAY + dt.timedelta(days=9)

    def read(name: str) -> list[Row]:
        if name == "last_import":
            return [{"day": later}]
        return rows_of(plant._connection.cursor(), name)

    rows = {row["lead_id"]: row for row in step.module.rows(read)}
    days = WorkingDays()
    assert {row["qualified_on"] for row in rows.values()} == {later}
    assert rows["L1"]["due_on"] == days.from_day(later)
    assert rows["L1"]["planned_on"] == days.from_day(TODAY)
    back = days.from_day(TODAY + dt.timedelta(days=-1 + 90 - 20))
    assert rows["L3"]["planned_on"] == rows["L3"]["due_on"] == back
    assert rows["L5"]["planned_on"] is None


def test_steps_of_sales_are_there_with_their_hours(plant: analysis.Workspace) -> None:
    rows = plant.sql("select deal_id, stage, hours, result from touches order by entered_on")
    assert rows["stage"].tolist() == ["relations", "needs"]
    assert rows["hours"].astype(float).tolist() == [2, 3]
    assert plant.sql("select name from contacts where lead_id = 'L1'")["name"].tolist() == [
        "Ivanov",
        "Petrov",
    ]


def test_what_came_in_adds_up(plant: analysis.Workspace) -> None:
    rows = plant.sql(
        'select "table", rows_read, rows_accepted, rows_rejected, rows_in_use from imports'
    )
    found = {r.table: (r.rows_read, r.rows_in_use) for r in rows.itertuples()}
    assert found == {"leads": (9, 9), "contacts": (2, 2), "touches": (2, 2), "order_lines": (1, 1)}
