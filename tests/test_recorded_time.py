"""Records of time in the store: whose pool a person's are, and where one person is in two places at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions import settings_changes
from analysis.actions.choices import Choice
from analysis.errors import BadSettings
from analysis.journal import settings
from analysis.journal.settings import settings_editing
from analysis.pools import simultaneous
from analysis.stores import reason_words
from tests.deliveries import builds, in_turn

_builds = builds("usage_costs", "simultaneous_records")

ORDERS = "order_id,client_name,order_date,revenue,direct_cost\nA-1,Alpha,2025-01-10,1000,10\nA-2,Beta,2025-01-10,1000,10\n"
POOLS = "pool,unit,cost,capacity\ndesign,h,1000,100\nsales,h,2000,100\n"  # 10 and 20 an hour


Plant = Callable[..., Path]


def written(folder: Path, files: Mapping[str, str]) -> list[list[Path | Choice]]:
    folder.mkdir(exist_ok=True)
    deliveries: list[list[Path | Choice]] = []
    for name, text in files.items():
        path = folder / (f"{name}.toml" if name == "settings" else f"{name}.csv")
        path.write_text(text, "utf-8")
        is_usage = name not in ("settings", "order_lines", "pools")
        deliveries.append([Choice(path, "usage") if is_usage else path])
    return deliveries


@pytest.fixture
def plant(built: Callable[[str, Callable[[Path], object]], Path]) -> Plant:
    """Makes a workspace in which each file was a delivery of its own, in this order; those that all share are read once."""

    def start(root: Path) -> None:
        in_turn(root, *written(root.parent, {"order_lines": ORDERS, "pools": POOLS}))

    def make(folder: Path, **files: str) -> Path:
        folder.mkdir(exist_ok=True)
        root = folder / "ws"
        if "pools" in files:
            files = {"order_lines": ORDERS, **files}
        else:
            shutil.copytree(built("recorded time", start), root)
        in_turn(root, *written(folder, files))
        return root

    return make


def asked(root: Path, query: str) -> list[tuple[Any, ...]]:
    with analysis.open_workspace(root) as ws:
        return [tuple(row) for row in ws.sql(query).itertuples(index=False)]


USES = "select order_id, person, pool, cost from usage_costs order by order_id, person"


def test_a_person_named_in_the_settings_brings_the_pool(tmp_path: Path, plant: Plant) -> None:
    """3 h × 10 and 2 h × 20; nobody knows Clara, so her hour is set aside and says what would help."""
    root = plant(
        tmp_path,
        settings='[people]\nAnn = "design"\n"bob " = "sales"\n',
        usage="order_id,person,hours\nA-1,ann,3\nA-2,Bob,2\nA-2,Clara,1\n",
    )
    assert asked(root, USES) == [("A-1", "ann", "design", 30), ("A-2", "Bob", "sales", 40)]
    assert asked(root, 'select "column", "value", reason from rejected_rows') == [
        ("person", "Clara", reason_words.sentence("unknown person"))
    ]
    read = "select rows_read, rows_accepted, rows_rejected, control_read, control_accepted, control_rejected from imports"
    assert asked(root, read + " where \"table\" = 'usage'") == [(3, 2, 1, 6, 5, 1)]
    changed = settings_editing.current(root)
    settings_changes.save(
        root,
        settings.Settings(people=(*changed.people, ("Clara", "design"))),
        "Ann",
        "Clara designs",
    )
    assert asked(root, USES)[2] == ("A-2", "Clara", "design", 10)
    assert asked(root, "select count(*) from rejected_rows") == [(0,)]
    settings_changes.save(
        root,
        settings.Settings(people=(("Clara", "sales"),)),
        "Ann",
        "she sells, and Ann and Bob left",
    )
    assert asked(root, USES) == [("A-2", "Clara", "sales", 20)]


def test_a_person_s_other_records_name_the_pool_if_they_agree(tmp_path: Path, plant: Plant) -> None:
    """Ann's other record says design; Bob's say two pools, so his row without one is set aside."""
    root = plant(
        tmp_path,
        first="order_id,person,pool,hours\nA-1,Ann,design,1\nA-1,Bob,design,1\nA-1,Bob,sales,1\n",
        second="order_id,person,hours\nA-2,Ann,5\nA-2,Bob,7\n",
    )
    assert asked(root, USES + ", pool")[-1] == ("A-2", "Ann", "design", 50)
    assert asked(root, 'select "value" from rejected_rows') == [("Bob",)]


def test_without_a_pool_the_newer_record_still_replaces_the_older(
    tmp_path: Path, plant: Plant
) -> None:
    root = plant(
        tmp_path,
        first="order_id,person,pool,date,hours\nA-1,Ann,design,2025-01-10,1\n",
        second="order_id,person,date,hours\nA-1,Ann,2025-01-10,4\n",
    )
    assert asked(root, USES) == [("A-1", "Ann", "design", 40)]


@pytest.mark.parametrize("text", ["people = 3", "[people]\nAnn = 7", '[people]\nAnn = " "'])
def test_impossible_people_are_refused(text: str) -> None:
    with pytest.raises(BadSettings, match="people"):
        settings_editing.parsed(text)


def test_seconds_become_hours(tmp_path: Path, plant: Plant) -> None:
    """5400 s = 1.5 h × 10."""
    root = plant(tmp_path, usage="order_id,person,pool,Time Spent (seconds)\nA-1,Ann,design,5400\n")
    assert asked(root, "select quantity, hours, cost from usage_costs") == [(1.5, 1.5, 15)]


STAMPED = "order_id,client_name,person,pool,started_at,ended_at\n"
JANUARY = "2025-01-10 "


def stamped(
    order: str, person: str, start: str, end: str, client: str = "", pool: str = "design"
) -> str:
    return f"{order},{client},{person},{pool},{JANUARY}{start},{JANUARY}{end}\n"


def found(root: Path) -> list[tuple[Any, ...]]:
    with analysis.open_workspace(root) as ws:
        rows = simultaneous.records(ws)
    columns = ["person", "order_id", "other_order_id", "is_copy", "double_hours", "double_cost"]
    return sorted(tuple(row) for row in rows[columns].itertuples(index=False))


def guilty(root: Path) -> dict[str, int]:
    names = "'a_person_is_in_two_places_at_once', 'a_record_of_time_is_there_twice'"
    return dict(
        asked(
            root,
            f"select name, guilty_rows from checks where name in ({names}) and guilty_rows > 0",
        )
    )


def test_overlaps_across_orders_and_deliveries_are_found_and_still_count(
    tmp_path: Path, plant: Plant
) -> None:
    """Ann: 9–12 on A-1, then 11–13 on A-2 in another delivery: 1 h twice, 10. Bob's times only touch. All hours count: 3 + 2 + 2."""
    root = plant(
        tmp_path,
        first=STAMPED
        + stamped("A-1", "Ann", "09:00", "12:00")
        + stamped("A-1", "Bob", "09:00", "10:00"),
        second=STAMPED
        + stamped("A-2", "ann ", "11:00", "13:00")
        + stamped("A-2", "Bob", "10:00", "11:00"),
    )
    assert found(root) == [("ann", "A-2", "A-1", False, 1, 10)]
    assert guilty(root) == {"a_person_is_in_two_places_at_once": 1}
    assert asked(root, "select sum(hours) from usage_costs") == [(7,)]


