"""How single values read: numbers, dates, ids, names."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from analysis.errors import UnreadableFile
from analysis.intake import reasons

from .conftest import Taken, Taker

HEADER = "order_id;client_name;order_date;revenue\n"


def _amounts(taking: Taker, *amounts: str) -> Taken:
    lines = "".join(f'Z-{n};A;2025-01-05;"{a}"\n' for n, a in enumerate(amounts))
    return taking.text(HEADER + lines)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234\u202f567,8", "1234567.8"),
        ("1'234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("-12,5", "-12.5"),
        ("−12,5", "-12.5"),
        ("–12,5", "-12.5"),
        ("(123,45)", "-123.45"),
        ("12,5-", "-12.5"),
        ("1 234,56 руб.", "1234.56"),
        ("1234,5 ₽", "1234.5"),
        ("€ 12,5", "12.5"),
        ("$1 000,00", "1000"),
        ("12,50р.", "12.5"),
        (" 7 ", "7"),
        ("+7,5", "7.5"),
        ("0,1234", "0.1234"),
        (",5", "0.5"),
        ("5,", "5"),
        ("1 000 RUB", "1000"),
    ],
)
def test_numbers_with_a_decimal_comma(taking: Taker, text: str, value: str) -> None:
    taken = _amounts(taking, "1,5", text)
    assert [r["revenue"] for r in taken.rows] == [Decimal("1.5"), Decimal(value)], taken.reasons


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1 234.56", "1234.56"),
        ("$1,234,567.80", "1234567.8"),
        ("(5.25)", "-5.25"),
        ("1,234", "1234"),
        ("1e-3", "0.001"),
        ("USD 12.50", "12.5"),
        ("0.30000000000000004", "0.3"),
        ("-.5", "-0.5"),
    ],
)
def test_numbers_with_a_decimal_point(taking: Taker, text: str, value: str) -> None:
    taken = _amounts(taking, "1.5", text)
    assert [r["revenue"] for r in taken.rows] == [Decimal("1.5"), Decimal(value)], taken.reasons


@pytest.mark.parametrize(
    "text",
    [
        "1 23",
        "12 34,5",
        "1,2,3",
        "1.2.3",
        "--5",
        "1,5,",
        "5 5",
        "0x10",
        "1_0,0",
        "١٢",
        "inf",
        "5 000 000 шт",
    ],
)
def test_what_is_not_a_number(taking: Taker, text: str) -> None:
    assert len(_amounts(taking, "1,5", text).refused) == 1


def test_the_minority_convention_is_refused(taking: Taker) -> None:
    taken = _amounts(taking, "1.234,56", "99,5", "1,234.56", "7")
    assert [r["revenue"] for r in taken.rows] == [Decimal("1234.56"), Decimal("99.5"), Decimal(7)]
    assert taken.reasons == [(4, "revenue", "1,234.56", reasons.MIXED_MARKS)]


def test_ambiguous_values_of_a_mixed_column_are_refused(taking: Taker) -> None:
    taken = _amounts(taking, "10,5", "11,5", "12.5", "1,234", "1.234")
    assert [r["revenue"] for r in taken.rows] == [Decimal("10.5"), Decimal("11.5")]
    assert {r[3] for r in taken.reasons} == {reasons.MIXED_MARKS}


def test_thousands_that_could_be_decimals_follow_the_file(taking: Taker) -> None:
    text = "order_id;client_name;order_date;quantity;revenue\n1;A;2025-01-05;{q};{r}\n"
    taken = taking.text(text.format(q="1,234", r="10,5"))
    assert taken.rows[0]["quantity"] == Decimal("1.234"), "the other column has a decimal comma"
    assert [w.code for w in taken.report.warnings] == ["ambiguous_numbers"]
    taken = taking.text(text.format(q="1,234", r="10.5"))
    assert taken.rows[0]["quantity"] == Decimal(1234)


@pytest.mark.parametrize(("delimiter", "quantity"), [(";", "1.125"), (",", "1125"), ("\t", "1125")])
def test_a_semicolon_between_columns_speaks_for_the_decimal_comma(
    taking: Taker, delimiter: str, quantity: str
) -> None:
    rows = [
        ["order_id", "client_name", "order_date", "quantity", "revenue"],
        ["1", "A", "2025-01-05", '"1,125"', "5"],
    ]
    taken = taking.text("".join(delimiter.join(row) + "\n" for row in rows))
    assert taken.rows[0]["quantity"] == Decimal(quantity)
    assert [w.code for w in taken.report.warnings] == ["ambiguous_numbers"]


def test_the_convention_is_decided_over_the_whole_column(taking: Taker) -> None:
    lines = [f"Z-{n};A;2025-01-05;1.{n % 900 + 100}" for n in range(3000)]
    taken = taking.text(HEADER + "\n".join([*lines, "Z;A;2025-01-05;1.234.567,50"]))
    assert (taken.rows[0]["revenue"], taken.rows[-1]["revenue"]) == (
        Decimal(1100),
        Decimal("1234567.5"),
    )
    taken = taking.text(HEADER + "\n".join([*lines, "Z;A;2025-01-05;1.5"]))
    assert taken.rows[0]["revenue"] == Decimal("1.100")


def test_money_never_passes_through_a_float(taking: Taker) -> None:
    taken = _amounts(taking, "0.1", "0.2", "12345678901.1234", "2024.994")
    assert [str(r["revenue"]) for r in taken.rows] == [
        "0.1000",
        "0.2000",
        "12345678901.1234",
        "2024.9940",
    ]
    assert str(taken.report.revenue_read) == "12345680926.4174"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-03-01", (2025, 3, 1)),
        ("2025-03-01 10:15:00", (2025, 3, 1)),
        ("2025-03-01T10:15:00Z", (2025, 3, 1)),
        ("01.03.2025", (2025, 3, 1)),
        ("1.3.2025", (2025, 3, 1)),
        ("01.03.25", (2025, 3, 1)),
        ("01.03.98", (1998, 3, 1)),
        ("01.03.2025 0:00:00", (2025, 3, 1)),
        ("01.03.2025 г.", (2025, 3, 1)),
        ("20250301", (2025, 3, 1)),
        ("2025/03/01", (2025, 3, 1)),
        ("2025.03.01", (2025, 3, 1)),
        ("1 марта 2025 г.", (2025, 3, 1)),
        ("1 мая 2025", (2025, 5, 1)),
        ("01-Mar-2025", (2025, 3, 1)),
        ("Mar 1, 2025", (2025, 3, 1)),
        ("29.02.2024", (2024, 2, 29)),
    ],
)
def test_dates(taking: Taker, text: str, value: tuple[int, int, int]) -> None:
    taken = taking.text(HEADER + f'1;A;"{text}";5\n')
    assert [r["order_date"] for r in taken.rows] == [dt.date(*value)], taken.reasons


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2025",
        "29.02.2025",
        "32.01.2025",
        "00.01.2025",
        "2025-13-01",
        "1.1.1",
        "epoch",
        "infinity",
        "2010-12-29 (BC)",
        "45678",
        "12:30",
        "май",
        "01.13.2025",
    ],
)
def test_what_is_not_a_date(taking: Taker, text: str) -> None:
    taken = taking.text(HEADER + f"1;A;{text};5\n2;A;2025-01-01;5\n")
    assert [r[:3] for r in taken.reasons] == [(2, "order_date", text)]


def test_the_empty_date_of_1c_is_no_date(taking: Taker) -> None:
    taken = taking.text(
        "order_id;client_name;order_date;shipped_on;revenue\n1;A;05.01.2025;01.01.0001 0:00:00;5\n"
    )
    assert taken.rows[0]["shipped_on"] is None
    taken = taking.text(HEADER + "1;A;01.01.0001;5\n2;A;02.01.2025;5\n")
    assert [r[3] for r in taken.reasons] == [reasons.REQUIRED]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["01/02/2025", "13/02/2025"], dt.date(2025, 2, 1)),
        (["01/02/2025", "02/13/2025"], dt.date(2025, 1, 2)),
        (["01-02-2025", "13-02-2025"], dt.date(2025, 2, 1)),
    ],
)
def test_day_or_month_first_is_decided_over_the_column(
    taking: Taker, dates: list[str], expected: dt.date
) -> None:
    taken = taking.text(HEADER + "".join(f"{n};A;{d};5\n" for n, d in enumerate(dates)))
    assert taken.rows[0]["order_date"] == expected
    assert not taken.report.warnings


def test_the_row_that_decides_may_come_late(taking: Taker) -> None:
    lines = [f"{n};A;0{n % 9 + 1}/02/2025;5" for n in range(4000)]
    taken = taking.text(HEADER + "\n".join([*lines, "x;A;02/28/2025;5"]))
    assert (taken.rows[0]["order_date"], taken.rows[1]["order_date"]) == (
        dt.date(2025, 1, 2),
        dt.date(2025, 2, 2),
    )
    taken = taking.text(
        HEADER + "\n".join(["y;A;2025-01-01;5"] * 1500 + lines + ["x;A;28/02/2025;5"])
    )
    assert taken.rows[1500]["order_date"] == dt.date(2025, 2, 1)


def test_the_other_order_in_a_column_is_refused(taking: Taker) -> None:
    taken = taking.text(HEADER + "1;A;13/02/2025;5\n2;A;14/02/2025;5\n3;A;02/15/2025;5\n")
    assert taken.reasons == [(4, "order_date", "02/15/2025", reasons.MIXED_ORDER)]


def test_undecidable_dates(taking: Taker) -> None:
    with pytest.raises(
        UnreadableFile, match=r"never says whether day or month comes first \(01/02/2025\)"
    ) as error:
        taking.text(HEADER + "1;A;01/02/2025;5\n")
    assert error.value.code == "ambiguous_dates"
    taken = taking.text("Номер заказа;Контрагент;Дата;Выручка\n1;А;01/02/2025;5\n")
    assert taken.rows[0]["order_date"] == dt.date(2025, 2, 1), "a Russian file"
    assert [w.code for w in taken.report.warnings] == ["ambiguous_dates"]


def test_another_column_decides_the_order(taking: Taker) -> None:
    taken = taking.text(
        "order_id;client_name;order_date;shipped_on;revenue\n1;A;01/02/2025;01/31/2025;5\n"
    )
    assert taken.rows[0]["order_date"] == dt.date(2025, 1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03",
        "03.2025",
        "01.03.2025",
        "15.03.2025",
        "март 2025",
        "Мар 2025 г.",
        "мар.25",
        "March 2025",
        "2025-03-31",
    ],
)
def test_months_of_pools(taking: Taker, text: str) -> None:
    taken = taking.text(f"Ресурс;Месяц;Затраты за месяц\nОТК;{text};5\n")
    assert [r["month"] for r in taken.rows] == [dt.date(2025, 3, 1)], taken.reasons


def test_ids_stay_text(taking: Taker) -> None:
    taken = taking.text(
        "order_id;client_id;order_date;revenue;sku\n007;0012;2025-01-05;5;1E5\n8;12.0;2025-01-05;5;A.0\n"
    )
    assert [(r["order_id"], r["client_id"], r["sku"]) for r in taken.rows] == [
        ("007", "0012", "1E5"),
        ("8", "12.0", "A.0"),
    ]


def test_ids_that_are_all_floats_lose_the_nought(taking: Taker) -> None:
    taken = taking.text(
        "order_id;client_id;order_date;revenue\n10.0;1.0;2025-01-05;5\n11.0;2;2025-01-05;5\n"
    )
    assert [(r["order_id"], r["client_id"]) for r in taken.rows] == [("10", "1.0"), ("11", "2")]
    lines = "".join(f"{n}.0;1;2025-01-05;5\n" for n in range(1, 3000))
    taken = taking.text("order_id;client_id;order_date;revenue\n" + lines + "A-7;1;2025-01-05;5\n")
    assert (taken.rows[0]["order_id"], taken.rows[-1]["order_id"]) == ("1.0", "A-7"), (
        "not all of them"
    )


def test_names_are_trimmed_and_their_spaces_single(taking: Taker) -> None:
    taken = taking.text(
        HEADER + '1;"  ООО \u00a0 «Ёж»\t и \u202fКо ";2025-01-05;5\n2;\u00a0Б\u00a0;2025-01-05;5\n'
    )
    assert [r["client_name"] for r in taken.rows] == ["ООО «Ёж» и Ко", "Б"]


def test_revenue_from_quantity_price_and_discount(taking: Taker) -> None:
    # 3 × 10.10 − 0.30 = 30.00; an empty discount is none: 2.5 × 4 = 10
    taken = taking.text(
        "order_id,client_name,order_date,quantity,unit_price,discount\n1,A,2025-01-05,3,10.10,0.30\n2,A,2025-01-05,2.5,4,\n"
        "3,A,2025-01-05,1,20,5\n"
    )
    assert [r["revenue"] for r in taken.rows] == [Decimal("30.00"), Decimal("10"), Decimal("15")]
    assert taken.report.revenue_read == Decimal("55")


def test_an_empty_revenue_is_computed_and_a_given_one_is_kept(taking: Taker) -> None:
    taken = taking.text(
        "order_id,client_name,order_date,quantity,unit_price,discount,revenue\n"
        "1,A,2025-01-05,3,10,0.15,25.5\n2,A,2025-01-05,3,10,,\n3,A,2025-01-05,,10,,\n"
    )
    assert [r["revenue"] for r in taken.rows] == [Decimal("25.5"), Decimal("30")]
    assert taken.reasons == [(4, "revenue", None, reasons.REQUIRED)]


@pytest.mark.parametrize(
    ("header", "cell"), [("discount", "10%"), ("Скидка, %", "10"), ("discount", "10,0 %")]
)
def test_a_percentage_is_of_quantity_times_price(taking: Taker, header: str, cell: str) -> None:
    taken = taking.text(
        f"order_id;client_name;order_date;quantity;unit_price;{header}\n1;A;2025-01-05;3;50,5;{cell}\n"
    )
    assert (taken.rows[0]["discount"], taken.rows[0]["revenue"]) == (
        Decimal("15.15"),
        Decimal("136.35"),
    )


def test_discounts_that_are_shares_are_said_to_be(taking: Taker) -> None:
    taken = taking.text(
        "order_id,client_name,order_date,quantity,unit_price,discount\n1,A,2025-01-05,10,9.8,0.15\n2,A,2025-01-05,1,5,0\n"
    )
    assert [r["revenue"] for r in taken.rows] == [Decimal("83.3"), Decimal("5")]  # 98 − 14.7
    assert [w.code for w in taken.report.warnings] == ["discount_is_a_share"]


def test_discounts_of_whole_units_are_no_shares(taking: Taker) -> None:
    # So little is likelier per cent, which is asked: 300 − 3 and 300; with 0.5 among them 1 is the whole line and 0.5 half of it:
    # 0, 300, 150; with 2 among them per cent again: 297, 300, 298.5, 294
    header = "order_id,client_name,order_date,quantity,unit_price,discount\n"
    lines = "1,A,2025-01-05,3,100,1\n2,A,2025-01-05,3,100,0\n"
    taken = taking.text(header + lines)
    assert [r["revenue"] for r in taken.rows] == [Decimal(297), Decimal(300)]
    assert [w.code for w in taken.report.warnings] == ["open_question"]
    large = header + "1,A,2025-01-05,3,100,30\n2,A,2025-01-05,3,100,0\n"
    assert [r["revenue"] for r in taking.text(large).rows] == [
        Decimal(270),
        Decimal(300),
    ]  # a tenth: in money
    taken = taking.text(header + lines + "3,A,2025-01-05,3,100,0.5\n")
    assert [r["revenue"] for r in taken.rows] == [Decimal(0), Decimal(300), Decimal(150)]
    taken = taking.text(header + lines + "3,A,2025-01-05,3,100,0.5\n4,A,2025-01-05,3,100,2\n")
    assert [r["revenue"] for r in taken.rows] == [
        Decimal(297),
        Decimal(300),
        Decimal("298.5"),
        Decimal(294),
    ]


def test_thousands_in_the_header(taking: Taker) -> None:
    taken = taking.text("Номер заказа;Контрагент;Дата;Сумма, тыс. руб.\n1;А;05.01.2025;12,5\n")
    assert (taken.rows[0]["revenue"], taken.report.revenue_read) == (Decimal(12500), Decimal(12500))
    assert [w.code for w in taken.report.warnings] == ["thousands"]


def test_hours_from_times_of_a_day(taking: Taker) -> None:
    taken = taking.text("Подразделение;Дата;Начало;Окончание\nОТК;05.01.2025;9:15;17:45\n")
    assert taken.rows[0]["quantity"] == Decimal("8.5")
    assert taken.rows[0]["started_at"] == dt.datetime(2025, 1, 5, 9, 15)


def test_whole_numbers(taking: Taker) -> None:
    taken = taking.text("client_name,employees,region\nA,1 200,R\nB,12.0,R\nC,12.5,R\nD,-1,R\n")
    assert [r["employees"] for r in taken.rows] == [1200, 12, None, None], (
        "the client is known all the same"
    )
    assert [(u["value"], u["reason"]) for u in taken.unread] == [
        ("12.5", reasons.NOT_WHOLE),
        ("-1", reasons.NEGATIVE),
    ]
