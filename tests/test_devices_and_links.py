"""What is no file is refused by name; what a folder holds of links is not followed."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.actions import choices
from analysis.actions.reading import file_reading
from analysis.actions.watching import Watch
from analysis.errors import BadMapping, UnreadableFile
from analysis.intake import load_mapping
from analysis.language.command_words import CommandWords

ORDERS = "Номер заказа;Клиент;Дата заказа;Выручка\n1;А;2025-01-05;5\n"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such things there")


def pipe(folder: Path, name: str) -> Path:
    os.mkfifo(folder / name)
    return folder / name


def door(folder: Path, name: str) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(folder)  # a socket's whole name may be short only
        made.bind(name)
        os.chdir(before)
    return folder / name


@pytest.mark.parametrize("name", ["orders.csv", "orders.xlsx", "settings.toml", "portrait.toml"])
def test_devices_pipes_and_sockets_are_refused_by_name(tmp_path: Path, name: str) -> None:
    for number, make in enumerate((pipe, door)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(UnreadableFile) as trouble:
            choices.expand([make(folder, name)])
        assert (trouble.value.code, name in str(trouble.value)) == ("not_a_file", True)
        assert list(choices.importable(folder)) == []
        assert tuple(map(str, choices.passed_over([folder]))) == (
            () if name.endswith(".toml") else (f"{name} (no file)",)
        )
    for device in ("/dev/zero", "/dev/null", "/dev/urandom"):
        with pytest.raises(UnreadableFile, match=device):
            choices.expand([Path(device)])
        with pytest.raises(BadMapping):
            load_mapping(device)


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / "secret.csv").write_text(ORDERS, "utf-8")
    (elsewhere / "settings.toml").write_text("[targets]\ntrue_margin = 0.9\n", "utf-8")
    (folder / "orders.csv").symlink_to(elsewhere / "secret.csv")
    (folder / "settings.toml").symlink_to(elsewhere / "settings.toml")
    (folder / "own.csv").write_text(ORDERS.replace("1;А", "7;А"), "utf-8")
    said: list[str] = []
    root = tmp_path / "workspace"
    watch = Watch(root, [folder], CommandWords("en"), said.append)
    watch.look()
    watch.look()
    assert any("orders.csv" in line and "link" in line for line in said)
    assert any("settings.toml" in line and "link" in line for line in said)
    assert not any("secret" in line or "Номер" in line for line in said)
    with analysis.open_workspace(root) as ws:
        assert list(ws.orders()["order_id"]) == ["7"]
    files, found = choices.expand(
        [elsewhere / "secret.csv"]
    )  # a file that a person names may be a link
    assert (len(files), found) == (1, [])


@pytest.mark.parametrize("becomes", ["a link", "a pipe", "another file", "gone"])
@pytest.mark.parametrize("when", ["before it is opened", "while it is read"])
def test_what_is_put_in_the_place_of_a_file_after_the_look_is_not_read(
    tmp_path: Path, becomes: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "secret.csv"
    folder.mkdir()
    elsewhere.write_text(ORDERS.replace("1;А", "9;Secret"), "utf-8")
    path = folder / "orders.csv"
    path.write_text(ORDERS, "utf-8")

    def swap() -> None:
        path.rename(tmp_path / "before.csv")
        if becomes == "a link":
            path.symlink_to(elsewhere)
        elif becomes == "a pipe":
            os.mkfifo(path)
        elif becomes == "another file":
            path.write_bytes(elsewhere.read_bytes())

    if when == "while it is read":
        real = file_reading.FileReading.read

        def read(self: file_reading.FileReading, *told: Any, **named: Any) -> Any:
            found = real(self, *told, **named)
            swap()
            return found

        monkeypatch.setattr(file_reading.FileReading, "read", read)
        [choice], _ = choices.expand([folder])
    else:
        [choice], _ = choices.expand([folder])
        swap()
    result = analysis.import_paths(tmp_path / "ws", [choice])
    if (when, becomes) == ("before it is opened", "another file"):
        assert [f.rows_accepted for f in result.taken] == [
            1
        ]  # it lies there, and is a file: it might have come a second before
        return
    assert result.taken == ()
    [(name, trouble)] = result.unreadable
    assert name == "orders.csv"
    wanted = "cannot_open" if becomes == "gone" else "replaced_meanwhile"
    assert trouble.code == (
        "not_a_file" if (when, becomes) == ("before it is opened", "a pipe") else wanted
    )
    assert "Secret" not in str(trouble)
    assert not list((tmp_path / "ws" / "imports").glob("*"))
