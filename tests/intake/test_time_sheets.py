"""Time sheets as plants and trackers export them: durations, stamps, exports of four programs, and the matrix of days."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DealfitError, UnknownColumns, UnreadableFile
from analysis.intake import reasons
from analysis.intake.columns.matrix import marks

from .conftest import Taken, Taker

DAYS = list(range(1, 32))
STAMP = dt.datetime(2025, 1, 15)


def uses(taken: Taken, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[c] for c in columns) for row in taken.rows]


def days(**said: object) -> list[object]:
    """31 cells, those of `d3="Я"` filled."""
    cells: list[object] = [None] * 31
    for name, value in said.items():
        cells[int(name[1:]) - 1] = value
    return cells


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("1:30", "1.5"),
        ("1h 30m", "1.5"),
        ("1ч 30м", "1.5"),
        ("1 час 30 мин.", "1.5"),
        ("90m", "1.5"),
        ("90 мин", "1.5"),
        ("PT1H30M", "1.5"),
        ("5400s", "1.5"),
        ("1,5 ч", "1.5"),
        ("2 ч.", "2"),
        ("45 минут", "0.75"),
        ("9:00–17:30", "8.5"),
        ("с 9:00 до 17:30", "8.5"),
        ("22:00-6:00", "8"),
    ],
)
def test_durations_as_people_write_them(taking: Taker, cell: str, hours: str) -> None:
    taken = taking.text(f"Отдел;Дата;Трудозатраты\nКБ;15.01.2025;{cell}\n")
    assert uses(taken, "quantity", "unit") == [(Decimal(hours), "h")]


@pytest.mark.parametrize("cell", ["1d 2h", "10:00-9:00", "h", "8 шт"])
def test_a_duration_that_needs_a_guess_is_refused(taking: Taker, cell: str) -> None:
    """A day of 8 or of 24 hours? And from ten to nine is no night's work."""
    assert taking.text(f"Отдел;Дата;Трудозатраты\nКБ;15.01.2025;{cell}\n").reasons == [
        (2, "Трудозатраты", cell, reasons.NOT_A_NUMBER)
    ]


def test_a_span_in_one_cell_gives_the_stamps(taking: Taker) -> None:
    taken = taking.text(
        "Отдел;Сотрудник;Дата;Время\nКБ;И;15.01.2025;9:00–17:30\nКБ;И;15.01.2025;22:00-06:00\n"
    )
    assert uses(taken, "started_at", "ended_at") == [
        (STAMP.replace(hour=9), STAMP.replace(hour=17, minute=30)),
        (STAMP.replace(hour=22), STAMP.replace(day=16, hour=6)),
    ]


def test_bare_times_over_midnight(taking: Taker) -> None:
    """22:00 to 6:00 is a night of 8 hours; 10:00 to 9:00 would be 23: it ends before it starts."""
    taken = taking.text(
        "Отдел;Дата;Начало;Окончание\nКБ;15.01.2025;22:00;06:00\nКБ;15.01.2025;10:00;09:00\nКБ;15.01.2025;12:00 AM;01:15 PM\n"
    )
    assert uses(taken, "ended_at", "quantity") == [
        (STAMP.replace(day=16, hour=6), Decimal(8)),
        (STAMP.replace(hour=13, minute=15), Decimal("13.25")),
    ]
    assert taken.reasons == [(3, "Окончание", "09:00", reasons.ENDS_BEFORE_START)]


def test_hours_and_minutes_in_two_columns(taking: Taker) -> None:
    """1 and 30 are 1.5 hours; 1.5 and 90 the same once more; 2 and 90 neither. All minutes are read, none left over."""
    taken = taking.text(
        "Отдел;Дата;Часы;Минуты\n"
        + "".join(
            f"КБ;15.01.2025;{h};{m}\n"
            for h, m in [
                (1, 30),
                (0, 45),
                ("", 15),
                (2, ""),
                ("1,5", 90),
                (2, 90),
                (1, "x"),
            ]
        )
    )
    assert [q for (q,) in uses(taken, "quantity")] == [
        Decimal(q) for q in ("1.5", "0.75", "0.25", "2", "1.5")
    ]
    assert taken.reasons == [
        (n, "Часы", v, reasons.MINUTES_DISAGREE) for n, v in ((7, "2"), (8, "1"))
    ]
    assert taken.report.unused == ()


