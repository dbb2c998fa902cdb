"""Rows of an XLSX sheet keep their numbers, also where blocks without anything notable are passed over."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from analysis.intake.sheets import xlsx_rows


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_numbers_and_bytes(prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(3)
    for size in (50, 90, 400, 10_000):
        monkeypatch.setattr(xlsx_rows, "CHUNK", size)
        wanted, xml, at = [], f"<{prefix}worksheet><{prefix}sheetData>", -1
        for _ in range(120):
            at += 1 if (bare := draw.random() < 0.3) else draw.randint(1, 3)
            stated = "" if bare else f' r="{at + 1}"'
            is_notable = draw.random() < 0.1
            cell = (
                f'<{prefix}c t="e"><{prefix}v>#N/A</{prefix}v></{prefix}c>'
                if is_notable
                else "<c/>"
            )
            row = f"{stated}>{cell}</{prefix}row>"
            xml += f"<{prefix}row{row}"
            wanted += [(at, row)] if is_notable else []
        xml += f"</{prefix}sheetData><{prefix}rowBreaks/></{prefix}worksheet>"
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("s.xml", xml)
            found = [*xlsx_rows.notable_rows(archive, "s.xml", lambda name: (b't="e"',))]
        rows = [(at, row.decode()) for at, row in found if b't="e"' in row]
        assert [at for at, _ in rows] == [at for at, _ in wanted]
        assert all(
            re.match(re.escape(row), got) for (_, got), (_, row) in zip(rows, wanted, strict=True)
        )
        assert found[-1] == (
            -1,
            f"</{prefix}sheetData><{prefix}rowBreaks/></{prefix}worksheet>".encode(),
        )
