"""METHOD, rule 9: not paid is not free, not shipped is not in time. Plant M and small plants, worked by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import analysis
from analysis.portrait import portrait_as_of
from tests import plant_m
from tests.examiner import Plant, column, conserved, near, text, uses

CREDIT_OF_N = 6_000 * 731 / 365 * 0.2  # 2,403.29: shipped on 2024-01-20, data to 2026-01-20


def clients(ws: analysis.Workspace) -> pd.DataFrame:
    return ws.clients().set_index("client_id")


def test_who_never_pays_is_not_better_than_who_pays_late(plant: Plant) -> None:
    """N: 1,740 − 2,403.29 = −663.29; P paid after 730 days: 1,740 − 2,400 = −660."""
    ws = plant(**plant_m.tables())
    never, late = clients(ws).loc["N never pays"], clients(ws).loc["P pays late"]
    assert (never["credit_cost"], never["credit_so_far"], never["true_profit"]) == near(
        (CREDIT_OF_N, CREDIT_OF_N, -663.29)
    )
    assert (late["credit_cost"], late["credit_so_far"], late["true_profit"]) == near(
        (2_400, 0, -660)
    )
    assert ws.metric("credit_so_far") == near(CREDIT_OF_N)
    measures = ws.table("client_measures").set_index("client_id")["late_payment_days"]
    assert (measures["N never pays"], measures["P pays late"], measures["B"]) == (731, 730, 0)
    decided = ws.table("client_decision").set_index("client_id")
    assert decided.loc["N never pays", "decision"] != "grow"
    assert decided.loc["N never pays", "credit_share"] == near(CREDIT_OF_N / 6_000)
    conserved(ws)


def test_without_a_cost_of_capital_nothing_is_unknown(plant: Plant) -> None:
    tables = plant_m.tables() | {"settings": ""}
    ws = plant(**tables)
    assert set(column(ws, "credit_cost").values()) == {0}
    assert clients(ws).loc["N never pays", "true_profit"] == near(1_740)


HEADER = ("order_id", "client_id", "order_date", "shipped_on", "paid_on", "revenue", "direct_cost")


def made(
    plant: Plant, rows: list[tuple[object, ...]], settings: str = plant_m.SETTINGS
) -> analysis.Workspace:
    orders = {str(row[0]) for row in rows}
    return plant(
        settings=settings,
        order_lines=text(HEADER, *rows),
        usage=uses({o: {"eng": 1} for o in sorted(orders)}),
        pools="pool,unit,rate\neng,h,10",
    )


def test_without_any_day_of_payment_credit_is_left_out_as_ever(plant: Plant) -> None:
    ws = made(plant, [(n, "A", "2025-01-10", "2025-01-20", "", 1000, 700) for n in range(3)])
    assert set(column(ws, "credit_cost").values()) == {0}
    assert "paid_on" in ws.missing()
    assert (
        ws.breaches().set_index("name").loc["the_credit_of_an_order_is_unknown", "guilty_rows"] == 0
    )


def test_a_day_that_cannot_be_read_is_no_word_of_not_paid_and_not_shipped(plant: Plant) -> None:
    """The unreadable payment costs no credit so far: it is unknown. So is whether an unreadable shipment was late. 2052 is no day of the
    data: whoever owes, owes up to the last true day, 1,000 × 73 ÷ 365 × 0.2 = 40."""
    head = (
        "order_id",
        "client_id",
        "order_date",
        "promised_on",
        "shipped_on",
        "paid_on",
        "revenue",
        "direct_cost",
    )
    usual = [
        (n, "A", "2025-01-10", "2025-01-25", "2025-01-20", "2025-01-20", 1000, 700)
        for n in range(3)
    ]
    odd = [
        ("x", "B", "2025-01-10", "2025-01-25", "2025-01-20", "soon", 1000, 700),
        ("y", "C", "2025-01-10", "2025-01-25", "20.20.2025", "2025-04-03", 1000, 700),
        ("z", "D", "2025-01-10", "2025-01-25", "2025-01-20", "2052-04-03", 1000, 700),
        ("owed", "E", "2025-01-10", "2025-01-25", "2025-01-20", "", 1000, 700),
    ]
    ws = plant(settings=plant_m.SETTINGS, order_lines=text(head, *usual, *odd), usage="", pools="")
    credit, late = column(ws, "credit_cost"), column(ws, "is_late_so_far")
    assert (credit["0"], credit["owed"]) == near((0, 40))
    assert all(pd.isna(credit[order]) for order in "xyz")
    assert not late["y"]
    assert ws.table("last_day")["day"].iloc[0] == pd.Timestamp("2025-04-03")
    measures = ws.table("client_measures").set_index("client_id")["late_payment_days"]
    assert (measures["A"], measures["E"]) == (0, 73)
    assert measures[["B", "D"]].isna().all()
    assert (
        ws.breaches().set_index("name").loc["the_credit_of_an_order_is_unknown", "guilty_rows"] == 3
    )


def test_where_only_some_days_of_payment_are_there_the_others_are_unknown(plant: Plant) -> None:
    """Two of four have one: no majority. The paid ones cost 1,000 × 73 ÷ 365 × 0.2 = 40; the others are said, with their number."""
    rows = [
        (n, f"C{n}", "2025-01-10", "2025-01-20", "2025-04-03" if n < 2 else "", 1000, 700)
        for n in range(4)
    ]
    ws = made(plant, rows)
    credit, profit = column(ws, "credit_cost"), column(ws, "true_profit")
    assert (credit["0"], credit["1"], profit["0"]) == near((40, 40, 250))
    for order in ("2", "3"):
        assert pd.isna(credit[order])
        assert pd.isna(profit[order])
    assert set(column(ws, "flag").values()) == {"profitable", "unknown"}
    assert (
        ws.breaches().set_index("name").loc["the_credit_of_an_order_is_unknown", "guilty_rows"] == 2
    )
    assert clients(ws)["true_profit"].isna().tolist() == [False, False, True, True]
    conserved(ws)
    lower = made(
        plant, rows, f"{plant_m.SETTINGS}mostly_recorded = 0.4\n"
    )  # the plant says: two of four are most
    assert column(lower, "credit_cost")["2"] == near(40)  # to the last day, 2025-04-03


def test_of_that_time(plant: Plant) -> None:
    """In 2023 nobody had a day of payment, in 2025 nearly all: 2023 is unknown, what is open of 2025 waits for its money."""
    old = [(f"o{n}", "A", f"2023-0{n}-10", f"2023-0{n}-20", "", 1000, 700) for n in range(1, 7)]
    new = [
        (f"n{n}", "B", f"2025-0{n}-10", f"2025-0{n}-20", f"2025-0{n}-20", 1000, 700)
        for n in range(1, 7)
    ]
    ws = made(plant, [*old, *new, ("open", "C", "2025-03-10", "2025-03-20", "", 1000, 700)])
    credit = column(ws, "credit_cost")
    assert all(pd.isna(credit[row[0]]) for row in old)
    assert {credit[row[0]] for row in new} == {0}
    assert credit["open"] == near(1000 * 92 / 365 * 0.2)  # to 2025-06-20


def test_the_last_months_of_a_plant_that_is_paid_in_time_are_no_unknown(plant: Plant) -> None:
    """Paid after 60 days, data to 30 June: what was shipped in May and June waits for its money, 40 and 9 days so far."""
    rows = [
        (
            n,
            "A",
            f"2025-{n:02d}-01",
            f"2025-{n:02d}-21",
            dt.date(2025, n, 21) + dt.timedelta(60) if n < 5 else "",
            1000,
            700,
        )
        for n in range(1, 7)
    ]
    ws = made(plant, [*rows, ("last", "B", "2025-06-30", "", "", 1000, 700)])
    waiting = {"5": 1000 * 40 / 365 * 0.2, "6": 1000 * 9 / 365 * 0.2}
    assert column(ws, "credit_so_far") == near(
        {"1": 0, "2": 0, "3": 0, "4": 0, "last": 0, **waiting}
    )


def test_lines_of_an_order_wait_each_from_its_own_day_and_what_came_back_owes_nothing(
    plant: Plant,
) -> None:
    """1: 1,000 paid after 73 days = 40; 2,000 unpaid for 146 days = 160. 2: 1,000 unpaid, all of it sent back on the day."""
    ws = made(
        plant,
        [
            ("1", "A", "2025-01-01", "2025-01-01", "2025-03-15", 1000, 700),
            ("1", "A", "2025-01-01", "2025-02-05", "", 2000, 700),
            ("2", "B", "2025-01-01", "2025-02-05", "", 1000, 700),
            ("2", "B", "2025-01-01", "2025-02-05", "", -1000, -700),
            *((n, "C", "2025-01-01", "2025-02-05", "2025-02-05", 100, 70) for n in (3, 4, 5)),
            ("last", "C", "2025-07-01", "2025-07-01", "2025-07-01", 100, 70),
        ],
    )
    nothing = {"2": 0, "3": 0, "4": 0, "5": 0, "last": 0}
    assert column(ws, "credit_cost") == near({"1": 200, **nothing})
    assert column(ws, "credit_so_far") == near({"1": 160, **nothing})


def promised(plant: Plant, *rows: tuple[object, ...]) -> analysis.Workspace:
    header = (
        "order_id",
        "client_id",
        "order_date",
        "promised_on",
        "shipped_on",
        "status",
        "revenue",
    )
    return plant(order_lines=text(header, *rows))


def test_an_order_past_its_day_and_not_shipped_is_late_so_far(plant: Plant) -> None:
    """b: promised on 2024-01-15, data to 2026-01-20: 736 days so far, 1 of 2 late; w is in progress and past its day, u isn't yet."""
    ws = promised(
        plant,
        ("a", "A", "2024-01-01", "2024-01-15", "2024-01-15", "", 100),
        ("b", "A", "2024-01-01", "2024-01-15", "", "", 100),
        ("w", "W", "2025-11-01", "2026-01-10", "", "В работе", 100),
        ("u", "U", "2025-11-01", "2026-03-10", "", "В работе", 100),
        ("x", "U", "2026-01-20", "2026-02-20", "", "Отменён", 100),
    )
    late = ws.orders().set_index("order_id")[["days_late", "is_late_so_far"]]
    assert late["days_late"].dropna().to_dict() == {"a": 0, "b": 736, "w": 10}
    assert late.index[late["is_late_so_far"]].tolist() == ["b", "w"] or set(
        late.index[late["is_late_so_far"]]
    ) == {
        "b",
        "w",
    }
    rows = clients(ws)
    assert (rows.loc["A", "late_share"], rows.loc["A", "late_so_far_orders"]) == (0.5, 1)
    assert rows.loc["W", "late_share"] == 1
    assert pd.isna(rows.loc["U", "late_share"])
    assert ws.table("client_measures").set_index("client_id").loc["A", "late_share"] == 0.5
    decided = ws.table("client_decision").set_index("client_id")
    assert (decided.loc["A", "lead_days_kept"], decided.loc["A", "lead_orders"]) == (
        750,
        2,
    )  # 14 days, and 750 so far


