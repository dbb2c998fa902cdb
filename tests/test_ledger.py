"""Pools month by month against the ledger, to the kopeck; worked by hand on the tiny plant and on pools of every treatment."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.errors import DealfitError
from analysis.journal import ledger_totals, shared_state
from analysis.trust import ledger


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234 567,89", "1234567.89"),
        ("1\u00a0234\u00a0567,89 ₽", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("16000", "16000.00"),
        ("-12,5", "-12.50"),
        ("(1 000,00)", "-1000.00"),
        ("0", "0.00"),
    ],
)
def test_money_as_people_type_it(text: str, value: str) -> None:
    assert ledger_totals.amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "около 5 000",
        "1,234",
        "12.345",
        "1e400",
        "1.2.3,4",
        "NaN",
        "12345678901234567890",
        "'; drop",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DealfitError, match="no amount of money"):
        ledger_totals.amount(text)


def of(frame: pd.DataFrame, month: str | None, pool: str) -> pd.Series:
    months = frame["month"].isna() if month is None else frame["month"] == pd.Timestamp(month)
    return frame[months & (frame["pool"] == pool)].iloc[0]


def test_the_tiny_plants_january(tiny: analysis.Workspace) -> None:
    frame = ledger.reconciliation(
        tiny, (("2025-01", "", "16000.40"), ("2025-01", "Менеджеры", "5999.99"))
    )
    whole, designers, managers = (
        of(frame, "2025-01-01", p) for p in ("", "Конструкторы", "Менеджеры")
    )
    # 10,000 + 6,000; orders 3,400 + 850; clients 200; unused 6,600 + 4,950
    assert whole[
        ["cost", "charged_orders", "charged_clients", "spread", "period", "unused", "added_up"]
    ].tolist() == [
        16000,
        4250,
        200,
        0,
        0,
        11550,
        16000,
    ]
    assert whole["difference"] == pytest.approx(-0.40, abs=1e-9)
    assert managers["difference"] == pytest.approx(0.01, abs=1e-9)  # 6,000 − 5,999.99
    assert pd.isna(designers["ledger"])
    assert pd.isna(designers["difference"])  # nothing entered is not 0


def test_a_month_is_its_pools_only_where_each_was_entered(tiny: analysis.Workspace) -> None:
    one = (("2025-01", "Менеджеры", "6000"),)
    assert pd.isna(of(ledger.reconciliation(tiny, one), "2025-01-01", "")["ledger"])
    both = (*one, ("2025-01", "Конструкторы", "9999.99"))
    assert of(ledger.reconciliation(tiny, both), "2025-01-01", "")["difference"] == pytest.approx(
        0.01, abs=1e-9
    )


POOLS = """pool,month,unit,cost,capacity,rate,treatment,spread_basis
design,2025-01,h,1000,10,,usage,
rent,2025-01,,700,,,spread,revenue
rent,2025-02,,500,,,spread,revenue
board,2025-01,,300.55,,,period,
visits,,visit,400,8,,usage,
"""
LINES = """order_id,client_id,order_date,revenue,direct_cost
1,A,2025-01-10,1000,100
2,B,2025-01-11,3000,100
3,B,2025-03-01,10,1
"""
USAGE = """order_id,client_id,pool,quantity,date
1,,design,12,2025-01-10
2,,visits,3,2025-01-11
,B,visits,1,2025-01-12
3,,design,2,2025-03-01
"""


@pytest.fixture
def every_treatment(plant: Callable[..., analysis.Workspace]) -> pd.DataFrame:
    return ledger.reconciliation(plant(order_lines=LINES, usage=USAGE, pools=POOLS), ())


def test_over_use_is_negative_and_period_pools_stay_below_the_line(
    every_treatment: pd.DataFrame,
) -> None:
    january = of(every_treatment, "2025-01-01", "")
    # design 12 h × 100 = 1,200 of 1,000: unused −200; rent 700 spread; board 300.55; visits 400 in every month: 150 + 50, 200 unused
    assert january[
        ["cost", "charged_orders", "charged_clients", "spread", "period", "unused"]
    ].tolist() == pytest.approx([2400.55, 1350, 50, 700, 300.55, 0])
    assert of(every_treatment, "2025-01-01", "visits")["unused"] == 200
    assert of(every_treatment, "2025-01-01", "design")["unused"] == -200
    assert of(every_treatment, "2025-01-01", "board")["period"] == pytest.approx(300.55)
    assert january["added_up"] == january["cost"]


def test_rent_without_any_order_to_spread_over_is_unused(every_treatment: pd.DataFrame) -> None:
    february = of(every_treatment, "2025-02-01", "")
    assert february[["cost", "spread", "unused"]].tolist() == [500, 0, 500]


def test_use_without_a_date_stands_apart(plant: Callable[..., analysis.Workspace]) -> None:
    """A visit at 50 of no month: the visits' cost stands in the months, so that it is over and above it."""
    frame = ledger.reconciliation(
        plant(order_lines=LINES, usage=USAGE + ",B,visits,1,\n", pools=POOLS), ()
    )
    whole = of(frame, None, "")
    assert whole[["cost", "charged_orders", "charged_clients", "unused"]].tolist() == [
        0,
        0,
        50,
        -50,
    ]
    assert frame["month"].isna().tolist()[-2:] == [True, True]


def test_a_month_without_a_cost_is_unknown_and_what_it_charged_is_told(
    every_treatment: pd.DataFrame,
) -> None:
    march = of(every_treatment, "2025-03-01", "")
    assert pd.isna(of(every_treatment, "2025-03-01", "design")["cost"])
    assert march["cost"] == 400  # of the visits, which have a cost in every month
    assert march[["pools_without_cost", "charged_without_cost"]].tolist() == [
        1,
        200,
    ]  # 2 h at January's 100
    assert ledger.summary(every_treatment) == {
        "months": 3,
        "entered": 0,
        "agreeing": 0,
        "differing": 0,
    }


def test_entries_have_a_history_and_an_undo(tmp_path: Path) -> None:
    assert ledger_totals.enter(tmp_path, "2025-01", "", "16 000,00", "Орлова", "оборотка 26 счёта")
    assert not ledger_totals.enter(tmp_path, "2025-01", "", "16000", "Орлова")  # the same amount
    assert ledger_totals.enter(tmp_path, "2025-01", "", "16 500", "Орлова", "исправлено")
    assert ledger_totals.entries(tmp_path) == (("2025-01", "", "16500.00"),)
    newest, first = shared_state.history(tmp_path, "ledger")
    assert (first.before, first.after, first.who, first.why) == (
        None,
        "16000.00",
        "Орлова",
        "оборотка 26 счёта",
    )
    assert (newest.before, newest.after) == ("16000.00", "16500.00")
    ledger_totals.undo(tmp_path, newest.id, "Пак", "ошибка")
    assert ledger_totals.entries(tmp_path) == (("2025-01", "", "16000.00"),)
    ledger_totals.undo(tmp_path, first.id, "Пак", "ошибка")
    assert ledger_totals.entries(tmp_path) == ()


@pytest.mark.parametrize(
    ("month", "total", "who"),
    [("2025-13", "1", "A"), ("январь", "1", "A"), ("2025-01", "много", "A"), ("2025-01", "1", " ")],
)
def test_what_cannot_be_entered_leaves_nothing(
    tmp_path: Path, month: str, total: str, who: str
) -> None:
    with pytest.raises(DealfitError):
        ledger_totals.enter(tmp_path, month, "", total, who)
    assert ledger_totals.entries(tmp_path) == ()
    assert shared_state.history(tmp_path) == []