def test_days_alone_give_no_hours(taking: Taker) -> None:
    """Two weeks of a task are not 336 hours; a stated duration stands."""
    taken = taking.text(
        "Отдел;Дата начала;Дата окончания;Часы\nКБ;01.03.2025;15.03.2025;\nКБ;01.03.2025;15.03.2025;12\n"
        "КБ;01.03.2025 9:00;01.03.2025 17:00;\n"
    )
    assert uses(taken, "quantity") == [(Decimal(12),), (Decimal(8),)]
    assert taken.reasons == [(2, "Дата окончания", "15.03.2025", reasons.DAYS_WITHOUT_HOURS)]


def test_a_duration_beside_other_stamps_is_noticed(taking: Taker) -> None:
    """9:00 to 11:00 stated as 8 hours; 2:00 and 1:59:30 agree."""
    head = "User,Team,Start date,Start time,End date,End time,Duration\n"
    day = "E,КБ,2025-01-15,09:00:00,2025-01-15,11:00:00,"
    taken = taking.text(f"{head}{day}08:00:00\n{day}02:00:00\n{day}01:59:30\n")
    assert [q for (q,) in uses(taken, "quantity")] == [8, 2, Decimal("1.991667")]
    assert [(w.code, dict(w.details)) for w in taken.report.warnings] == [
        ("stamps_differ", {"rows": 1})
    ]


@pytest.mark.parametrize(
    ("header", "row", "column", "value"),
    [
        (
            "Date,First Name,Last Name,Employee?,Hours",
            "2025-01-15,Dana,Dev,Yes,1",
            "person",
            "Dana Dev",
        ),
        (
            "Дата,Фамилия,Имя,Отчество,Часы",
            "15.01.2025,Орлов,Иван,Ильич,1",
            "person",
            "Орлов Иван Ильич",
        ),
        ("Issue id,Issue key,Author,Hours", "10007,ATL-7,Ann,1", "order_id", "ATL-7"),
        ('Пользователь,"час(а,ов)"', "Ann,1.5", "quantity", Decimal("1.5")),
        ("Author,Started,Hours", "Ann,15/Jan/25 9:00 AM,1", "started_at", STAMP.replace(hour=9)),
        ("Author,Date,Hours", "Ann,15-янв-25,1", "date", STAMP.date()),
    ],
)
def test_headers_and_dates_of_trackers(
    taking: Taker, header: str, row: str, column: str, value: object
) -> None:
    assert uses(taking.text(f"{header}\n{row}\n", table="usage"), column) == [(value,)]


@pytest.mark.parametrize("zone", ["+03:00", "Z", "+0300", ".000+0300", ""])
def test_a_time_zone_leaves_the_time_as_written(taking: Taker, zone: str) -> None:
    taken = taking.text(
        f"pool,started_at,ended_at\nA,2025-01-15T09:00:00{zone},2025-01-15T10:30:00{zone}\n"
    )
    assert uses(taken, "started_at", "quantity") == [(STAMP.replace(hour=9), Decimal("1.5"))]


def test_toggl(taking: Taker) -> None:
    taken = taking.text(
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount ()\n"
        "Elena,e@x,Kestrel,A-102,Drawing,body,Yes,2025-01-15,09:05:00,2025-01-15,11:35:00,02:30:00,dev,\n"
        "Mira,m@x,Kestrel,A-103,,rework,Yes,2025-01-15,23:30:00,2025-01-16,00:45:00,01:15:00,,\n",
        name="Toggl_time_entries_2025-01-01_2025-01-31.csv",
    )
    assert taken.report.table == "usage"
    assert uses(
        taken, "order_id", "client_name", "person", "activity", "date", "quantity", "unit", "pool"
    ) == [
        ("A-102", "Kestrel", "Elena", "Drawing", dt.date(2025, 1, 15), Decimal("2.5"), "h", None),
        ("A-103", "Kestrel", "Mira", None, dt.date(2025, 1, 15), Decimal("1.25"), "h", None),
    ]
    assert uses(taken, "started_at", "ended_at")[1] == (
        STAMP.replace(hour=23, minute=30),
        STAMP.replace(day=16, minute=45),
    )


