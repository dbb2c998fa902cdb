"""Every row of a file stands somewhere, whatever was imported, mended, imported again, undone and brought back.

read = accepted + refused + aside + totals, each 0 or more: on the page of loading, the page of data and in the command.
"""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from analysis import cli
from analysis.actions import rows_to_mend
from analysis.delivery import account, manifest
from analysis.errors import DealfitError
from analysis.intake.reasons import NOT_DATA
from analysis.language import words
from analysis.trust import reconciliation
from dashboard.data.imports import import_account
from tests.deliveries import rows_alone

HEAD = "order_id,client_name,order_date,revenue,quantity"
ROWS = (
    "{n},A,2025-01-10,100,1",  # good
    "{n},B,2025-13-01,20,1",  # refused, 20
    "{n},C,2025-01-12,ten,1",  # refused, its money unknown
    "{n},D,2025-01-12,100 USD,1",  # refused for want of a rate, its money unknown
    "{n},E,soon,-7,1",  # a return, refused
)
MENDS = (
    ("2025-13-01", "2025-12-01"),
    (",ten,", ",10.25,"),
    (",ten,", ",eleven,"),
    (",soon,", ",2025-02-02,"),
    ("100 USD", "90"),
)
RU = words("ru")


def workspace(root: Path) -> account.Account:
    """What the page of data counts, each part compared with the rows themselves."""
    with analysis.open_workspace(root) as ws:
        imports, refused = ws.table("imports"), ws.table("rejected_rows")
    found = reconciliation.of_imports(imports)
    data = refused[~refused["reason_code"].isin(NOT_DATA)]
    assert found.adds_up
    assert (found.refused + found.aside, found.totals) == (len(data), len(refused) - len(data))
    assert found.unknown == int(data["amount"].isna().sum())
    if found.money_refused is not None:
        known = sum((Decimal(str(a)) for a in data["amount"].dropna()), Decimal(0))
        assert found.money_refused == known
    return found


def said_adds_up(result: analysis.ImportResult) -> None:
    """The page of loading: no negative count, and no ✓ beside what doesn't add up."""
    for file in result.taken:
        [rows, *money] = import_account.lines(RU, file, "import.checked.rows")
        counts = [
            int(n.replace(" ", ""))
            for n in re.findall(r"(?<![\d,])[−-]?\d+(?= |$)", rows.split("прочитано")[1])
        ]
        assert min(counts) >= 0, rows
        read, *parts = counts
        assert read == sum(parts), rows
        assert "✓" in rows
        assert all("✗" not in line for line in money)


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, object]]:
    one = st.one_of(
        st.tuples(
            st.just("import"), st.lists(st.integers(0, len(ROWS) - 1), min_size=1, max_size=6)
        ),
        st.tuples(st.just("mend"), st.lists(st.sampled_from(MENDS), min_size=1, max_size=3)),
        st.tuples(st.just("totals"), st.integers(0, 1)),
        st.tuples(st.sampled_from(["undo", "redo", "again", "otherwise"]), st.none()),
    )
    return draw(st.lists(one, min_size=1, max_size=6))


