"""Groups of clients (holdings): named by a column or by people, judged as one where asked, their members shown, taken back exactly."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import DealfitError, Scope
from analysis.actions import change_history, importing
from analysis.actions.clients import client_answers, client_grouping
from analysis.actions.clients.client_answers import Answer
from analysis.journal import client_groups, shared_state
from analysis.journal.same_clients import NamedClient
from analysis.leads import calling
from analysis.reader import grouped_clients
from tests.test_rebuild import tables

TODAY = dt.date(2026, 12, 1)
WHO, WHY = "Иванова", "один собственник"
NORTH = "group:север"
# Design costs 10 an hour. Alpha 100 − 60 − 10 = 30, Beta 200 − 150 − 80 = −30 and 20 outside orders, Gamma 50 − 20 − 10 = 20.
EXPORTS = {
    "order_lines": "order_id;client_id;client_name;order_date;revenue;direct_cost\n"
    "1;A;Альфа;2025-01-10;100;60\n2;B;Бета;2025-02-10;200;150\n3;C;Гамма;2025-03-10;50;20\n",
    "clients": "client_id;client_name;industry;employees;Холдинг;ISO;Город\n"
    "A;Альфа;нефть;10;Север;да;Омск\nB;Бета;нефть;20;север ;да;Тула\nC;Гамма;газ;5;;нет;Омск\n",
    "usage": "order_id;client_id;pool;quantity;date\n1;;design;1;2025-01-11\n2;;design;8;2025-02-11\n3;;design;1;2025-03-11\n"
    ";B;design;2;2025-02-12\n",
    "pools": "pool;unit;rate\ndesign;h;10\n",
    "leads": "lead_id;company;expected_amount;phone;Холдинг\nL1;Омега;100;8 495 123-45-67;СЕВЕР\nL2;Сигма;300;;Север\n"
    "L3;Дельта;200;;\n",
    "contacts": "client_id;name;role;stance\nA;Петров;ЛПР;supports\nB;Сидоров;ЛПР;against\n",
}
PORTRAIT = '[[criterion]]\nname = "ISO"\nfield = "ISO"\naccept = ["да"]\nweight = 1\n'
ONE = "[groups]\njudged_as_one = true\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, text in EXPORTS.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    (folder / "portrait.toml").write_text(PORTRAIT, "utf-8")
    analysis.import_paths(folder / "ws", sorted(folder.glob("*.csv")))
    (folder / "ws" / "settings").mkdir(exist_ok=True)
    shutil.copy(folder / "portrait.toml", folder / "ws" / "settings" / "portrait.toml")
    importing.ensure_built(folder / "ws")
    return folder / "ws"


@pytest.fixture(scope="module")
def as_one(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(built, tmp_path_factory.mktemp("one") / "ws"))
    judged_as_one(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "ws"))


def judged_as_one(root: Path) -> None:
    (root / "settings" / "settings.toml").write_text(ONE, "utf-8")
    importing.ensure_built(root)


def figures(frame: pd.DataFrame, key: str = "client_id") -> dict[str, tuple[float, float]]:
    """Revenue and true profit by client."""
    return {str(row[key]): (row["revenue"], row["true_profit"]) for row in frame.to_dict("records")}


def groups_of(root: Path) -> dict[str, str]:
    with analysis.open_workspace(root) as ws:
        found = ws.table("client_groups")
    return dict(zip(found["client_id"], found["group_name"], strict=True))


def test_a_column_names_the_group_whatever_case_and_spaces(built: Path) -> None:
    with analysis.open_workspace(built) as ws:
        rows = ws.table("client_groups").sort_values("client_id")
        assert rows[["client_id", "group_id", "members"]].values.tolist() == [
            ["A", NORTH, 2],
            ["B", NORTH, 2],
        ]
        assert not rows["is_chosen"].any()


def test_each_client_is_judged_by_itself_unless_asked(built: Path) -> None:
    with analysis.open_workspace(built) as ws:
        assert figures(ws.clients()) == {"A": (100, 30), "B": (200, -50), "C": (50, 20)}
        assert figures(grouped_clients.groups(ws), "group_id") == {NORTH: (300, -20)}
        assert ws.client("A")["Холдинг"] == "Север"


def test_judged_as_one_every_table_names_the_group(as_one: Path) -> None:
    with analysis.open_workspace(as_one) as ws:
        assert ws.breaches().query("level == 'checks'")["guilty_rows"].sum() == 0
        assert figures(ws.clients()) == {NORTH: (300, -20), "C": (50, 20)}
        for table in (
            "order_lines",
            "order_profit",
            "usage",
            "contacts",
            "client_fit",
            "client_decision",
        ):
            assert set(ws.table(table)["client_id"].dropna()) <= {NORTH, "C"}, table
        shares = ws.clients().set_index("client_id")["revenue_share"]
        assert shares[NORTH] == pytest.approx(300 / 350)
        measures = ws.table("client_measures").set_index("client_id").loc[NORTH]
        assert (measures["deciders"], measures["hostile_contacts"]) == (2, 1)


def test_a_group_has_what_its_members_agree_on_and_the_people_of_all(as_one: Path) -> None:
    with analysis.open_workspace(as_one) as ws:
        row = ws.client(NORTH)
        assert (row["client_name"], row["industry"], row["employees"]) == ("Север", "нефть", 30)
        agreed = ws.table("group_attributes")
        assert agreed[["attribute", "content"]].values.tolist() == [["iso", "да"]]
        fit = ws.table("client_fit").set_index("client_id")["verdict"]
        assert (fit[NORTH], fit["C"]) == ("ours", "not ours")


@pytest.mark.parametrize("which", ["built", "as_one"])
def test_members_add_up_to_the_group(which: str, request: pytest.FixtureRequest) -> None:
    with analysis.open_workspace(request.getfixturevalue(which)) as ws:
        rows = grouped_clients.members(ws, NORTH)
        whole = grouped_clients.groups(ws).iloc[0]
        assert rows["revenue"].sum() == whole["revenue"] == 300
        assert rows["true_profit"].sum() == whole["true_profit"] == -20
        assert rows["client_name"].dropna().tolist() == ["Бета", "Альфа"]
        march = Scope(since="2025-02-01", until="2025-02-28")
        assert grouped_clients.members(ws, NORTH, march)["revenue"].fillna(0).tolist()[:2] == [
            200,
            0,
        ]


def test_what_is_said_on_screen_goes_before_the_column_and_comes_back_exactly(root: Path) -> None:
    before = tables(root)
    client_grouping.choose(root, [NamedClient("C", "Гамма")], " Север ", WHO, WHY)
    assert groups_of(root) == {"A": "Север", "B": "Север", "C": "Север"}
    client_grouping.choose(root, [NamedClient("B", "Бета")], client_groups.NO_GROUP, WHO, WHY)
    assert groups_of(root) == {"A": "Север", "C": "Север"}
    for change in [c for c, _ in change_history.read(root) if c.what == client_groups.WHAT]:
        assert change_history.can_undo(change)
        change_history.undo(root, change, WHO, "ошибка")
    assert tables(root) == before


def test_a_group_of_one_client_is_that_client(root: Path) -> None:
    client_grouping.choose(root, [NamedClient("B", "Бета")], client_groups.NO_GROUP, WHO, WHY)
    judged_as_one(root)
    with analysis.open_workspace(root) as ws:
        assert set(ws.clients()["client_id"]) == {"A", "B", "C"}


def test_clients_called_one_come_under_the_group_of_the_one_that_stays(root: Path) -> None:
    gamma, alpha = NamedClient("C", "Гамма"), NamedClient("A", "Альфа")
    client_answers.decide(root, [Answer(alpha, gamma, alpha)], WHO, WHY)
    judged_as_one(root)
    with analysis.open_workspace(root) as ws:
        assert figures(ws.clients()) == {NORTH: (350, 0)}
        assert figures(grouped_clients.members(ws, NORTH).dropna(subset="client_id")) == {
            "B": (200, -30),
            "A": (150, 50),
        }


def test_a_column_that_the_settings_name(root: Path) -> None:
    (root / "settings" / "settings.toml").write_text('[groups]\ncolumn = "город"\n', "utf-8")
    importing.ensure_built(root)
    assert groups_of(root) == {"A": "Омск", "B": "Тула", "C": "Омск"}


def test_each_lead_is_called_unless_groups_are_judged_as_one(built: Path, as_one: Path) -> None:
    with analysis.open_workspace(built) as ws:
        found = calling.of_day(ws, TODAY)
        assert [t.lead.lead_id for t in found.tasks] == ["L2", "L3", "L1"]  # by the amount
        assert found.totals.leads == 3
        assert calling.others_of_group(ws, "L2") is None
    with analysis.open_workspace(as_one) as ws:
        found = calling.of_day(ws, TODAY)
        assert [t.lead.lead_id for t in found.tasks] == ["L2", "L3"]
        assert found.totals.leads == 2
        others = ["Альфа", "Бета", "Омега"]  # two are clients already
        assert calling.others_of_group(ws, "L2") == ("Север", others)
        assert calling.others_of_group(ws, "L3") is None
        assert [t.lead.lead_id for t in calling.of_day(ws, TODAY, find="омега").tasks] == ["L1"]


def test_two_people_at_once(root: Path) -> None:
    seen = client_groups.read(root)
    client_grouping.choose(root, [NamedClient("C", "Гамма")], "Юг", "Петров", WHY)
    with pytest.raises(DealfitError, match="Петров: Юг"):
        client_grouping.choose(root, [NamedClient("C", "Гамма")], "Запад", WHO, WHY, seen=seen)
    assert groups_of(root)["C"] == "Юг"


@pytest.mark.parametrize(("who", "why"), [("", WHY), (WHO, " ")])
def test_without_a_name_or_a_reason_nothing_is_written(root: Path, who: str, why: str) -> None:
    with pytest.raises(DealfitError):
        client_grouping.choose(root, [NamedClient("C", "Гамма")], "Юг", who, why)
    assert shared_state.history(root, client_groups.WHAT) == []


def test_a_name_that_is_too_long_is_refused(root: Path) -> None:
    with pytest.raises(DealfitError, match="120"):
        client_grouping.choose(root, [NamedClient("C", "Гамма")], "Ю" * 121, WHO, WHY)