def test_clockify(taking: Taker) -> None:
    taken = taking.text(
        '"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date","Start Time","End Date",'
        '"End Time","Duration (h)","Duration (decimal)","Billable Rate (USD)","Billable Amount (USD)"\n'
        '"A-102","Kestrel","Docs","","Owner","Design","o@x","","Yes","01/15/2025","09:00:00 AM","01/15/2025","01:30:00 PM",'
        '"04:30:00","4.50","50.00","225.00"\n'
    )
    assert uses(taken, "order_id", "pool", "person", "quantity", "started_at", "ended_at") == [
        (
            "A-102",
            "Design",
            "Owner",
            Decimal("4.5"),
            STAMP.replace(hour=9),
            STAMP.replace(hour=13, minute=30),
        )
    ]


JIRA = "Issue Key,Author,Time Spent{unit},Started,Project,Summary\nATL-7,Ann,{spent},2025-01-15T09:00:00.000+0300,ATL,Drawing\n"


@pytest.mark.parametrize(
    ("unit", "spent", "quantity", "stated"),
    [(" (seconds)", "5400", "5400", "s"), (" (h)", "1.5", "1.5", "h"), ("", "1h 30m", "1.5", "h")],
)
def test_jira(taking: Taker, unit: str, spent: str, quantity: str, stated: str) -> None:
    taken = taking.text(JIRA.format(unit=unit, spent=spent))
    assert uses(taken, "order_id", "person", "quantity", "unit", "activity", "started_at") == [
        ("ATL-7", "Ann", Decimal(quantity), stated, "Drawing", STAMP.replace(hour=9))
    ]


def test_a_tempo_export_in_russian(taking: Taker) -> None:
    taken = taking.text(
        '"Ключ запроса","Тема запроса","Часов","Дата работы","Имя пользователя","Полное имя","Период","Имя аккаунта",'
        '"Имя активности","Тип запроса","Ключ проекта","Имя проекта","Epic Link","Описание работы","Тарифицируемые часы"\n'
        '"ATL-7","Чертёж","1.5","2025-01-15","ann","Анна К.","","","Проектирование","Task","ATL","Атлас","","","1"\n'
    )
    assert uses(taken, "order_id", "person", "quantity", "unit", "date", "activity") == [
        ("ATL-7", "Анна К.", Decimal("1.5"), "h", dt.date(2025, 1, 15), "Проектирование")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Проект;Дата;Пользователь;Деятельность;Задача;Комментарий;Часы\nA-102;15.01.2025;Иванов;Чертёж;Bug #12: Вал;нет;1,50\n",
        "Project,Date,Created,Week,User,Activity,Issue,Tracker,Comment,Hours\nA-102,01/15/2025,01/16/2025,3,Иванов,Чертёж,#12,Bug,c,1.50\n",
    ],
)
def test_redmine(taking: Taker, text: str) -> None:
    assert uses(
        taking.text(text, name="timelog.csv"), "order_id", "person", "activity", "date", "quantity"
    ) == [("A-102", "Иванов", "Чертёж", dt.date(2025, 1, 15), Decimal("1.5"))]


def test_a_person_may_stand_for_the_pool_and_a_totals_row_is_none(taking: Taker) -> None:
    taken = taking.text(
        "Сотрудник;Дата;Заказ;Часы\nИ;15.01.2025;A-1;8\nИтого;;;8\n;15.01.2025;A-1;7\n"
    )
    assert uses(taken, "person", "pool", "quantity") == [("И", None, Decimal(8))]
    assert [r[3] for r in taken.reasons] == [reasons.TOTALS_ROW, reasons.REQUIRED]


