"""A mapping is remembered for a file's shape: next month needs no correcting, and a changed one reads the file anew."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

import analysis
from analysis import DealfitError, intake
from analysis.actions import change_history
from analysis.intake.columns.shape_keys import key_of
from analysis.journal.settings import saved_mappings
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


HEADERS = ["Док", "Кто", "Когда", "Деньги 01.2025"]
MAPPING = intake.FileMapping(
    "order_lines",
    {"order_id": "Док", "client_name": "Кто", "order_date": "Когда", "revenue": "Деньги 01.2025"},
)


def month(path: Path, header: str, *rows: str, above: str = "") -> Path:
    path.write_text(above + f"Док;Кто;Когда;{header}\n" + "".join(f"{r}\n" for r in rows), "utf-8")
    return path


def revenue(root: Path) -> object:
    with analysis.open_workspace(root) as ws:
        return ws.metric("revenue")


def test_next_month_is_read_by_what_was_saved_for_this_one(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    january = month(tmp_path / "jan.csv", "Деньги 01.2025", "1;А;10.01.2025;100")
    assert analysis.import_paths(root, [january]).unreadable
    key = saved_mappings.save(root, HEADERS, MAPPING, "Анна", "jan.csv")
    taken = analysis.import_paths(root, [january])
    assert taken.mappings_used == (("jan.csv", key),)
    february = month(
        tmp_path / "feb.csv", "Деньги 02.2025", "2;Б;10.02.2025;20", above="Отчёт за февраль;;;\n"
    )
    assert analysis.import_paths(root, [february]).mappings_used == (("feb.csv", key),)
    assert revenue(root) == 120


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (["Сотрудник", "1", "2", "3"], ["Сотрудник", "1", "2"], True),  # a month of fewer days
        (["Сотрудник", "январь", "часы"], ["Сотрудник", "Февраль", "Часы"], True),
        (["Заказ", "Сумма, янв. 2025", ""], ["  заказ ", "сумма, мая 2026"], True),
        (["Заказ", "Сумма"], ["Сумма", "Заказ"], False),
        (["Заказ", "Сумма", "НДС"], ["Заказ", "Сумма"], False),
        (["Менеджер", "Марка"], ["Менеджер", "Майка"], False),  # no months
    ],
)
def test_what_is_the_same_shape(one: list[str], other: list[str], alike: bool) -> None:
    assert (key_of(one) == key_of(other)) is alike


def test_a_title_row_is_no_shape() -> None:
    assert key_of(["Отчёт за январь", "", ""]) is None


def test_the_header_row_is_where_this_months_file_has_it(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    mapping = intake.FileMapping("order_lines", MAPPING.columns, {}, {"header_row": "2"})
    saved_mappings.save(root, HEADERS, mapping, "Анна")
    file = month(
        tmp_path / "a.csv",
        "Деньги 03.2025",
        "1;А;10.03.2025;100",
        above="Отчёт;;;\nза март;;;\nвсего;;;\n",
    )
    assert [
        r.header_row
        for r in intake.recognise_all(file, known=saved_mappings.knower(root))
        if r.saved
    ] == [4]
    analysis.import_paths(root, [file])
    assert revenue(root) == 100


def test_a_changed_mapping_reads_the_same_file_anew_and_an_unchanged_one_changes_nothing(
    tmp_path: Path,
) -> None:
    root, file = tmp_path / "ws", tmp_path / "a.csv"
    file.write_text("Док;Кто;Когда;Брутто;Нетто\n1;А;10.01.2025;120;100\n", "utf-8")
    headers = ["Док", "Кто", "Когда", "Брутто", "Нетто"]
    seen = []
    for column in ("Брутто", "Брутто", "Нетто"):
        saved_mappings.save(
            root,
            headers,
            intake.FileMapping("order_lines", {**MAPPING.columns, "revenue": column}),
            "Анна",
        )
        result = analysis.import_paths(root, [file])
        seen.append((len(result.taken), revenue(root)))
    assert seen == [(1, 120), (0, 120), (1, 100)]
    saved_mappings.forget(root, saved_mappings.all(root)[0].key, "Анна")
    assert [t.code for _, t in analysis.import_paths(root, [file]).unreadable] == [
        "columns_missing"
    ]
    assert revenue(root) == 100  # what can't be read any more takes nothing away


def test_a_mapping_of_the_users_own_goes_before_the_saved_one(tmp_path: Path) -> None:
    root, file, own = tmp_path / "ws", tmp_path / "a.csv", tmp_path / "own.toml"
    file.write_text("Док;Кто;Когда;Брутто;Нетто\n1;А;10.01.2025;120;100\n", "utf-8")
    saved_mappings.save(
        root,
        ["Док", "Кто", "Когда", "Брутто", "Нетто"],
        intake.FileMapping("order_lines", {**MAPPING.columns, "revenue": "Брутто"}),
        "Анна",
    )
    own.write_text(
        intake.FileMapping("order_lines", {**MAPPING.columns, "revenue": "Нетто"}).to_toml(),
        "utf-8",
    )
    analysis.import_paths(root, [file], mapping=own)
    assert revenue(root) == 100


def test_each_sheet_has_its_own(tmp_path: Path) -> None:
    root, path = tmp_path / "ws", tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, rows in {
        "Заказы": [HEADERS, ["1", "А", "2025-01-10", 100]],
        "Часы": [["Док", "Отд", "Ч"], ["1", "design", 3]],
        "Прочее": [["что-то", "ещё"], ["a", "b"]],
    }.items():
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    book.close()
    saved_mappings.save(root, HEADERS, MAPPING, "Анна")
    saved_mappings.save(
        root,
        ["Док", "Отд", "Ч"],
        intake.FileMapping("usage", {"order_id": "Док", "pool": "Отд", "quantity": "Ч"}),
        "Анна",
    )
    taken = analysis.import_paths(root, [path])
    assert [(f.sheet, f.table, f.rows_accepted) for f in taken.taken] == [
        ("Заказы", "order_lines", 1),
        ("Часы", "usage", 1),
    ]
    assert analysis.import_paths(root, [path]).unchanged == ("two.xlsx",)


def test_the_users_choice_for_a_sheet_and_a_sheet_left_out(tmp_path: Path) -> None:
    root, path = tmp_path / "ws", tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, order in (("Январь", "1"), ("Черновик", "2")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, [order, "А", "2025-01-10", 100])
    book.close()
    choice = analysis.Choice(
        path, mappings={"Январь": MAPPING, "Черновик": MAPPING}, left_out=frozenset({"Черновик"})
    )
    assert [f.sheet for f in analysis.import_paths(root, [choice]).taken] == ["Январь"]
    assert revenue(root) == 100


def test_the_history_says_who_and_what(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    key = saved_mappings.save(root, HEADERS, MAPPING, "Анна", "jan.csv")
    saved_mappings.save(root, HEADERS, MAPPING, "Борис", "feb.csv")  # the same: no change
    saved_mappings.forget(root, key, "Вера")
    entries = [
        (c.key, c.who, c.before, c.after)
        for c, _ in change_history.read(root)
        if c.what == "mapping"
    ]
    assert entries == [
        (key, "Вера", MAPPING.to_toml(), None),
        (key, "Анна", None, MAPPING.to_toml()),
    ]


def test_a_saved_mapping_is_a_mapping_file_and_says_where_it_is_from(tmp_path: Path) -> None:
    key = saved_mappings.save(tmp_path, HEADERS, MAPPING, "Анна", "jan.csv")
    assert (
        dict(intake.load_mapping(tmp_path / "settings" / "mappings" / f"{key}.toml").columns)
        == MAPPING.columns
    )
    [saved] = saved_mappings.all(tmp_path)
    assert (saved.file, saved.who, saved.headers) == ("jan.csv", "Анна", tuple(HEADERS))


def test_one_spoilt_by_hand_is_named(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    key = saved_mappings.save(root, HEADERS, MAPPING, "Анна")
    (root / "settings" / "mappings" / f"{key}.toml").write_text("table = \n", "utf-8")
    file = month(tmp_path / "jan.csv", "Деньги 01.2025", "1;А;10.01.2025;100")
    [(_, trouble)] = analysis.import_paths(root, [file]).unreadable
    assert isinstance(trouble, DealfitError)
    assert key in str(trouble)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-16"])
def test_header_row_and_mapping_round_trip(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.csv"
    text = "x;y;z;w\n1;2;3;4\nДок;Кто;Когда;Деньги 01.2025\n1;А;10.01.2025;100\n"
    file.write_bytes(text.encode(encoding))
    mapping = intake.FileMapping("order_lines", MAPPING.columns, {}, {"header_row": "3"})
    found = intake.recognise(file, mapping=mapping)
    assert (found.header_row, found.sample[0], found.header_cells) == (
        3,
        ("1", "А", "10.01.2025", "100"),
        tuple(HEADERS),
    )


@pytest.mark.parametrize(
    ("row", "code"), [("0", "mapping_bad_header_row"), ("9", "header_row_missing")]
)
def test_an_impossible_header_row_is_said(tmp_path: Path, row: str, code: str) -> None:
    file = month(tmp_path / "jan.csv", "Деньги", "1;А;10.01.2025;100")
    with pytest.raises(DealfitError) as trouble:
        intake.recognise(
            file,
            mapping=intake.FileMapping("order_lines", MAPPING.columns, {}, {"header_row": row}),
        )
    assert trouble.value.code == code