def test_exact_duplicates_are_named_apart_from_overlaps(tmp_path: Path, plant: Plant) -> None:
    """The same two hours on A-1 twice (a copy: 2 h), and once on A-2 (an overlap: 2 h): 6 h recorded in 2 h."""
    lines = stamped("A-1", "Ann", "09:00", "11:00")
    root = plant(
        tmp_path,
        usage=STAMPED + lines + lines + stamped("A-2", "Ann", "09:00", "11:00", pool="sales"),
    )
    assert found(root) == [("Ann", "A-1", "A-1", True, 2, 20), ("Ann", "A-2", "A-1", False, 2, 40)]
    assert guilty(root) == {
        "a_person_is_in_two_places_at_once": 1,
        "a_record_of_time_is_there_twice": 1,
    }


def test_the_double_hours_are_what_was_recorded_beyond_the_time_that_passed(
    tmp_path: Path, plant: Plant
) -> None:
    """9–17, 10–11, 12–18, 17–19: 8 + 1 + 6 + 2 = 17 h recorded in the ten from 9 to 19: 7 h twice (1 + 5 + 1)."""
    spans = [("09:00", "17:00"), ("10:00", "11:00"), ("12:00", "18:00"), ("17:00", "19:00")]
    root = plant(tmp_path, usage=STAMPED + "".join(stamped("A-1", "Ann", a, b) for a, b in spans))
    assert [row[4] for row in found(root)] == [1, 1, 5]