def export(path: Path, number: int, rows: list[int]) -> Path:
    lines = [ROWS[i].format(n=f"{number}{n}") for n, i in enumerate(rows)]
    path.write_text("\n".join([HEAD, *lines, "Итого,,,9000,9"]) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with f0.csv and the workspace that took it in: one row of three is good. It is copied, never changed."""
    folder = tmp_path_factory.mktemp("begun")
    with rows_alone():
        said_adds_up(
            analysis.import_paths(folder / "ws", [export(folder / "f0.csv", 0, [0, 1, 2])])
        )
        workspace(folder / "ws")
    return folder


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps())
def test_any_sequence_of_imports_mends_and_undoings_adds_up(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, todo: list[tuple[str, object]]
) -> None:
    """Accounts of rows alone: what follows from the clean rows is not built."""
    folder = tmp_path_factory.mktemp("any") / "folder"
    shutil.copytree(begun, folder)
    with rows_alone():
        take_the_steps(folder, todo)


def take_the_steps(folder: Path, todo: list[tuple[str, object]]) -> None:
    root, path = folder / "ws", folder / "f0.csv"
    for files, (what, with_) in enumerate(todo, 1):
        try:
            match what:
                case "import":
                    path = export(folder / f"f{files}.csv", files, with_)  # type: ignore[arg-type]
                    said_adds_up(analysis.import_paths(root, [path]))
                case "again":
                    said_adds_up(analysis.import_paths(root, [path]))
                case "otherwise":  # the same bytes by another mapping replace their former reading
                    mapping = folder / "m.toml"
                    mapping.write_text('table = "order_lines"\n[columns]\nquantity = ""\n', "utf-8")
                    said_adds_up(analysis.import_paths(root, [path], mapping=mapping))
                case "mend" | "totals":
                    text = rows_to_mend.to_csv(root).decode("utf-8-sig").replace(";", ",")
                    for old, new in (
                        with_ if what == "mend" else [(",B,2025-13-01,", ",Итого,2025-13-01,")]
                    ):  # type: ignore[union-attr,misc]
                        text = text.replace(old, new)
                    path_ = folder / f"mended{files}.csv"
                    path_.write_text(text, "utf-8-sig")
                    said_adds_up(analysis.import_paths(root, [path_]))
                case "undo":
                    analysis.undo_last_import(root, "Анна", "")
                case "redo":
                    analysis.redo_import(root, "Анна", "")
        except DealfitError:
            pass  # nothing to undo, nothing in the download
        if any(d.files for d in manifest.read(root / "imports")):
            workspace(root)


@rows_alone()
def test_after_mending_the_page_and_the_data_say_the_same(tmp_path: Path) -> None:
    """Three refused rows and a totals row; all three mended: 3 = 3 + 0, 120 + 10.25 … and never 3 + (−1)."""
    root, path = tmp_path / "ws", tmp_path / "a.csv"
    path.write_text(
        "\n".join([HEAD, *(ROWS[i].format(n=i) for i in (0, 1, 2, 4)), "Итого,,,9000,9"]) + "\n",
        "utf-8",
    )
    first = analysis.import_paths(root, [path])
    [file] = first.taken
    assert [
        line.replace("\u00a0", " ")
        for line in import_account.lines(RU, file, "import.checked.rows")
    ] == [
        "a.csv (строки заказов). Строк: прочитано 5 = принято 1 + отклонено 3 + итоги и повторы заголовка 1 ✓ сходится",
        "Выручка: прочитано 113,00 ₽ = принято 100,00 ₽ + отклонено 13,00 ₽ и ещё у 1 строки сумма неизвестна ✓ сходится",
    ]
    assert workspace(root) == account.Account(
        1, 5, 1, 3, 0, 1, 1, Decimal(113), Decimal(100), Decimal(13)
    )
    text = rows_to_mend.to_csv(root).decode("utf-8-sig")
    for old, new in (
        ("2025-13-01", "2025-12-01"),
        (";ten;", ";10.25;"),
        (";soon;", ";2025-02-02;"),
    ):
        text = text.replace(old, new)
    (tmp_path / "mended.csv").write_text(text, "utf-8-sig")
    [mended] = analysis.import_paths(root, [tmp_path / "mended.csv"]).taken
    assert [
        line.replace("\u00a0", " ")
        for line in import_account.lines(RU, mended, "import.checked.rows")
    ] == [
        "mended.csv (строки заказов). Строк: прочитано 3 = принято 3 + отклонено 0 ✓ сходится",
        "Выручка: прочитано 23,25 ₽ = принято 23,25 ₽ + отклонено 0,00 ₽ ✓ сходится",
    ]
    assert workspace(root) == account.Account(
        1, 5, 4, 0, 0, 1, 0, Decimal("123.25"), Decimal("123.25"), Decimal(0)
    )


@rows_alone()
def test_the_second_mending_takes_off_what_the_first_left(tmp_path: Path) -> None:
    """A number that the first mending brought, in a row refused for its date, counts as refused until the date is mended too."""
    root, path = tmp_path / "ws", tmp_path / "a.csv"
    path.write_text(f"{HEAD}\n1,A,2025-01-10,100,1\n2,B,soon,ten,1\n", "utf-8")
    analysis.import_paths(root, [path])
    for old, new, refused in ((";ten;", ";10,25;", "10.25"), (";soon;", ";2025-02-02;", "0")):
        text = rows_to_mend.to_csv(root).decode("utf-8-sig").replace(old, new)
        (tmp_path / f"m{refused}.csv").write_text(text, "utf-8-sig")
        analysis.import_paths(root, [tmp_path / f"m{refused}.csv"])
        assert workspace(root).money_refused == Decimal(refused)


def test_a_refused_row_without_a_rate_has_unknown_money(tmp_path: Path) -> None:
    root, path = tmp_path / "ws", tmp_path / "a.csv"
    path.write_text(f"{HEAD}\n1,A,2025-01-10,100,1\n2,D,2025-01-12,100 USD,1\n", "utf-8")
    said = CliRunner().invoke(cli.main, ["import", "--workspace", str(root), str(path)]).output
    assert re.search(
        r"a\.csv │ order_lines │ +2 │ +1 │ +1 │ +0 │ +100\.00 │ +100\.00 │ unknown │", said
    ), said
    found = workspace(root)
    assert (found.unknown, found.is_refused_money_unknown) == (1, True)


def test_the_command_leaves_totals_out_and_says_why_rows_are_refused(tmp_path: Path) -> None:
    root, path = tmp_path / "ws", tmp_path / "a.csv"
    rows = [f"{n},B,2025-13-0{n},20,1" for n in range(1, 6)]
    path.write_text(
        "\n".join([HEAD, "9,A,2025-01-10,100,1", *rows, "7,C,2025-01-12,ten,1", "Итого,,,200,6"])
        + "\n",
        "utf-8",
    )
    said = CliRunner().invoke(cli.main, ["import", "--workspace", str(root), str(path)]).output
    assert re.search(
        r"│ +8 │ +1 │ +6 │ +1 │ +200\.00 │ +100\.00 │ +100\.00 \+ unknown \(1 row\) │", said
    ), said
    assert (
        "a.csv: 5 rows refused: no such day in the calendar: row 3 'order_date' = '2025-13-01', "
        "row 4 'order_date' = '2025-13-02', row 5 'order_date' = '2025-13-03' and 2 more" in said
    )
    assert "a.csv: 1 row refused: not a number: row 8 'revenue' = 'ten'" in said
    assert "select * from" not in said


@rows_alone()
@pytest.mark.parametrize("row", ["Итого;;;220", ";;Всего", "ИТОГО", ";Итого по заказам;;220"])
def test_a_totals_row_cut_short_is_a_total_all_the_same(tmp_path: Path, row: str) -> None:
    root, path = tmp_path / "ws", tmp_path / "a.csv"
    path.write_text(
        f"{HEAD.replace(',', ';')}\n1;A;2025-01-10;100;1\n2;B;2025-01-11;120;1\n3;C;2025\n{row}\n",
        "utf-8",
    )
    analysis.import_paths(root, [path])
    found = workspace(root)
    assert (found.accepted, found.refused, found.totals, found.money_refused) == (2, 1, 1, 0)
