"""Every file of a workspace damaged in every way: the figures are right or one sentence names the file; no traceback, no demo."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import analysis
from analysis import places
from analysis.actions import demo_plant, opening, rows_to_mend
from analysis.cli import main
from analysis.delivery import manifest
from analysis.errors import CannotBuild, DamagedFile, DiskFull, NoData
from analysis.journal import kind_corrections
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

HEAD = "order_id,client_name,order_date,revenue,direct_cost\n"
CYRILLIC = '[people]\n"Иванов" = "Design"\n'.encode("cp1251")
NESTED = b"a = " + b"[" * 90_000 + b"]" * 90_000
ODD = bytes(range(128, 256))
REVENUE = "select cast(sum(revenue) as integer) as revenue from order_profit"
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two imports (100 + 11), settings, a portrait, and a correction."""
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "exports").mkdir()
    (folder / "exports" / "settings.toml").write_text("[targets]\ntrue_margin = 0.2\n", "utf-8")
    (folder / "exports" / "portrait.toml").write_text(
        '[[criterion]]\nfield = "industry"\naccept = ["energy"]\n', "utf-8"
    )
    (folder / "exports" / "order_lines.csv").write_text(
        HEAD + "1,A,2025-01-10,100,60\n2,B,31.02.2025,7,1\n", "utf-8"
    )
    (folder / "order_lines_feb.csv").write_text(HEAD + "3,B,2025-02-10,11,5\n", "utf-8")
    root = folder / "ws"
    analysis.import_paths(root, [folder / "exports"])
    kind_corrections.correct(root, {"1": "custom"}, "Anna", "a prototype")
    analysis.import_paths(root, [folder / "order_lines_feb.csv"])
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "ws")
    return tmp_path / "ws"


def run(*words: object) -> Result:
    said = CliRunner().invoke(main, [str(w) for w in words])
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception
    return said


def store(root: Path) -> Path:
    return root / "stores" / f"{(root / 'current').read_text().strip()}.duckdb"


def written(name: str, content: bytes) -> Damage:
    return lambda root: (root / name).write_bytes(content) and None