def test_dates_without_times_and_nameless_records_are_no_overlaps(
    tmp_path: Path, plant: Plant
) -> None:
    """Eight hours some time between Monday and Friday say nothing of when."""
    head = "order_id,person,pool,hours,started_at,ended_at\n"
    rows = "A-1,Ann,design,8,2025-01-13,2025-01-17\nA-2,Ann,design,8,2025-01-13,2025-01-17\n"
    nameless = "A-1,,design,2,2025-01-13 09:00,2025-01-13 11:00\nA-2,,design,2,2025-01-13 09:00,2025-01-13 11:00\n"
    root = plant(tmp_path, usage=head + rows + nameless)
    assert (found(root), guilty(root)) == ([], {})


def test_a_matrix_whose_order_is_unknown_is_set_aside_under_the_row_of_its_sheet(
    tmp_path: Path, plant: Plant
) -> None:
    import xlsxwriter

    root = plant(tmp_path, settings='[people]\nAnn = "design"\n')
    book = tmp_path / "Часы за март 2025.xlsx"
    with xlsxwriter.Workbook(book) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ["Сотрудник", "Заказ", *range(1, 32)])
        sheet.write_row(1, 0, ["Ann", "A-1", 4, 4])
        sheet.write_row(2, 0, ["Ann", "B-9", 1, 2])
    [taken] = analysis.import_paths(root, [book]).taken
    assert (taken.rows_read, taken.rows_accepted, taken.rows_rejected) == (4, 2, 2)
    assert asked(root, "select order_id, sum(cost) from usage_costs group by all") == [("A-1", 80)]
    assert asked(root, 'select row_number, "value" from rejected_rows') == [(3, "B-9"), (3, "B-9")]


UNITS = "pool,unit,cost,capacity\nhours,h,1000,100\nminutes,min,6000,6000\ndays,day,8000,10\nruns,run,100,10\n"


def test_one_vocabulary_of_units_for_pools_and_uses(tmp_path: Path, plant: Plant) -> None:
    """A day is 8 hours; what does not convert to the pool's unit is set aside with the sentence, and counted as refused."""
    root = plant(
        tmp_path,
        pools=UNITS,
        usage="order_id,pool,quantity,unit,activity\n"
        "A-1,hours,2,дн,a\nA-1,hours,1,чел.-ч,b\nA-1,minutes,1,чел.-ч,c\nA-1,minutes,1,ч/ч,d\nA-1,minutes,1,н/ч,e\n"
        "A-1,days,4,h,f\nA-1,days,2,дн,g\nA-1,runs,3,runs,h\nA-1,hours,90,м,i\nA-1,hours,1,смена,j\nA-1,runs,3,ч,k\n"
        "A-1,hours,30,чел.-мин,n\nA-1,minutes,1,man-day,o\nA-1,days,240,н-мин,p\n",
        headed="order_id,pool,activity,Time Spent (days)\nA-1,hours,l,1.5\nA-1,minutes,m,0.5\n",
    )
    assert asked(
        root,
        "select activity, quantity from usage_costs where activity < 'i' or activity > 'k' order by 1",
    ) == [
        ("a", 16),
        ("b", 1),
        ("c", 60),
        ("d", 60),
        ("e", 60),
        ("f", 0.5),
        ("g", 2),
        ("h", 3),
        ("l", 12),
        ("m", 240),
        ("n", 0.5),
        ("o", 480),
        ("p", 0.5),
    ]
    assert asked(
        root, 'select "column", "value", reason from rejected_rows order by row_number'
    ) == [("unit", unit, reason_words.sentence("unknown unit")) for unit in ("м", "смена", "ч")]
    assert asked(root, "select sum(cost) from usage_costs where pool = 'runs'") == [(30,)]


