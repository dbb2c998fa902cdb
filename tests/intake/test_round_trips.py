"""Any table, written in any dialect, is the same table; every row is accepted or refused; both ways agree."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import intake
from analysis.errors import DealfitError
from analysis.intake.rows import import_table
from analysis.intake.rows.in_bulk import NotByLine

from .conftest import Taken, take

NAMES = ("order_id", "client_name", "order_date", "quantity", "revenue")
HEADERS = {
    "en": ["OrderID", "Customer", "Order Date", "Quantity", "Revenue"],
    "ru": ["Номер заказа", "Контрагент", "Дата заказа", "Кол-во, шт", "Выручка без НДС, руб."],
}
LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюяАБВГДЕЖЗ ABCabc012\"';,|.-()"

Order = tuple[str, str, dt.date, Decimal, Decimal]


def _amount(places: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-places))


orders = st.lists(
    st.tuples(
        st.integers(0, 10**6).map(lambda n: f"{n:07d}"),
        st.text(LETTERS, min_size=1, max_size=25).map(
            lambda s: "Завод К" + " ".join(s.split()) + "ж"
        ),
        st.dates(dt.date(1995, 1, 1), dt.date(2025, 12, 31)),
        _amount(2),
        _amount(2),
    ).map(
        lambda order: (*order[:4], order[4].copy_sign(order[3]))
    ),  # of two signs a row is a question of its own
    min_size=1,
    max_size=12,
)
dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([";", ",", "\t", "|"]),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251"]),
        "ending": st.sampled_from(["\n", "\r\n", "\r"]),
        "mark": st.sampled_from([".", ","]),
        "group": st.sampled_from(["", " ", "\u00a0"]),
        "date": st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y 0:00:00", "%Y%m%d"]),
        "language": st.sampled_from(["en", "ru"]),
        "title": st.booleans(),
        "quoted": st.booleans(),
        "final": st.booleans(),
    }
)


def _written(rows: Sequence[Order], how: dict[str, Any]) -> bytes:
    def number(value: Decimal) -> str:
        return (
            f"{value:,.2f}".replace(",", "g").replace(".", how["mark"]).replace("g", how["group"])
        )

    def cell(text: str) -> str:
        must = how["quoted"] or any(c in text for c in (how["delimiter"], '"'))
        return '"' + text.replace('"', '""') + '"' if must else text

    lines = [["Отчёт за период"]] if how["title"] else []
    lines.append(HEADERS[how["language"]])
    lines += [[i, n, d.strftime(how["date"]), number(q), number(r)] for i, n, d, q, r in rows]
    text = how["ending"].join(how["delimiter"].join(map(cell, line)) for line in lines)
    return (text + (how["ending"] if how["final"] else "")).encode(how["encoding"])


def _take(content: bytes, **kwargs: Any) -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(content)
        return take(path, **kwargs)


@settings(max_examples=15, deadline=None)
@given(orders, dialects)
def test_any_table_in_any_dialect_is_the_same_table(rows: list[Order], how: dict[str, Any]) -> None:
    taken = _take(_written(rows, how))
    assert [tuple(r[c] for c in NAMES) for r in taken.rows] == rows, taken.reasons
    assert taken.report.revenue_read == sum(r[4] for r in rows)
    assert (taken.report.formats["delimiter"], taken.refused) == (how["delimiter"], [])


sheet_dialects = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["en", "ru"]),
        "title": st.integers(0, 3),
        "left": st.integers(0, 2),  # blank columns
        "date": st.sampled_from(["typed", "serial", "%d.%m.%Y", "%Y-%m-%dT00:00:00"]),
        "number": st.sampled_from(["typed", "text", "mixed"]),
        "stacked": st.booleans(),
        "total": st.booleans(),
        "blank": st.integers(0, 12),  # the row before which one is left blank
    }
)


def _sheet(path: Path, rows: Sequence[Order], how: dict[str, Any]) -> None:
    def day(value: dt.date) -> object:
        if how["date"] == "serial":
            return float((value - dt.date(1899, 12, 30)).days)
        return value if how["date"] == "typed" else value.strftime(how["date"])

    def number(value: Decimal, place: int) -> object:
        typed = how["number"] == "typed" or (how["number"] == "mixed" and place % 2)
        return float(value) if typed else f"{value:,.2f}".replace(",", " ").replace(".", ",")

    pad: list[object] = [None] * how["left"]
    above: list[list[object]] = [["Отчёт за период"], [], ["Отбор: нет"]]
    lines = above[: how["title"]]
    if how["stacked"]:
        lines += [
            [*pad, "Заказ", None, None, "Продажи", None],
            [*pad, "Номер", "Клиент", "Дата", "Кол-во", "Выручка"],
        ]
    else:
        lines.append([*pad, *HEADERS[how["language"]]])
    for place, (order, name, date, quantity, revenue) in enumerate(rows):
        lines += [[]] if place == how["blank"] else []
        lines.append(
            [*pad, order, name, day(date), number(quantity, place), number(revenue, place)]
        )
    lines += (
        [[*pad, "Итого", None, None, None, number(sum((r[4] for r in rows), Decimal(0)), 1)]]
        if how["total"]
        else []
    )
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet()
        for r, line in enumerate(lines):
            for c, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(r, c, cell)
                elif cell is not None:
                    sheet.write(r, c, cell)


@settings(max_examples=12, deadline=None)
@given(orders, sheet_dialects)
def test_any_table_in_any_sheet_is_the_same_table(rows: list[Order], how: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.xlsx"
        _sheet(path, rows, how)
        taken = take(path)
    assert [tuple(r[c] for c in NAMES) for r in taken.rows] == rows, taken.reasons
    assert len(taken.refused) == how["total"]


CELLS = st.sampled_from(
    [
        "",
        " ",
        "1",
        "7,5",
        "7.5",
        "1 000,25",
        "1,234.5",
        "x",
        "31.02.2025",
        "05.01.2025",
        "2025-01-05",
        "Итого",
        '"',
        '""',
        "a;b",
        '"a;b"',
        "1.2E+10",
        "-",
        "#Н/Д",
        "\u00a0",
        "🦔",
        "\x7f",
        "'",
        "Номер заказа",
        "(5)",
        "\\",
        "a\rb",
    ]
)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=0, max_size=7), min_size=1, max_size=12),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_line_is_accepted_refused_or_blank(rows: list[list[str]], ending: str) -> None:
    good = "1;1;ООО Ромашка;05.01.2025;1;5"
    lines = [
        "Номер заказа;Номер строки;Контрагент;Дата;Количество;Выручка",
        good,
        *(";".join(r) for r in rows),
    ]
    taken = _take(ending.join(lines).encode())
    numbers = [r["source_row"] or i + 2 for i, r in enumerate(taken.rows)] + [
        r["row_number"] for r in taken.refused
    ]
    assert len(numbers) == len(set(numbers)), "no row counts twice"
    assert taken.rows[0]["order_id"] == "1"
    if '"' not in "".join(lines) and "\r" not in "".join(lines):
        blank = {
            i
            for i, line in enumerate(lines, 1)
            if not line.replace(";", "").replace("\u00a0", " ").strip()
        }
        assert set(numbers) == set(range(2, len(lines) + 1)) - blank, "no line is lost"
    assert all(r["reason"] in intake.REASONS for r in taken.refused)


def _refuse_the_fast_way(*args: object) -> None:
    raise NotByLine


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=0, max_size=10), orders)
def test_the_fast_way_gives_the_same_as_the_thorough_one(
    odd: list[list[str]], rows: list[Order]
) -> None:
    lines = [
        f"{i};{n};ООО;{d:%d.%m.%Y};{q};{str(r).replace('.', ',')}"
        for n, (i, _, d, q, r) in enumerate(rows)
    ]
    lines += [
        ";".join(c.replace('"', "").replace("\r", "").replace("a;b", "a") for c in cells)
        for cells in odd
    ]
    content = (
        "Номер заказа;Номер строки;Контрагент;Дата;Количество;Выручка\n" + "\n".join(lines)
    ).encode()
    fast = _take(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_table, "take_by_line", _refuse_the_fast_way)
        slow = _take(content)
    first = fast.report.first_row
    numbered = [
        r | {"source_row": r["source_row"] or (first or 0) + n} for n, r in enumerate(fast.rows)
    ]
    assert numbered == slow.rows
    assert fast.refused == slow.refused
    assert replace(fast.report, first_row=None, reading="") == replace(slow.report, reading="")


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=400) | st.text(LETTERS + "\n\r\t\x00", max_size=300).map(str.encode))
def test_whatever_the_bytes_only_our_own_errors_come_out(content: bytes) -> None:
    header = b"order_id;client_name;order_date;revenue\n1;A;2025-01-05;5\n"
    for whole in (content, header + content):
        try:
            read = _take(whole).report.rows_read
        except DealfitError as error:
            read = str(error).count("export.csv")
        assert read > 0, "rows, or a sentence that names the file"


@pytest.mark.parametrize("noise", [b"", b"\x00\x00\x00", b"PK\x03\x04rubbish", b"\xff\xfe\x00"])
def test_noise_at_the_beginning_never_escapes(noise: bytes) -> None:
    with pytest.raises(DealfitError):
        _take(noise + b"nothing that is known\n1\n")


def test_refusals_of_a_large_file_are_found_by_line_number(tmp_path: Path) -> None:
    lines = [f"Z-{n};1;A;2025-01-05;1;{n}.5" for n in range(30_000)]
    lines[20_000] = "Z;1;A;2025-02-31;1;1.5"
    lines[25_000] = lines[24_000]
    path = tmp_path / "orders.csv"
    path.write_text("order_id;line_no;client_name;order_date;quantity;revenue\n" + "\n".join(lines))
    taken = take(path)
    assert [(n, why) for n, _, _, why in taken.reasons] == [
        (20_002, "no_such_day"),
        (25_002, "duplicate_line"),
    ]
    assert [r["source_row"] for r in taken.rows] == [
        n for n in range(2, 30_002) if n not in (20_002, 25_002)
    ]
    assert taken.report.revenue_rejected == Decimal("24001.5") + Decimal("0.5")  # 1.5 + 24000.5