@pytest.mark.parametrize(
    ("delimiter", "mark", "encoding"),
    [(";", ",", "cp1251"), (",", ".", "utf-8"), ("\t", ",", "utf-8-sig")],
)
def test_a_matrix_saved_as_text_gives_what_its_workbook_gives(
    taking: Taker, delimiter: str, mark: str, encoding: str
) -> None:
    """Hours as numbers and as text, letters, clock values, an order's number with zeros, totals below and at the right."""
    rows = [
        ["Трудозатраты за март 2025 г."],
        [],
        ["Сотрудник", "Заказ", *DAYS, "Итого часов"],
        ["Иванов", "00012", *days(d1=8, d2="В", d3="Я 8", d31=0.25), 16.25],
        ["", "A-2", *days(d4="8/2"), 10],
        ["Петров", "A-1", *days(d6="1:30", d7="ОТ", d8=7.5), 9],
        ["Итого", None, *days(d1=8), 35.25],
    ]
    found = taking.sheet(rows)
    cells = [
        [
            "" if c is None else str(c).replace(".", mark) if isinstance(c, float) else str(c)
            for c in row
        ]
        for row in rows
    ]
    wide = max(map(len, cells))
    lines = (delimiter.join([*row, *[""] * (wide - len(row))]) for row in cells)
    text = taking.text("\n".join(lines) + "\n", encoding=encoding)
    assert [row["quantity"] for row in text.rows] == [
        Decimal(h) for h in ("8", "8", "0.25", "10", "1.5", "7.5")
    ]
    assert text.rows == found.rows
    assert text.reasons == found.reasons
    assert text.report.warnings == found.report.warnings
    assert (text.report.formats["shape"], text.report.formats["delimiter"]) == ("matrix", delimiter)


def test_people_by_days_and_orders(taking: Taker) -> None:
    """Иванов: 8 + 8 on A-1 and 8/2 = 10 on A-2 (his name stands once); Петров 1:30, though his total says 3."""
    taken = taking.sheet(
        [
            ["Трудозатраты за март 2025 г."],
            [],
            ["Сотрудник", "Заказ", *DAYS, "Итого часов", "Итого дней"],
            ["Иванов", "A-1", *days(d1=8, d2="В", d3="Я 8"), 16, 2],
            ["", "A-2", *days(d4="8/2"), 10, 1],
            ["Петров", "A-1", *days(d6="1:30", d7="ОТ"), 3, 1],
            ["Итого", None, *days(d1=8), 27.5],
        ]
    )
    march = [dt.date(2025, 3, d) for d in range(32) if d]
    assert uses(taken, "person", "order_id", "date", "quantity", "unit") == [
        ("Иванов", "A-1", march[0], Decimal(8), "h"),
        ("Иванов", "A-1", march[2], Decimal(8), "h"),
        ("Иванов", "A-2", march[3], Decimal(10), "h"),
        ("Петров", "A-1", march[5], Decimal("1.5"), "h"),
    ]
    assert taken.reasons == [(7, None, None, reasons.TOTALS_ROW)]
    assert (taken.report.revenue_read, taken.report.formats["shape"]) == (Decimal("27.5"), "matrix")
    differ, idle = taken.report.warnings
    assert (differ.code, dict(differ.details)) == (
        "matrix_totals_differ",
        {"rows": 1, "values": "Петров A-1: 1.5"},
    )
    assert (idle.code, dict(idle.details)) == (
        "marks_without_hours",
        {"cells": 2, "values": "В (1), ОТ (1)"},
    )
    assert len({r["source_row"] for r in taken.rows}) == 4, (
        "a row of the sheet gives several records, each with its place"
    )


