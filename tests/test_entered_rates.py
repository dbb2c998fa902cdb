"""Rates that people enter: used like a file of pools, undone, exported as one, and which of the two goes before the other."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.actions import change_history, pasted_rates, rate_entry, undo_import
from analysis.errors import BadSettings, DealfitError
from analysis.journal import entered_rates, shared_state
from analysis.pools import rates
from tests.deliveries import FIGURES, builds
from tests.examiner import column, conserved, near

_builds = builds(*FIGURES)


ORDERS = """order_id,client_id,order_date,revenue,direct_cost
1,A,2025-01-10,10000,5000
2,B,2025-02-10,10000,5000
3,B,2025-03-10,10000,5000
"""
HOURS = """order_id,pool,quantity,date
1,КБ,10,2025-01-12
2,КБ,20,2025-02-12
2,Сервис,4,2025-02-13
3,КБ,5,2025-03-13
"""


def take(root: Path, **tables: str) -> analysis.Workspace:
    root.parent.mkdir(exist_ok=True)
    for name, text in tables.items():
        path = root.parent / f"{name}.csv"
        path.write_text(text, "utf-8")
        analysis.import_paths(root, [path], table=name.split("-")[0])
    return analysis.open_workspace(root)


@pytest.fixture(scope="module")
def without_rates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("without_rates") / "workspace"
    take(root, order_lines=ORDERS, usage=HOURS).close()
    return root


@pytest.fixture
def root(without_rates: Path, tmp_path: Path) -> Path:
    """A copy of the workspace without rates, for a test that changes it."""
    return Path(shutil.copytree(without_rates, tmp_path / "workspace"))


def typed(
    root: Path,
    *rows: dict[str, str],
    keep: bool = True,
    who: str = "Орлова",
    why: str = "ФОТ за год",
) -> bool:
    """Saves the table with these rows; `keep`: what was entered before stays in it."""
    with analysis.open_workspace(root) as ws:
        known = rates.table(ws, entered_rates.read(root))
        there = [shown(k) for k in known if k.state == rates.ENTERED] if keep else []
        entry = rate_entry.read(ws, known, [*there, *rows])
    return rate_entry.save(root, entry, who, why)


def shown(known: rates.KnownRate) -> dict[str, str]:
    stated = known.stated
    figures = {
        name: "" if (n := getattr(stated, name)) is None else f"{n:f}"
        for name in ("rate", "cost", "capacity")
    }
    return {
        "resource": known.resource,
        "since": f"{stated.since:%Y-%m}" if stated.since else "",
        "unit": stated.unit or "",
        "said_by": stated.said_by,
        **figures,
    }


def test_resources_without_a_rate_are_offered_and_a_rate_makes_the_profit(root: Path) -> None:
    """КБ 100 an hour, Сервис 1,000 a month for 10 h: 1: 5,000 − 1,000; 2: 5,000 − 2,000 − 4 × 100; 3: 5,000 − 500."""
    with analysis.open_workspace(root) as ws:
        found = rates.table(ws, ())
        assert [(k.state, k.resource, k.stated.unit, k.quantity) for k in found] == [
            ("without", "КБ", "ч", 35),
            ("without", "Сервис", "ч", 4),
        ]
        assert rates.missing(ws) == ("КБ", "Сервис")
        assert column(ws, "hours") == {"1": 10, "2": 24, "3": 5}
        assert all(pd.isna(v) for v in column(ws, "true_profit").values())
    assert typed(
        root,
        {"resource": "КБ", "rate": "100 ₽"},
        {"resource": "Сервис", "cost": "1 000,00", "capacity": "10"},
    )
    with analysis.open_workspace(root) as ws:
        assert column(ws, "true_profit") == near({"1": 4_000, "2": 2_600, "3": 4_500})
        assert rates.missing(ws) == ()
        service = ws.table("pool_use").query("pool == 'Сервис'")
        assert (len(service), service["cost"].sum(), service["unused_cost"].sum()) == (
            3,
            3_000,
            2_600,
        )
        conserved(ws)


def test_one_rate_of_two_leaves_the_other_resource_in_the_data(root: Path) -> None:
    typed(root, {"resource": "КБ", "rate": "100"})
    with analysis.open_workspace(root) as ws:
        assert ws.table("rejected_rows").empty
        assert (column(ws, "hours")["2"], column(ws, "true_profit")["1"]) == (24, 4_000)
        assert pd.isna(column(ws, "true_profit")["2"])
        assert rates.missing(ws) == ("Сервис",)


def test_from_a_month_on(root: Path) -> None:
    typed(
        root,
        {"resource": "КБ", "rate": "100"},
        {"resource": "КБ", "since": "02.2025", "rate": "150"},
        {"resource": "Сервис", "rate": "1"},
    )
    with analysis.open_workspace(root) as ws:
        assert column(ws, "resource_cost") == near({"1": 1_000, "2": 3_004, "3": 750})


def test_people_without_a_resource_stand_in_the_table(tmp_path: Path) -> None:
    """Иванов and Петров are КБ at 100; Сидоров is a resource of his own at 50."""
    root = tmp_path / "workspace"
    sheet = "order_id,person,quantity,date\n1,Иванов,3,2025-01-12\n1,Петров,2,2025-01-12\n2,Сидоров,4,2025-02-12\n"
    take(root, order_lines=ORDERS, usage=sheet).close()
    with analysis.open_workspace(root) as ws:
        assert [(k.state, k.resource) for k in rates.table(ws, ())] == [
            ("person", p) for p in ("Иванов", "Петров", "Сидоров")
        ]
    typed(
        root,
        {"resource": "Иванов", "pool": "КБ", "rate": "100"},
        {"resource": "Петров", "pool": "КБ"},
        {"resource": "Сидоров", "rate": "50"},
    )
    with analysis.open_workspace(root) as ws:
        assert ws.table("rejected_rows").empty
        assert {k: v for k, v in column(ws, "resource_cost").items() if v == v} == {
            "1": 500,
            "2": 200,
        }
    said = [c.what for c in shared_state.history(root)]
    assert sorted(said) == ["rates", "rates", "settings"]


def test_a_later_file_goes_before_what_was_entered_and_an_earlier_one_after_it(root: Path) -> None:
    pools = "pool,month,unit,cost,capacity\nКБ,2025-01,h,2000,10\nКБ,2025-02,h,2000,10\nСервис,,h,10,10\n"
    take(root, pools=pools).close()  # 200 an hour in January and February; March borrows it
    typed(root, {"resource": "КБ", "since": "2025-02", "unit": "h", "rate": "300"})
    with analysis.open_workspace(root) as ws:  # the entered one is newer: from February on
        assert column(ws, "resource_cost") == near({"1": 2_000, "2": 6_004, "3": 1_500})
        table = {(k.state, k.resource): k for k in rates.table(ws, entered_rates.read(root))}
        assert table["entered", "КБ"].months == 2
        assert table["file", "КБ"].months == 1
        assert table["file", "Сервис"].file == "pools.csv"
    take(root, **{"pools-2": "pool,month,unit,cost,capacity\nКБ,2025-02,h,4000,10\n"}).close()
    with analysis.open_workspace(
        root
    ) as ws:  # the newest file speaks of February alone: 400 an hour
        assert column(ws, "resource_cost") == near({"1": 2_000, "2": 8_004, "3": 1_500})
    undo_import.undo_last_import(root, "Пак", "не тот файл")
    with analysis.open_workspace(root) as ws:
        assert column(ws, "resource_cost")["2"] == near(6_004)


def test_a_file_s_row_that_is_left_alone_stays_the_file_s(root: Path) -> None:
    take(root, pools="pool,unit,cost,capacity\nКБ,h,2000,10\nСервис,h,10,10\n").close()
    with analysis.open_workspace(root) as ws:
        known = rates.table(ws, ())
        entry = rate_entry.read(ws, known, [shown(k) for k in known])
        assert entry.is_nothing
        changed = [{**shown(k), "cost": "3000"} if k.resource == "КБ" else shown(k) for k in known]
        assert list(rate_entry.read(ws, known, changed).stated) == ["КБ"]


def test_history_and_undo(root: Path) -> None:
    typed(
        root,
        {"resource": "КБ", "rate": "100", "said_by": "бухгалтерия"},
        {"resource": "Сервис", "rate": "1"},
    )
    typed(
        root,
        {"resource": "КБ", "rate": "120"},
        {"resource": "Сервис", "rate": "1"},
        keep=False,
        who="Пак",
    )
    newest = shared_state.history(root)[0]
    assert (newest.what, newest.key, newest.who) == ("rates", "КБ", "Пак")
    assert [s.rate for s in entered_rates.from_text("КБ", newest.before)] == [Decimal(100)]
    with analysis.open_workspace(root) as ws:
        assert column(ws, "resource_cost")["1"] == 1_200
    assert change_history.can_undo(newest)
    change_history.undo(root, newest, "Орлова", "ошибка")
    with analysis.open_workspace(root) as ws:
        assert column(ws, "resource_cost")["1"] == 1_000
    [of_kb] = entered_rates.of_pool(root, "КБ")
    assert (of_kb.who, of_kb.said_by, of_kb.at.date()) == ("Орлова", "бухгалтерия", dt.date.today())


def test_what_is_taken_out_of_the_table_is_taken_back(root: Path) -> None:
    typed(root, {"resource": "КБ", "rate": "100"}, {"resource": "Сервис", "rate": "1"})
    assert typed(root, {"resource": "КБ", "rate": "100"}, keep=False)
    assert [e.pool for e in entered_rates.read(root)] == ["КБ"]
    assert not typed(root)  # nothing new: no entry, no build


def test_exported_and_imported_elsewhere_it_gives_the_same_numbers(
    root: Path, tmp_path: Path
) -> None:
    typed(
        root,
        {"resource": "КБ", "cost": "333333.33", "capacity": "320"},
        {"resource": "КБ", "since": "2025-03", "rate": "1041.666"},
        {"resource": "Сервис", "rate": "0,5"},
    )
    with analysis.open_workspace(root) as ws:
        text = rates.as_file(ws, entered_rates.read(root))
        there = _in_order(ws.table("order_profit")), _in_order(ws.table("pool_use"))
    with take(tmp_path / "other" / "workspace", order_lines=ORDERS, usage=HOURS, pools=text) as ws:
        assert entered_rates.read(tmp_path / "other" / "workspace") == ()
        pd.testing.assert_frame_equal(_in_order(ws.table("order_profit")), there[0])
        pd.testing.assert_frame_equal(_in_order(ws.table("pool_use")), there[1])
    with take(
        root, pools=text
    ) as ws:  # in the same workspace it is the newest word, and says the same
        pd.testing.assert_frame_equal(_in_order(ws.table("pool_use")), there[1])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"rate": "100"}, "Rates, row 1: name the resource"),
        ({"resource": "КБ", "rate": "сто"}, "row 1, КБ: 'сто' is no number"),
        ({"resource": "КБ", "rate": "0"}, "'0' is no number above zero"),
        ({"resource": "КБ", "rate": "-5"}, "'-5' is no number above zero"),
        ({"resource": "КБ", "rate": "2,500"}, "'2,500' is no number"),
        ({"resource": "КБ", "rate": "1e400"}, "is no number"),
        ({"resource": "КБ", "rate": "'; drop table x"}, "is no number"),
        ({"resource": "КБ", "rate": "100", "since": "13.2025"}, "'13.2025' is no month"),
        ({"resource": "КБ", "rate": "100", "since": "скоро"}, "'скоро' is no month"),
        ({"resource": "КБ", "rate": "100", "cost": "1000", "capacity": "10"}, "are both given"),
        ({"resource": "КБ", "cost": "1000"}, "the cost and the capacity a month"),
        ({"resource": "КБ", "capacity": "10"}, "the cost and the capacity a month"),
    ],
)
def test_each_row_is_judged_with_one_clear_sentence(
    without_rates: Path, row: dict[str, str], said: str
) -> None:
    with pytest.raises(DealfitError) as trouble:
        typed(without_rates, row)
    assert said in str(trouble.value)
    assert entered_rates.read(without_rates) == ()


def test_two_rows_of_one_month(root: Path) -> None:
    with pytest.raises(DealfitError, match="row 2: a row above states КБ"):
        typed(root, {"resource": "КБ", "rate": "100"}, {"resource": " кб ", "rate": "120"})


def test_pieces_are_priced_by_the_piece(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    take(root, order_lines=ORDERS, usage="order_id,pool,quantity,unit\n1,Наладка,3,шт\n").close()
    with analysis.open_workspace(root) as ws:
        assert [(k.resource, k.stated.unit) for k in rates.table(ws, ())] == [("Наладка", "шт")]
    with pytest.raises(DealfitError, match="its records are in шт"):
        typed(root, {"resource": "Наладка", "rate": "700", "unit": "ч"})
    typed(root, {"resource": "Наладка", "rate": "700", "unit": "шт"})
    with analysis.open_workspace(root) as ws:
        assert (column(ws, "resource_cost")["1"], column(ws, "true_profit")["1"]) == (2_100, 2_900)


def test_nobody_is_not_who(root: Path) -> None:
    with pytest.raises(DealfitError, match="Say who"):
        typed(root, {"resource": "КБ", "rate": "100"}, who=" ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 500", "2500"),
        ("2\u00a0500,50 ₽", "2500.5"),
        ("1,234,567.89", "1234567.89"),
        ("320 ч", "320"),
        ("0,333333", "0.333333"),
        ("2500 руб/ч", "2500"),
        ("2500 руб.", "2500"),
        ("2500.00", "2500"),
        ("", None),
        ("—", None),
    ],
)
def test_figures_as_people_type_them(text: str, value: str | None) -> None:
    assert rate_entry.number(text, "rate") == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03",
        "03.2025",
        "15.03.2025",
        "2025-03-15",
        "2025-03-01 00:00:00",
        "март 2025",
        "Март 2025 г.",
        "March 2025",
        "3/2025",
    ],
)
def test_months_as_people_type_them(text: str) -> None:
    assert rate_entry.month(text) == dt.date(2025, 3, 1)


BLOCKS = {
    "two cells": "КБ\t2 500,50 ₽\r\nСервис\t1\u00a0200,00\r\n",
    "titled": "Ресурс\tСтавка, ₽/ч\tЕд.\nКБ\t2 500,50 руб./час\tч\nСервис\t1200\tч\nИтого\t3 700,50\t",
    "cost and capacity": "КБ\t800 160,00 ₽\t320 ч\nСервис\t120 000\t100",
    "of a list": "Подразделение;Фонд, ч/мес;Затраты за месяц, ₽\nкб;320;800 160\nСервис;100;120 000",
    "both ways": "КБ\t2500,5\t\t\n\nСервис\t\t120 000\t100",
    "as the table": "Resource\tBelongs to\t₽ per unit\t₽ a month\tUnits a month\nСервис\t\t1,200.00\t\t\nКБ\t\t\t800,160.00\t320",
    "typed": "КБ — 2 500,50 ₽\nСервис 1200",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_a_block_from_excel(root: Path, block: str) -> None:
    """КБ 2 500.50 an hour, or 800 160 for 320 h; Сервис 1 200, or 120 000 for 100 h. It goes before what stands in the table."""
    with analysis.open_workspace(root) as ws:
        known = rates.table(ws, ())
        said = pasted_rates.over(
            pasted_rates.read(block), [{"resource": "КБ", "rate": "1"}, {"resource": "Сервис"}]
        )
        stated = rate_entry.read(ws, known, said).stated
    price = {
        pool: each.rate or (each.cost or 0) / (each.capacity or 1)
        for pool, [each] in stated.items()
    }
    assert price == {"КБ": Decimal("2500.5"), "Сервис": Decimal(1200)}


def test_a_pasted_line_that_can_not_be_taken_is_named_by_its_number(root: Path) -> None:
    with analysis.open_workspace(root) as ws:
        for block in ("Ресурс\tСтавка\nКБ\tмного", "КБ\t100\nСервис"):
            with pytest.raises(BadSettings) as trouble:
                rate_entry.read(
                    ws, rates.table(ws, ()), pasted_rates.over(pasted_rates.read(block), [])
                )
            assert trouble.value.details["row"] == 2


def test_what_is_pasted_for_a_month_leaves_the_other_months(root: Path) -> None:
    table = [
        {"resource": "КБ", "rate": "100"},
        {"resource": "КБ", "since": "2025-02", "rate": "150"},
    ]
    said = pasted_rates.over(
        pasted_rates.read("Ресурс\tСтавка\tС месяца\nКБ\t170\tфевраль 2025"), table
    )
    assert [row for row in said if row] == [
        {"resource": "КБ", "rate": "170", "since": "февраль 2025"},
        table[0],
    ]


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """A store's table has no order of its own."""
    return table.sort_values(list(table.columns[:2])).reset_index(drop=True)
