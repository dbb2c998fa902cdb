"""A value that can't be read costs no order its revenue, unless the row can't stand without it; unknown is never nought."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from click.testing import CliRunner

import analysis
from analysis import cli
from analysis.intake import reasons
from analysis.intake.rows import import_table, in_bulk
from analysis.intake.rows.preview import first_rows
from analysis.language import TEXTS
from tests.intake.conftest import Taker

HEADER = (
    "Номер заказа;Контрагент;Дата заказа;Выручка;Количество;Дата отгрузки;Дата оплаты;Материалы;Зарплата;Накладные;"
    "Кол-во согласований;Менеджер;Срочный\n"
)
COLUMNS = HEADER.strip().split(";")
GOOD = [
    "1",
    "ООО Ромашка",
    "01.02.2026",
    "5600000",
    "2",
    "10.02.2026",
    "20.02.2026",
    "100",
    "50",
    "30",
    "2",
    "Иванова",
    "да",
]
OPTIONAL = {
    "Количество": ("quantity", "две", reasons.NOT_A_NUMBER),
    "Дата отгрузки": ("shipped_on", "31.02.2026", reasons.NO_SUCH_DAY),
    "Дата оплаты": ("paid_on", "01.01.1825", reasons.YEAR_OUT_OF_RANGE),
    "Материалы": ("material_cost", "по факту", reasons.NOT_A_NUMBER),
    "Зарплата": ("labour_cost", "#ДЕЛ/0!", reasons.EXCEL_ERROR),
    "Накладные": ("book_overhead", "1,2,3", reasons.NOT_A_NUMBER),
    "Кол-во согласований": ("approval_rounds", "-1", reasons.NEGATIVE),
    "Менеджер": ("manager", "#Н/Д", reasons.EXCEL_ERROR),
    "Срочный": ("is_rush", "возможно", reasons.NOT_YES_OR_NO),
}


def line(**cells: str) -> str:
    return ";".join(cells.get(h, c) for h, c in zip(COLUMNS, GOOD, strict=True)) + "\n"


@pytest.mark.parametrize("header", OPTIONAL)
@pytest.mark.parametrize("way", ["csv", "sheet"])
def test_an_unreadable_optional_value_leaves_the_row_in(
    taking: Taker, header: str, way: str
) -> None:
    column, bad, reason = OPTIONAL[header]
    rows = [line(), line(**{"Номер заказа": "2", header: bad}), line(**{"Номер заказа": "3"})]
    if way == "csv":
        taken = taking.text(HEADER + "".join(rows))
    else:
        taken = taking.sheet([COLUMNS, *([c for c in r.strip().split(";")] for r in rows)])
    assert (taken.report.rows_accepted, taken.report.rows_rejected) == (3, 0)
    assert taken.report.revenue_accepted == 3 * 5_600_000
    assert [r[column] for r in taken.rows][1] is None
    assert None not in [taken.rows[0][column], taken.rows[2][column]]
    assert [(u["row_number"], u["column"], u["value"], u["reason"]) for u in taken.unread] == [
        (3, header, bad, reason)
    ]
    [notice] = [w for w in taken.report.warnings if w.code.startswith("unread")]
    assert (notice.details["header"], notice.details["rows"], notice.details["values"]) == (
        header,
        1,
        f"3: '{bad}'",
    )


def test_a_bad_part_of_the_cost_leaves_no_sum_of_the_other_parts(taking: Taker) -> None:
    taken = taking.text(HEADER + line() + line(**{"Номер заказа": "2", "Зарплата": "x"}))
    parts = [(r["material_cost"], r["labour_cost"], r["direct_cost"]) for r in taken.rows]
    assert parts == [(100, 50, None), (None, None, None)], (
        "material alone would be a cost that is too low"
    )
    assert [w.code for w in taken.report.warnings] == ["unread_costs"]


@pytest.mark.parametrize(
    ("header", "bad"),
    [
        ("Дата заказа", "31.02.2026"),
        ("Выручка", "уточняется"),
        ("Номер заказа", "1,23E+10"),
        ("Контрагент", "#Н/Д"),
    ],
)
def test_what_the_row_cant_stand_without_refuses_it(taking: Taker, header: str, bad: str) -> None:
    taken = taking.text(HEADER + line() + line(**{header: bad}))
    assert (taken.report.rows_accepted, taken.report.rows_rejected) == (1, 1)
    assert taken.unread == []


def test_where_revenue_is_computed_its_parts_refuse(taking: Taker) -> None:
    taken = taking.text(
        "Номер заказа;Контрагент;Дата заказа;Количество;Цена\n1;А;01.02.2026;2;5\n2;А;01.02.2026;две;5\n"
    )
    assert taken.reasons == [(3, "Количество", "две", reasons.NOT_A_NUMBER)]


def test_a_record_of_time_with_a_wrong_day_is_refused(taking: Taker) -> None:
    taken = taking.text(
        "order_id,pool,quantity,date\n1,design,2,2026-02-01\n1,design,3,2026-02-31\n", table="usage"
    )
    assert taken.reasons == [(3, "date", "2026-02-31", reasons.NO_SUCH_DAY)], (
        "it would be charged at another month's rate"
    )


def test_large_and_small_files_say_the_same(taking: Taker) -> None:
    rows = [line(**{"Номер заказа": str(n)}) for n in range(3000)]
    rows[2500] = line(**{"Номер заказа": "2500", "Дата отгрузки": "31.02.2026"})
    taken = taking.text(HEADER + "".join(rows))
    assert (taken.report.rows_accepted, len(taken.unread), taken.unread[0]["row_number"]) == (
        3000,
        1,
        2502,
    )
    assert taken.rows[2499]["shipped_on"] == dt.date(2026, 2, 10)


NUMBERED = "Номер заказа;Номер строки;Контрагент;Дата заказа;Выручка;Дата оплаты\n"


@pytest.mark.parametrize(
    ("text", "unread", "refused", "notices"),
    [
        (
            HEADER
            + line()
            + line(**{"Номер заказа": "2", "Материалы": "x", "Дата оплаты": "скоро"})
            + line(**{"Номер заказа": "3", "Выручка": "уточняется"})
            + line(**{"Номер заказа": "2", "Материалы": "x", "Дата оплаты": "скоро"})
            + line(),
            [(3, "Дата оплаты"), (3, "Материалы"), (5, "Дата оплаты"), (5, "Материалы")],
            [(4, "Выручка")],
            ["exact_duplicates", "unread_values", "unread_costs"],
        ),
        (
            NUMBERED
            + "1;1;А;01.02.2026;100;05.02.2026\n1;2;А;01.02.2026;50;скоро\n1;2;А;01.02.2026;60;05.02.2026\n",
            [(3, "Дата оплаты")],
            [(4, "Номер строки")],
            ["unread_values"],
        ),
        (
            NUMBERED
            + "1;2;А;01.02.2026;50;скоро\n1;1;А;01.02.2026;100;05.02.2026\n1;2;А;01.02.2026;60;скоро\n",
            [(2, "Дата оплаты")],
            [(4, "Номер строки")],
            ["unread_values"],
        ),
        (
            NUMBERED
            + "1;1;А;01.02.2026;100;05.02.2026\n1;1;А;01.02.2026;60;05.02.2026\n1;3;А;01.02.2026;50;скоро\n",
            [(4, "Дата оплаты")],
            [(3, "Номер строки")],
            ["unread_values"],
        ),
    ],
    ids=["unnumbered", "a number once more", "two of them", "others late"],
)
def test_line_by_line_and_as_a_whole_are_the_same(
    taking: Taker,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    unread: list[tuple[int, str]],
    refused: list[tuple[int, str]],
    notices: list[str],
) -> None:
    def not_by_line(*_: object) -> None:
        raise in_bulk.NotByLine

    quick = taking.text(text)
    monkeypatch.setattr(import_table, "take_by_line", not_by_line)
    whole = taking.text(text)
    assert [(u["row_number"], u["column"]) for u in quick.unread] == unread
    assert [(n, column) for n, column, *_ in quick.reasons] == refused
    assert [w.code for w in quick.report.warnings] == notices
    assert (quick.rows, quick.refused, quick.unread) == (whole.rows, whole.refused, whole.unread)
    assert quick.report.warnings == whole.report.warnings
    assert quick.report.revenue_rejected == whole.report.revenue_rejected


def test_the_preview_lists_them(taking: Taker) -> None:
    path = taking.folder / "a.csv"
    path.write_text(
        HEADER + line() + line(**{"Номер заказа": "2", "Дата оплаты": "скоро"}), "utf-8"
    )
    shown = first_rows.preview(path)
    assert (shown.refused, [(u.row_number, u.column, u.value) for u in shown.unread]) == (
        (),
        [(3, "Дата оплаты", "скоро")],
    )


def test_the_margin_of_the_order_is_unknown_and_the_store_lists_the_values(taking: Taker) -> None:
    path, root = taking.folder / "a.csv", taking.folder / "ws"
    path.write_text(
        HEADER
        + line()
        + line(**{"Номер заказа": "2", "Материалы": "x", "Дата отгрузки": "31.02.2026"}),
        "utf-8",
    )
    analysis.import_paths(root, [path])
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 11_200_000
        profit = ws.sql("select order_id, direct_cost from order_profit order by order_id")
        assert profit["direct_cost"].isna().tolist() == [False, True]
        assert profit["direct_cost"].iloc[0] == Decimal(150)
        unread = ws.table("unread_values")[
            ["file", "row_number", "column", "value"]
        ].values.tolist()
    assert unread == [["a.csv", 3, "Дата отгрузки", "31.02.2026"], ["a.csv", 3, "Материалы", "x"]]
    analysis.undo_last_import(root, "Анна", "")
    assert "grain.unread_values" in TEXTS["ru"]


def test_a_strict_import_fails_for_a_value_that_cant_be_read(taking: Taker) -> None:
    path, root = taking.folder / "a.csv", taking.folder / "ws"
    path.write_text(
        HEADER + line() + line(**{"Номер заказа": "2", "Дата отгрузки": "31.02.2026"}), "utf-8"
    )
    said = CliRunner().invoke(cli.main, ["import", "--workspace", str(root), str(path), "--strict"])
    assert said.exit_code == 1
    assert "strict: 1 value of these files can't be read" in said.output


def test_a_discount_beside_revenue_without_prices_is_no_trouble(taking: Taker) -> None:
    """Nothing can be compared with the amount: it stands as it is."""
    taken = taking.text(
        "Номер заказа;Контрагент;Дата заказа;Выручка;Скидка\n1;А;01.02.2026;100;5\n2;Б;02.02.2026;200;7\n"
    )
    assert taken.report.revenue_accepted == 300
