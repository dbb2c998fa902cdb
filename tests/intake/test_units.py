"""The unit of a quantity of time: from the file's column, else from the header, else from values such as 7:30."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.header_words.spelling import plain, time_unit
from analysis.intake.contract import TABLES

from .conftest import Taken, Taker


def _read(taken: Taken, column: str = "quantity") -> list[tuple[Decimal | None, str | None]]:
    return [(r[column], r["unit"]) for r in taken.rows]


def _usage(taking: Taker, header: str, *cells: str, unit: str = "") -> Taken:
    lines = "".join(f"ОТК;{cell};05.01.2025\n" for cell in cells)
    return taking.text(f"Подразделение;{header};{unit or 'Дата'}\n" + lines)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Время, мин", "min"),
        ("quantity, min", "min"),
        ("quantity (minutes)", "min"),
        ("minutes", "min"),
        ("Минуты", "min"),
        ("duration_min", "min"),
        ("Время в минутах", "min"),
        ("Количество минут", "min"),
        ("DurationMinutes", "min"),
        ("Часы", "h"),
        ("hours", "h"),
        ("Hours worked", "h"),
        ("Трудозатраты, ч", "h"),
        ("Трудозатраты, чел.-ч", "h"),
        ("Трудозатраты, чел/ч", "h"),
        ("Человеко-часы", "h"),
        ("Отработано часов", "h"),
        ("time_spent_hours", "h"),
        ("ч", "h"),
        ("Отработано (ч:мин)", "h"),
        ("Часы, мин", None),
        ("Трудозатраты", None),
        ("quantity", None),
        ("Количество, шт", None),
        ("Время, чч:мм", None),
        ("Расход ресурса", None),
        ("Журнал времени", None),
    ],
)
def test_the_header_states_the_unit_and_the_number_stays(
    taking: Taker, header: str, unit: str | None
) -> None:
    taken = _usage(taking, header, "120")
    assert _read(taken) == [(Decimal(120), unit)]
    assert (taken.report.unused, taken.report.warnings) == ((), ())


def test_a_column_of_units_wins_over_the_header(taking: Taker) -> None:
    taken = taking.text("Отдел;Часы;Ед. изм.\nОТК;90;мин\nОТК;2;\nОТК;3;запуски\n")
    assert _read(taken) == [(Decimal(90), "мин"), (Decimal(2), "h"), (Decimal(3), "запуски")]
    taken = taking.text("pool,quantity,uom\nA,90,min\nA,2,\n")
    assert _read(taken) == [(Decimal(90), "min"), (Decimal(2), None)]
    mapping = taking.mapping('[constants]\nunit = "min"')
    assert _read(taking.text("pool,hours\nA,90\n", mapping=mapping)) == [(Decimal(90), "min")]


def test_a_header_that_a_mapping_names_states_its_unit(taking: Taker) -> None:
    mapping = taking.mapping('[columns]\nquantity = "Наладка станка, мин"')
    assert _read(taking.text("pool;Наладка станка, мин\nA;90\n", mapping=mapping)) == [
        (Decimal(90), "min")
    ]


@pytest.mark.parametrize("header", ["Трудозатраты, ч", "Трудозатраты", "Часы, мин"])
@pytest.mark.parametrize(
    ("cell", "hours"), [("7:30", "7.5"), ("0:20", "0.333333"), ("07:30:00", "7.5")]
)
def test_clock_values_are_hours(taking: Taker, header: str, cell: str, hours: str) -> None:
    assert _read(_usage(taking, header, cell, "", "8:00")) == [
        (Decimal(hours), "h"),
        (Decimal(8), "h"),
    ]


@pytest.mark.parametrize("cell", ["7,5", "8"])
def test_hours_as_numbers(taking: Taker, cell: str) -> None:
    assert _read(_usage(taking, "Трудозатраты, ч", cell)) == [
        (Decimal(cell.replace(",", ".")), "h")
    ]


def test_clock_values_among_numbers_say_nothing_of_the_unit(taking: Taker) -> None:
    assert _read(_usage(taking, "Трудозатраты", "7:30", "90")) == [
        (Decimal("7.5"), None),
        (Decimal(90), None),
    ]


def test_a_number_far_below_clock_values_is_seen(taking: Taker) -> None:
    cells = ["7:30"] * 5000
    clocks = _usage(taking, "Трудозатраты", *cells)
    assert ({r["unit"] for r in clocks.rows}, clocks.report.first_row) == ({"h"}, 2), "the fast way"
    mixed = _usage(taking, "Трудозатраты", *cells, "90")
    assert ({r["unit"] for r in mixed.rows}, mixed.rows[-1]["quantity"]) == ({None}, Decimal(90))
    refused = _usage(taking, "Трудозатраты", *cells, "много")
    assert ({r["unit"] for r in refused.rows}, len(refused.refused)) == ({"h"}, 1)


@pytest.mark.parametrize(
    ("header", "further"), [("Время, мин", ""), ("Время", "мин"), ("Часы", "min")]
)
def test_clock_values_in_a_file_of_minutes_become_minutes(
    taking: Taker, header: str, further: str
) -> None:
    taken = taking.text(
        f"Отдел;{header};Ед. изм.\nОТК;7:30;{further}\nОТК;0:20;{further}\nОТК;15;{further}\n"
    )
    assert [q for q, _ in _read(taken)] == [Decimal(450), Decimal(20), Decimal(15)]
    assert {u for _, u in _read(taken)} == {further or "min"}


def test_hours_between_two_stamps_have_no_unit(taking: Taker) -> None:
    taken = taking.text(
        "Отдел;Дата;Начало;Окончание;Минуты\nОТК;05.01.2025;9:15;17:45;\nОТК;05.01.2025;9:15;17:45;30\n"
    )
    assert _read(taken) == [(Decimal("8.5"), None), (Decimal(30), "min")]
    taken = taking.text("Отдел;Дата;Начало;Окончание;Ед. изм.\nОТК;05.01.2025;9:15;17:45;мин\n")
    assert _read(taken) == [(Decimal("8.5"), None)]


def test_times_of_a_workbook_are_hours(taking: Taker) -> None:
    taken = taking.sheet(
        [["Отдел", "Трудозатраты"], ["ОТК", dt.timedelta(hours=7, minutes=30)], ["ОТК", "12:15"]]
    )
    assert _read(taken) == [(Decimal("7.5"), "h"), (Decimal("12.25"), "h")]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("capacity, min", "min"),
        ("capacity (min)", "min"),
        ("Практическая мощность, мин", "min"),
        ("capacity_min", "min"),
        ("available minutes", "min"),
        ("capacity, h", "h"),
        ("Практическая мощность, ч", "h"),
        ("Доступно часов", "h"),
        ("capacity", None),
    ],
)
def test_the_unit_of_a_pool_by_the_header_of_its_capacity(
    taking: Taker, header: str, unit: str | None
) -> None:
    taken = taking.text(f"Ресурс;Затраты за месяц;{header};Ставка\nКБ;1000;6000;\nАренда;50;;\n")
    assert _read(taken, "capacity") == [(Decimal(6000), unit), (None, None)], (
        "without a capacity nothing is stated"
    )
    taken = taking.text(
        f"Ресурс;Затраты за месяц;{header};Ед. изм.\nКБ;1000;6000;нормо-час\nЦех;50;7;\n"
    )
    assert _read(taken, "capacity") == [(Decimal(6000), "нормо-час"), (Decimal(7), None)], (
        "the file's own column wins"
    )


@pytest.mark.parametrize("header", ["minutes", "Количество, мин", "capacity, min"])
def test_minutes_are_no_column_of_other_tables(header: str) -> None:
    found = {
        t for t in ("order_lines", "clients", "contacts") if match([header], TABLES[t]).columns
    }
    assert found <= {"order_lines"}, "a quantity of minutes sold"
    assert time_unit(header) == "min"


THOUSANDS_OF_HOURS = """Трудозатраты, тыс. чел.-ч|Трудозатраты, тыс.чел.-ч|Трудозатраты (тыс. чел.-час)|Трудоемкость, тыс. н/ч
Трудоемкость, тыс. нормо-часов|Нормо-часы, тыс.|Часы, тыс.|Часы (тыс.)|Отработано, тыс. часов|Отработано тыс. чел.-часов
Время, тыс. ч.|Кол-во часов, тыс.|Тыс. чел.-ч|Hours (thousands)|Hours, '000|Hours, K|Hours ('000)|Man-hours (000s)
Labour hours, thousand h|Labor hrs (k)|Time, k hours"""


@pytest.mark.parametrize("header", THOUSANDS_OF_HOURS.replace("\n", "|").split("|"))
def test_thousands_of_hours_are_thousands(header: str) -> None:
    assert "quantity" in match([header], TABLES["usage"]).columns
    assert (plain(header).factor("quantity"), time_unit(header)) == (1000, "h")


@pytest.mark.parametrize(
    ("table", "header", "column", "factor", "unit"),
    [
        ("usage", "Трудозатраты, млн чел.-ч", "quantity", 1_000_000, "h"),
        ("usage", "Трудозатраты, тыс. мин", "quantity", 1000, "min"),
        ("usage", "Факт, тыс. чел.-дн.", "quantity", 1000, "d"),
        ("usage", "Трудозатраты, чел.-ч", "quantity", 1, "h"),
        ("usage", "Часы (в т.ч.)", "quantity", 1, "h"),
        ("pools", "Мощность, тыс. чел.-ч", "capacity", 1000, "h"),
        ("pools", "Capacity ('000 h)", "capacity", 1000, "h"),
        ("pools", "Ставка, тыс. руб./ч", "rate", 1000, "h"),
        ("order_lines", "Quantity ('000 pcs)", "quantity", 1000, ""),
        ("order_lines", "Количество, x1000", "quantity", 1000, ""),
        ("order_lines", "Revenue ($000)", "revenue", 1000, ""),
        ("order_lines", "Sales, USD in thousands", "revenue", 1000, ""),
        ("order_lines", "Sales (in K$)", "revenue", 1000, ""),
        ("order_lines", "Revenue, TEUR", "revenue", 1000, ""),
        ("order_lines", "Sales, MUSD", "revenue", 1_000_000, ""),
    ],
)
def test_a_scale_before_any_unit_is_obeyed(
    table: str, header: str, column: str, factor: int, unit: str
) -> None:
    assert column in match([header], TABLES[table]).columns
    assert (plain(header).factor(column), time_unit(header)) == (factor, unit)


def test_thousands_of_hours_are_taken_as_hours_and_said(taking: Taker) -> None:
    taken = _usage(taking, "Трудозатраты, тыс. чел.-ч", "0,0125", "1,2")
    assert _read(taken) == [(Decimal("12.5"), "h"), (Decimal(1200), "h")]
    assert [n.code for n in taken.report.warnings] == ["thousands"]


RATES = """Затраты, руб./чел.-ч|Затраты, руб/час|Затраты, тыс. руб./чел.-ч|Затраты, ₽/ч|Затраты на чел.-ч, руб.|Расход, руб./ч
Трудозатраты, руб./чел.-ч|Труд, руб. в час|Стоимость, руб./ч|Ставка, руб./чел.-ч|Тариф, руб./н-ч|Цена нормо-часа, руб.
Стоимость часа|Quantity, USD/h|Cost per hour|Rate (USD/h)|Hourly cost|EUR per hour|Labour, EUR/h|Charge-out rate $/hr"""


@pytest.mark.parametrize("header", RATES.replace("\n", "|").split("|"))
def test_a_price_per_hour_is_no_use_of_a_resource(header: str) -> None:
    assert match([header], TABLES["usage"]).columns == {}
    beside = ["Трудозатраты, чел.-ч", header]
    assert match(beside, TABLES["usage"]).columns == {"quantity": 0}


@pytest.mark.parametrize(
    "header",
    [
        "Затраты, руб./чел.-ч",
        "Затраты, руб./ч",
        "Ставка за час, руб.",
        "Стоимость нормо-часа, руб.",
        "Тариф за час",
        "Cost, USD/h",
        "Cost per hour",
    ],
)
def test_a_cost_per_hour_is_a_rate_of_the_resource(header: str) -> None:
    assert match([header], TABLES["pools"]).columns == {"rate": 0}
    assert match(["Затраты, руб."], TABLES["pools"]).columns == {"cost": 0}


@pytest.mark.parametrize(
    "month", ["Январь 2025", "янв.25", "2025-01", "01.2025", "1/2025", "Jan 2025"]
)
@pytest.mark.parametrize("header", ["Месяц", "Период"])
def test_hours_may_be_logged_by_the_month(taking: Taker, header: str, month: str) -> None:
    taken = taking.text(f"Заказ;Отдел;{header};Часы\nA-1;КБ;{month};5\n")
    assert [(r["date"], r["quantity"]) for r in taken.rows] == [(dt.date(2025, 1, 1), 5)]


def test_a_day_of_a_log_stays_the_day(taking: Taker) -> None:
    taken = taking.text("Заказ;Отдел;Дата;Часы\nA-1;КБ;15.01.2025;5\nA-1;КБ;16.01.2025;5\n")
    assert [r["date"].day for r in taken.rows] == [15, 16]
