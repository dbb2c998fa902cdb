"""The page Hours: what is logged, what estimated; an equation fitted and accepted on screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis.journal.settings import settings_editing

LINES = "order_id,line_no,client_name,order_date,revenue,direct_cost"


@pytest.fixture(scope="module")
def built_plant_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 orders of 1–4 lines, 4 h of design a line; the last 8 without a log, estimated at 1 + 3 × lines."""
    there = tmp_path_factory.mktemp("built")
    lines, uses = [LINES], ["order_id,pool,quantity,person"]
    for n in range(40):
        count = n % 4 + 1
        lines += [f"{n:02d},{line},A,2025-01-10,1000,10" for line in range(1, count + 1)]
        if n < 32:
            uses.append(f"{n:02d},design,{4 * count},P")
    folder = there / "exports"
    folder.mkdir()
    (folder / "order_lines.csv").write_text("\n".join(lines), "utf-8")
    (folder / "usage.csv").write_text("\n".join(uses), "utf-8")
    (folder / "pools.csv").write_text("pool,unit,cost,capacity\ndesign,h,100000,1000\n", "utf-8")
    (folder / "settings.toml").write_text(
        '[[time_equation]]\npool = "design"\nbase = 1\nterms = [{feature = "lines", each = 3}]\n',
        "utf-8",
    )
    analysis.import_paths(there / "ws", [folder])
    return there / "ws"


@pytest.fixture
def plant_root(built_plant_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_plant_root, tmp_path / "workspace"))


def test_estimates_are_named_and_an_equation_is_fitted_and_accepted(
    plant_root: Path, screen: Callable
) -> None:
    """Written: Σ |1 + 3 L − 4 L| over 8 orders each of 1–4 lines = 8 × (0 + 1 + 2 + 3) = 48 of 320 logged, all of it too little.

    Estimated: 8 orders, two each of 1–4 lines: 2 × (4 + 7 + 10 + 13) = 68 h beside 8 × 4 × 10 = 320 logged: 17.5 %."""
    shown = screen(plant_root, "hours", lang="en")
    at = shown.app
    assert (
        "Nobody logged hours for 8 of 40 orders: 68 h, or 17.5% of all hours, are estimated"
        in shown.said
    )
    at.button(key="hours.fit.go").click().run()
    fitted = next(d.value for d in at.dataframe if "off" in d.value and "equation_of" in d.value)
    assert fitted.iloc[0].tolist()[:2] == ["fitted", "4 × lines of the order"]
    assert fitted.iloc[1].tolist()[1] == "1 + 3 × lines of the order"
    assert [round(v, 6) for v in fitted.iloc[1].tolist()[2:]] == [
        round(48 / 320, 6),
        round(-48 / 320, 6),
    ]
    at.text_input(key="who-hours").input("Anna").run()
    at.text_input(key="why-hours").input("fits the logs").run()
    at.button(key="hours.accept").click().run()
    assert dict(settings_editing.current(plant_root).time_equation[0].terms) == {"lines": 4}
    with analysis.open_workspace(plant_root) as ws:
        assert ws.metric("hours_estimated") == 2 * 4 * 10
    assert "80 h, or 20.0% of all hours" in shown.said


def test_who_is_recorded_in_two_places_at_once(tmp_path: Path, screen: Callable) -> None:
    """Ann: 9:00–12:00 on 1 and 11:30–13:00 on 2: half an hour twice, at 100,000 ÷ 1,000 = 100 an hour 50; her hours stay 4.5."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "order_lines.csv").write_text(
        f"{LINES}\n1,1,A,2025-01-10,1000,10\n2,1,B,2025-01-10,1000,10\n", "utf-8"
    )
    (folder / "pools.csv").write_text("pool,unit,cost,capacity\ndesign,h,100000,1000\n", "utf-8")
    (folder / "usage.csv").write_text(
        "order_id,pool,person,started_at,ended_at\n"
        "1,design,<b>Ann</b>,2025-01-10 09:00,2025-01-10 12:00\n2,design,<b>Ann</b>,2025-01-10 11:30,2025-01-10 13:00\n",
        "utf-8",
    )
    analysis.import_paths(tmp_path / "ws", [folder])
    shown = screen(tmp_path / "ws", "hours", lang="en")
    assert (
        "1 record runs while another record of the same person does: 0.50 h are recorded twice."
        in shown.said
    )
    assert "At the resources' rates that is ₽50, carried by both orders." in shown.said
    table = next(d.value for d in shown.app.dataframe if "double_hours" in d.value)
    assert table.iloc[0].tolist() == [
        "<b>Ann</b>",
        0.5,
        50,
        "2",
        "10 Jan 2025 11:30–13:00",
        "1",
        "09:00–12:00",
    ]
    with analysis.open_workspace(tmp_path / "ws") as ws:
        assert ws.metric("hours") == 4.5