@pytest.mark.parametrize(("shipped", "late"), [(0, {}), (1, {}), (2, {"2": 18, "3": 18})])
def test_without_days_of_shipment_nobody_is_called_late(
    plant: Plant, shipped: int, late: dict[str, int]
) -> None:
    """None of four has one, one, two: from the half on, those without are late up to 2025-02-28."""
    rows = [
        (n, "A", "2025-01-10", "2025-02-10", "2025-02-10" if n < shipped else "", "", 100)
        for n in range(4)
    ]
    ws = promised(plant, *rows, ("last", "B", "2025-02-28", "", "", "", 100))
    days = ws.orders().set_index("order_id")["days_late"].dropna()
    assert {order: int(value) for order, value in days.items() if value > 0} == late


def test_an_order_shipped_in_part_is_late_for_the_rest(plant: Plant) -> None:
    ws = promised(
        plant,
        ("1", "A", "2025-01-10", "2025-01-20", "2025-01-15", "", 100),
        ("1", "A", "2025-01-10", "2025-01-20", "", "", 100),
        ("2", "B", "2025-01-10", "2025-01-20", "2025-01-30", "", 100),
    )
    assert ws.orders().set_index("order_id")["days_late"].to_dict() == {"1": 10, "2": 10}


def test_the_past_as_of_a_day_waits_up_to_that_day_and_no_further(plant: Plant) -> None:
    """As of 2024-07-20 N waits since 2024-01-20: 181 days to the day before; what was paid later was not known then either."""
    ws = plant(**plant_m.tables())
    measures = portrait_as_of.measures(ws, dt.date(2024, 7, 20)).set_index("client_id")[
        "late_payment_days"
    ]
    assert (measures["N never pays"], measures["P pays late"], measures["B"]) == (181, 181, 0)
