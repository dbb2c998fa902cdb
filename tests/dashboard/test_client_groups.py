"""The page of groups: clients put into a group, judged as one, shown with its members; a member's address leads to the group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions.clients import client_grouping
from analysis.journal import client_groups
from analysis.journal.same_clients import NamedClient

LINES = """order_id;client_id;client_name;order_date;revenue
1;A;Альфа <b>;2025-01-10;600
2;B;Бета;2025-03-10;100
3;C;Гамма;2025-01-15;300"""


@pytest.fixture
def root(plant: Callable[..., analysis.Workspace]) -> Path:
    with plant(order_lines=LINES) as ws:
        return ws.root


def sign(shown: Any, form: str) -> None:
    shown.app.text_input(key=f"who-{form}").set_value("Иванова")
    shown.app.text_input(key=f"why-{form}").set_value("один собственник")


def table(shown: Any, place: int, *columns: str) -> list[list[Any]]:
    frame: list[list[Any]] = shown.app.dataframe[place].value[list(columns)].values.tolist()
    return frame


def test_a_group_is_made_judged_as_one_and_found_under_its_members(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "client_groups")
    assert "Групп нет." in shown.said
    client_grouping.choose(root, [NamedClient("A", "Альфа <b>")], "Холдинг «Юг»", "Ким", "владелец")
    shown = screen(root, "client_groups")
    shown.app.multiselect(key="groups.clients-0").set_value(["B"])
    shown.app.selectbox(key="groups.name-0").set_value("Холдинг «Юг»")
    sign(shown, "groups.put")
    shown.app.button(key="groups.put.do").click().run()
    assert not shown.app.exception
    assert [m.group_name for m in client_groups.read(root)] == ["Холдинг «Юг»"] * 2
    assert "1 группа, в них 2 клиента." in shown.said
    assert table(shown, 0, "group_name", "members", "revenue") == [["Холдинг «Юг»", 2, 700]]
    assert table(shown, 1, "client_name", "revenue") == [["Альфа <b>", 600], ["Бета", 100]]

    shown.app.checkbox(key="groups.judge-1").set_value(True)
    sign(shown, "groups.judge")
    shown.app.button(key="groups.judge.save").click().run()
    assert not shown.app.exception
    with analysis.open_workspace(root) as ws:
        rows = ws.clients()
        assert dict(zip(rows["client_name"], rows["revenue"], strict=True)) == {
            "Холдинг «Юг»": 700,
            "Гамма": 300,
        }
    assert "Группа считается одним клиентом" in shown.said
    assert table(shown, 1, "client_name", "revenue") == [["Альфа <b>", 600], ["Бета", 100]]
    of_member = screen(root, "client", id="B")
    assert of_member.address["id"] == ["group:холдинг «юг»"]
    assert "Бета входит в группу «Холдинг „Юг“»" in of_member.said.replace("\\", "")


def test_what_is_missing_is_said_and_nothing_written(
    screen: Callable[..., Any], root: Path
) -> None:
    shown = screen(root, "client_groups")
    shown.app.button(key="groups.put.do").click().run()
    assert "Выберите клиентов и группу" in shown.said
    shown.app.multiselect(key="groups.clients-0").set_value(["A"])
    shown.app.button(key="groups.put.out").click().run()
    assert "имя" in shown.app.error[0].value
    assert client_groups.read(root) == ()
