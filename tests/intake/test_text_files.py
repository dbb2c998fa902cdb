"""However a text file is written, the same rows come out of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from .conftest import Taker

RUSSIAN = (
    "Номер заказа;Номер строки;Контрагент;Дата заказа;Номенклатура;Количество;Выручка без НДС;Себестоимость\n"
    "ЗК-0001;1;ООО «Ёлка»;05.01.2025;Датчик давления;1 200;1 234 567,89;1 000,5\n"
    'ЗК-0001;2;"АО ""Сталь; прокат""";05.01.2025;Датчик уровня;3,5;-12,30;0,00\n'
)
EXPECTED = [
    (
        "ЗК-0001",
        "1",
        "ООО «Ёлка»",
        dt.date(2025, 1, 5),
        Decimal("1200"),
        Decimal("1234567.89"),
        Decimal("1000.50"),
    ),
    (
        "ЗК-0001",
        "2",
        'АО "Сталь; прокат"',
        dt.date(2025, 1, 5),
        Decimal("3.5"),
        Decimal("-12.30"),
        Decimal("0"),
    ),
]
COLUMNS = ("order_id", "line_no", "client_name", "order_date", "quantity", "revenue", "direct_cost")


def _rows(taken: object) -> list[tuple[object, ...]]:
    return [tuple(r[c] for c in COLUMNS) for r in taken.rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("encoding", "detected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1251", "cp1251"),
        ("cp866", "cp866"),
        ("koi8-r", "koi8-r"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(taking: Taker, encoding: str, detected: str, ending: str) -> None:
    text = RUSSIAN if encoding not in ("cp866", "koi8-r") else RUSSIAN.replace("«Ёлка»", '"Ёлка"')
    taken = taking.text(text.replace("\n", ending), encoding=encoding)
    if encoding in ("cp866", "koi8-r"):
        assert taken.rows[0]["client_name"] == 'ООО "Ёлка"'
        assert _rows(taken)[1:] == EXPECTED[1:]
    else:
        assert _rows(taken) == EXPECTED
    assert taken.report.formats["encoding"] == detected
    assert taken.report.formats["decimal"] == ","


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(taking: Taker, delimiter: str) -> None:
    cells = [
        ["order_id", "client_name", "order_date", "revenue"],
        ["1", 'Smith; "Sons", Ltd | Co', "2025-01-05", "1,234.50"],
    ]
    text = "\n".join(delimiter.join('"' + c.replace('"', '""') + '"' for c in row) for row in cells)
    taken = taking.text(text)
    assert taken.report.formats["delimiter"] == delimiter
    assert (taken.rows[0]["client_name"], taken.rows[0]["revenue"]) == (
        'Smith; "Sons", Ltd | Co',
        Decimal("1234.50"),
    )


def test_western_letters(taking: Taker) -> None:
    taken = taking.text(
        "order_id,client_name,order_date,revenue\n1,Toms Spezialitäten Köln,2025-01-05,5\n",
        encoding="cp1252",
    )
    assert (taken.rows[0]["client_name"], taken.report.formats["encoding"]) == (
        "Toms Spezialitäten Köln",
        "cp1252",
    )


def test_few_russian_letters_among_figures_and_unbreakable_spaces(taking: Taker) -> None:
    lines = "".join(f"SO{n};ACME;05.01.2025;1\u00a0{n % 900 + 100},50\n" for n in range(3000))
    taken = taking.text("Номер заказа;Контрагент;Дата;Выручка\n" + lines, encoding="cp1251")
    assert (taken.report.formats["encoding"], taken.rows[0]["revenue"]) == (
        "cp1251",
        Decimal("1100.50"),
    )


def test_title_rows_before_the_header(taking: Taker) -> None:
    taken = taking.text(
        "Отчёт по заказам за 2025 год\nООО «Завод»;;\n\n" + RUSSIAN + "ЗК-2;1;А;31.02.2025;;;1;1\n"
    )
    assert _rows(taken) == EXPECTED
    assert (
        taken.report.formats["header_row"],
        taken.rows[0]["source_row"],
        taken.reasons[0][0],
    ) == ("4", 5, 7)


def test_without_refusals_the_place_tells_the_row(taking: Taker) -> None:
    taken = taking.text("Выгрузка\n" + RUSSIAN)
    assert (taken.report.first_row, [r["source_row"] for r in taken.rows]) == (3, [None, None])


def test_a_separator_at_the_end_of_every_row(taking: Taker) -> None:
    ended = RUSSIAN.replace("\n", ";\n")
    assert _rows(taking.text(ended)) == EXPECTED
    header, rest = RUSSIAN.split("\n", 1)
    assert _rows(taking.text(header + "\n" + rest.replace("\n", ";\n"))) == EXPECTED


def test_a_header_over_two_lines(taking: Taker) -> None:
    taken = taking.text(
        '"Номер\nзаказа";Контрагент;Дата;"Выручка,\nруб."\n1;А;05.01.2025;5,5\n2;Б;06.01.2025;5,5\n'
    )
    assert [r["order_id"] for r in taken.rows] == ["1", "2"]
    assert taken.report.columns["order_id"] == "Номер заказа"


def test_a_mapping_tells_what_can_not_be_seen(taking: Taker) -> None:
    mapping = taking.mapping(
        """
        table = "order_lines"
        [columns]
        order_id = "док"
        client_name = "кто"
        order_date = "когда"
        revenue = "сколько"
        kind = ""
        [constants]
        manager = "Иванов"
        [format]
        encoding = "windows-1251"
        delimiter = "|"
        decimal = ","
        date = "DD/MM/YYYY"
        """
    )
    text = "док|кто|когда|сколько|вид исполнения\n7|Завод|01/02/2025|1,234|серия\n"
    taken = taking.text(text, encoding="cp1251", mapping=mapping)
    [row] = taken.rows
    assert (row["order_id"], row["order_date"], row["revenue"]) == (
        "7",
        dt.date(2025, 2, 1),
        Decimal("1.234"),
    )
    assert (row["manager"], row["kind"]) == ("Иванов", None)
    assert taken.report.unused == ("вид исполнения",)


def test_every_column_of_the_contract_is_there_and_typed(taking: Taker) -> None:
    import duckdb

    from analysis.intake.contract import ORDER_LINES

    taking.text(RUSSIAN)
    with duckdb.connect() as con:
        path = str(taking.folder / "accepted.parquet")
        found = con.execute("DESCRIBE SELECT * FROM read_parquet($1)", [path]).fetchall()
    expected = [(c.name, c.duckdb_type) for c in ORDER_LINES.columns]
    assert [(r[0], r[1]) for r in found] == [
        *expected,
        ("unread_dates", "VARCHAR"),
        ("import_id", "VARCHAR"),
        ("source_row", "BIGINT"),
    ]


def test_progress_rises_to_the_end(taking: Taker) -> None:
    seen: list[float] = []
    taking.text(RUSSIAN, progress=seen.append)
    assert seen == sorted(seen)
    assert (seen[-1], len(seen) > 2) == (1.0, True)
