"""Settings, portraits and mappings that do harm, and damaged Parquet: one sentence each, never the importing process's end."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.errors import BadMapping, BadSettings, UnreadableFile
from analysis.intake import load_mapping
from analysis.intake.rows.preview import first_rows
from analysis.journal import settings

NESTED = {
    "lists": "a = " + "[" * 90_000,
    "closed lists": "a = " + "[" * 90_000 + "]" * 90_000,
    "tables": "a = " + "{a = " * 30_000,
    "dotted": f"a{'.a' * 90_000} = 1",
    "dotted, in many lines": "\n".join(f"a{n}{'.a' * 150} = 1" for n in range(100)),
    "section": f"[a{'.a' * 150}]\n",
    "number": "a = " + "1" * 100_000,
    "long": "#" * 10_000_000,
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_toml_without_end(tmp_path: Path, text: str) -> None:
    for name, read, error in (
        ("settings.toml", settings.check, BadSettings),
        ("portrait.toml", settings.check, BadSettings),
        ("mapping.toml", load_mapping, BadMapping),
    ):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        with pytest.raises(error) as trouble:
            read(path)
        assert name in str(trouble.value)
        assert len(str(trouble.value)) < 300


@pytest.mark.parametrize("damage", ["cut", "zeroed", "footer", "column"])
def test_damaged_parquet_over_64_kilobytes(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "orders.parquet"
    pq.write_table(pa.table({"a": [str(n) * 9 for n in range(20_000)]}), path, compression="none")
    raw = bytearray(path.read_bytes())
    assert len(raw) > first_rows.SMALL
    match damage:
        case "cut":
            raw = raw[: len(raw) // 2]
        case "zeroed":
            raw[4:] = bytes(len(raw) - 4)
        case "footer":
            raw[-200:-8] = b"\xff" * 192
        case "column":
            raw[4:2000] = b"\xff" * 1996
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile) as trouble:
        first_rows.head(path)
    assert trouble.value.code == "damaged_parquet"