def folder(name: str) -> Damage:
    def damage(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir()

    return damage


def cut(name: str, part: float = 0.5) -> Damage:
    return lambda root: os.truncate(root / name, int((root / name).stat().st_size * part))


def zeroed(name: str) -> Damage:
    return lambda root: (root / name).write_bytes(bytes((root / name).stat().st_size)) and None


def edited(
    change: Callable[[dict[str, object]], object], name: str = "imports/000002.json"
) -> Damage:
    def damage(root: Path) -> None:
        raw = json.loads((root / name).read_text("utf-8"))
        change(raw)
        (root / name).write_text(json.dumps(raw), "utf-8")

    return damage


def first(raw: dict[str, object]) -> dict[str, object]:
    return raw["files"][0]  # type: ignore[index, no-any-return]


def pipe(name: str) -> Damage:
    def damage(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)

    return damage


def endless(name: str) -> Damage:
    def damage(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to("/dev/zero")

    return damage


def of_store(change: Callable[[Path], object]) -> Damage:
    return lambda root: change(store(root)) and None


def half_zeroed(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


MANIFEST, OLD, INPUT = (
    "imports/000002.json",
    "imports/000001.json",
    "inputs/order_lines/000001-001.parquet",
)
REBUILT: dict[str, Damage] = {  # what is whole gives the same figures again, without a word
    "store truncated to nothing": of_store(lambda p: os.truncate(p, 0)),
    "store truncated in its header": of_store(lambda p: os.truncate(p, 100)),
    "store truncated to its header": of_store(lambda p: os.truncate(p, 12288)),
    "store truncated in the middle": of_store(lambda p: os.truncate(p, p.stat().st_size // 2)),
    "store truncated by one byte": of_store(lambda p: os.truncate(p, p.stat().st_size - 1)),
    "store zeroed": of_store(lambda p: p.write_bytes(bytes(p.stat().st_size))),
    "store half zeroed": of_store(half_zeroed),
    "store of text": of_store(lambda p: p.write_bytes(b"hello")),
    "store a folder": of_store(as_folder),
    "store a pipe": of_store(lambda p: (p.unlink(), os.mkfifo(p))),
    "store missing": of_store(lambda p: p.unlink()),
    "all stores missing": lambda root: shutil.rmtree(root / "stores"),
    "current missing": lambda root: (root / "current").unlink(),
    "current empty": written("current", b""),
    "current odd bytes": written("current", ODD),
    "current too long": written("current", b"0" * 100_000),
    "current of zeros": written("current", bytes(20)),
    "current names nothing": written("current", b"000099-abcdefabcdef\n"),
    "current leaves the folder": written("current", b"../../../../etc/passwd"),
    "current a folder": folder("current"),
    "current a pipe": pipe("current"),
    "current without end": endless("current"),
    "a copy of a manifest beside it": lambda root: (
        shutil.copy(root / MANIFEST, root / "imports" / "000002 (copy).json") and None
    ),
}
SAID: dict[
    str, tuple[Damage, str]
] = {  # the published figures go on being shown, with a sentence that names the file
    "settings in cp1251": (
        written("settings/settings.toml", CYRILLIC),
        "settings.toml is no UTF-8 text",
    ),
    "settings nested": (
        written("settings/settings.toml", NESTED),
        "settings.toml is not valid TOML: nested",
    ),
    "settings of zeros": (zeroed("settings/settings.toml"), "settings.toml is not valid TOML"),
    "settings a pipe": (
        pipe("settings/settings.toml"),
        "settings.toml can't be opened (a pipe or a device",
    ),
    "settings without end": (
        endless("settings/settings.toml"),
        "settings.toml can't be opened (a pipe or a device",
    ),
    "settings very long": (
        written("settings/settings.toml", b"# \n" * 300_000),
        "settings.toml can't be opened (more than",
    ),
    "portrait a pipe": (
        pipe("settings/portrait.toml"),
        "portrait.toml can't be opened (a pipe or a device",
    ),
    "manifest a pipe": (
        pipe(MANIFEST),
        "imports/000002.json, the record of import 2, can't be read (a pipe or a device",
    ),
    "settings a folder": (
        folder("settings/settings.toml"),
        "settings.toml can't be opened (Is a directory)",
    ),
    "settings with a number of 5,000 digits": (
        written("settings/settings.toml", b"a = " + b"9" * 5000),
        "settings.toml is not",
    ),
    "portrait in cp1251": (
        written("settings/portrait.toml", CYRILLIC),
        "portrait.toml is no UTF-8 text",
    ),
    "portrait nested": (
        written("settings/portrait.toml", NESTED),
        "portrait.toml is not valid TOML: nested",
    ),
    "portrait truncated": (cut("settings/portrait.toml"), "portrait.toml"),
    "portrait a folder": (
        folder("settings/portrait.toml"),
        "portrait.toml can't be opened (Is a directory)",
    ),
    "manifest truncated": (
        cut(MANIFEST),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest empty": (
        written(MANIFEST, b""),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest {}": (
        written(MANIFEST, b"{}"),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest []": (
        written(MANIFEST, b"[]"),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest null": (
        written(MANIFEST, b"null"),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest binary": (
        written(MANIFEST, ODD),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest of zeros": (
        zeroed(MANIFEST),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest nested": (
        written(MANIFEST, b"[" * 100_000),
        "imports/000002.json, the record of import 2, can't be read",
    ),
    "manifest in cp1251": (
        written(MANIFEST, '{"who": "Иванов"}'.encode("cp1251")),
        "imports/000002.json",
    ),
    "manifest a folder": (
        folder(MANIFEST),
        "imports/000002.json, the record of import 2, can't be read (Is a directory)",
    ),
    "an older manifest truncated": (
        cut(OLD),
        "imports/000001.json, the record of import 1, can't be read",
    ),
    "manifest of another import": (
        edited(lambda raw: raw.update(delivery_no=7)),
        "it is of import 7",
    ),
    "manifest with a key more": (
        edited(lambda raw: raw.update(colour="red")),
        "a newer version of Dealfit ('colour'",
    ),
    "manifest with a key more of a file": (
        edited(lambda raw: first(raw).update(colour="red")),
        "newer version of Dealfit ('colour'",
    ),
    "manifest with a key less": (
        edited(lambda raw: raw.pop("files")),
        "imports/000002.json, the record of import 2",
    ),
    "manifest with a key less of a file": (
        edited(lambda raw: first(raw).pop("sha256")),
        "imports/000002.json",
    ),
    "manifest with money no number": (
        edited(lambda raw: first(raw).update(revenue_read="much")),
        "revenue_read is 'much', no amount",
    ),
    "manifest with money not finite": (
        edited(lambda raw: first(raw).update(revenue_read="NaN")),
        "no amount",
    ),
    "manifest with rows no number": (
        edited(lambda raw: first(raw).update(rows_accepted="many")),
        "rows_accepted is 'many'",
    ),
    "manifest with files no list": (
        edited(lambda raw: raw.update(files="none")),
        "files is 'none'",
    ),
    "manifest with a date that is none": (
        edited(lambda raw: first(raw).update(imported_at="yesterday")),
        "imports/000002.json",
    ),
    "manifest with more rows than there can be": (
        edited(lambda raw: first(raw).update(rows_read=10**30)),
        "imports/000002.json",
    ),
    "manifest with half a character": (
        edited(lambda raw: first(raw).update(file="\ud800.csv")),
        "imports/000002.json",
    ),
    "manifest that leaves the folder": (
        edited(lambda raw: first(raw).update(import_id="../../x")),
        "no name of a file",
    ),
    "manifest of a table not known": (
        edited(lambda raw: first(raw).update(table="of a later version")),
        "newer version of Dealfit ('table of a later version'",
    ),
    "manifest without anything": (
        written("imports/000001.json", b"{}"),
        "it has no delivery_no): put it back",
    ),
    "records of imports a file": (
        lambda root: (shutil.rmtree(root / "imports"), (root / "imports").write_text("x"))[0],
        "imports, the records of all imports, is gone",
    ),
    "all manifests missing": (
        lambda root: shutil.rmtree(root / "imports"),
        "imports, the records of all imports, is gone",
    ),
    "state.sqlite odd bytes": (written("state.sqlite", ODD * 50), "state.sqlite can't be read"),
    "state.sqlite empty": (
        written("state.sqlite", b""),
        "state.sqlite can't be read (it is empty)",
    ),
    "state.sqlite truncated": (cut("state.sqlite"), "state.sqlite can't be read"),
    "state.sqlite zeroed": (zeroed("state.sqlite"), "state.sqlite can't be read"),
    "state.sqlite a pipe": (
        pipe("state.sqlite"),
        "state.sqlite can't be read (a pipe or a device, no file)",
    ),
    "state.sqlite a folder": (folder("state.sqlite"), "state.sqlite can't be read"),
}
LATENT: dict[str, Damage] = {  # of no matter to what is published: said when a store is to be built
    "Parquet truncated": cut(INPUT),
    "Parquet empty": written(INPUT, b""),
    "Parquet zeroed": zeroed(INPUT),
    "Parquet of text": written(INPUT, b"hello"),
    "Parquet missing": lambda root: (root / INPUT).unlink(),
    "Parquet a pipe": pipe(INPUT),
    "Parquet a folder": folder(INPUT),
    "refused rows truncated": cut("rejected/000001-001.parquet"),
    "lock a folder": folder(".importer.lock"),
}


def test_there_are_58_kinds() -> None:
    assert len(REBUILT) + len(SAID) + len(LATENT) >= 58


@pytest.mark.parametrize("kind", REBUILT)
def test_a_store_is_built_anew_from_what_is_whole(root: Path, kind: str) -> None:
    REBUILT[kind](root)
    said = run("sql", REVENUE, "--workspace", root, "--format", "csv")
    assert (said.exit_code, said.stdout.split(), said.stderr) == (0, ["revenue", "111"], "")
    assert not list(root.glob("demo-*"))


@pytest.mark.parametrize("kind", SAID)
def test_what_is_published_is_shown_and_one_sentence_names_the_file(root: Path, kind: str) -> None:
    damage, sentence = SAID[kind]
    damage(root)
    said = run("sql", REVENUE, "--workspace", root, "--format", "csv")
    assert (said.exit_code, said.stdout.split()) == (0, ["revenue", "111"])
    assert sentence in said.stderr
    assert len(said.stderr.splitlines()) == 1
    listed = run("undo", "--list", "--workspace", root)
    assert (listed.exit_code, sentence in listed.stderr) in ((2, True), (0, False))
    assert ("000002" in listed.stdout) == (listed.exit_code == 0)
    for command in (
        ["undo", "--who", "Anna"],
        ["import", root.parent / "more.csv", "--table", "order_lines"],
    ):
        (root.parent / "more.csv").write_text(HEAD + "4,C,2025-03-10,1,1\n", "utf-8")
        refused = run(*command, "--workspace", root)
        assert refused.exit_code == 2
        assert sentence in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
    assert run("sql", REVENUE, "--workspace", root, "--format", "csv").stdout.split() == [
        "revenue",
        "111",
    ]
    assert not list(root.glob("demo-*"))


@pytest.mark.parametrize("kind", LATENT)
def test_what_no_reader_needs_is_said_when_a_store_is_to_be_built(root: Path, kind: str) -> None:
    LATENT[kind](root)
    said = run("sql", REVENUE, "--workspace", root, "--format", "csv")
    assert (said.exit_code, said.stdout.split(), said.stderr) == (0, ["revenue", "111"], "")
    (root.parent / "more.csv").write_text(HEAD + "4,C,2025-03-10,1,1\n", "utf-8")
    more = run("import", root.parent / "more.csv", "--table", "order_lines", "--workspace", root)
    assert more.exit_code == 2
    assert (
        ".importer.lock is a folder"
        if kind == "lock a folder"
        else "000001-001.parquet, taken from 'order_lines.csv'"
    ) in more.stderr
    assert run("sql", REVENUE, "--workspace", root, "--format", "csv").stdout.split() == [
        "revenue",
        "111",
    ]


def figures(root: Path) -> object:
    with analysis.open_workspace(root) as ws:
        return ws.metric("revenue")


def test_refused_rows_that_can_not_be_read_are_said_when_they_are_downloaded(root: Path) -> None:
    os.truncate(root / "rejected" / "000001-001.parquet", 50)
    with pytest.raises(
        DamagedFile, match=r"rejected/000001-001\.parquet, taken from 'order_lines.csv'"
    ):
        rows_to_mend.to_csv(root)


def test_refused_rows_that_are_gone_are_said_instead_of_a_header_alone(root: Path) -> None:
    (root / "rejected" / "000001-001.parquet").unlink()
    with pytest.raises(
        DamagedFile,
        match=r"rejected/000001-001\.parquet, the refused rows of 'order_lines.csv' \(import 1\)",
    ):
        rows_to_mend.to_csv(root)
    assert figures(root) == 111


def test_the_list_of_imports_of_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    for folder, sentence in (
        (tmp_path, "No data has been imported into"),
        (tmp_path / "typo", "There is no folder"),
    ):
        said = run("undo", "--list", "--workspace", folder)
        assert (said.exit_code, sentence in said.stderr) == (2, True)


def test_a_file_in_the_place_of_a_folder_is_no_fault_of_what_is_imported(root: Path) -> None:
    shutil.rmtree(root / "inputs")
    (root / "inputs").write_text("x", "utf-8")
    (root.parent / "more.csv").write_text(HEAD + "4,C,2025-03-10,1,1\n", "utf-8")
    said = run("import", root.parent / "more.csv", "--table", "order_lines", "--workspace", root)
    assert (
        said.exit_code,
        "inputs is a file where a folder belongs: move it away." in said.stderr,
    ) == (2, True)


def test_a_workspace_that_can_not_be_is_said() -> None:
    said = run("sql", "select 1", "--workspace", "a" * 5000)
    assert (said.exit_code, "File name too long" in said.stderr) == (2, True)


@pytest.mark.parametrize("kind", ["Parquet truncated", "Parquet missing"])
def test_a_good_import_waits_for_the_mend_of_another_and_the_damaged_file_is_taken_again(
    root: Path, whole: Path, kind: str
) -> None:
    LATENT[kind](root)
    more = root.parent / "more.csv"
    more.write_text(HEAD + "4,C,2025-03-10,1,1\n", "utf-8")
    with pytest.raises(
        CannotBuild, match=r"taken in and wait.*000001-001\.parquet, taken from 'order_lines\.csv'"
    ):
        analysis.import_paths(root, [more], table="order_lines")
    assert [d.undone for d in manifest.read_all(root / "imports")] == [None, None, None]
    assert figures(root) == 111
    mended = analysis.import_paths(root, [whole.parent / "exports" / "order_lines.csv"])
    assert [f.file for f in mended.taken] == ["order_lines.csv"]
    assert figures(root) == 112


def test_a_full_disk_blames_no_file_and_withdraws_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = root.parent / "more.csv"
    more.write_text(HEAD + "4,C,2025-03-10,1,1\n", "utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as while_rows_are_kept:
        while_rows_are_kept.setattr("analysis.actions.reading.file_reading.FileReading.read", full)
        with pytest.raises(DiskFull, match="the disk is full"):
            analysis.import_paths(root, [more], table="order_lines")
    assert len(manifest.read_all(root / "imports")) == 2
    with monkeypatch.context() as at_the_manifest:
        at_the_manifest.setattr(os, "fsync", full)
        with pytest.raises(DiskFull, match="the disk is full"):
            analysis.import_paths(root, [more], table="order_lines")
    assert figures(root) == 111
    with monkeypatch.context() as while_building:
        while_building.setattr("analysis.stores.store._sync", full)
        with pytest.raises(CannotBuild, match=r"taken in and wait.*There is no room on the disk"):
            analysis.import_paths(root, [more], table="order_lines")
        assert figures(root) == 111
    assert not [*root.glob("**/*.new"), *root.glob("stores/.*building")]
    assert figures(root) == 112  # there is room again: it counts at the next opening


def test_a_workspace_that_goes_away_is_not_replaced_by_the_demo_nor_written(root: Path) -> None:
    assert figures(root) == 111
    shutil.move(root, root.parent / "elsewhere")
    for _ in range(2):
        with pytest.raises(NoData, match="is not there now"):
            opening.open_or_demo(root)
        with pytest.raises(NoData, match="is not there now"):
            kind_corrections.correct(root, {"1": None}, "Anna", "")
        with pytest.raises(NoData, match="is not there now"):
            analysis.import_paths(root, [Path(__file__).parent / "tiny_plant"])
        assert not root.exists() or not list(root.iterdir())
        root.mkdir(exist_ok=True)  # an empty folder to mount something at
    shutil.rmtree(root)
    shutil.move(root.parent / "elsewhere", root)
    assert figures(root) == 111


def test_a_process_that_starts_while_the_share_is_away_shows_no_demo_in_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SEEN", set())
    assert figures(root) == 111  # an earlier process saw the data
    shutil.rmtree(root)
    root.mkdir()  # the empty folder to mount the share at
    monkeypatch.setattr(places, "SEEN", set())
    with pytest.raises(NoData, match="held data when it was opened last") as said:
        opening.open_or_demo(root)
    with pytest.raises(NoData, match="No data has been imported"):
        opening.open_workspace(root)
    assert not list(root.iterdir())
    marker = Path(said.value.details["marker"])
    assert str(marker) in str(said.value)
    assert marker.read_text("utf-8").strip() == str(root)
    assert demo_plant.demo_root(root).name.startswith(places.DEMO_FOLDER)
    marker.unlink()  # deleted on purpose
    assert not places.is_away(root)