def test_seconds_without_a_unit_are_no_hours(tmp_path: Path, plant: Plant) -> None:
    """5400 h of Ann in a day are set aside; 90 of a pool in minutes are 1.5 h; a month's 160 h, dated by its first day, stand."""
    root = plant(
        tmp_path,
        pools="pool,unit,cost,capacity\nhours,h,1000,100\nminutes,min,6000,6000\n",
        usage="Issue key,Assignee,Created,Time Spent,Department\n"
        "A-1,ann,2025-01-15 09:00,5400,hours\nA-1,ann,2025-01-16,90,minutes\nA-2,ann,2025-01-01,160,hours\nA-2,,2025-01-17,80,hours\n",
    )
    assert asked(root, "select quantity from usage_costs order by 1") == [(80,), (90,), (160,)]
    assert asked(root, 'select "column", "value", reason from rejected_rows') == [
        ("quantity", "5400.000000", reason_words.sentence("over a day"))
    ]


HEAD = "person,pool,order_id,date,activity,Комментарий,hours\n"


def test_a_comment_tells_records_of_one_day_apart(tmp_path: Path, plant: Plant) -> None:
    """Morning 3 h, evening 2 h; the morning once more with 4 h replaces its own; a file without comments replaces them all."""
    morning, evening = (
        "Ann,design,A-1,2025-01-15,draw,morning,3\n",
        "Ann,design,A-1,2025-01-15,draw,evening,2\n",
    )
    root = plant(tmp_path, first=HEAD + morning, second=HEAD + evening)
    assert asked(root, "select sum(quantity) from usage") == [(5,)]
    root = plant(
        tmp_path / "again",
        first=HEAD + morning + evening,
        second=HEAD + morning.replace(",3", ",4"),
    )
    assert asked(root, "select sum(quantity) from usage") == [(6,)]
    bare = "person,pool,order_id,date,activity,hours\nAnn,design,A-1,2025-01-15,draw,6\n"
    root = plant(tmp_path / "bare", first=HEAD + morning + evening, second=bare)
    assert asked(root, "select sum(quantity) from usage") == [(6,)]


def test_months_of_files_without_dates_add_up(tmp_path: Path, plant: Plant) -> None:
    """10 h of January and 7 of February; January once more with 9 replaces January."""
    root = plant(
        tmp_path,
        **{
            "Часы январь 2025": "person,pool,order_id,hours\nAnn,design,A-1,10\n",
            "Часы февраль 2025": "person,pool,order_id,hours\nAnn,design,A-1,7\n",
            "Часы январь 2025 (1)": "person,pool,order_id,hours\nAnn,design,A-1,9\n",
        },
    )
    assert asked(root, "select sum(quantity) from usage") == [(16,)]


def test_a_record_moved_to_another_order_is_named(tmp_path: Path, plant: Plant) -> None:
    head = "person,pool,order_id,date,hours\n"
    root = plant(
        tmp_path,
        first=head + "Ann,design,A-1,2025-01-15,8\nAnn,design,A-2,2025-01-16,4\n",
        second=head + "Ann,design,A-2,2025-01-15,8\n",
    )
    with analysis.open_workspace(root) as ws:
        rows = ws.guilty("a_record_of_time_may_be_a_correction")
    assert rows[["order_id", "quantity", "source_row"]].values.tolist() == [["A-1", 8, 2]]
