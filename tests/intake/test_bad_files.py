"""Files that can't be read at all say what is wrong and the mend."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from analysis.errors import BadMapping, UnknownColumns, UnreadableFile

from .conftest import Taker, take

HEADER = "order_id;client_name;order_date;revenue\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty_file", "export.csv is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty_file", "is empty"),
        (HEADER.encode(), "header_only", "a header and no rows"),
        ((HEADER + ";;;\n ; ; ; \n").encode(), "header_only", "a header and no rows"),
        (PNG, "not_a_table", "a PNG picture, not a table"),
        (b"\xff\xd8\xff\xe0" + PNG, "not_a_table", "a JPEG picture"),
        (b"%PDF-1.7\n" + PNG, "not_a_table", "a PDF document"),
        (bytes(range(256)) * 20, "not_a_table", "binary data"),
        (
            OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
            "protected_workbook",
            "password",
        ),
        (OLE + b"\x00" * 2000, "damaged_workbook", "damaged or cut off"),
        (b"PK\x03\x04" + b"\x00" * 500, "damaged_workbook", "damaged or cut off"),
        (b"PAR1" + b"\x00" * 100, "damaged_parquet", "damaged Parquet"),
    ],
)
def test_a_file_that_is_no_table(taking: Taker, content: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as error:
        taking.bytes(content)
    assert error.value.code == code
    assert not (taking.folder / "accepted.parquet").exists()


def test_a_truncated_workbook(taking: Taker) -> None:
    path = taking.workbook(
        {"A": [["order_id", "client_name", "order_date", "revenue"], ["1", "A", "2025-01-02", 5]]}
    )
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        take(path)


def test_a_workbook_cut_inside_its_sheet(taking: Taker) -> None:
    rows: list[list[object]] = [["order_id", "client_name", "order_date", "revenue"]]
    rows += [[f"Z-{n}", "A", "2025-01-02", n] for n in range(2000)]
    path = taking.workbook({"A": rows})
    whole = bytearray(path.read_bytes())
    at = whole.index(b"xl/worksheets/sheet1.xml") + 200
    whole[at : at + 400] = b"\x00" * 400
    path.write_bytes(whole)
    with pytest.raises(UnreadableFile, match="damaged or cut off"):
        take(path)


def test_an_archive_is_not_a_workbook(taking: Taker) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("orders.csv", HEADER)
    with pytest.raises(UnreadableFile, match="an archive, not a table"):
        taking.bytes(packed.getvalue(), name="orders.xlsx")


def test_a_workbook_named_csv_is_read(taking: Taker) -> None:
    taken = taking.sheet(
        [["order_id", "client_name", "order_date", "revenue"], ["007", "A", "02.01.2025", 5.5]],
        name="export.csv",
    )
    assert (taken.rows[0]["order_id"], str(taken.rows[0]["revenue"])) == ("007", "5.5000")
    assert taken.report.sheet == "Лист1"


def test_missing_columns_are_named_with_what_was_seen(taking: Taker) -> None:
    with pytest.raises(UnknownColumns) as error:
        taking.text("Номер заказа;Контрагент;Выручкa нетто;Количество\n1;А;5;1\n")
    assert str(error.value) == (
        "export.csv lacks order_date and revenue or quantity and unit_price for order_lines; "
        "seen: 'Номер заказа', 'Контрагент', 'Выручкa нетто', 'Количество'"
        " (did you mean 'Выручкa нетто' for revenue?): rename the header or use a mapping file."
    )


def test_missing_columns_come_with_a_guess(taking: Taker) -> None:
    with pytest.raises(UnknownColumns, match=r"did you mean 'Дата закзаа' for order_date\?"):
        taking.text("Номер заказа;Контрагент;Дата закзаа;Выручка\n1;А;2025-01-01;5\n")


def test_no_header_at_all(taking: Taker) -> None:
    with pytest.raises(UnknownColumns, match=r"no row of known column headers \(seen: .*'яблоки'"):
        taking.text("яблоки;груши\n1;2\n3;4\n")


def test_the_wrong_delimiter_of_a_mapping(taking: Taker) -> None:
    mapping = taking.mapping('[format]\ndelimiter = ","')
    with pytest.raises(UnknownColumns):
        taking.text(HEADER + "1;A;2025-01-01;5\n", mapping=mapping)


def test_a_stacked_header_is_a_grouped_report(taking: Taker) -> None:
    rows = "Отчет по продажам;;\nКонтрагент;Количество;Выручка\nЗаказ;;\nНоменклатура;;\nООО Ромашка;5;100\nЗаказ 1;5;100\n"
    with pytest.raises(
        UnreadableFile, match=r"grouped report \(Контрагент / Заказ / Номенклатура\)"
    ):
        taking.text(rows)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('[colums]\norder_id = "A"', "unknown key 'colums': did you mean 'columns'?"),
        (
            'table = "order_lines"\n[columns]\norder_dat = "A"',
            "unknown key 'order_dat': did you mean 'order_date'?",
        ),
        ('table = "orders_lines"', "unknown table 'orders_lines': did you mean 'order_lines'?"),
        ('[format]\nencodng = "cp1251"', "unknown key 'encodng': did you mean 'encoding'?"),
        ('columns = "x"', r"\[columns\] must be a section"),
        ("[columns\n", "no valid mapping file"),
    ],
)
def test_a_mapping_with_mistakes(taking: Taker, toml: str, words: str) -> None:
    with pytest.raises(BadMapping, match=words.replace("?", r"\?")):
        taking.mapping(toml)


def test_a_mapping_names_a_header_that_is_not_there(taking: Taker) -> None:
    mapping = taking.mapping('[columns]\nrevenue = "Выручка нетто"')
    with pytest.raises(
        BadMapping,
        match=r"no column 'Выручка нетто', which the mapping gives to revenue: did you mean",
    ):
        taking.text(
            "Номер заказа;Контрагент;Дата;Выручка нето\n1;А;2025-01-01;5\n", mapping=mapping
        )


def test_a_mapping_names_a_sheet_that_is_not_there(taking: Taker) -> None:
    path = taking.workbook(
        {
            "Заказы": [
                ["order_id", "client_name", "order_date", "revenue"],
                ["1", "A", "2025-01-02", 5],
            ]
        }
    )
    with pytest.raises(BadMapping, match=r"no sheet 'Заказ': did you mean 'Заказы'\?"):
        take(path, mapping=taking.mapping('[format]\nsheet = "Заказ"'))


def test_an_unknown_encoding(taking: Taker) -> None:
    with pytest.raises(BadMapping, match="unknown encoding 'cp9999'"):
        taking.text(
            HEADER + "1;A;2025-01-01;5\n", mapping=taking.mapping('[format]\nencoding = "cp9999"')
        )


def test_nothing_is_left_behind_by_a_failure(taking: Taker) -> None:
    with pytest.raises(UnreadableFile):
        taking.bytes(PNG)
    assert [p.name for p in taking.folder.iterdir()] == ["export.csv"]


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        ("План продаж 2026", True),
        ("budget_2026", True),
        ("План-факт 2025", False),
        ("Планета", False),
    ],
)
def test_a_file_called_a_plan(taking: Taker, name: str, is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(UnreadableFile, match=f"is a plan by its name or title \\('{name}'\\)"):
            taking.text(HEADER + "1;A;2025-01-01;5\n", name=f"{name}.csv")
    else:
        assert len(taking.text(HEADER + "1;A;2025-01-01;5\n", name=f"{name}.csv").rows) == 1


def test_a_time_of_more_days_than_there_are(tmp_path: Path) -> None:
    """Found by the fuzz: calamine gives [h]:mm as a timedelta, which ends at 999,999,999 days."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["order_id", "client_name", "order_date", "revenue"])
        sheet.write_number(1, 0, 1e20, book.add_format({"num_format": "[h]:mm"}))
    with pytest.raises(UnreadableFile) as error:
        take(path)
    assert error.value.code == "damaged_workbook"
