"""The last import can be taken back and brought back: every result table is as it was, nothing is lost, numbers stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

import analysis
from analysis import DealfitError, cli
from analysis.actions import change_history, importing, rows_to_mend, undo_import
from analysis.delivery import manifest
from analysis.journal.settings import settings_history
from tests.deliveries import FIGURES, builds, in_turn, making_all, unbuilt

_builds = builds(*FIGURES)


HEAD = "order_id,line_no,client_name,order_date,revenue\n"
TWO_FILES = (
    ("a.csv", HEAD + "1,1,A,2025-01-10,100\n"),
    ("b.csv", HEAD + "2,1,A,2025-01-10,10\n"),
)
OWN = {"build_info"}  # says when


def tables(root: Path) -> dict[str, list[tuple[object, ...]]]:
    name = (root / "current").read_text().strip()
    with duckdb.connect(str(root / "stores" / f"{name}.duckdb"), read_only=True) as con:
        names = [n for (n,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        return {
            n: con.execute(f'select * from "{n}" order by all').fetchall()
            for n in names
            if n not in OWN
        }


def take(root: Path, name: str, text: str) -> analysis.ImportResult:
    path = root.parent / name
    path.write_text(text, "utf-8")
    return analysis.import_paths(root, [path], table="order_lines")


def take_in_turn(root: Path, *files: tuple[str, str]) -> None:
    """Deliveries of a file each, (name, text); one build."""
    for name, text in files:
        (root.parent / name).write_text(text, "utf-8")
    in_turn(root, *([root.parent / name] for name, _ in files), table="order_lines")


def revenue(root: Path) -> object:
    with analysis.open_workspace(root) as ws:
        return ws.metric("revenue")


def forget_stores(root: Path) -> None:
    shutil.rmtree(root / "stores")
    (root / "current").unlink()


@making_all()
@pytest.mark.parametrize("from_nothing", [False, True])
def test_undone_and_redone_every_table_is_as_it_was(own_tiny: Path, from_nothing: bool) -> None:
    root = own_tiny
    before = tables(root)
    order = str(before["order_lines"][0][0])
    take(
        root, "more.csv", HEAD + f"new,1,Somebody,2025-01-10,100\n{order},1,Somebody,2025-01-10,1\n"
    )
    after = tables(root)
    assert after["order_profit"] != before["order_profit"]
    if from_nothing:
        forget_stores(root)
    undone = analysis.undo_last_import(root, "Anna", "wrong month")
    assert (undone.delivery_no, undone.files) == (2, ("more.csv",))
    assert tables(root) == before
    if from_nothing:
        forget_stores(root)
    analysis.redo_import(root, "Anna")
    assert tables(root) == after


def test_what_was_replaced_counts_again_line_by_line(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take_in_turn(
        root,
        ("a.csv", HEAD + "1,1,A,2025-01-10,100\n1,2,A,2025-01-10,50\n2,1,B,2025-01-11,7\n"),
        ("b.csv", HEAD + "1,1,A,2025-01-10,90\n"),
    )
    assert revenue(root) == 90 + 7
    analysis.undo_last_import(root, "Anna")
    assert revenue(root) == 100 + 50 + 7


def test_undo_goes_back_step_by_step_and_redo_forward_again(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    amounts = enumerate((1, 10, 100))
    take_in_turn(
        root, *((f"{n}.csv", HEAD + f"{n},1,A,2025-01-10,{amount}\n") for n, amount in amounts)
    )
    seen = []
    for step in (
        analysis.undo_last_import,
        analysis.undo_last_import,
        analysis.redo_import,
        analysis.redo_import,
    ):
        step(root, "Anna")
        seen.append(revenue(root))
    assert seen == [11, 1, 11, 111]
    with pytest.raises(DealfitError, match="brought back"):
        analysis.redo_import(root, "Anna")


def test_after_another_import_the_undone_one_stays_undone_and_its_number_is_not_used_again(
    tmp_path: Path,
) -> None:
    root = tmp_path / "ws"
    take_in_turn(root, *TWO_FILES)
    analysis.undo_last_import(root, "Anna", "tested")
    third = take(root, "c.csv", HEAD + "3,1,A,2025-01-10,1\n")
    assert (third.delivery_no, revenue(root), undo_import.next_redo(root)) == (3, 101, None)
    marks = [
        (d.delivery_no, d.undone and (d.undone.who, d.undone.why))
        for d in analysis.deliveries(root)
    ]
    assert marks == [(1, None), (2, ("Anna", "tested")), (3, None)]
    analysis.undo_last_import(root, "Anna")
    assert (
        analysis.redo_import(root, "Anna").delivery_no == 3
    )  # the one undone last, not the older one


def test_the_same_file_can_be_imported_again_after_an_undo(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take_in_turn(root, *TWO_FILES)
    analysis.undo_last_import(root, "Anna")
    again = take(root, "b.csv", HEAD + "2,1,A,2025-01-10,10\n")
    assert (again.delivery_no, again.unchanged, revenue(root)) == (3, (), 110)


def test_a_folder_does_not_bring_an_undone_import_back_by_itself(tmp_path: Path) -> None:
    """Else a nightly `dealfit import DIR` would undo the undo."""
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    (folder / "order_lines_1.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    analysis.import_paths(root, [folder])
    (folder / "order_lines_2.csv").write_text(HEAD + "2,1,A,2025-01-10,10\n", "utf-8")
    analysis.import_paths(root, [folder])
    analysis.undo_last_import(root, "Anna")
    nightly = analysis.import_paths(root, [folder])
    assert (nightly.taken, nightly.undone, revenue(root)) == ((), ("order_lines_2.csv",), 100)
    analysis.import_paths(root, [folder / "order_lines_2.csv"])
    assert revenue(root) == 110


def test_a_mapping_gone_back_to_is_read_again(tmp_path: Path) -> None:
    """Read by one mapping, then by another, then by the first: each reading replaces the one before."""
    root, path = tmp_path / "ws", tmp_path / "a.csv"
    path.write_text("order_id,client_name,order_date,gross,net\n1,A,2025-01-10,120,100\n", "utf-8")
    seen = []
    for column in ("gross", "net", "gross"):
        mapping = tmp_path / f"{column}.toml"
        mapping.write_text(f'table = "order_lines"\n[columns]\nrevenue = "{column}"\n', "utf-8")
        analysis.import_paths(root, [path], mapping=mapping)
        seen.append(revenue(root))
    assert seen == [120, 100, 120]
    analysis.undo_last_import(root, "Anna")
    assert revenue(root) == 100


@unbuilt()  # it looks at no figures
def test_settings_of_the_import_go_back_with_it_and_come_again(tmp_path: Path) -> None:
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    (tmp_path / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    (folder / "order_lines.csv").write_text(HEAD + "2,1,A,2025-01-10,10\n", "utf-8")
    (folder / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    in_turn(root, [tmp_path / "a.csv"], [folder], table="order_lines")
    assert analysis.undo_last_import(root, "Anna").settings == ("settings.toml",)
    assert settings_history.text(root) is None
    analysis.redo_import(root, "Anna")
    assert settings_history.text(root) == 'currency = "EUR"\n'
    analysis.undo_last_import(root, "Anna")
    again = analysis.import_paths(
        root, sorted(folder.iterdir())
    )  # and the same files bring them again
    assert (again.settings, settings_history.text(root)) == (
        ("settings.toml",),
        'currency = "EUR"\n',
    )


@unbuilt()  # it looks at no figures
def test_settings_changed_since_stay_and_that_is_said(tmp_path: Path) -> None:
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    (tmp_path / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    (folder / "order_lines.csv").write_text(HEAD + "2,1,A,2025-01-10,10\n", "utf-8")
    (folder / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    in_turn(root, [tmp_path / "a.csv"], [folder], table="order_lines")
    (root / "settings" / "settings.toml").write_text('currency = "USD"\n', "utf-8")
    undone = analysis.undo_last_import(root, "Anna")
    assert (undone.settings, undone.settings_kept) == ((), ("settings.toml",))
    assert settings_history.text(root) == 'currency = "USD"\n'


def test_an_undo_cut_off_after_its_mark_is_ended_by_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    (tmp_path / "a.csv").write_text(HEAD + "1,1,A,2025-01-10,100\n", "utf-8")
    (folder / "order_lines.csv").write_text(HEAD + "2,1,A,2025-01-10,10\n", "utf-8")
    (folder / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    in_turn(root, [tmp_path / "a.csv"], [folder], table="order_lines")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            analysis.undo_last_import(root, "Anna", "why not")
    with analysis.open_workspace(root) as ws:
        assert (ws.metric("revenue"), ws.table("settings")["currency"].tolist()) == (100, ["RUB"])
    assert [
        (c.key, c.after, c.who, c.why) for c, _ in change_history.read(root) if c.what == "import"
    ] == [("000002", "undone", "Anna", "why not")]


def test_nothing_is_left_when_the_only_import_is_undone(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,1,A,2025-01-10,100\n")
    analysis.undo_last_import(root, "Anna")
    with pytest.raises(DealfitError, match="No data"):
        analysis.open_workspace(root)
    with pytest.raises(DealfitError, match="No import stands"):
        analysis.undo_last_import(root, "Anna")
    assert manifest.read(root / "imports") == ()
    analysis.redo_import(root, "Anna")
    assert revenue(root) == 100


def test_who_must_be_said(tmp_path: Path) -> None:
    take(tmp_path / "ws", "a.csv", HEAD + "1,1,A,2025-01-10,100\n")
    with pytest.raises(DealfitError, match="who makes the change"):
        analysis.undo_last_import(tmp_path / "ws", "  ")


def test_mended_rows_are_undone_by_themselves_and_go_with_their_import(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,1,A,2025-01-10,100\n2,1,A,2025-01-10,ten\n")
    mended = tmp_path / "mended.csv"
    mended.write_bytes(rows_to_mend.to_csv(root).replace(b"ten", b"10"))
    analysis.import_paths(root, [mended])
    assert revenue(root) == 110
    analysis.undo_last_import(root, "Anna")
    assert revenue(root) == 100
    with analysis.open_workspace(root) as ws:
        assert ws.table("rejected_rows")["value"].tolist() == ["ten"]
    analysis.redo_import(root, "Anna")
    assert revenue(root) == 110


def test_the_command(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take_in_turn(root, *TWO_FILES)

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli.main, [*arguments, "--workspace", str(root)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "Import 000002 (b.csv) undone." in run("undo", "--who", "Anna", "--why", "wrong file")
    listed = run("undo", "--list")
    assert "wrong file" in listed
    assert listed.index("000002") < listed.index("000001")
    assert revenue(root) == 100
    assert "Import 000002 (b.csv) stands again." in run("undo", "--redo")
    assert revenue(root) == 110
