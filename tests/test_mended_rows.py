"""Refused rows, downloaded, mended and imported: only the mended ones are added, and read = accepted + refused still."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from collections.abc import Callable, Hashable
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

import analysis
from analysis import DealfitError
from analysis.actions import rows_to_mend
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


HEAD = "order_id,line_no,client_name,order_date,revenue\n"
ROWS = (
    HEAD + "1,1,A,2025-01-10,100\n1,2,A,2025-01-10,ten\n2,1,B,2025-13-01,20\n3,1,C,2025-01-12,1.5\n"
)


def take(root: Path, name: str, text: str | bytes, **more: str) -> analysis.ImportResult:
    path = root.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return analysis.import_paths(root, [path], **({"table": "order_lines"} | more))


@pytest.fixture
def root(tmp_path: Path, built: Callable[[Hashable, Callable[[Path], object]], Path]) -> Path:
    """A workspace that has taken in ROWS as a.csv, the test's own."""
    made = built(("a.csv", ROWS), lambda there: take(there, "a.csv", ROWS))
    return Path(shutil.copytree(made, tmp_path / "ws"))


def mend(root: Path, *changes: tuple[str, str], name: str = "mended.csv") -> analysis.ImportResult:
    text = rows_to_mend.to_csv(root).decode("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = root.parent / name
    path.write_text(text, "utf-8-sig")
    return analysis.import_paths(root, [path])


def state(root: Path) -> tuple[object, ...]:
    """Revenue that counts; rows read, accepted, refused; money read, accepted, refused; the rows refused."""
    with analysis.open_workspace(root) as ws:
        one = ws.sql(
            "select rows_read, rows_accepted, rows_rejected, revenue_read, revenue_accepted, revenue_rejected from imports"
        )
        refused = ws.sql("select row_number from rejected_rows order by 1")["row_number"].tolist()
        return (ws.metric("revenue"), *one.iloc[0].tolist(), refused)


def test_a_mended_row_is_added_and_the_others_stay_refused(root: Path) -> None:
    assert state(root) == (
        101.5,
        4,
        2,
        2,
        121.5,
        101.5,
        20,
        [3, 4],
    )  # 20: the money of the row with the impossible day
    done = mend(root, (";ten", ";10"))
    assert [(m.accepted, m.still_refused, m.untouched, m.already) for m in done.mended] == [
        (1, 0, 1, 0)
    ]
    assert state(root) == (111.5, 4, 3, 1, 131.5, 111.5, 20, [4])
    mend(root, ("2025-13-01", "2025-12-01"), name="second.csv")
    assert state(root) == (131.5, 4, 4, 0, 131.5, 131.5, 0, [])


def test_the_other_lines_of_the_order_stay(tmp_path: Path) -> None:
    """A later delivery that repeats an order replaces it whole; mended lines are no later delivery."""
    root = tmp_path / "ws"
    take(
        root,
        "a.csv",
        "order_id,client_name,order_date,product_name,revenue\n1,A,2025-01-10,P,100\n1,A,2025-01-10,P,x\n",
    )
    mend(root, (";x", ";5"))
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 105
        assert ws.lines("1")[["source_row", "revenue"]].values.tolist() == [[2, 100], [3, 5]]


def test_a_newer_export_of_the_order_replaces_mended_lines_too(root: Path) -> None:
    mend(root, (";ten", ";10"))
    take(root, "b.csv", HEAD + "1,1,A,2025-01-10,7\n")
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 7 + 1.5


def test_the_same_mended_file_again_and_an_untouched_download_add_nothing(root: Path) -> None:
    first = rows_to_mend.to_csv(root)
    assert take(root, "untouched.csv", first).taken == ()
    mended = first.replace(b";ten", b";10")
    take(root, "mended.csv", mended)
    before = state(root)
    again = take(root, "mended.csv", mended)
    assert (again.taken, again.unchanged) == ((), ("mended.csv",))
    other = take(
        root, "other.csv", mended.replace(b"2025-13-01", b"2025-13-02")
    )  # one added before, one still wrong
    assert [(m.accepted, m.still_refused, m.untouched, m.already) for m in other.mended] == [
        (0, 1, 0, 1)
    ]
    assert state(root) == before


def test_a_row_still_bad_has_its_new_reason(root: Path) -> None:
    done = mend(root, (";ten", ";10"), ("2;1;B;2025-13-01;20", "2;1;B;2025-12-01;twenty"))
    assert [(m.accepted, m.still_refused) for m in done.mended] == [(1, 1)]
    with analysis.open_workspace(root) as ws:
        rejected = ws.table("rejected_rows")
        assert rejected[
            ["import_id", "row_number", "column", "value", "reason"]
        ].values.tolist() == [["000001-001", 4, "revenue", "twenty", "not a number"]]
    assert state(root) == (
        111.5,
        4,
        3,
        1,
        111.5,
        111.5,
        0,
        [4],
    )  # its money can't be read any more: it counts 0
    mend(root, (";twenty", ";20"), name="second.csv")
    assert state(root) == (131.5, 4, 4, 0, 131.5, 131.5, 0, [])


def test_a_mended_line_number_that_its_file_has_already_is_refused(root: Path) -> None:
    done = mend(root, ("1;2;A;2025-01-10;ten", "1;1;A;2025-01-10;10"))
    assert [(m.accepted, m.still_refused) for m in done.mended] == [(0, 1)]
    with analysis.open_workspace(root) as ws:
        assert (
            "the line number occurs twice in this order"
            in ws.table("rejected_rows")["reason"].tolist()
        )
        assert ws.metric("revenue") == 101.5


def test_mapping_constants_and_formats_of_the_first_reading_hold(tmp_path: Path) -> None:
    """Decimal comma, day first, a mapping with a constant: `1.234,5` and `03/02/2025` are read as their neighbours were."""
    root, path, mapping = tmp_path / "ws", tmp_path / "a.csv", tmp_path / "m.toml"
    mapping.write_text(
        'table = "order_lines"\n[columns]\norder_id = "Doc"\nclient_name = "Buyer"\norder_date = "Day"\n'
        'revenue = "Net"\n[constants]\nkind = "unique"\n',
        "utf-8",
    )
    path.write_text("Doc;Buyer;Day;Net\n1;A;31/01/2025;1.000,25\n2;B;31/01/2025;?\n", "cp1251")
    analysis.import_paths(root, [path], mapping=mapping)
    mend(root, ("31/01/2025;?", "03/02/2025;1.234,5"))
    with analysis.open_workspace(root) as ws:
        line = ws.lines("2").iloc[0]
        assert (str(line["order_date"])[:10], line["revenue"], line["kind"]) == (
            "2025-02-03",
            Decimal("1234.5"),
            "unique",
        )


def test_where_the_file_had_no_decimals_a_mended_row_may_have_some(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,1,A,2025-01-10,100\n2,1,A,2025-01-10,ten\n")
    mend(root, (";ten", ";10,25"))
    assert state(root)[0] == 110.25


def test_excel_notation_is_refused_in_a_mended_row_as_in_any(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,1,A,2025-01-10,100\n2,1,A,2025-01-10,ten\n")
    assert mend(root, (";ten", ";1.23E+10")).mended[0].accepted == 0


def test_formulas_are_harmless_and_come_back_as_they_were(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    names = ["=cmd|' /C calc'!A0", "+7 900", "@here", "'quoted", "-5"]
    rows = "".join(f'{n},1,"{name}",2025-01-10,bad\n' for n, name in enumerate(names))
    take(root, "a.csv", HEAD + rows)
    cells = [
        row[4]
        for row in csv.reader(
            io.StringIO(rows_to_mend.to_csv(root).decode("utf-8-sig")), delimiter=";"
        )
    ][1:]
    assert cells == ["'=cmd|' /C calc'!A0", "'+7 900", "'@here", "''quoted", "-5"]
    mend(root, (";bad", ";1"))
    with analysis.open_workspace(root) as ws:
        assert sorted(ws.table("clients")["client_name"]) == sorted(names)


def test_a_workbook_keeps_ids_and_dates_as_text(tmp_path: Path) -> None:
    root, path = tmp_path / "ws", tmp_path / "mended.xlsx"
    take(root, "a.csv", HEAD + "00123,1,A,2025-01-10,bad\n5,1,A,2025-01-10,5\n")
    path.write_bytes(rows_to_mend.to_xlsx(root))
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    key = f"000001-001:2:{analysis.deliveries(root)[0].files[0].sha256[:8]}"
    assert rows[1] == [key, "revenue: not a number", "00123", "1", "A", "2025-01-10", "bad"]
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, "7" if cell == "bad" else cell)
    book.close()
    analysis.import_paths(root, [path])
    with analysis.open_workspace(root) as ws:
        assert ws.order("00123")["revenue"] == 7


def test_rows_of_two_files_find_home(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,1,A,2025-01-10,100\n2,1,A,2025-01-10,ten\n")
    take(
        root,
        "b.csv",
        "order_id,client_name,order_date,product_name,revenue\n3,B,2025-01-10,Q,?\n4,B,2025-01-10,Q,1\n",
    )
    done = mend(root, (";ten", ";10"), ("?", "5"))
    assert [(m.import_id, m.accepted) for m in done.mended] == [
        ("000001-001", 1),
        ("000002-001", 1),
    ]
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 100 + 10 + 5 + 1
        assert len(ws.table("imports")) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("000001-001:3", "000001-001:2", "names no refused row"),  # a row that was taken in
        ("000001-001:3", "row three", "names no refused row"),
        ("000001-001:3:", "000001-001:3;", "of an older download"),
    ],
)
def test_a_key_that_was_changed_is_said_and_nothing_is_added(
    root: Path, old: str, new: str, said: str
) -> None:
    before = state(root)
    done = mend(root, (";ten", ";10"), (old, new))
    assert done.taken == ()
    assert said in str(done.unreadable[0][1])
    assert state(root) == before


def test_rows_of_an_import_that_was_undone_or_read_otherwise_since_are_not_added(
    root: Path, tmp_path: Path
) -> None:
    take(root, "z.csv", HEAD + "9,1,A,2025-01-10,9\n")
    mended = tmp_path / "mended.csv"
    mended.write_bytes(rows_to_mend.to_csv(root).replace(b";ten", b";10"))
    analysis.undo_last_import(root, "Anna")
    analysis.undo_last_import(root, "Anna")
    take(root, "z.csv", HEAD + "9,1,A,2025-01-10,9\n")
    done = analysis.import_paths(root, [mended])
    assert [trouble.code for _, trouble in done.unreadable] == ["mended_import_gone"]


def test_a_file_read_otherwise_takes_its_mended_rows_with_it(tmp_path: Path) -> None:
    root, path, mapping = tmp_path / "ws", tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text(
        "order_id,client_name,order_date,revenue,net\n1,A,2025-01-10,120,100\n2,A,2025-01-10,x,10\n",
        "utf-8",
    )
    analysis.import_paths(root, [path], table="order_lines")
    mend(root, (";x;", ";12;"))
    mapping.write_text('[columns]\nrevenue = "net"\n', "utf-8")
    analysis.import_paths(root, [path], table="order_lines", mapping=mapping)
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 110


def test_usage_is_mended_alike(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,1,A,2025-01-10,100\n")
    take(
        root,
        "u.csv",
        "order_id,pool,quantity,date\n1,design,3,2025-01-11\n1,design,two,2025-01-12\n",
        table="usage",
    )
    mend(root, (";two;", ";2;"))
    with analysis.open_workspace(root) as ws:
        assert ws.order("1")["hours"] == 5
        whole = ws.sql(
            "select rows_accepted, rows_rejected, control_read, control_accepted from imports where \"table\" = 'usage'"
        )
        assert whole.iloc[0].tolist() == [2, 0, 5, 5]


def test_a_trial_run_tells_of_mended_rows_and_keeps_nothing(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "mended.csv"
    path.write_bytes(rows_to_mend.to_csv(root).replace(b";ten", b";10"))
    tried = analysis.dry_run(root, [path])
    assert [(m.accepted, m.untouched) for m in tried.mended] == [(1, 1)]
    assert tried.changes is not None
    assert (tried.changes.changed.revenue_before, tried.changes.changed.revenue_after) == (100, 110)
    assert state(root)[0] == 101.5


def test_an_old_import_says_what_to_do(root: Path, tmp_path: Path) -> None:
    mended = tmp_path / "mended.csv"
    mended.write_bytes(rows_to_mend.to_csv(root).replace(b";ten", b";10"))
    path = root / "imports" / "000001.json"
    text = path.read_text("utf-8")
    start = text.index('"reading": "')
    path.write_text(text[:start] + '"reading": "",' + text[text.index("\n", start) :], "utf-8")
    done = analysis.import_paths(root, [mended])
    assert isinstance(done.unreadable[0][1], DealfitError)
    assert "import that whole file again" in str(done.unreadable[0][1])


def test_rows_of_another_workspace_are_not_taken_for_rows_of_the_same_number(
    tmp_path: Path,
) -> None:
    there, here = tmp_path / "there" / "ws", tmp_path / "here" / "ws"
    for root in (there, here):
        root.parent.mkdir()
    take(there, "a.csv", ROWS)
    take(here, "b.csv", ROWS.replace("A", "Z"))
    before = state(here)
    mended = rows_to_mend.to_csv(there).replace(b";ten", b";10")
    done = take(here, "mended.csv", mended)
    assert [trouble.code for _, trouble in done.unreadable] == ["mended_other_file"]
    assert (done.taken, state(here)) == ((), before)
    take(
        here, "a.csv", ROWS.replace("\n1,", "\n7,").replace("\n2,", "\n8,")
    )  # the file itself, under another number
    mended = (
        rows_to_mend.to_csv(here, "000002-001")
        .replace(b"000002-001", b"000009-004")
        .replace(b";ten", b";10")
    )
    done = take(here, "found.csv", mended)
    assert [(m.import_id, m.accepted) for m in done.mended] == [("000002-001", 1)]


@pytest.mark.parametrize(
    ("good", "typed"),
    [("100,00", 1.234), ("100,00", 70.5), ("100.5", 70.5), ("100", 1.234), ("1 000,5", 1000.0)],
)
def test_numbers_and_dates_typed_into_the_workbook_are_what_they_are(
    tmp_path: Path, good: str, typed: float
) -> None:
    """In Excel a person sees 1,234; read as text of the file with decimal commas it must not become 1234."""
    import xlsxwriter

    root, path = tmp_path / "ws", tmp_path / "mended.xlsx"
    head = "Номер заказа;Контрагент;Дата заказа;Сумма без НДС\n"
    take(root, "a.csv", f"{head}1;А;09.01.2025;{good}\n2;А;31.02.2025;abc\n")
    path.write_bytes(rows_to_mend.to_xlsx(root))
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell == "abc":
                    sheet.write_number(line, place, typed)
                elif cell == "31.02.2025":
                    sheet.write_datetime(line, place, dt.datetime(2025, 1, 28), day)
                else:
                    sheet.write_string(line, place, str(cell))
    analysis.import_paths(root, [path])
    with analysis.open_workspace(root) as ws:
        found = ws.sql("select order_date, revenue from order_lines where order_id = '2'").iloc[0]
        assert (str(found["order_date"])[:10], found["revenue"]) == ("2025-01-28", typed)


def test_the_file_and_its_mended_rows_come_together_into_a_fresh_workspace(tmp_path: Path) -> None:
    root, fresh, drop = tmp_path / "ws", tmp_path / "fresh", tmp_path / "drop"
    take(root, "orders.csv", ROWS)
    drop.mkdir()
    (drop / "orders.csv").write_text(ROWS, "utf-8")
    (drop / "another.csv").write_text(
        "order_id,client_name,order_date,revenue\n9,Z,2025-01-10,9\n", "utf-8"
    )
    (drop / "mended.csv").write_bytes(
        rows_to_mend.to_csv(root).replace(b";ten", b";10")
    )  # read before orders.csv
    tried = analysis.dry_run(fresh, [drop], table="order_lines")
    done = analysis.import_paths(fresh, [drop], table="order_lines")
    for found in (tried, done):
        assert [(m.import_id, m.accepted, m.untouched) for m in found.mended] == [
            ("000001-002", 1, 1)
        ]
        assert found.unreadable == ()
    with analysis.open_workspace(fresh) as ws:
        assert ws.metric("revenue") == 101.5 + 10 + 9
    assert analysis.import_paths(fresh, [drop], table="order_lines").taken == ()


def test_a_row_that_was_added_and_is_changed_again_is_said(root: Path) -> None:
    first = rows_to_mend.to_csv(root)
    take(root, "mended.csv", first.replace(b";ten", b";10"))
    done = take(
        root, "again.csv", first.replace(b";ten", b";12").replace(b"2025-13-01", b"2025-12-01")
    )
    assert [(m.accepted, m.already, m.ignored) for m in done.mended] == [(1, 0, (3,))]
    assert state(root)[0] == 101.5 + 10 + 20
    done = take(root, "same.csv", first.replace(b";ten", b"; 10.00 "))
    assert [(m.already, m.ignored) for m in done.mended] == [(2, ())]