@pytest.mark.parametrize(
    ("title", "header", "name"),
    [
        ("Отчётный период с 01.03.2025 по 31.03.2025", DAYS, "a.xlsx"),
        ("Табель за март 2025 г. Составлен 02.04.2025", DAYS, "a.xlsx"),
        ("Time sheet, March 2025", [f"{d} Mon" for d in DAYS], "a.xlsx"),
        ("Часы", [dt.date(2025, 3, d) for d in DAYS], "a.xlsx"),
        ("Часы", [f"{d:02d}.03.2025" for d in DAYS], "a.xlsx"),
        ("Часы", DAYS, "Табель 2025-03.xlsx"),
        ("Часы за 2025 год", DAYS, "Март.xlsx"),
    ],
)
def test_the_month_is_found(taking: Taker, title: str, header: list[object], name: str) -> None:
    taken = taking.sheet(
        [[title], ["Сотрудник", "Заказ", *header], ["И", "A-1", *days(d2=5)]], name=name
    )
    assert uses(taken, "date", "quantity") == [(dt.date(2025, 3, 2), Decimal(5))]


def test_days_without_a_month_are_refused_with_the_mend(taking: Taker) -> None:
    with pytest.raises(UnreadableFile) as trouble:
        taking.sheet([["Сотрудник", "Заказ", *DAYS], ["И", "A-1", *days(d2=5)]])
    assert trouble.value.code == "matrix_without_month"


def test_what_can_not_be_read_is_refused_by_cell(taking: Taker) -> None:
    """February 2025 has 28 days; «Я» alone has no hours; 25 h are no day; a row without hours is said to be one."""
    taken = taking.sheet(
        [
            ["Часы за февраль 2025"],
            ["Сотрудник", "Заказ", *DAYS],
            ["", "", *["пн", "вт", "ср", "чт", "пт", "сб", "вс"] * 4],
            ["И", "A-1", *days(d1=8, d2="Ъ", d3=25, d30=4, d31="Х")],
            ["П", "A-1", *days(d1="Я", d2="Я", d3=7)],
            ["Бригада 2"],
        ]
    )
    assert uses(taken, "person", "quantity") == [("И", Decimal(8)), ("П", Decimal(7))]
    assert [(r, why) for r, _, _, why in taken.reasons] == [
        (3, reasons.REPEATED_HEADER),
        (4, reasons.UNKNOWN_MARK),
        (4, reasons.OVER_A_DAY),
        (4, reasons.NO_SUCH_DAY),
        (5, reasons.ATTENDANCE_ONLY),
        (6, reasons.NO_HOURS),
    ]
    assert (taken.raw(1)["Отметка"], taken.raw(1)["Ячейка"]) == ("Ъ", "D4")


def test_marks_in_digits(taking: Taker) -> None:
    """01 is presence, 19 sickness and 26 a day off: 8 h in all."""
    taken = taking.sheet(
        [
            ["Часы за март 2025"],
            ["Сотрудник", "Заказ", *DAYS],
            ["И", "A-1", *days(d1="01", d2="19", d3=26)],
            ["", "", *days(d1=8)],
        ]
    )
    assert uses(taken, "date", "quantity") == [(dt.date(2025, 3, 1), Decimal(8))]
    assert [w.details["cells"] for w in taken.report.warnings] == [2]


T13: list[list[object]] = [
    ["Унифицированная форма № Т-13"],
    ["", "Конструкторское бюро"],
    ["", "(структурное подразделение)"],
    ["", "Отчетный период"],
    ["", "с", "по"],
    ["", dt.date(2025, 3, 1), dt.date(2025, 3, 31)],
    ["№", "Фамилия, инициалы, должность", "Табельный номер", "Отметки о явках"],
    ["", "", "", *range(1, 16), "Х", "Отработано"],
    ["", "", "", *range(16, 32)],
    [*map(float, range(1, 20))],
    [1, "Иванов И.И.", "00012", *["Я"] * 15, "Х"],
    ["", "", "", *[8] * 15],
    ["", "", "", *["ОТ"] * 16],
    [],
    [2, "Петров П.П.", "00013", *["Я"] * 15, "Х"],
    ["", "", "", *[8] * 15],
    ["", "", "", *["Я"] * 16],
    ["", "", "", *[7] * 16],
    [],
    ["Ответственное лицо", "мастер"],
]


