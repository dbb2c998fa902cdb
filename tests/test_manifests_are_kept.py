"""The records of the imports are parsed once: every page asks for all of them, and a year of daily deliveries took half a second."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery
from analysis.errors import DamagedFile


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed."""
    texts: list[str] = []
    loads = json.loads

    def counted(text: Any) -> Any:
        texts.append(bytes(text).decode())
        return loads(text)

    monkeypatch.setattr(manifest.json, "loads", counted)
    return texts


def test_a_second_look_parses_nothing(tmp_path: Path, parsed: list[str]) -> None:
    for number in (1, 2, 3):
        manifest.write(tmp_path, Delivery(number, ()))
    first = manifest.read(tmp_path)
    assert [d.delivery_no for d in first] == [1, 2, 3]
    assert len(parsed) == 3
    assert manifest.read(tmp_path) == first
    assert len(parsed) == 3


def test_what_was_written_anew_is_read_anew(tmp_path: Path, parsed: list[str]) -> None:
    manifest.write(tmp_path, Delivery(1, (), who="Анна"))
    manifest.write(tmp_path, Delivery(2, (), who="Анна"))
    manifest.read(tmp_path)
    manifest.write(tmp_path, Delivery(2, (), who="Олег"))
    assert [d.who for d in manifest.read(tmp_path)] == ["Анна", "Олег"]
    assert len(parsed) == 3


def test_damage_after_it_was_read_is_seen(tmp_path: Path) -> None:
    manifest.write(tmp_path, Delivery(1, ()))
    manifest.read(tmp_path)
    (tmp_path / "000001.json").write_text("{", "utf-8")
    with pytest.raises(DamagedFile) as damaged:
        manifest.read(tmp_path)
    assert damaged.value.code == "damaged_manifest"
    (tmp_path / "000001.json").unlink()
    assert manifest.read(tmp_path) == ()
