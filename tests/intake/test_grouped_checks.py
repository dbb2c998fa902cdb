"""A grouped report is checked against its own subtotals; what isn't understood is refused with what was seen, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import UnreadableFile
from analysis.intake import reasons

from .conftest import Taken, Taker, take
from .reports import LINES, ROMASHKA, STACKED, TOTAL, Row, csv, xlsx
from .test_grouped_reports import lines


def _with(at: int, row: Row) -> list[Row]:
    return [*ROMASHKA[:at], row, *ROMASHKA[at + 1 :], TOTAL]


def _differences(taken: Taken) -> dict[str, object]:
    [notice] = [w for w in taken.report.warnings if w.code == "subtotals_differ"]
    return dict(notice.details)


def test_an_order_that_does_not_add_up_is_reported(tmp_path: Path) -> None:
    rows = _with(1, (1, ["Заказ клиента ТД00-000001 от 05.01.2013 10:00:00", 3, 310, 18]))
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert lines(taken) == LINES, "the lines are what was sold"
    assert _differences(taken) == {
        "rows": 1,
        "checked": 6,
        "examples": "5: Заказ клиента ТД00-000001 от 05.01.2013 10:00:00 (Выручка: 310 ≠ 30)",
    }


def test_a_total_that_does_not_add_up_is_reported(tmp_path: Path) -> None:
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, [*ROMASHKA, (0, ["Итого", 6, 430.0, 25])]))
    assert _differences(taken)["examples"] == "13: Итого (Выручка: 430 ≠ 42)"
    assert taken.report.formats["total_revenue"] == "430", "as it stands there"


def test_a_quantity_must_be_equal_money_may_be_rounded(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, ["А", 4, 10.01, 5]),
        (1, ["Заказ 1 от 05.01.2013", 4, 10.01, 5]),
        (2, ["Д", 1, 3.33, 1]),
        (2, ["К", 1, 3.33, 2]),
        (2, ["М", 1, 3.34, 2]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    # 3.33 + 3.33 + 3.34 = 10.00: rounding of four amounts explains up to 0.02; three pieces are never four
    assert _differences(taken)["rows"] == 2
    assert "Количество: 4 ≠ 3" in str(_differences(taken)["examples"])
    assert "Выручка" not in str(_differences(taken)["examples"])


def test_a_text_in_the_middle_is_refused(tmp_path: Path) -> None:
    rows = [*ROMASHKA[:6], (0, ["Данные предварительные"]), *ROMASHKA[6:], TOTAL]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert lines(taken) == LINES
    assert taken.reasons == [(10, None, None, reasons.NEITHER)]


def test_a_signature_under_the_total_hides_no_total(tmp_path: Path) -> None:
    rows = [*ROMASHKA, (0, ["Итого", 6, 430.0, 25]), (0, ["Ответственный: Иванов И. И."])]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert (lines(taken), taken.reasons) == (LINES, [(14, None, None, reasons.NEITHER)])
    assert taken.report.formats["total_revenue"] == "430"
    assert _differences(taken)["examples"] == "13: Итого (Выручка: 430 ≠ 42)"


def test_lines_without_their_groups_are_refused(tmp_path: Path) -> None:
    stray: Row = (2, ["Датчик", 1, 9, 6])
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, [stray, *ROMASHKA]))
    assert lines(taken) == LINES
    assert taken.reasons == [(4, None, None, reasons.NO_GROUP)]


def test_a_line_without_an_order_in_between_is_refused(tmp_path: Path) -> None:
    rows = [*ROMASHKA, (0, ["ЗАО Третий", 1, 9, 6]), (2, ["Датчик", 1, 9, 6])]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert lines(taken) == LINES
    assert taken.reasons == [(14, "Заказ", None, reasons.REQUIRED)]
    assert taken.report.revenue_read == 42 + 9


def test_lines_of_no_order_are_refused(tmp_path: Path) -> None:
    rows = [*ROMASHKA, (1, ["Без заказа", 1, 9, 6]), (2, ["Датчик", 1, 9, 6])]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert lines(taken) == LINES
    assert taken.reasons == [(14, None, None, reasons.NO_ORDER_NUMBER)]


def _refused(path: Path, **kwargs: object) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as error:
        take(path, **kwargs)
    return error.value.code, str(error.value)


def test_orders_without_dates_are_never_given_the_period(tmp_path: Path) -> None:
    rows: list[Row] = [(0, ["А", 1, 10, 5]), (1, ["Заказ 17", 1, 10, 5]), (2, ["Датчик", 1, 10, 5])]
    path = xlsx(tmp_path / "r.xlsx", [["Период: 01.03.2013 - 31.03.2013"], *STACKED], rows)
    code, said = _refused(path)
    assert code == "grouped_without_dates"
    assert "'Заказ 17'" in said
    assert "Период: 01.03.2013 - 31.03.2013" in said


def test_a_constant_gives_the_date_that_the_report_lacks(tmp_path: Path, taking: Taker) -> None:
    rows: list[Row] = [(0, ["А", 1, 10, 5]), (1, ["Заказ 17", 1, 10, 5]), (2, ["Датчик", 1, 10, 5])]
    taken = take(
        xlsx(tmp_path / "r.xlsx", STACKED, rows),
        mapping=taking.mapping('[constants]\norder_date = "05.03.2013"'),
    )
    assert lines(taken) == [("17", "А", "2013-03-05", "Датчик", 1, 10, 5)]


def test_totals_of_clients_and_products_name_no_orders(tmp_path: Path, taking: Taker) -> None:
    header: list[list[object]] = [["Контрагент", "Количество", "Выручка"], ["Номенклатура"]]
    rows: list[Row] = [
        (0, ["А", 3, 30]),
        (1, ["Датчик", 1, 10]),
        (1, ["Кабель", 2, 20]),
        (0, ["Б", 1, 5]),
        (1, ["Датчик", 1, 5]),
    ]
    code, said = _refused(xlsx(tmp_path / "r.xlsx", header, rows))
    assert code == "grouped_without_orders"
    assert "Контрагент → Номенклатура ('А', 'Б')" in said
    mapping = taking.mapping('[constants]\norder_id = "март"\norder_date = "31.03.2013"')
    taken = take(tmp_path / "r.xlsx", mapping=mapping)
    assert [(r["client_name"], r["product_name"], r["revenue"]) for r in taken.rows] == [
        ("А", "Датчик", 10),
        ("А", "Кабель", 20),
        ("Б", "Датчик", 5),
    ]


def test_nothing_shows_the_levels(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, ["А", 3, 30, 9]),
        (0, ["17", 1, 10, 3]),
        (0, ["Датчик", 1, 10, 3]),
        (0, ["Кабель", 2, 20, 6]),
    ]
    code, said = _refused(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert code == "grouped_levels_unclear"
    assert "Контрагент / Заказ / Номенклатура" in said
    assert "'А', '17', 'Датчик'" in said


def test_fewer_levels_than_the_header_names(tmp_path: Path) -> None:
    rows: list[Row] = [(0, ["17", 3, 30, 9]), (1, ["Датчик", 1, 10, 3]), (1, ["Кабель", 2, 20, 6])]
    code, said = _refused(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert code == "grouped_levels_differ"
    assert "names 3 levels (Контрагент / Заказ / Номенклатура), its rows show 2" in said


def test_sums_that_are_all_wrong_mean_that_it_was_misread(tmp_path: Path) -> None:
    rows = [
        (level, [cells[0], 100 + n * 7, 1000 + n * 13, 500 + n])
        for n, (level, cells) in enumerate(ROMASHKA)
    ]
    code, said = _refused(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert code == "grouped_sums_differ"
    assert "row 4 ('ООО Ромашка'" in said


def test_months_beside_each_other_are_not_added_up(tmp_path: Path) -> None:
    header: list[list[object]] = [
        ["Контрагент", "Январь", None, "Февраль", None],
        ["Заказ", "Количество", "Сумма", "Количество", "Сумма"],
    ]
    rows: list[Row] = [(0, ["А", 1, 10, 2, 20]), (1, ["Заказ 1 от 05.01.2013", 1, 10, 2, 20])]
    code, said = _refused(xlsx(tmp_path / "r.xlsx", header, rows))
    assert code == "grouped_columns_repeat"
    assert "'Январь: Сумма', 'Февраль: Сумма'" in said


def test_a_column_of_the_whole_beside_the_months_is_taken(tmp_path: Path) -> None:
    header: list[list[object]] = [["Контрагент", "Январь", "Итого"], ["Заказ", "Сумма", "Сумма"]]
    rows: list[Row] = [(0, ["А", 10, 30]), (1, ["Заказ 1 от 05.01.2013", 10, 30])]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert [r["revenue"] for r in taken.rows] == [30]


def test_unnamed_groups_are_no_clients_until_the_user_says_so(taking: Taker) -> None:
    rows = ",Date,Num,Item,Qty,Amount\nAcme,,,,,\n,01/15/2013,1037,Sensor,2,200.00\nTotal Acme,,,,2,200.00\n"
    code, said = _refused_text(taking, rows)
    assert code == "grouped_without_clients"
    assert "by level 1 ('Acme')" in said
    taken = taking.text(rows, mapping=taking.mapping('[columns]\nclient_name = "level 1"'))
    assert lines(taken, ("order_id", "client_name", "product_name", "revenue")) == [
        ("1037", "Acme", "Sensor", 200)
    ]


def _refused_text(taking: Taker, rows: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as error:
        taking.text(rows)
    return error.value.code, str(error.value)


def test_a_line_with_an_open_quotation_mark_is_refused_alone(taking: Taker) -> None:
    text = csv(STACKED, [*ROMASHKA, TOTAL]).replace("        Кабель;", '        "Кабель;')
    taken = taking.text(text)
    assert [r["product_name"] for r in taken.rows] == ["Датчик", "Датчик", "Муфта"]
    assert [(r["row_number"], r["reason"]) for r in taken.refused] == [(7, reasons.OPEN_QUOTE)]
    assert "Выручка: 30 ≠ 10" in str(_differences(taken)["examples"])


def test_numbers_of_a_text_with_spaces_and_commas(taking: Taker) -> None:
    rows: list[Row] = [
        (0, ["А", 2, "1 234,50", "1 000,00"]),
        (1, ["Заказ 1 от 05.01.2013", 2, "1 234,50", "1 000,00"]),
        (2, ["Датчик", 2, "1 234,50", "1 000,00"]),
        (0, ["Итого", 2, "1 234,50", "1 000,00"]),
    ]
    taken = taking.text(csv(STACKED, rows))
    assert [str(r["revenue"]) for r in taken.rows] == ["1234.5000"]
    assert [w.code for w in taken.report.warnings] == []
    assert taken.report.formats["total_revenue"] == "1234.50"