def test_attendance_is_no_usage_but_what_time_there_was(taking: Taker) -> None:
    """15 × 8 + 15 × 8 + 16 × 7 = 352 h of the bureau in March."""
    with pytest.raises(UnreadableFile) as trouble:
        taking.sheet(T13)
    assert (trouble.value.code, trouble.value.details["hours"]) == (
        "attendance_sheet",
        "Конструкторское бюро 2025-03: 352",
    )
    mapping = taking.mapping('table = "pools"\n[constants]\nrate = "1500"')
    taken = taking.sheet(T13, mapping=mapping)
    assert uses(taken, "pool", "month", "capacity", "unit", "rate") == [
        ("Конструкторское бюро", dt.date(2025, 3, 1), Decimal(352), "h", Decimal(1500))
    ]
    with pytest.raises(UnknownColumns, match="lacks cost or rate for pools"):
        taking.sheet(T13, table="pools")


def test_attendance_is_usage_where_the_user_says_what_for(taking: Taker) -> None:
    taken = taking.sheet(
        T13, mapping=taking.mapping('[constants]\nactivity = "ремонт оборудования"')
    )
    assert taken.report.revenue_accepted == Decimal(352)
    assert uses(taken, "person", "pool", "order_id", "activity", "date", "quantity")[-1] == (
        "Петров П.П.",
        "Конструкторское бюро",
        None,
        "ремонт оборудования",
        dt.date(2025, 3, 31),
        Decimal(7),
    )


def test_orders_by_days_and_pools_by_months(taking: Taker) -> None:
    taken = taking.sheet(
        [["Часы за март 2025"], ["Подразделение: ОТК"], ["Заказ", *DAYS], ["A-1", *days(d5=2)]]
    )
    assert uses(taken, "pool", "order_id", "date", "quantity") == [
        ("ОТК", "A-1", dt.date(2025, 3, 5), Decimal(2))
    ]
    table: list[list[object]] = [
        ["Заказ", "Отдел", "янв 2025", "фев 2025", "мар 2025"],
        ["A-1", "КБ", 100, 200, 300],
    ]
    taken = taking.sheet(table, name="Трудозатраты.xlsx")
    assert uses(taken, "order_id", "pool", "date", "quantity")[1] == (
        "A-1",
        "КБ",
        dt.date(2025, 2, 1),
        Decimal(200),
    )


def test_sales_by_months_are_no_time_sheet(taking: Taker) -> None:
    with pytest.raises(UnknownColumns):
        taking.sheet(
            [["Клиент", "янв 2025", "фев 2025", "мар 2025"], ["A", 10, 20, 30]], name="Продажи.xlsx"
        )


def test_dates_in_the_rows_of_a_plain_table_are_no_matrix(taking: Taker) -> None:
    """Numbers of orders, and dates that follow each other, in a file whose name speaks of hours."""
    dates = [dt.date(2025, 1, d) for d in (9, 10, 13)]
    taken = taking.sheet(
        [
            [
                "Номер заказа",
                "Исполнитель",
                "Дата заказа",
                "Срок поставки",
                "Дата отгрузки",
                "Клиент",
                "Сумма без НДС",
            ],
            [1, "Иванов", *dates, "Альфа", 100],
            [2, "Петров", *dates, "Бета", 200],
        ],
        name="Часы и заказы.xlsx",
    )
    assert (taken.report.table, taken.report.revenue_accepted) == ("order_lines", Decimal(300))
    taken = taking.sheet(
        [
            ["Сотрудник", "Заказ", "Часы", "Этап", "Начало", "Окончание", "Дата"],
            [7, 1, 2, 3, 4, 5, 6],
        ],
        name="Табель.xlsx",
    )
    assert (taken.report.table, [r[0] for r in taken.reasons]) == ("usage", [2])


@pytest.mark.parametrize(
    ("cells", "hours", "worked", "said"),
    [
        (["Я"], None, True, ("Я",)),
        (["Я", 8.0], 8, True, ("Я",)),
        (["8,5"], 8.5, False, ()),
        (["Я8"], 8, True, ("Я",)),
        (["8 ч"], 8, False, ()),
        (["В"], None, False, ("В",)),
        (["B"], None, False, ("В",)),
        (["Б", 8.0], 0, False, ("Б",)),
        (["Я/ОТ", "4/4"], 4, True, ("Я", "ОТ")),
        (["8/2"], 10, False, ()),
        (["Я/С", "8/2"], 10, True, ("Я", "С")),
        (["01", 8.0], 8, True, ("01",)),
        ([dt.timedelta(hours=7, minutes=30)], 7.5, False, ()),
        (["OFF"], None, False, ("OFF",)),
    ],
)
def test_marks(
    cells: list[object], hours: float | None, worked: bool, said: tuple[str, ...]
) -> None:
    assert marks.read(cells) == marks.DayEntry(hours, worked, said, unknown=False)


@pytest.mark.parametrize("cell", ["Ъ", "?", -3.0, True, "8*"])
def test_unknown_marks(cell: object) -> None:
    assert marks.read([cell]).unknown


HOURS = st.one_of(st.none(), st.integers(1, 24), st.sampled_from([0.25, 1.5, 7.75, 11.1]))


@settings(max_examples=15, deadline=None)
@given(
    people=st.lists(st.text("абвгдж", min_size=1, max_size=6), min_size=1, max_size=6, unique=True),
    year=st.integers(2001, 2099),
    month=st.integers(1, 12),
    data=st.data(),
    form=st.sampled_from(["numbers", "text", "dates", "codes over hours", "T-13"]),
)
def test_any_people_by_any_days_give_the_same_hours(
    people: list[str], year: int, month: int, data: st.DataObject, form: str
) -> None:
    last = calendar.monthrange(year, month)[1]
    worked = {
        p: data.draw(st.lists(HOURS, min_size=last, max_size=last).filter(any)) for p in people
    }
    expected = sorted(
        (p, dt.date(year, month, d), Decimal(str(h)))
        for p in people
        for d, h in enumerate(worked[p], start=1)
        if h
    )
    with TemporaryDirectory() as folder:
        taken = Taker(Path(folder)).sheet(_drawn(worked, year, month, last, form))
    assert sorted(uses(taken, "person", "date", "quantity")) == expected
    assert taken.reasons == []


def _drawn(
    worked: dict[str, list[Any]], year: int, month: int, last: int, form: str
) -> list[list[object]]:
    numbers: list[object] = list(range(1, last + 1))
    title: list[object] = [f"Часы с 01.{month:02d}.{year} по {last:02d}.{month:02d}.{year}"]
    head = ["№", "ФИО", "Заказ"]
    if form == "dates":
        numbers = [dt.date(year, month, d) for d in range(1, last + 1)]
    if form == "T-13":
        rows: list[list[object]] = [title, [*head, *numbers[:15], "Х"], ["", "", "", *numbers[15:]]]
    else:
        rows = [title, [*head, *numbers]]
    for n, (person, hours) in enumerate(worked.items(), start=1):
        codes = ["Я" if h else "В" for h in hours]
        label = [n, person, "A-1"]
        if form == "text":
            rows.append([*label, *(str(h).replace(".", ",") if h else "В" for h in hours)])
        elif form == "codes over hours":
            rows += [[*label, *codes], ["", "", "", *hours]]
        elif form == "T-13":
            rows += [
                [*label, *codes[:15]],
                ["", "", "", *hours[:15]],
                ["", "", "", *codes[15:]],
                ["", "", "", *hours[15:]],
            ]
        else:
            rows.append([*label, *hours])
    return rows


@pytest.mark.parametrize("cell", ["=1+1", "<b>8</b>", "9" * 400, "\x00", "８"])
def test_a_hostile_cell_is_refused_or_read_never_raised(taking: Taker, cell: str) -> None:
    try:
        taken = taking.sheet(
            [
                ["Часы за март 2025"],
                ["Сотрудник", "Заказ", *DAYS],
                ["И", "A-1", *days(d1=8, d2=cell)],
            ]
        )
    except DealfitError:
        return
    assert Decimal(8) in {r["quantity"] for r in taken.rows}
